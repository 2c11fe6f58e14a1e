"""References from one BOM into another, resolved among the files given and nowhere else.

Nothing is fetched and no further file is opened. What is found becomes containment in the one
graph of the program; what is not found, or is not quite what was named, becomes a note that
keeps the program from passing. The order of the files changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from msgspec.structs import replace

from vcs_check.inventory.assembly import Assembly
from vcs_check.inventory.document import Elsewhere, Link, LinkKind
from vcs_check.limits import DEFAULT_LIMITS, Limits
from vcs_check.origin.components import strong_components
from vcs_check.pipeline.addressing import Addresses
from vcs_check.pipeline.contradictions import (
    note_circular_dependencies,
    note_other_parties,
    parties_of_stub,
)
from vcs_check.pipeline.digests import Digests, comparable
from vcs_check.readers._notes import Notes, shown

_KIND: Final = "references to other BOMs"
_WHAT: Final = {
    LinkKind.CONTAINS: "the content of a component",
    LinkKind.NEEDS: "a dependency",
    LinkKind.MODIFIES: "a modification",
}
Edge = tuple[int, int]


def link(
    assembly: Assembly, loads: Sequence[Callable[[], bytes]], limits: Limits = DEFAULT_LIMITS
) -> None:
    """Resolve the links of all documents: fills ``assembly.above``, adds notes and signs.

    Args:
        assembly: the documents; their ``links`` are looked at.
        loads: for each document its bytes once more, for digests other than SHA-256.
        limits: how deep components may stand within components over all files.
    """
    for unit in assembly.units:
        note_circular_dependencies(unit.document)
    if any(unit.document.links for unit in assembly.units):
        _Linking(assembly, loads, limits).run()


class _Linking:
    """One resolution."""

    def __init__(
        self, assembly: Assembly, loads: Sequence[Callable[[], bytes]], limits: Limits
    ) -> None:
        self.assembly, self.limits = assembly, limits
        self.documents = [unit.document for unit in assembly.units]
        self.addresses = Addresses(self.documents)
        self.digests = Digests(self.documents, loads)
        self.notes = [Notes() for _ in self.documents]
        self.edges: dict[Edge, tuple[int, Link]] = {}
        """``(outer, inner)`` and who says so."""
        self.doubtful: set[tuple[int, str]] = set()
        """Places, with the number of the document, of links that are not quite what was found."""

    def run(self) -> None:
        """Resolve, leave out circles and chains that are too deep, and note all of it."""
        for number, document in enumerate(self.documents):
            for each in document.links:
                self._resolve(number, each)
        self._drop_circles()
        self._drop_too_deep()
        for (outer, inner), (number, each) in self.edges.items():
            note_other_parties(self.assembly, outer, inner, self.notes[number], each.place)
        self._take_over_parties()
        above: dict[int, list[int]] = {}
        for outer, inner in sorted(self.edges, key=self._order):
            above.setdefault(inner, []).append(outer)
        self.assembly.above = {inner: tuple(outers) for inner, outers in above.items()}
        for document, notes in zip(self.documents, self.notes, strict=True):
            document.notes.extend(notes.all())

    def _take_over_parties(self) -> None:
        """Complete stubs from the one BOM each links to, where the link is beyond doubt."""
        linked = Counter(outer for outer, _ in self.edges)
        above = Counter(inner for _, inner in self.edges)
        found = {
            outer: parties_of_stub(self.assembly, outer, inner)
            for (outer, inner), (number, each) in self.edges.items()
            if linked[outer] == above[inner] == 1 and (number, each.place) not in self.doubtful
        }
        for outer, parties in found.items():  # after all: the order of the files is no matter
            if parties:
                document = self.documents[self.assembly.unit_of(outer)]
                document.components[self.assembly.position(outer)].parties = parties

    def _order(self, edge: Edge) -> tuple[str, str, int, Edge]:
        """Sorts edges the same way in whatever order the files are given."""
        unit = self.assembly.unit_of(edge[0])
        document = self.documents[unit]
        return document.path, document.sha256, edge[0] - self.assembly.starts[unit], edge

    # -- ends ----------------------------------------------------------------------------------

    def _resolve(self, number: int, each: Link) -> None:
        outers, inners = self._end(number, each, each.outer), self._end(number, each, each.inner)
        if each.kind is LinkKind.MODIFIES:
            for node in inners:
                self._modify(node, each.sign)
        if each.kind is not LinkKind.CONTAINS:
            return
        for outer in outers:
            for inner in map(self._root_of_subject, inners):
                if outer != inner and not self._is_same(outer, inner):
                    self.edges.setdefault((outer, inner), (number, each))

    def _root_of_subject(self, node: int) -> int:
        """What a BOM describes stands for the BOM: it is installed where the link says."""
        if node >= self.assembly.size:
            return node
        unit = self.assembly.unit_of(node)
        is_subject = self.assembly.position(node) == self.documents[unit].subject
        return self.assembly.root(unit) if is_subject else node

    def _is_same(self, outer: int, inner: int) -> bool:
        """Whether a BOM names itself as the content of what it describes."""
        if inner < self.assembly.size:
            return False
        return outer == self.assembly.node(inner - self.assembly.size, None)

    def _modify(self, node: int, sign: str) -> None:
        if node < self.assembly.size:
            unit = self.assembly.unit_of(node)
            component = self.documents[unit].components[self.assembly.position(node)]
            if sign not in component.modification_signs:
                component.modification_signs = (*component.modification_signs, sign)

    def _end(self, number: int, each: Link, end: int | Elsewhere | None) -> tuple[int, ...]:
        """The nodes that an end stands for; several where files share one identity."""
        if not isinstance(end, Elsewhere):
            return (self.assembly.node(number, end),)
        if not end.document:
            return self._by_id_alone(number, each, end)
        found = self.addresses.documents(number, end)
        units = self.digests.preferred(found.units, end.hashes)
        if not units:
            iri = f"{end.document}#{end.element}" if end.element else end.document
            if pairs := self.addresses.defined(number, iri):
                return self._defined(number, each, end, pairs)
            self._note(number, each, end, "is not among the files given; give that BOM too")
            return ()
        if found.revision is not None:
            given = ", ".join(sorted({self.documents[u].revision or "none" for u in units}))
            self._note(
                number, each, end,
                f"names version {shown(found.revision)}, given is version {given}; "
                "give the version that is meant",
            )  # fmt: skip
        if len({self.documents[u].sha256 for u in units}) > 1:
            self._note(number, each, end, "may mean several of the files given; give one of them")
        nodes: list[int] = []
        for unit in units:
            for fault in self.digests.faults(unit, end.hashes):
                self._note(number, each, end, fault)
            nodes += self._element(number, each, end, unit)
        return tuple(nodes)

    def _by_id_alone(self, number: int, each: Link, end: Elsewhere) -> tuple[int, ...]:
        """An id that is unique in the world: of SPDX 3, or another format's as an IRI."""
        if pairs := self.addresses.everywhere(number, end.element):
            return self._defined(number, each, end, pairs)
        document, _, element = end.element.partition("#")
        other = replace(end, document=document, element=element)
        if not self.addresses.documents(number, other).units and end.location:
            # a file of another format has no such id: at its location it is meant as a whole
            document, _, element = end.location.partition("#")
            other = replace(end, document=document, element=element)
            units = self.addresses.documents(number, other).units
            if any(self.addresses.has_iris(unit) for unit in units):
                other = replace(end, document="")
        if other.document and self.addresses.documents(number, other).units:
            return self._end(number, each, other)
        self._note(number, each, end, "is in none of the files given; give that BOM too")
        return ()

    def _defined(
        self, number: int, each: Link, end: Elsewhere, pairs: list[tuple[int, int]]
    ) -> tuple[int, ...]:
        """The nodes of an id that is unique in the world, by where it is defined."""
        units = self.digests.preferred(tuple(dict.fromkeys(u for u, _ in pairs)), end.hashes)
        chosen = [pair for pair in pairs if pair[0] in units]
        if len({self._identity(unit, position) for unit, position in chosen}) > 1:
            self._note(
                number, each, end,
                "is defined differently in several of the files given; give one of them",
            )  # fmt: skip
        for unit, position in chosen:
            for fault in self.digests.faults(unit, end.hashes):
                if not self._is_own_digest(unit, position, end.hashes):
                    self._note(number, each, end, fault)
        return tuple(
            self.assembly.root(unit)
            if position == self.addresses.WHOLE
            else self.assembly.node(unit, position)
            for unit, position in chosen
            if position != self.addresses.NO_COMPONENT
        )

    def _identity(self, unit: int, position: int) -> object:
        """What two definitions of one component must have in common; a file for itself."""
        if position < 0:
            return self.documents[unit].sha256
        c = self.documents[unit].components[position]
        return c.name, c.version, c.kind, c.purl, frozenset(c.hashes)

    def _is_own_digest(self, unit: int, position: int, hashes: tuple[tuple[str, str], ...]) -> bool:
        """Whether what is stated are digests of the component, not of the file about it."""
        if position < 0:
            return False
        own = {comparable(pair) for pair in self.documents[unit].components[position].hashes}
        return not own.isdisjoint(map(comparable, hashes))

    def _element(self, number: int, each: Link, end: Elsewhere, unit: int) -> tuple[int, ...]:
        if not end.element:
            return (self.assembly.root(unit),)
        found = self.addresses.element(unit, end.element)
        if found is None:
            where = shown(self.documents[unit].path)
            self._note(number, each, end, f"is not in {where}; get the version that has it")
            return ()
        if found == self.addresses.WHOLE:
            return (self.assembly.root(unit),)
        return () if found == self.addresses.NO_COMPONENT else (self.assembly.node(unit, found),)

    def _note(self, number: int, each: Link, end: Elsewhere, what: str) -> None:
        self.doubtful.add((number, each.place))
        self.notes[number].add(
            _KIND,
            f"{_WHAT[each.kind]} is in another BOM: {shown(end.written)} {what}",
            each.place,
            hides=True,
        )

    # -- what cannot be used -------------------------------------------------------------------

    def _drop_circles(self) -> None:
        """Leave out every link of a circle: which of them is wrong, nobody can tell."""
        size = len(self.documents) + self.assembly.size
        if not self.edges:
            return
        below: list[list[int]] = [[] for _ in range(size)]
        for node, parents in enumerate(self._parents_without_links()):
            for parent in parents:
                below[parent].append(node)
        for outer, inner in self.edges:
            below[outer].append(inner)
        circle = strong_components(below)
        for outer, inner in [edge for edge in self.edges if circle[edge[0]] == circle[edge[1]]]:
            number, each = self.edges.pop((outer, inner))
            self.notes[number].add(
                "circular references to other BOMs",
                "BOMs contain each other, directly or by others; this reference is not used, "
                "correct one of them",
                each.place,
                hides=True,
            )

    def _parents_without_links(self) -> list[tuple[int, ...]]:
        return Assembly(self.assembly.units).parents

    def _drop_too_deep(self) -> None:
        """Leave out links to what would stand deeper than a single file may nest."""
        levels = self._levels()
        deepest = self.limits.max_nesting_depth + 1
        for outer, inner in [edge for edge in self.edges if levels[edge[1]] > deepest]:
            number, each = self.edges.pop((outer, inner))
            self.notes[number].add(
                "components too deep",
                f"with the BOMs that contain it, more than {deepest - 1} levels deep "
                "(limits.max_nesting_depth); this reference is not used",
                each.place,
                hides=True,
            )

    def _levels(self) -> list[int]:
        """How many components stand above each node, itself included; 0 within a circle."""
        parents = [list(each) for each in self._parents_without_links()]
        for outer, inner in self.edges:
            parents[inner].append(outer)
        below: list[list[int]] = [[] for _ in parents]
        for node, above in enumerate(parents):
            for parent in above:
                below[parent].append(node)
        levels, open_ = [0] * len(parents), [len(above) for above in parents]
        waiting = [node for node, count in enumerate(open_) if not count]
        while waiting:
            node = waiting.pop()
            levels[node] += node < self.assembly.size
            for child in below[node]:
                levels[child] = max(levels[child], levels[node])
                open_[child] -= 1
                if not open_[child]:
                    waiting.append(child)
        return levels
