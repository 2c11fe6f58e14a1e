"""What only workbooks have: sheets, hidden and merged cells, formulas, formats."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.readers.workbooks import hiding, messages, read, repacked, xlsx_of

from vcs_check.errors import MalformedError
from vcs_check.inventory.table_layout import TableLayout

HEADER: list[Any] = ["Designator", "Value", "MPN", "Manufacturer", "Version"]
ROWS: list[list[Any]] = [
    HEADER, ["U1", "modem", "XR25", "Example Radio", "1"], ["R1", "4k7", "RC0402", "", ""],
]  # fmt: skip
NOTES: list[list[Any]] = [["Rev", "Date", "What"], ["1", "May", "first"], ["2", "June", "second"]]
Change = Callable[[Any, Any], None]


def changed(change: Change, rows: list[list[Any]] = ROWS) -> bytes:
    return xlsx_of(rows, change)


def test_every_sheet_with_a_header_is_read() -> None:
    document = read(xlsx_of({"Top": ROWS, "Bottom": ROWS}))
    assert [c.source for c in document.components] == ["Top!A2", "Top!A3", "Bottom!A2", "Bottom!A3"]
    assert hiding(document) == []


def test_a_table_without_a_known_header_may_hide_parts_until_the_sheet_is_named() -> None:
    data = xlsx_of({"BOM": ROWS, "History": [["A", "B", "C"], *NOTES[1:], ["3", "July", "third"]]})
    assert "'History'" in hiding(read(data))[0]
    document = read(data, TableLayout(sheet="BOM"))
    assert len(document.components) == 2
    assert hiding(document) == []
    assert "'History'" in messages(document)


def test_a_sheet_with_a_few_words_is_noted_only() -> None:
    document = read(xlsx_of({"BOM": ROWS, "Cover": [["Example Telematics"], ["confidential"]]}))
    assert hiding(document) == []
    assert "'Cover'" in messages(document)


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(MalformedError, match=r"no sheet 'Parts'; there are 'BOM'"):
        read(xlsx_of(ROWS), TableLayout(sheet="Parts"))


def test_a_hidden_sheet_that_looks_like_a_bom_may_hide_parts() -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet.hide()
        book.worksheets()[1].activate()

    data = xlsx_of({"Old": ROWS, "New": ROWS}, change)
    document = read(data)
    assert [c.source for c in document.components] == ["New!A2", "New!A3"]
    assert "hidden sheet 'Old'" in hiding(document)[0]
    assert len(read(data, TableLayout(sheet="Old")).components) == 2


def test_hidden_rows_and_columns_are_read_and_noted() -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(3, 3, None, None, {"hidden": True})

    document = read(changed(change))
    assert len(document.components) == 2
    assert document.components[0].parties[0].name == "Example Radio"
    assert "1 rows are hidden" in messages(document)
    assert "D 'Manufacturer'" in messages(document)


def test_a_cell_merged_over_rows_counts_in_each() -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet.merge_range(1, 3, 2, 3, "Example Radio")

    document = read(changed(change))
    assert [c.parties[0].name for c in document.components] == ["Example Radio"] * 2
    assert "merged down to row 3" in messages(document)


def test_a_title_merged_over_columns_is_no_part() -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet.merge_range(3, 0, 3, 4, "Assembly of the upper side 2")

    document = read(changed(change))
    assert len(document.components) == 2
    assert hiding(document) == []
    assert "a title" in messages(document)


def test_a_header_merged_over_columns_heads_all_of_them() -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet.merge_range(0, 1, 0, 2, "Manufacturer")

    rows: list[list[Any]] = [["Name", "", "", "Qty"], ["modem", "Example One", "Example Two", 1]]
    (part,) = read(changed(change, rows)).components
    assert {claim.name for claim in part.parties} == {"Example One", "Example Two"}


def test_a_formula_that_was_never_calculated_may_hide_what_it_names() -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet.write_formula(1, 3, "=UPPER(A1)", None, "")

    data = changed(change)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.read("xl/worksheets/sheet1.xml").replace(b"<v></v>", b"")
    document = read(repacked(data, xl__worksheets__sheet1_xml=part))
    assert "never calculated" in hiding(document)[0]
    assert document.components[0].parties == ()


def test_a_calculated_formula_is_its_value() -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet.write_formula(1, 3, '="Example "&"Radio"', None, "Example Radio")

    assert read(changed(change)).components[0].parties[0].name == "Example Radio"


def test_an_error_names_nobody_and_is_noted_with_its_cell() -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet.write_formula(1, 3, "=VLOOKUP(1,A1,1)", None, "#N/A")

    document = read(changed(change))
    assert document.components[0].parties == ()
    assert "BOM!D2: an error in place of a value under 'Manufacturer'" in messages(document)


def test_a_date_in_place_of_a_version_is_noted() -> None:
    def change(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "d. mmm"})
        sheet.write_datetime(1, 4, datetime.datetime(2000, 4, 1), day)  # noqa: DTZ001

    document = read(changed(change))
    assert document.components[0].version == "2000-04-01"
    assert "BOM!E2: a date under 'Version'" in messages(document)


@pytest.mark.parametrize(
    ("value", "shown_as", "text"),
    [
        (626, "00000", "00626"), (626, "General", "626"), (4313.0, None, "4313"),
        (0.1, None, "0.1"), (1e5, None, "100000"), (2.5, "0.00", "2.5"),
        (123456789012345, None, "123456789012345"),
    ],
)  # fmt: skip
def test_numbers_are_texts_as_they_are_shown(value: float, shown_as: str | None, text: str) -> None:
    def change(book: Any, sheet: Any) -> None:
        style = book.add_format({"num_format": shown_as}) if shown_as else None
        sheet.write_number(1, 2, value, style)

    document = read(changed(change))
    assert document.components[0].part_number == text
    assert "rounded" not in messages(document)


def test_a_number_of_too_many_digits_is_noted() -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet.write_number(1, 2, 8.9014103211118516e18)

    assert "more digits than a spreadsheet keeps" in messages(read(changed(change)))


def test_other_prefixes_and_rich_texts_are_read_alike() -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet.write_rich_string(1, 3, "Example ", book.add_format({"bold": True}), "Radio")

    data = changed(change)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.read("xl/worksheets/sheet1.xml")
    for name in (b"worksheet", b"sheetData", b"row", b"c", b"v"):
        part = part.replace(b"<" + name + b" ", b"<x:" + name + b" ")
        part = part.replace(b"<" + name + b">", b"<x:" + name + b">")
        part = part.replace(b"</" + name + b">", b"</x:" + name + b">")
    part = part.replace(b"xmlns=", b"xmlns:x=", 1).replace(b"<x:x:", b"<x:")
    part = part[: part.index(b"</x:sheetData>")] + b"</x:sheetData></x:worksheet>"
    start = part.index(b"<x:sheetData>")
    head = part[: part.index(b">", part.index(b"<x:worksheet")) + 1]
    prefixed = repacked(data, xl__worksheets__sheet1_xml=head + part[start:])
    assert read(prefixed).components == read(data).components
    assert read(data).components[0].parties[0].name == "Example Radio"


_CELL = st.one_of(
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=12),
    st.integers(0, 10**9),
)


@settings(max_examples=60)
@given(st.lists(st.lists(_CELL, min_size=3, max_size=6), min_size=1, max_size=8))
def test_cells_are_those_that_another_library_reads(rows: list[list[Any]]) -> None:
    from vcs_check.containers.zipped import ZipArchive
    from vcs_check.limits import DEFAULT_LIMITS
    from vcs_check.sheets.workbook import Workbook

    texts = [[cell if isinstance(cell, int) else f"'{cell}" for cell in row] for row in rows]
    data = xlsx_of(texts)
    (sheet,) = Workbook(ZipArchive(data, "b", DEFAULT_LIMITS), DEFAULT_LIMITS).sheets()
    ours = {(row.number - 1, c): text for row in sheet.rows for c, text in row.cells.items()}
    theirs = python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python(False)
    expected = {
        (number, column): str(int(cell)) if isinstance(cell, float) else str(cell).strip()
        for number, row in enumerate(theirs)
        for column, cell in enumerate(row)
        if str(cell).strip()
    }
    assert ours == expected
