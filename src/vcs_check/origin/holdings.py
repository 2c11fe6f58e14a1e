"""Parties and what they hold in each other: the graph that both ways of counting walk.

Nothing here knows a country, a name or a date; :mod:`vcs_check.origin.standing` translates.
Votes are whole units of 10⁻¹⁵ percent, because a sum of floats depends on its order.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Final

from msgspec import Struct, field

PERCENT: Final = 10**15
"""Units of one percent: fine enough that every float from 10 to 100 is a whole number of them."""
BY_MAJORITY: Final = "majority"
BY_CONCERT: Final = "concert"
BY_GOLDEN_SHARE: Final = "golden-share"
BY_RIGHTS: Final = "rights"
BY_LARGEST_BLOCK: Final = "largest-block"
BY_MINORITY: Final = "possible-dominance"
BY_AGENCY: Final = "agency"
BY_CONTROL: Final = "control"
OF_ITSELF: Final = "itself"


class Block(Struct, gc=False, kw_only=True):
    """What one holder has in one party: votes from ``low`` to ``high`` units of 10⁻¹⁵ percent."""

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
    has_control: bool = False
    """The holder is stated to control the party, whatever its votes are."""
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


def units(percent: float) -> int:
    """A share in units, exact to its last decimal; what is finer still is rounded up."""
    if percent == int(percent):
        return int(percent) * PERCENT
    scaled = Decimal(str(percent)) * PERCENT
    return int(scaled.to_integral_value(ROUND_CEILING))


Uses = list[list[int] | None]
USE_BITS: Final = 32
USE_BLOCK: Final = (1 << USE_BITS) - 1


def uses_of(nodes: Sequence[Node]) -> Uses:
    """For each party what it holds, as ``party << 32 | block + 1``; block 0 where it is principal.

    Whole numbers instead of pairs: a million small tuples are what the garbage collector walks.
    """
    uses: Uses = [None] * len(nodes)
    for position, node in enumerate(nodes):
        for index, block in enumerate(node.blocks):
            if block.holder >= 0:
                _add(uses, block.holder, position << USE_BITS | index + 1)
        for principal in node.acts_for:
            _add(uses, principal, position << USE_BITS)
    return uses


def _add(uses: Uses, holder: int, use: int) -> None:
    held = uses[holder]
    if held is None:
        uses[holder] = [use]
    else:
        held.append(use)


class Spread:
    """A fixpoint while it grows: the parties marked so far, and whose holdings are unfollowed."""

    def __init__(self, known: Mapping[int, Cause]) -> None:
        self.causes: dict[int, Cause] = dict(known)
        self._queue: deque[int] = deque(known)

    def mark(self, position: int, cause: Cause) -> None:
        """Mark a party; only the first cause counts."""
        if position not in self.causes:
            self.causes[position] = cause
            self._queue.append(position)

    def follow(
        self,
        nodes: Sequence[Node],
        uses: Uses,
        hold: Callable[[int, int], None],
        *,
        is_must: bool,
    ) -> dict[int, Cause]:
        """Grow from what holds of itself, along agency and holdings; the causes.

        Args:
            nodes: the parties.
            uses: what each holds (:func:`uses_of`).
            hold: counts a block of a party, once its holder is marked; called once for each.
            is_must: whether it begins where a nexus is shown, or also where it is not excluded.
        """
        for position, node in enumerate(nodes):
            if node.must if is_must else node.may:
                self.mark(position, Cause(OF_ITSELF))
        for position, node in enumerate(nodes):
            for index, block in enumerate(node.blocks):
                if _counts_of_itself(block, is_must=is_must):
                    hold(position, index)
        while self._queue:
            holder = self._queue.popleft()
            for use in uses[holder] or ():
                position, index = use >> USE_BITS, (use & USE_BLOCK) - 1
                if index < 0:
                    self.mark(position, Cause(BY_AGENCY, -1, holder))
                elif not _counts_of_itself(nodes[position].blocks[index], is_must=is_must):
                    hold(position, index)
        return self.causes


def _counts_of_itself(block: Block, *, is_must: bool) -> bool:
    return block.must or (block.may and not is_must)
