"""An SPDX 2 document whose parts were collected in whatever order its file has them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from vcs_check.inventory.document import Document
from vcs_check.readers._content import Content
from vcs_check.readers._dates import written_on
from vcs_check.readers._inventory import text
from vcs_check.readers._spdx import Annotation, ExternalDocumentRef, Package, Relationship
from vcs_check.readers._spdx_inventory import DOCUMENT_ID, SpdxInventory
from vcs_check.readers.spdx2_json import spdx_version


class Spdx2Document(Struct):
    """The parts of one document, each with its place in the file."""

    version: str = ""
    """As the file has it: ``SPDX-2.3``."""
    version_place: str = ""
    id: str = ""
    namespace: str = ""
    created: str = ""
    """The timestamp of the creation information (6.9)."""
    packages: Iterable[tuple[Package, str]] = ()
    """Taken once, before the relationships."""
    annotations: list[tuple[Annotation, str]] = field(default_factory=list)
    """Those outside of packages; without ``spdx_id`` they are the document's."""
    relationships: list[tuple[Relationship, str]] = field(default_factory=list)
    described: list[tuple[str, str]] = field(default_factory=list)
    """Ids of ``documentDescribes``."""
    documents: list[ExternalDocumentRef] = field(default_factory=list)
    files: int = 0
    other_ids: list[str] = field(default_factory=list)
    """Ids of files and snippets."""

    def inventory(self, content: Content, name: str) -> Document:
        """The inventory of the document.

        Args:
            content: the file.
            name: of the format, as in reports.

        Raises:
            InputError: as :class:`SpdxInventory`, or a version that is none of SPDX 2.
        """
        made = SpdxInventory(content, name, spdx_version(content, self.version, self.version_place))
        graph, document = made.graph, made.document
        graph.document_id = self.id or DOCUMENT_ID
        document.serial, document.files = text(self.namespace), self.files
        document.written_on = written_on(self.created)
        elsewhere: dict[str, list[Annotation]] = {}
        for annotation, _ in self.annotations:
            target = text(annotation.spdx_id) or graph.document_id
            elsewhere.setdefault(target, []).append(annotation)
        own = elsewhere.pop(graph.document_id, ())
        made.metadata(own, self.annotations[0][1] if self.annotations else "")
        for package, place in self.packages:
            made.add(package, place, elsewhere.pop(text(package.spdx_id), ()))
        for each in self.other_ids:
            graph.know(each)
            elsewhere.pop(each, None)
        for annotation, place in self.annotations if elsewhere else ():
            if text(annotation.spdx_id) in elsewhere:
                made.notes.add(
                    "annotations of unlisted elements",
                    "an annotation names an element that is not in this BOM; it is not used",
                    place,
                )
        for reference in self.documents:
            graph.know_document(reference)
        for spdx_id, place in self.described:
            graph.describes(spdx_id, place)
        graph.relate_all(
            (
                (stated.spdx_element_id, stated.relationship_type, stated.related_spdx_element)
                for stated, _ in self.relationships
            ),
            lambda number: self.relationships[number][1],
        )
        return made.finished()
