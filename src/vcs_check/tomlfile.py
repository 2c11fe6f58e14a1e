"""TOML files that people write: program, register, decisions. Every fault has its line.

``tomllib`` forgets where a value stood. :func:`read_toml` keeps the text, so that a fault of
meaning (an unknown key, a wrong type, a missing key) can name the line as well as a fault of
syntax does. The lines are looked up only when somebody asks.
"""

from __future__ import annotations

import difflib
import math
import re
import tomllib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final, TypeVar

from vcs_check.errors import LimitError, MalformedError
from vcs_check.limits import DEFAULT_LIMITS, Limits
from vcs_check.text import BomText

_T = TypeVar("_T")
_Path = tuple[str | int, ...]

_BARE: Final = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_KEY: Final = rf"{_BARE}(?:[ \t]*\.[ \t]*{_BARE})*"
_STATEMENT: Final = re.compile(
    r"\s*(?:\#[^\n]*\s*)*"
    rf"(?:(?P<brackets>\[\[?)[ \t]*(?P<header>{_KEY})[ \t]*\]\]?|(?P<key>{_KEY})[ \t]*=)"
)
_PART: Final = re.compile(_BARE)
_TOKEN: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|\#[^\n]*'
    r"|[\[\]{}]|\n|[^\"'\#\[\]{}\n]+",
    re.DOTALL,
)
_ERROR_LINE: Final = re.compile(r"\(at line (\d+), column \d+\)")


