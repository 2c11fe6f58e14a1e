"""Control where an edition sets a number: the votes of all nexus holders together decide.

A smaller minority without rights does not control; a golden share of a state still does.
"""

from __future__ import annotations

from collections.abc import Sequence

from vcs_check.origin.holdings import (
    BY_CONTROL,
    BY_GOLDEN_SHARE,
    BY_MAJORITY,
    BY_RIGHTS,
    Cause,
    Node,
    Spread,
    Standing,
    Uses,
    units,
    uses_of,
)


def stand_by_number(nodes: Sequence[Node], control_over_percent: float) -> Standing:
    """Solve both fixpoints where holders simply add up.

    Args:
        nodes: the parties; their blocks refer to each other by position.
        control_over_percent: the number that the edition sets; the number itself is too little.
    """
    over = units(control_over_percent)
    uses = uses_of(nodes)
    must = _added(nodes, uses, over, {}, is_must=True)
    return Standing(must, _added(nodes, uses, over, must, is_must=False))


def _added(
    nodes: Sequence[Node], uses: Uses, over: int, known: dict[int, Cause], *, is_must: bool
) -> dict[int, Cause]:
    spread = Spread(known)
    mark = spread.mark
    totals: dict[int, int] = {}

    def hold(position: int, index: int) -> None:
        node = nodes[position]
        if node.control_settled and not is_must:
            return
        block = node.blocks[index]
        total = totals.get(position, 0) + (block.low if is_must else block.high)
        totals[position] = total
        if total > over:
            mark(position, Cause(BY_MAJORITY, index, block.holder))
        elif is_must and block.has_special_share and block.is_state:
            mark(position, Cause(BY_GOLDEN_SHARE, index, block.holder))
        elif block.has_control:
            mark(position, Cause(BY_CONTROL, index, block.holder))
        elif not is_must and block.has_rights:
            mark(position, Cause(BY_RIGHTS, index, block.holder))

    return spread.follow(nodes, uses, hold, is_must=is_must)
