"""The Department of Defense's list of Chinese military companies (section 1260H), as a table.

The Department publishes a PDF only. Read is the table that is made from it, with the columns
``Name``, ``Clean Name``, ``Alias``, ``Previous Name``, ``Parent Name``, ``Note``, ``Start date``,
``End date`` and ``Source Url`` in any order and case; ``Name`` and one of its own are needed.
An entry whose end date has passed is no longer on the list: editions take companies off again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from vcs_check.errors import MalformedError
from vcs_check.origin.csv_rows import header_of, rows
from vcs_check.origin.data_file import DataFile
from vcs_check.origin.listing import list_register
from vcs_check.origin.party import ListEntry, Register
from vcs_check.origin.wanted import Wanted
from vcs_check.text import BomText

_TITLE: Final = "DoD list of Chinese military companies (section 1260H)"
_OF_THE_LIST: Final = frozenset({"clean name", "previous name", "parent name"})
_OTHER_NAMES: Final = ("clean name", "alias", "previous name")
_BETWEEN_NAMES: Final = re.compile(r"[;|\n]")


def recognises(head: bytes, path: str) -> bool:
    """By the column of names, and one that only this list has."""
    columns = {_column(name) for name in header_of(head)}
    return "name" in columns and not columns.isdisjoint(_OF_THE_LIST)


def select(files: Sequence[DataFile], wanted: Wanted) -> tuple[Register, ...]:
    """The entries that are asked for, one register a file.

    Raises:
        MalformedError: no valid CSV, or a date that is none; with the line.
    """
    return tuple(list_register(file, _TITLE, _entries(file), wanted) for file in files)


def _entries(file: DataFile) -> Iterator[ListEntry | None]:
    for place, cells in rows(file):
        row = {_column(name): text.strip() for name, text in cells.items()}
        name = row.get("name", "")
        if not name:
            raise MalformedError(file.path, "'Name' is empty", place)
        aliases = [
            part.strip()
            for column in _OTHER_NAMES
            for part in _BETWEEN_NAMES.split(row.get(column, ""))
        ]
        parent = row.get("parent name", "")
        yield ListEntry(
            name=BomText(name),
            list_name="section 1260H" + (f", below {parent}" if parent else ""),
            entry=place,
            aliases=tuple(dict.fromkeys(BomText(alias) for alias in aliases if alias)),
            since=_day(row, "start date", file.path, place),
            until=_day(row, "end date", file.path, place),
        )


def _column(name: str) -> str:
    return " ".join(name.lower().replace("_", " ").split())


def _day(row: Mapping[str, str], column: str, path: str, place: str) -> date | None:
    text = row.get(column, "")
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        raise MalformedError(
            path, f"{column} is {text!r}, which is not a date such as 2026-03-02", place
        ) from None
