"""SPDX 2.2 and 2.3 as tag-value: https://spdx.github.io/spdx-spec/v2.3/ , annex on formats.

A line scanner, which has only a part of the file in lines at any time. ``PackageName`` begins
a package, ``FileName`` a file; a value may go on over lines between ``<text>`` and
``</text>``. Relationships and annotations may stand anywhere.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from itertools import chain
from typing import Any, Final, NoReturn

from msgspec import UNSET, Struct

from vcs_check.errors import MalformedError
from vcs_check.inventory.document import Document
from vcs_check.readers._content import Content, is_tag_value
from vcs_check.readers._dates import written_on
from vcs_check.readers._extents import check_lines
from vcs_check.readers._inventory import text
from vcs_check.readers._reader import Reader
from vcs_check.readers._spdx import Annotation, Checksum, ExternalDocumentRef, ExternalRef, Package
from vcs_check.readers._spdx_inventory import DOCUMENT_ID, SpdxInventory
from vcs_check.readers.spdx2_json import spdx_version

NAME: Final = "spdx-tag-value"
_TEXT, _END_OF_TEXT = "<text>", "</text>"
_PACKAGE_FIELDS: Final = {
    "PackageVersion": "version_info",
    "PackageSupplier": "supplier",
    "PackageOriginator": "originator",
    "PackageDownloadLocation": "download_location",
    "PackageHomePage": "homepage",
    "PackageLicenseConcluded": "license_concluded",
    "PackageLicenseDeclared": "license_declared",
    "PackageDescription": "description",
    "PackageSummary": "summary",
    "PackageComment": "comment",
    "PrimaryPackagePurpose": "primary_package_purpose",
    "BuiltDate": "built_date",
    "ReleaseDate": "release_date",
}
_REPEATED: Final = (
    "supplier", "originator", "license_concluded", "license_declared", "primary_package_purpose",
)  # fmt: skip
"""What many packages have in common, and is kept once."""
_BYTES_AT_A_TIME: Final = 1 << 17
_SECTIONS: Final = frozenset({"FileName", "SnippetSPDXID", "LicenseID"})
_TAG = re.compile(r"[A-Za-z][A-Za-z0-9]*", re.ASCII)
_CHECKSUM = re.compile(r"([A-Za-z0-9-]+)\s*:\s*(\S+)")


def _is_spdx(content: Content) -> bool:
    return content.kind == "text" and is_tag_value(content.data)


def _read(content: Content) -> Document:
    return _Reading(content).read()


class _Section(Struct):
    """A package being read: the place of its first line, and its fields."""

    line: int
    fields: dict[str, Any]
    checksums: list[Checksum]
    references: list[ExternalRef]


class _Note(Struct):
    """An annotation being read."""

    line: int
    target: str
    comment: str = ""


class _Reading:
    """One file being read."""

    def __init__(self, content: Content) -> None:
        self.content, self.file = content, content.file
        self.lines = chain.from_iterable(_in_lines(content.data))
        self.number = 0
        self.packages: list[Package] = []
        self.first_lines = array("Q")
        self.package: _Section | None = None
        self.shared: dict[str, str] = {}
        self.section = ""
        self.version = ""
        self.namespace = ""
        self.created = ""
        self.document_id = ""
        self.files = 0
        self.other_ids: list[str] = []
        self.annotations: list[_Note] = []
        self.documents: list[ExternalDocumentRef] = []
        self.relationships: list[str] = []
        self.relationship_lines = array("Q")

    def read(self) -> Document:
        check_lines(self.content)
        self._scan()
        version = spdx_version(self.content, self.version, "line 1")
        inventory = SpdxInventory(self.content, NAME, version)
        inventory.document.serial = self.namespace
        inventory.document.files = self.files
        inventory.document.written_on = written_on(self.created)
        graph = inventory.graph
        graph.document_id = self.document_id or DOCUMENT_ID
        for reference in self.documents:
            graph.know_document(reference)
        elsewhere: dict[str, list[Annotation]] = {}
        for note in self.annotations:
            target = note.target or graph.document_id
            elsewhere.setdefault(target, []).append(Annotation(comment=note.comment))
        inventory.metadata(elsewhere.pop(graph.document_id, ()), "line 1")
        last = self.package
        # Writers end the last line, and every package has a download location (clause 7.7).
        if last and "download_location" not in last.fields and self._ends_within_a_line():
            inventory.notes.add(
                "cut files",
                "the file ends within a package, as if it had been cut; get the whole file",
                f"line {self.number}",
                hides=True,
            )
        self._close()
        self.packages.reverse()
        for line in self.first_lines:
            package = self.packages.pop()  # each goes as it is used, since there are many
            annotations = elsewhere.pop(text(package.spdx_id), ()) if elsewhere else ()
            inventory.add(package, f"line {line}", annotations)
        for spdx_id in self.other_ids:
            graph.know(spdx_id)
            elsewhere.pop(spdx_id, None)
        for target in elsewhere:
            inventory.notes.add(
                "annotations of unlisted elements",
                f"an annotation names {target!r:.80}, which is not in this BOM; it is not used",
            )
        graph.relate_all(
            self._statements(), lambda number: f"line {self.relationship_lines[number]}"
        )
        return inventory.finished()

    def _statements(self) -> Iterator[tuple[str, str, str]]:
        """The relationships, each as its three words."""
        for number, said in enumerate(self.relationships):
            words = said.split()
            if len(words) != 3:
                line = self.relationship_lines[number]
                self._refuse(line, "a relationship has three words: id, type, id")
            yield words[0], words[1], words[2]

    def _ends_within_a_line(self) -> bool:
        data = self.content.data
        return bool(data[data.rfind(b"\n") + 1 :].strip())

    def _scan(self) -> None:
        take = self._take
        number, first, empty = 0, 0, ""  # a tag without value, whose text may follow
        for line in self.lines:
            number += 1
            if empty:
                tag, empty = empty, ""
                if line.lstrip().startswith(_TEXT):
                    value, number = self._text(line.strip(), number)
                    take(tag, value, first)
                    continue
                take(tag, "", first)
            tag, separator, value = line.partition(":")
            if not separator:
                if (said := line.strip()) and not said.startswith("#"):
                    self._refuse(number, f"no tag and value in {said!r:.60}; write Tag: value")
                continue
            first, value = number, value.strip()
            if not value:
                empty = tag
                continue
            if value.startswith(_TEXT):
                value, number = self._text(value, number)
            take(tag, value, first)
        if empty:
            take(empty, "", first)
        self.number = number

    def _take(self, tag: str, value: str, line: int) -> None:
        field = _PACKAGE_FIELDS.get(tag)
        if field is None:
            self._other(tag.strip(), value, line)
        elif self.package is None:
            self._refuse(line, f"{tag} stands outside a package; PackageName begins one")
        elif field in self.package.fields:
            self._refuse(line, f"{tag} stands twice in one package; keep one")
        else:
            self.package.fields[field] = value

    def _text(self, value: str, number: int) -> tuple[str, int]:
        """The text up to ``</text>``, and the number of lines read so far."""
        first, parts = number, [value[len(_TEXT) :]]
        while _END_OF_TEXT not in parts[-1]:
            line = next(self.lines, None)
            if line is None:
                self._refuse(first, f"{_TEXT} without {_END_OF_TEXT}; get the whole file")
            parts.append(line)
            number += 1
        parts[-1] = parts[-1].partition(_END_OF_TEXT)[0]
        return "\n".join(part.rstrip("\r") for part in parts).strip(), number

    def _close(self) -> None:
        """End the package that is being read."""
        if self.package is None:
            return
        section, self.package = self.package, None
        fields, shared = section.fields, self.shared
        for name in _REPEATED:
            if value := fields.get(name):
                fields[name] = shared.setdefault(value, value)
        self.packages.append(
            Package(
                **fields,
                checksums=tuple(section.checksums),
                external_refs=tuple(section.references),
            )
        )
        self.first_lines.append(section.line)

    def _other(self, tag: str, value: str, line: int) -> None:
        if tag.startswith("#"):
            return
        match tag:
            case "PackageName":
                self._close()
                self.package = _Section(line, {"name": value}, [], [])
                self.section = tag
            case "SPDXID":
                self._identify(value, line)
            case "PackageChecksum" if self.package:
                if found := _CHECKSUM.fullmatch(value):
                    checksum = Checksum(algorithm=found[1], checksum_value=found[2])
                    self.package.checksums.append(checksum)
            case "ExternalRef" if self.package:
                words = value.split(None, 2)
                if len(words) != 3:
                    self._refuse(line, "an ExternalRef has three words: category, type, locator")
                self.package.references.append(
                    ExternalRef(reference_type=words[1], reference_locator=words[2])
                )
            case "ExternalDocumentRef":
                self.documents.append(self._document(value, line))
            case "Relationship":
                self.relationships.append(value)
                self.relationship_lines.append(line)
            case "Annotator":
                self.annotations.append(_Note(line, self._here()))
            case "SPDXREF" | "AnnotationComment":
                self._annotate(tag, value, line)
            case "SPDXVersion":
                if self.version:
                    self._refuse(line, "SPDXVersion stands twice; give each document its own file")
                self.version = value
            case "DocumentNamespace":
                self.namespace = value
            case "Created":
                self.created = self.created or value
            case _:
                self._unneeded(tag, value, line)

    def _document(self, value: str, line: int) -> ExternalDocumentRef:
        """``DocumentRef-x URI SHA1: digest``, clause 6.6."""
        words = value.split(None, 2)
        if len(words) < 2:
            self._refuse(line, "an ExternalDocumentRef has three words: id, URI, checksum")
        found = _CHECKSUM.fullmatch(words[2].strip()) if len(words) > 2 else None
        checksum = Checksum(algorithm=found[1], checksum_value=found[2]) if found else UNSET
        return ExternalDocumentRef(
            external_document_id=words[0], spdx_document=words[1], checksum=checksum
        )

    def _unneeded(self, tag: str, value: str, line: int) -> None:
        if tag in _SECTIONS:
            self._close()
            self.section = tag
            self.files += tag == "FileName"
            if tag != "FileName":
                self.other_ids.append(value)
        elif tag in _PACKAGE_FIELDS:  # written with a blank before the colon
            if self.package is None or _PACKAGE_FIELDS[tag] in self.package.fields:
                self._refuse(line, f"{tag} stands twice in one package, or outside of one")
            self.package.fields[_PACKAGE_FIELDS[tag]] = value
        elif not _TAG.fullmatch(tag):
            self._refuse(line, f"no tag and value in {tag!r:.60}; write Tag: value")

    def _identify(self, value: str, line: int) -> None:
        if self.section == "PackageName" and self.package is not None:
            if "spdx_id" in self.package.fields:
                self._refuse(line, "SPDXID stands twice in one package; keep one")
            self.package.fields["spdx_id"] = value
        elif not self.section:
            self.document_id = value
        else:
            self.other_ids.append(value)

    def _here(self) -> str:
        """The id of the element that is being described; empty for the document."""
        if self.package is not None:
            return str(self.package.fields.get("spdx_id", ""))
        return self.other_ids[-1] if self.section and self.other_ids else ""

    def _annotate(self, tag: str, value: str, line: int) -> None:
        if not self.annotations:
            self._refuse(line, f"{tag} stands before any Annotator; begin with Annotator")
        if tag == "SPDXREF":
            self.annotations[-1].target = value
        else:
            self.annotations[-1].comment += "\n" + value

    def _refuse(self, line: int, message: str) -> NoReturn:
        raise MalformedError(self.file, message, f"line {line}")


def _in_lines(data: bytes) -> Iterator[list[str]]:
    """The lines of the file, some at a time."""
    start = 0
    while (end := data.find(b"\n", start + _BYTES_AT_A_TIME)) >= 0:
        yield data[start:end].decode().split("\n")
        start = end + 1
    yield data[start:].decode().split("\n")


READER: Final = Reader(name=NAME, sniff=_is_spdx, read=_read)
