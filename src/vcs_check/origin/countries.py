"""Countries: codes and spellings to ISO 3166-1 alpha-2, from an own table, never by guessing.

The table is ``reference/countries.csv``: alpha-2, alpha-3, spellings in English and in the
languages that supplier data comes in. What is not in it stays unknown (None): a similar spelling
is no evidence, and "Republic of China" (Taiwan) shows what guessing leads to. Hong Kong and
Macau stand as themselves; what they count as is a matter of the edition.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import Final

from vcs_check.bundled import read_bundled
from vcs_check.text import folded

_SEPARATORS: Final = re.compile(r"[^\w]+")
_INITIALS: Final = re.compile(r"(?<=\b\w) (?=\w\b)")
"""The space between single letters: "P.R.C." is looked up as "prc" as well."""
_NO_COUNTRY_IN_HAN: Final = ("中国地方", "中国山地")
"""Regions of Japan."""
_LONGEST_HAN_NAME: Final = 16
_FIRST_HAN: Final = "\u4e00"
_LAST_HAN: Final = "\u9fff"
_OTHER_LAW: Final = {
    "IR": "Iran",
    "KP": "North Korea",
    "CU": "Cuba",
    "VE": "Venezuela",
    "BY": "Belarus",
}
"""No nexus under Subpart D, but a note has to say that other law may apply."""


def country_code(text: str) -> str | None:
    """The alpha-2 code for a code or a spelling; None where the table does not have it.

    Args:
        text: an alpha-2 or alpha-3 code, or a name in any language, as a document has it.
    """
    if len(text) == 2 and text.isupper() and text in _names():
        return text
    key = _key(text)
    spellings = _spellings()
    return spellings.get(key) or spellings.get(_INITIALS.sub("", key).removeprefix("the "))


def country_code_before_han(text: str) -> str | None:
    """The country that a text in Han characters begins with, as an address does: 中国广东."""
    if text.isascii():
        return None
    key = _key(text).replace(" ", "")
    if key.startswith(_NO_COUNTRY_IN_HAN):
        return None
    names = _han_spellings()
    for length in range(min(len(key), _LONGEST_HAN_NAME), 1, -1):
        if code := names.get(key[:length]):
            return code
    return None


def is_country_code(code: str) -> bool:
    """Whether ``code`` is an alpha-2 code of ISO 3166-1, in capitals."""
    return code in _names()


def country_name(code: str) -> str:
    """The English name of an alpha-2 code; the code itself where there is none."""
    return _names().get(code, code)


def other_law_note(code: str) -> str:
    """For a country that other law than Subpart D speaks of, the note to show; else empty."""
    name = _OTHER_LAW.get(code)
    if name is None:
        return ""
    return f"{name} is no foreign adversary under 15 CFR 791 Subpart D; other law may apply"


def _key(text: str) -> str:
    return _SEPARATORS.sub(" ", folded(text).replace("'", "").replace("’", "")).strip()


@cache
def _rows() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    table = read_bundled("origin/reference/countries.csv")
    lines = table.decode("utf-8").splitlines()
    return tuple(
        (alpha2, alpha3, tuple(names.split("|")))
        for alpha2, alpha3, names in list(csv.reader(lines))[1:]
    )


@cache
def _names() -> dict[str, str]:
    return {alpha2: names[0] for alpha2, _, names in _rows()}


@cache
def _spellings() -> dict[str, str]:
    spellings: dict[str, str] = {}
    for alpha2, alpha3, names in _rows():
        spellings[_key(alpha2)] = alpha2
        spellings[_key(alpha3)] = alpha2
        for name in names:
            spellings[_key(name)] = alpha2
    return spellings


@cache
def _han_spellings() -> dict[str, str]:
    return {
        name: code
        for name, code in _spellings().items()
        if all(_FIRST_HAN <= char <= _LAST_HAN for char in name)
    }
