"""Levels, outline numbers and parent columns of a table, turned into what is inside what."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from vcs_check.inventory.document import Document
from vcs_check.readers._notes import Notes, shown
from vcs_check.text import folded

_OUTLINE: Final = re.compile(r"\d+(?:\.\d+)+\.?|\d+\.?", re.ASCII)
_WHOLE: Final = re.compile(r"\d+(?:\.0+)?", re.ASCII)
_LEVEL: Final = re.compile(r"(?:level|lvl|ebene|stufe|l)?[\s.:_-]*(\d{1,4})(?:\.0+)?", re.I | re.A)
_MARKS: Final = re.compile(r"[.+*>\-\s]+")
_SEVERAL: Final = re.compile(r"\s*[,;|\n]\s*")
_MAX_MATCHES: Final = 20
"""Assemblies that one name of a parent may mean; more say nothing."""


class Line(Struct, gc=False):
    """What one row says of its place in the structure."""

    position: int
    source: str
    level: str = ""
    item: str = ""
    parent: str = ""
    names: tuple[str, ...] = ()
    """What others may call it as their parent: id, part numbers, item, name; best first."""


class Nesting:
    """The lines of one table, in order."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._lines: list[Line] = []

    def add(self, line: Line) -> None:
        """The next row of the table."""
        self._lines.append(line)

    def settle(self, parents: dict[int, dict[int, None]]) -> bool:
        """Add what is inside what to ``parents``; whether the table says so at all."""
        lines = self._lines
        if any(line.parent for line in lines):
            self._by_name(parents)
            return True
        if any(line.level for line in lines):
            levels = [line.level for line in lines]
            if _is_outline(levels):
                self._by_outline(levels, parents)
            else:
                self._by_level(levels, parents)
            return True
        items = [line.item for line in lines]
        if _is_outline(items):
            self._by_outline(items, parents)
            return True
        return any(line.names for line in lines)  # a column of parents, and nothing in it

    def _by_level(self, levels: list[str], parents: dict[int, dict[int, None]]) -> None:
        above: list[tuple[int, int]] = []
        for line, said in zip(self._lines, levels, strict=True):
            level = _level(said)
            if not said and not line.item and above:
                # another source of the part above it: a row without number and level
                parents[line.position] = dict(parents.get(above[-1][1], ()))
                continue
            if level is None:
                self._lost(line, f"the level {shown(said)} is no level" if said else "no level")
                continue
            while above and above[-1][0] >= level:
                above.pop()
            if above:
                parents[line.position] = {above[-1][1]: None}
                if level > above[-1][0] + 1:
                    self._lost(line, f"level {level} follows level {above[-1][0]}")
            above.append((level, line.position))

    def _by_outline(self, numbers: list[str], parents: dict[int, dict[int, None]]) -> None:
        known: dict[str, int] = {}
        for line, said in zip(self._lines, numbers, strict=True):
            number = said.rstrip(".")
            if not _OUTLINE.fullmatch(said):
                self._lost(line, f"{shown(said)} is no outline number" if said else "no number")
                continue
            if number.endswith(".0") and number.count(".") == 1 and number[:-2] not in known:
                number = number[:-2]
            if number in known:
                self._notes.add(
                    "outline numbers that stand twice",
                    f"{shown(number)} stands twice; parts belong to the nearest above them",
                    line.source,
                )
            above = number.rpartition(".")[0]
            missing = above and above not in known
            while above and above not in known:
                above = above.rpartition(".")[0]
            if above:
                parents[line.position] = {known[above]: None}
            if missing:
                self._lost(line, f"there is no row {shown(number.rpartition('.')[0])} above it")
            known[number] = line.position

    def _by_name(self, parents: dict[int, dict[int, None]]) -> None:
        ranks = max((len(line.names) for line in self._lines), default=0)
        known: list[dict[str, list[int]]] = [{} for _ in range(ranks)]
        for line in self._lines:
            for rank, name in enumerate(line.names):
                if name:
                    found = known[rank].setdefault(folded(name), [])
                    if len(found) <= _MAX_MATCHES:
                        found.append(line.position)
        for line in self._lines:
            if not line.parent:
                continue
            found = _named(line.parent, known)
            if not found:
                for part in _SEVERAL.split(line.parent):
                    matches = _named(part, known)
                    found += matches
                    if part and not matches:
                        self._lost(line, f"its parent {shown(part)} is not in this table")
            if len(found) > _MAX_MATCHES:
                self._lost(line, f"more than {_MAX_MATCHES} rows are called {shown(line.parent)}")
                found = found[:_MAX_MATCHES]
            own = [position for position in found if position != line.position]
            if own:
                parents[line.position] = dict.fromkeys(own)

    def _lost(self, line: Line, why: str) -> None:
        self._notes.add(
            "rows without a place in the structure",
            f"{why}, so what it is part of, or a row above it, may be missing; correct the table",
            line.source,
            hides=True,
        )


def root_of(document: Document, parents: dict[int, dict[int, None]], start: int) -> int | None:
    """The row that all others of a table are inside of; None where there is not exactly one.

    Args:
        document: its components from ``start`` on are the table.
        parents: the assemblies of each part.
        start: position of the table's first component.
    """
    roots = [p for p in range(start, len(document.components)) if not parents.get(p)]
    return roots[0] if len(roots) == 1 else None


def _named(name: str, known: list[dict[str, list[int]]]) -> list[int]:
    said = folded(name)
    return next((list(names[said]) for names in known if said in names), [])


def _level(said: str) -> int | None:
    if found := _LEVEL.fullmatch(said.strip()):
        return int(found[1])
    marks = "".join(said.split())
    return len(marks) if marks and _MARKS.fullmatch(marks) else None


def _is_outline(numbers: list[str]) -> bool:
    """Whether these are outline numbers: one has a part behind a point that is not mere zeros."""
    said = [number for number in numbers if number]
    if not said or not any("." in number.rstrip(".") for number in said):
        return False
    outlines = [number for number in said if _OUTLINE.fullmatch(number)]
    if len(outlines) * 10 < len(said) * 9:
        return False
    return any(not _WHOLE.fullmatch(number.rstrip(".")) for number in outlines)
