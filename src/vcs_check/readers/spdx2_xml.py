"""SPDX 2.2 and 2.3 as XML: the members of the JSON form as elements below ``Document``.

Parsed as a stream; lists are elements that stand several times. The parts may stand in any
order, so they are collected and put together at the end.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from vcs_check.errors import MalformedError
from vcs_check.inventory.document import Document
from vcs_check.readers import _xml
from vcs_check.readers._content import Content
from vcs_check.readers._reader import Reader
from vcs_check.readers._spdx import Annotation, ExternalDocumentRef, Package, Relationship
from vcs_check.readers._spdx2_document import Spdx2Document
from vcs_check.readers._xml_structs import local_name, struct_of, text_of

NAME: Final = "spdx-xml"
_ROOT: Final = "Document"
_SINGLE: Final = {"spdxVersion": "version", "SPDXID": "id", "documentNamespace": "namespace"}


def _is_spdx(content: Content) -> bool:
    if content.kind != "xml" or b"spdxVersion" not in content.data:
        return False
    return _xml.root_tag(content).rpartition(" ")[2] == _ROOT


def _read(content: Content) -> Document:
    reading = _Reading(content)
    for root, is_whole in _xml.growing_tree(content):
        reading.take(root, is_whole=is_whole)
    reading.parts.packages = reading.drained()
    return reading.parts.inventory(content, NAME)


class _Reading:
    """One file being read."""

    def __init__(self, content: Content) -> None:
        self.content, self.file = content, content.file
        self.parts = Spdx2Document(version_place=f"/{_ROOT}/spdxVersion")
        self.packages: deque[tuple[Package, str]] = deque()
        self.counts: dict[str, int] = {}

    def take(self, root: ET.Element, *, is_whole: bool) -> None:
        """Read the children of the root that have ended, and take them out of it."""
        ended = root[:] if is_whole else root[:-1]
        for part in ended:
            _xml.check_depth(self.content, part, 2)
            self._part(part)
        del root[: len(ended)]
        if not is_whole:
            _xml.check_open_depth(self.content, root)

    def drained(self) -> Iterator[tuple[Package, str]]:
        """The packages, each let go of as it is taken: a component comes in its place."""
        while self.packages:
            yield self.packages.popleft()

    def _part(self, element: ET.Element) -> None:
        name, parts, file = local_name(element.tag), self.parts, self.file
        number = self.counts[name] = self.counts.get(name, 0) + 1
        place = f"/{_ROOT}/{name}[{number}]"
        match name:
            case "spdxVersion" | "SPDXID" | "documentNamespace":
                if number > 1:
                    raise MalformedError(
                        file, f"contains the element {name!r} twice; keep one", f"/{_ROOT}"
                    )
                setattr(parts, _SINGLE[name], text_of(element, file, place))
            case "creationInfo":
                parts.created = element.findtext("{*}created") or parts.created
            case "packages":
                self.packages.append((struct_of(element, Package, file, place), place))
            case "annotations":
                parts.annotations.append((struct_of(element, Annotation, file, place), place))
            case "relationships":
                parts.relationships.append((struct_of(element, Relationship, file, place), place))
            case "externalDocumentRefs":
                parts.documents.append(struct_of(element, ExternalDocumentRef, file, place))
            case "documentDescribes":
                parts.described.append((text_of(element, file, place), place))
            case "files" | "snippets":
                parts.files += name == "files"
                found = element.find("{*}SPDXID")
                if found is not None and (spdx_id := text_of(found, file, place)):
                    parts.other_ids.append(spdx_id)


READER: Final = Reader(name=NAME, sniff=_is_spdx, read=_read)
