"""The lists of the US Treasury's OFAC as CSV: SDN.CSV, ADD.CSV and ALT.CSV, and the CONS_ trio.

The files have no header. They belong together by the entry's number in their first column, and
``-0-`` stands for nothing. Addresses and other names without their SDN.CSV name nobody.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from typing import Final

from vcs_check.errors import MalformedError
from vcs_check.origin.countries import country_code
from vcs_check.origin.csv_rows import named_rows
from vcs_check.origin.data_file import DataFile
from vcs_check.origin.listing import list_register
from vcs_check.origin.party import ListEntry, Register
from vcs_check.origin.wanted import Wanted
from vcs_check.text import BomText

_PRIMARY: Final = (
    *("ent_num", "name", "type", "program", "title", "call_sign", "vess_type", "tonnage"),
    *("grt", "vess_flag", "vess_owner", "remarks"),
)
_ADDRESSES: Final = ("ent_num", "add_num", "address", "city", "country", "add_remarks")
_NAMES: Final = ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks")
_BY_COLUMNS: Final = {len(columns): columns for columns in (_PRIMARY, _ADDRESSES, _NAMES)}
_NOTHING: Final = "-0-"
_END_OF_FILE: Final = "\x1a"
_NUMBER: Final = re.compile(r"\s*\d+\s*")


def recognises(head: bytes, path: str) -> bool:
    """By the first line: a number, and as many cells as one of the three files has."""
    return bool(_columns(head))


def select(files: Sequence[DataFile], wanted: Wanted) -> tuple[Register, ...]:
    """The entries that are asked for: one register of the files that belong together.

    Raises:
        MalformedError: a row that is none of its file; with its line.
    """
    names: dict[str, list[BomText]] = {}
    countries: dict[str, list[str]] = {}
    primary = [file for file in files if _columns(file.head()) == _PRIMARY]
    for file in files:
        columns = _columns(file.head())
        if columns == _NAMES:
            for _, row in _rows(file, columns):
                names.setdefault(row["ent_num"], []).append(BomText(row["alt_name"]))
        elif columns == _ADDRESSES:
            for _, row in _rows(file, columns):
                if code := country_code(row["country"]):
                    countries.setdefault(row["ent_num"], []).append(code)
    if not primary:
        raise MalformedError(
            files[0].path,
            "other names or addresses without the list itself; give SDN.CSV (or CONS_PRIM.CSV) "
            "as well",
        )
    return tuple(
        list_register(file, "OFAC list", _entries(file, names, countries), wanted)
        for file in primary
    )


def _entries(
    file: DataFile, names: dict[str, list[BomText]], countries: dict[str, list[str]]
) -> Iterator[ListEntry]:
    for _, row in _rows(file, _PRIMARY):
        number = row["ent_num"]
        yield ListEntry(
            name=BomText(row["name"]),
            list_name=f"OFAC list ({row['program'] or 'no program'})",
            entry=number,
            aliases=tuple(dict.fromkeys(names.get(number, ()))),
            countries=tuple(dict.fromkeys(countries.get(number, ()))),
        )


def _rows(file: DataFile, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    for place, row in named_rows(file, columns):
        cells = {column: "" if (text := cell.strip()) == _NOTHING else text
                 for column, cell in row.items()}  # fmt: skip
        number = cells.get("ent_num", "")
        if number == _END_OF_FILE or number.lower() == "ent_num":
            continue
        if len(cells) < len(columns) or not number.isdecimal():
            raise MalformedError(
                file.path, f"{len(columns)} cells that begin with a number are expected", place
            )
        yield place, cells


def _columns(head: bytes) -> tuple[str, ...]:
    line = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("utf-8", "replace")
    try:
        cells = next(csv.reader([line.strip("\r")], strict=True), [])
    except csv.Error:
        return ()
    columns = _BY_COLUMNS.get(len(cells), ())
    if not columns or not (_NUMBER.fullmatch(cells[0]) or cells[0].strip().lower() == "ent_num"):
        return ()
    return columns
