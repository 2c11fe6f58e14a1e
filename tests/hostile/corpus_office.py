"""Old workbooks: sectors that lead in circles, texts and sheets that are not there, many merges."""

from __future__ import annotations

import struct
from typing import Final

from tests.hostile.corpus import Case, malformed, no_bom, reads, too_much
from tests.parity.to_xls import compound, record, shared_texts, text, workbook, xls_of

TABLE: Final = [["Designator", "MPN", "Manufacturer"], ["R1", "RC-1", "Example Works"]]
BOOK: Final = xls_of(TABLE)
BEGIN: Final = record(0x809, struct.pack("<HH", 0x600, 5) + bytes(12))
ENTRY: Final = record(0x85, struct.pack("<IBB", 0, 0, 0) + text("A", "B"))
END: Final = record(0x0A)


def patched(at: int, *numbers: int) -> bytes:
    """The workbook with other numbers of four bytes from ``at`` on."""
    made = bytearray(BOOK)
    struct.pack_into(f"<{len(numbers)}I", made, at, *numbers)
    return bytes(made)


def in_circles() -> bytes:
    """Each sector is followed by itself."""
    at = len(BOOK) - 512
    return patched(at, *range(100))


def of(*records: bytes) -> bytes:
    return compound({"Workbook": BEGIN + b"".join(records) + END})


def with_records(*records: bytes, rows: int = 1) -> bytes:
    table = [TABLE[0], *TABLE[1:] * rows]
    return compound({"Workbook": workbook({"BOM": table}, lambda _: b"".join(records))})


def merged(columns: int) -> bytes:
    """Many columns, each merged over all rows, repeated by every row."""
    entries = b"".join(struct.pack("<HHHH", 1, 65535, 3 + n, 3 + n) for n in range(columns))
    more = b"".join(record(0x204, struct.pack("<HHH", 1, 3 + n, 15) + text("x"))
                    for n in range(columns))  # fmt: skip
    return with_records(more, record(0xE5, struct.pack("<H", columns) + entries), rows=12_000)


CASES: Final[dict[str, Case]] = {
    "sectors in circles": malformed(in_circles, "damaged"),
    "a directory that is not there": malformed(lambda: patched(48, 0x00FFFFFF), "damaged"),
    "four billion sectors of sectors": reads(lambda: patched(68, 0, 0xFFFFFFFF), 1),
    "sectors of sectors that are not there": malformed(lambda: patched(68, 0xFFFF, 5), "damaged"),
    "sectors of 2 to the power of 65": malformed(lambda: patched(30, 0x00060041), "damaged"),
    "the first 600 bytes": malformed(lambda: BOOK[:600], "damaged"),
    "the first bytes alone": malformed(lambda: BOOK[:8], "damaged"),
    "a megabyte of the mark": malformed(lambda: BOOK[:8] * 131_072, "damaged"),
    "an encrypted workbook": no_bom(lambda: of(record(0x2F), ENTRY), "encrypted"),
    "an encrypted archive": no_bom(lambda: compound({"EncryptedPackage": b"x"}), "encrypted"),
    "a message": no_bom(lambda: compound({"__properties_version1.0": b"x"}), "without any"),
    "four billion texts": malformed(
        lambda: of(ENTRY, record(0xFC, struct.pack("<II", 0, 0xFFFFFFFF))), "texts are damaged"),
    "texts that say more than there is": malformed(
        lambda: of(ENTRY, record(0xFC, struct.pack("<IIHB", 1, 1, 0xFFFF, 1) + b"ab")),
        "texts are damaged"),
    "a text with four billion bytes behind it": malformed(
        lambda: of(ENTRY, record(0xFC, struct.pack("<IIHBI", 1, 1, 1, 4, 0xFFFFFFFF) + b"a")),
        "texts are damaged"),
    "a text in 8,000 pieces": reads(
        lambda: compound({"Workbook": workbook({"BOM": [*TABLE, ["R2", "x" * 32_000]]}, most=20)}),
        2, None),
    "no sheet": no_bom(of, "without any sheet"),
    "a sheet that is the workbook": malformed(lambda: of(ENTRY * 2), "two sheets are one"),
    "a sheet behind the end": malformed(
        lambda: of(record(0x85, struct.pack("<IBB", 0x7FFFFFFF, 0, 0) + text("A", "B"))),
        "cut off"),
    "300,000 sheets begin and none ends": malformed(
        lambda: with_records(record(0x809, bytes(4)) * 300_000), "cut off"),
    "100,000 rows that are hidden and empty": reads(
        lambda: with_records(*(record(0x208, struct.pack("<H10xH2x", n % 65536, 0x20))
                               for n in range(100_000))), 1, None),
    "65,536 hidden columns": reads(
        lambda: with_records(record(0x7D, struct.pack("<HHHHHH", 0, 65535, 0, 15, 1, 0))), 1, None),
    "250 columns merged over 12,000 rows": too_much(lambda: merged(250), "max_sheet_cells"),
    "a cell in column 65,000": too_much(
        lambda: with_records(record(0x204, struct.pack("<HHH", 1, 65_000, 15) + text("x"))),
        "max_sheet_columns"),
    "a number that is none": reads(
        lambda: with_records(record(0x203, struct.pack("<HHHQ", 1, 5, 15, 0x7FF8 << 48))), 1, None),
    "a record of one byte": malformed(lambda: with_records(record(0x203, b"\0")), "damaged"),
    "a text of a formula that never ends": malformed(
        lambda: with_records(record(0x06, struct.pack("<HHH", 1, 5, 15) + bytes(6) + b"\xff\xff"),
                             record(0x207, struct.pack("<HB", 0xFFFF, 0) + b"x")), "damaged"),
    "a code page that is none": malformed(
        lambda: compound({"Book": record(0x809, struct.pack("<HH", 0x500, 5) + bytes(4))
                          + record(0x42, struct.pack("<H", 65_535))
                          + record(0x85, struct.pack("<IBBB", 0, 0, 0, 1) + b"\xff") + END}),
        "code page"),
    "texts of 2 MB cut at each byte": reads(
        lambda: compound({"Workbook": workbook({"BOM": TABLE}) + shared_texts(["x" * 9] * 9)}),
        1, None),
}  # fmt: skip
