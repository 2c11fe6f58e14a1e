"""Tables: quotes, delimiters, levels and parents that lead nowhere."""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final

from tests.hostile.corpus import Case, malformed, no_bom, reads, too_much
from tests.hostile.test_hostile_archives import BOOK, SHEET, changed, with_sheet
from tests.readers.workbooks import csv_of, repacked, xlsx_of

from vcs_check.errors import LimitError

HEADER: Final = ["Component ID", "Parent ID", "Name", "Manufacturer", "Type", "Version"]
LONG: Final = 1_000_001


def table(*rows: list[Any]) -> bytes:
    return csv_of([HEADER, *rows])


def row(number: object, parent: object = "", name: str = "a", *more: str) -> list[Any]:
    return [number, parent, name, *more]


def levels(*said: object) -> bytes:
    return csv_of([["Level", "Name", "Manufacturer"], *([level, "a", "b"] for level in said)])


DIGITS: Final = "9" * 5000
"""More than Python makes a number of."""


def cell(attributes: str, value: str = "9") -> bytes:
    return with_sheet(f'<row r="2"><c {attributes}><v>{value}</v></c></row>')


def sheet_xml() -> bytes:
    with zipfile.ZipFile(io.BytesIO(BOOK)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


def with_merge(place: str) -> bytes:
    merges = f'</sheetData><mergeCells count="1"><mergeCell ref="{place}"/></mergeCells>'
    return changed(sheet_xml(), b"</sheetData>", merges.encode())


def with_columns(last: str) -> bytes:
    columns = f'<cols><col min="1" max="{last}" hidden="1"/></cols><sheetData>'
    return changed(sheet_xml(), b"<sheetData>", columns.encode())


CASES: Final[dict[str, Case]] = {
    "a parent that is itself": reads(lambda: table(row(1, 1)), 1, None),
    "parents in a circle of 10,000": too_much(
        lambda: table(*(row(n, (n + 1) % 10_000) for n in range(10_000))), "max_nesting_depth"),
    "parents 66 deep": too_much(
        lambda: table(*(row(n, n - 1) for n in range(67))), "max_nesting_depth"),
    "levels 10,000 deep": too_much(lambda: levels(*range(10_000)), "max_nesting_depth"),
    "a level of a billion": reads(lambda: levels(0, 10**9), 2, None),
    "a level below all": reads(lambda: levels(0, -5), 2, None),
    "a level that is a word": reads(lambda: levels(0, "deep"), 2, None),
    "20,000 rows of one id": reads(lambda: table(*[row("x")] * 20_000), 20_000, None),
    "a formula": reads(lambda: table(row("=cmd|'/c calc'!A1", "", "=1+1")), 1, None),
    "a long cell": too_much(lambda: table(row(1, "", "a" * LONG)), "max_string_chars"),
    "a quote in the middle": reads(lambda: table(row(1)) + b'2,,a"b,c\n', 2, None),
    "nothing but quotes": no_bom(lambda: b'"' * 100_001, ""),
    "nothing but commas": no_bom(lambda: b"," * 1_000_000, ""),
    "NUL in a cell": no_bom(lambda: table(row(1, "", "a\0b")), ""),
    "a header of 200,000 words in 220 rows": no_bom(
        lambda: b"\n".join(b",".join(b"w%d;x%d\ty%d|z" % (r, c, c) for c in range(1000))
                           for r in range(220)), "without a header"),
    "a million texts in a row": no_bom(lambda: b"Name,MPN," * 333_333, "no BOM"),
    "6,000 headers": Case(
        lambda: b"".join(b"Name,MPN,Manufacturer,x%d\n" % n for n in range(6_000)),
        LimitError, "more than 5000 headers"),
    "a header twice": reads(lambda: csv_of([HEADER, HEADER, row(1)]), 1, None),
    "a hidden character": reads(lambda: table(row(1, "", "a\u202eb")), 1, "U+202E"),
    "a fact that is no word": malformed(
        lambda: csv_of([[*HEADER, "vcs:class"], [1, "", "a", "", "", "", "radio"]]), "vcs:class"),
    "a header with a circled number": reads(
        lambda: csv_of([[*HEADER, "Manufacturer ⓿", "MPN ²"], row(1, "", "a")]), 1, None),
    "a style of 5,000 digits": reads(lambda: cell(f'r="A2" s="{DIGITS}"'), 1, None),
    "a text of 5,000 digits": malformed(lambda: cell('r="A2" t="s"', DIGITS), "not there"),
    "a text before the first": malformed(lambda: cell('r="A2" t="s"', "-1"), "not there"),
    "a number of 5,000 digits": reads(lambda: cell('r="A2"', DIGITS), 1, None),
    "a row of 5,000 digits": too_much(
        lambda: with_sheet(f'<row r="{DIGITS}"><c r="A1"><v>9</v></c></row>'), "max_sheet_rows"),
    "merged cells of 5,000 digits": reads(
        lambda: repacked(BOOK, **{SHEET: with_merge(f"A1:A{DIGITS}")}), 1, None),
    "hidden columns of 5,000 digits": reads(
        lambda: repacked(BOOK, **{SHEET: with_columns(DIGITS)}), 1, None),
    "a workbook with parents in a circle": reads(
        lambda: xlsx_of([HEADER, row(1, 2), row(2, 1)]), 2, None),
    "a workbook with a long cell": reads(
        lambda: xlsx_of([HEADER, row(1, "", "a" * 30_000)]), 1, None),
    "a workbook with 20,000 rows of one id": reads(
        lambda: xlsx_of([HEADER, *[row("x")] * 20_000]), 20_000, None),
}  # fmt: skip
