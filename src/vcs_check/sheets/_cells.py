"""The cells of one sheet of a workbook (ISO/IEC 29500-1, 18.3): rows as they come."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final, NoReturn

from vcs_check.errors import LimitError
from vcs_check.limits import Limits
from vcs_check.sheets import NOTHING_ODD, Merge, Oddity, Row, Sheet
from vcs_check.sheets._xml import Attributes, Part
from vcs_check.text import BomText

Pieces = Callable[[], Iterable[bytes]]
_TRUE: Final = frozenset({"1", "true", "on"})
_BUILT_IN_DATES: Final = frozenset({*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)})
_MOST_DIGITS: Final = 18
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_MERGE: Final = re.compile(rb'mergeCell\s[^>]*?ref\s*=\s*["\']([A-Z]+)(\d+):([A-Z]+)(\d+)["\']')
_MERGES_BEGIN: Final = re.compile(rb"<(?:\w+:)?mergeCells\b")
_EXACT_DIGITS: Final = 15
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SCIENTIFIC: Final = re.compile(r"-?\d+(?:\.\d+)?[eE][+-]?\d+")


class Styles:
    """How numbers are shown: as dates, with leading zeros, or as they are."""

    def __init__(self, date_1904: bool) -> None:
        # the day before 1 March 1900 never was, and every program counts it
        self._epoch = datetime(1904, 1, 1) if date_1904 else datetime(1899, 12, 30)  # noqa: DTZ001
        self._formats: dict[str, str] = {}
        self._dates: list[bool] = []
        self._usual: set[str] = set()
        self._zeros: list[int] = []

    def name_format(self, number: str, code: str) -> None:
        """A number format of the workbook's own."""
        self._formats[number] = code

    def add(self, number: str) -> None:
        """The next cell style, by the number of its format."""
        code = self._formats.get(number)
        plain = _QUOTED.sub("", code.partition(";")[0]).lower() if code else ""
        if code is None:
            is_date = _whole(number) in _BUILT_IN_DATES
        else:
            is_date = any(letter in plain for letter in "ymdhs") and "general" not in plain
        self._dates.append(is_date)
        self._zeros.append(len(plain) if plain and not plain.strip("0") else 0)
        if not is_date and self._zeros[-1] < 2:
            self._usual.add(str(len(self._dates) - 1))

    def shown(self, raw: str, style: str) -> tuple[str, Oddity | None]:
        """A number as a person sees it; dates as ISO 8601."""
        if (not style or style in self._usual) and len(raw) <= _EXACT_DIGITS and raw.isdigit():
            return raw, None
        return self._formatted(raw.strip(), style)

    def _formatted(self, raw: str, style: str) -> tuple[str, Oddity | None]:
        number = max(_whole(style), 0)
        if number < len(self._dates):
            if self._dates[number] and (day := self._day(raw)):
                return day, Oddity.DATE
            if zeros := self._zeros[number]:
                return raw.zfill(zeros) if raw.isdigit() else raw, None
        if raw.isdigit():
            return raw, Oddity.ROUNDED if len(raw) > _EXACT_DIGITS else None
        return _plain(raw)

    def _day(self, raw: str) -> str:
        try:
            moment = self._epoch + timedelta(days=float(raw))
        except (ValueError, OverflowError):
            return ""
        moment += timedelta(microseconds=500_000)
        day: date = moment.date()
        return day.isoformat() if not (moment.hour or moment.minute) else moment.isoformat()[:19]


def _whole(digits: str) -> int:
    """A number that counts something; -1 for anything else, and what is absurd is as much."""
    if not (digits.isascii() and digits.isdigit()):
        return -1
    return int(digits) if len(digits) <= _MOST_DIGITS else 10**_MOST_DIGITS


def _plain(raw: str) -> tuple[str, Oddity | None]:
    """A number that is no plain integer: as short as it can be written without loss."""
    try:
        value = float(raw)
    except ValueError:
        return raw, None
    if not abs(value) < 10**_EXACT_DIGITS:
        return raw, Oddity.ROUNDED if _SCIENTIFIC.fullmatch(raw) else None
    return (str(int(value)) if value == int(value) else repr(float(f"{value:.15g}"))), None


