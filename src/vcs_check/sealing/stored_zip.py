"""A zip archive of which every byte follows from its members (PKWARE APPNOTE 6.3).

Members are stored, not packed: what a compressor writes differs between its versions, and a package
has to be the same bytes in ten years. They are sorted by name, without folders, times, comments,
extra fields or attributes. Reading takes the file apart in order and accepts nothing else, so that
there is one archive for one set of members, no byte is left over, and two tools see the same files.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import Final, NoReturn

from msgspec import Struct

from vcs_check.errors import LimitError, MalformedError
from vcs_check.limits import DEFAULT_LIMITS, Limits
from vcs_check.sealing.names import clash_of_names, fault_of_name

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_LOCAL_MARK: Final = b"PK\x03\x04"
_ENTRY_MARK: Final = b"PK\x01\x02"
_END_MARK: Final = b"PK\x05\x06"
_MADE_BY: Final = 20
"""Version 2.0, on a system without file attributes."""
_NEEDED: Final = 20
_UTF8: Final = 0x800
_STORED: Final = 0
_DAY: Final = (1 << 5) | 1
"""1 January 1980, the first day that the format knows."""
_MOST_BYTES: Final = 0xFFFFFFFF
_MOST_MEMBERS: Final = 0xFFFF
_FIXED: Final = (_NEEDED, _UTF8, _STORED, 0, _DAY)


class _Placed(Struct, frozen=True):
    """A member's entries in the archive depend on this alone."""

    name: bytes
    crc32: int
    size: int
    offset: int


def pack(members: Mapping[str, bytes]) -> bytes:
    """The archive of some members; the same bytes for the same members, everywhere and always.

    Args:
        members: content by name; the order does not matter.

    Raises:
        ValueError: a name that :func:`~vcs_check.sealing.names.fault_of_name` refuses, names that
            clash, or more than a plain zip archive can hold (4 GiB, 65,535 members).
    """
    for name in members:
        if fault := fault_of_name(name):
            raise ValueError(f"{name!r} cannot be the name of a member: {fault}")
    if clash := clash_of_names(members):
        raise ValueError(f"{clash[0]!r} and {clash[1]!r} are one file on some systems")
    size = sum(len(data) + 2 * len(name.encode()) + 128 for name, data in members.items())
    if size > _MOST_BYTES or len(members) > _MOST_MEMBERS:
        raise ValueError("more than one package can hold (4 GiB, 65,535 members)")
    return b"".join(_pieces({name.encode(): members[name] for name in members}))


def _pieces(members: Mapping[bytes, bytes]) -> Iterator[bytes]:
    placed: list[_Placed] = []
    offset = 0
    for name in sorted(members):
        data = members[name]
        member = _Placed(name, zlib.crc32(data), len(data), offset)
        head = _local(member)
        yield head
        yield data
        placed.append(member)
        offset += len(head) + len(data)
    yield _directory(placed, offset)


def _local(member: _Placed) -> bytes:
    sizes = (member.crc32, member.size, member.size, len(member.name), 0)
    return _LOCAL.pack(_LOCAL_MARK, *_FIXED, *sizes) + member.name


def _directory(placed: list[_Placed], offset: int) -> bytes:
    entries = b"".join(
        _ENTRY.pack(
            _ENTRY_MARK, _MADE_BY, *_FIXED, m.crc32, m.size, m.size, len(m.name),
            0, 0, 0, 0, 0, m.offset,
        ) + m.name
        for m in placed
    )  # fmt: skip
    count = len(placed)
    return entries + _END.pack(_END_MARK, 0, 0, count, count, len(entries), offset, 0)


def unpack(data: bytes, file: str, limits: Limits = DEFAULT_LIMITS) -> dict[str, bytes]:
    """The members of an archive that :func:`pack` has made; of no other.

    Args:
        data: the whole file.
        file: its name as the user gave it, for messages.
        limits: ``max_archive_members`` and ``max_unpacked_bytes`` are the ones that apply.

    Raises:
        MalformedError: any other archive: damaged, cut, packed anew, with a member added, renamed,
            out of order, encrypted, or of a name that leads elsewhere; says what and where.
        LimitError: more members, or more bytes, than the limits allow.
    """
    return _Reading(data, file, limits).members()


