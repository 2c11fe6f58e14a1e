"""From XPaths as the readers write them to the line and column of the start tag."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from xml.parsers import expat

from vcs_check.readers import _xml
from vcs_check.readers._content import Content

_STEP: Final = re.compile(r"([^\[\]]+)(?:\[(\d+)\])?", re.ASCII)


def xml_starts(content: Content, paths: Iterable[str]) -> dict[str, tuple[int, int]]:
    """``(line, column)`` of the element that each path leads to, both from 1.

    A step is a local name with its number among the siblings of that name; without a number,
    the first of them is meant. Only elements of the root's namespace are counted. Paths that
    lead nowhere are left out.

    Raises:
        InputError: a DOCTYPE, or no XML.
    """
    finder = _Finder(_xml.root_tag(content).rpartition(" ")[0], paths)
    data = content.data
    lines_before = data[: len(data) - len(data.lstrip())].count(b"\n")
    return finder.find(_xml.source(content), lines_before)


class _Finder:
    def __init__(self, namespace: str, paths: Iterable[str]) -> None:
        self.prefix = f"{namespace} " if namespace else ""
        self.wanted: dict[tuple[tuple[str, int], ...], list[str]] = {}
        for path in paths:
            steps = [_STEP.fullmatch(step) for step in path.split("/")[1:]]
            key = tuple((step[1], int(step[2] or 1)) for step in steps if step is not None)
            self.wanted.setdefault(key, []).append(path)
        self.on_the_way = {key[:depth] for key in self.wanted for depth in range(len(key) + 1)}
        self.here: tuple[tuple[str, int], ...] = ()
        self.counts: list[dict[str, int]] = [{}]
        self.beside = 0
        """Elements around that lead to nothing wanted."""
        self.found: dict[str, tuple[int, int]] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def find(self, data: bytes | str, lines_before: int) -> dict[str, tuple[int, int]]:
        self.parser.Parse(data, True)
        return {path: (line + lines_before, col) for path, (line, col) in self.found.items()}

    def _start(self, tag: str, _: object) -> None:
        if self.beside or not tag.startswith(self.prefix):
            self.beside += 1
            return
        name = tag[len(self.prefix) :]
        counts = self.counts[-1]
        counts[name] = counts.get(name, 0) + 1
        here = (*self.here, (name, counts[name]))
        if here not in self.on_the_way:
            self.beside = 1
            return
        self.here = here
        self.counts.append({})
        for path in self.wanted.get(here, ()):
            at = self.parser
            self.found[path] = (at.CurrentLineNumber, at.CurrentColumnNumber + 1)

    def _end(self, _: str) -> None:
        if self.beside:
            self.beside -= 1
        else:
            self.here = self.here[:-1]
            self.counts.pop()
