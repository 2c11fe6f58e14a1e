"""SPDX 2.2 and 2.3 as RDF/XML: https://spdx.org/rdf/spdx-terms-v2.3/ .

The file becomes a graph of nodes first, since a package may stand anywhere, whole or in pieces,
nested or referred to. The parts are then put together as those of the other forms, one package
after the other, so that each takes up memory once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vcs_check.errors import MalformedError, NotABomError
from vcs_check.inventory.document import Document
from vcs_check.readers import _rdf, _xml
from vcs_check.readers._content import Content
from vcs_check.readers._inventory import UNNAMED_LICENCE
from vcs_check.readers._licence_sets import LicenceSet, LicenceTexts
from vcs_check.readers._rdf_graph import RDF, Flat, RdfNode, node_of
from vcs_check.readers._reader import Reader
from vcs_check.readers._spdx import (
    Annotation,
    Checksum,
    ExternalDocumentRef,
    ExternalRef,
    Package,
    Relationship,
)
from vcs_check.readers._spdx2_document import Spdx2Document

NAME: Final = "spdx-rdf"
_SPDX: Final = "http://spdx.org/rdf/terms#"
_COMMENT: Final = "http://www.w3.org/2000/01/rdf-schema#comment"
_CAPITAL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LISTED: Final = re.compile(r"https?://spdx\.org/licenses/([\w.+-]+?)(?:\.html)?", re.ASCII)
_FIELDS: Final = {
    "name": _SPDX + "name",
    "version_info": _SPDX + "versionInfo",
    "supplier": _SPDX + "supplier",
    "originator": _SPDX + "originator",
    "download_location": _SPDX + "downloadLocation",
    "homepage": "http://usefulinc.com/ns/doap#homepage",
    "description": _SPDX + "description",
    "summary": _SPDX + "summary",
    "comment": _COMMENT,
    "built_date": _SPDX + "builtDate",
    "release_date": _SPDX + "releaseDate",
}
_SETS: Final = {
    _SPDX + "ConjunctiveLicenseSet": "AND", _SPDX + "DisjunctiveLicenseSet": "OR",
    _SPDX + "WithExceptionOperator": "WITH", _SPDX + "OrLaterOperator": "+",
}  # fmt: skip
_CLASSES: Final = frozenset(_SPDX + name for name in ("Package", "File", "Snippet", "SpdxDocument"))
_SAYS_NOTHING: Final = {_SPDX + "noassertion": "NOASSERTION", _SPDX + "none": "NONE"}


def _is_spdx(content: Content) -> bool:
    if content.kind != "xml" or b"http://spdx.org/rdf/terms" not in content.data:
        return False
    namespace, _, name = _xml.root_tag(content).rpartition(" ")
    return (namespace, name) == (RDF, "RDF") or namespace == _SPDX


def _read(content: Content) -> Document:
    return _Reading(content).parts().inventory(content, NAME)


class _Reading:
    """One file being read."""

    def __init__(self, content: Content) -> None:
        self.content, self.file = content, content.file
        self.nodes = _rdf.graph(content, _CLASSES, frozenset({_SPDX + "relationship"}))
        self.texts = LicenceTexts(self._licence, content.file, content.limits)
        self.namespace = ""
        self.others: dict[str, str] = {}
        self.nested: dict[str, Flat] = {}
        """Licences that stand in a property, by an id of their own."""

    def parts(self) -> Spdx2Document:
        """The document's parts, in file order; its packages are made while they are taken."""
        document_id, document = self._document()
        self.namespace = document_id.partition("#")[0]
        documents = [self._other(each) for each in self._nodes(document, "externalDocumentRef")]
        parts = Spdx2Document(
            documents=documents,
            version=self._one(document, _SPDX + "specVersion"),
            version_place=document.place,
            id=self._local(document_id),
            namespace=self.namespace,
            created=self._created(document),
            annotations=self._annotations(document),
            described=[
                (self._local(each), document.place)
                for each in document.texts(_SPDX + "describesPackage")
            ],
        )
        for iri, kind in self.nodes.kinds():
            if kind and kind != _SPDX + "Package" and iri[:2] != "_:" and iri != document_id:
                parts.files += kind == _SPDX + "File"
                parts.other_ids.append(self._local(iri))
        parts.packages = self._packages(parts.relationships)
        return parts

    def _packages(
        self, relationships: list[tuple[Relationship, str]]
    ) -> Iterator[tuple[Package, str]]:
        """Every package; what the nodes are related to is put into ``relationships`` by the way."""
        for iri, node in self.nodes.taken(_SPDX + "Package"):  # nothing refers into a package
            for each in self._nodes(node, "relationship"):
                relationships.append((self._relationship(iri, each), each.place))
            if node.kind == _SPDX + "Package":
                yield self._package(iri, node), node.place

    def _created(self, document: RdfNode) -> str:
        infos = self._nodes(document, "creationInfo")
        return next((each for node in infos for each in node.texts(_SPDX + "created")), "")

    def _other(self, node: RdfNode) -> ExternalDocumentRef:
        namespace = self._one(node, _SPDX + "spdxDocument")
        name = self._one(node, _SPDX + "externalDocumentId")
        self.others[namespace.partition("#")[0]] = name
        checksums = self._checksums(node)
        return ExternalDocumentRef(
            external_document_id=name,
            spdx_document=namespace.partition("#")[0],
            checksum=checksums[0] if checksums else None,
        )

    def _checksums(self, node: RdfNode) -> tuple[Checksum, ...]:
        return tuple(
            Checksum(
                algorithm=self._word(each, "algorithm", "checksumAlgorithm_").replace("_", ""),
                checksum_value=self._one(each, _SPDX + "checksumValue"),
            )
            for each in self._nodes(node, "checksum")
        )

    def _document(self) -> tuple[str, RdfNode]:
        found = [iri for iri, kind in self.nodes.kinds() if kind == _SPDX + "SpdxDocument"]
        nodes = [node for iri in found[:2] if (node := self.nodes.get(iri))]
        if not nodes:
            raise NotABomError(self.file, "RDF without an SpdxDocument; name the BOM itself")
        if len(nodes) > 1:
            raise MalformedError(
                self.file, "a second SpdxDocument; give each its own file", nodes[1].place
            )
        return found[0], nodes[0]

    def _nodes(self, node: RdfNode, name: str) -> list[RdfNode]:
        """The nodes that a property refers to, as far as they are in the file."""
        found = []
        for each in node.properties.get(_SPDX + name, ()):
            inner = self.nodes.get(each) if isinstance(each, str) else node_of(each)
            if inner is not None:
                found.append(inner)
        return found

    def _one(self, node: RdfNode, iri: str) -> str:
        """The one value of a property; empty where it is absent.

        Raises:
            MalformedError: several that differ.
        """
        values = node.properties.get(iri)
        if values is None:
            return ""
        found = {
            _SAYS_NOTHING.get(each, each).strip() if isinstance(each, str) else None
            for each in values
        }
        if None in found or len(found) > 1:
            name = re.split("[#/]", iri)[-1]
            what = (
                f"has a node in place of a text as {name}; write the text"
                if None in found
                else f"has several values of {name}, so it is ambiguous; keep one"
            )
            raise MalformedError(self.file, what, node.place)
        return next(iter(found)) or ""

    def _word(self, node: RdfNode, name: str, prefix: str) -> str:
        """A word of a vocabulary in capitals: ``…#purpose_operatingSystem``: OPERATING_SYSTEM."""
        said = self._one(node, _SPDX + name)
        said = said.rpartition("#")[2].removeprefix(prefix)
        return _CAPITAL.sub("_", said).upper()

    def _local(self, iri: str) -> str:
        """``SPDXRef-x`` of this document, ``DocumentRef-d:SPDXRef-x`` of another."""
        namespace, _, name = iri.partition("#")
        if namespace == self.namespace and name:
            return name
        if said := _SAYS_NOTHING.get(iri):
            return said
        return f"{self.others[namespace]}:{name}" if namespace in self.others else iri

    def _package(self, iri: str, node: RdfNode) -> Package:
        made = Package(spdx_id=self._local(iri))
        for field, property_iri in _FIELDS.items():
            if property_iri in node.properties:
                setattr(made, field, self._one(node, property_iri))
        made.primary_package_purpose = self._word(node, "primaryPackagePurpose", "purpose_")
        made.license_declared = self._licences(node, "licenseDeclared")
        made.license_concluded = self._licences(node, "licenseConcluded")
        made.checksums = self._checksums(node)
        made.external_refs = tuple(
            ExternalRef(
                reference_type=self._one(each, _SPDX + "referenceType"),
                reference_locator=self._one(each, _SPDX + "referenceLocator"),
            )
            for each in self._nodes(node, "externalRef")
        )
        made.annotations = tuple(each for each, _ in self._annotations(node))
        return made

    def _annotations(self, node: RdfNode) -> list[tuple[Annotation, str]]:
        return [
            (Annotation(comment=self._one(each, _COMMENT)), each.place)
            for each in self._nodes(node, "annotation")
        ]

    def _relationship(self, iri: str, node: RdfNode) -> Relationship:
        return Relationship(
            spdx_element_id=self._local(iri),
            relationship_type=self._word(node, "relationshipType", "relationshipType_"),
            related_spdx_element=self._local(self._one(node, _SPDX + "relatedSpdxElement")),
        )

    def _licences(self, node: RdfNode, name: str) -> str:
        """All that is stated applies, so several become one expression."""
        values = node.properties.get(_SPDX + name)
        if values is None:
            return ""
        found = [self.texts.text(each) for each in dict.fromkeys(map(self._named, values))]
        return found[0] if len(found) == 1 else " AND ".join(f"({each})" for each in found)

    def _named(self, value: str | Flat) -> str:
        """An id for a licence."""
        if isinstance(value, str):
            return value
        name = f"_:\0licence {len(self.nested)}"
        self.nested[name] = value
        return name

    def _licence(self, reference: str) -> str | LicenceSet:
        if said := _SAYS_NOTHING.get(reference):
            return said
        nested = self.nested.get(reference)
        node = self.nodes.get(reference) if nested is None else node_of(nested)
        if node is None or not node.kind:
            if match := _LISTED.fullmatch(reference):
                return match[1]
            is_iri = ":" in reference.partition(" ")[0]
            return self._local(reference) if is_iri else reference.strip()
        if operator := _SETS.get(node.kind):
            values = [
                *node.properties.get(_SPDX + "member", ()),
                *node.properties.get(_SPDX + "licenseException", ()),
            ]
            return LicenceSet(operator, tuple(dict.fromkeys(map(self._named, values))))
        for name in ("licenseId", "licenseExceptionId"):
            if said := self._one(node, _SPDX + name):
                return said
        if match := _LISTED.fullmatch(reference):
            return match[1]
        local = self._local(reference)
        return local if "LicenseRef-" in local else UNNAMED_LICENCE


READER: Final = Reader(name=NAME, sniff=_is_spdx, read=_read)
