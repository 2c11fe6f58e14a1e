"""Archives, compressed files, workbooks and tables made to hurt: one input error, fast and lean."""

from __future__ import annotations

import gzip
import io
import struct
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable

import pytest
from tests.readers.workbooks import csv_of, read, repacked, xlsx_of

from vcs_check.containers.streams import zstandard
from vcs_check.errors import InputError, LimitError, MalformedError, NotABomError
from vcs_check.limits import DEFAULT_LIMITS, Limits
from vcs_check.pipeline.bundles import bundle_of

BOM = b'{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"device","name":"x"}]}'
TABLE = [["Designator", "Value", "MPN"], ["U1", "modem", "XR25"]]
SHEET = "xl__worksheets__sheet1_xml"
MAX_SECONDS = 2.0
MAX_BYTES = 256 * 1024 * 1024


def zstd(data: bytes) -> bytes:
    return bytes(zstandard().compress(data))


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def changed(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new)


def overlapping() -> bytes:
    """Two entries of the directory that unpack the same bytes."""
    data = zipped(("a.json", BOM), ("b.json", BOM))
    directory = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", directory + 4)
    return data[: second + 42] + struct.pack("<L", 0) + data[second + 46 :]


def sheet(inner: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{inner}</sheetData></worksheet>'.encode()


def row(number: int, *cells: str) -> str:
    return (
        f'<row r="{number}">'
        + "".join(
            f'<c r="{chr(65 + n)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for n, cell in enumerate(cells)
        )
        + "</row>"
    )


HEADER = row(1, "Designator", "Value", "MPN")
BOOK = xlsx_of(TABLE)


def with_sheet(inner: str) -> bytes:
    return repacked(BOOK, **{SHEET: sheet(HEADER + inner)})


REFUSED: dict[str, tuple[Callable[[], bytes], type[InputError], str]] = {
    "gzip bomb": (lambda: gzip.compress(bytes(300_000_000), 9), LimitError, "max_unpacking_ratio"),
    "zstd bomb": (lambda: zstd(bytes(300_000_000)), LimitError, "max_unpacking_ratio"),
    "gzip within gzip": (lambda: gzip.compress(gzip.compress(BOM)), NotABomError, "within"),
    "gzip within zstd": (lambda: zstd(gzip.compress(BOM)), NotABomError, "within"),
    "zip within gzip": (lambda: gzip.compress(zipped(("a", BOM))), NotABomError, "unpack it"),
    "cut gzip": (lambda: gzip.compress(BOM)[:-9], MalformedError, "ends too early"),
    "cut zstd": (lambda: zstd(BOM)[:-3], MalformedError, "ends too early"),
    "damaged gzip": (
        lambda: gzip.compress(BOM)[:-8] + b"\0" * 8, MalformedError, "cannot be unpacked",
    ),
    "something behind gzip": (lambda: gzip.compress(BOM) + b"more", MalformedError, "unpacked"),
    "something behind zstd": (lambda: zstd(BOM) + b"more", MalformedError, "unpacked"),
    "a million empty gzips": (
        lambda: gzip.compress(BOM) + gzip.compress(b"") * 200_000, LimitError, "streams",
    ),
    "only the beginning of gzip": (lambda: b"\x1f\x8b", MalformedError, "unpacked"),
    "only the beginning of zstd": (lambda: b"\x28\xb5\x2f\xfd", MalformedError, "unpacked"),
    "tar": (lambda: b"x" * 257 + b"ustar\x0000" + b"\0" * 300, NotABomError, "tar"),
    "old workbook": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, MalformedError, "xls"),
    "binary workbook": (lambda: zipped(("xl/workbook.bin", b"")), NotABomError, "xlsb"),
    "text document": (lambda: zipped(("word/document.xml", b"")), NotABomError, "Word"),
    "OpenDocument": (lambda: zipped(("content.xml", b"")), NotABomError, "OpenDocument"),
    "workbook without main part": (
        lambda: repacked(BOOK, xl__workbook_xml=None), NotABomError, "zip archive",
    ),
    "workbook without sheets": (
        lambda: repacked(BOOK, xl__workbook_xml=b"<workbook/>"), NotABomError, "without any sheet",
    ),
    "workbook without its sheet": (
        lambda: repacked(BOOK, **{SHEET: None}), MalformedError, "missing",
    ),
    "workbook with a DOCTYPE": (
        lambda: repacked(BOOK, **{SHEET: b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + sheet("")}),
        MalformedError, "DOCTYPE",
    ),
    "workbook with entities in its texts": (
        lambda: repacked(BOOK, xl__sharedStrings_xml=b"<!DOCTYPE x><sst/>"), MalformedError,
        "DOCTYPE",
    ),
    "workbook with broken XML": (
        lambda: repacked(BOOK, **{SHEET: b"<worksheet><sheetData>"}), MalformedError, "well-formed",
    ),
    "text that is not there": (
        lambda: with_sheet('<row r="2"><c r="A2" t="s"><v>999</v></c></row>'), MalformedError,
        "not there",
    ),
    "place that is none": (
        lambda: with_sheet('<row r="2"><c r="é2"><v>9</v></c></row>'), MalformedError, "column",
    ),
    "cell in a far column": (
        lambda: with_sheet('<row r="2"><c r="XFD2"><v>9</v></c></row>'), LimitError,
        "max_sheet_columns",
    ),
    "cell in a far row": (
        lambda: with_sheet('<row r="99999999999"><c r="A1"><v>9</v></c></row>'), LimitError,
        "max_sheet_rows",
    ),
    "sheet that is a bomb": (
        lambda: repacked(BOOK, **{SHEET: sheet(HEADER + " " * 300_000_000)}), LimitError,
        "max_unpacking_ratio",
    ),
    "elements in elements": (
        lambda: repacked(BOOK, **{SHEET: b"<a>" * 5000}), LimitError, "elements deep",
    ),
    "a cell of commas": (lambda: csv_of(TABLE) + b"," * 5000 + b"x\n", LimitError, "columns"),
    "a cell without end": (
        lambda: csv_of(TABLE) + b'"' + b"x" * 2_000_000, LimitError, "max_string_chars",
    ),
    "a quote without end": (lambda: csv_of(TABLE) + b'"x\ny\n', MalformedError, "close each quote"),
    "overlapping members": (overlapping, MalformedError, "overlap"),
    "bytes before the archive": (
        lambda: b"PK\x03\x04" + zipped(("a", b"b")), MalformedError, "before",
    ),
    "bytes behind the archive": (lambda: zipped(("a", b"b")) + b"more", MalformedError, "follows"),
    "cut archive": (lambda: zipped(("a", BOM))[:-30], MalformedError, "cut"),
    "a member without a name": (
        lambda: changed(zipped(("name", BOM)), b"name", b"\0ame"), NotABomError, "zip archive",
    ),
    "empty archive": (zipped, NotABomError, "zip archive"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_file_is_refused_fast_and_lean(name: str) -> None:
    make, error, message = REFUSED[name]
    data = make()
    tracemalloc.start()
    started = time.process_time()
    try:
        with pytest.raises(error, match=message):
            read(data)
        assert tracemalloc.get_traced_memory()[1] < MAX_BYTES
    finally:
        tracemalloc.stop()
    assert time.process_time() - started < MAX_SECONDS * 2  # tracing itself takes time


# -- archives of several BOMs ----------------------------------------------------------------------


def refused(data: bytes, limits: Limits = DEFAULT_LIMITS) -> str:
    """The error of the first member that cannot be read."""
    bundle = bundle_of(data, "b.zip", limits)
    assert bundle is not None
    for member in bundle.members:
        try:
            member.load()
        except InputError as error:
            return str(error)
    return ""


def test_one_bad_member_leaves_the_others() -> None:
    data = zipped(("good.json", BOM), ("bad.json", BOM[:-9]), ("../out.json", BOM))
    bundle = bundle_of(data, "b.zip", DEFAULT_LIMITS)
    assert bundle is not None
    assert [member.path for member in bundle.members] == [
        "b.zip!/good.json", "b.zip!/bad.json", "b.zip!/../out.json",
    ]  # fmt: skip
    assert bundle.members[0].load() == BOM


@pytest.mark.parametrize(
    "name", ["../x.json", "/etc/x.json", "a/../../x.json", "C:\\x.json", "..\\x.json"]
)
def test_names_that_lead_outside_are_refused(name: str) -> None:
    assert "leads out of the folder" in refused(zipped((name, BOM)))


def test_a_member_that_stands_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped(("a.json", BOM), ("a.json", BOM + b" "))
    assert "stands twice" in refused(data)


def test_an_archive_within_an_archive_is_refused() -> None:
    assert "an archive within an archive" in refused(zipped(("in.zip", zipped(("a.json", BOM)))))


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(zipped(("a.json", BOM)))
    for start, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(start) + flag] |= 1
    assert "encrypted" in refused(bytes(data))


def test_a_member_packed_in_another_way_is_refused() -> None:
    assert "lzma" in refused(zipped(("a.json", BOM), method=zipfile.ZIP_LZMA))


def test_a_member_larger_than_it_says_is_refused() -> None:
    data = zipped(("a.json", BOM))
    size = struct.pack("<L", len(BOM))
    assert "cannot be unpacked" in refused(changed(data, size, struct.pack("<L", 10)))


def test_a_damaged_member_is_refused() -> None:
    crc = struct.pack("<L", zlib.crc32(BOM))
    assert "cannot be unpacked" in refused(changed(zipped(("a.json", BOM)), crc, b"\1\2\3\4"))


def test_a_member_that_is_a_bomb_is_refused() -> None:
    assert "max_unpacking_ratio" in refused(zipped(("a.json", bytes(100_000_000))))


def test_a_link_is_noted_and_not_followed() -> None:
    info = zipfile.ZipInfo("link.json")
    info.external_attr = 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, "/etc/passwd")
        archive.writestr("a.json", BOM)
    bundle = bundle_of(buffer.getvalue(), "b.zip", DEFAULT_LIMITS)
    assert bundle is not None
    assert bundle.notes == ["b.zip!/link.json: a link, which is not followed"]
    assert len(bundle.members) == 1


