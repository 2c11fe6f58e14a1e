"""The streams of a compound file, in which old Office programs keep theirs ([MS-CFB] 2).

Only what a stream's bytes need is followed; each chain of sectors ends at the size of the file.
"""

from __future__ import annotations

import struct
from typing import Final

from vcs_check.errors import MalformedError

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_BYTES: Final = 512
_ENTRY_BYTES: Final = 128
_LAST_SECTOR: Final = 0xFFFFFFFA
_STREAM: Final = 2
_ROOT: Final = 5


class CompoundFile:
    """The directory of one compound file.

    Raises:
        MalformedError: sectors that are not there, or chains without end.
    """

    def __init__(self, data: bytes, file: str) -> None:
        self._data, self._file = data, file
        if len(data) < _HEADER_BYTES:
            raise self._damaged()
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise self._damaged()
        self._sector_bytes, self._mini_bytes = 1 << shift, 1 << mini_shift
        first_directory, self._cutoff, first_mini = struct.unpack_from("<I4xII", data, 48)
        self._fat = self._read_fat()
        self._mini_fat = _numbers(self._chained(first_mini))
        self._entries: dict[str, tuple[int, int]] = {}
        self._mini = b""
        self._read_directory(self._chained(first_directory))

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def stream(self, name: str) -> bytes:
        """The bytes of a stream, by its name in small letters."""
        start, size = self._entries[name]
        if size >= self._cutoff:
            found = self._chained(start)
        else:
            found = self._joined(self._mini, self._mini_fat, start, self._mini_bytes)
        if len(found) < size:
            raise self._damaged()
        return found[:size]

    def _read_fat(self) -> tuple[int, ...]:
        """The sector that follows each; as many as the file can have."""
        sectors = len(self._data) // self._sector_bytes + 1
        most = sectors * 4 // self._sector_bytes + 1
        places = list(struct.unpack_from("<109I", self._data, 76))
        next_place, count = struct.unpack_from("<II", self._data, 68)
        for _ in range(min(count, most)):
            *more, next_place = _numbers(self._sector(next_place))
            places += more
        used = [place for place in places if place < _LAST_SECTOR][:most]
        return tuple(number for place in used for number in _numbers(self._sector(place)))

    def _read_directory(self, entries: bytes) -> None:
        for at in range(0, len(entries) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            length, kind = struct.unpack_from("<HB", entries, at + 64)
            start, size = struct.unpack_from("<II", entries, at + 116)
            name = entries[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            if kind == _ROOT:
                self._mini = self._chained(start)
            elif kind == _STREAM:
                self._entries.setdefault(name.lower(), (start, size))

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._sector_bytes
        found = self._data[at : at + self._sector_bytes]
        if not found:
            raise self._damaged()
        return found.ljust(self._sector_bytes, b"\0")

    def _chained(self, start: int) -> bytes:
        behind = memoryview(self._data)[self._sector_bytes :]
        return self._joined(behind, self._fat, start, self._sector_bytes)

    def _joined(
        self, data: bytes | memoryview, table: tuple[int, ...], start: int, size: int
    ) -> bytes:
        """What a chain of sectors holds; none is used twice."""
        view, found, at, left = memoryview(data), [], start, len(data) // size + 1
        while at < _LAST_SECTOR:
            if at >= len(table) or left < 0 or at * size >= len(data):
                raise self._damaged()
            found.append(view[at * size : (at + 1) * size])
            at, left = table[at], left - 1
        return b"".join(found)

    def _damaged(self) -> MalformedError:
        return MalformedError(
            self._file, "a damaged Office file (.xls); save it again, best as .xlsx"
        )


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
