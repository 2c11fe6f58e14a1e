"""Workbooks of Excel 5 to 2003: cells as they are shown, structure, and what tries to deceive."""

from __future__ import annotations

import io
import os
import struct
import time
from pathlib import Path
from random import Random

import pytest
import python_calamine
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.parity.to_xls import Cell, compound, record, shared_texts, text, workbook, xls_of
from tests.readers.test_type_confusion import outcome
from tests.readers.workbooks import hiding, messages

from vcs_check.errors import InputError, MalformedError, NotABomError
from vcs_check.inventory.document import Document
from vcs_check.limits import DEFAULT_LIMITS, Limits
from vcs_check.readers import looks_like_bom, read_bom
from vcs_check.sheets.old_workbook import OldWorkbook

HEADER: list[Cell] = ["Designator", "MPN", "Manufacturer", "Quantity"]
TABLE: list[list[Cell]] = [HEADER, ["R1", "RC-1", "Example Works", 2.0]]
SMALL = xls_of(TABLE)


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Document:
    return read_bom(data, "bom.xls", limits)


def refusal(data: bytes, limits: Limits = DEFAULT_LIMITS) -> InputError:
    with pytest.raises(InputError) as caught:
        read(data, limits)
    return caught.value


def with_records(*records: bytes, table: list[list[Cell]] | None = None) -> bytes:
    stream = workbook({"BOM": table or TABLE}, lambda _: b"".join(records))
    return compound({"Workbook": stream})


def test_a_row_becomes_a_component_at_its_cell() -> None:
    document = read(SMALL)
    (component,) = document.components
    assert document.format == "xls"
    assert (component.source, component.part_number, component.quantity) == ("BOM!A2", "RC-1", "2")
    assert [claim.name for claim in component.parties] == ["Example Works"]
    assert looks_like_bom(SMALL)


CELLS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.integers(-(10**9), 10**9).map(float),
    st.booleans(),
)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=8), st.integers(20, 400))
@example([["00000", "Ā"]], 20)  # the characters begin in the next record
@example([["00000", "Ā", "0"]], 20)
def test_every_cell_is_what_another_reader_finds(table: list[list[Cell]], most: int) -> None:
    data = compound({"Workbook": workbook({"A": table}, most=most)})
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    theirs = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    (sheet,) = OldWorkbook(data, "a", DEFAULT_LIMITS).sheets()
    found = {(r.number - 1, c): said for r in sheet.rows for c, said in r.cells.items()}
    for number, row in enumerate(theirs):
        for column, cell in enumerate(row):
            mine = found.pop((number, column), "")
            if isinstance(cell, bool):
                assert mine == str(cell).lower()
            elif isinstance(cell, float):
                assert float(mine) == pytest.approx(cell, rel=1e-14)
            else:
                assert mine == str(cell).strip()
    assert not found


def test_numbers_are_read_as_they_are_shown() -> None:
    def number(column: int, value: float, style: int) -> bytes:
        return record(0x203, struct.pack("<HHHd", 2, column, style, value))

    def rk(column: int, value: int) -> bytes:
        return record(0x27E, struct.pack("<HHHI", 2, column, 15, value & 0xFFFFFFFF))

    several = struct.pack("<HH", 2, 4) + struct.pack("<HI", 15, 7 << 2 | 2) * 2
    data = with_records(
        number(0, 42, 16), number(1, 46143, 17), rk(2, (-150 << 2) | 3), rk(3, 5 << 2 | 2),
        record(0xBD, several + struct.pack("<H", 5)), number(6, 1.25, 15), number(7, 1e300, 15),
    )  # fmt: skip
    (sheet,) = OldWorkbook(data, "a", DEFAULT_LIMITS).sheets()
    row = list(sheet.rows)[-1]
    assert list(row.cells.values()) == [
        "0042", "2026-05-01", "-1.5", "5", "7", "7", "1.25", "1e+300",
    ]  # fmt: skip
    assert [each.value for each in row.odd.values()] == ["date", "rounded"]


