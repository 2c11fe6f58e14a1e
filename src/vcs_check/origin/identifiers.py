"""Identifiers of organisations: their check digits, and what a valid one proves.

A valid unified social credit code (GB 32100-2015) is a registration in mainland China, a valid
OGRN one in Russia. A valid INN is a tax number, which foreign companies have as well. LEI,
DUNS, CAGE and FCC grantee codes identify, but prove no country. An identifier that fails its
check proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

SCHEMES: Final = ("lei", "uscc", "inn", "ogrn", "duns", "cage", "fcc_grantee")
"""Schemes that a register may use. A BOM's FCC ID (``fcc``) is read as its grantee code."""

RECORD: Final = "record"
"""The scheme of a record's own key in an imported data set; no register of a user has it."""

_SEPARATORS: Final = re.compile(r"[\s.\-_/]+")
_USCC_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_INN_10: Final = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_11: Final = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_12: Final = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_CAGE_PATTERNS: Final = tuple(
    (re.compile(pattern, re.ASCII), country)
    for pattern, country in (
        (r"[0-9][0-9A-Z]{3}[0-9]", "US"),
        (r"L[0-9A-Z]{3}[0-9]", "CA"),
        (r"[CD][0-9A-Z]{3}[0-9]", "DE"),
        (r"[FM][0-9A-Z]{3}[0-9]", "FR"),
        (r"A[0-9A-Z]{3}[0-9]", "IT"),
        (r"J[0-9A-Z]{3}[0-9]", "JP"),
        (r"Z[0-9A-Z]{3}[0-9]", "AU"),
        (r"[0-9][0-9A-Z]{3}A", "IL"),
        (r"[0-9][0-9A-Z]{3}G", "CZ"),
        (r"[0-9][0-9A-Z]{3}N", "AT"),
    )
)
"""``#***#`` stands in older Canadian codes, too."""
_FCC_GRANTEE: Final = re.compile(r"[A-Z][A-Z0-9]{2}|[2-9][A-Z0-9]{4}")


def canonical(scheme: str, value: str) -> tuple[str, str]:
    """Scheme and value in the one spelling that is compared: capitals, no separators.

    An FCC ID (``fcc``) becomes the grantee code that it starts with.
    """
    scheme = scheme.strip().lower()
    if scheme == "fcc":
        return "fcc_grantee", fcc_grantee(value)
    return scheme, _SEPARATORS.sub("", value).upper()


def is_valid(scheme: str, value: str) -> bool:
    """Whether a canonical value has the shape and check digits of its scheme.

    DUNS has no check; CAGE and FCC grantee codes have a shape only.
    """
    check = _CHECKS.get(scheme)
    return bool(value) if check is None else check(value)


def registration_country(scheme: str, value: str) -> str:
    """The country whose register a *valid* identifier proves: ``CN``, ``RU`` or empty."""
    if scheme == "uscc" and is_valid_uscc(value):
        return "CN"
    if scheme == "ogrn" and is_valid_ogrn(value):
        return "RU"
    return ""


def cage_country(value: str) -> str:
    """The country whose bureau gives codes of this pattern (NATO CodSP-3); empty where none fits.

    A hint and no proof: bureaus codify companies of other countries as well. China and Russia have
    no pattern; ``S***#`` is the NATO agency's, for any country without one.
    """
    for pattern, country in _CAGE_PATTERNS:
        if pattern.fullmatch(value):
            return country
    return ""


def is_valid_lei(value: str) -> bool:
    """ISO 17442: 18 letters and digits, two check digits, remainder 1 of 97."""
    if not re.fullmatch(r"[A-Z0-9]{18}[0-9]{2}", value, re.ASCII):
        return False
    return int("".join(str(int(char, 36)) for char in value)) % 97 == 1


def is_valid_uscc(value: str) -> bool:
    """GB 32100-2015: 18 characters without I, O, S, V and Z, the last a check modulo 31."""
    if len(value) != 18 or any(char not in _USCC_ALPHABET for char in value):
        return False
    if not value[2:8].isdigit():  # the administrative division, GB/T 2260
        return False
    total = sum(
        _USCC_ALPHABET.index(char) * weight
        for char, weight in zip(value, _USCC_WEIGHTS, strict=False)
    )
    return (31 - total % 31) % 31 == _USCC_ALPHABET.index(value[17])


def is_valid_inn(value: str) -> bool:
    """A Russian tax number: 10 digits (organisation) or 12 (person), with check digits."""
    if not _digits(value) or len(value) not in (10, 12) or not value.strip("0"):
        return False
    if len(value) == 10:
        return _inn_check(value, _INN_10) == value[9]
    return _inn_check(value, _INN_11) == value[10] and _inn_check(value, _INN_12) == value[11]


def is_valid_ogrn(value: str) -> bool:
    """A Russian registration: 13 digits (organisation) or 15 (sole trader), with a check."""
    if not _digits(value) or len(value) not in (13, 15) or value[0] == "0":
        return False
    return int(value[:-1]) % (len(value) - 2) % 10 == int(value[-1])


def fcc_grantee(fcc_id: str) -> str:
    """The grantee code of an FCC ID (47 CFR 2.926), canonical; empty where it has none.

    Three characters that start with a letter, or five that start with a digit.
    """
    text = _SEPARATORS.sub("", fcc_id).upper().removeprefix("FCCID:").removeprefix("FCCID")
    found = _FCC_GRANTEE.match(text)
    return found[0] if found else ""


def _digits(value: str) -> bool:
    return value.isascii() and value.isdigit()


def _inn_check(value: str, weights: tuple[int, ...]) -> str:
    total = sum(int(char) * weight for char, weight in zip(value, weights, strict=False))
    return str(total % 11 % 10)


_CHECKS: Final[dict[str, Callable[[str], bool]]] = {
    "lei": is_valid_lei,
    "uscc": is_valid_uscc,
    "inn": is_valid_inn,
    "ogrn": is_valid_ogrn,
    "duns": lambda value: _digits(value) and len(value) == 9,
    "cage": lambda value: bool(re.fullmatch(r"[A-Z0-9]{5}", value, re.ASCII)),
    "fcc_grantee": lambda value: bool(_FCC_GRANTEE.fullmatch(value)),
}
