"""RDF/XML that came from outside, as a graph of nodes: the part of it that SPDX tools write.

Read with expat as a stream: typed nodes and ``rdf:Description``, nested or referred to
(``rdf:about``, ``rdf:ID``, ``rdf:nodeID``, ``rdf:resource``), property attributes,
``rdf:parseType="Resource"``, ``rdf:li``, ``xml:base``. Any DOCTYPE is refused before the rest is
parsed, so that there are no entities. https://www.w3.org/TR/rdf-syntax-grammar/
"""

from __future__ import annotations

from typing import Any, Final, NoReturn
from xml.parsers import expat

from vcs_check.errors import LimitError, MalformedError
from vcs_check.readers import _xml
from vcs_check.readers._content import Content
from vcs_check.readers._rdf_graph import LINE, RDF, Flat, RdfGraph, place_of

_XML: Final = "http://www.w3.org/XML/1998/namespace"
_RDF_PREFIX: Final = RDF + " "
_DESCRIPTION: Final = _RDF_PREFIX + "Description"
_ROOT: Final = _RDF_PREFIX + "RDF"
_ABOUT: Final = _RDF_PREFIX + "about"
_ID: Final = _RDF_PREFIX + "ID"
_NODE_ID: Final = _RDF_PREFIX + "nodeID"
_RESOURCE: Final = _RDF_PREFIX + "resource"
_PARSE_TYPE: Final = _RDF_PREFIX + "parseType"
_TYPE: Final = _RDF_PREFIX + "type"
_LI: Final = _RDF_PREFIX + "li"
_BASE: Final = "http://www.w3.org/XML/1998/namespace base"
_CHUNK_BYTES: Final = 1 << 16
_SHORT_CHARS: Final = 16
_SHARED_TEXTS: Final = 1 << 16
"""Short texts that are kept once: algorithms, purposes, ids that relationships repeat."""
_SYNTAX: Final = frozenset(
    {"about", "ID", "nodeID", "resource", "parseType", "datatype", "type", "Description", "li"}
)


def graph(content: Content, classes: frozenset[str], links: frozenset[str]) -> RdfGraph:
    """Every node by its id, in file order.

    Args:
        content: the file.
        classes: IRIs of classes whose nodes count by themselves, with or without an id.
        links: IRIs of properties that make a node count by itself.

    Raises:
        MalformedError: a DOCTYPE, no XML, or no RDF/XML that is read; with its line.
        LimitError: nested too deep.
    """
    return _Parsing(content, classes, links).graph()


class _Node:
    """A node that has begun."""

    __slots__ = ("counts", "id", "is_property", "items", "values")

    def __init__(self, iri: str, kind: str, at: int) -> None:
        self.id = iri
        self.values: list[Any] = [kind, at]
        self.items = 0
        self.counts = False
        """Whether it counts by itself, whatever its class."""
        self.is_property = False
        """Whether its element is also the property around it."""


