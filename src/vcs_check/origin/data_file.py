"""A register, list or data set as a file: its name, its bytes as a stream, and its digest.

Lists and data sets are larger than what one would hold in memory, so they are opened and streamed,
from the inside of a zip archive as well.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import BinaryIO, Final

from vcs_check.errors import LimitError, MalformedError, UnreadableError
from vcs_check.limits import DEFAULT_LIMITS

_HEAD_BYTES: Final = 64 * 1024
_PIECE_BYTES: Final = 1 << 20
_MAX_LINE_CHARS: Final = 1 << 20
"""Of one line; a record of 338 columns has some thousand."""
_ZIP: Final = b"PK\x03\x04"
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DATA_ENDINGS: Final = (".csv", ".json", ".jsonl", ".xml")
_IS_ENCRYPTED: Final = 0x1
_DAY: Final = re.compile(r"(?<!\d)(20\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?!\d{3})")


class DataFile:
    """One file that may be opened again and again.

    Args:
        path: the file's name as the user gave it.
        open_stream: opens the bytes from the beginning; raises InputError.
    """

    def __init__(self, path: str, open_stream: Callable[[], BinaryIO]) -> None:
        self.path = path
        self._open = open_stream
        self._head: bytes | None = None
        self._member: zipfile.ZipInfo | None = None
        self._sha256 = ""

    @classmethod
    def of_bytes(cls, data: bytes, path: str) -> DataFile:
        """A file whose bytes are at hand."""
        return cls(path, lambda: io.BytesIO(data))

    def head(self) -> bytes:
        """The first 64 KiB, of what is packed in it where it is a zip archive of one data file."""
        if self._head is None:
            with self._open() as stream:
                try:
                    self._head = stream.read(_HEAD_BYTES)
                except OSError as error:
                    raise UnreadableError(self.path, f"cannot be read: {error}") from None
            if self._head.startswith(_ZIP) and (member := self._only_member()) is not None:
                self._member = member
                with self.opened() as stream:
                    self._head = stream.read(_HEAD_BYTES)
        return self._head

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """The content as a stream, unpacked piece by piece where it is packed.

        Raises:
            MalformedError: an archive that is damaged, encrypted or packed in an unusual way.
        """
        if self._head is None:
            self.head()
        with self._open() as stream:
            if self._member is None:
                try:
                    yield stream
                except OSError as error:
                    raise UnreadableError(self.path, f"cannot be read: {error}") from None
                return
            try:
                with zipfile.ZipFile(stream) as archive, archive.open(self._member) as inside:
                    yield inside  # type: ignore[misc]  # reads like one, without writing
            except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
                raise MalformedError(
                    self.path, f"a zip archive that cannot be unpacked ({error}); get it again"
                ) from None

    def lines(self) -> Iterator[str]:
        """The lines of the content as UTF-8 text, with their ends.

        Raises:
            MalformedError: not UTF-8, or a line longer than a record can be.
            LimitError: more than ``limits.max_data_set_chars``.
        """
        count = number = 0
        with self.opened() as stream:
            # "utf-8-sig" is decoded by Python code, some hundred times slower than this
            text = io.TextIOWrapper(stream, "utf-8", newline="")
            try:
                while line := text.readline(_MAX_LINE_CHARS):
                    number += 1
                    count += len(line)
                    if number == 1:
                        line = line.removeprefix("\ufeff")
                    if len(line) == _MAX_LINE_CHARS:
                        raise LimitError(
                            self.path,
                            f"a line of more than {_MAX_LINE_CHARS} characters; is it the "
                            "right file?",
                            f"line {number}",
                        )
                    if count > DEFAULT_LIMITS.max_data_set_chars:
                        raise LimitError(
                            self.path,
                            f"more than {DEFAULT_LIMITS.max_data_set_chars} characters "
                            "(limits.max_data_set_chars)",
                        )
                    yield line
            except UnicodeDecodeError:
                raise MalformedError(
                    self.path, "not UTF-8; save the file as UTF-8", self._line_not_utf8()
                ) from None
            finally:
                text.detach()

    def _line_not_utf8(self) -> str:
        with self.opened() as stream:
            for number, line in enumerate(iter(lambda: stream.readline(_MAX_LINE_CHARS), b""), 1):
                try:
                    line.decode()
                except UnicodeDecodeError:
                    return f"line {number}"
        return ""

    def sha256(self) -> str:
        """The digest of the file as it was given, packed or not."""
        if not self._sha256:
            digest = hashlib.sha256()
            with self._open() as stream:
                while piece := stream.read(_PIECE_BYTES):
                    digest.update(piece)
            self._sha256 = digest.hexdigest()
        return self._sha256

    def day_in_name(self) -> date | None:
        """The day that the file's name bears, as published lists do: ``20260821-0800-…csv``."""
        name = re.split(r"[\\/]", self.path)[-1]
        for year, month, day in _DAY.findall(name):
            try:
                return date(int(year), int(month), int(day))
            except ValueError:
                continue
        return None

    def _only_member(self) -> zipfile.ZipInfo | None:
        """The one data file in a zip archive; None for an archive of another kind."""
        with self._open() as stream:
            try:
                with zipfile.ZipFile(stream) as archive:
                    members = [info for info in archive.infolist() if not info.is_dir()]
            except (zipfile.BadZipFile, OSError, RuntimeError, ValueError) as error:
                raise MalformedError(
                    self.path, f"a zip archive that cannot be read ({error}); get it again"
                ) from None
        found = [info for info in members if info.filename.lower().endswith(_DATA_ENDINGS)]
        if len(found) != 1 or len(members) > 1:
            return None
        if found[0].flag_bits & _IS_ENCRYPTED or found[0].compress_type not in _METHODS:
            raise MalformedError(
                self.path, "encrypted, or packed in an unusual way; pack it anew", found[0].filename
            )
        return found[0]
