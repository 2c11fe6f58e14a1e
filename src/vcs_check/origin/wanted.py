"""What a program asks of a data set that is too large to keep: names and identifiers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.vocabulary import Role
from vcs_check.origin.identifiers import canonical
from vcs_check.origin.names import ONE_SPELLING, name_keys
from vcs_check.origin.party import Register
from vcs_check.origin.reference_data import reference_parties
from vcs_check.origin.resembling import Resembling


class Wanted:
    """Names and identifiers that somebody asks for; everything, where nobody said what."""

    def __init__(
        self,
        names: Iterable[str] = (),
        identifiers: Iterable[tuple[str, str]] = (),
        today: date | None = None,
    ) -> None:
        names = [name for name in names if name]
        self.names = {key for name in names for key in name_keys(name)}
        """The keys of all spellings."""
        self.identifiers = set(identifiers)
        """``(scheme, value)``, canonical."""
        self.today = today
        """The day of the run: what has ended before is not asked for; None: no such day."""
        self.is_everything = False
        self.resembling = Resembling(())
        """Names of the BOMs, for proposals from lists."""
        self._beginnings = {name[:length] for name in self.names for length in _BEGINNINGS}
        self._beginnings.update(
            word[: _BEGINNINGS[-1]]
            for word, usual in ONE_SPELLING.items()
            if any(name.startswith(usual) for name in self.names)
        )

    @classmethod
    def everything(cls) -> Wanted:
        """Whoever is in the data set is wanted."""
        wanted = cls()
        wanted.is_everything = True
        return wanted

    def has(self, names: Iterable[str], identifiers: Iterable[tuple[str, str]] = ()) -> bool:
        """Whether one of the names, or one of the identifiers, is asked for."""
        if self.is_everything or not self.identifiers.isdisjoint(identifiers):
            return True
        return any(self.has_name(name) for name in names)

    def has_name(self, name: str) -> bool:
        """Whether the name is asked for, however it is spelled."""
        if name.isascii():
            # Millions of names are asked about, and normalising takes ten times as long as this:
            # one that is wanted has a word with which a wanted name begins.
            begins = self._beginnings
            longest = _BEGINNINGS[-1]
            words = name.translate(_SPLIT_AT_DOTS).split()
            if begins.isdisjoint([word[:longest] for word in words]) and (
                "." not in name
                or begins.isdisjoint([word[:longest] for word in name.translate(_JOINED).split()])
            ):
                return False
        return not self.names.isdisjoint(name_keys(name))


_UNCLEAR: Final = frozenset({Role.PUBLISHER, Role.AUTHOR, Role.IDENTIFIED, Role.PART_FAMILY})
"""Roles in which thousands are named for whom nobody is asked."""
_BEGINNINGS: Final = range(1, 6)
"""Characters of a beginning; a shorter word is one as a whole."""
_SPLIT_AT_DOTS: Final = {
    **{code: " " for code in range(128) if not chr(code).isalnum()},
    **{ord(char): char.lower() for char in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    ord("'"): "",
    ord("&"): " and ",
}
_JOINED: Final = {**_SPLIT_AT_DOTS, ord("."): ""}
"""The words of an ASCII name, as folding splits them: initials with dots are one word."""


def wanted_by(claims: Iterable[PartyClaim], registers: Iterable[Register], today: date) -> Wanted:
    """Whom the claims of a program name, whom its registers speak of, under all known names.

    Args:
        claims: of all components and of the program; equal ones may repeat.
        registers: the ones that are read whole; their parties' owners are asked for as well.
        today: the day of the run.
    """
    names: set[str] = set()
    identifiers: set[tuple[str, str]] = set()
    asked_for: set[str] = set()
    for claim in claims:
        names.add(claim.name)
        if claim.role not in _UNCLEAR:
            asked_for.add(claim.name)
        identifiers.update(canonical(*pair) for pair in claim.identifiers)
    for register in registers:
        for party in register.parties:
            names.update((party.name, *party.aliases, *(owner.name for owner in party.owners)))
            identifiers.update(party.identifiers)
    asked = Wanted(names, identifiers, today)
    for row in reference_parties():
        if asked.has((row.name, *row.aliases), row.identifiers):
            names.update((row.name, *row.aliases))
            identifiers.update(row.identifiers)
    wanted = Wanted(names, identifiers, today)
    wanted.resembling = Resembling(asked_for)
    return wanted
