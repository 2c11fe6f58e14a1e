"""What has to be remembered of GLEIF's files until it is known whose it is, as small as may be.

Level 1 is streamed once, so whoever is a parent anywhere is kept aside until all names were seen.
Half a million relations and as many parents are 60 to 80 MB here; as dictionaries of objects they
were 400 MB.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

import msgspec

from vcs_check.origin.gleif_parties import Entity

_LEI: Final = 20
_BATCH: Final = 256
"""Records that are packed together: one is asked for rarely, and then costs a millisecond."""
_ENCODE: Final = msgspec.msgpack.Encoder().encode
_DECODE: Final = msgspec.msgpack.Decoder(list[Entity]).decode


class Relations:
    """Relations of level 2, one text each, ``CHILD PARENT`` and the rest, sorted at the end."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self.parents: list[str] = []
        """LEIs of all end nodes, sorted."""

    def add(self, child: str, rest: str) -> None:
        """One more relation; ``rest`` begins with the parent's LEI."""
        self._lines.append(f"{child} {rest}")

    def complete(self) -> None:
        """All are in: sort them, keeping the order of the file for each child."""
        self._lines.sort(key=_child)
        self.parents = sorted({line[_LEI + 1 : 2 * _LEI + 1] for line in self._lines})

    def of(self, child: str) -> list[str]:
        """What is told of a child, in the order of the file."""
        at = bisect_left(self._lines, child, key=_child)
        found = []
        while at < len(self._lines) and self._lines[at].startswith(child):
            found.append(self._lines[at][_LEI + 1 :])
            at += 1
        return found

    def is_parent(self, lei: str) -> bool:
        """Whether the entity stands above any other."""
        at = bisect_left(self.parents, lei)
        return at < len(self.parents) and self.parents[at] == lei

    def children(self) -> Iterator[str]:
        """Everybody who has somebody above."""
        return map(_child, self._lines)


def _child(line: str) -> str:
    return line[:_LEI]


class Aside:
    """Entities that are parents of somebody, packed until one of them is needed.

    Args:
        leis: of all that may be put aside, sorted.
    """

    def __init__(self, leis: list[str]) -> None:
        self._leis = leis
        self._batch_of = array("I", bytes(4 * len(leis)))
        self._batches: list[bytes] = []
        self._open: list[Entity] = []

    def put(self, entity: Entity) -> None:
        """Keep one; a later record of the same LEI counts in its place."""
        self._open.append(entity)
        self._batch_of[bisect_left(self._leis, entity.lei)] = len(self._batches) + 1
        if len(self._open) == _BATCH:
            self._batches.append(zlib.compress(_ENCODE(self._open), 1))
            self._open = []

    def get(self, lei: str) -> Entity | None:
        """The entity, if it was put aside."""
        at = bisect_left(self._leis, lei)
        if at == len(self._leis) or self._leis[at] != lei or not self._batch_of[at]:
            return None
        number = self._batch_of[at] - 1
        batch = self._open
        if number < len(self._batches):
            batch = _DECODE(zlib.decompress(self._batches[number]))
        return next((entity for entity in reversed(batch) if entity.lei == lei), None)
