"""Where in its file a component stands: from the ``source`` of a component to line and column.

A report that points into a BOM asks for the few places that it names; reading a BOM for its
verdicts never pays for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce
from itertools import pairwise
from typing import Final

from msgspec import Struct

from vcs_check.limits import DEFAULT_LIMITS, Limits
from vcs_check.readers._content import Content
from vcs_check.readers._positions.json_spans import json_spans

_LINE: Final = re.compile(r"line (\d+)", re.ASCII)
_ROW: Final = re.compile(r"row (\d+)", re.ASCII)
_CELL: Final = re.compile(r".+!([A-Z]{1,3})(\d+)", re.ASCII | re.DOTALL)


class Position(Struct, frozen=True, order=True):
    """A place in a text file, both numbers from 1; columns in Unicode characters."""

    line: int
    column: int = 1


def positions_of(
    data: bytes, path: str, sources: Iterable[str], limits: Limits = DEFAULT_LIMITS
) -> dict[str, Position]:
    """The positions of the places that can be found; others are left out.

    Args:
        data: the bytes of the BOM, as :func:`~vcs_check.readers.read_bom` was given them.
        path: the file's name, for messages.
        sources: ``source`` of components: JSON pointers, XPaths, ``line N``, ``row N``, cells of
            a workbook, whose row and column stand for line and column.
        limits: as for reading.

    Raises:
        InputError: the bytes are no text that could be read as a BOM.
    """
    wanted = dict.fromkeys(sources)
    found = {source: Position(int(match[1])) for source in wanted if (match := _LINE.match(source))}
    for source in wanted:
        if match := _CELL.fullmatch(source):
            column = reduce(lambda number, letter: number * 26 + ord(letter) - 64, match[1], 0)
            found[source] = Position(int(match[2]), column)
    rows = {source: int(match[1]) for source in wanted if (match := _ROW.fullmatch(source))}
    if rows:
        from vcs_check.readers._positions.csv_lines import csv_lines

        lines = csv_lines(Content(data, path, limits), rows.values())
        found |= {source: Position(lines[n]) for source, n in rows.items() if n in lines}
    pointers = [source for source in wanted if source == "" or source.startswith("/")]
    if not pointers:
        return found
    content = Content(data, path, limits)
    if content.kind == "json":
        text = content.data.decode()
        starts = {p: start for p, (start, _) in json_spans(text, ("", *pointers)).items()}
        starts.setdefault("/", starts[""])  # how messages name the whole document
        found |= {p: at for p, at in _in_text(text, starts).items() if p in wanted}
    elif content.kind == "xml":
        from vcs_check.readers._positions.xml_starts import xml_starts  # expat, for XML only

        found |= {p: Position(*at) for p, at in xml_starts(content, pointers).items()}
    else:
        from vcs_check.readers._positions.yaml_starts import yaml_starts

        found |= {p: Position(*at) for p, at in yaml_starts(content, pointers).items()}
    return found


def _in_text(text: str, offsets: dict[str, int]) -> dict[str, Position]:
    """Offsets as positions; one pass over the text, however many there are."""
    found: dict[str, Position] = {}
    ordered = sorted(offsets.items(), key=lambda pair: pair[1])
    line, line_end = 1, -1
    for (_, before), (source, offset) in pairwise([("", 0), *ordered]):
        # only what lies between is looked at: a BOM written without line ends is one line
        if breaks := text.count("\n", before, offset):
            line += breaks
            line_end = text.rfind("\n", before, offset)
        found[source] = Position(line, offset - line_end)
    return found
