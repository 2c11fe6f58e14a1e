"""Screening lists: a hit is evidence that names list and entry, and decides nothing alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from msgspec import Struct

from vcs_check.assessment import Statement
from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.vocabulary import Strength
from vcs_check.origin.candidates import CandidateIndex
from vcs_check.origin.data_file import DataFile
from vcs_check.origin.identifiers import canonical
from vcs_check.origin.names import name_keys
from vcs_check.origin.party import ListEntry, Party, Register
from vcs_check.origin.wanted import Wanted


def list_register(
    file: DataFile, title: str, entries: Iterable[ListEntry | None], wanted: Wanted
) -> Register:
    """The register that a list is, with the entries that somebody asks for.

    Args:
        file: the list.
        title: what the list is called.
        entries: all its entries, streamed; None for a row without a name.
        wanted: the names and identifiers that are asked for.
    """
    kept: list[ListEntry] = []
    count = 0
    newest: date | None = None
    for entry in entries:
        if entry is None:
            continue
        count += 1
        if entry.since is not None and (newest is None or entry.since > newest):
            newest = entry.since
        names = (entry.name, *entry.aliases)
        if wanted.has(names, entry.identifiers) or wanted.resembling.any_of(names):
            kept.append(entry)
    return Register(
        path=file.path,
        listings=tuple(kept),
        notes=() if count else (f"{file.path}: the screening list has no entries",),
        title=f"{title}, {count} {'entry' if count == 1 else 'entries'}",
        edition=file.day_in_name(),
        newest_entry=newest,
        sha256=file.sha256(),
    )


class ListingIndex:
    """Entries of all screening lists, by normalised name and by identifier.

    Args:
        registers: all; those that are no lists have no entries.
        today: the day of the run; an entry that ended before is shown as a former one.
    """

    def __init__(self, registers: Sequence[Register], today: date) -> None:
        self._entries: dict[object, list[_Hit]] = {}
        self._parties: list[Party] = []
        self._shown: list[str] = []
        for register in registers:
            for entry in register.listings:
                shown = _Hit(
                    shown=_shown(entry, register),
                    is_former=entry.until is not None and entry.until < today,
                    day=register.edition or register.newest_entry,
                    file=register.path,
                )
                names = (entry.name, *entry.aliases)
                keys = {key for name in names for key in name_keys(name)}
                self._parties.append(
                    Party(name=entry.name, file=register.path, place="", aliases=entry.aliases)
                )
                self._shown.append(f"{entry.name} ({entry.list_name}, {register.path})")
                for key in (*keys, *entry.identifiers):
                    self._entries.setdefault(key, []).append(shown)

    @cached_property
    def _index(self) -> CandidateIndex:
        return CandidateIndex(self._parties)

    def hits(self, claim: PartyClaim, party: Party | None = None) -> tuple[str, ...]:
        """The entries with a name or identifier of the claim, or of the party that it means."""
        return tuple(hit.shown for hit in self._found(claim, party) if not hit.is_former)

    def similar(self, name: str) -> dict[str, str]:
        """Names of entries that are like a name which is none of theirs, and where they stand."""
        if not self._parties or not self._entries.keys().isdisjoint(name_keys(name)):
            return {}
        return {self._parties[at].name: self._shown[at] for at in self._index.propose(name)}

    def warnings(self, claim: PartyClaim, party: Party | None = None) -> tuple[str, ...]:
        """A note for each hit, former entries included."""
        return tuple(
            f"{claim.name} {hit.verb} on a screening list: {hit.shown}"
            for hit in self._found(claim, party)
        )

    def statements(self, claim: PartyClaim, party: Party | None = None) -> tuple[Statement, ...]:
        """The hits as evidence that decides nothing alone, dated by the list's edition."""
        return tuple(
            Statement(
                says=f"{hit.verb} on a screening list: {hit.shown}",
                source=hit.file,
                strength=Strength.WEAK if hit.is_former else Strength.MEDIUM,
                date=hit.day.isoformat() if hit.day is not None else "",
            )
            for hit in self._found(claim, party)
        )

    def _found(self, claim: PartyClaim, party: Party | None) -> dict[_Hit, None]:
        if not self._entries:
            return {}
        keys: list[object] = [
            *name_keys(claim.name),
            *(canonical(*pair) for pair in claim.identifiers),
        ]
        if party is not None:
            keys += [key for name in (party.name, *party.aliases) for key in name_keys(name)]
            keys += party.identifiers
        return dict.fromkeys(hit for key in keys for hit in self._entries.get(key, ()))


class _Hit(Struct, frozen=True, kw_only=True):
    shown: str
    is_former: bool
    day: date | None
    file: str

    @property
    def verb(self) -> str:
        return "was" if self.is_former else "is"


def _shown(entry: ListEntry, register: Register) -> str:
    """An entry with its list, number, days, countries and the edition that it stands in."""
    parts = [entry.name, entry.list_name, f"entry {entry.entry}"]
    if entry.since is not None:
        parts.append(f"since {entry.since}")
    if entry.until is not None:
        parts.append(f"until {entry.until}")
    if entry.countries:
        parts.append(f"address in {' and '.join(entry.countries)}")
    source = register.path
    if register.edition is not None:
        source += f", edition of {register.edition}"
    if register.sha256:
        source += f", sha256 {register.sha256[:12]}…"
    return f"{', '.join(parts)} ({source})"