def read_toml(data: bytes, path: str, limits: Limits = DEFAULT_LIMITS) -> TomlDocument:
    """Parse a TOML file.

    Args:
        data: the file's bytes; UTF-8, with or without a byte-order mark.
        path: the file's name as the user gave it, for messages.
        limits: ``max_settings_bytes`` is the one that applies.

    Raises:
        LimitError: the file is larger than ``limits.max_settings_bytes``.
        MalformedError: not UTF-8, or not TOML; with the line.
    """
    if len(data) > limits.max_settings_bytes:
        raise LimitError(
            path,
            f"{len(data)} bytes, the limit is {limits.max_settings_bytes} "
            "(limits.max_settings_bytes)",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise MalformedError(
            path, "not UTF-8, which TOML has to be; save the file as UTF-8", f"line {line}"
        ) from None
    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise MalformedError(path, "nested too deeply for a settings file") from None
    except ValueError as error:  # TOMLDecodeError, and integers of thousands of digits
        found = _ERROR_LINE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        message = _ERROR_LINE.sub("", str(error)).replace("(at end of document)", "").strip()
        raise MalformedError(path, f"not valid TOML: {message}", f"line {line}") from None
    return TomlDocument(path, text, values)


class TomlDocument:
    """A parsed TOML file that knows the line of each table and key."""

    def __init__(self, path: str, text: str, values: dict[str, Any]) -> None:
        self.path = path
        self.text = text
        self.root = TomlTable(self, values, ())
        self._lines: dict[_Path, int] | None = None

    def line(self, where: _Path) -> int:
        """The line (from 1) of a table or key; of what encloses it where it has none of its own.

        Args:
            where: keys from the root down; a position (from 0) after the name of an array of
                tables: ``("party", 2, "owner", 0, "country")``.
        """
        if self._lines is None:
            self._lines = _lines(self.text)
        for length in range(len(where), 0, -1):
            line = self._lines.get(where[:length])
            if line is not None:
                return line
        return 1


class TomlTable:
    """One table of a document; its accessors raise :class:`MalformedError` with file and line."""

    __slots__ = ("document", "values", "where")

    def __init__(self, document: TomlDocument, values: dict[str, Any], where: _Path) -> None:
        self.document = document
        self.values = values
        self.where = where

    def place(self, key: str | None = None) -> str:
        """``line N`` of the table, or of a key of it."""
        return f"line {self.document.line(self.where if key is None else (*self.where, key))}"

    def fault(self, message: str, key: str | None = None) -> MalformedError:
        """The error to raise for something wrong at this table or key."""
        return MalformedError(self.document.path, message, self.place(key))

    def allow(self, keys: Iterable[str]) -> None:
        """Refuse every key that is not one of ``keys``, and name the nearest."""
        known = list(keys)
        for key in self.values:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
                hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
                raise self.fault(f"unknown key {key!r}; {hint}", key)

    def need(self, key: str, value: _T | None) -> _T:
        """The value, which has to be there (``table.need("name", table.text("name"))``)."""
        if value is None:
            raise self.fault(f"{key!r} is missing")
        return value

    def text(self, key: str) -> BomText | None:
        """A non-empty text without white space at its ends; None where the key is absent."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self._wrong(key, value, "a text in quotes")
        if not value.strip():
            raise self.fault(f"{key} is empty; give a text or leave the key out", key)
        return BomText(value.strip())

    def word(self, key: str, words: Iterable[str]) -> str | None:
        """A text that is one of ``words``."""
        value = self.text(key)
        allowed = list(words)
        if value is not None and value not in allowed:
            raise self._wrong(key, value, f"one of {', '.join(allowed)}")
        return value

    def number(
        self, key: str, *, at_least: float = -math.inf, at_most: float = math.inf
    ) -> float | None:
        """A finite number within the bounds (both included)."""
        value = self.values.get(key)
        if value is None:
            return None
        wrong = isinstance(value, bool) or not isinstance(value, int | float)
        if wrong or not math.isfinite(value) or not at_least <= value <= at_most:
            raise self._wrong(key, value, f"a number{_bounds(at_least, at_most)}")
        return float(value)

    def integer(
        self, key: str, *, at_least: float = -math.inf, at_most: float = math.inf
    ) -> int | None:
        """A whole number within the bounds (both included)."""
        value = self.values.get(key)
        if value is None:
            return None
        wrong = isinstance(value, bool) or not isinstance(value, int)
        if wrong or not at_least <= value <= at_most:
            raise self._wrong(key, value, f"a whole number{_bounds(at_least, at_most)}")
        return int(value)

    def boolean(self, key: str) -> bool | None:
        """``true`` or ``false``."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, bool):
            raise self._wrong(key, value, "true or false")
        return value

    def date(self, key: str) -> date | None:
        """A day, written without quotes: ``2026-03-02``."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self._wrong(key, value, "a date without quotes, such as 2026-03-02")
        return value

    def texts(self, key: str) -> tuple[BomText, ...]:
        """A list of texts; empty where the key is absent. A single text is a list of one."""
        value = self.values.get(key, [])
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise self._wrong(key, value, "a list of texts")
        if not all(item.strip() for item in items):
            raise self.fault(f"{key} contains an empty text", key)
        return tuple(BomText(item.strip()) for item in items)

    def table(self, key: str) -> TomlTable | None:
        """A table below this one."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self._wrong(key, value, f"a table: [{key}]")
        return TomlTable(self.document, value, (*self.where, key))

    def tables(self, key: str) -> list[TomlTable]:
        """An array of tables (``[[key]]``); empty where the key is absent."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self._wrong(key, value, f"an array of tables: [[{key}]]")
        return [
            TomlTable(self.document, item, (*self.where, key, position))
            for position, item in enumerate(value)
        ]

    def _wrong(self, key: str, value: object, expected: str) -> MalformedError:
        shown = "a table" if isinstance(value, dict) else repr(value)
        if len(shown) > 80:
            shown = shown[:77] + "..."
        return self.fault(f"{key} is {shown}, which is not {expected}", key)


def _bounds(at_least: float, at_most: float) -> str:
    if math.isfinite(at_least) and math.isfinite(at_most):
        return f" from {at_least:g} to {at_most:g}"
    if math.isfinite(at_least):
        return f" of at least {at_least:g}"
    return f" of at most {at_most:g}" if math.isfinite(at_most) else ""


def _lines(text: str) -> dict[_Path, int]:
    """The line of every table header and key of a text that ``tomllib`` has accepted."""
    lines: dict[_Path, int] = {}
    counts: dict[_Path, int] = {}
    table: _Path = ()
    position, line, counted = 0, 1, 0
    while (statement := _STATEMENT.match(text, position)) is not None:
        start = statement.start("header" if statement["brackets"] else "key")
        line += text.count("\n", counted, start)
        counted = start
        if statement["brackets"]:
            table = _header(statement["header"], statement["brackets"] == "[[", counts)
            lines[table] = line
            position = statement.end()
            lines.setdefault(table[:-1] if isinstance(table[-1], int) else table, line)
        else:
            key = (*table, *_parts(statement["key"]))
            for length in range(len(table) + 1, len(key) + 1):
                lines.setdefault(key[:length], line)
            position = _value_end(text, statement.end())
    return lines


def _header(header: str, is_array: bool, counts: dict[_Path, int]) -> _Path:
    """The path of a header; names of arrays of tables stand for their latest element."""
    path: _Path = ()
    parts = _parts(header)
    for index, part in enumerate(parts):
        path = (*path, part)
        if is_array and index == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _parts(key: str) -> list[str]:
    return [
        next(iter(tomllib.loads(f"{part} = 0"))) if part[0] in "\"'" else part
        for part in _PART.findall(key)
    ]


def _value_end(text: str, position: int) -> int:
    """Where the value that starts at ``position`` ends: the first line end outside brackets."""
    depth = 0
    for token in _TOKEN.finditer(text, position):
        shown = token[0]
        if shown in ("[", "{"):
            depth += 1
        elif shown in ("]", "}"):
            depth -= 1
        elif shown == "\n" and depth == 0:
            return token.end()
    return len(text)
