"""Workbooks and tables for tests, written by another hand than the reader's."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import xlsxwriter

from vcs_check.inventory.document import Document
from vcs_check.inventory.table_layout import NO_LAYOUT, TableLayout
from vcs_check.readers import read_bom

Cells = Sequence[Sequence[Any]]


def csv_of(rows: Cells, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_of(
    sheets: dict[str, Cells] | Cells, change: Callable[[Any, Any], None] | None = None
) -> bytes:
    """A workbook; ``change`` gets the book and its first sheet before they are written."""
    named = sheets if isinstance(sheets, dict) else {"BOM": sheets}
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    made = []
    for name, rows in named.items():
        sheet = book.add_worksheet(name)
        made.append(sheet)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None and value != "":
                    sheet.write(number, column, value)
    if change is not None:
        change(book, made[0])
    book.close()
    return buffer.getvalue()


def repacked(data: bytes, **parts: bytes | None) -> bytes:
    """A workbook with some parts replaced (``xl/workbook.xml`` as ``xl__workbook_xml``)."""
    changes = {
        name.replace("__", "/").replace("_xml", ".xml"): part for name, part in parts.items()
    }
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            part = changes.pop(info.filename, old.read(info))
            if part is not None:
                new.writestr(info.filename, part)
        for name, part in changes.items():
            if part is not None:
                new.writestr(name, part)
    return buffer.getvalue()


def read(data: bytes | Cells, layout: TableLayout = NO_LAYOUT) -> Document:
    if not isinstance(data, bytes):
        data = csv_of(data)
    return read_bom(data, "bom", layout=layout)


def hiding(document: Document) -> list[str]:
    return [note.message for note in document.notes if note.hides_components]


def messages(document: Document) -> str:
    return "\n".join(f"{note.place}: {note.message}" for note in document.notes)
