"""The same made-up parts as tables: a supplier's bill of materials as CSV and as XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import Final

import xlsxwriter
from benchmarks.boms import parts

_HEADER: Final = (
    "Level", "Part Number", "Description", "Manufacturer", "MPN", "Quantity", "Designator",
    "Value", "Supplier", "Footprint", "Country of Origin", "Remark",
)  # fmt: skip


def _rows(count: int) -> Iterator[tuple[str | int, ...]]:
    yield _HEADER
    for number, part in enumerate(parts(count)):
        yield (
            1 + (part.parent is not None), f"ACME-{number:06d}", part.description or part.name,
            f"{part.supplier} Components", f"{part.name[:12].upper()}-{number % 997:03d}",
            number % 5 + 1, f"R{number}, R{number + 1}", "10k", part.supplier, "R0402",
            part.country, "",
        )  # fmt: skip


def table_csv(count: int) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(_rows(count))
    return text.getvalue().encode()


def table_xlsx(count: int) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("BOM")
    for number, row in enumerate(_rows(count)):
        sheet.write_row(number, 0, row)
    book.close()
    return buffer.getvalue()


MAKERS: Final[dict[str, Callable[[int], bytes]]] = {"csv": table_csv, "xlsx": table_xlsx}
"""What makes a table of so many components, by the name of its format."""
