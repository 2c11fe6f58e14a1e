"""Tables as rows of texts: delimited text and workbooks, without a thought of what they mean.

A cell is the text that a person would see in it, white space at its ends removed; what cannot
be a text (an error, a formula without its value) is told apart, never dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from msgspec import Struct, field

from vcs_check.text import BomText


class Oddity(StrEnum):
    """What is wrong with a cell of which the text is not all that there is to it."""

    ERROR = "error"
    """``#N/A``, ``#REF!``: what belongs there is not known."""
    NO_VALUE = "no value"
    """A formula that was never calculated."""
    DATE = "date"
    """A date, which a spreadsheet program also makes of ``4.0`` or ``1-2``."""
    ROUNDED = "rounded"
    """A number of more digits than a spreadsheet keeps."""


NOTHING_ODD: Final[dict[int, Oddity]] = {}


class Row(Struct, gc=False):
    """One row that is not empty."""

    number: int
    """As a spreadsheet program shows it: from 1, empty rows counted."""
    cells: dict[int, BomText]
    """Text by column (from 0); empty cells are left out."""
    odd: dict[int, Oddity] = NOTHING_ODD
    """Cells of which more is to be said, by column; errors and lost values are not in ``cells``."""
    hidden: bool = False
    extra_lines: int = 0
    """Line breaks within its cells, where each line looks like a row of its own."""


class Merge(Struct, frozen=True, gc=False):
    """Cells that are one cell; all bounds included, columns from 0, rows from 1."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


class Sheet(Struct, kw_only=True):
    """One table, read while it is iterated over."""

    name: str
    """Of the sheet; empty for delimited text."""
    rows: Iterator[Row]
    hidden: bool = False
    hidden_columns: set[int] = field(default_factory=set)
    """Complete once the first row has been read."""
    merges: tuple[Merge, ...] = ()
    width: int = 0
    """Columns that rows are expected to have; 0 where the file does not say."""
