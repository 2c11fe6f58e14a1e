"""Similar names, proposed to a person. They never decide; rapidfuzz loads only when asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vcs_check.origin.names import normalised, skeleton
from vcs_check.origin.party import Party

MIN_RATIO: Final = 85.0
"""Of ``rapidfuzz.fuzz.ratio``, 0 to 100; below it, proposals are mostly noise."""
_MAX_CANDIDATES: Final = 5
_MAX_WORDS: Final = 12
"""Of a beginning that is looked up; longer names are cut for this purpose."""
_MIN_CHARACTERS: Final = 4
"""Shorter names are similar to too much."""


class CandidateIndex:
    """Proposes parties with a name like one that matched none; built on the first question."""

    def __init__(self, parties: Sequence[Party]) -> None:
        self._parties = parties
        self._names: list[str] = []
        self._owners: list[int] = []
        self._by_skeleton: dict[str, list[int]] = {}
        self._by_name: dict[str, int] = {}
        self._by_key: dict[str, list[int]] = {}

    def propose(self, name: str) -> list[int]:
        """Positions of parties, best first: same skeleton, same beginning, similar spelling."""
        if not self._names:
            self._build()
        bare = normalised(name)
        found = dict.fromkeys(self._by_skeleton.get(skeleton(name), ()))
        words = bare.split(" ")
        for count in range(min(len(words) - 1, _MAX_WORDS), 0, -1):
            beginning = " ".join(words[:count])
            if len(beginning) >= _MIN_CHARACTERS and beginning in self._by_name:
                found.setdefault(self._by_name[beginning])
        if len(bare) >= _MIN_CHARACTERS:
            for index in self._similar(bare):
                found.setdefault(self._owners[index])
        return list(found)[:_MAX_CANDIDATES]

    def _similar(self, bare: str) -> list[int]:
        """Indices of the names most similar to ``bare``, best first."""
        from rapidfuzz import fuzz, process

        indices = sorted({index for key in _keys(bare) for index in self._by_key.get(key, ())})
        choices = [self._names[index] for index in indices]
        hits = process.extract(
            bare, choices, scorer=fuzz.ratio, score_cutoff=MIN_RATIO, limit=_MAX_CANDIDATES
        )
        return [indices[index] for _, _, index in hits]

    def _build(self) -> None:
        for position, party in enumerate(self._parties):
            for name in (party.name, *party.aliases):
                bare = normalised(name)
                for key in _keys(bare):
                    self._by_key.setdefault(key, []).append(len(self._names))
                self._names.append(bare)
                self._owners.append(position)
                self._by_name.setdefault(bare, position)
                self._by_skeleton.setdefault(skeleton(name), []).append(position)


def _keys(bare: str) -> set[str]:
    """What a similar name most likely shares: its beginning, its end or a word.

    Comparing with every name of a register of 10,000 would cost 2 ms a question.
    """
    keys = {f"{bare[:3]}-", f"-{bare[-3:]}"}
    keys.update(word for word in bare.split(" ") if len(word) >= _MIN_CHARACTERS)
    return keys
