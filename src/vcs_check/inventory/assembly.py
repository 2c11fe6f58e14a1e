"""All BOMs of one program as one graph: who contains whom, within files and across them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct

from vcs_check.inventory.component import Component
from vcs_check.inventory.document import Document


class Unit(Struct, frozen=True, kw_only=True):
    """One BOM, and what the program says that it is installed in."""

    document: Document
    part: str = ""


class Assembly:
    """Several documents in one numbering of nodes.

    Nodes are the components of all documents, in order, and after them one *root* for each
    document: it stands for what the document is installed in, and contains the subject, or
    everything that nothing else contains.

    Attributes:
        units: the documents.
        starts: for each document the node of its first component.
        size: the number of components; the root of document ``n`` is node ``size + n``.
        above: further parents of a node, stated by another place than its own nesting: links
            between BOMs. Fill it before :attr:`parents` is asked for.
    """

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = tuple(units)
        self.starts: list[int] = []
        self.size = 0
        for unit in self.units:
            self.starts.append(self.size)
            self.size += len(unit.document.components)
        self.above: dict[int, tuple[int, ...]] = {}

    def root(self, unit: int) -> int:
        """The node that contains everything of a document."""
        return self.size + unit

    def node(self, unit: int, position: int | None) -> int:
        """The node of a component; None: of the whole document, which is its subject if any."""
        if position is None:
            position = self.units[unit].document.subject
        return self.root(unit) if position is None else self.starts[unit] + position

    def unit_of(self, node: int) -> int:
        """The document that a node belongs to."""
        return node - self.size if node >= self.size else bisect_right(self.starts, node) - 1

    def position(self, node: int) -> int:
        """The position of a component, which is no root, in its document."""
        return node - self.starts[self.unit_of(node)]

    def component(self, node: int) -> Component:
        """The component of a node that is no root."""
        unit = self.unit_of(node)
        return self.units[unit].document.components[node - self.starts[unit]]

    @cached_property
    def children(self) -> dict[int, list[int]]:
        """What each node contains directly; absent where nothing."""
        found: dict[int, list[int]] = {}
        for node, parents in enumerate(self.parents):
            for parent in parents:
                inside = found.get(parent)
                if inside is None:
                    found[parent] = [node]
                else:
                    inside.append(node)
        return found

    @cached_property
    def parents(self) -> list[tuple[int, ...]]:
        """For each node what contains it: for a component never empty, never itself.

        A root has the parents that links give it, and none otherwise.
        """
        found: list[tuple[int, ...]] = []
        for number, unit in enumerate(self.units):
            found += self._within(number, unit.document)
        found += [()] * len(self.units)
        for node, further in self.above.items():
            found[node] = tuple(dict.fromkeys((*found[node], *further)))
        return found

    def _within(self, number: int, document: Document) -> list[tuple[int, ...]]:
        components, subject, start = document.components, document.subject, self.starts[number]
        count, root = len(components), (self.root(number),)
        top = root if subject is None else (start + subject,)
        found: list[tuple[int, ...]] = []
        shifted: dict[tuple[int, ...], tuple[int, ...]] = {}
        for index, component in enumerate(components):
            parents = component.parents
            if index == subject or not parents:
                found.append(root if index == subject else top)
            elif index in parents or not all(0 <= parent < count for parent in parents):
                kept = tuple(p + start for p in parents if p != index and 0 <= p < count)
                found.append(kept or top)
            elif start:
                known = shifted.get(parents)
                if known is None:
                    known = shifted[parents] = tuple(parent + start for parent in parents)
                found.append(known)
            else:
                found.append(parents)
        return found
