"""The type of every string that came from outside, and what may be done with it here.

A :data:`BomText` may be compared, matched and stored. It becomes HTML, CSV, Markdown, a
terminal line or XML only through the one escape function of that format, in
``vcs_check.reports``.
"""

from __future__ import annotations

import unicodedata
from typing import NewType

BomText = NewType("BomText", str)
"""A string that came from a BOM, a register or a decisions file. Hostile until escaped."""

_INVISIBLE = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})


def visible(text: str) -> str:
    """The text without invisible, control and bidirectional characters (for matching)."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if char in "\t\n\r" else char
        for char in text
        if char in "\t\n\r" or unicodedata.category(char) not in _INVISIBLE
    )


def folded(text: str) -> str:
    """NFKC, without invisible characters, case-folded, white space collapsed (for matching)."""
    if text.isascii():
        return " ".join(visible(text).lower().split())
    return " ".join(visible(unicodedata.normalize("NFKC", text)).casefold().split())


def has_hidden_characters(text: str) -> bool:
    """Whether the text contains characters that a reader cannot see."""
    return not text.isascii() and any(unicodedata.category(char) == "Cf" for char in text)