def unescaped(text: str) -> str:
    """A text without the escapes ``_xHHHH_`` of characters that XML cannot have (ST_Xstring)."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def read_rows(
    pieces: Pieces,
    sheet: Sheet,
    where: tuple[str, str],
    strings: list[str],
    styles: Styles,
    limits: Limits,
) -> Sheet:
    """The sheet with its merged cells, and its rows to be read.

    Args:
        pieces: the bytes of the part, from their beginning each time.
        sheet: name and visibility.
        where: names of file and part, for messages.
        strings: the workbook's shared texts.
        styles: the workbook's cell styles.
        limits: rows, columns and cells.
    """
    sheet.merges = _merges(pieces())
    sheet.rows = _Cells(sheet, where, strings, styles, limits).rows(pieces())
    return sheet


def _merges(pieces: Iterable[bytes]) -> tuple[Merge, ...]:
    """The merged cells; they stand behind the rows, which need them."""
    found: list[Merge] = []
    rest = b""
    begun = False
    for piece in pieces:
        rest += piece
        if not begun:
            start = _MERGES_BEGIN.search(rest)
            if start is None:
                rest = rest[-64:]
                continue
            begun, rest = True, rest[start.start() :]
        last = 0
        for match in _MERGE.finditer(rest):
            last = match.end()
            first, top, final, bottom = match.groups()
            rows = _whole(top.decode()), _whole(bottom.decode())
            found.append(Merge(*rows, _column(first), _column(final)))
        rest = rest[last:][-256:]
    return tuple(found)


def _column(letters: bytes | str) -> int:
    text = letters.decode() if isinstance(letters, bytes) else letters
    column = 0
    for letter in text[:4]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


class _Cells:
    """Collects rows while the parser runs."""

    def __init__(
        self, sheet: Sheet, where: tuple[str, str], strings: list[str], styles: Styles,
        limits: Limits,
    ) -> None:  # fmt: skip
        self._sheet, self._strings, self._styles, self._limits = sheet, strings, styles, limits
        self._file, self._name = where
        self._part = Part(*where)
        self._done: deque[Row] = deque()
        self._columns: dict[str, int] = {}
        self._row = Row(0, {})
        self._next_column = 0
        self._cell: Attributes = {}
        self._value = ""
        self._has_formula = False
        self._inline: list[str] = []
        self._phonetic = 0
        self._count = 0

    def rows(self, pieces: Iterable[bytes]) -> Iterator[Row]:
        """Each row that is not empty, as soon as it has been parsed."""
        self._part.started, self._part.ended = self._started, self._ended
        for piece in pieces:
            self._part.feed_one(piece)
            while self._done:
                yield self._done.popleft()
        self._part.feed_one(b"", last=True)
        yield from self._done

    def _started(self, element: str, attributes: Attributes) -> None:
        if element == "c":
            self._cell = attributes
            self._value = ""
        elif element == "f":
            self._has_formula = True
        elif element == "row":
            number = attributes.get("r", "")
            before = self._row.number
            stated = _whole(number)
            self._row = Row(stated if stated >= 0 else before + 1, {})
            self._row.hidden = attributes.get("hidden") in _TRUE
            self._next_column = 0
        elif element == "rPh":
            self._phonetic += 1
        elif element == "col" and attributes.get("hidden") in _TRUE:
            self._hide(attributes)

    def _ended(self, element: str, text: str) -> None:
        if element == "v":
            self._value = text
        elif element == "c":
            self._take()
        elif element == "t":
            if not self._phonetic:
                self._inline.append(text)
        elif element == "row":
            row = self._row
            if row.number > self._limits.max_sheet_rows:
                self._refuse("rows", self._limits.max_sheet_rows)
            if row.cells or row.odd:
                self._done.append(row)
        elif element == "rPh":
            self._phonetic -= 1

    def _take(self) -> None:
        """The cell that has just ended."""
        cell, value, odd = self._cell, self._value, None
        place = cell.get("r")
        column = self._next_column
        if place:
            letters = place.rstrip("0123456789")
            known = self._columns.get(letters)
            column = self._column_of(letters) if known is None else known
        self._next_column = column + 1
        kind = cell.get("t", "n")
        if kind == "s":
            index = _whole(value.strip())
            if not 0 <= index < len(self._strings):
                raise self._part.fault(f"{place!r:.40} names a text that is not there")
            value = self._strings[index]
        elif kind == "n":
            if value:
                value, odd = self._styles.shown(value, cell.get("s", ""))
        elif kind == "str":
            value = unescaped(value)
        else:
            value, odd = self._rare(kind, value)
        if self._has_formula:
            self._has_formula = False
            if not value and odd is None and kind != "str":
                odd = Oddity.NO_VALUE
        if value and (text := value.strip()):
            if column >= self._limits.max_sheet_columns:
                self._refuse("columns", self._limits.max_sheet_columns)
            if len(text) > self._limits.max_string_chars:
                self._refuse_length()
            self._count += 1
            if self._count > self._limits.max_sheet_cells:
                self._refuse("cells", self._limits.max_sheet_cells)
            self._row.cells[column] = BomText(text)
        if odd is not None:
            if self._row.odd is NOTHING_ODD:
                self._row.odd = {}
            self._row.odd[column] = odd

    def _rare(self, kind: str, value: str) -> tuple[str, Oddity | None]:
        """The text of a cell that is neither a shared text nor a number."""
        if kind == "inlineStr":
            value = unescaped("".join(self._inline))
            self._inline.clear()
            return value, None
        if kind == "b":
            return "true" if value.strip() == "1" else "false" if value else "", None
        if kind == "e":
            return "", Oddity.ERROR
        return value, Oddity.DATE if kind == "d" else None

    def _column_of(self, letters: str) -> int:
        if not (letters.isascii() and letters.isalpha() and letters.isupper()):
            raise self._part.fault(f"{letters!r:.40} is no column of a cell")
        column = self._columns[letters] = _column(letters)
        return column

    def _hide(self, attributes: Attributes) -> None:
        first, last = _whole(attributes.get("min", "")), _whole(attributes.get("max", ""))
        if first >= 0 and last >= 0:
            most = self._limits.max_sheet_columns
            self._sheet.hidden_columns.update(range(first - 1, min(last, most)))

    def _refuse(self, what: str, limit: int) -> NoReturn:
        raise LimitError(
            self._file, f"more than {limit} {what} (limits.max_sheet_{what}); split the table",
            f"{self._sheet.name}, row {self._row.number}",
        )  # fmt: skip

    def _refuse_length(self) -> NoReturn:
        raise LimitError(
            self._file,
            f"a text of more than {self._limits.max_string_chars} characters "
            "(limits.max_string_chars); shorten it",
            f"{self._sheet.name}, row {self._row.number}",
        )
