"""The supplier register as a workbook: the columns of the CSV register in one or more sheets.

A sheet whose first row has a column ``name`` is read; any other is noted. A share between 0 and 1
in a cell that holds a number is refused, because a cell formatted as percent stores 60 % as 0.6.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

import msgspec

from vcs_check.errors import MalformedError
from vcs_check.origin.party import Register
from vcs_check.origin.register_csv import check_header, rows_to_register
from vcs_check.workbook import Sheet, read_sheets

_ZIP: Final = b"PK\x03\x04"
_SHARES: Final = frozenset({"voting_percent", "voting_percent_min", "voting_percent_max"})


def recognises(head: bytes, path: str) -> bool:
    """A zip archive that names the parts of a workbook, or is called one."""
    is_named = path.lower().endswith((".xlsx", ".xlsm"))
    return head.startswith(_ZIP) and (is_named or b"[Content_Types].xml" in head)


def read(data: bytes, path: str) -> Register:
    """The parties of a workbook; MalformedError with the sheet and row of the first fault."""
    rows: list[tuple[str, dict[str, str]]] = []
    notes: list[str] = []
    for sheet in read_sheets(data, path).values():
        header = [str(cell).strip() for cell in sheet.rows[0]] if sheet.rows else []
        while header and not header[-1]:
            header.pop()
        if "name" in header:
            check_header(header, path, sheet.place(0, 0))
            rows.extend(_rows(sheet, header, path))
        elif any(cell not in ("", None) for row in sheet.rows for cell in row):
            notes.append(f"{path}: the sheet {sheet.name!r} has no column 'name' and is not read")
    if not rows:
        notes.append(f"{path}: the workbook has no rows of parties")
    found = rows_to_register(iter(rows), path)
    return msgspec.structs.replace(found, notes=(*found.notes, *notes))


def _rows(sheet: Sheet, header: list[str], path: str) -> Iterator[tuple[str, dict[str, str]]]:
    for number, cells in enumerate(sheet.rows[1:], 1):
        texts = [_text(cell) for cell in cells]
        if not any(texts):
            continue
        place = sheet.place(number, 0)
        if any(texts[len(header) :]):
            raise MalformedError(path, f"more cells than the {len(header)} columns", place)
        for at, column in enumerate(header[: len(cells)]):
            if column in _SHARES:
                _refuse_fraction(cells[at], column, path, sheet.place(number, at))
        yield place, dict(zip(header, texts, strict=False))


def _text(cell: object) -> str:
    """What the cell would be in CSV."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell).strip()


def _refuse_fraction(cell: object, column: str, path: str, place: str) -> None:
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 0 < cell <= 1:
        raise MalformedError(
            path,
            f"{column} is {cell:g}, which may be {cell:g} % or {cell:.4g} of all "
            f"({cell * 100:.4g} %); format the cell as text and write the percentage",
            place,
        )
