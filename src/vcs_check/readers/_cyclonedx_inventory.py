"""From CycloneDX structs to components: the half that JSON and XML share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from msgspec import Raw

from vcs_check.errors import MalformedError
from vcs_check.inventory.component import Component
from vcs_check.inventory.document import Document
from vcs_check.inventory.facts import NOTHING_DECLARED
from vcs_check.inventory.vocabulary import Role
from vcs_check.readers import _cyclonedx_odd as odd
from vcs_check.readers import _json
from vcs_check.readers._content import Content
from vcs_check.readers._cyclonedx import (
    Item,
    LicenseChoice,
    Metadata,
    Reference,
)
from vcs_check.readers._cyclonedx_graph import CycloneDxGraph
from vcs_check.readers._cyclonedx_parties import MAX_KEY_BYTES, CycloneDxParties, licences
from vcs_check.readers._dates import noted_date, written_on
from vcs_check.readers._elementwise import Part
from vcs_check.readers._inventory import NO_TEXT, BomInventory, text
from vcs_check.readers._names_plan import NamesPlan
from vcs_check.readers._notes import shown
from vcs_check.text import BomText

KNOWN_MINOR_VERSIONS: Final = frozenset({"1.2", "1.3", "1.4", "1.5", "1.6", "1.7"})
MAX_PLANS: Final = 4096
"""Sequences of names of properties that are remembered; honest files have a few dozen."""
_SIGNS: Final = ("ancestors", "variants", "commits", "patches", "notes")
_SERVICE: Final = BomText("service")


class CycloneDxInventory(BomInventory):
    """Collects the components of one CycloneDX file, in file order."""

    def __init__(self, content: Content, name: str, version: str) -> None:
        super().__init__(content, name, version)
        self.parties = CycloneDxParties(self.claimed, self.notes, content)
        self._licence_choices = Part[tuple[LicenseChoice, ...]](content, tuple[LicenseChoice, ...])
        self.graph = CycloneDxGraph(self.document, self.notes)
        self._max_components = content.limits.max_components
        self._max_chars = content.limits.max_string_chars
        self._has_metadata = False
        self._kinds: dict[object, BomText] = {}
        self._is_link: dict[object, bool] = {}
        """Types of references, and whether one of that type is a link to another BOM."""
        self._plans: dict[tuple[object, ...], NamesPlan] = {}
        self._licences: dict[object, tuple[BomText, ...]] = {}
        self._parents: dict[int | None, tuple[int, ...]] = {None: ()}
        self._signs: dict[bytes, tuple[str, ...]] = {}

    def metadata(self, metadata: Metadata, place: str) -> None:
        """Take in what the BOM's metadata says of the product; before any component."""
        self.document.written_on = written_on(metadata.timestamp)
        if phases := metadata.lifecycles:
            here = f"{place}/lifecycles"
            said = _json.loose(phases, self.file, here) if isinstance(phases, Raw) else phases
            odd.note_phases(self.notes, said, here)
        plan, values = self._planned(metadata.properties or (), place)
        self.document.declared = self.claimed.set_metadata(plan.declared(values), place)
        self._has_metadata = self.document.declared is not NOTHING_DECLARED
        for role, organization, field in (
            (Role.SUPPLIER, metadata.supplier, "/metadata/supplier"),
            (Role.MANUFACTURER, metadata.manufacture, "/metadata/manufacture"),
        ):
            if organization:
                self.parties.add_default(role, organization, field, place)
        self.document.unit_parties = self.parties.defaults
        if metadata.manufacturer and (name := text(metadata.manufacturer.name)):
            self.notes.add(
                "BOM manufacturer",
                f"metadata.manufacturer names {shown(name)}, who made this BOM; "
                "that says nothing about who made the product",
                f"{place}/manufacturer",
            )

    def add(
        self,
        item: Item,
        place: str,
        parent: int | None,
        *,
        service: bool = False,
        is_subject: bool = False,
    ) -> int:
        """Add a component or service; its position.

        Args:
            item: what was read.
            place: JSON pointer or XPath; the id where there is no ``bom-ref``.
            parent: position of the assembly that it is listed in.
            service: whether it is a service.
            is_subject: whether it is ``metadata.component``.
        """
        component = self.component(item, place, parent, service=service, is_subject=is_subject)
        components = self.components
        position = len(components)
        if position >= self._max_components:
            self._refuse_number()
        components.append(component)
        self.graph.identify(component)
        return position

    def reserve(self) -> int:
        """The position of the next component in file order, to be filled by the caller."""
        position = len(self.components)
        if position >= self._max_components:
            self._refuse_number()
        self.components.append(_PLACEHOLDER)
        return position

    def component(
        self,
        item: Item,
        place: str,
        parent: int | None,
        *,
        service: bool = False,
        is_subject: bool = False,
    ) -> Component:
        """The component that ``item`` describes; arguments as for :meth:`add`."""
        read: Any = item  # absent texts are falsy; this is the hot path, hence no helpers
        name = read.name.strip() if read.name else NO_TEXT
        reference = read.bom_ref.strip() if read.bom_ref else NO_TEXT
        kind = _SERVICE if service else self._kinds.get(read.type)
        if kind is None:
            kind = self._kinds[read.type] = BomText(text(read.type).lower())
            odd.note_type(self.notes, kind, place)
        if not (name and kind):
            odd.note_gaps(self.notes, name, kind, place)
        if not (self.is_plain or (name.isascii() and name.isprintable())):
            self.notes.odd_characters(name, place)
        if len(name) > self._max_chars:
            self._refuse_length(place)
        version = read.version.strip() if read.version else NO_TEXT
        made = Component(
            id=reference or BomText(place),
            kind=kind,
            name=name,
            source=place,
            version=self._texts.setdefault(version, version),
        )  # what is absent is not passed: looking each name up costs more than it brings
        if parent is not None:
            parents = self._parents.get(parent)
            if parents is None:
                parents = self._parents[parent] = (parent,)
            made.parents = parents
        claims = self.parties.claims_of(item, place)
        if is_subject:
            both = self.parties.with_defaults(claims)
            odd.note_contradictions(self.notes, claims, both[len(claims) :], place)
            claims = both
        own, says_more = NOTHING_DECLARED, False
        if read.properties:
            plan, values = self._planned(read.properties, place)
            says_more = plan.says_more
            made.properties = plan.others(values, self._texts)
            if plan.quantity_at >= 0:
                made.quantity = values[plan.quantity_at]
            if plan.facts:
                own = self.claimed.facts(plan.declared(values), name or made.id, place)
        if says_more or own.fcc_id or read.origins or read.parties:
            origins, parties = (
                _json.loose(said, self.file, f"{place}/{field}") if said else None
                for field, said in (("origins", read.origins), ("parties", read.parties))
            )
            own, claims = self.with_evidence(made, own, claims, (origins, parties))
        if own is NOTHING_DECLARED and not self._has_metadata:
            made.parties = claims
        else:
            whose = name or reference or place
            made.declared, made.parties = self.claimed.merged(claims, own, whose, place)
        self._fill(made, read)
        return made

    def _fill(self, made: Component, read: Any) -> None:
        """What a component may have beside its name and parties; ``read`` is an :class:`Item`."""
        if read.scope and read.scope != "required":
            odd.note_scope(self.notes, read.scope, made.source)
        if read.group:
            group = read.group.strip()
            made.group = self._texts.setdefault(group, group)
        if read.description:
            made.description = read.description.strip()
            if len(made.name) + len(made.description) > self._max_chars:
                self._refuse_length(made.source)
        if read.purl:
            made.purl = read.purl.strip()
        if read.cpe:
            made.cpe = read.cpe.strip()
        if read.licenses:
            made.licences = self._licences_of(read.licenses, made.source)
        if read.hashes:
            made.said_hashes = read.hashes
        if read.external_references:
            made.said_references = read.external_references
            is_link = self._is_link.get
            for entry in read.external_references:
                if is_link(entry.type, True):
                    place = f"{made.source}/externalReferences"
                    self.references(read.external_references, made, place)
                    break
        if read.evidence:
            odd.note_evidence(self.notes, made, read.evidence)
        if read.is_external:
            odd.note_external(self.notes, read.is_external, made.source)
        if read.pedigree:
            made.modification_signs = self._signs_of(read.pedigree, made.source)
        if read.modified is True or read.modified is False:
            made.modified = read.modified
        if read.release_notes:
            made.released_on = self._released_on(read.release_notes, f"{made.source}/releaseNotes")

    def _planned(self, properties: Any, place: str) -> tuple[NamesPlan, list[BomText]]:
        """What the names of the properties mean, and the values in the same order."""
        names = tuple([each.name for each in properties])
        plan = self._plans.get(names)
        if plan is None:
            if len(names) > self.limits.max_properties_per_component:
                self._refuse_properties("properties", place)
            plan = NamesPlan(map(text, names), self._is_evidence)
            if len(self._plans) < MAX_PLANS:
                self._plans[names] = plan
        return plan, [each.value.strip() if each.value else NO_TEXT for each in properties]

    def _released_on(self, notes: object, place: str) -> date | None:
        """The day of ``releaseNotes.timestamp``; a timestamp that is none is a note."""
        if isinstance(notes, Raw):
            data = bytes(notes)
            if data in odd.NOTHING_SAID:
                return None
            raw = _json.members(data, self.file, place).get("timestamp")
            place += "/timestamp"
            notes = _json.loose(raw, self.file, place) if raw is not None else None
            if not isinstance(notes, str | None):
                raise MalformedError(self.file, "a text belongs here", place)
        said = text(notes)
        return noted_date(said, "releaseNotes.timestamp", place, self.notes) if said else None

    def _licences_of(self, said: Any, place: str) -> tuple[BomText, ...]:
        key = bytes(said) if type(said) is Raw else said
        known = self._licences.get(key)
        if known is None:
            if isinstance(key, bytes):
                said = self._licence_choices.decoded(key, f"{place}/licenses")
            known = licences(said or ())
            if not isinstance(key, bytes) or len(key) <= MAX_KEY_BYTES:
                self._licences[key] = known
        return known

    def references(self, entries: Iterable[Reference], whose: Component | None, place: str) -> None:
        """Remember the external references that are links to other BOMs.

        Args:
            entries: as read.
            whose: the component; None for those of the BOM itself.
            place: of the list.
        """
        entry: Any
        for number, entry in enumerate(entries):
            is_link = text(entry.type) == "bom"
            if len(self._is_link) < MAX_PLANS:
                self._is_link[entry.type] = is_link
            if is_link and entry.url:
                here = f"{place}/{number}"
                if place[:5] == "/bom/":
                    here = f"{place}/reference[{number + 1}]"
                hashes = tuple([each.pair() for each in entry.hashes or ()])
                self.graph.bom_reference(whose, entry.url.strip(), hashes, here)

    def finished(self) -> Document:
        """The document, with its links and notes."""
        self.graph.finish()
        return super().finished()

    def _signs_of(self, pedigree: object, place: str) -> tuple[str, ...]:
        if not isinstance(pedigree, Raw):  # XML: the parts that say something
            said = pedigree if isinstance(pedigree, tuple) else ()
            return signs_of_modification(part for part in _SIGNS if part in said)
        data = bytes(pedigree)
        known = self._signs.get(data)
        if known is None:
            known = ()
            if data not in (b"null", b"[]"):
                parts = _json.members(data, self.file, f"{place}/pedigree")
                known = signs_of_modification(
                    sign
                    for sign in _SIGNS
                    if sign in parts and odd.says_something(bytes(parts[sign]))
                )
            if len(data) <= MAX_KEY_BYTES:
                self._signs[data] = known
        return known


_PLACEHOLDER: Final = Component(id=BomText(""), kind="", name=BomText(""), source="")


def signs_of_modification(parts: Iterable[str]) -> tuple[str, ...]:
    """``pedigree/patches`` and the like, for the parts of a pedigree that say something."""
    return tuple(f"pedigree/{part}" for part in parts)
