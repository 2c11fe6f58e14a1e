"""Prongs 1 and 4 of the nexus: who decides, through chains of any depth (15 CFR 791.301).

Two fixpoints over plain lists. *must* grows from parties with a nexus of their own along what the
facts show: majorities, golden shares of a state, agency. *may* grows from parties whose facts do
not exclude a nexus along everything that could amount to control. A party is ``nexus`` where it
must, ``unknown`` where it only may, and ``none`` where it may not. Both only ever grow, so cycles
terminate and order does not matter. Votes are whole millionths of a percent, because a sum of
floats depends on its order and 50 % is no majority.

Nothing here knows a country, a name or a date; :mod:`vcs_check.origin.standing` translates.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Final

from msgspec import Struct, field

from vcs_check.origin.components import strong_components

MILLIONTHS: Final = 1_000_000
"""Units of a percent."""
_HALF: Final = 50 * MILLIONTHS
"""A majority is more than this."""

BY_MAJORITY: Final = "majority"
BY_CONCERT: Final = "concert"
BY_GOLDEN_SHARE: Final = "golden-share"
BY_RIGHTS: Final = "rights"
BY_LARGEST_BLOCK: Final = "largest-block"
BY_MINORITY: Final = "possible-dominance"
BY_AGENCY: Final = "agency"
OF_ITSELF: Final = "itself"


class Block(Struct, gc=False, kw_only=True):
    """What one holder has in one party: votes from ``low`` to ``high`` millionths of a percent."""

    holder: int
    """Position of the holder among the nodes; -1 for a holder that is no party."""
    low: int
    high: int
    must: bool = False
    """The holder is itself a nexus person, whatever its node says."""
    may: bool = False
    """The holder may be a nexus person, whatever its node says."""
    is_state: bool = False
    has_special_share: bool = False
    has_rights: bool = False
    """Any of board, proxy, special share, contract."""
    concerts: tuple[str, ...] = ()


class Node(Struct, gc=False, kw_only=True):
    """A party: what holds of itself, who holds it, and at whose order it acts."""

    must: bool = False
    may: bool = False
    """A fact that would exclude a nexus is missing."""
    control_settled: bool = False
    """Somebody with evidence decided that nobody with a nexus controls it."""
    blocks: list[Block] = field(default_factory=list)
    acts_for: tuple[int, ...] = ()
    """Positions of the parties at whose order it acts."""


class Cause(Struct, gc=False, frozen=True):
    """Why a party must or may be a nexus person."""

    how: str
    """One of the ``BY_`` words of this module, or ``itself``."""
    block: int = -1
    """Position of the deciding block in the party's blocks."""
    party: int = -1
    """Position of the holder or principal, where that is a party."""


class Standing(Struct):
    """Both fixpoints: the cause for each party that must, and for each that may."""

    must: dict[int, Cause]
    may: dict[int, Cause]


_Uses = list[list[int] | None]
_BITS: Final = 32
_BLOCK: Final = (1 << _BITS) - 1


def stand(
    nodes: Sequence[Node],
    possibly_dominant_percent: float,
    control_over_percent: float | None = None,
) -> Standing:
    """Solve both fixpoints.

    Args:
        nodes: the parties; their blocks refer to each other by position.
        possibly_dominant_percent: a policy number, not law: a minority that is not the largest
            block and reaches it, with nobody clean in the majority, may be dominant. It leads
            to *may* only.

        control_over_percent: the number of an edition that has one. Then the votes of all
            nexus holders together decide, and a smaller minority without rights does not.
            None: a majority of one holder, or of several in concert, decides.

    Time and memory grow linearly with parties plus holdings.
    """
    if control_over_percent is not None:
        return _stand_by_number(nodes, round(control_over_percent * MILLIONTHS))
    policy = round(possibly_dominant_percent * MILLIONTHS)
    uses = _uses(nodes)
    component = strong_components([[b.holder for b in node.blocks] for node in nodes])
    must = _must(nodes, uses)
    return Standing(must, _may(nodes, uses, must, component, policy))


def _stand_by_number(nodes: Sequence[Node], over: int) -> Standing:
    """Both fixpoints where an edition sets the number: holders simply add up."""
    uses = _uses(nodes)
    must = _added(nodes, uses, over, {}, is_must=True)
    return Standing(must, _added(nodes, uses, over, must, is_must=False))


