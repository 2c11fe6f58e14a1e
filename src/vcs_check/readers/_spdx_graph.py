"""Relationships of an SPDX document, once all its packages are known: parents, dependencies."""

from __future__ import annotations

from typing import Final

from vcs_check.errors import LimitError
from vcs_check.inventory.component import Component
from vcs_check.inventory.document import Document
from vcs_check.limits import Limits
from vcs_check.readers._notes import Notes, shown
from vcs_check.readers._spdx_relationships import Meaning, meaning_of

_NOBODY: Final = frozenset({"NOASSERTION", "NONE"})
_A_FIRST: Final = {
    Meaning.A_CONTAINS_B: True,
    Meaning.B_CONTAINS_A: False,
    Meaning.A_NEEDS_B: True,
    Meaning.B_NEEDS_A: False,
}


class SpdxGraph:
    """Collects relationships and turns them into parents, dependencies and signs."""

    def __init__(self, document: Document, notes: Notes, limits: Limits) -> None:
        self._document, self._notes, self._limits = document, notes, limits
        self._position_of_id: dict[str, int] = {}
        self._other_ids: set[str] = set()
        self.document_id = "SPDXRef-DOCUMENT"
        self._described: dict[int, None] = {}
        self._parents: dict[int, dict[int, None]] = {}
        self._signs: dict[int, dict[str, None]] = {}

    def identify(self, component: Component, position: int) -> None:
        """Remember the package's id, and note one that is taken."""
        first = self._position_of_id.setdefault(component.id, position)
        if first != position:
            other = self._document.components[first]
            self._notes.add(
                "duplicate ids",
                f"the id {shown(component.id)} also stands at {other.source}; "
                "both components are kept, references to it mean the first",
                component.source,
            )

    def know(self, spdx_id: str) -> None:
        """An element that is no package (file, snippet) but may be an end of a relationship."""
        self._other_ids.add(spdx_id)

    def has(self, spdx_id: str) -> bool:
        """Whether a package has this id."""
        return spdx_id in self._position_of_id

    def describes(self, spdx_id: str, place: str) -> None:
        """The document describes this element."""
        if (position := self._end(spdx_id, place, "described")) is not None:
            self._described[position] = None

    def relate(self, a: str, relationship_type: str, b: str, place: str) -> None:
        """Take in ``a TYPE b``; types that say nothing of composition are passed over."""
        meaning = meaning_of(relationship_type)
        if meaning is None:
            return
        if meaning in (Meaning.A_DESCRIBES_B, Meaning.B_DESCRIBES_A):
            who, what = (a, b) if meaning is Meaning.A_DESCRIBES_B else (b, a)
            if who == self.document_id:
                self.describes(what, place)
            return
        if meaning in (Meaning.A_IS_MODIFIED, Meaning.B_IS_MODIFIED):
            end = a if meaning is Meaning.A_IS_MODIFIED else b
            position = self._position_of_id.get(end)
            if position is not None:
                sign = f"relationship/{relationship_type.strip().upper().replace('-', '_')}"
                self._signs.setdefault(position, {})[sign] = None
            return
        outer, inner = (a, b) if _A_FIRST[meaning] else (b, a)
        if meaning in (Meaning.A_NEEDS_B, Meaning.B_NEEDS_A):
            self._depend(outer, inner, place)
        else:
            self._contain(outer, inner, place)

    def _depend(self, outer: str, inner: str, place: str) -> None:
        components, edges = self._document.components, self._document.dependencies
        start, end = self._position_of_id.get(outer), self._position_of_id.get(inner)
        if start is not None and end is not None and not self._other_ids:  # the usual case
            edges.append((components[start].id, components[end].id))
            return
        start, end = self._end(outer, place, "dependency"), self._end(inner, place, "dependency")
        if inner.upper() in _NOBODY or outer.upper() in _NOBODY:
            return
        if outer in self._other_ids or inner in self._other_ids:
            return
        edges.append(
            (
                components[start].id if start is not None else outer,
                components[end].id if end is not None else inner,
            )
        )

    def _contain(self, outer: str, inner: str, place: str) -> None:
        if outer == self.document_id:
            self.describes(inner, place)
            return
        part, assembly = self._end(inner, place, "contained"), self._end(outer, place, "contained")
        if part is not None and assembly is not None:
            self._parents.setdefault(part, {})[assembly] = None

    def _end(self, spdx_id: str, place: str, what: str) -> int | None:
        position = self._position_of_id.get(spdx_id)
        if position is not None or spdx_id in self._other_ids or spdx_id == self.document_id:
            return position
        if spdx_id.upper() == "NOASSERTION":
            self._notes.add(
                "relationships of unknown completeness",
                f"the BOM does not say whether there are more {what} packages (NOASSERTION)",
                place,
            )
        elif spdx_id.upper() != "NONE":
            where = (
                "in another document" if spdx_id.startswith("DocumentRef-") else "not in this BOM"
            )
            self._notes.add(
                "relationships to unlisted packages",
                f"a relationship names {shown(spdx_id)}, which is {where}; "
                "list it, or give that BOM too",
                place,
                hides=True,
            )
        return None

    def finish(self) -> None:
        """Set subject, parents and signs of modification of the components."""
        components = self._document.components
        if len(self._described) == 1:
            subject = self._document.subject = next(iter(self._described))
            for position in range(len(components)):
                if position != subject and position not in self._parents:
                    self._parents[position] = {subject: None}
            self._parents.pop(subject, None)
        self._drop_cycles()
        shared: dict[tuple[int, ...], tuple[int, ...]] = {}
        for position, parents in self._parents.items():
            key = tuple(parents)
            components[position].parents = shared.setdefault(key, key)
        for position, signs in self._signs.items():
            components[position].modification_signs = tuple(signs)

    def _drop_cycles(self) -> None:
        """Take out each containment that closes a circle, and refuse one that is too deep.

        Walks from every package to its assemblies, iteratively; linear in the relationships.
        """
        levels: dict[int, int] = {}
        for start in list(self._parents):
            if start in levels:
                continue
            open_: dict[int, None] = {start: None}
            waiting = [(start, iter(tuple(self._parents.get(start, ()))))]
            while waiting:
                part, assemblies = waiting[-1]
                for assembly in assemblies:
                    if assembly in open_:
                        del self._parents[part][assembly]
                        self._note_cycle(part, assembly)
                    elif assembly not in levels:
                        open_[assembly] = None
                        waiting.append((assembly, iter(tuple(self._parents.get(assembly, ())))))
                        break
                else:
                    waiting.pop()
                    del open_[part]
                    above = self._parents.get(part, ())
                    levels[part] = 1 + max((levels[each] for each in above), default=0)
                    self._check_level(part, levels[part])

    def _check_level(self, position: int, level: int) -> None:
        if level > self._limits.max_nesting_depth + 1:
            raise LimitError(
                self._document.path,
                f"contained more than {self._limits.max_nesting_depth} levels deep "
                "(limits.max_nesting_depth); flatten the BOM",
                self._document.components[position].source,
            )

    def _note_cycle(self, part: int, assembly: int) -> None:
        components = self._document.components
        self._notes.add(
            "circular containment",
            f"{shown(components[part].name)} and {shown(components[assembly].name)} contain each "
            "other, directly or by others; one of the two statements is not used",
            components[part].source,
        )