class _Parsing:
    """One file being parsed."""

    def __init__(self, content: Content, classes: frozenset[str], links: frozenset[str]) -> None:
        self.content = content
        self.made = RdfGraph()
        self.classes, self.links = classes, links
        self.deepest = content.limits.max_document_depth
        self.open: list[_Node | str | None] = []
        """Nodes, and between them the IRIs of properties; None for ``rdf:RDF``."""
        self.value: str | Flat | None = None
        self.text = ""
        """Of the property that is open, both."""
        self.bases: list[tuple[int, str]] = [(-1, "")]
        """Depth and IRI of each ``xml:base`` in force."""
        self.blank = 0
        self.iris: dict[str, str] = {}
        self.shared: dict[str, str] = {}
        self.parser: Any = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def graph(self) -> RdfGraph:
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
        return self.made

    def _at(self) -> int:
        line: int = self.parser.CurrentLineNumber
        column: int = self.parser.CurrentColumnNumber
        return line * LINE + column

    def _refuse(self, message: str) -> NoReturn:
        raise MalformedError(self.content.file, message, place_of(self._at()))

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        open_ = self.open
        if len(open_) >= self.deepest:
            raise LimitError(
                self.content.file,
                f"nested more than {self.deepest} levels deep (limits.max_document_depth); "
                "flatten the BOM",
                place_of(self._at()),
            )
        if attributes and (base := attributes.get(_BASE)):
            self.bases.append((len(open_), base.partition("#")[0]))
        above = open_[-1] if open_ else None
        if type(above) is _Node:
            self._begin_property(above, tag, attributes)
        elif above is not None:  # a node as the value of the property around it
            if self.value is not None:
                self._refuse("a property has two values in one element; write it twice")
            if self.text and not self.text.isspace():
                self._refuse("a text stands where a node or a property belongs")
            self._begin_node(tag, attributes)
        elif not open_ and tag == _ROOT:
            open_.append(None)
        else:
            self._begin_node(tag, attributes)

    def _iri(self, name: str) -> str:
        known = self.iris.get(name)
        if known is None:
            namespace, _, local = name.rpartition(" ")
            known = self.iris[name] = namespace + local
        return known

    def _once(self, text: str) -> str:
        """The text, kept once: ids and words of vocabularies repeat."""
        known = self.shared.get(text)
        if known is not None:
            return known
        if len(self.shared) < _SHARED_TEXTS:
            self.shared[text] = text
        return text

    def _id(self, attributes: dict[str, str]) -> str:
        """The id that a node states; empty for none."""
        get, base = attributes.get, self.bases[-1][1]
        about, own = get(_ABOUT), get(_ID)
        node_id = get(_NODE_ID)
        found = [
            *([] if about is None else [_resolved(about, base)]),
            *([] if own is None else [f"{base}#{own}"]),
            *([] if node_id is None else [f"_:{node_id}"]),
        ]
        if len(found) > 1:
            self._refuse("a node has two ids; keep one of about, ID and nodeID")
        return self._once(found[0]) if found else ""

    def _fresh(self) -> str:
        self.blank += 1
        return f"_:\0{self.blank}"  # no nodeID can have this character

    def _begin_node(self, tag: str, attributes: dict[str, str]) -> _Node:
        kind = "" if tag == _DESCRIPTION else self._iri(tag)
        node = _Node(self._id(attributes) if attributes else "", kind, self._at())
        if not node.id and kind in self.classes:
            node.id = self._fresh()
        if node.id:
            self.made.put(node.id, (kind, node.values[1]))  # in the order in which they begin
        self.value, self.text = None, ""
        self.open.append(node)
        if attributes:
            self._property_attributes(node, attributes)
        return node

    def _property_attributes(self, node: _Node, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            namespace, _, local = name.rpartition(" ")
            if name == _TYPE:
                self._add(node, RDF + "type", _resolved(value, self.bases[-1][1]))
            elif namespace and namespace != _XML and not (namespace == RDF and local in _SYNTAX):
                self._add(node, self._iri(name), value)

    def _begin_property(self, node: _Node, tag: str, attributes: dict[str, str]) -> None:
        name = self._iri(tag)
        if tag == _LI:
            node.items += 1
            name = f"{RDF}_{node.items}"
        self.value, self.text = None, ""
        self.open.append(name)
        if not attributes:
            return
        resource = attributes.get(_RESOURCE)
        if resource is not None and len(attributes) == 1:  # as in most files
            self.value = self._once(_resolved(resource, self.bases[-1][1]))
            return
        parse_type = attributes.get(_PARSE_TYPE)
        if parse_type == "Resource":
            self._begin_node(_DESCRIPTION, {}).is_property = True
            return
        if parse_type is not None:
            self._refuse(f"rdf:parseType {parse_type!r:.40} is not read; write nodes and texts")
        node_id = attributes.get(_NODE_ID)
        if resource is not None and node_id is not None:
            self._refuse("a property has two values; keep one of resource and nodeID")
        if resource is not None:
            self.value = self._once(_resolved(resource, self.bases[-1][1]))
        elif node_id is not None:
            self.value = f"_:{node_id}"
        if len(attributes) > 1 or self.value is None:
            value = _Node(self.value or "", "", self._at())
            self._property_attributes(value, attributes)
            if len(value.values) > 2 or value.values[0]:
                self._keep(value)

    def _characters(self, data: str) -> None:
        above = self.open[-1] if self.open else None
        if type(above) is str and self.value is None:
            self.text += data
        elif not data.isspace():
            self._refuse("a text stands where a node or a property belongs")

    def _end(self, _: str) -> None:
        open_ = self.open
        ended = open_.pop()
        if type(ended) is _Node:
            self._keep(ended)
            ended = open_.pop() if ended.is_property else None
        if ended is not None:
            owner = open_[-1]
            assert type(owner) is _Node
            assert type(ended) is str
            value = self.value
            if value is None:
                text = self.text
                value = self._once(text) if len(text) <= _SHORT_CHARS else text
            self._add(owner, ended, value)
            self.value = None
        if self.bases[-1][0] >= len(open_):
            self.bases.pop()

    def _keep(self, node: _Node) -> None:
        """A node that has ended: the value of the property around it."""
        flat = tuple(node.values)
        if not node.id and (node.counts or flat[0] in self.classes):
            node.id = self._fresh()
        if node.id:
            self.made.put(node.id, flat)
        self.value = node.id or flat

    def _add(self, node: _Node, name: str, value: str | Flat) -> None:
        if name == RDF + "type":
            node.values[0] = node.values[0] or (value if type(value) is str else "")
            return
        node.values += (name, value)
        if name in self.links:
            node.counts = True


def _resolved(reference: str, base: str) -> str:
    """An IRI; one that is relative is one of the file's own names."""
    if not reference or reference.startswith("#"):
        return base + reference
    return reference
