"""One line of a BOM: a component, the parties it names and what it declares."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from msgspec import Struct

from vcs_check.inventory.facts import NOTHING_DECLARED, DeclaredFacts
from vcs_check.inventory.vocabulary import Axis, Role
from vcs_check.text import BomText

HARDWARE_KINDS = frozenset({"device", "platform-hardware", "hardware"})
SERVICE_KINDS = frozenset({"service"})
SOFTWARE_KINDS = frozenset(
    {
        "application", "framework", "library", "container", "operating-system", "device-driver",
        "firmware", "file", "machine-learning-model", "data", "install", "source", "archive",
        "platform", "middleware",
    }
)  # fmt: skip


class Parent(Struct, frozen=True, kw_only=True):
    """Whoever a BOM says to stand above a party: its parent company, or the parent of that."""

    name: BomText
    country: BomText = BomText("")
    """As of :class:`PartyClaim`, and so are the others."""
    jurisdiction: BomText = BomText("")
    address: BomText = BomText("")
    identifiers: tuple[tuple[str, str], ...] = ()


class PartyClaim(Struct, frozen=True, kw_only=True):
    """Somebody named in a BOM, in one role, as the BOM says it.

    Equal claims of one document are one object, so identity may serve as a memo key.
    """

    role: Role
    name: BomText
    country: BomText = BomText("")
    """Country of the party's address, as written: a name or a code in any language."""
    address: BomText = BomText("")
    """The rest of the address, its parts joined by commas."""
    is_person: bool = False
    identifiers: tuple[tuple[str, str], ...] = ()
    """``(scheme, value)``: ``lei``, ``uscc``, ``inn``, ``ogrn``, ``duns``, ``cage``, ``fcc``."""
    field: str = ""
    """Where the claim stands, relative to the component: ``/manufacturer``, ``vcs:supplier``."""
    jurisdiction: BomText = BomText("")
    """Country under whose law the party is organised, as written: a name or an ISO 3166 code,
    perhaps of a subdivision (``US-DE``). The readers make a claim of its own of it as well, with
    the jurisdiction as country, where it differs from the country of the address."""
    parents: tuple[Parent, ...] = ()
    """Who stands above the party, the nearest first; one with several seats once for each."""
    stated_on: date | None = None
    """The day of a decision or answer; None: that of the BOM, :attr:`Document.written_on`."""


class Pair(Protocol):
    """Two texts that stand together in a file: a digest, or an external reference."""

    def pair(self) -> tuple[str, BomText] | None:
        """The two, without white space at their ends; None where nothing is said."""


class Component(Struct, kw_only=True, gc=False):
    """A component, service or package, exactly as one place of one BOM lists it.

    Nothing here is interpreted: texts are as read (white space at the ends removed), absent
    values are empty, and ``source`` is the place in the file.
    """

    id: BomText
    """``bom-ref`` or SPDX id as the BOM has it; without one, the pointer."""
    kind: str
    """The format's own word, in CycloneDX spelling: ``library``, ``device``, ``service`` …"""
    name: BomText
    source: str
    """RFC 6901 JSON pointer, XPath or ``line N`` of the component in its file."""
    version: BomText = BomText("")
    group: BomText = BomText("")
    description: BomText = BomText("")
    purl: BomText = BomText("")
    cpe: BomText = BomText("")
    part_number: BomText = BomText("")
    """Manufacturer part number, where the format has a place for it."""
    parties: tuple[PartyClaim, ...] = ()
    licences: tuple[BomText, ...] = ()
    """Each an SPDX id, SPDX expression or free name, as read; all of them apply."""
    declared: DeclaredFacts = NOTHING_DECLARED
    """The component's own ``vcs:`` facts, over those of the BOM's metadata."""
    properties: tuple[tuple[BomText, BomText], ...] = ()
    """Other properties and annotations (``cdx:device:…``), as read."""
    said_hashes: Iterable[Pair] = ()
    """Digests as the reader left them; see :attr:`hashes`."""
    said_references: Iterable[Pair | tuple[str, BomText]] = ()
    """External references as the reader left them; see :attr:`references`."""
    modified: bool | None = None
    """CycloneDX ``modified``; None where not stated."""
    modification_signs: tuple[str, ...] = ()
    """Where the file hints at modification: ``pedigree/patches``, ``pedigree/commits`` …"""
    built_on: date | None = None
    released_on: date | None = None
    quantity: BomText = BomText("")
    parents: tuple[int, ...] = ()
    """Positions, in the same document, of the assemblies that contain this component."""

    @property
    def hashes(self) -> tuple[tuple[str, str], ...]:
        """Digests as ``(algorithm, value)``, made when they are asked for, since few ever are."""
        return tuple([pair for said in self.said_hashes if (pair := said.pair()) is not None])

    @property
    def references(self) -> tuple[tuple[str, BomText], ...]:
        """External references as ``(type, locator)``, made when they are asked for."""
        pairs = (each if isinstance(each, tuple) else each.pair() for each in self.said_references)
        return tuple([pair for pair in pairs if pair is not None])

    @property
    def axis(self) -> Axis:
        """Hardware, software or service, by the component's kind alone."""
        if self.kind in HARDWARE_KINDS:
            return Axis.HARDWARE
        if self.kind in SERVICE_KINDS:
            return Axis.SERVICE
        return Axis.SOFTWARE if self.kind in SOFTWARE_KINDS else Axis.UNKNOWN
