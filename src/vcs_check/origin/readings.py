"""How a name reads in Latin letters and plain words, to propose names of other scripts.

A reading joins different names on purpose (technology, technologies and 科技 are one word in it),
so it serves proposals only. Generic words of Chinese, Japanese and Korean company names are
translated; what is left is transliterated: Cyrillic letter by letter, Han characters as they sound
in Mandarin, kana and hangul as they sound. Han characters of a name with kana or a Japanese legal
form stay, because how they sound there is for the aliases to say. So is a brand of another sound.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import Final

from vcs_check.origin.glossary import HANGUL, KANA
from vcs_check.origin.han import WORDS
from vcs_check.origin.names import normalised, without_accents

_CYRILLIC: Final = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufye", strict=True)),
        **{"ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch"},
        **{"ъ": "", "ь": "", "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g"},
    }
)
_SPELLINGS: Final = {
    "technologies": "technology", "tech": "technology", "techn": "technology",
    "tekhnologii": "technology", "tekhnologiya": "technology", "technologie": "technology",
    "technik": "technology", "tecnologia": "technology",
    "communications": "communication", "comm": "communication", "telecom": "telecommunication",
    "telecommunications": "telecommunication", "svyaz": "communication",
    "electronic": "electronics", "elektronik": "electronics", "elektronika": "electronics",
    "electronique": "electronics", "elettronica": "electronics", "electrical": "electric",
    "semiconductors": "semiconductor", "halbleiter": "semiconductor", "systems": "system",
    "sistemy": "system", "systeme": "system", "solutions": "solution", "services": "service",
    "industries": "industry", "industrial": "industry", "manufacturing": "manufacturing",
    "mfg": "manufacturing", "international": "international", "intl": "international",
    "automobile": "automotive", "auto": "automotive", "networks": "network",
    "instruments": "instrument", "holdings": "holding", "products": "product",
    "labs": "laboratory", "laboratories": "laboratory", "organisation": "organization",
    "gruppe": "group", "groupe": "group", "grupo": "group", "gruppa": "group",
    "zavod": "plant", "kontsern": "concern", "koncern": "concern", "konzern": "concern",
    "korporatsiya": "corporation", "korporaciya": "corporation", "predpriyatie": "enterprise",
    "institut": "institute", "obedinenie": "association", "obyedinenie": "association",
    "priborostroitelnyi": "instrument making", "radiozavod": "radio plant",
    "rossiiskii": "russian", "rossiiskie": "russian", "gosudarstvennaya": "state",
    "werke": "works", "werk": "works", "fabrik": "factory", "motoren": "motors",
    "telekom": "telecommunication", "telecommunication": "telecommunication", "elec": "electronics",
    "manufacture": "manufacturing", "motor": "motors", "research": "research", "dev": "development",
}  # fmt: skip
"""Words of the trade that languages and habits spell differently."""
_ARTICLES: Final = frozenset({"the", "of", "for", "and", "de", "la", "le", "et", "und"})
_RUNS: Final = (
    (re.compile("[\u4e00-\u9fff]+"), WORDS),
    (re.compile("[\u30a0-\u30ff\u3040-\u309f]+"), KANA),
    (re.compile("[\uac00-\ud7af]+"), HANGUL),
)
"""Runs of one script without spaces, with the words that are looked for in them."""
_HAN: Final = _RUNS[0][0]
_JAPANESE: Final = re.compile("[\u3040-\u30ff]|株式会社|株式會社|有限会社|合同会社|[(（]株[)）]|㈱")


@lru_cache(maxsize=1 << 16)
def reading(name: str) -> str:
    """The normalised name in Latin letters and plain words."""
    bare = normalised(name)
    if not bare.isascii():
        bare = _in_latin(bare, is_japanese=_JAPANESE.search(name) is not None)
    words = [_SPELLINGS.get(word, word) for word in bare.split() if word not in _ARTICLES]
    return " ".join(words) or bare


def sorted_reading(read: str) -> str:
    """A reading with its words in the order of the alphabet: what was turned round is alike."""
    return " ".join(sorted(read.split(" ")))


def telling(read: str) -> str:
    """A reading without trade and place; all of it where nothing else is left."""
    return " ".join(word for word in read.split(" ") if not _is_common(word)) or read


def is_generic(read: str) -> bool:
    """Whether a reading says nothing but trade and place, which thousands of names share."""
    return all(len(word) < _LEAST_TELLING or _is_common(word) for word in read.split(" "))


def _is_common(word: str) -> bool:
    generic = _generic()
    return word in generic or f"{word}s" in generic or word.removesuffix("s") in generic


_LEAST_TELLING: Final = 3


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    words = (*WORDS.values(), *KANA.values(), *HANGUL.values(), *_SPELLINGS.values(), _COMMON)
    return frozenset(word for text in words for word in text.split())


_COMMON: Final = (
    "advanced american applied asia asian auto best blue central china chinese digital east "
    "eastern electro euro europe european first general german global golden great green high "
    "hong hua india indian integrated intelligent inter japan korea life light lite micro "
    "mobile modern motion multi national new next nippon north northern one open orient "
    "pacific power premier prime pro quality radio royal russia russian sea sky smart soft "
    "solar solid south southern standard star state sun super swiss taiwan trans true union "
    "united universal us usa victory vision west western world "
)


def _in_latin(bare: str, *, is_japanese: bool) -> str:
    bare = without_accents(bare.translate(_CYRILLIC))
    for run, words in _RUNS:
        bare = run.sub(partial(_run_translated, words), bare)
    if bare.isascii():
        return bare
    from anyascii import anyascii  # a table of 1 MB, for other scripts only

    if is_japanese:
        return " ".join(
            part if _HAN.fullmatch(part) else anyascii(part).lower() for part in bare.split()
        )
    return anyascii(bare).lower()


def _run_translated(known: dict[str, str], found: re.Match[str]) -> str:
    return f" {_translated(found[0], known)} "


def _translated(text: str, known: dict[str, str]) -> str:
    """Words of a glossary in English, the longest first; what is none of them as it stands."""
    found: list[str] = []
    rest = ""
    at = 0
    longest = max(map(len, known))
    while at < len(text):
        for length in range(min(longest, len(text) - at), 0, -1):
            word = known.get(text[at : at + length])
            if word is not None:
                found += [rest, word]
                rest = ""
                at += length
                break
        else:
            rest += text[at]
            at += 1
    return " ".join(part for part in (*found, rest) if part) or text
