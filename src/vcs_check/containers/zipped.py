"""Zip archives (PKWARE APPNOTE 6.3): the directory is checked before any member is unpacked."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final, NoReturn

from vcs_check.containers._growth import Growth
from vcs_check.errors import LimitError, MalformedError
from vcs_check.limits import Limits

ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_ENTRY_OF_DIRECTORY: Final = b"PK\x01\x02"
_END: Final = struct.Struct("<4s4H2LH")
_LOCAL: Final = struct.Struct("<26s2H")
_METHODS: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_METHOD_NAMES: Final = {9: "deflate64", 12: "bzip2", 14: "lzma", 93: "zstd", 95: "xz", 99: "AES"}
_PIECE_BYTES: Final = 1 << 20
_LINK: Final = 0o120000
_TYPE: Final = 0o170000
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error,
    NotImplementedError, RuntimeError, OverflowError, IndexError,
)  # fmt: skip
"""What ``zipfile`` raises on archives that are none, in the order of likelihood."""


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a zip archive does."""
    return data.startswith(ZIP)


class ZipArchive:
    """The members of one zip archive in memory.

    Raises:
        MalformedError: damaged, cut, or made so that two tools would read two archives from it:
            members that overlap, bytes before or behind the archive.
        LimitError: more members, or more bytes by its own account, than the limits allow.
    """

    def __init__(self, data: bytes, file: str, limits: Limits) -> None:
        self.file, self._limits, self._data = file, limits, data
        self._check_end()
        if data.count(_ENTRY_OF_DIRECTORY) > limits.max_archive_members:
            raise LimitError(
                file,
                f"more than {limits.max_archive_members} members "
                "(limits.max_archive_members); give the BOMs themselves",
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            self._refuse(f"a zip archive that cannot be read ({error}); get the whole file again")
        self.members = [info for info in self._zip.infolist() if not info.filename.endswith("/")]
        self._check_overlaps()
        if sum(info.file_size for info in self.members) > limits.max_unpacked_bytes:
            raise LimitError(
                file,
                f"its members have more than {limits.max_unpacked_bytes} bytes when unpacked "
                "(limits.max_unpacked_bytes); give the BOMs themselves",
            )

    @property
    def names(self) -> list[str]:
        """The names of the members, in the order of the directory; folders are left out."""
        return [info.filename for info in self.members]

    def read(self, info: zipfile.ZipInfo) -> bytes:
        """One member, unpacked; raises as :meth:`pieces`."""
        return b"".join(self.pieces(info))

    def pieces(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """One member, unpacked piece by piece.

        Raises:
            MalformedError: encrypted, damaged, or packed in a way that is not read.
            LimitError: larger, or growing faster, than the limits allow.
        """
        if info.flag_bits & 0x1:
            self._refuse("encrypted; send it without a password", info.filename)
        if info.compress_type not in _METHODS:
            name = _METHOD_NAMES.get(info.compress_type, f"method {info.compress_type}")
            self._refuse(f"packed with {name}, which is not read; pack it anew", info.filename)
        growth = Growth(info.compress_size, self.file, info.filename, self._limits)
        try:
            with self._zip.open(info) as stream:
                while piece := stream.read(_PIECE_BYTES):
                    growth.add(len(piece))
                    yield piece
        except _BROKEN as error:
            self._refuse(f"cannot be unpacked ({error}); get the whole file again", info.filename)

    def _check_end(self) -> None:
        """Refuse what stands behind the archive, where it has the usual end of 22 bytes."""
        at = self._data.rfind(b"PK\x05\x06")
        if at < 0 or at + _END.size > len(self._data):
            self._refuse("a zip archive that has been cut; get the whole file again")
        comment = _END.unpack_from(self._data, at)[-1]
        if at + _END.size + comment != len(self._data):
            self._refuse("something else follows the zip archive; get the file again")

    def _check_overlaps(self) -> None:
        """Refuse members that share bytes, which is how small archives become huge ones."""
        end = 0
        for info in sorted(self._zip.infolist(), key=lambda info: info.header_offset):
            start = info.header_offset
            if start < end or start + _LOCAL.size > len(self._data):
                self._refuse("members of the archive overlap; pack it anew", info.filename)
            if not end and start:
                self._refuse("something else stands before the zip archive; get the file again")
            _, name, extra = _LOCAL.unpack_from(self._data, start)
            end = start + _LOCAL.size + name + extra + info.compress_size
        if end > self._zip.start_dir:
            self._refuse("the last member runs into the directory; pack the archive anew")

    def _refuse(self, message: str, place: str = "") -> NoReturn:
        raise MalformedError(self.file, message, place) from None


def is_link(info: zipfile.ZipInfo) -> bool:
    """Whether a member is a symbolic link, which nothing here follows."""
    return (info.external_attr >> 16) & _TYPE == _LINK


_OUTSIDE: Final = re.compile(r"(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[A-Za-z]:")


def leads_outside(name: str) -> bool:
    """Whether a member's name would lead out of the folder that it is unpacked in."""
    return _OUTSIDE.search(name) is not None
