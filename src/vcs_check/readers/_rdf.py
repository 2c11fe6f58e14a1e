"""RDF/XML that came from outside, as a graph of nodes: the part of it that SPDX tools write.

Read with expat as a stream: typed nodes and ``rdf:Description``, nested or referred to
(``rdf:about``, ``rdf:ID``, ``rdf:nodeID``, ``rdf:resource``), property attributes,
``rdf:parseType="Resource"``, ``rdf:li``, ``xml:base``. Any DOCTYPE is refused before the rest is
parsed, so that there are no entities. https://www.w3.org/TR/rdf-syntax-grammar/
"""

from __future__ import annotations

from typing import Any, Final, NoReturn
from xml.parsers import expat

from msgspec import Struct

from vcs_check.errors import LimitError, MalformedError
from vcs_check.readers import _xml
from vcs_check.readers._content import Content

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_RDF_PREFIX: Final = RDF + " "
_CHUNK_BYTES: Final = 1 << 16
_SYNTAX: Final = frozenset(
    {"about", "ID", "nodeID", "resource", "parseType", "datatype", "type", "Description", "li"}
)


class Reference(str):
    """The id of a node: an IRI, or ``_:…`` for one without."""

    __slots__ = ()


class Literal(str):
    """A text."""

    __slots__ = ()


class RdfNode(Struct, gc=False):
    """A resource: its class (an IRI; empty where none is stated) and its properties."""

    kind: str
    place: str
    properties: dict[str, list[Reference | Literal]]

    def texts(self, name: str) -> list[str]:
        """Every value of a property, as text or id."""
        return [str(each) for each in self.properties.get(name, ())]


class _Open(Struct, gc=False):
    """An element that has begun: a node, or a property of the node around it."""

    node: Reference | None
    property: str = ""
    value: Reference | None = None
    text: list[str] | None = None
    items: int = 0
    base: str = ""


def graph(content: Content) -> dict[str, RdfNode]:
    """Every node by its id, in file order.

    Raises:
        MalformedError: a DOCTYPE, no XML, or no RDF/XML that is read; with its line.
        LimitError: nested too deep.
    """
    return _Parsing(content).graph()


