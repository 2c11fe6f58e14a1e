"""Control where an edition sets a number: the votes of all nexus holders together decide.

A smaller minority without rights does not control; a golden share of a state still does.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from vcs_check.origin.holdings import (
    BY_AGENCY,
    BY_GOLDEN_SHARE,
    BY_MAJORITY,
    BY_RIGHTS,
    OF_ITSELF,
    USE_BITS,
    USE_BLOCK,
    Cause,
    Node,
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
            position, index = use >> USE_BITS, (use & USE_BLOCK) - 1
            if index < 0:
                mark(position, Cause(BY_AGENCY, -1, holder))
            else:
                hold(position, index)
    return causes
