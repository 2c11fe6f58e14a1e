"""From the rows of a delimited text to its lines, which differ where a cell has line breaks."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection

from vcs_check.readers._content import Content
from vcs_check.readers.spreadsheet_csv import delimiter_of


def csv_lines(content: Content, rows: Collection[int]) -> dict[int, int]:
    """The first line of each row, both from 1. Rows that the text does not have are left out.

    The text must be one that the CSV reader has read.
    """
    found: dict[int, int] = {}
    last = max(rows, default=0)
    wanted = set(rows)
    before = csv.field_size_limit(content.limits.max_string_chars)
    lines = io.TextIOWrapper(io.BytesIO(content.data), "utf-8", newline="")
    reader = csv.reader(lines, delimiter=delimiter_of(content), strict=True)
    try:
        line = 1
        for number, _ in enumerate(reader, 1):
            if number in wanted:
                found[number] = line
            if number >= last:
                break
            line = reader.line_num + 1
    except csv.Error:  # it has changed since it was read
        pass
    finally:
        csv.field_size_limit(before)
    return found
