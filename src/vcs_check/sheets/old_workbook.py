"""Workbooks of Excel 5 to 2003 (``.xls``, [MS-XLS]), read as texts.

What a cell says is taken from its record; formulas, macros, links and pictures are not looked
at. The rows of a sheet are collected first, since its records may stand in any order.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from vcs_check.errors import LimitError, MalformedError, NotABomError
from vcs_check.limits import Limits
from vcs_check.sheets import NOTHING_ODD, Merge, Oddity, Row, Sheet
from vcs_check.sheets._biff_texts import Texts, strings_of
from vcs_check.sheets._cells import Styles
from vcs_check.sheets._compound import CompoundFile
from vcs_check.text import BomText

_BOF: Final = 0x809
_EOF: Final = 0x0A
_FILEPASS: Final = 0x2F
_CODEPAGE: Final = 0x42
_DATEMODE: Final = 0x22
_BOUNDSHEET: Final = 0x85
_FORMAT: Final = 0x41E
_XF: Final = 0xE0
_SST: Final = 0xFC
_CONTINUE: Final = 0x3C
_LABELSST: Final = 0xFD
_LABEL: Final = 0x204
_RSTRING: Final = 0xD6
_NUMBER: Final = 0x203
_RK: Final = 0x27E
_MULRK: Final = 0xBD
_BOOLERR: Final = 0x205
_FORMULA: Final = 0x06
_STRING: Final = 0x207
_ROW: Final = 0x208
_COLINFO: Final = 0x7D
_MERGEDCELLS: Final = 0xE5
_BIFF8: Final = 0x600
_BIFF5: Final = 0x500
_WORKSHEET: Final = 0x10
_EXACT: Final = 10**15
_OTHERS: Final = {
    "encryptedpackage": "an encrypted workbook; save it without a password",
    "worddocument": "an old Word document",
    "powerpoint document": "an old presentation",
}
Record = tuple[int, bytes, int]
"""Kind, data, and where the record begins."""


class _Entry(Struct):
    name: str
    offset: int
    hidden: bool


class OldWorkbook:
    """The sheets of one workbook.

    Raises:
        NotABomError: no workbook, or an encrypted one.
        MalformedError: damaged.
        LimitError: more cells than the limits allow.
    """

    def __init__(self, data: bytes, file: str, limits: Limits) -> None:
        self.file, self._limits = file, limits
        streams = CompoundFile(data, file)
        for name, what in _OTHERS.items():
            if name in streams:
                raise NotABomError(file, f"no BOM: this is {what}")
        name = next((each for each in ("workbook", "book") if each in streams), "")
        if not name:
            raise NotABomError(file, "no BOM: an Office file (.xls, .msi …) without any workbook")
        self._data = streams.stream(name)
        self._left = len(self._data) // 2  # each record has four bytes; a sheet may have a part
        self.entries: list[_Entry] = []
        self.not_tables: list[str] = []
        self._strings: list[str] = []
        self._texts = Texts(file, is_wide=True)
        self._styles = Styles(date_1904=False)
        self._cells = 0
        try:
            self._read_globals()
        except (struct.error, IndexError):
            raise self._damaged() from None

    def sheets(self) -> Iterator[Sheet]:
        """The sheets in the workbook's order."""
        for entry in self.entries:
            sheet = Sheet(name=entry.name, rows=iter(()), hidden=entry.hidden)
            try:
                rows = self._rows_of(entry, sheet)
            except (struct.error, IndexError):
                raise self._damaged() from None
            sheet.rows = iter(rows)
            yield sheet

    def _damaged(self, what: str = "damaged") -> MalformedError:
        return MalformedError(self.file, f"an old workbook (.xls) that is {what}; save it as .xlsx")

    def _records(self, at: int) -> Iterator[Record]:
        """Those from ``at`` to the end of what begins there; what stands inside is left out."""
        data, depth = self._data, 0
        while at + 4 <= len(data):
            self._left -= 1
            if self._left < 0:
                raise self._damaged("damaged: its sheets overlap")
            kind, size = struct.unpack_from("<HH", data, at)
            if at + 4 + size > len(data):
                break
            if kind == _BOF:
                depth += 1
            if depth == 1:
                yield kind, data[at + 4 : at + 4 + size], at
            if kind == _EOF:
                depth -= 1
                if not depth:
                    return
            elif not depth:
                break
            at += 4 + size
        raise self._damaged("cut off, or damaged")

    def _read_globals(self) -> None:
        shared: list[bytes] = []
        last = 0
        formats: list[str] = []
        for kind, data, _ in self._records(0):
            if kind == _BOF:
                (version,) = struct.unpack_from("<H", data)
                if version not in (_BIFF8, _BIFF5):
                    raise self._damaged("older than Excel 5")
                self._texts = Texts(self.file, is_wide=version == _BIFF8)
            elif kind == _FILEPASS:
                raise NotABomError(
                    self.file, "no BOM: an encrypted workbook; save it without a password"
                )
            elif kind == _CODEPAGE:
                self._texts.code_page = struct.unpack_from("<H", data)[0]
            elif kind == _DATEMODE:
                self._styles = Styles(date_1904=struct.unpack_from("<H", data)[0] == 1)
            elif kind == _BOUNDSHEET:
                self._add_entry(data)
            elif kind == _FORMAT:
                self._styles.name_format(
                    str(struct.unpack_from("<H", data)[0]), self._texts.format_code(data)
                )
            elif kind == _XF:
                formats.append(str(struct.unpack_from("<H", data, 2)[0]))
            elif kind == _SST or (kind == _CONTINUE and last == _SST):
                shared.append(data)
            last = _SST if kind == _CONTINUE and last == _SST else kind
        for number in formats:  # once all formats have their names
            self._styles.add(number)
        if shared:
            self._strings = strings_of(shared, self.file, self._limits)
        if not self.entries:
            raise NotABomError(self.file, "no BOM: a workbook without any sheet of cells")

    def _add_entry(self, data: bytes) -> None:
        offset, hidden, kind = struct.unpack_from("<IBB", data)
        name = self._texts.short(data[6:])
        if kind:
            self.not_tables.append(name)
        elif any(each.offset == offset for each in self.entries):
            raise self._damaged("damaged: two sheets are one")
        else:
            self.entries.append(_Entry(name, offset, bool(hidden & 3)))
        if len(self.entries) > self._limits.max_archive_members:
            raise LimitError(
                self.file, f"more than {self._limits.max_archive_members} sheets "
                "(limits.max_archive_members); split the workbook",
            )  # fmt: skip

    def _rows_of(self, entry: _Entry, sheet: Sheet) -> list[Row]:
        rows: dict[int, Row] = {}
        merges: list[Merge] = []
        pending: tuple[int, int] | None = None
        text: list[bytes] = []
        for kind, data, _ in self._records(entry.offset):
            if kind == _CONTINUE and text:
                text.append(data)
                continue
            if text and pending is not None:
                self._put(sheet, rows, pending, self._texts.long(text), None)
                pending, text = None, []
            if kind == _STRING:
                text = [data]
            elif kind == _FORMULA:
                pending = self._formula(sheet, rows, data)
            elif kind == _ROW:
                number, flags = struct.unpack_from("<H10xH", data)
                if flags & 0x20:
                    rows.setdefault(number, Row(number + 1, {})).hidden = True
            elif kind == _COLINFO:
                first, last, flags = struct.unpack_from("<HH4xH", data)
                if flags & 1:
                    most = self._limits.max_sheet_columns
                    sheet.hidden_columns.update(range(first, min(last + 1, most)))
            elif kind == _MERGEDCELLS:
                merges += _merges(data)
            elif kind in (_LABELSST, _LABEL, _RSTRING, _NUMBER, _RK, _MULRK, _BOOLERR):
                self._cell(sheet, rows, kind, data)
        sheet.merges = tuple(merges)
        found = [rows[number] for number in sorted(rows) if rows[number].cells or rows[number].odd]
        for each in found:
            each.cells = dict(sorted(each.cells.items()))
        return found

    def _cell(self, sheet: Sheet, rows: dict[int, Row], kind: int, data: bytes) -> None:
        """Take a record that holds one value, or several numbers."""
        row, column, style = struct.unpack_from("<HHH", data)
        where = row, column
        if kind == _LABELSST:
            (index,) = struct.unpack_from("<I", data, 6)
            if index >= len(self._strings):
                raise self._damaged("damaged: a cell names a text that is not there")
            self._put(sheet, rows, where, self._strings[index], None)
        elif kind in (_LABEL, _RSTRING):
            self._put(sheet, rows, where, self._texts.long([data[6:]]), None)
        elif kind == _NUMBER:
            self._put_number(sheet, rows, where, struct.unpack_from("<d", data, 6)[0], style)
        elif kind == _RK:
            self._put_number(sheet, rows, where, _rk(struct.unpack_from("<I", data, 6)[0]), style)
        elif kind == _MULRK:
            for number, at in enumerate(range(4, len(data) - 2, 6)):
                style, value = struct.unpack_from("<HI", data, at)
                self._put_number(sheet, rows, (row, column + number), _rk(value), style)
        else:
            value, is_error = data[6], data[7]
            odd = Oddity.ERROR if is_error else None
            self._put(sheet, rows, where, "" if is_error else "true" if value else "false", odd)

    def _formula(self, sheet: Sheet, rows: dict[int, Row], data: bytes) -> tuple[int, int] | None:
        """Take the value of a formula; its cell, where the text of it follows."""
        row, column, style = struct.unpack_from("<HHH", data)
        result = data[6:14]
        if result[6:8] != b"\xff\xff":
            value = struct.unpack("<d", result)[0]
            self._put_number(sheet, rows, (row, column), value, style)
        elif result[0] == 0:
            return row, column
        elif result[0] == 1:
            self._put(sheet, rows, (row, column), "true" if result[2] else "false", None)
        elif result[0] == 2:
            self._put(sheet, rows, (row, column), "", Oddity.ERROR)
        return None

    def _put_number(
        self, sheet: Sheet, rows: dict[int, Row], where: tuple[int, int], value: float, style: int
    ) -> None:
        whole = value == value // 1 and abs(value) < _EXACT
        raw = str(int(value)) if whole else repr(value)
        self._put(sheet, rows, where, *self._styles.shown(raw, str(style)))

    def _put(
        self, sheet: Sheet, rows: dict[int, Row], where: tuple[int, int], value: str,
        odd: Oddity | None,
    ) -> None:  # fmt: skip
        number, column = where
        text = value.strip()
        if not text and odd is None:
            return
        limits, place = self._limits, f"{sheet.name}, row {number + 1}"
        row = rows.get(number)
        if row is None:
            row = rows[number] = Row(number + 1, {})
        if odd is not None:
            if row.odd is NOTHING_ODD:
                row.odd = {}
            row.odd[column] = odd
        if not text:
            return
        if column >= limits.max_sheet_columns or number >= limits.max_sheet_rows:
            what = "columns" if column >= limits.max_sheet_columns else "rows"
            most = getattr(limits, f"max_sheet_{what}")
            raise LimitError(
                self.file,
                f"more than {most} {what} (limits.max_sheet_{what}); split the table",
                place,
            )
        if len(text) > limits.max_string_chars:
            raise LimitError(
                self.file,
                f"a text of more than {limits.max_string_chars} characters "
                "(limits.max_string_chars); shorten it",
                place,
            )
        self._cells += 1
        if self._cells > limits.max_sheet_cells:
            raise LimitError(
                self.file,
                f"more than {limits.max_sheet_cells} cells (limits.max_sheet_cells); "
                "split the table",
                place,
            )
        row.cells[column] = BomText(text)


def _rk(value: int) -> float:
    """A number in four bytes: the front of a float or an integer, perhaps a hundredth of it."""
    if value & 2:
        number = float((value - (1 << 32) if value & 0x80000000 else value) >> 2)
    else:
        number = struct.unpack("<d", struct.pack("<II", 0, value & 0xFFFFFFFC))[0]
    return number / 100 if value & 1 else number


def _merges(data: bytes) -> list[Merge]:
    (count,) = struct.unpack_from("<H", data)
    found = []
    for at in range(2, 2 + 8 * count, 8):
        first_row, last_row, first, last = struct.unpack_from("<HHHH", data, at)
        found.append(Merge(first_row + 1, last_row + 1, first, last))
    return found