class _Reading:
    def __init__(self, data: bytes, file: str, limits: Limits) -> None:
        self._data, self._file, self._limits = data, file, limits
        self._placed: list[_Placed] = []

    def members(self) -> dict[str, bytes]:
        data = self._data
        if len(data) > self._limits.max_unpacked_bytes:
            self._beyond(f"{len(data)} bytes", "max_unpacked_bytes")
        if data[:2] != b"PK":
            self._refuse("no package: it does not begin as a zip archive does")
        found: dict[str, bytes] = {}
        at = 0
        while data[at : at + 4] == _LOCAL_MARK:
            if len(found) >= self._limits.max_archive_members:
                self._beyond(f"more than {len(found)} members", "max_archive_members")
            name, content, at = self._member(at)
            found[name] = content
        self._check_directory(at)
        if clash := clash_of_names(found):
            self._refuse(f"{clash[1]!r} is the same file as {clash[0]!r} on some systems")
        return found

    def _member(self, at: int) -> tuple[str, bytes, int]:
        """Name and content of the member at an offset, and the offset behind it."""
        if at + _LOCAL.size > len(self._data):
            self._cut()
        _, version, flags, method, time, day, crc32, packed, size, name_size, extra = (
            _LOCAL.unpack_from(self._data, at)
        )
        start = at + _LOCAL.size
        raw = self._data[start : start + name_size]
        where = f"the member at byte {at}"
        try:
            name = raw.decode()
        except UnicodeDecodeError:
            self._refuse(f"{where} has a name that is not UTF-8")
        if fault := fault_of_name(name):
            self._refuse(f"{where} is called {name!r:.80}, which no member may be: {fault}")
        self._check_flags(name, flags, method, packed, size)
        if (version, flags, method, time, day) != _FIXED or packed != size or extra:
            self._refuse("its header is not as a package has it: changed or packed anew", name)
        begin = start + name_size
        end = begin + size
        if end > len(self._data):
            self._cut(name)
        content = self._data[begin:end]
        if zlib.crc32(content) != crc32:
            self._refuse("its content was changed: it does not fit its checksum", name)
        if self._placed and raw <= self._placed[-1].name:
            double = raw == self._placed[-1].name
            self._refuse("stands twice" if double else "stands out of order", name)
        self._placed.append(_Placed(raw, crc32, size, at))
        return name, content, end

    def _check_flags(self, name: str, flags: int, method: int, packed: int, size: int) -> None:
        """Say what is the matter with a member that nothing was unpacked of."""
        if flags & 0x2041:
            self._refuse("encrypted; a package is not", name)
        if method != _STORED:
            self._refuse(
                f"packed (method {method}, {packed} bytes that claim to be {size}), where a "
                "package only stores: packed anew, or a trap; get the package itself",
                name,
            )

    def _check_directory(self, at: int) -> None:
        """Everything behind the members has to be the directory that they lead to."""
        expected = _directory(self._placed, at)
        rest = memoryview(self._data)[at:]
        if rest == expected:
            return
        if len(rest) > len(expected) and rest[: len(expected)] == expected:
            self._refuse(f"{len(rest) - len(expected)} bytes follow the end of the package")
        if len(rest) < len(expected) and expected[: len(rest)] == rest:
            self._cut()
        if rest[:4] != expected[:4]:
            self._refuse(f"at byte {at} there is neither a member nor the directory: changed")
        different = next(
            (i for i, (a, b) in enumerate(zip(rest, expected, strict=False)) if a != b), 0
        )
        self._refuse(
            f"the directory does not say what the members say, from byte {at + different} on: "
            "a member was added, removed, renamed or changed"
        )

    def _cut(self, name: str = "") -> NoReturn:
        self._refuse("it ends too early: the package was cut; get the whole file again", name)

    def _beyond(self, found: str, limit: str) -> NoReturn:
        most = getattr(self._limits, limit)
        raise LimitError(self._file, f"{found}, the limit is {most} (limits.{limit})")

    def _refuse(self, message: str, place: str = "") -> NoReturn:
        raise MalformedError(self._file, message, place) from None
