"""The type of every string that came from outside, and what may be done with it here.

A :data:`BomText` may be compared, matched and stored. It becomes HTML, CSV, Markdown, a
terminal line or XML only through the one escape function of that format, in
``vcs_check.reports``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NewType

BomText = NewType("BomText", str)
"""A string that came from a BOM, a register or a decisions file. Hostile until escaped."""

_INVISIBLE = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})


_LOOKS_LIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХԚԜаеѕіјорсухһԛԝӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρ",
    "ABESIJKMHOPCTYXQWaesijopcyxhqwlABEZHIKMNOPTYXovp",
)
"""Cyrillic and Greek letters that cannot be told from Latin ones. Ω and µ are units, not tricks."""
_CYRILLIC_OR_GREEK = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_NUMBER_WORD = re.compile(r"(?:[^\W_\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]|[\u0300-\u036f])+")
"""A word of an alphabet, with combining marks; Han, kana and Hangul stand for themselves."""
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


def look_alikes(text: str) -> str:
    """Letters of another alphabet that pass for Latin ones, in words that are otherwise Latin.

    In order, each once; empty for honest names: a word in one alphabet is one.
    """
    if _CYRILLIC_OR_GREEK.search(text) is None:
        return ""
    found = (c for word in _mixed_words(text) for c in word if ord(c) in _LOOKS_LIKE)
    return "".join(dict.fromkeys(found))


def latin(text: str) -> str:
    """The text with Latin letters for what passes for them in otherwise Latin words."""
    if _CYRILLIC_OR_GREEK.search(text) is None:
        return text
    mixed = frozenset(_mixed_words(text))
    return _WORD.sub(lambda m: m[0].translate(_LOOKS_LIKE) if m[0] in mixed else m[0], text)


def plain_numbers(text: str) -> str:
    """The text with Latin letters and ASCII digits in what looks like a part number.

    A word with a digit in it, all of whose letters are Latin or pass for Latin (``ЕС25`` in
    Cyrillic letters), reads like a part number whatever it is made of; combining marks in it are
    not letters. For matching only: some of these words are honest.
    """
    return _NUMBER_WORD.sub(_plain_number, text)


def _plain_number(found: re.Match[str]) -> str:
    word = found[0]
    if word.isascii() or not any(char.isdigit() for char in word):
        return word
    parts = unicodedata.normalize("NFKD", word).translate(_LOOKS_LIKE)
    plain = "".join(
        str(unicodedata.digit(char)) if char.isdigit() else char
        for char in parts
        if not unicodedata.combining(char)
    )
    return plain if plain.isascii() else word


def _mixed_words(text: str) -> list[str]:
    """Words that have Latin letters and, of other alphabets, only such as look like them."""
    words = (word for word in _WORD.findall(text) if _CYRILLIC_OR_GREEK.search(word))
    return [
        word
        for word in words
        if _LATIN.search(word) and _CYRILLIC_OR_GREEK.search(word.translate(_LOOKS_LIKE)) is None
    ]


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


def column_letters(column: int) -> str:
    """The name of a spreadsheet's column: ``A`` for column 0, ``AA`` for column 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