def test_formulas_give_what_was_calculated() -> None:
    def formula(column: int, result: bytes) -> bytes:
        return record(0x06, struct.pack("<HHH", 2, column, 15) + result + bytes(8))

    said = record(0x207, text("Example")) + record(0x0A00)
    data = with_records(
        formula(0, b"\0\0\0\0\0\0\xff\xff"), said,
        formula(1, b"\1\0\1\0\0\0\xff\xff"), formula(2, b"\2\0\x2a\0\0\0\xff\xff"),
        formula(3, b"\3\0\0\0\0\0\xff\xff"), formula(4, struct.pack("<d", 2.5)),
    )  # fmt: skip
    (sheet,) = OldWorkbook(data, "a", DEFAULT_LIMITS).sheets()
    row = list(sheet.rows)[-1]
    assert row.cells == {0: "Example", 1: "true", 4: "2.5"}
    assert [(column, odd.value) for column, odd in row.odd.items()] == [(2, "error")]


def test_hidden_and_merged_are_told_as_in_newer_workbooks() -> None:
    more: list[list[Cell]] = [*TABLE, ["R2", "", "", 1.0]]
    document = read(
        with_records(
            record(0x208, struct.pack("<HHHHHHHH", 1, 0, 4, 255, 0, 0, 0x20, 15)),
            record(0x7D, struct.pack("<HHHHHH", 2, 2, 0, 15, 1, 0)),
            record(0xE5, struct.pack("<HHHHH", 1, 1, 2, 2, 2)),
            table=more,
        )
    )
    assert [c.parties[0].name for c in document.components] == ["Example Works"] * 2
    said = messages(document)
    assert "1 rows are hidden" in said
    assert "hidden columns are read all the same: C" in said
    assert "merged down to row 3" in said


def test_every_sheet_is_read_but_hidden_ones() -> None:
    sheets = {"One": TABLE, "Two": TABLE, "Old": TABLE}
    document = read(compound({"Workbook": workbook(sheets, hidden=["Old"])}))
    assert [c.source for c in document.components] == ["One!A2", "Two!A2"]
    assert any("'Old'" in each for each in hiding(document))


def test_texts_in_a_code_page_are_read() -> None:
    def label(column: int, said: bytes) -> bytes:
        head = struct.pack("<HHHH", 0, column, 15, len(said))
        return record(0x204, head + said)

    begin = struct.pack("<HH", 0x500, 5) + bytes(4)
    names = ["型番", "メーカー", "数量", "リファレンス"]
    body = record(0x809, struct.pack("<HH", 0x500, 0x10) + bytes(4))
    body += b"".join(label(n, said.encode("cp932")) for n, said in enumerate(names))
    body += b"".join(
        record(0x204, struct.pack("<HHHH", 1, n, 15, 1) + b"A") for n in range(len(names))
    )
    body += record(0x0A)
    for page, works in ((932, True), (20127, False)):
        front = record(0x809, begin) + record(0x42, struct.pack("<H", page))
        entry = struct.pack("<IBBB", len(front) + 18, 0, 0, 3) + b"BOM"
        front += record(0x85, entry) + record(0x0A)
        data = compound({"Book": front + body})
        if works:
            assert [c.source for c in read(data).components] == ["BOM!A2"]
        else:
            assert isinstance(refusal(data), MalformedError)


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (compound({"WordDocument": b"x"}), NotABomError, "Word document"),
        (compound({"EncryptedPackage": b"x"}), NotABomError, "encrypted"),
        (compound({"Else": b"x"}), NotABomError, "without any workbook"),
        (compound({"Workbook": record(0x809, struct.pack("<HH", 0x600, 5)) + record(0x2F)}),
         NotABomError, "encrypted"),
        (compound({"Workbook": record(0x809, struct.pack("<HH", 0x200, 5)) + record(0x0A)}),
         MalformedError, "older than Excel 5"),
        (compound({"Workbook": record(0x809, struct.pack("<HH", 0x600, 5)) + record(0x0A)}),
         NotABomError, "without any sheet"),
        (compound({"Workbook": workbook({"A": TABLE}, lambda _: record(0x809, bytes(8)))}),
         MalformedError, "cut off"),
        (SMALL[:600], MalformedError, "damaged"),
        (SMALL[:100], MalformedError, "damaged"),
    ],
)  # fmt: skip
def test_what_is_no_whole_workbook_is_refused(
    data: bytes, kind: type[InputError], words: str
) -> None:
    error = refusal(data)
    assert type(error) is kind
    assert words in str(error)


