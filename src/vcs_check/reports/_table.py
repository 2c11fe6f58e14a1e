"""A table of texts for a terminal, and for a spreadsheet. Every cell is escaped here."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from vcs_check.reports._columns import columns, pad
from vcs_check.reports._escape import csv_cell, terminal

_GAP: Final = "  "
_LEAST: Final = 6
"""Columns of the narrowest cell of running text."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a terminal table."""

    heading: str
    share: int = 0
    """Parts of the width that is left, for running text; 0: as wide as its widest cell."""
    is_number: bool = False


def text_table(head: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """The lines of a table that fits into so many columns of a terminal.

    Raises:
        ValueError: a row has more or fewer cells than there are columns.
    """
    shown = [[terminal(cell) for cell in row] for row in rows]
    widths = [
        max([columns(column.heading), *(columns(cell) for cell in cells)])
        for column, cells in zip(head, _by_column(shown, len(head)), strict=True)
    ]
    fixed = sum(w for w, column in zip(widths, head, strict=True) if not column.share)
    left = width - fixed - len(_GAP) * (len(head) - 1)
    shares = sum(column.share for column in head)
    for number, column in enumerate(head):
        if column.share:
            widths[number] = max(_LEAST, min(widths[number], left * column.share // shares))
            left -= widths[number]
            shares -= column.share
    lines = []
    for row in ([column.heading for column in head], *shown):
        cells = [
            cell.rjust(wide) if column.is_number else pad(cell, wide)
            for cell, wide, column in zip(row, widths, head, strict=True)
        ]
        lines.append(_GAP.join(cells).rstrip())
    return lines


def _by_column(rows: Sequence[Sequence[str]], count: int) -> list[list[str]]:
    return [[row[number] for row in rows] for number in range(count)]


def csv_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """RFC 4180 with a byte order mark; no cell is taken for a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([csv_cell(cell) for cell in row] for row in rows)
    return ("\ufeff" + buffer.getvalue()).encode("utf-8", "backslashreplace")