def test_too_many_members_are_refused_by_the_directory_alone() -> None:
    data = zipped(*((f"{n}.json", BOM) for n in range(20)), method=zipfile.ZIP_STORED)
    with pytest.raises(LimitError, match="max_archive_members"):
        bundle_of(data, "b.zip", Limits(max_archive_members=19))
    assert bundle_of(data, "b.zip", Limits(max_archive_members=20))


def test_members_that_are_too_large_together_are_refused_unread() -> None:
    data = zipped(("a.json", BOM), ("b.json", BOM))
    with pytest.raises(LimitError, match="max_unpacked_bytes"):
        bundle_of(data, "b.zip", Limits(max_unpacked_bytes=2 * len(BOM) - 1))
    assert bundle_of(data, "b.zip", Limits(max_unpacked_bytes=2 * len(BOM)))


@pytest.mark.parametrize(
    "pack", [gzip.compress, zstd, lambda d: gzip.compress(d[:9]) + gzip.compress(d[9:])]
)
def test_a_compressed_bom_is_read(pack: Callable[[bytes], bytes]) -> None:
    assert read(pack(BOM)).components[0].name == "x"
    assert read(pack(csv_of(TABLE))).components[0].part_number == "XR25"
    assert read(pack(BOOK)).components[0].part_number == "XR25"
