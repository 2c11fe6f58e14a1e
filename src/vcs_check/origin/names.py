"""Names of organisations, made comparable: exact matches decide, look-alikes only propose.

:func:`normalised` removes what spelling adds (compatibility forms, invisible and bidirectional
characters, case, punctuation, the legal form at either end) and keeps what tells two
organisations apart (places, branches, "Holding", "Group"). :func:`skeleton` goes further, so far
that it may join two different names; it serves proposals only.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from vcs_check.text import folded

_SINGLE_LETTER_DOT: Final = re.compile(r"(?<!\w)(\w)\.")
_NOT_A_WORD: Final = re.compile(r"[^\w]+|_+")

_ANY: Final = frozenset[str]()
_CHINESE: Final = frozenset({"CN", "HK", "MO", "TW", "SG"})
_RUSSIAN: Final = frozenset({"RU", "BY", "KZ", "KG"})


def _forms(countries: frozenset[str], *forms: str) -> dict[str, frozenset[str]]:
    return dict.fromkeys(forms, countries)


def _in(*countries: str) -> frozenset[str]:
    return frozenset(countries)


TRAILING_FORMS: Final[dict[str, frozenset[str]]] = {
    **_forms(
        _ANY,
        *("ltd", "limited", "co", "company", "corp", "corporation", "inc", "incorporated"),
        *("llc", "lp", "llp", "plc", "coltd", "pte", "pvt", "sa", "ag", "ab", "kg", "se", "nv"),
        *("sarl", "srl", "sas", "as", "lda", "ltda", "cv", "sl", "tbk", "bhd", "sdn", "and co"),
    ),
    **_forms(_in("DE", "AT", "CH", "LI", "LU"), "gmbh", "mbh", "ggmbh", "gesmbh"),
    **_forms(_in("DE"), "kgaa", "gmbh and co kg", "gmbh and co kgaa"),
    **_forms(_in("IT", "SM"), "spa"),
    **_forms(_in("NL", "BE", "CW", "AW", "SX"), "bv"),
    **_forms(_in("FI"), "oy", "oyj"),
    **_forms(_in("EE"), "oü"),
    **_forms(_in("NO"), "asa"),
    **_forms(_in("DK"), "aps", "a s"),
    **_forms(_in("PL"), "sp z oo", "spolka z oo"),
    **_forms(_in("CZ", "SK"), "sro"),
    **_forms(_in("HU"), "kft", "zrt", "nyrt"),
    **_forms(_in("BG"), "ad", "ood", "eood"),
    **_forms(_in("SI", "HR", "RS", "BA", "ME"), "doo"),
    **_forms(_in("LU", "FR", "BE", "CH"), "sàrl", "sà rl", "s à r l", "s a r l"),
    **_forms(_in("AU", "ZA"), "pty ltd", "pty limited", "pty"),
    **_forms(_in("ES"), "slu", "sociedad limitada"),
    **_forms(_in("JP"), "株式会社", "有限会社", "合同会社", "kabushiki kaisha", "kk", "gk"),
    **_forms(_in("KR"), "주식회사", "유한회사", "(주)"),
    **_forms(_CHINESE, "股份有限公司", "有限责任公司", "有限責任公司", "有限公司", "公司"),
    **_forms(_RUSSIAN, "ооо", "оао", "зао", "пао", "ао"),
    **_forms(_RUSSIAN, "ooo", "oao", "zao", "pao", "pjsc", "ojsc"),
    **_forms(_ANY, "jsc"),
}  # fmt: skip
"""Legal forms at the end of a name, folded, and the countries that a form belongs to.

