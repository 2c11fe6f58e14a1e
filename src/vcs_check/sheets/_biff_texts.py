"""Texts of old workbooks: with one or two bytes a character, perhaps cut in two by records."""

from __future__ import annotations

import codecs
import struct
from typing import Final

from vcs_check.errors import LimitError, MalformedError
from vcs_check.limits import Limits

_WIDE: Final = 1
_EXTENDED: Final = 4
_RICH: Final = 8
_UTF16_CODE_PAGE: Final = 1200


class Texts:
    """Decodes the texts of one workbook.

    Args:
        file: for messages.
        is_wide: whether they are Unicode (since Excel 97), or in a code page.
    """

    def __init__(self, file: str, *, is_wide: bool) -> None:
        self._file, self._is_wide = file, is_wide
        self.code_page = 1252

    def short(self, data: bytes) -> str:
        """A text with its length in one byte."""
        if self._is_wide:
            return _decoded(data[2:], data[0], wide=bool(data[1] & _WIDE))
        return self._of_page(data[1 : 1 + data[0]])

    def long(self, pieces: list[bytes]) -> str:
        """A text with its length in two bytes; each further record begins with how wide it is."""
        (count,) = struct.unpack_from("<H", pieces[0])
        if not self._is_wide:
            return self._of_page(b"".join([pieces[0][2:], *pieces[1:]])[:count])
        return _Pieces([pieces[0][2:], *pieces[1:]], self._file).characters(count)

    def format_code(self, data: bytes) -> str:
        """The code in a record of a number format."""
        if not self._is_wide:
            return self._of_page(data[3 : 3 + data[2]])
        return self.long([data[2:]])

    def _of_page(self, data: bytes) -> str:
        if data.isascii():
            return data.decode("ascii")
        name = "utf-16-le" if self.code_page == _UTF16_CODE_PAGE else f"cp{self.code_page}"
        try:
            return data.decode(codecs.lookup(name).name)
        except (LookupError, UnicodeDecodeError):
            raise MalformedError(
                self._file,
                f"an old workbook (.xls) whose texts are not in its code page {self.code_page}; "
                "save it as .xlsx",
            ) from None


def strings_of(records: list[bytes], file: str, limits: Limits) -> list[str]:
    """The workbook's shared texts.

    Args:
        records: the record of shared texts and those that continue it.
        file: for messages.
        limits: number and length of the texts.
    """
    (count,) = struct.unpack_from("<4xI", records[0])
    reading = _Pieces([records[0][8:], *records[1:]], file)
    if count > sum(map(len, records)):  # each takes three bytes or more
        raise reading.damaged()
    if count > limits.max_sheet_cells:
        raise LimitError(
            file,
            f"more than {limits.max_sheet_cells} texts (limits.max_sheet_cells); split the table",
        )
    return [reading.shared() for _ in range(count)]


class _Pieces:
    """Bytes that are cut into records; within a text, each further one says how wide it goes on."""

    def __init__(self, pieces: list[bytes], file: str) -> None:
        self._pieces, self._file = pieces, file
        self._piece = self._at = 0

    def damaged(self) -> MalformedError:
        return MalformedError(
            self._file, "an old workbook (.xls) whose texts are damaged; save it as .xlsx"
        )

    def shared(self) -> str:
        """The next shared text."""
        count, flags = struct.unpack("<HB", self._bytes(3))
        runs = struct.unpack("<H", self._bytes(2))[0] if flags & _RICH else 0
        extended = struct.unpack("<I", self._bytes(4))[0] if flags & _EXTENDED else 0
        text = self._text(count, flags)
        self._bytes(4 * runs + extended)
        return text

    def characters(self, count: int) -> str:
        """So many characters, behind a byte that says how wide they are."""
        return self._text(count, self._bytes(1)[0])

    def _text(self, count: int, flags: int) -> str:
        found = []
        while count:
            if self._piece >= len(self._pieces):
                raise self.damaged()
            wide = bool(flags & _WIDE)
            piece = self._pieces[self._piece]
            here = min(count, (len(piece) - self._at) // (1 + wide))
            found.append(_decoded(piece[self._at :], here, wide=wide) if here else "")
            self._at += here * (1 + wide)
            count -= here
            if count:
                self._piece, self._at = self._piece + 1, 0
                flags = self._bytes(1)[0]
        return "".join(found)

    def _bytes(self, count: int) -> bytes:
        found = b""
        while len(found) < count:
            if self._piece >= len(self._pieces):
                raise self.damaged()
            piece = self._pieces[self._piece]
            some = piece[self._at : self._at + count - len(found)]
            found += some
            self._at += len(some)
            # Only for more bytes: characters that begin in the next record have a byte before them.
            if len(found) < count:
                self._piece, self._at = self._piece + 1, 0
        return found


def _decoded(data: bytes, count: int, *, wide: bool) -> str:
    """``count`` characters; narrow ones are the lower halves of UTF-16."""
    if wide:
        return data[: 2 * count].decode("utf-16-le", "replace")
    return data[:count].decode("latin-1")
