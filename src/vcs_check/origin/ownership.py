"""Prongs 1 and 4 of the nexus: who decides, through chains of any depth (15 CFR 791.301).

Two fixpoints over plain lists. *must* grows from parties with a nexus of their own along what the
facts show: majorities, golden shares of a state, agency. *may* grows from parties whose facts do
not exclude a nexus along everything that could amount to control. A party is ``nexus`` where it
must, ``unknown`` where it only may, and ``none`` where it may not. Both only ever grow, so cycles
terminate and order does not matter. Votes are whole units of 10⁻¹⁵ percent, because a sum of
floats depends on its order and 50 % is no majority.

Nothing here knows a country, a name or a date; :mod:`vcs_check.origin.standing` translates.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct, field

from vcs_check.origin.components import strong_components
from vcs_check.origin.holdings import (
    BY_AGENCY,
    BY_CONCERT,
    BY_CONTROL,
    BY_GOLDEN_SHARE,
    BY_LARGEST_BLOCK,
    BY_MAJORITY,
    BY_MINORITY,
    BY_RIGHTS,
    OF_ITSELF,
    PERCENT,
    Block,
    Cause,
    Node,
    Spread,
    Standing,
    Uses,
    units,
    uses_of,
)

__all__ = [
    "BY_AGENCY", "BY_CONCERT", "BY_CONTROL", "BY_GOLDEN_SHARE", "BY_LARGEST_BLOCK", "BY_MAJORITY",
    "BY_MINORITY", "BY_RIGHTS", "OF_ITSELF", "Block", "Cause", "Node", "Standing", "stand",
]  # fmt: skip

_HALF: Final = 50 * PERCENT
"""A majority is more than this."""


def stand(nodes: Sequence[Node], possibly_dominant_percent: float) -> Standing:
    """Solve both fixpoints.

    Args:
        nodes: the parties; their blocks refer to each other by position.
        possibly_dominant_percent: a policy number, not law: a minority that is not the largest
            block and reaches it, with nobody clean in the majority, may be dominant. It leads
            to *may* only.


    Time and memory grow linearly with parties plus holdings.
    """
    policy = units(possibly_dominant_percent)
    uses = uses_of(nodes)
    component = strong_components([[b.holder for b in node.blocks] for node in nodes])
    must = _must(nodes, uses)
    return Standing(must, _may(nodes, uses, must, component, policy))


def _must(nodes: Sequence[Node], uses: Uses) -> dict[int, Cause]:
    spread = Spread({})
    mark = spread.mark
    groups: dict[tuple[int, str], int] = {}

    def hold(position: int, index: int) -> None:
        block = nodes[position].blocks[index]
        if block.low > _HALF:
            mark(position, Cause(BY_MAJORITY, index, block.holder))
        elif block.has_special_share and block.is_state:
            mark(position, Cause(BY_GOLDEN_SHARE, index, block.holder))
        elif block.has_control:
            mark(position, Cause(BY_CONTROL, index, block.holder))
        for group in block.concerts:
            total = groups.get((position, group), 0) + block.low
            groups[position, group] = total
            if total > _HALF:
                mark(position, Cause(BY_CONCERT, index, block.holder))

    return spread.follow(nodes, uses, hold, is_must=True)


class _Tally(Struct, gc=False):
    """What the blocks that may be a nexus person's add up to in one party, so far."""

    by_low: list[int]
    """Positions of independent blocks, the largest guaranteed one first."""
    group_high: dict[str, int]
    """The upper bound of all members of each group, clean or not."""
    high: int = 0
    """The sum of the upper bounds of the blocks found out about."""
    largest_clean: int = 0
    """Index into ``by_low`` of the largest block that is still clean."""
    flipped: set[int] = field(default_factory=set)


_NO_GROUPS: Final[dict[str, int]] = {}


def _tally(node: Node, own_component: int, component: Sequence[int]) -> _Tally:
    blocks = node.blocks
    # A holder that the party controls in turn (cross-holding) is no independent counterweight.
    independent = [
        index
        for index, block in enumerate(blocks)
        if block.holder < 0 or component[block.holder] != own_component
    ]
    independent.sort(key=lambda index: -blocks[index].low)
    groups: dict[str, int] = {}
    for block in blocks:
        for group in block.concerts:
            groups[group] = groups.get(group, 0) + block.high
    return _Tally(independent, groups or _NO_GROUPS)


def _may(
    nodes: Sequence[Node],
    uses: Uses,
    must: dict[int, Cause],
    component: Sequence[int],
    policy: int,
) -> dict[int, Cause]:
    spread = Spread(must)
    causes, mark = spread.causes, spread.mark
    tallies: dict[int, _Tally] = {}

    def hold(position: int, index: int) -> None:
        node = nodes[position]
        if position in causes or node.control_settled:
            return
        block = node.blocks[index]
        if block.has_rights:
            mark(position, Cause(BY_RIGHTS, index, block.holder))
            return
        if block.has_control:
            mark(position, Cause(BY_CONTROL, index, block.holder))
            return
        if block.high > _HALF:
            mark(position, Cause(BY_MAJORITY, index, block.holder))
            return
        if len(node.blocks) == 1:  # the only block is the largest
            if block.high:
                mark(position, Cause(BY_LARGEST_BLOCK, index, block.holder))
            return
        tally = tallies.get(position)
        if tally is None:
            tally = tallies[position] = _tally(node, component[position], component)
        how = _may_control(node, index, tally, policy)
        if how:
            mark(position, Cause(how, index, block.holder))

    return spread.follow(nodes, uses, hold, is_must=False)


def _may_control(node: Node, index: int, tally: _Tally, policy: int) -> str:
    """How the block, now that its holder may be a nexus person, could amount to control."""
    block = node.blocks[index]
    tally.flipped.add(index)
    tally.high += block.high
    in_concert = 0
    if block.concerts:
        in_concert = max(tally.group_high[group] for group in block.concerts)
    if in_concert > _HALF:
        return BY_CONCERT
    if tally.high > _HALF:
        return BY_MAJORITY
    by_low = tally.by_low
    while tally.largest_clean < len(by_low) and by_low[tally.largest_clean] in tally.flipped:
        tally.largest_clean += 1
    clean = 0
    if tally.largest_clean < len(by_low):
        clean = node.blocks[by_low[tally.largest_clean]].low
    if clean > _HALF:
        return ""
    together = max(tally.high, in_concert) if in_concert else tally.high
    if not together:
        return ""
    if together >= clean:
        return BY_LARGEST_BLOCK
    return BY_MINORITY if together >= policy else ""
