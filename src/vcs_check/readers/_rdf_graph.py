"""A graph of RDF nodes that takes little memory.

A node that has ended is one flat tuple, and one without an id stands in the property around it,
the only place that can refer to it: a table of nodes with a table of properties each would take
five times the memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LINE: Final = 1 << 32
"""A position is the line times this, and the column from 0."""
_MOST_ASKED: Final = 1024
Flat = tuple[Any, ...]
"""Class (an IRI, empty where none is stated), position, then names and values by turns; a value
is a text, the id of a node, or the node itself."""


class RdfNode(Struct, gc=False):
    """A resource: its class (an IRI; empty where none is stated) and its properties."""

    kind: str
    at: int
    properties: dict[str, list[str | Flat]]

    @property
    def place(self) -> str:
        """``line 40, column 3``."""
        return place_of(self.at)

    def texts(self, name: str) -> list[str]:
        """Every value of a property that is a text or an id."""
        return [each for each in self.properties.get(name, ()) if type(each) is str]


def place_of(at: int) -> str:
    """``line 40, column 3`` of a position."""
    return f"line {at // LINE}, column {at % LINE + 1}"


def node_of(flat: Flat | list[Any]) -> RdfNode:
    """The node with its properties by name."""
    properties: dict[str, list[str | Flat]] = {}
    for name, value in zip(flat[2::2], flat[3::2], strict=True):
        found = properties.get(name)
        if found is None:
            properties[name] = [value]
        else:
            found.append(value)
    return RdfNode(flat[0], flat[1], properties)


class RdfGraph:
    """The nodes of one file that have an id, or are of a class that matters by itself."""

    def __init__(self) -> None:
        self._nodes: dict[str, Flat | list[Any]] = {}
        self._asked: dict[str, RdfNode] = {}

    def __contains__(self, iri: object) -> bool:
        return iri in self._nodes

    def get(self, iri: str) -> RdfNode | None:
        """The node of that id."""
        known = self._asked.get(iri)  # many may refer to one
        if known is not None:
            return known
        flat = self._nodes.get(iri)
        if flat is None:
            return None
        if len(self._asked) >= _MOST_ASKED:
            self._asked.clear()
        node = self._asked[iri] = node_of(flat)
        return node

    def kinds(self) -> Iterator[tuple[str, str]]:
        """Id and class of every node, in file order."""
        return ((iri, flat[0]) for iri, flat in self._nodes.items())

    def taken(self, kind: str) -> Iterator[tuple[str, RdfNode]]:
        """Every node, in file order; of those of the class ``kind`` nothing else is kept."""
        for iri, flat in self._nodes.items():
            if flat[0] == kind:
                self._nodes[iri] = tuple(flat[:2])
            yield iri, node_of(flat)

    def put(self, iri: str, flat: Flat) -> None:
        """Add a node, or more of one; the first class and its place hold."""
        known = self._nodes.get(iri)
        if known is None:
            self._nodes[iri] = flat
            return
        first = flat[:2] if flat[0] and not known[0] else tuple(known[:2])
        if len(known) == 2:
            self._nodes[iri] = flat if first == flat[:2] else (*first, *flat[2:])
            return
        if not isinstance(known, list):  # in pieces: a list, since there may be many
            known = self._nodes[iri] = list(known)
        known[:2] = first
        known += flat[2:]
