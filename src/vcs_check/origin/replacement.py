"""A user's entry replaces the bundled one, and says so; a data set's entry only adds to it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from vcs_check.origin.merge import supplement
from vcs_check.origin.names import name_key, name_keys
from vcs_check.origin.party import Party


def replace_bundled(
    own: Sequence[Party], bundled: Sequence[Party]
) -> tuple[list[Party], list[Party], dict[int, tuple[str, ...]]]:
    """The user's parties, the bundled rows that stay, and notes by position of the user's party.

    A row is replaced by a party of its name, with one of its identifiers, or with one of its other
    names unless the countries speak against it: a company elsewhere that shares a brand with the
    row is another company, and the row stays for its remaining names. A party that replaces a row
    answers to all names of the row, so that none of them falls out of every register.

    A party of a data set, which nobody reviewed, replaces nothing: what it says is added to the
    row, and where both speak differently, the row is contradicted.
    """
    bundled, own = supplemented(bundled, own)
    by_key: dict[object, int] = {}
    for position, party in enumerate(own):
        for key in (*_names(party), *party.identifiers):
            by_key.setdefault(key, position)
    named = list(own)
    if not by_key:
        return named, list(bundled), {}
    kept: list[Party] = []
    notes: dict[int, tuple[str, ...]] = {}
    for row in bundled:
        keys = (*_names(row), *row.identifiers)
        hit = next((by_key[key] for key in keys if key in by_key), None)
        if hit is None:
            kept.append(row)
            continue
        party = own[hit]
        if _is_another(party, row):
            kept.append(row)
            verb = "shares a name with, and does not replace,"
        else:
            verb = "replaces"
            more = tuple(name for name in (row.name, *row.aliases) if name_key(name) not in by_key)
            aliases = (*named[hit].aliases, *more)
            named[hit] = msgspec.structs.replace(named[hit], aliases=aliases)
        homes = ", ".join(row.countries) or "country unknown"
        note = (
            f"{party.name} ({party.source}) {verb} the entry {row.name} ({homes}) of the bundled "
            "reference"
        )
        notes[hit] = (*notes.get(hit, ()), note)
    return named, kept, notes


def supplemented(bundled: Sequence[Party], own: Sequence[Party]) -> tuple[list[Party], list[Party]]:
    """The rows with what data sets say of them, and the parties that are left."""
    by_key: dict[object, list[int]] = {}
    for position, party in enumerate(own):
        if party.imported:
            for key in (*name_keys(party.name), *party.identifiers):
                by_key.setdefault(key, []).append(position)
    if not by_key:
        return list(bundled), list(own)
    rows: list[Party] = []
    used: set[int] = set()
    for row in bundled:
        merged = row
        for key in (*row.identifiers, *_names(row)):
            for position in by_key.get(key, ()):
                party = own[position]
                if position not in used and (key in row.identifiers or _may_be(party, row)):
                    used.add(position)
                    merged = supplement(merged, party)
        rows.append(merged)
    return rows, [party for position, party in enumerate(own) if position not in used]


def _may_be(party: Party, row: Party) -> bool:
    """Whether the one name may mean one company: a country in common, or none known."""
    if not party.countries or not row.countries:
        return True
    return not set(party.countries).isdisjoint(row.countries)


def _names(party: Party) -> tuple[str, ...]:
    return tuple(key for name in (party.name, *party.aliases) for key in name_keys(name))


def _is_another(party: Party, row: Party) -> bool:
    """Whether only a brand is shared, by companies of different countries."""
    if name_key(party.name) == name_key(row.name):
        return False
    if set(party.identifiers).intersection(row.identifiers):
        return False
    return bool(party.countries and row.countries) and not set(party.countries).intersection(
        row.countries
    )
