"""A holding in words: who, how much, and where it is stated."""

from __future__ import annotations

from vcs_check.origin.countries import country_name
from vcs_check.origin.party import Owner, Party


def owner_text(owner: Owner) -> str:
    """An owner with its kind and country: ``Example Holdings, a company of China``."""
    kind = {"person": "a person", "state": "a state"}.get(owner.kind, "a company")
    return f"{owner.name}, {kind} of {country_name(owner.country)}" if owner.country else owner.name


def owner_place(party: Party, owner: Owner) -> str:
    """Where the holding is stated: file and place."""
    return ", ".join(part for part in (party.file, owner.place or party.place) if part)


def owner_source(party: Party, owner: Owner) -> str:
    """Where the holding is stated: file, place and day."""
    place = owner_place(party, owner)
    return f"{place}, as of {owner.as_of}" if owner.as_of is not None else place


def share_text(owner: Owner) -> str:
    """An owner's holding in words: ``34 % of the votes``."""
    low, high = owner.voting_percent_min, owner.voting_percent_max
    if owner.control and low is None and high is None:
        return f"control ({owner.control})"
    if owner.majority:
        return "a majority of the votes"
    if low is None and high is None:
        return "an unstated share of the votes"
    if low == high:
        return f"{_percent(low)} % of the votes"
    if high is None:
        return f"at least {_percent(low)} % of the votes"
    return f"{_percent(low)} to {_percent(high)} % of the votes"


def _percent(value: float | None) -> str:
    """All decimals: 50.0000001 % must not read as half."""
    return f"{value or 0:.15g}"
