"""Countries that an address names, wherever in it they stand; a guess is never evidence.

BOMs fill the fields of an address freely: ``region: "China"``, ``locality: "Shenzhen, China"``.
A part of the address (between commas and the like) names a country where the whole part is a code
or spelling of the table; a part that merely ends with one, or a code that is short for something
else as well ("CN" is also the province of Cuneo), raises a doubt and no more. Places inside a
country are never looked up: Moscow is in Idaho, too.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from msgspec import Struct

from vcs_check.origin.countries import country_code, country_code_before_han

_BETWEEN_PARTS: Final = re.compile(r"[,;|/\n\r\t、·()\[\]<>]|\s[-–—]\s")
_CODE: Final = re.compile(r"\d+|[a-z]{2,3}", re.IGNORECASE)
_SUBDIVISION: Final = re.compile(r"([a-z]{2})[-_]([a-z0-9]{1,3})", re.IGNORECASE)
"""ISO 3166-2: a country, a hyphen, up to three characters."""
_OWN_ENTRY: Final = {
    **{"CN-HK": "HK", "CN-MO": "MO", "CN-TW": "TW"},
    **{"CN-91": "HK", "CN-92": "MO", "CN-71": "TW"},
}
"""Subdivisions of ISO 3166-2:CN that are countries of ISO 3166-1."""
_NO_SUBDIVISION: Final = frozenset({"CN", "RU", "HK"})
"""Country codes that stand for no part of another country; ``de-CN`` is a language there."""
_SAFE_CODES: Final = frozenset({"CHN", "PRC", "RUS", "HKG", "HK"})
"""Codes that mean nothing else in an address; "MO" is Missouri, "CN" Cuneo."""
_DOUBTFUL_CODES: Final = frozenset({"CN", "RU"})
_ALSO_IN_THE_US: Final = frozenset(
    {"georgia", "lebanon", "peru", "mexico", "cuba", "norway", "jordan", "jersey", "poland"}
)
"""Countries that are states or well-known towns of the US as well: no country in an address."""
_STATES: Final = (
    "alabama,alaska,arizona,arkansas,california,colorado,connecticut,delaware,florida,georgia,"
    "hawaii,idaho,illinois,indiana,iowa,kansas,kentucky,louisiana,maine,maryland,massachusetts,"
    "michigan,minnesota,mississippi,missouri,montana,nebraska,nevada,new hampshire,new jersey,"
    "new mexico,new york,north carolina,north dakota,ohio,oklahoma,oregon,pennsylvania,"
    "rhode island,south carolina,south dakota,tennessee,texas,utah,vermont,virginia,washington,"
    "west virginia,wisconsin,wyoming,"
    "al,ak,az,ar,ca,co,ct,de,fl,ga,hi,id,il,in,ia,ks,ky,la,me,md,ma,mi,mn,ms,mo,mt,ne,nv,nh,nj,"
    "nm,ny,nc,nd,oh,ok,or,pa,ri,sc,sd,tn,tx,ut,vt,va,wa,wv,wi,wy"
)
_US_STATES: Final = frozenset(_STATES.split(","))
_LONGEST_NAME_WORDS: Final = 6
_MIN_ENDING: Final = 5
"""Characters of a country's name that a part may end with; shorter ones are codes."""


class NamedCountries(Struct, frozen=True, kw_only=True):
    """Alpha-2 codes that a text names, in its order."""

    certain: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    """Of names that a longer part ends with."""
    short: tuple[str, ...] = ()
    """Of codes that mean something else in another country; void where one is named."""


_NOTHING: Final = NamedCountries()


def countries_of_field(text: str) -> NamedCountries:
    """Of the country field of an address: codes of every kind count there."""
    return _scan(text, is_country_field=True) if text else _NOTHING


def countries_of_rest(text: str) -> NamedCountries:
    """Of the other fields of an address, joined: words count, codes only where they are clear."""
    return _scan(text, is_country_field=False) if text else _NOTHING


def _scan(text: str, *, is_country_field: bool) -> NamedCountries:
    text = text if text.isascii() else unicodedata.normalize("NFKC", text)
    if is_country_field and (code := country_code(text) or subdivision_country(text)):
        return NamedCountries(certain=(code,))
    certain: dict[str, None] = {}
    doubtful: dict[str, None] = {}
    short: dict[str, None] = {}
    parts = [bare for part in _BETWEEN_PARTS.split(text) if (bare := _without_numbers(part))]
    index = 0
    while index < len(parts):
        pair = f"{parts[index]} {parts[index + 1]}" if index + 1 < len(parts) else ""
        if pair and (code := _whole(pair, is_country_field=False)):
            certain.setdefault(code)  # "Taiwan, Province of China", "Korea, Republic of"
            index += 2
            continue
        part = parts[index]
        index += 1
        if code := _whole(part, is_country_field=is_country_field):
            certain.setdefault(code)
        elif part.lower() in _US_STATES:
            if certain:  # "China, Maine"
                certain.setdefault("US")
        elif part.upper() in _DOUBTFUL_CODES:
            short.setdefault(part.upper())
        elif code := _ending(part):
            doubtful.setdefault(code)
    return NamedCountries(certain=tuple(certain), doubtful=tuple(doubtful), short=tuple(short))


def _without_numbers(part: str) -> str:
    """The part without postal codes and house numbers at its ends."""
    words = part.split()
    while words and any(char.isdigit() for char in words[-1]) and not _is_subdivision(words[-1]):
        words.pop()
    while len(words) > 1 and any(char.isdigit() for char in words[0]):
        words.pop(0)
    return " ".join(words)


def _whole(part: str, *, is_country_field: bool) -> str:
    """The country that the whole part names; empty for none."""
    if code := subdivision_country(part):
        return code
    if not is_country_field:
        if _CODE.fullmatch(part) and part.upper() not in _SAFE_CODES:
            return ""
        if part.lower() in _ALSO_IN_THE_US:
            return ""
    return country_code(part) or country_code_before_han(part) or ""


def subdivision_country(part: str) -> str:
    """The country of an ISO 3166-2 code such as ``CN-GD``; empty for anything else."""
    found = _SUBDIVISION.fullmatch(part.strip())
    if found is None:
        return ""
    country, within = found[1].upper(), found[2].upper()
    own = _OWN_ENTRY.get(f"{country}-{within}")
    if own is not None:
        return own
    if within in _NO_SUBDIVISION and within != country:
        return ""
    return country_code(country) or ""


def _is_subdivision(word: str) -> bool:
    return bool(subdivision_country(word))


def _ending(part: str) -> str:
    """The country whose name the part ends with (``Shenzhen China``), the longest name first."""
    words = part.split()
    for count in range(min(len(words) - 1, _LONGEST_NAME_WORDS), 0, -1):
        ending = " ".join(words[-count:])
        long_enough = len(ending) >= _MIN_ENDING or (len(ending) > 1 and not ending.isascii())
        if long_enough and ending.lower() not in _ALSO_IN_THE_US:
            code = country_code(ending)
            if code is not None:
                return code
    return ""