class _Parsing:
    """One file being parsed."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.nodes: dict[str, RdfNode] = {}
        self.open: list[_Open] = []
        self.blank = 0
        self.in_rdf = False
        self.parser: Any = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def graph(self) -> dict[str, RdfNode]:
        """Parse the whole file."""
        _xml.root_tag(self.content)  # refuses a DOCTYPE
        data = _xml.source(self.content)
        try:
            start, size = 0, _CHUNK_BYTES
            while start < len(data):
                before = self.parser.CurrentByteIndex
                self.parser.Parse(data[start : start + size], False)
                start += size
                # within a comment, say, its end is looked for anew with each part
                size = 2 * size if self.parser.CurrentByteIndex == before else _CHUNK_BYTES
            self.parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise MalformedError(
                self.content.file, f"not valid XML: {error}; write the file again"
            ) from None
        return self.nodes

    def _place(self) -> str:
        return f"line {self.parser.CurrentLineNumber}, column {self.parser.CurrentColumnNumber + 1}"

    def _refuse(self, message: str) -> NoReturn:
        raise MalformedError(self.content.file, message, self._place())

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        limit = self.content.limits.max_document_depth
        if len(self.open) >= limit:
            raise LimitError(
                self.content.file,
                f"nested more than {limit} levels deep (limits.max_document_depth); "
                "flatten the BOM",
                self._place(),
            )
        base = attributes.get(f"{_XML} base") or (self.open[-1].base if self.open else "")
        if not self.open and tag == f"{_RDF_PREFIX}RDF":
            self.open.append(_Open(None, base=base.partition("#")[0]))
            self.in_rdf = True
            return
        base = base.partition("#")[0]
        above = self.open[-1] if self.open else None
        if above is None or (above.node is None and not above.property):
            self._begin_node(tag, attributes, base)
        elif above.node is not None:
            self._begin_property(above.node, tag, attributes, base)
        else:  # a node as the value of the property around it
            if above.value is not None:
                self._refuse("a property has two values in one element; write it twice")
            above.value = self._begin_node(tag, attributes, base)
            above.text = None

    def _id(self, attributes: dict[str, str], base: str) -> Reference | None:
        get = attributes.get
        found = [
            Reference(value)
            for value in (
                _resolved(get(f"{_RDF_PREFIX}about"), base),
                None if get(f"{_RDF_PREFIX}ID") is None else f"{base}#{get(f'{_RDF_PREFIX}ID')}",
                None if get(f"{_RDF_PREFIX}nodeID") is None else f"_:{get(f'{_RDF_PREFIX}nodeID')}",
            )
            if value is not None
        ]
        if len(found) > 1:
            self._refuse("a node has two ids; keep one of about, ID and nodeID")
        return found[0] if found else None

    def _fresh(self) -> Reference:
        self.blank += 1
        return Reference(f"_:\0{self.blank}")  # no nodeID can have this character

    def _node(self, spdx_id: Reference, kind: str) -> RdfNode:
        node = self.nodes.get(spdx_id)
        if node is None:
            node = self.nodes[spdx_id] = RdfNode(kind, self._place(), {})
        elif kind and not node.kind:
            node.kind, node.place = kind, self._place()
        return node

    def _begin_node(self, tag: str, attributes: dict[str, str], base: str) -> Reference:
        spdx_id = self._id(attributes, base) or self._fresh()
        kind = "" if tag == f"{_RDF_PREFIX}Description" else _iri(tag)
        self._node(spdx_id, kind)
        self.open.append(_Open(spdx_id, base=base))
        self._property_attributes(spdx_id, attributes, base)
        return spdx_id

    def _property_attributes(
        self, spdx_id: Reference, attributes: dict[str, str], base: str
    ) -> None:
        for name, value in attributes.items():
            namespace, _, local = name.rpartition(" ")
            if name == f"{_RDF_PREFIX}type":
                self._add(spdx_id, RDF + "type", Reference(_resolved(value, base) or ""))
            elif namespace and namespace != _XML and not (namespace == RDF and local in _SYNTAX):
                self._add(spdx_id, _iri(name), Literal(value))

    def _begin_property(
        self, node: Reference, tag: str, attributes: dict[str, str], base: str
    ) -> None:
        parse_type = attributes.get(f"{_RDF_PREFIX}parseType")
        name = _iri(tag)
        if tag == f"{_RDF_PREFIX}li":
            self.open[-1].items += 1
            name = f"{RDF}_{self.open[-1].items}"
        if parse_type == "Resource":
            value = self._fresh()
            self._node(value, "")
            self._add(node, name, value)
            self.open.append(_Open(value, base=base))
            return
        if parse_type is not None:
            self._refuse(f"rdf:parseType {parse_type!r:.40} is not read; write nodes and texts")
        opened = _Open(None, property=name, text=[], base=base)
        resource = attributes.get(f"{_RDF_PREFIX}resource")
        node_id = attributes.get(f"{_RDF_PREFIX}nodeID")
        others = any(
            " " in key and not key.startswith((_RDF_PREFIX, f"{_XML} ")) for key in attributes
        )
        if resource is not None or node_id is not None or others:
            if resource is not None and node_id is not None:
                self._refuse("a property has two values; keep one of resource and nodeID")
            if resource is not None:
                opened.value = Reference(_resolved(resource, base) or "")
            else:
                opened.value = Reference(f"_:{node_id}") if node_id is not None else self._fresh()
            opened.text = None
            if others:
                self._node(opened.value, "")
                self._property_attributes(opened.value, attributes, base)
        self.open.append(opened)

    def _text(self, data: str) -> None:
        if self.open and self.open[-1].text is not None:
            self.open[-1].text.append(data)
        elif data.strip():
            self._refuse("a text stands where a node or a property belongs")

    def _end(self, _: str) -> None:
        ended = self.open.pop()
        if not ended.property:
            return
        owner = self.open[-1].node
        assert owner is not None
        if ended.value is not None:
            self._add(owner, ended.property, ended.value)
        else:
            self._add(owner, ended.property, Literal("".join(ended.text or ())))

    def _add(self, node: Reference, name: str, value: Reference | Literal) -> None:
        found = self.nodes[node]
        if name == RDF + "type":
            found.kind = found.kind or str(value)
        else:
            found.properties.setdefault(name, []).append(value)


def _iri(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    return namespace + local


def _resolved(reference: str | None, base: str) -> str | None:
    """An IRI; one that is relative is one of the file's own names."""
    if reference is None:
        return None
    if not reference or reference.startswith("#"):
        return base + reference
    return reference
