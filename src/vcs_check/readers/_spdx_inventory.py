"""From SPDX packages and relationships to components: the half that both SPDX readers share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, ClassVar, Final

from msgspec import Struct

from vcs_check.inventory.component import Component, PartyClaim
from vcs_check.inventory.document import Document
from vcs_check.inventory.facts import NOTHING_DECLARED, PREFIX, DeclaredFacts
from vcs_check.inventory.vocabulary import Role
from vcs_check.readers._claims import Claims
from vcs_check.readers._content import Content
from vcs_check.readers._dates import noted_date
from vcs_check.readers._inventory import NO_TEXT, QUANTITY, BomInventory, text
from vcs_check.readers._nobody import party_name
from vcs_check.readers._notes import shown
from vcs_check.readers._spdx import Annotation, ExternalRef, Package, Text
from vcs_check.readers._spdx_graph import SpdxGraph
from vcs_check.text import BomText

DOCUMENT_ID: Final = "SPDXRef-DOCUMENT"
KNOWN_VERSIONS: Final = frozenset({"SPDX-2.2", "SPDX-2.3"})
_SAYS_NOTHING: Final = frozenset({"", "NOASSERTION", "NONE"})
_LONGER_THAN_NOTHING: Final = 1 + max(map(len, _SAYS_NOTHING))
_PAIR = re.compile(r"([A-Za-z][\w.-]*(?::[\w.-]+)*)\s*=(.*)", re.ASCII | re.DOTALL)
_SOFTWARE_CPE: Final = {"a": "application", "o": "operating-system"}
_LOCATORS: Final = {"purl": "purl", "cpe23type": "cpe", "cpe22type": "cpe", "cpe23Type": "cpe"}
MAX_COMMENTS: Final = 4096
"""Comments of annotations that are remembered, since many packages have the same."""
_PURPOSES: Final = frozenset(
    {
        "application", "framework", "library", "container", "operating-system", "device",
        "firmware", "source", "archive", "file", "install", "other", "noassertion",
    }
)  # fmt: skip
Pairs = tuple[tuple[str, str], ...]
_Sorted = tuple[Pairs, tuple[tuple[BomText, BomText], ...], BomText]


def stated(value: object) -> BomText:
    """As :func:`text`; ``NOASSERTION`` and ``NONE`` are empty as well."""
    said = text(value)
    if len(said) < _LONGER_THAN_NOTHING and said.upper() in _SAYS_NOTHING:
        return NO_TEXT
    return said


class SpdxReferences(Struct, frozen=True, gc=False):
    """Where a package points to, beside its purl and CPE; see :attr:`Component.references`."""

    download_location: Text
    homepage: Text
    others: Sequence[tuple[str, BomText]]

    def __iter__(self) -> Iterator[tuple[str, BomText]]:
        for what, said in (("distribution", self.download_location), ("website", self.homepage)):
            if value := stated(said):
                yield what, value
        yield from self.others


class SpdxInventory(BomInventory):
    """Collects the packages of one SPDX document, in file order."""

    _known_purposes: ClassVar[frozenset[str]] = _PURPOSES

    def __init__(self, content: Content, name: str, version: str) -> None:
        super().__init__(content, name, version)
        self.graph = SpdxGraph(self.document, self.notes, content.limits)
        self._sorted: dict[str, _Sorted] = {}
        self._declared: dict[tuple[int, str | None], tuple[DeclaredFacts, Claims]] = {}
        self._locators: dict[object, tuple[str, BomText]] = {}
        self._kinds: dict[tuple[object, str, str], str] = {}
        self._actors: dict[tuple[Role, str], Claims] = {}
        self._claims: dict[tuple[object, object], Claims] = {}
        self._licences: dict[tuple[object, object], tuple[BomText, ...]] = {}
        self._note_version(version)

    def _note_version(self, version: str) -> None:
        if f"SPDX-{version}" not in KNOWN_VERSIONS:
            self.notes.add(
                "version", f"SPDX {version} is not 2.2 or 2.3; read as the nearest of them"
            )

    def metadata(self, annotations: Iterable[Annotation], place: str) -> None:
        """Take in the annotations of the document, which apply to every package."""
        comments = [each.comment for each in annotations if each.comment]
        facts, _, _ = self._sorted_comments(comments, place)
        self.document.declared = self.claimed.set_metadata(facts, place)

    def add(self, package: Package, place: str, annotations: Iterable[Annotation] = ()) -> int:
        """Add a package; its position.

        Args:
            package: what was read.
            place: JSON pointer or ``line N``; the id where there is no SPDX id.
            annotations: those that stand elsewhere in the file and name this package.
        """
        position = len(self.components)
        if position >= self.limits.max_components:
            self._refuse_number()
        component = self._component(package, place, annotations)
        self.components.append(component)
        self.graph.identify(component, position)
        return position

    def _component(
        self, package: Package, place: str, annotations: Iterable[Annotation]
    ) -> Component:
        read: Any = package  # absent texts are falsy; this is the hot path, hence no helper
        name = read.name.strip() if read.name else NO_TEXT
        spdx_id = read.spdx_id.strip() if read.spdx_id else NO_TEXT
        whose = name or spdx_id or place
        description = self._checked(read, name, whose, place)
        version = read.version_info.strip() if read.version_info else NO_TEXT
        made = Component(
            id=spdx_id or BomText(place),
            kind="",
            name=name,
            source=place,
            version=self._texts.setdefault(version, version),
        )  # what is absent is not passed: looking each name up costs more than it brings
        self._annotate(made, read.annotations or (), annotations, self._claims_of(package, place))
        made.purl, made.cpe, made.said_references = self._external(read)
        made.kind = self._kind_of(read.primary_package_purpose, made.purl, made.cpe, place)
        made.licences = self._licences_of(package)
        if description:
            made.description = description
        if read.checksums:
            made.said_hashes = read.checksums
        if read.built_date:
            made.built_on = self._date(read.built_date, "builtDate", place)
        if read.release_date:
            made.released_on = self._date(read.release_date, "releaseDate", place)
        return made

    def _annotate(
        self, made: Component, own: Any, elsewhere: Iterable[Annotation], claims: Claims
    ) -> None:
        """Give the component what annotations say of it; as most do, in the same words."""
        comments = [each.comment for each in own if each.comment]
        if elsewhere:
            comments += [each.comment for each in elsewhere if each.comment]
        if len(comments) > 1:
            self._declare(made, comments, claims, made.name or made.id)
            return
        said = comments[0] if comments else None
        known = self._declared.get((id(claims), said))
        if known is not None:
            made.declared, made.parties = known
            return
        self._declare(made, comments, claims, made.name or made.id)
        if not (made.properties or made.declared.fcc_id):
            self._remember(claims, said, made)

    def _remember(self, claims: Claims, said: str | None, made: Component) -> None:
        """What these claims and this comment come to; claims live as long as this object."""
        if len(self._declared) < MAX_COMMENTS:
            self._declared[id(claims), said] = made.declared, made.parties

    def _declare(self, made: Component, comments: list[str], claims: Claims, whose: str) -> None:
        """Give the component what annotations say of it, and the parties that are named for it."""
        own, place = NOTHING_DECLARED, made.source
        if comments:
            pairs, properties, quantity = self._sorted_comments(comments, place)
            if pairs:
                own = self.claimed.facts(pairs, whose, place)
            if properties:
                made.properties, made.quantity = properties, quantity
        if own.fcc_id or (
            made.properties and any(self._is_evidence(name) for name, _ in made.properties)
        ):
            own, claims = self.with_evidence(made, own, claims)
        made.declared, made.parties = self.claimed.merged(claims, own, whose, place)

    def _checked(self, read: Any, name: str, whose: str, place: str) -> BomText:
        """The description; notes what is odd about it, the name and the comment."""
        if not name:
            self.notes.add("packages without name", "this package has no name", place)
        elif not (self.is_plain or (name.isascii() and name.isprintable())):
            self.notes.odd_characters(name, place)
        description = NO_TEXT
        if read.description or read.summary:
            description = read.description.strip() if read.description else NO_TEXT
            description = description or text(read.summary)
        if len(name) + len(description) > self.limits.max_string_chars:
            self._refuse_length(place)
        if read.comment and PREFIX in read.comment:
            self.notes.add(
                "vcs: facts in comments",
                f"the comment of {shown(whose)} mentions {PREFIX}, "
                "which counts in annotations only",
                place,
            )
        return description

    def _kind_of(self, purpose: object, purl: str, cpe: str, place: str) -> str:
        """:func:`kind_of`, once for each purpose and each beginning of purl and CPE."""
        scheme_and_type = purl.partition("/")[0]
        if 0 < len(scheme_and_type) < 5:  # pkg:/type and the like
            return kind_of(text(purpose), purl, cpe)
        key = (purpose, scheme_and_type, cpe[:9])
        known = self._kinds.get(key)
        if known is None:
            known = self._kinds[key] = kind_of(text(purpose), purl, cpe)
            word = text(purpose).lower().replace("_", "-")
            if word and word not in self._known_purposes:
                self.notes.add(
                    "unknown purposes",
                    f"the purpose {shown(word)} is none of SPDX, so whether it is hardware or "
                    "software is unknown; correct it",
                    f"first at {place}",
                )
        return known

    def _shared(self, value: BomText) -> BomText:
        return self._texts.setdefault(value, value) if value else value

    def _sorted_comments(self, comments: list[str], place: str) -> _Sorted:
        """``vcs:`` pairs without prefix, the other pairs, and the quantity among them."""
        if len(comments) == 1 and (known := self._sorted.get(comments[0])):
            return known
        facts: list[tuple[str, str]] = []
        others: list[tuple[BomText, BomText]] = []
        quantity = NO_TEXT
        for comment in comments:
            if len(comment) > self.limits.max_string_chars:
                self._refuse_length(place)
            for line in comment.splitlines():
                match = _PAIR.fullmatch(line.strip())
                if match is None:
                    if line.strip()[:4].lower() == PREFIX:
                        facts.append((line.strip(), ""))  # no known name: noted, not used
                    continue
                name, value = match[1], text(match[2])
                if ":" not in name and not self._is_evidence(name):
                    continue  # a sentence with a sign of equality in it
                if name.startswith(PREFIX):
                    facts.append((name[len(PREFIX) :], value))
                elif name[: len(PREFIX)].lower() == PREFIX:
                    facts.append((name, value))
                else:
                    others.append((self._shared(BomText(name)), self._shared(value)))
                    if name == QUANTITY:
                        quantity = value
        if len(facts) + len(others) > self.limits.max_properties_per_component:
            self._refuse_properties("annotated values", place)
        found = tuple(facts), tuple(others), quantity
        if len(comments) == 1 and len(self._sorted) < MAX_COMMENTS:
            self._sorted[comments[0]] = found
        return found

    def _claims_of(self, package: Package, place: str) -> Claims:
        key = (package.originator, package.supplier)
        known = self._claims.get(key)
        if known is None:
            claims = (
                claim
                for role, actor, field in (
                    (Role.MANUFACTURER, text(key[0]), "/originator"),
                    (Role.SUPPLIER, text(key[1]), "/supplier"),
                )
                if (claim := actor_claim(role, actor, field))
            )
            known = self._claims[key] = self.claimed.all_named(claims, place)
        return known

    def _licences_of(self, package: Package) -> tuple[BomText, ...]:
        key = (package.license_declared, package.license_concluded)
        known = self._licences.get(key)
        if known is None:
            known = self._licences[key] = tuple(
                dict.fromkeys(licence for said in key if (licence := stated(said)))
            )
        return known

    def _external(self, read: Any) -> tuple[BomText, BomText, SpdxReferences]:
        """The first purl, the first CPE, and every other place that the package points to."""
        purl, cpe = NO_TEXT, NO_TEXT
        others: list[tuple[str, BomText]] | None = None
        for entry in read.external_refs or ():
            kind, named = self._locators.get(entry.reference_type) or self._locator(entry)
            locator = entry.reference_locator.strip() if entry.reference_locator else NO_TEXT
            if kind == "purl" and not purl:
                purl = locator
            elif kind == "cpe" and not cpe:
                cpe = locator
            elif locator:
                others = others or []
                others.append((named, locator))
        return purl, cpe, SpdxReferences(read.download_location, read.homepage, others or ())

    def _locator(self, entry: ExternalRef) -> tuple[str, BomText]:
        """``purl``, ``cpe`` or nothing, and the type of the reference."""
        named = text(entry.reference_type)
        kind = _LOCATORS.get(named) or _LOCATORS.get(named.rpartition("/")[2].lower(), "")
        if len(self._locators) < MAX_COMMENTS:
            self._locators[entry.reference_type] = kind, named
        return kind, named

    def _date(self, value: object, field: str, place: str) -> date | None:
        said = stated(value)
        return noted_date(said, field, place, self.notes) if said else None

    def finished(self) -> Document:
        """The document, with its graph and notes."""
        self.graph.finish()
        return super().finished()


def actor_claim(role: Role, said: str, field: str) -> PartyClaim | None:
    """The claim in ``Organization: X (mail)``, ``Person: Y`` or a bare name; None for no claim."""
    name, is_person = party_name(said)
    if not name:
        return None
    return PartyClaim(role=role, name=name, is_person=is_person, field=field)


def kind_of(purpose: str, purl: str, cpe: str) -> str:
    """The package's purpose in CycloneDX spelling.

    Where none is stated, a package coordinate or a software CPE makes it software: parts are
    not sold by package managers, and for software the rule begins earlier. A hardware CPE does
    not make it hardware, because for hardware the rule begins later (MY2030), and firmware is
    often filed under the CPE of its device. Everything else stays unknown.
    """
    purpose = purpose.lower().replace("_", "-")
    if purpose and purpose not in ("other", "noassertion"):
        return purpose
    if purl and (ecosystem := purl[4:].lstrip("/").partition("/")[0].lower()) != "generic":
        return "library" if ecosystem and purl[:4].lower() == "pkg:" else ""
    part = cpe[8:9] if cpe.startswith("cpe:2.3:") else cpe[5:6] if cpe.startswith("cpe:/") else ""
    return _SOFTWARE_CPE.get(part.lower(), "")
