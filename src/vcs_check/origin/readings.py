"""How a name reads in Latin letters and plain words, to propose names of other scripts.

A reading joins different names on purpose (technology, technologies and 科技 are one word in it),
so it serves proposals only. Cyrillic is transliterated letter by letter, generic Han words are
translated, other Han characters stay: how a name sounds in Pinyin is for the aliases to say.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from vcs_check.origin.han import LONGEST_WORD, WORDS
from vcs_check.origin.names import normalised

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
}  # fmt: skip
"""Words of the trade that languages and habits spell differently."""
_ARTICLES: Final = frozenset({"the", "of", "for", "and", "de", "la", "le", "et", "und"})
_HAN: Final = re.compile("[\u4e00-\u9fff]+")


@lru_cache(maxsize=1 << 16)
def reading(name: str) -> str:
    """The normalised name in Latin letters and plain words; Han characters that say a name stay."""
    bare = normalised(name)
    if not bare.isascii():
        bare = _HAN.sub(lambda run: f" {_translated(run[0])} ", bare.translate(_CYRILLIC))
    words = [_SPELLINGS.get(word, word) for word in bare.split() if word not in _ARTICLES]
    return " ".join(words) or bare


def _translated(text: str) -> str:
    """Words of the glossary in English, the longest first; what is none of them as it stands."""
    found: list[str] = []
    rest = ""
    at = 0
    while at < len(text):
        for length in range(min(LONGEST_WORD, len(text) - at), 0, -1):
            word = WORDS.get(text[at : at + length])
            if word is not None:
                found += [rest, word]
                rest = ""
                at += length
                break
        else:
            rest += text[at]
            at += 1
    return " ".join(part for part in (*found, rest) if part)
