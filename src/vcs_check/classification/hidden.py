"""Radio part numbers that are written otherwise, or stand where one does not look.

``EG 25-G`` is an EG25-G, and so is ``9001234EG25G`` behind somebody's own number, and a part with
a bare order number that has it in a property. What is found so only adds to what is in question:
it makes an unknown part a radio and casts doubt on what would clear it, and clears nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vcs_check.classification.conclusion import concluded
from vcs_check.classification.doubt import CLEARING, doubted
from vcs_check.classification.entry import Form
from vcs_check.classification.matching import NAME_MARK, TEXT_MARK, Hit, Knowledge
from vcs_check.classification.normal import words
from vcs_check.classification.subject_text import Key
from vcs_check.classification.tag import Confidence, Function, Identity

_SOUGHT = frozenset({Function.RADIO, Function.BAND_UNKNOWN})
_SPLIT_NUMBER = re.compile(r"(?<![^ ])([a-z]{1,5}) (?=\d)")
_OWN_NUMBER_BEFORE = re.compile(r"(?<![^ ])\d{3,}(?=[a-z]{2,}\d)")
_PIECES = re.compile(r"(?:[a-z0-9]{1,4} )+[a-z0-9]{1,4}")
_DIGIT = re.compile(r"\d")
_LEAST_CHARS = 5
"""Of a part number with the space before it, below which something else may be meant."""
_MOST_MORE_CHARS = 12
"""Behind a part number, where a property's value is nothing else."""


def with_hidden(
    found: Identity | None, key: Key, makers: str, knowledge: Knowledge
) -> Identity | None:
    """``found``, or what a radio part number that hides in names and properties makes of it.

    Args:
        found: what the part is by what it says openly; None where nothing is known.
        key: what it says of itself.
        makers: the makers that it names, in normal form, with a space at both ends.
        knowledge: the part families.
    """
    if found is not None and found.function not in CLEARING and found.function is not (
        Function.UNKNOWN
    ):  # fmt: skip
        return found
    is_passive = found is not None and found.function is Function.PASSIVE
    names = (key.name, key.part_number)
    hit = None if is_passive else _search(knowledge, _spellings(names), makers)
    where = "written with other separators, or behind another number"
    if hit is None and key.others:
        values = key.others.split("\n")
        texts = (*map(words, values), *_spellings(values))
        hit = _search(knowledge, texts, makers, alone=True)
        where = "in a property"
    if hit is None:
        return found
    if found is None or found.function is Function.UNKNOWN:
        return concluded(hit, confidence=Confidence.MEDIUM, and_because=f"; {where}")
    return doubted(found, f"; but “{hit.token}” {where} may mean more")


def _spellings(names: Iterable[str]) -> Iterator[str]:
    """Other ways to read what may be a part number; none for most."""
    for name in names:
        if not _DIGIT.search(name):
            continue
        plain = words(name)
        joined = _SPLIT_NUMBER.sub(r"\1", plain)
        if joined != plain:
            yield joined
        bare = _OWN_NUMBER_BEFORE.sub("", plain)
        if bare != plain:
            yield bare
        if _PIECES.fullmatch(plain):
            yield plain.replace(" ", "")


def _search(
    knowledge: Knowledge, texts: Iterable[str], makers: str, *, alone: bool = False
) -> Hit | None:
    """The longest radio part number in any of the texts; ``alone``: where it is all of one."""
    wanted = f" {NAME_MARK} ".join(text for text in texts if text)
    if not wanted:
        return None
    text = f"{NAME_MARK} {wanted} {NAME_MARK}{TEXT_MARK} "
    hits = [
        hit
        for hit in knowledge.search(text, makers)
        if hit.entry.form is Form.PART
        and hit.entry.function in _SOUGHT
        and hit.strength >= _LEAST_CHARS
        and not hit.pointed_at
        and (not alone or _is_alone(text, hit))
    ]
    return max(hits, key=lambda hit: (hit.strength, -hit.start)) if hits else None


def _is_alone(text: str, hit: Hit) -> bool:
    """Whether nothing but a maker's name stands before it, and little behind."""
    before = text[: hit.start]
    before = before[before.rindex(NAME_MARK) + 1 :].strip()
    is_maker = any(before == words(maker).split(" ")[0] for maker in hit.entry.made_by)
    behind = text[hit.end : text.index(NAME_MARK, hit.end)].strip()
    return (not before or is_maker) and len(behind) <= _MOST_MORE_CHARS
