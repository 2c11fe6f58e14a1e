"""Names of organisations, made comparable: exact matches decide, look-alikes only propose.

:func:`normalised` removes what spelling adds (compatibility forms, invisible and bidirectional
characters, case, punctuation, the legal form at either end) and keeps what tells two
organisations apart (places, branches, "Holding", "Group"). :func:`name_keys` are what decides:
the normalised name without what typing leaves out as well (accents, an article, *and*, the space
in a name of two words). :func:`skeleton` goes further, so far that it may join two different
names; it serves proposals only.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from vcs_check.origin.han import simplified
from vcs_check.origin.legal_forms import (
    FOREIGN_FORMS,
    KINDS,
    LEADING_FORMS,
    NO_COUNTRY,
    TRAILING_FORMS,
)
from vcs_check.text import folded

_SINGLE_LETTER_DOT: Final = re.compile(r"(?<!\w)(\w)\.")
_NOT_A_WORD: Final = re.compile(r"[^\w]+|_+")

_GLUED: Final = tuple(
    form for form in (*TRAILING_FORMS, *LEADING_FORMS) if ord(form[0]) >= 0x1100 and form[0] != "("
)
"""Forms of scripts without spaces: they end or begin a name without a boundary."""
_BRACKETED: Final = (
    ("(주)", " 주식회사 "),
    ("(株)", " 株式会社 "),
    ("(有)", " 有限会社 "),
    ("(유)", " 유한회사 "),
)
_LONGEST_FORM: Final = 5
"""Words of the longest form."""

_LONGEST_REMEMBERED: Final = 500
"""Characters; longer names are no names, and would only fill the memory."""

_LEAST_GLUED: Final = 5
"""Letters of a name in which spaces do not count."""
ONE_SPELLING: Final = {
    "organisation": "organization", "organisations": "organizations", "labour": "labor",
    "labours": "labors", "centre": "center", "centres": "centers", "defence": "defense",
    "fibre": "fiber", "colour": "color", "aluminium": "aluminum", "programme": "program",
    "theatre": "theater", "tyre": "tire", "tyres": "tires", "grey": "gray",
    "intl": "international", "natl": "national", "mfg": "manufacturing", "mfrs": "manufacturers",
    "bros": "brothers", "hldgs": "holdings", "hldg": "holding", "grp": "group",
    "1st": "first", "2nd": "second", "3rd": "third",
}  # fmt: skip
"""One word in two spellings: British and American, short and in full. Not of kin: tech and
technology, industry and industries are told apart."""
_LATIN_LETTERS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_DIGRAPHS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
"""How Germans and Scandinavians write these letters without accents, as others do not."""

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


def name_key(name: str) -> str:
    """The first of :func:`name_keys`: how the name is written without accents."""
    return name_keys(name)[0]


def name_keys(name: str) -> tuple[str, ...]:
    """What two spellings of one name share; the first is the usual one.

    Two keys where a letter may be written in two ways without accents: ``Müller`` is typed as
    ``Muller`` and as ``Mueller``. Names are the same where any of their keys is.
    """
    if len(name) > _LONGEST_REMEMBERED:
        return _keys(name)
    return _keys_remembered(name)


@lru_cache(maxsize=1 << 16)
def _keys_remembered(name: str) -> tuple[str, ...]:
    return _keys(name)


def _keys(name: str) -> tuple[str, ...]:
    bare = normalised(name)
    plain = _key(bare)
    if bare.isascii() or bare.translate(_DIGRAPHS) == bare:
        return (plain,)
    return tuple(dict.fromkeys((plain, _key(bare.translate(_DIGRAPHS)))))


def _key(bare: str) -> str:
    if not bare.isascii():
        bare = without_accents(bare)
    words = [ONE_SPELLING.get(word, word) for word in bare.split(" ")]
    if len(words) == 1:
        return words[0]
    if len(words) > 2 and words[0] == "the":
        del words[0]
    if len(words) > 2:
        words = [words[0], *(word for word in words[1:-1] if word != "and"), words[-1]]
    glued = "".join(words)
    # "goodwill" and "good will" are one; of few letters, where words end tells names apart
    return glued if len(glued) >= _LEAST_GLUED or not glued.isascii() else " ".join(words)


def without_accents(text: str) -> str:
    """Latin letters without diacritics; other scripts as they are, where marks make letters."""
    found = []
    for char in text.translate(_LATIN_LETTERS):
        base = unicodedata.normalize("NFD", char)[0] if ord(char) > 0x7F else char
        found.append(base if base.isascii() else char)
    return "".join(found)


def spelled(name: str) -> str:
    """The name folded and without punctuation, its legal form kept: tells legal persons apart."""
    if not name.isascii():
        name = _native(unicodedata.normalize("NFKC", name))
    text = folded(name)
    if "&" in text:
        text = text.replace("&", " and ")
    if "." in text:
        text = _SINGLE_LETTER_DOT.sub(r"\1", text)
    if "'" in text or "’" in text:
        text = text.replace("'", "").replace("’", "")
    return _NOT_A_WORD.sub(" ", text).strip() or text


def _native(name: str) -> str:
    """Bracketed forms of Japan and Korea written out, Han characters as mainland China has them."""
    for short, form in _BRACKETED:
        name = name.replace(short, form)
    return simplified(name).replace("&", " and ")


def form_countries(name: str) -> frozenset[str]:
    """The countries that the name's legal form belongs to; empty where it says nothing."""
    return _split(name)[1]


def foreign_form(name: str) -> str:
    """The legal form in the name that no company of the US has; empty where there is none.

    ``Ltd``, ``Limited``, ``Co`` and ``Corp`` are used in the US as well, and say nothing.
    """
    return _split(name)[2]


def company_kind(name: str) -> str:
    """What the legal form makes of a company (``gmbh``, ``ag``, ``limited`` …); empty for none.

    Two names that differ in nothing else, but in this, are names of two companies.
    """
    return _split(name)[3]


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


def _split(name: str) -> tuple[str, frozenset[str], str, str]:
    """The normalised name, the countries of the first form with some, a foreign form, a kind."""
    if len(name) > _LONGEST_REMEMBERED:
        return _split_words(name)
    return _split_remembered(name)


@lru_cache(maxsize=1 << 16)
def _split_remembered(name: str) -> tuple[str, frozenset[str], str, str]:
    return _split_words(name)


def _split_words(name: str) -> tuple[str, frozenset[str], str, str]:
    words = spelled(name).split(" ")
    start, end = 0, len(words)
    countries, foreign, kind = NO_COUNTRY, "", ""
    while end - start > 1:
        form, length = _form(words, end - start, end, TRAILING_FORMS)
        if length:
            countries = countries or TRAILING_FORMS[form]
            kind = kind or KINDS.get(form, "")
            if form in FOREIGN_FORMS:
                foreign = foreign or form
            end -= length
            continue
        form, length = _form(words, end - start, start, LEADING_FORMS)
        if not length:
            break
        countries = countries or LEADING_FORMS[form]
        if form in FOREIGN_FORMS:
            foreign = foreign or form
        start += length
    bare = " ".join(words[start:end])
    if bare.isascii():
        return bare, countries, foreign, kind
    glued, form = _without_glued(bare)
    if form:
        countries = (
            countries or TRAILING_FORMS.get(form, NO_COUNTRY) or LEADING_FORMS.get(form, NO_COUNTRY)
        )
        foreign = foreign or (form if form in FOREIGN_FORMS else "")
    return glued, countries, foreign, kind


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
