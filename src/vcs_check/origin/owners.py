"""Owners as the graph needs them: whether one is a nexus person, and what its votes may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vcs_check.inventory.vocabulary import Answer
from vcs_check.origin.countries import country_code
from vcs_check.origin.holdings import PERCENT, units
from vcs_check.origin.party import Owner, Party


def owner_answer(owner: Owner, adversary: Callable[[str], Answer]) -> Answer:
    """Whether an owner, taken by itself, is a nexus person: its country, or its citizenship.

    Args:
        owner: the owner.
        adversary: whether a country code is a foreign adversary; unknown for no code.
    """
    if owner.kind == "person" and owner.us_person:
        return Answer.NO
    code = owner.country
    if not code and owner.kind == "state":
        code = country_code(owner.name) or ""
    answers = [adversary(code), *map(adversary, owner.more_countries)]
    for answer in (Answer.YES, Answer.UNKNOWN):
        if answer in answers:
            return answer
    return Answer.NO


def identifier_index(parties: Sequence[Party]) -> dict[tuple[str, str], list[int]]:
    """For each identifier the positions of the parties that have it."""
    index: dict[tuple[str, str], list[int]] = {}
    for position, party in enumerate(parties):
        for identifier in party.identifiers:
            positions = index.setdefault(identifier, [])
            if position not in positions:
                positions.append(position)
    return index


def vote_bounds(owners: Sequence[Owner]) -> list[tuple[int, int]]:
    """Lower and upper bound of each owner's votes, in units of 10⁻¹⁵ percent.

    Nothing is rounded down: what an owner has at least only ever counts as more, and what is left
    for the others is counted with one unit to spare for each that was rounded.
    """
    if not owners:
        return []
    lows = []
    for owner in owners:
        low = units(owner.voting_percent_min or 0.0)
        lows.append(max(low, 50 * PERCENT + 1) if owner.majority else low)
    direct = [low for low, owner in zip(lows, owners, strict=True) if not owner.indirect]
    total = sum(direct) - sum(1 for low in direct if low % 10)
    bounds = []
    for owner, low in zip(owners, lows, strict=True):
        if owner.voting_percent_max is not None:
            high = units(owner.voting_percent_max)
        else:
            high = 100 * PERCENT - (0 if owner.indirect else total - low)
        bounds.append((low, max(low, high)))
    return bounds
