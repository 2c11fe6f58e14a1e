"""One BOM file, read: its components in file order, and what was noticed on the way."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct, field

from vcs_check.inventory.component import Component, PartyClaim
from vcs_check.inventory.facts import NOTHING_DECLARED, DeclaredFacts


class Note(Struct, frozen=True, kw_only=True):
    """Something a reader noticed that a person should know; never silent, never fatal."""

    message: str
    place: str = ""
    """JSON pointer, XPath, line or cell; empty where it concerns the whole file."""
    hides_components: bool = False
    """True where a component may be missing from the file, so that no pass can rest on it."""


class Elsewhere(Struct, frozen=True, kw_only=True):
    """Something in another BOM, as one BOM names it; looked for among the files given only."""

    written: str
    """The reference as it stands in the file, for messages."""
    document: str = ""
    """BOM-Link without its element, serial number, namespace, URL or relative path of the other
    BOM; empty where the element's id is unique in the world (SPDX 3)."""
    element: str = ""
    """The id of the element in it; empty: all of it, that is, its subject."""
    hashes: tuple[tuple[str, str], ...] = ()
    """``(algorithm, hex digest)`` of the other file."""
    location: str = ""
    """Where the other file is said to be, if ``document`` does not say it (SPDX 3)."""


class LinkKind(StrEnum):
    """What a link says of its two ends. Containing and needing are different things."""

    CONTAINS = "contains"
    NEEDS = "needs"
    MODIFIES = "modifies"
    """The inner end is modified; :attr:`Link.sign` says how."""


class Link(Struct, frozen=True, kw_only=True):
    """A statement of which at least one end stands in another BOM."""

    kind: LinkKind
    outer: int | Elsewhere | None
    """What contains or needs the other: a position; None: the document as a whole."""
    inner: int | Elsewhere | None
    place: str
    sign: str = ""


class Document(Struct, kw_only=True):
    """The inventory of one BOM file. Nothing merged, nothing dropped, file order kept."""

    path: str
    """The file's name as given, for messages and reports."""
    sha256: str
    """Lower-case hex digest of the file's bytes as they were on disk."""
    format: str
    """The name of the reader: ``cyclonedx-json``, ``spdx-tag-value`` …"""
    version: str
    """The format's version, as the file states it."""
    components: list[Component] = field(default_factory=list)
    unit_parties: tuple[PartyClaim, ...] = ()
    """Whom the metadata names for the described product; where there is a subject, it has them."""
    subject: int | None = None
    """Position of the component that the BOM describes (``metadata.component``)."""
    declared: DeclaredFacts = NOTHING_DECLARED
    """``vcs:`` facts on the BOM's metadata; already merged into each component."""
    dependencies: list[tuple[str, str]] = field(default_factory=list)
    """``(from id, to id)`` edges of dependency; containment stands in ``Component.parents``."""
    files: int = 0
    """SPDX files, which are counted as a group."""
    serial: str = ""
    """``serialNumber`` or document namespace."""
    revision: str = ""
    """CycloneDX ``version`` of the BOM: the second half of its BOM-Link."""
    own_id: str = ""
    """The id under which relationships name the document itself; SPDX only."""
    wholes: frozenset[str] = frozenset()
    """Ids that stand for all that the document describes: its own, those of its SBOMs; SPDX 3."""
    others: set[str] = field(default_factory=set)
    """Ids of elements that are no components: SPDX files and snippets."""
    links: list[Link] = field(default_factory=list)
    """What is said of things in other BOMs; not yet looked for."""
    notes: list[Note] = field(default_factory=list)
    written_on: date | None = None
    """The day on which the BOM says that it was written; None where it says none. It dates the
    BOM's claims and decides nothing."""
