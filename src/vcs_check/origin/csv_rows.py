"""Rows of a CSV list or data set, streamed; columns are found by name, as lists change theirs."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from vcs_check.errors import MalformedError
from vcs_check.origin.data_file import DataFile

_HEADER_BYTES: Final = 64 * 1024


def header_of(head: bytes) -> frozenset[str]:
    """The names of the first line's columns; of bytes that are no CSV whatever stands there."""
    line = head[:_HEADER_BYTES].removeprefix(b"\xef\xbb\xbf").splitlines()[:1]
    columns = (column for part in line for column in part.split(b","))
    return frozenset(column.strip(b' "\r').decode("utf-8", "replace") for column in columns)


def rows(file: DataFile) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Each row after the header as ``(line N, {column: text})``.

    Raises:
        MalformedError: no CSV, or a row with more cells than the header; with the line.
    """
    yield from named_rows(file, None)


def named_rows(
    file: DataFile, columns: Sequence[str] | None
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """As :func:`rows`, with columns of the given names where the file has no header."""
    for place, cells, header in _cells(file, columns):
        yield place, dict(zip(header, cells, strict=False))


def picked_rows(file: DataFile, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The line and the cells of some columns only, for files of millions of rows.

    A column that the header does not have is an empty text in every row.
    """
    positions: list[int] | None = None
    for line, cells, header in _raw(file, None):
        if positions is None:
            known = {name: index for index, name in enumerate(header)}
            positions = [known.get(name, -1) for name in columns]
        size = len(cells)
        yield line, [cells[at] if 0 <= at < size else "" for at in positions]


def _cells(
    file: DataFile, columns: Sequence[str] | None
) -> Iterator[tuple[str, list[str], Sequence[str]]]:
    for line, cells, header in _raw(file, columns):
        if any(cell.strip() for cell in cells):
            yield f"line {line}", cells, header


def _raw(
    file: DataFile, columns: Sequence[str] | None
) -> Iterator[tuple[int, list[str], Sequence[str]]]:
    reader = csv.reader(file.lines(), strict=True)
    try:
        header = columns or [column.strip() for column in next(reader, [])]
        size, line = len(header), reader.line_num + 1
        for cells in reader:
            if len(cells) > size:
                raise MalformedError(
                    file.path, f"more cells than the {size} columns", f"line {line}"
                )
            yield line, cells, header
            line = reader.line_num + 1
    except csv.Error as error:
        raise MalformedError(
            file.path, f"not valid CSV: {error}", f"line {reader.line_num}"
        ) from None
