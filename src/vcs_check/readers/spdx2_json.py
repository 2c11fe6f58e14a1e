"""SPDX 2.2 and 2.3 in JSON: https://spdx.github.io/spdx-spec/v2.3/ .

Split and decoded one package at a time; duplicate keys are found as in
:mod:`vcs_check.readers.cyclonedx_json`. GitHub's ``{"sbom": …}`` and an in-toto ``predicate``
are unwrapped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final, TypeVar

import msgspec
from msgspec import Raw

from vcs_check.errors import MalformedError
from vcs_check.inventory.document import Document
from vcs_check.readers import _json
from vcs_check.readers._content import Content
from vcs_check.readers._dates import written_on
from vcs_check.readers._elementwise import Elementwise
from vcs_check.readers._inventory import text
from vcs_check.readers._reader import Reader
from vcs_check.readers._spdx import Annotation, ExternalDocumentRef, Package, Relationship
from vcs_check.readers._spdx_inventory import DOCUMENT_ID, SpdxInventory

S = TypeVar("S", bound=msgspec.Struct)
NAME: Final = "spdx-json"
VERSION: Final = re.compile(r"SPDX-(2\.\d{1,2})", re.ASCII)

_LISTS: Final = frozenset({"packages", "relationships", "files", "snippets", "documentDescribes"})
_MEMBERS: Final = _LISTS | {
    "SPDXID", "spdxVersion", "creationInfo", "name", "dataLicense", "documentNamespace", "comment",
    "externalDocumentRefs", "hasExtractedLicensingInfos", "annotations", "revieweds", "$schema",
    "@context",
}  # fmt: skip
"""What a document may have; a slip in the name of a list would hide what is in it."""

_BETWEEN: Final = re.compile(rb"\}\s*(,)\s*\{")
_BETWEEN_PACKAGES: Final = re.compile(
    rb'\}\s*(,)\s*\{\s*"(?:SPDXID|name|versionInfo|packageFileName|downloadLocation|supplier'
    rb"|originator|filesAnalyzed|homepage|license|copyrightText|description|summary|sourceInfo"
    rb"|checksums|externalRefs|attributionTexts|primaryPackagePurpose|hasFiles)"
)
"""A comma that probably stands between two packages: one begins, and no value of a package."""


class _File(msgspec.Struct, rename={"spdx_id": "SPDXID"}):
    spdx_id: str | None = None


Arrays = Callable[[str], Iterable[Raw]]
_FILE = msgspec.json.Decoder(_File)


def _nothing_before(_: str) -> tuple[Raw, ...]:
    return ()


def _is_spdx(content: Content) -> bool:
    if content.kind != "json":
        return False
    members, _ = content.unwrapped
    return "spdxVersion" in members or ("SPDXID" in members and "packages" in members)


def spdx_version(content: Content, said: object, place: str) -> str:
    """``2.3`` of ``SPDX-2.3``.

    Raises:
        MalformedError: no version of SPDX 2.
    """
    match = VERSION.fullmatch(text(said).upper())
    if match is None:
        raise MalformedError(
            content.file, "spdxVersion is missing or not one of SPDX 2 such as SPDX-2.3", place
        )
    return match[1]


def _read(content: Content) -> Document:
    return read_as(NAME, content)


def read_as(name: str, content: Content, before: Arrays = _nothing_before) -> Document:
    """The document in ``content``, which is JSON, as format ``name``; raises InputError only.

    Args:
        name: of the format, as in reports.
        content: the file.
        before: of a list of the document by name, arrays of the elements that come before
            those in ``content``.
    """
    members, base = content.unwrapped
    raw = members.get("spdxVersion")
    place = f"{base}/spdxVersion"
    said = _json.loose(raw, content.file, place) if raw is not None else None
    inventory = SpdxInventory(content, name, spdx_version(content, said, place))
    _Reading(content, inventory, members, base, before).read()
    return inventory.finished()


class _Reading:
    """One document being read."""

    def __init__(
        self,
        content: Content,
        inventory: SpdxInventory,
        members: dict[str, Raw],
        base: str,
        before: Arrays,
    ) -> None:
        # those of the outermost object, which an unwrapped document is not
        self.before = _nothing_before if base else before
        self.content, self.file, self.inventory = content, content.file, inventory
        self.members, self.base = members, base
        self.packages = Elementwise(content, Package)
        self.relationships = Elementwise(content, Relationship)
        self.annotations = Elementwise(content, Annotation)

    def read(self) -> None:
        inventory, graph = self.inventory, self.inventory.graph
        inventory.unknown_members(self.members, _MEMBERS, _LISTS, self.base)
        graph.document_id = text(self._value("SPDXID")) or DOCUMENT_ID
        inventory.document.serial = text(self._value("documentNamespace"))
        creation = self._value("creationInfo")
        if isinstance(creation, dict):
            inventory.document.written_on = written_on(creation.get("created"))
        elsewhere = self._annotations()
        own = elsewhere.pop(graph.document_id, [])
        inventory.metadata(own, f"{self.base}/annotations")
        references = Elementwise(self.content, ExternalDocumentRef)
        for reference in self._each(references, "externalDocumentRefs"):
            graph.know_document(reference)
        place = f"{self.base}/packages"
        packages = self._each(self.packages, "packages", _BETWEEN_PACKAGES)
        for number, package in enumerate(packages):
            # an id that stands twice means the first, for annotations as for relationships
            notes = elsewhere.pop(text(package.spdx_id), ()) if elsewhere else ()
            inventory.add(package, f"{place}/{number}", notes)
        self._files()
        for target in elsewhere:
            if target not in self.file_ids:
                inventory.notes.add(
                    "annotations of unlisted elements",
                    "an annotation names an element that is not in this BOM; it is not used",
                    f"{self.base}/annotations",
                )
        self._relationships()

    def _value(self, key: str) -> object:
        raw = self.members.get(key)
        return None if raw is None else _json.loose(raw, self.file, f"{self.base}/{key}")

    def _each(
        self, kind: Elementwise[S], key: str, boundary: re.Pattern[bytes] = _BETWEEN
    ) -> Iterator[S]:
        """The elements of a list of the document, in order.

        Args:
            kind: decodes them.
            key: the list's name.
            boundary: as of :meth:`Elementwise.parts`.
        """
        place, first = f"{self.base}/{key}", 0
        for array in self.before(key):
            raws = _json.elements(array, self.file, place)
            for batch in kind.batches(raws, place, first):
                yield from batch
            first += len(raws)
        if (raw := self.members.get(key)) is not None:
            for batch in kind.parts(raw, boundary, place, first):
                yield from batch

    def _some(self, key: str) -> Iterator[list[Raw]]:
        """The undecoded elements of a list of the document, some at a time."""
        place = f"{self.base}/{key}"
        for array in self.before(key):
            yield _json.elements(array, self.file, place)
        yield _json.elements(self.members.get(key), self.file, place)

    def _elements(self, key: str) -> Iterator[Raw]:
        return chain.from_iterable(self._some(key))

    def _annotations(self) -> dict[str, list[Annotation]]:
        """The document's annotations by the id of what they annotate."""
        found: dict[str, list[Annotation]] = {}
        for entry in self._each(self.annotations, "annotations"):
            target = text(entry.spdx_id) or self.inventory.graph.document_id
            found.setdefault(target, []).append(entry)
        return found

    def _files(self) -> None:
        self.file_ids: set[str] = set()
        for key in ("files", "snippets"):
            for number, raw in enumerate(self._elements(key)):
                try:
                    spdx_id = _FILE.decode(raw).spdx_id
                except (ValueError, RecursionError):
                    raise MalformedError(
                        self.file,
                        "an object { … } with an SPDXID belongs here",
                        f"{self.base}/{key}/{number}",
                    ) from None
                self.inventory.document.files += key == "files"
                if spdx_id:
                    self.file_ids.add(spdx_id)
                    self.inventory.graph.know(spdx_id.strip())

    def _relationships(self) -> None:
        graph = self.inventory.graph
        place = f"{self.base}/documentDescribes"
        for number, raw in enumerate(self._elements("documentDescribes")):
            said = _json.loose(raw, self.file, f"{place}/{number}")
            if not isinstance(said, str):
                raise MalformedError(self.file, "an SPDX id belongs here", f"{place}/{number}")
            graph.describes(said.strip(), f"{place}/{number}")
        place = f"{self.base}/relationships"
        entries = self._each(self.relationships, "relationships", _BETWEEN)
        graph.relate_all(
            ((e.spdx_element_id, e.relationship_type, e.related_spdx_element) for e in entries),
            lambda number: f"{place}/{number}",
        )


READER: Final = Reader(name=NAME, sniff=_is_spdx, read=_read)
