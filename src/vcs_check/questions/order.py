"""Whom to ask first: a greedy cover of the undecided components.

A component is settled only when everybody who has to say something on it was asked. What no
supplier can settle (a fact of the program, a contradiction, a finding on control) is left to the
user, and such a component is never counted as settled by asking.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from math import comb
from typing import Final

from vcs_check.assessment import Asking, Missing, Outcome
from vcs_check.inventory.vocabulary import Verdict

FIRST: Final = 10
"""How many answers are planned for first: within them only what they settle counts."""
YOURS: Final = frozenset({"program", "you", "component"})
"""Whom a missing fact is about where no supplier can give it."""
DECIDED_BY_YOU: Final = frozenset(
    {
        "conflict", "contradiction", "control", "exclusion", "exclusive-function", "import",
        "jurisdiction", "listed-kind", "role", "uwb-purpose",
    }
)  # fmt: skip
"""Facts on which a supplier may be heard, and which a person has to decide all the same."""
_MOST_TOGETHER: Final = 6
"""Larger sets are looked at as a whole only; looking at all their parts would be exponential."""

_MANY: Final = 2_000
"""Distinct sets of people beyond which only the first ten are chosen by what they settle; the
others follow by how much they are asked about. A real program has some hundred sets at most."""
_MOST_TRIED: Final = 400_000
"""Sets compared at most, to find the best ten exactly: half a second; 15 people and 130 sets."""
_CANDIDATES: Final = 60
"""How far down the greedy order an exchange is looked for."""

Need = frozenset[str]


def is_yours(missing: Missing) -> bool:
    """Whether only the user can settle it, whatever a supplier says."""
    return missing.of in YOURS or missing.fact in DECIDED_BY_YOU


def asking_order(groups: Iterable[tuple[Outcome, int]]) -> tuple[Asking, ...]:
    """Everybody who has to be asked, best first.

    Args:
        groups: the outcome of each group of equal components, and its size.

    Time grows with the number of distinct sets of people times the number of people.
    """
    needs: dict[Need, int] = {}
    concerned: dict[str, int] = {}
    for outcome, size in groups:
        if outcome.verdict is not Verdict.INDETERMINATE or not outcome.missing:
            continue
        asked = frozenset(item.of for item in outcome.missing if item.of not in YOURS)
        for who in asked:
            concerned[who] = concerned.get(who, 0) + size
        if asked and not any(map(is_yours, outcome.missing)):
            needs[asked] = needs.get(asked, 0) + size
    order = _with_better_first(_cover(needs), needs)
    rest = sorted(set(concerned).difference(order), key=lambda who: (-concerned[who], who))
    return _told([*order, *rest], needs, concerned)


def _cover(needs: Mapping[Need, int]) -> list[str]:
    """People in order, by sets that settle the most for each further person asked."""
    remaining = dict(needs)
    order: list[str] = []
    ranks: dict[Need, tuple[float, int, list[str]]] = {}
    while remaining and (len(needs) <= _MANY or len(order) < FIRST):
        room = FIRST - len(order)
        fitting = [need for need in remaining if len(need) <= room] or list(remaining)
        for need in fitting:
            if need not in ranks:
                ranks[need] = _rank(need, remaining)
        best = min(fitting, key=ranks.__getitem__)
        order += sorted(best, key=lambda who: (-remaining.get(frozenset({who}), 0), who))
        left: dict[Need, int] = {}
        smaller: list[Need] = []
        for need, size in remaining.items():
            if open_ := need - best:
                left[open_] = left.get(open_, 0) + size
                if open_ != need:
                    smaller.append(open_)
        remaining = left
        if smaller:  # only what contains a changed set has another rank now
            ranks = {
                need: rank
                for need, rank in ranks.items()
                if not any(part <= need for part in smaller)
            }
    return order


def _with_better_first(order: list[str], needs: Mapping[Need, int]) -> list[str]:
    """The order with other first ten, where exchanging one of them settles more.

    Of few people every ten are tried. Otherwise choosing the best ten exactly is out of reach (a
    densest subgraph); one exchange after another is what the greedy choice leaves to gain.
    """
    if len(order) <= FIRST or len(needs) > _MANY:
        return order
    chosen, best = set(order[:FIRST]), _settled(set(order[:FIRST]), needs)
    improved = True
    if comb(len(order), FIRST) * len(needs) <= _MOST_TRIED:
        every = (set(ten) for ten in combinations(order, FIRST))  # the greedy ten come first
        chosen, improved = max(every, key=lambda ten: _settled(ten, needs)), False
    while improved:
        improved = False
        for out in sorted(chosen):
            for into in order[FIRST:_CANDIDATES]:
                tried = (chosen - {out}) | {into}
                if into not in chosen and (settled := _settled(tried, needs)) > best:
                    chosen, best, improved = tried, settled, True
                    break
            if improved:
                break
    within = {need: size for need, size in needs.items() if need <= chosen}
    first = _cover(within)
    first += [who for who in order if who in chosen and who not in first]
    left: dict[Need, int] = {}
    for need, size in needs.items():
        if open_ := need - chosen:
            left[open_] = left.get(open_, 0) + size
    return [*first, *_cover(left)]


def _settled(asked: set[str], needs: Mapping[Need, int]) -> int:
    return sum(size for need, size in needs.items() if need <= asked)


def _rank(need: Need, remaining: Mapping[Need, int]) -> tuple[float, int, list[str]]:
    if len(need) > _MOST_TOGETHER:
        gain = remaining[need]
    else:
        gain = sum(
            remaining.get(frozenset(part), 0)
            for length in range(1, len(need) + 1)
            for part in combinations(need, length)
        )
    return (-gain / len(need), len(need), sorted(need))


def _told(
    order: Iterable[str], needs: Mapping[Need, int], concerned: Mapping[str, int]
) -> tuple[Asking, ...]:
    waiting: dict[str, list[Need]] = {}
    for need in needs:
        for who in need:
            waiting.setdefault(who, []).append(need)
    unasked = {need: len(need) for need in needs}
    steps: list[Asking] = []
    so_far = 0
    for who in order:
        settles = 0
        for need in waiting.get(who, ()):
            unasked[need] -= 1
            if not unasked[need]:
                settles += needs[need]
        so_far += settles
        steps.append(Asking(who=who, asked_about=concerned[who], settles=settles, so_far=so_far))
    return tuple(steps)
