"""The normal form of text for matching: folded words, one space between them.

Every separator is a space, so ``wpa_supplicant``, ``wpa-supplicant`` and ``WPA Supplicant``
are one. Han and kana stand in words of their own, because no space parts them from Latin.
"""

from __future__ import annotations

import re
import unicodedata

from vcs_check.text import folded, latin, plain_numbers, visible

ASCII_WORDS = bytes(ord(chr(c).lower()) if chr(c).isalnum() and c < 128 else 32 for c in range(256))
"""For each ASCII character what becomes of it: lower-case letters, digits, spaces."""
_SEPARATORS = re.compile(r"[\W_]+")
_EAST_ASIAN = r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]"
_SEAM = re.compile(f"(?<=[a-z0-9])(?={_EAST_ASIAN})|(?<={_EAST_ASIAN})(?=[a-z0-9])")
_CAMEL = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z])")
MAX_CHARS = 4000
"""Characters of one text that are looked at; nobody names a part further down."""


def words(text: str) -> str:
    """The words of ``text``, folded, parted by single spaces."""
    if len(text) > MAX_CHARS:
        text = text[:MAX_CHARS]
    if text.isascii():
        return translated(text, ASCII_WORDS).strip()
    seen = visible(unicodedata.normalize("NFKC", text))
    return _SEPARATORS.sub(" ", _SEAM.sub(" ", folded(plain_numbers(latin(seen))))).strip()


def translated(text: str, table: bytes) -> str:
    """ASCII text by a table of 256 bytes, no two spaces side by side.

    Bytes are translated eight times as fast as text, and this is most of what matching costs.
    """
    raw = text.encode("ascii").translate(table)
    while b"  " in raw:
        raw = raw.replace(b"  ", b" ")
    return raw.decode("ascii")


def camel_parts(text: str) -> str:
    """``text`` with ``CamelCase`` taken apart; empty where there is none."""
    return _CAMEL.sub(" ", text) if _CAMEL.search(text) else ""


def is_east_asian(text: str) -> bool:
    """Whether the text is written without spaces between words."""
    return re.search(_EAST_ASIAN, text) is not None
