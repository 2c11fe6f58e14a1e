"""From CycloneDX structs to components: the half that JSON and XML share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NoReturn

import msgspec
from msgspec import Raw

from vcs_check.errors import LimitError, MalformedError
from vcs_check.inventory.component import Component
from vcs_check.inventory.document import Document
from vcs_check.inventory.facts import NOTHING_DECLARED, PREFIX, DeclaredFacts
from vcs_check.inventory.vocabulary import Role
from vcs_check.readers._claims import Claimed
from vcs_check.readers._content import Content
from vcs_check.readers._cyclonedx import (
    Composition,
    Dependency,
    Hash,
    Item,
    LicenseChoice,
    Metadata,
    Property,
    Reference,
)
from vcs_check.readers._cyclonedx_parties import NO_TEXT, CycloneDxParties, licences, text
from vcs_check.readers._notes import Notes, shown
from vcs_check.text import BomText

KNOWN_MINOR_VERSIONS: Final = frozenset({"1.2", "1.3", "1.4", "1.5", "1.6", "1.7"})
QUANTITY: Final = "cdx:device:quantity"
_SIGNS: Final = ("ancestors", "variants", "commits", "patches", "notes")
_Words = tuple[tuple[BomText, BomText], ...]
_NO_WORDS: Final[_Words] = ()
_SERVICE: Final = BomText("service")


class CycloneDxInventory:
    """Collects the components of one CycloneDX file, in file order."""

    def __init__(self, content: Content, name: str, version: str) -> None:
        self.file = content.file
        self.limits = content.limits
        self.notes = Notes()
        self.claimed = Claimed(content.file, self.notes)
        self.parties = CycloneDxParties(self.claimed)
        self.document = Document(
            path=content.file, sha256=content.sha256, format=name, version=version
        )
        self.components = self.document.components
        self._position_of_id: dict[str, int] = {}
        self._texts: dict[str, BomText] = {}
        self._licences: dict[tuple[LicenseChoice, ...], tuple[BomText, ...]] = {}
        self._parents: dict[int | None, tuple[int, ...]] = {None: ()}
        self._signs: dict[bytes, tuple[str, ...]] = {}

    def metadata(self, metadata: Metadata, place: str) -> None:
        """Take in what the BOM's metadata says of the product; before any component."""
        facts, _, _ = self._sorted_properties(metadata.properties or (), place)
        self.document.declared = self.claimed.set_metadata(facts, place)
        for role, organization, field in (
            (Role.SUPPLIER, metadata.supplier, "/metadata/supplier"),
            (Role.MANUFACTURER, metadata.manufacture, "/metadata/manufacture"),
        ):
            if organization:
                self.parties.add_default(role, organization, field, place)
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
        position = self.reserve()
        self.components[position] = component
        self.identify(component, position)
        return position

    def reserve(self) -> int:
        """The position of the next component in file order, to be filled by the caller."""
        position = len(self.components)
        if position >= self.limits.max_components:
            raise LimitError(
                self.file,
                f"more than {self.limits.max_components} components (limits.max_components); "
                "split the BOM",
            )
        self.components.append(_PLACEHOLDER)
        return position

    def identify(self, component: Component, position: int) -> None:
        """Remember the component's id, and note one that is taken."""
        first = self._position_of_id.setdefault(component.id, position)
        if first != position:
            self.notes.add(
                "duplicate ids",
                f"the id {shown(component.id)} also stands at {self.components[first].source}; "
                "both components are kept, references to it mean the first",
                component.source,
            )

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
        read: Any = item  # absent texts are falsy; this is the hot path, hence no helper
        name = read.name.strip() if read.name else NO_TEXT
        reference = read.bom_ref.strip() if read.bom_ref else NO_TEXT
        kind: BomText = _SERVICE if service else BomText(text(read.type).lower())
        description = read.description.strip() if read.description else NO_TEXT
        if not (name and kind):
            self._note_gaps(name, kind, place)
        if not name.isprintable():
            self.notes.hidden_characters(name, place)
        if len(name) + len(description) > self.limits.max_string_chars:
            self._refuse_length(place)
        own: DeclaredFacts = NOTHING_DECLARED
        properties, quantity = _NO_WORDS, NO_TEXT
        whose = name or reference or place
        if read.properties:
            pairs, properties, quantity = self._sorted_properties(read.properties, place)
            if pairs:
                own = self.claimed.facts(pairs, whose, place)
        declared, claims = self.claimed.merged(
            self.parties.claims_of(item, place, is_subject=is_subject), own, whose, place
        )
        parents = self._parents.get(parent)
        if parents is None and parent is not None:
            parents = self._parents[parent] = (parent,)
        shared = self._texts.setdefault
        version = read.version.strip() if read.version else NO_TEXT
        made = Component(
            id=reference or BomText(place),
            kind=shared(kind, kind),
            name=name,
            source=place,
            version=shared(version, version),
            parties=claims,
            declared=declared,
            parents=parents or (),
        )
        if read.group:  # each default that is not passed saves time, each `if` costs little
            group = read.group.strip()
            made.group = shared(group, group)
        if read.description:
            made.description = description
        if read.purl:
            made.purl = read.purl.strip()
        if read.cpe:
            made.cpe = read.cpe.strip()
        if read.licenses:
            made.licences = self._licences_of(read.licenses)
        if read.properties:
            made.properties, made.quantity = properties, quantity
        if read.hashes:
            made.hashes = self._hashes_of(read.hashes)
        if read.external_references:
            made.references = self._references(read.external_references)
        if read.pedigree:
            made.modification_signs = self._signs_of(read.pedigree, place)
        if isinstance(read.modified, bool):
            made.modified = read.modified
        return made

    def _refuse_length(self, place: str) -> NoReturn:
        raise LimitError(
            self.file,
            f"a text of more than {self.limits.max_string_chars} characters "
            "(limits.max_string_chars); shorten it",
            place,
        )

    def _note_gaps(self, name: str, kind: str, place: str) -> None:
        if not name:
            self.notes.add("components without name", "this component has no name", place)
        if not kind:
            self.notes.add(
                "components without type",
                "this component has no type, so whether it is hardware or software is unknown",
                place,
            )

    def _sorted_properties(
        self, properties: Iterable[Property], place: str
    ) -> tuple[tuple[tuple[str, str], ...], _Words, BomText]:
        """``vcs:`` pairs without prefix, the other pairs, and the quantity among them."""
        facts: list[tuple[str, str]] = []
        others: list[tuple[BomText, BomText]] = []
        quantity = NO_TEXT
        shared = self._texts.setdefault
        max_chars = self.limits.max_string_chars
        entry: Any
        for entry in properties:
            name = entry.name.strip() if entry.name else NO_TEXT
            value = entry.value.strip() if entry.value else NO_TEXT
            if len(value) > max_chars:
                self._refuse_length(place)
            if name[:4].lower() == PREFIX:
                # in another case it is no known name: noted, not used
                facts.append((name[4:] if name[:4] == PREFIX else name, value))
            else:
                name = shared(name, name)
                others.append((name, shared(value, value)))
                if name == QUANTITY:
                    quantity = value
        if len(facts) + len(others) > self.limits.max_properties_per_component:
            raise LimitError(
                self.file,
                f"more than {self.limits.max_properties_per_component} properties "
                "(limits.max_properties_per_component); take out what is not needed",
                place,
            )
        return tuple(facts), tuple(others), quantity

    def _licences_of(self, choices: tuple[LicenseChoice, ...]) -> tuple[BomText, ...]:
        try:
            known = self._licences.get(choices)
        except TypeError:  # an undecoded part cannot be a key
            return licences(choices)
        if known is None:
            known = self._licences[choices] = licences(choices)
        return known

    def _references(self, entries: tuple[Reference, ...]) -> tuple[tuple[str, BomText], ...]:
        shared = self._texts.setdefault
        found = []
        entry: Any
        for entry in entries:
            if entry.url:
                kind = entry.type.strip() if entry.type else NO_TEXT
                found.append((shared(kind, kind), entry.url.strip()))
        return tuple(found)

    def _hashes_of(self, entries: tuple[Hash, ...]) -> tuple[tuple[str, str], ...]:
        shared = self._texts.setdefault
        found = []
        entry: Any
        for entry in entries:
            algorithm = entry.alg.strip() if entry.alg else NO_TEXT
            value = entry.content.strip() if entry.content else NO_TEXT
            found.append((shared(algorithm, algorithm), value))
        return tuple(found)

    def _signs_of(self, pedigree: object, place: str) -> tuple[str, ...]:
        if isinstance(pedigree, tuple):  # XML: the parts that say something
            return signs_of_modification(part for part in _SIGNS if part in pedigree)
        raw = bytes(pedigree) if isinstance(pedigree, Raw) else b""
        known = self._signs.get(raw)
        if known is None:
            try:
                parts = msgspec.json.decode(raw)
            except (ValueError, RecursionError):
                parts = None
            if parts is not None and not isinstance(parts, dict):
                raise MalformedError(self.file, "an object { … } belongs here", f"{place}/pedigree")
            known = signs_of_modification(sign for sign in _SIGNS if (parts or {}).get(sign))
            self._signs[raw] = known
        return known

    def dependencies(self, entries: Iterable[Dependency], place: str) -> None:
        """Take in the dependency graph; ends that no component has are noted."""
        known, edges = self._position_of_id, self.document.dependencies
        components = self.components
        for entry in entries:
            start = text(entry.ref)
            at = known.get(start)
            if at is None:
                if start:
                    self._dangling(start, place, hides=False)
            else:
                start = components[at].id
            for ends in (entry.depends_on, entry.provides):
                for end in ends or ():
                    end_at = known.get(end)
                    if end_at is None:
                        end_at = known.get(text(end))
                    if end_at is None:
                        self._dangling(text(end), place, hides=True)
                        edges.append((start, text(end)))
                    else:
                        edges.append((start, components[end_at].id))

    def _dangling(self, reference: str, place: str, *, hides: bool) -> None:
        where = "in another BOM" if reference.startswith("urn:cdx:") else "not listed in this BOM"
        self.notes.add(
            "dependencies on unlisted components",
            f"a dependency names {shown(reference)}, which is {where}; "
            "list it, or give that BOM too",
            place,
            hides=hides,
        )

    def composition(self, entry: Composition, place: str) -> None:
        """Take in a statement on completeness."""
        aggregate = text(entry.aggregate).lower()
        if aggregate == "complete":
            return
        incomplete = aggregate.startswith("incomplete")
        what = "components" if entry.assemblies else "its content"
        self.notes.add(
            "incomplete compositions" if incomplete else "compositions of unknown completeness",
            f"the BOM says that {what} may be missing: aggregate {shown(aggregate or 'not given')}",
            place,
            hides=incomplete,
        )

    def finished(self) -> Document:
        """The document, with its notes."""
        self.document.notes = self.notes.all()
        return self.document


_PLACEHOLDER: Final = Component(id=BomText(""), kind="", name=BomText(""), source="")


def signs_of_modification(parts: Iterable[str]) -> tuple[str, ...]:
    """``pedigree/patches`` and the like, for the parts of a pedigree that say something."""
    return tuple(f"pedigree/{part}" for part in parts)
