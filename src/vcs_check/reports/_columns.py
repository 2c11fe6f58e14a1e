"""Terminal columns: how wide a text is, and how to wrap, cut and pad it.

Chinese, Japanese and Korean characters take two columns, combining marks none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

_CUT: Final = "..."


def columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return len(text) if text.isascii() else sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cut(text: str, width: int) -> str:
    """The text in at most ``width`` columns (4 or more), with ``...`` where it was cut."""
    if columns(text) <= width:
        return text
    return _beginning(text, width - len(_CUT)) + _CUT


def pad(text: str, width: int) -> str:
    """The text, cut or filled with spaces to exactly ``width`` columns."""
    fitting = cut(text, width)
    return fitting + " " * (width - columns(fitting))


def wrap(text: str, width: int, max_lines: int | None = None) -> list[str]:
    """The text in lines of at most ``width`` columns, broken at spaces where there are any.

    Args:
        text: one paragraph.
        width: columns of a line.
        max_lines: with it, the rest is cut and the last line says so with ``...``.
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        for piece in _slices(word, width):
            joined = f"{line} {piece}" if line else piece
            if columns(joined) <= width:
                line = joined
            else:
                lines.append(line)
                line = piece
        if max_lines is not None and len(lines) > max_lines:
            break
    if line:
        lines.append(line)
    if max_lines is not None and len(lines) > max_lines:
        last = _beginning(lines[max_lines - 1], width - len(_CUT)).rstrip(" .")
        return [*lines[: max_lines - 1], last + _CUT]
    return lines


def _beginning(text: str, width: int) -> str:
    """The longest beginning of the text that fits."""
    used = 0
    for position, char in enumerate(text):
        used += _width(char)
        if used > width:
            return text[:position]
    return text


def _slices(word: str, width: int) -> Iterator[str]:
    """The word in pieces of at most ``width`` columns."""
    if word.isascii():
        for start in range(0, len(word), width):
            yield word[start : start + width]
        return
    piece, used = "", 0
    for char in word:
        wide = _width(char)
        if piece and used + wide > width:
            yield piece
            piece, used = "", 0
        piece += char
        used += wide
    if piece:
        yield piece
