"""The cells of a workbook that came from outside, its archive checked before it is read.

A workbook of a few kilobytes can stand for gigabytes: by compression, by a cell far from all
others, by entities. A filled form or a register needs none of these, so they are refused.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Final

from vcs_check.errors import LimitError, MalformedError
from vcs_check.text import column_letters

_MOST_PARTS: Final = 200
_MOST_UNPACKED_BYTES: Final = 64 * 1024 * 1024
_MOST_ROWS: Final = 50_000
_MOST_COLUMNS: Final = 100
_PLACE: Final = re.compile(rb"""\br\s*=\s*["']([A-Z]*)(\d+)["']""")
_UNSAFE: Final = re.compile(rb"<!DOCTYPE|<[^>]*&#|<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8)", re.I)
_FAULTS: Final = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError)


@dataclass(frozen=True)
class Sheet:
    """One sheet as rows of values, from its first row and column on."""

    name: str
    rows: list[list[object]]

    def place(self, row: int, column: int) -> str:
        """``Products!F4`` for row 3 and column 5, both from 0."""
        return f"{self.name}!{column_letters(column)}{row + 1}"


def read_sheets(data: bytes, path: str) -> dict[str, Sheet]:
    """The sheets by name.

    Raises:
        LimitError: larger than a filled form can be.
        MalformedError: no workbook, or a damaged or dangerous one.
    """
    _check(data, path)
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return {
            name: Sheet(name, _from_the_corner(workbook.get_sheet_by_name(name)))
            for name in workbook.sheet_names
        }
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise MalformedError(path, f"a workbook that cannot be read: {error}") from None


def _from_the_corner(sheet: object) -> list[list[object]]:
    rows: list[list[object]] = sheet.to_python(skip_empty_area=False)  # type: ignore[attr-defined]
    return rows


def _check(data: bytes, path: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or len({p.filename for p in parts}) < len(parts):
                raise LimitError(path, f"more than {_MOST_PARTS} parts, or one of them twice")
            if sum(part.file_size for part in parts) > _MOST_UNPACKED_BYTES:
                raise LimitError(
                    path,
                    f"unpacked more than {_MOST_UNPACKED_BYTES} bytes, far from any form or "
                    "register",
                )
            if any(part.flag_bits & 1 for part in parts):
                raise MalformedError(path, "an encrypted workbook; save it without a password")
            for part in parts:
                content = archive.read(part)
                if part.filename.lower().endswith((".xml", ".rels")):
                    _check_part(content, part.filename, path)
    except _FAULTS as error:
        raise MalformedError(path, f"no workbook (.xlsx), or a damaged one: {error}") from None


def _check_part(content: bytes, name: str, path: str) -> None:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content or _UNSAFE.search(content):
        raise MalformedError(path, "a workbook as no spreadsheet program writes it", name)
    if "worksheets" not in name:
        return
    for letters, digits in _PLACE.findall(content):
        column = 0
        for letter in letters[:4]:
            column = column * 26 + letter - ord("A") + 1
        if len(digits) > 7 or int(digits) > _MOST_ROWS or column > _MOST_COLUMNS:
            raise LimitError(path, "a cell far from all that a form or register has", name)
