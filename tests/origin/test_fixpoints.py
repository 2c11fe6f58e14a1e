"""Both fixpoints on bare graphs, against the same definitions written as slowly as they read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vcs_check.origin.holdings import (
    BY_AGENCY,
    BY_CONCERT,
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
    units,
)
from vcs_check.origin.ownership import stand
from vcs_check.origin.ownership_by_number import stand_by_number

POLICY: Final = 5.0
NUMBER: Final = 25.0
HALF: Final = 50 * PERCENT


def block(holder: int, low: float, high: float | None = None, **more: Any) -> Block:
    given_high = low if high is None else high
    return Block(holder=holder, low=units(low), high=units(given_high), **more)


# -- the definitions, without any cleverness -------------------------------------------------------


def owns(nodes: Sequence[Node], position: int, other: int) -> bool:
    """Whether the other is the party itself, or one that it owns a part of, however indirectly."""
    found = {other} - {-1}
    waiting = list(found)
    while waiting:
        for one in nodes[waiting.pop()].blocks:
            if one.holder >= 0 and one.holder not in found:
                found.add(one.holder)
                waiting.append(one.holder)
    return position in found


def slowly(
    nodes: Sequence[Node], grows: Callable[[int, set[int]], bool], start: set[int]
) -> set[int]:
    found = set(start)
    while True:
        more = {n for n in range(len(nodes)) if n not in found and grows(n, found)}
        if not more:
            return found
        found |= more


def must_slowly(nodes: Sequence[Node]) -> set[int]:
    def grows(position: int, found: set[int]) -> bool:
        node = nodes[position]
        held = [b for b in node.blocks if b.must or b.holder in found]
        groups = {group for b in held for group in b.concerts}
        return (
            node.must
            or any(principal in found for principal in node.acts_for)
            or any(b.low > HALF or (b.has_special_share and b.is_state) for b in held)
            or any(sum(b.low for b in held if group in b.concerts) > HALF for group in groups)
        )

    return slowly(nodes, grows, set())


def may_slowly(nodes: Sequence[Node], must: set[int]) -> set[int]:
    def grows(position: int, found: set[int]) -> bool:
        node = nodes[position]
        if node.may or any(principal in found for principal in node.acts_for):
            return True
        held = [b for b in node.blocks if b.must or b.may or b.holder in found]
        if node.control_settled or not held:
            return False
        together = sum(b.high for b in held)
        in_concert = max(
            (sum(b.high for b in node.blocks if group in b.concerts)
             for b in held for group in b.concerts),
            default=0,
        )  # fmt: skip
        if any(b.has_rights for b in held) or max(together, in_concert) > HALF:
            return True
        others = [b for b in node.blocks if b not in held]
        clean = max((b.low for b in others if not owns(nodes, position, b.holder)), default=0)
        together = max(together, in_concert)
        if clean > HALF or not together:
            return False
        return together >= clean or together >= units(POLICY)

    return slowly(nodes, grows, must)


def by_number_slowly(nodes: Sequence[Node], *, is_must: bool, start: set[int]) -> set[int]:
    def grows(position: int, found: set[int]) -> bool:
        node = nodes[position]
        if (node.must if is_must else node.may) or any(p in found for p in node.acts_for):
            return True
        held = [b for b in node.blocks if b.must or (b.may and not is_must) or b.holder in found]
        if is_must:
            total = sum(b.low for b in held)
            return total > units(NUMBER) or any(b.has_special_share and b.is_state for b in held)
        if node.control_settled:
            return False
        return sum(b.high for b in held) > units(NUMBER) or any(b.has_rights for b in held)

    return slowly(nodes, grows, start)


# -- graphs ----------------------------------------------------------------------------------------

PERCENTS = st.sampled_from([0, 1, 4, 5, 10, 12.5, 20, 25, 26, 30, 40, 50, 51])
SELDOM = st.sampled_from([False, False, False, False, True])


@st.composite
def graphs(draw: st.DrawFn) -> list[Node]:
    size = draw(st.integers(1, 6))

    def held() -> Block:
        low, high = sorted((draw(PERCENTS), draw(PERCENTS)))
        return block(
            draw(st.integers(-1, size - 1)),
            low,
            draw(st.sampled_from([low, high])),
            must=draw(SELDOM),
            may=draw(SELDOM),
            is_state=draw(st.booleans()),
            has_special_share=draw(SELDOM),
            has_rights=draw(SELDOM),
            concerts=draw(st.sampled_from([(), (), ("g",), ("g", "h"), ("h",)])),
        )

    return [
        Node(
            must=draw(SELDOM),
            may=draw(SELDOM),
            control_settled=draw(SELDOM),
            blocks=[held() for _ in range(draw(st.integers(0, 4)))],
            acts_for=tuple(draw(st.lists(st.integers(0, size - 1), max_size=1))),
        )
        for _ in range(size)
    ]


@settings(max_examples=400, derandomize=True, deadline=None)
@given(nodes=graphs())
def test_the_fixpoints_are_what_their_definitions_say(nodes: list[Node]) -> None:
    found = stand(nodes, POLICY)
    assert set(found.must) == must_slowly(nodes)
    assert set(found.may) == may_slowly(nodes, set(found.must))


@settings(max_examples=300, derandomize=True, deadline=None)
@given(nodes=graphs())
def test_with_a_number_holders_simply_add_up(nodes: list[Node]) -> None:
    found = stand_by_number(nodes, NUMBER)
    assert set(found.must) == by_number_slowly(nodes, is_must=True, start=set())
    may = by_number_slowly(nodes, is_must=False, start=set(found.must))
    assert set(found.may) == may


# -- why -------------------------------------------------------------------------------------------

GROUP: Final[dict[str, Any]] = {"concerts": ("g",)}
GOLDEN: Final[dict[str, Any]] = {"is_state": True, "has_special_share": True}
MUST_BY: Final[list[tuple[list[Block], Cause]]] = [
    ([block(0, 51)], Cause(BY_MAJORITY, 0, 0)),
    ([block(-1, 10), block(0, 51)], Cause(BY_MAJORITY, 1, 0)),
    ([block(0, 1, **GOLDEN)], Cause(BY_GOLDEN_SHARE, 0, 0)),
    ([block(0, 51, **GOLDEN)], Cause(BY_MAJORITY, 0, 0)),
    ([block(0, 30, **GROUP), block(-1, 30, must=True, **GROUP)], Cause(BY_CONCERT, 0, 0)),
    ([block(-1, 51, must=True)], Cause(BY_MAJORITY, 0, -1)),
    ([block(0, 1), block(0, 0, **GOLDEN)], Cause(BY_GOLDEN_SHARE, 1, 0)),
]
MAY_BY: Final[list[tuple[list[Block], Cause | None]]] = [
    ([block(-1, 60), block(0, 1, has_rights=True)], Cause(BY_RIGHTS, 1, 0)),
    ([block(-1, 40), block(0, 40, 51)], Cause(BY_MAJORITY, 1, 0)),
    ([block(-1, 51), block(0, 26), block(0, 26)], Cause(BY_MAJORITY, 2, 0)),
    ([block(0, 1)], Cause(BY_LARGEST_BLOCK, 0, 0)),
    ([block(-1, 30), block(0, 30)], Cause(BY_LARGEST_BLOCK, 1, 0)),
    ([block(-1, 30), block(0, 5)], Cause(BY_MINORITY, 1, 0)),
    ([block(-1, 49, **GROUP), block(0, 2, **GROUP)], Cause(BY_CONCERT, 1, 0)),
    ([block(-1, 48, **GROUP), block(0, 2, **GROUP)], Cause(BY_LARGEST_BLOCK, 1, 0)),
    ([block(-1, 30), block(0, 4.9)], None),
    ([block(-1, 50), block(0, 50)], Cause(BY_LARGEST_BLOCK, 1, 0)),
    ([block(-1, 51), block(0, 49)], None),
    ([block(-1, 0), block(0, 0)], None),
    ([block(0, 0)], None),
    ([block(-1, 30, may=True)], Cause(BY_LARGEST_BLOCK, 0, -1)),
]


@pytest.mark.parametrize(("held", "cause"), MUST_BY)
def test_what_shows_control_names_its_block_and_holder(held: list[Block], cause: Cause) -> None:
    found = stand([Node(must=True), Node(blocks=held)], POLICY)
    assert found.must == {0: Cause(OF_ITSELF, -1, -1), 1: cause}
    assert found.may == found.must


@pytest.mark.parametrize(("held", "cause"), MAY_BY)
def test_what_may_be_control_names_its_block_and_holder(
    held: list[Block], cause: Cause | None
) -> None:
    found = stand([Node(may=True), Node(blocks=held)], POLICY)
    assert found.must == {}
    assert found.may == {0: Cause(OF_ITSELF, -1, -1)} | ({1: cause} if cause else {})


@pytest.mark.parametrize(
    "held",
    [
        [block(0, 50)],
        [block(0, 49, 60)],
        [block(0, 1, has_special_share=True)],
        [block(0, 1, is_state=True)],
        [block(0, 1, has_rights=True)],
        [block(0, 25, **GROUP), block(0, 25, **GROUP)],
        [block(0, 26), block(0, 26)],
        [block(0, 26, **GROUP), block(0, 26, concerts=("h",))],
        [block(0, 26, **GROUP), block(-1, 26, **GROUP)],
        [block(-1, 60)],
    ],
)
def test_what_is_less_than_control_shows_none(held: list[Block]) -> None:
    assert list(stand([Node(must=True), Node(blocks=held)], POLICY).must) == [0]


def test_what_somebody_decided_settles_what_may_be_and_never_what_is() -> None:
    settled = Node(control_settled=True, blocks=[block(0, 50)])
    assert list(stand([Node(must=True), settled], POLICY).may) == [0]
    settled = Node(control_settled=True, blocks=[block(0, 51)])
    assert list(stand([Node(must=True), settled], POLICY).must) == [0, 1]
    assert list(stand_by_number([Node(must=True), settled], NUMBER).must) == [0, 1]
    assert list(stand_by_number([Node(may=True), settled], NUMBER).may) == [0]


def test_a_principal_is_named_and_only_the_first_cause_counts() -> None:
    agent = Node(acts_for=(0,), blocks=[block(0, 51)])
    found = stand([Node(must=True), agent], POLICY)
    assert found.must[1] == Cause(BY_MAJORITY, 0, 0)
    found = stand([Node(must=True), Node(acts_for=(0,))], POLICY)
    assert found.must[1] == Cause(BY_AGENCY, -1, 0)
    assert stand([Node(may=True), Node(acts_for=(0,))], POLICY).may[1] == Cause(BY_AGENCY, -1, 0)
    assert stand([Node(must=True, blocks=[block(-1, 51, must=True)])], POLICY).must == {
        0: Cause(OF_ITSELF, -1, -1)
    }


def test_with_a_number_the_block_that_tips_it_is_named() -> None:
    nexus = Node(must=True)
    for held, cause in (
        ([block(0, 13), block(0, 13)], Cause(BY_MAJORITY, 1, 0)),
        ([block(0, 1, **GOLDEN)], Cause(BY_GOLDEN_SHARE, 0, 0)),
    ):
        assert stand_by_number([nexus, Node(blocks=held)], NUMBER).must[1] == cause
    right = Node(blocks=[block(0, 1, has_rights=True)])
    found = stand_by_number([nexus, right], NUMBER)
    assert 1 not in found.must
    assert found.may[1] == Cause(BY_RIGHTS, 0, 0)
    exactly = Node(blocks=[block(0, 12.5), block(0, 12.5)])
    assert 1 not in stand_by_number([nexus, exactly], NUMBER).may


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        (0, 0),
        (1, 10**15),
        (50.0, 50 * 10**15),
        (12.5, 125 * 10**14),
        (0.1, 10**14),
        (50.000000000000014, 50_000_000_000_000_014),
        (1e-16, 1),
        (1.5e-15, 2),
    ],
)
def test_a_share_is_exact_and_what_is_finer_than_a_unit_is_rounded_up(
    percent: float, expected: int
) -> None:
    assert units(percent) == expected
