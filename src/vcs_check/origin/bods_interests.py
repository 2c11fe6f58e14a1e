"""BODS interests as holdings: votes and their range, rights, stated control.

A shareholding stands for votes where no voting rights are stated beside it. What is only economic
(profit, assets) is no control. An unknown, unpublished or influence-like interest is a right that
makes a doubt, as is a seat on the board; what the standard defines as control is control.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from vcs_check.errors import MalformedError
from vcs_check.origin.bods_statements import Interest, Share
from vcs_check.origin.party import Owner
from vcs_check.text import BomText

_RIGHTS: Final = {
    "appointmentOfBoard": "board",
    "boardMember": "board",
    "boardChair": "board",
    "seniorManagingOfficial": "senior management",
    "otherInfluenceOrControl": "other influence",
    "rightsGrantedByContract": "contract",
    "conditionalRightsGrantedByContract": "contract",
    "settlor": "settlor",
    "trustee": "trustee",
    "protector": "protector",
    "beneficiaryOfLegalArrangement": "beneficiary",
    "nominee": "proxy",
    "nominator": "proxy",
    "unknownInterest": "unknown interest",
    "unpublishedInterest": "unpublished interest",
}
_CONTROLS: Final = {
    "controlViaCompanyRulesOrArticles": "by the company's rules or articles",
    "controlByLegalFramework": "by a legal framework",
}
_UNKNOWN: Final = frozenset({"unknownInterest", "unpublishedInterest"})
_VOTES, _SHARES = "votingRights", "shareholding"

Range = tuple[float | None, float | None]


def holding(
    name: str, interests: Sequence[Interest], file: str, place: str, **facts: object
) -> Owner:
    """One owner with all its interests in one subject.

    Args:
        name: the owner's.
        interests: none at all is an interest that nobody describes.
        file: for messages.
        place: the statements that say so.
        facts: further fields of :class:`vcs_check.origin.party.Owner`.

    Raises:
        MalformedError: a range whose minimum is above its maximum, or a date that is none.
    """
    interests = interests or [Interest()]
    try:
        votes = _together([i for i in interests if i.type == _VOTES])
        shares = _together([i for i in interests if i.type == _SHARES])
        starts = [_day(i.start_date) for i in interests if i.start_date]
    except ValueError as error:
        raise MalformedError(file, str(error), place) from None
    low, high = votes if votes is not None else shares or (None, None)
    if votes is not None and shares is not None and high is not None:
        high = max(high, shares[1] if shares[1] is not None else 100.0)
    if votes is None and shares is None and not any(i.type in _UNKNOWN for i in interests):
        low = high = 0.0  # nothing of what it has is votes
    return Owner(
        name=BomText(name),
        voting_percent_min=low,
        voting_percent_max=high,
        rights=_words(_RIGHTS, interests),
        control="; ".join(_words(_CONTROLS, interests)),
        indirect=any(i.direct_or_indirect == "indirect" for i in interests),
        as_of=min(starts, default=None),
        place=place,
        **facts,  # type: ignore[arg-type]
    )


def range_of(share: Share | None) -> Range:
    """Lower and upper bound in percent; an exclusive bound is the next number beyond it."""
    if share is None:
        return None, None
    if share.exact is not None:
        return share.exact, share.exact
    low, high = share.minimum, share.maximum
    if share.exclusive_minimum is not None:
        low = max(low or 0.0, math.nextafter(share.exclusive_minimum, 101.0))
    if share.exclusive_maximum is not None:
        below = max(math.nextafter(share.exclusive_maximum, -1.0), 0.0)
        high = below if high is None else min(high, below)
    if low is not None and high is not None and low > high:
        raise ValueError(f"a share from {low:g} to {high:g} % ends before it begins")
    return low, high


def _together(interests: Sequence[Interest]) -> Range | None:
    """Several interests of one kind in one range.

    What is held directly and what is held through others are different votes. Otherwise they may
    be the same, so together they are at least the largest, and at most the sum.
    """
    if not interests:
        return None
    ranges = [(i.direct_or_indirect, *range_of(i.share)) for i in interests]
    least = {
        how: max((low or 0.0 for kind, low, _ in ranges if kind == how), default=0.0)
        for how in ("direct", "indirect", "unknown")
    }
    low = min(max(least["direct"] + least["indirect"], least["unknown"]), 100.0)
    highs = [high for _, _, high in ranges if high is not None]
    stated = any(low is not None for _, low, _ in ranges)
    return low if stated else None, min(sum(highs), 100.0) if len(highs) == len(ranges) else None


def in_force(interests: Iterable[Interest], today: date | None) -> list[Interest]:
    """The interests that have not ended before the day of the run."""
    return [
        i for i in interests if today is None or not i.end_date or i.end_date[:10] >= str(today)
    ]


def _words(table: dict[str, str], interests: Sequence[Interest]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(table[i.type] for i in interests if i.type in table))


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])
