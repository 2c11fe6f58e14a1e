"""Names of a long list that are like one that a program asks for, found as the list streams by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from vcs_check.origin.candidates import CandidateIndex
from vcs_check.origin.party import Party
from vcs_check.origin.readings import is_generic, reading
from vcs_check.text import BomText

_BEGINNING: Final = 4
"""Characters of a word by which a name is looked at more closely."""
_WORDS: Final = {
    **{code: " " for code in range(128) if not chr(code).isalnum()},
    **{ord(char): char.lower() for char in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
}


class Resembling:
    """The names that are asked for, to be held against tens of thousands of others.

    Args:
        names: as BOMs have them; where there are none, nothing resembles.
    """

    def __init__(self, names: Iterable[str]) -> None:
        asked = sorted({name for name in names if name})
        self._index = CandidateIndex(
            [Party(name=BomText(name), file="", place="") for name in asked]
        )
        self._beginnings = {
            word[:_BEGINNING]
            for name in asked
            for text in (name.lower(), reading(name))
            for word in text.translate(_WORDS).split()
            if not is_generic(word)
        }

    def any_of(self, names: Iterable[str]) -> bool:
        """Whether one of the names is like one that is asked for, a proposal and no more."""
        return any(self._may(name) and self._index.propose(name) for name in names)

    def _may(self, name: str) -> bool:
        """A quick look: most names share no telling word with any that is asked for."""
        if not self._beginnings:
            return False
        text = name if name.isascii() else reading(name)
        return not self._beginnings.isdisjoint(
            [word[:_BEGINNING] for word in text.translate(_WORDS).split()]
        )
