"""The unit as a workbook of Excel 97 ([MS-XLS] in [MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from tests.parity._table import rows
from tests.parity.unit import Unit

NAME: Final = "unit.xls"
CANNOT_SAY: Final[frozenset[str]] = frozenset({"dependencies", "digests", "persons"})
Cell = str | float | bool
_MOST_BYTES: Final = 8224
_SECTOR: Final = 512
_FREE: Final = 0xFFFFFFFF
_END: Final = 0xFFFFFFFE


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def text(said: str, length: str = "H") -> bytes:
    """A Unicode text, with one byte a character where that will do."""
    try:
        return struct.pack(f"<{length}B", len(said), 0) + said.encode("latin-1")
    except UnicodeEncodeError:
        wide = said.encode("utf-16-le")
        return struct.pack(f"<{length}B", len(wide) // 2, 1) + wide


def shared_texts(strings: list[str], most: int = _MOST_BYTES) -> bytes:
    """The record of shared texts, continued where it is full, in the midst of a text too."""
    pieces = [struct.pack("<II", len(strings), len(strings))]
    for said in strings:
        whole = text(said)
        width = 1 + whole[2]
        if len(pieces[-1]) + 4 > most:
            pieces.append(b"")
        pieces[-1] += whole[:3]
        rest = whole[3:]
        while rest:
            room = (most - len(pieces[-1])) // width * width
            pieces[-1] += rest[:room]
            rest = rest[room:]
            if rest:
                pieces.append(whole[2:3])
    return b"".join(record(0x3C if n else 0xFC, piece) for n, piece in enumerate(pieces))


def cells(table: Sequence[Sequence[Cell]], strings: list[str]) -> Iterator[bytes]:
    for number, line in enumerate(table):
        for column, cell in enumerate(line):
            head = struct.pack("<HHH", number, column, 15)
            if isinstance(cell, bool):
                yield record(0x205, head + bytes((cell, 0)))
            elif isinstance(cell, str):
                if cell:
                    strings.append(cell)
                    yield record(0xFD, head + struct.pack("<I", len(strings) - 1))
            else:
                yield record(0x203, head + struct.pack("<d", cell))


def workbook(
    sheets: Mapping[str, Sequence[Sequence[Cell]]],
    extra: Callable[[str], bytes] = lambda _: b"",
    most: int = _MOST_BYTES,
    hidden: Sequence[str] = (),
) -> bytes:
    """The workbook's stream; ``extra`` gives more records of a sheet."""
    strings: list[str] = []
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    bodies = [
        begin + b"".join(cells(table, strings)) + extra(name) + record(0x0A)
        for name, table in sheets.items()
    ]
    formats = record(0x41E, struct.pack("<H", 164) + text("0000"))
    styles = b"".join(record(0xE0, struct.pack("<HH", 0, n) + bytes(16)) for n in [0] * 16)
    styles += record(0xE0, struct.pack("<HH", 0, 164) + bytes(16))
    styles += record(0xE0, struct.pack("<HH", 0, 14) + bytes(16))
    front = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + formats + styles
    names = [text(name, "B") for name in sheets]
    back = shared_texts(strings, most) + record(0x0A)
    offset = len(front) + sum(10 + len(name) for name in names) + len(back)
    entries = b""
    for title, name, body in zip(sheets, names, bodies, strict=True):
        entries += record(0x85, struct.pack("<IBB", offset, title in hidden, 0) + name)
        offset += len(body)
    return front + entries + back + b"".join(bodies)


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams, each in sectors one after the other."""
    table: list[int] = []
    content = b""
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]

    def placed(data: bytes) -> int:
        nonlocal content
        start = len(table)
        count = max(-(-len(data) // _SECTOR), 1)
        table.extend([*range(start + 1, start + count), _END])
        content += data.ljust(count * _SECTOR, b"\0")
        return start

    for name, stream in streams.items():
        data = stream.ljust(4096, b"\0")
        entries.append(_entry(name, 2, placed(data), len(data)))
    directory = placed(b"".join(entries))
    count = -(-(len(table) + 16) // 127)
    first = len(table)
    table += [0xFFFFFFFD] * count
    table += [_FREE] * (count * 128 - len(table))
    places = [*range(first, first + count)]
    assert count <= 109
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory, 0,
                          4096, _END, 0, _END, 0, places[0])  # fmt: skip
    header += struct.pack("<108I", *[*places[1:], *[_FREE] * (109 - count)])
    return header + content + struct.pack(f"<{len(table)}I", *table)


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    tree = struct.pack("<III", _FREE, _FREE, child)
    return (
        written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1) + tree + bytes(36)
        + struct.pack("<IQ", start, size)
    )  # fmt: skip


def xls_of(sheets: dict[str, Sequence[Sequence[Cell]]] | Sequence[Sequence[Cell]]) -> bytes:
    return compound({"Workbook": workbook(sheets if isinstance(sheets, dict) else {"BOM": sheets})})


def write(unit: Unit) -> bytes:
    return xls_of(rows(unit))