def test_limits_hold() -> None:
    far = with_records(record(0x204, struct.pack("<HHH", 9, 1500, 15) + text("far")))
    assert "max_sheet_columns" in str(refusal(far))
    low = with_records(record(0x204, struct.pack("<HHH", 60_000, 3, 15) + text("low")))
    assert read(low).components
    assert "max_sheet_rows" in str(refusal(low, Limits(max_sheet_rows=50_000)))
    assert "max_sheet_cells" in str(refusal(SMALL, Limits(max_sheet_cells=7)))
    assert read(SMALL, Limits(max_sheet_cells=8)).components
    assert "max_string_chars" in str(refusal(SMALL, Limits(max_string_chars=12)))
    assert all(isinstance(refusal(data), InputError) for data in (far,))


def test_sheets_within_sheets_end_soon() -> None:
    begin = record(0x809, struct.pack("<HH", 0x600, 5) + bytes(12))
    count = 3000
    nested = record(0x809, bytes(8)) * count + record(0x0A) * count
    front = len(begin) + count * 14 + 4
    entries = b"".join(
        record(0x85, struct.pack("<IBB", front + 12 * n, 0, 0) + text(f"{n % 10}", "B")[:4])
        for n in range(count)
    )
    front_bytes = begin + entries + record(0x0A)
    shift = len(front_bytes) - front
    entries = b"".join(
        record(0x85, struct.pack("<IBB", front + shift + 12 * n, 0, 0) + text("1", "B"))
        for n in range(count)
    )
    data = compound({"Workbook": begin + entries + record(0x0A) + nested})
    started = time.process_time()
    assert "overlap" in str(refusal(data))
    assert time.process_time() - started < 2
    twice = record(0x85, struct.pack("<IBB", 4000, 0, 0) + text("1", "B")) * 2
    assert "two sheets are one" in str(refusal(compound({"Workbook": begin + twice})))


def test_a_number_of_texts_that_are_not_there_is_refused_at_once() -> None:
    huge = record(0xFC, struct.pack("<II", 0, 0xFFFFFFFF)) + record(0x0A)
    begin = record(0x809, struct.pack("<HH", 0x600, 5) + bytes(12))
    entry = record(0x85, struct.pack("<IBB", 0, 0, 0) + text("A", "B"))
    assert "texts are damaged" in str(refusal(compound({"Workbook": begin + entry + huge})))
    cut = shared_texts(["abc", "def"])[:-2]
    cut = struct.pack("<HH", 0xFC, len(cut) - 4) + cut[4:]
    broken = begin + entry + cut + record(0x0A)
    assert "texts are damaged" in str(refusal(compound({"Workbook": broken})))


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_changed_a_document_or_one_refusal_comes_out(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - no secret
    data = xls_of({"A": TABLE, "B": [*TABLE, ["C1", "Модем", "x", 1.0]]})
    for _ in range(400):
        changed = bytearray(data)
        for _ in range(random.choice((1, 1, 2, 5))):
            at = random.randrange(len(changed)) if random.random() < 0.5 else random.randrange(700)
            changed[at] = random.choice((0, 1, 0xFF, 0x7F, random.randrange(256)))
        if random.random() < 0.2:
            del changed[random.randrange(len(changed)) :]
        started = time.process_time()
        assert outcome(bytes(changed))
        assert time.process_time() - started < 2


@pytest.mark.skipif(not os.environ.get("VCS_CHECK_DATA"), reason="VCS_CHECK_DATA is not set")
def test_real_old_workbooks_say_what_another_reader_finds() -> None:
    folder = Path(os.environ["VCS_CHECK_DATA"]) / "corpora" / "spreadsheets"
    files = sorted(folder.rglob("*.xls"))
    assert files
    for path in files:
        data = path.read_bytes()
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in OldWorkbook(data, str(path), DEFAULT_LIMITS).sheets():
            rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            mine = {(r.number - 1, c): t for r in sheet.rows for c, t in r.cells.items()}
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        assert mine.get((number, column), "") == cell.strip()
                    elif isinstance(cell, float):
                        assert float(mine[number, column]) == cell