def _added(
    nodes: Sequence[Node], uses: _Uses, over: int, known: dict[int, Cause], *, is_must: bool
) -> dict[int, Cause]:
    causes = dict(known)
    queue: deque[int] = deque(known)
    totals: dict[int, int] = {}
    counted: set[tuple[int, int]] = set()

    def mark(position: int, cause: Cause) -> None:
        if position not in causes:
            causes[position] = cause
            queue.append(position)

    def hold(position: int, index: int) -> None:
        node = nodes[position]
        if (position, index) in counted or (node.control_settled and not is_must):
            return
        counted.add((position, index))
        block = node.blocks[index]
        total = totals.get(position, 0) + (block.low if is_must else block.high)
        totals[position] = total
        if total > over:
            mark(position, Cause(BY_MAJORITY, index, block.holder))
        elif is_must and block.has_special_share and block.is_state:
            mark(position, Cause(BY_GOLDEN_SHARE, index, block.holder))
        elif not is_must and block.has_rights:
            mark(position, Cause(BY_RIGHTS, index, block.holder))

    for position, node in enumerate(nodes):
        if node.must if is_must else node.may:
            mark(position, Cause(OF_ITSELF))
    for position, node in enumerate(nodes):
        for index, block in enumerate(node.blocks):
            if block.must or (block.may and not is_must):
                hold(position, index)
    while queue:
        holder = queue.popleft()
        for use in uses[holder] or ():
            position, index = use >> _BITS, (use & _BLOCK) - 1
            if index < 0:
                mark(position, Cause(BY_AGENCY, -1, holder))
            else:
                hold(position, index)
    return causes


def _uses(nodes: Sequence[Node]) -> _Uses:
    """For each party what it holds, as ``party << 32 | block + 1``; block 0 where it is principal.

    Whole numbers instead of pairs: a million small tuples are what the garbage collector walks.
    """
    uses: _Uses = [None] * len(nodes)
    for position, node in enumerate(nodes):
        for index, block in enumerate(node.blocks):
            if block.holder >= 0:
                _add(uses, block.holder, position << _BITS | index + 1)
        for principal in node.acts_for:
            _add(uses, principal, position << _BITS)
    return uses


def _add(uses: _Uses, holder: int, use: int) -> None:
    held = uses[holder]
    if held is None:
        uses[holder] = [use]
    else:
        held.append(use)


def _must(nodes: Sequence[Node], uses: _Uses) -> dict[int, Cause]:
    causes: dict[int, Cause] = {}
    groups: dict[tuple[int, str], int] = {}
    queue: deque[int] = deque()

    def mark(position: int, cause: Cause) -> None:
        if position not in causes:
            causes[position] = cause
            queue.append(position)

    def hold(position: int, index: int) -> None:
        block = nodes[position].blocks[index]
        if block.low > _HALF:
            mark(position, Cause(BY_MAJORITY, index, block.holder))
        elif block.has_special_share and block.is_state:
            mark(position, Cause(BY_GOLDEN_SHARE, index, block.holder))
        for group in block.concerts:
            total = groups.get((position, group), 0) + block.low
            groups[position, group] = total
            if total > _HALF:
                mark(position, Cause(BY_CONCERT, index, block.holder))

    for position, node in enumerate(nodes):
        if node.must:
            mark(position, Cause(OF_ITSELF))
    for position, node in enumerate(nodes):
        for index, block in enumerate(node.blocks):
            if block.must:
                hold(position, index)
    while queue:
        holder = queue.popleft()
        for use in uses[holder] or ():
            position, index = use >> _BITS, (use & _BLOCK) - 1
            if index < 0:
                mark(position, Cause(BY_AGENCY, -1, holder))
            elif not nodes[position].blocks[index].must:
                hold(position, index)
    return causes


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
    if len(independent) > 1:
        independent.sort(key=lambda index: -blocks[index].low)
    groups = _NO_GROUPS
    for block in blocks:
        if block.concerts:
            groups = {} if groups is _NO_GROUPS else groups
            for group in block.concerts:
                groups[group] = groups.get(group, 0) + block.high
    return _Tally(independent, groups)


def _may(
    nodes: Sequence[Node],
    uses: _Uses,
    must: dict[int, Cause],
    component: Sequence[int],
    policy: int,
) -> dict[int, Cause]:
    causes: dict[int, Cause] = dict(must)
    queue: deque[int] = deque(must)
    tallies: dict[int, _Tally] = {}

    def mark(position: int, cause: Cause) -> None:
        if position not in causes:
            causes[position] = cause
            queue.append(position)

    def hold(position: int, index: int) -> None:
        node = nodes[position]
        if position in causes or node.control_settled:
            return
        block = node.blocks[index]
        if block.has_rights:
            mark(position, Cause(BY_RIGHTS, index, block.holder))
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
        if index in tally.flipped:
            return
        how = _may_control(node, index, tally, policy)
        if how:
            mark(position, Cause(how, index, block.holder))

    for position, node in enumerate(nodes):
        if node.may:
            mark(position, Cause(OF_ITSELF))
    for position, node in enumerate(nodes):
        for index, block in enumerate(node.blocks):
            if block.must or block.may:
                hold(position, index)
    while queue:
        holder = queue.popleft()
        for use in uses[holder] or ():
            position, index = use >> _BITS, (use & _BLOCK) - 1
            if index < 0:
                mark(position, Cause(BY_AGENCY, -1, holder))
            else:
                hold(position, index)
    return causes


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
