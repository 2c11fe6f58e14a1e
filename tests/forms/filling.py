"""Filling in a form as a supplier would: into the workbook's cells, or between the quotes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import python_calamine
import xlsxwriter

SIGNED: Final = {
    "company": "", "name": "A. Example", "position": "head of compliance", "day": "2026-11-01",
    "confirm": "yes",
}  # fmt: skip
Answer = Callable[[str, str], str]
"""The answer by subject (``company`` or an item's id) and field; empty: none."""
Owner = Mapping[str, str]


def sheets(data: bytes) -> dict[str, list[list[object]]]:
    """The cells of a workbook, by sheet."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    found: dict[str, list[list[object]]] = {}
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        found[name] = [list(row) for row in rows]
    return found


def saved(tables: Mapping[str, list[list[object]]]) -> bytes:
    """A workbook of these cells, as another program would save it."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    for name, rows in tables.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value not in ("", None):
                    sheet.write(number, column, value)
    book.close()
    return buffer.getvalue()


def fill_workbook(
    data: bytes,
    answer: Answer,
    *,
    signed: Mapping[str, str] = SIGNED,
    owners: tuple[Owner, ...] = (),
) -> bytes:
    """The form with answers, signature and owners."""
    tables = sheets(data)
    company = tables["Company"]
    for row in company:
        key = str(row[0])
        if key in signed:
            row[2] = signed[key] or row[2]
        elif key and key not in ("form", "program", "supplier", "request", "made on", "made by"):
            row[2] = answer("company", key)
    if owners:
        table = tables["Owners"]
        head = [str(cell) for cell in table[0]]
        for number, owner in enumerate(owners, 2):
            while len(table) <= number:
                table.append([""] * len(head))
            table[number] = [owner.get(key, "") for key in head]
    if "Products" in tables:
        table = tables["Products"]
        head = [str(cell) for cell in table[0]]
        for row in table[2:]:
            row.extend([""] * (len(head) - len(row)))
            for column, field in enumerate(head[6:], 6):
                if row[column] != "not asked":
                    row[column] = answer(str(row[0]), field)
    return saved(tables)


def fill_markdown(
    data: bytes,
    answer: Answer,
    *,
    signed: Mapping[str, str] = SIGNED,
    owners: tuple[Owner, ...] = (),
) -> bytes:
    """The same form, filled between the quotes of its block."""
    lines: list[str] = []
    table, item = "", ""
    for written in data.decode().split("\n"):
        line = written
        if found := re.fullmatch(r"\[+(\w+)\]+", line):
            table, item = found[1], "ALL" if found[1] == "all" else ""
            if table == "owner":
                continue
        elif table == "owner" and ' = ""' in line:
            continue
        elif found := re.match(r'([\w-]+) = "(.*?)"', line):
            key, value = found[1], found[2]
            if table == "signature":
                line = f'{key} = "{signed[key] or value}"'
            elif table == "company":
                line = f'{key} = "{answer("company", key)}"'
            elif key == "id":
                item = value
            elif table in ("product", "all"):
                line = f'{key} = "{answer(item, key)}"'
        if line == "```" and owners:
            for owner in owners:
                lines += ["[[owner]]", *(f'{key} = "{value}"' for key, value in owner.items())]
            owners = ()
        lines.append(line)
    return "\n".join(lines).encode()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one of its parts changed or added."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part.filename, change(content) if part.filename == name else content)
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return buffer.getvalue()


def only(folder: Path, pattern: str) -> Path:
    """The one file of a folder that fits."""
    (found,) = folder.glob(pattern)
    return found