No countries: the form is used all over the world, or means different things in different places.
"""

LEADING_FORMS: Final[dict[str, frozenset[str]]] = {
    **_forms(
        _RUSSIAN,
        *("ооо", "оао", "зао", "пао", "ао", "мкао", "мкпао"),
        *("ooo", "oao", "zao", "pao", "pjsc", "ojsc", "cjsc"),
    ),
    **_forms(_in("RU"), "общество с ограниченной ответственностью"),
    **_forms(_in("JP"), "株式会社", "有限会社", "合同会社"),
    **_forms(_in("KR"), "주식회사", "유한회사"),
    **_forms(_in("ID"), "pt"),
    **_forms(_ANY, "jsc"),
}
"""Legal forms in front of a name. Latin two-letter forms other than these stay: they may be it."""

_FOREIGN_FORMS: Final = frozenset(
    {form for form, countries in {**TRAILING_FORMS, **LEADING_FORMS}.items() if countries}
    | {"plc", "pte", "pvt", "sa", "ag", "ab", "kg", "se", "nv", "sarl", "srl", "sas", "as"}
    | {"lda", "ltda", "cv", "tbk", "bhd", "sdn"}
)
"""Forms of other countries than the US, also those of several countries."""

_GLUED: Final = tuple(
    form for form in (*TRAILING_FORMS, *LEADING_FORMS) if ord(form[0]) >= 0x1100 and form != "(주)"
)
"""Forms of scripts without spaces: they end or begin a name without a boundary."""
_LONGEST_FORM: Final = 5
"""Words of the longest form."""

_LONGEST_REMEMBERED: Final = 500
"""Characters; longer names are no names, and would only fill the memory."""

_CONFUSABLES: Final = str.maketrans(
    {
        **dict(zip("авекмнорстухіјѕԁԛԝһпгьё", "abekmhopctyxijsdqwhnrbe", strict=True)),
        **dict(zip("αβεηικνορτυχγωμζ", "abehiknoptyxywmz", strict=True)),
        **{"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "0": "o", "1": "l"},
        **{"ɑ": "a", "ɡ": "g", "ⅼ": "l", "|": "l", "œ": "oe"},
    }
)
"""Letters that look like Latin ones (Unicode TS 39, by eye), after case folding."""


def normalised(name: str) -> str:
    """The name as it is compared: folded, without punctuation and without its legal form."""
    return _split(name)[0]


def spelled(name: str) -> str:
    """The name folded and without punctuation, its legal form kept: tells legal persons apart."""
    if not name.isascii():
        name = name.replace("㈜", " 주식회사 ").replace("(주)", " 주식회사 ").replace("&", " and ")
    text = folded(name)
    if "&" in text:
        text = text.replace("&", " and ")
    if "." in text:
        text = _SINGLE_LETTER_DOT.sub(r"\1", text)
    if "'" in text or "’" in text:
        text = text.replace("'", "").replace("’", "")
    return _NOT_A_WORD.sub(" ", text).strip() or text


def form_countries(name: str) -> frozenset[str]:
    """The countries that the name's legal form belongs to; empty where it says nothing."""
    return _split(name)[1]


def foreign_form(name: str) -> str:
    """The legal form in the name that no company of the US has; empty where there is none.

    ``Ltd``, ``Limited``, ``Co`` and ``Corp`` are used in the US as well, and say nothing.
    """
    return _split(name)[2]


def skeleton(name: str) -> str:
    """The normalised name without diacritics and spaces, look-alikes as Latin letters.

    For proposals towards strictness only: different names may share one skeleton.
    """
    text = normalised(name).translate(_CONFUSABLES)
    if not text.isascii():
        text = "".join(
            char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)
        ).translate(_CONFUSABLES)
    return text.replace(" ", "")


def _split(name: str) -> tuple[str, frozenset[str], str]:
    """The normalised name, the countries of the first form that has some, and a foreign form."""
    if len(name) > _LONGEST_REMEMBERED:
        return _split_words(name)
    return _split_remembered(name)


@lru_cache(maxsize=1 << 16)
def _split_remembered(name: str) -> tuple[str, frozenset[str], str]:
    return _split_words(name)


def _split_words(name: str) -> tuple[str, frozenset[str], str]:
    words = spelled(name).split(" ")
    start, end = 0, len(words)
    countries, foreign = _ANY, ""
    while end - start > 1:
        form, length = _form(words, end - start, end, TRAILING_FORMS)
        if length:
            countries = countries or TRAILING_FORMS[form]
            if form in _FOREIGN_FORMS:
                foreign = foreign or form
            end -= length
            continue
        form, length = _form(words, end - start, start, LEADING_FORMS)
        if not length:
            break
        countries = countries or LEADING_FORMS[form]
        if form in _FOREIGN_FORMS:
            foreign = foreign or form
        start += length
    bare = " ".join(words[start:end])
    if bare.isascii():
        return bare, countries, foreign
    glued, form = _without_glued(bare)
    if form:
        countries = countries or TRAILING_FORMS.get(form, _ANY) or LEADING_FORMS.get(form, _ANY)
        foreign = foreign or (form if form in _FOREIGN_FORMS else "")
    return glued, countries, foreign


def _form(
    words: list[str], left: int, at: int, forms: dict[str, frozenset[str]]
) -> tuple[str, int]:
    """The longest form that ends (or, of leading ones, starts) at a position, and its words.

    At least one word always remains.
    """
    for length in range(min(_LONGEST_FORM, left - 1), 0, -1):
        span = words[at - length : at] if forms is TRAILING_FORMS else words[at : at + length]
        form = " ".join(span)
        if form in forms:
            return form, length
    return "", 0


def _without_glued(text: str) -> tuple[str, str]:
    if text in TRAILING_FORMS:  # nothing would remain
        return text, ""
    for form in _glued_forms():
        if len(text) > len(form) + 1:
            if text.endswith(form):
                return text[: -len(form)].strip(), form
            if text.startswith(form) and form in LEADING_FORMS:
                return text[len(form) :].strip(), form
    return text, ""


@cache
def _glued_forms() -> tuple[str, ...]:
    return tuple(sorted(set(_GLUED), key=lambda form: (-len(form), form)))
