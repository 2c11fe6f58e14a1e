"""A user's entry replaces the bundled one, and says so."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from vcs_check.origin.names import normalised
from vcs_check.origin.party import Party


def replace_bundled(
    own: Sequence[Party], bundled: Sequence[Party]
) -> tuple[list[Party], list[Party], dict[int, tuple[str, ...]]]:
    """The user's parties, the bundled rows that stay, and notes by position of the user's party.

    A row is replaced by a party of its name, with one of its identifiers, or with one of its other
    names unless the countries speak against it: a company elsewhere that shares a brand with the
    row is another company, and the row stays for its remaining names. A party that replaces a row
    answers to all names of the row, so that none of them falls out of every register.
    """
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
            more = tuple(
                name for name in (row.name, *row.aliases) if normalised(name) not in by_key
            )
            aliases = (*named[hit].aliases, *more)
            named[hit] = msgspec.structs.replace(named[hit], aliases=aliases)
        homes = ", ".join(row.countries) or "country unknown"
        note = (
            f"{party.name} ({party.source}) {verb} the entry {row.name} ({homes}) of the bundled "
            "reference"
        )
        notes[hit] = (*notes.get(hit, ()), note)
    return named, kept, notes


def _names(party: Party) -> tuple[str, ...]:
    return tuple(normalised(name) for name in (party.name, *party.aliases))


def _is_another(party: Party, row: Party) -> bool:
    """Whether only a brand is shared, by companies of different countries."""
    if normalised(party.name) == normalised(row.name):
        return False
    if set(party.identifiers).intersection(row.identifiers):
        return False
    return bool(party.countries and row.countries) and not set(party.countries).intersection(
        row.countries
    )
