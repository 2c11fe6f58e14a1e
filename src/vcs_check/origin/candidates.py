"""Similar names, proposed to a person. They never decide; rapidfuzz loads only when asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from vcs_check.origin.names import normalised, skeleton
from vcs_check.origin.party import Party
from vcs_check.origin.readings import is_generic, reading, sorted_reading, telling

MIN_RATIO: Final = 85.0
"""Of ``rapidfuzz.fuzz.ratio``, 0 to 100; below it, proposals are mostly noise."""
_MIN_RATIO_TELLING: Final = 70.0
"""Of what is left without words of the trade: ``Hill Technologies`` is not like ``Bell
Technologies`` for the twelve letters that they have in common with thousands."""
_RATIO_OF_A_SLIP: Final = 94.0
"""From here on a letter or two differ, in whatever word they stand."""
_MAX_ALIKE: Final = 25
"""Names of a similar reading that are looked at so."""
_MAX_CANDIDATES: Final = 5
_MAX_WORDS: Final = 12
"""Of a beginning that is looked up; longer names are cut for this purpose."""
_MAX_COMPARED: Final = 1000
"""Names that one question is compared with; a register of that size is compared in full."""
_MIN_CHARACTERS: Final = 4
"""Shorter names are similar to too much."""
_MIN_CHARACTERS_OF_A_SUSPECT: Final = 3
"""Of a nexus party's name that stands in another one as whole words: BYD, DJI."""
_MAX_HAN_CHARACTERS: Final = 40
_HAN: Final = ("\u4e00", "\u9fff")
_HAN_NAME_CHARACTERS: Final = range(8, 1, -1)
"""Lengths of a name that is looked for in a text without spaces, the longest first."""


class CandidateIndex:
    """Proposes parties with a name like one that matched none; built on the first question.

    Args:
        parties: all that may be proposed.
        suspects: positions of those that have a nexus, or may have one for their country. Their
            names are looked for anywhere in the one that is asked about, and come first.
    """

    def __init__(self, parties: Sequence[Party], suspects: Collection[int] = ()) -> None:
        self._parties = parties
        self._suspects = frozenset(suspects)
        self._suspect_names: dict[str, int] = {}
        self._names: list[str] = []
        self._owners: list[int] = []
        self._by_skeleton: dict[str, list[int]] = {}
        self._by_name: dict[str, int] = {}
        self._by_key: dict[str, list[int]] = {}
        self._by_beginning: dict[str, list[int]] = {}
        self._turned: dict[str, list[int]] = {}

    def propose(self, name: str) -> list[int]:
        """Positions of parties, best first.

        Same skeleton, a suspect's name inside, same beginning, similar spelling.
        """
        if not self._names:
            self._build()
        bare = normalised(name)
        found = dict.fromkeys(self._by_skeleton.get(skeleton(name), ()))
        words = bare.split(" ")
        for position in self._inside(bare, words):
            found.setdefault(position)
        read = reading(name)
        if len(bare) >= _MIN_CHARACTERS and not is_generic(read):
            for position in self._by_beginning.get(bare, ())[:_MAX_CANDIDATES]:
                found.setdefault(position)
        for count in range(min(len(words) - 1, _MAX_WORDS), 0, -1):
            beginning = " ".join(words[:count])
            if len(beginning) >= _MIN_CHARACTERS and beginning in self._by_name:
                found.setdefault(self._by_name[beginning])
        if len(read) >= _MIN_CHARACTERS:
            for index in self._similar(read):
                found.setdefault(self._owners[index])
        return list(found)[:_MAX_CANDIDATES]

    def _inside(self, bare: str, words: list[str]) -> list[int]:
        """Suspects whose name stands in ``bare`` as whole words, the longest name first."""
        names = self._suspect_names
        words = words[:_MAX_WORDS]
        found = []
        for count in range(len(words), 0, -1):
            for start in range(len(words) - count + 1):
                position = names.get(" ".join(words[start : start + count]))
                if position is not None:
                    found.append(position)
        if not bare.isascii():
            text = bare[:_MAX_HAN_CHARACTERS]
            for length in _HAN_NAME_CHARACTERS:
                for start in range(len(text) - length + 1):
                    span = text[start : start + length]
                    if _HAN[0] <= span[0] <= _HAN[1] and span in names:
                        found.append(names[span])
        return found

    def _similar(self, bare: str) -> list[int]:
        """Indices of the names most similar to ``bare``, best first."""
        from rapidfuzz import fuzz, process

        # The rarest keys first: what thousands of names share tells little, and comparing with all
        # of them for each question would be quadratic.
        buckets = sorted((self._by_key.get(key, ()) for key in sorted(_keys(bare))), key=len)
        found: set[int] = set()
        for bucket in buckets:
            if found and len(found) + len(bucket) > _MAX_COMPARED:
                break
            found.update(bucket[:_MAX_COMPARED])
        indices = sorted(found)
        choices = [self._names[index] for index in indices]
        hits = process.extract(
            bare, choices, scorer=fuzz.ratio, score_cutoff=MIN_RATIO, limit=_MAX_ALIKE
        )
        turned = self._turned.get(sorted_reading(bare), ())
        own = telling(bare)
        alike = [
            indices[index]
            for choice, ratio, index in hits
            if ratio >= _RATIO_OF_A_SLIP or fuzz.ratio(own, telling(choice)) >= _MIN_RATIO_TELLING
        ]
        return [*alike, *turned[:_MAX_CANDIDATES]]

    def _build(self) -> None:
        for position, party in enumerate(self._parties):
            for name in (party.name, *party.aliases):
                bare = normalised(name)
                read = reading(name)
                for key in _keys(read):
                    self._by_key.setdefault(key, []).append(len(self._names))
                self._turned.setdefault(sorted_reading(read), []).append(len(self._names))
                self._names.append(read)
                self._owners.append(position)
                self._by_name.setdefault(bare, position)
                words = bare.split(" ")[: _MAX_WORDS + 1]
                for count in range(1, len(words)):
                    self._by_beginning.setdefault(" ".join(words[:count]), []).append(position)
                if position in self._suspects and _is_distinctive(bare):
                    self._suspect_names.setdefault(bare, position)
                self._by_skeleton.setdefault(skeleton(name), []).append(position)


def _is_distinctive(bare: str) -> bool:
    least = _MIN_CHARACTERS_OF_A_SUSPECT if bare.isascii() else _HAN_NAME_CHARACTERS[-1]
    return len(bare) >= least


def _keys(bare: str) -> set[str]:
    """What a similar name most likely shares: its beginning, its end or a word.

    Comparing with every name of a register of 10,000 would cost 2 ms a question.
    """
    keys = {f"{bare[:3]}-", f"-{bare[-3:]}"}
    keys.update(word for word in bare.split(" ") if len(word) >= _MIN_CHARACTERS)
    return keys
