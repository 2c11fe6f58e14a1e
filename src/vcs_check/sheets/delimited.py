"""Delimited text: RFC 4180 and what spreadsheet programs and design tools make of it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from vcs_check.errors import LimitError, MalformedError
from vcs_check.limits import Limits
from vcs_check.sheets import NOTHING_ODD, Oddity, Row, Sheet
from vcs_check.text import BomText

DELIMITERS: Final = (",", ";", "\t", "|")
ERRORS: Final = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#NV", "#BEZUG!", "#WERT!"}
)
"""What a spreadsheet program writes in place of a value that it could not calculate."""
_SEPARATOR_LINE: Final = re.compile(rb"sep=([,;\t|])\r?\n", re.IGNORECASE)


def sheet_of(data: bytes, delimiter: str, file: str, limits: Limits) -> Sheet:
    """The one table of a delimited text.

    Args:
        data: UTF-8 without mark: the whole file, or its beginning.
        delimiter: one of :data:`DELIMITERS`.
        file: the file's name, for messages.
        limits: rows, columns, cells and characters of a cell.

    Raises:
        MalformedError, LimitError: while the rows are iterated over; with the line.
    """
    return Sheet(name="", rows=_rows(data, delimiter, file, limits))


def stated_delimiter(data: bytes) -> str:
    """The delimiter of a first line ``sep=;``, as one program writes it; else empty."""
    found = _SEPARATOR_LINE.match(data)
    return found[1].decode() if found else ""


def _rows(data: bytes, delimiter: str, file: str, limits: Limits) -> Iterator[Row]:
    number = cells_read = 0
    most_cells, most_columns = limits.max_sheet_cells, limits.max_sheet_columns
    before = csv.field_size_limit(limits.max_string_chars)
    # strict: a quote that is never closed would swallow all that follows it
    lines = io.TextIOWrapper(io.BytesIO(data), "utf-8", newline="")
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = 0
    may_err = b"#" in data
    try:
        for fields in reader:
            number += 1
            lines_read, line = reader.line_num - line, reader.line_num
            if not fields:
                continue
            cells = {
                column: BomText(said)
                for column, cell in enumerate(fields)
                if cell and (said := cell.strip())
            }
            if not cells:
                continue
            cells_read += len(cells)
            if number > limits.max_sheet_rows:
                raise _too_many(file, "rows", limits.max_sheet_rows, number)
            if cells_read > most_cells:
                raise _too_many(file, "cells", most_cells, number)
            if next(reversed(cells)) >= most_columns:
                raise _too_many(file, "columns", most_columns, number)
            row = Row(number, cells)
            if lines_read > 1:
                row.extra_lines = _lines_like_rows(cells, delimiter, len(fields))
            if may_err and any(cell[0] == "#" for cell in cells.values()):
                row.odd = _taken_errors(cells)
            yield row
    except csv.Error as error:
        if "field larger" in str(error):
            raise LimitError(
                file,
                f"a cell of more than {limits.max_string_chars} characters "
                "(limits.max_string_chars); is a quote missing?",
                f"line {reader.line_num}",
            ) from None
        raise MalformedError(
            file,
            f"quotes that do not fit together ({error}); "
            "close each quote, and double those within a text",
            f"line {reader.line_num}",
        ) from None
    finally:
        csv.field_size_limit(before)


def _lines_like_rows(cells: dict[int, BomText], delimiter: str, width: int) -> int:
    """How many lines within one cell look like rows that a stray quote has swallowed."""
    wanted = max(2, width - 1)
    return sum(
        line.count(delimiter) >= wanted for cell in cells.values() for line in cell.split("\n")[1:]
    )


def _taken_errors(cells: dict[int, BomText]) -> dict[int, Oddity]:
    """Take error values out of the cells, and say where they stood."""
    wrong = [column for column, cell in cells.items() if cell in ERRORS]
    for column in wrong:
        del cells[column]
    return dict.fromkeys(wrong, Oddity.ERROR) if wrong else NOTHING_ODD


def _too_many(file: str, what: str, limit: int, number: int) -> LimitError:
    return LimitError(
        file,
        f"more than {limit} {what} (limits.max_sheet_{what}); split the table",
        f"row {number}",
    )
