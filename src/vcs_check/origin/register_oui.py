"""The IEEE registry of MAC address blocks, as CSV: to whom the beginning of an address belongs.

Read are the files that the IEEE publishes for MA-L, MA-M and MA-S (``Registry``, ``Assignment``,
``Organization Name``, ``Organization Address``), and the same without a header as ``prefix, name,
address, country``. The registrant is evidence of whose interface it is, with the country of the
address that stands there; nobody is cleared by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from vcs_check.errors import MalformedError
from vcs_check.origin.countries import is_country_code
from vcs_check.origin.csv_rows import header_of, named_rows
from vcs_check.origin.data_file import DataFile
from vcs_check.origin.party import MacBlock, Register
from vcs_check.text import BomText

_HEADER: Final = frozenset({"Registry", "Assignment", "Organization Name"})
_WITHOUT_HEADER: Final = ("Assignment", "Organization Name", "Organization Address", "Country")
_FIRST_CELL: Final = re.compile(rb"(?:\xef\xbb\xbf)?\"?[0-9A-Fa-f]{2}(?:[-:][0-9A-Fa-f]{2}){2}\"?,")
_PREFIX: Final = re.compile(r"[0-9A-F]{6}|[0-9A-F]{7}|[0-9A-F]{9}", re.ASCII)
_TITLE: Final = "IEEE registry of MAC address blocks"
_NOT_A_MAKER: Final = frozenset({"ieee registration authority", "private", ""})
"""Blocks that are divided among others, and registrants who are not named."""


def recognises(head: bytes, path: str) -> bool:
    """By the registry's columns, or a first cell such as ``10-E9-92``."""
    return header_of(head) >= _HEADER or _FIRST_CELL.match(head) is not None


def read(data: bytes, path: str) -> Register:
    """All blocks that are registered to somebody by name.

    Raises:
        MalformedError: no valid CSV, or an assignment that is no block; with its line.
    """
    file = DataFile.of_bytes(data, path)
    return Register(
        path=path,
        mac_blocks=tuple(_blocks(file)),
        sha256=file.sha256(),
        title=_TITLE,
        edition=file.day_in_name(),
    )


def _blocks(file: DataFile) -> Iterator[MacBlock]:
    columns = None if header_of(file.head()) >= _HEADER else _WITHOUT_HEADER
    for place, row in named_rows(file, columns):
        prefix = re.sub("[-:]", "", row.get("Assignment", "").strip()).upper()
        if not _PREFIX.fullmatch(prefix):
            raise MalformedError(
                file.path,
                f"Assignment is {row.get('Assignment', '')!r}, which is no block of 6, 7 or 9 "
                "hexadecimal digits",
                place,
            )
        name = row.get("Organization Name", "").strip()
        if name.lower() not in _NOT_A_MAKER:
            yield MacBlock(
                prefix=prefix,
                registrant=BomText(name),
                country=_country(row),
                source=f"{file.path}, {place}",
            )


def _country(row: Mapping[str, str]) -> str:
    """The code that ends the address, before a postal code if any; empty where there is none."""
    if "Country" in row:
        code = row["Country"].strip()
        return code if is_country_code(code) else ""
    for word in reversed(row.get("Organization Address", "").split()):
        if is_country_code(word):
            return word
        if not any(char.isdigit() for char in word):
            return ""
    return ""
