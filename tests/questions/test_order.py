"""Whom to ask first: what is promised to be settled is settled, and the first ten count."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from tests.questions.groups import group, missing

from vcs_check.assessment import Outcome
from vcs_check.inventory.vocabulary import Verdict
from vcs_check.questions.order import DECIDED_BY_YOU, FIRST, asking_order


def undecided(size: int, *people: str, fact: str = "ownership") -> tuple[Outcome, int]:
    lacks = tuple(missing(who, fact) for who in people)
    _, outcome, size = group(Verdict.INDETERMINATE, size, lacks=lacks)
    return outcome, size


def told(*groups: tuple[Outcome, int]) -> list[tuple[str, int, int]]:
    return [(step.who, step.settles, step.so_far) for step in asking_order(groups)]


def test_who_settles_most_is_asked_first() -> None:
    assert told(undecided(2, "A"), undecided(5, "B")) == [("B", 5, 5), ("A", 2, 7)]


def test_component_is_settled_only_when_everybody_was_asked() -> None:
    assert told(undecided(3, "A", "B")) == [("A", 0, 0), ("B", 3, 3)]


def test_two_who_settle_much_together_come_before_one_who_settles_little() -> None:
    steps = told(undecided(9, "A", "B"), undecided(2, "C"), undecided(1, "A"))
    assert steps == [("A", 1, 1), ("B", 9, 10), ("C", 2, 12)]


def test_within_the_first_ten_nobody_is_asked_in_vain() -> None:
    pairs = [undecided(3, f"A{n}", f"B{n}") for n in range(5)]
    assert told(undecided(2, "Z"), *pairs)[9][2] == 15  # Z and four pairs would be 14
    assert told(*pairs, undecided(1, "Z"), undecided(1, "Y"))[9][2] == 15


def test_what_only_the_user_can_settle_is_not_promised() -> None:
    for fact in DECIDED_BY_YOU:
        assert told(undecided(4, "A", fact=fact)) == [("A", 0, 0)]
    for of in ("program", "you", "component"):
        assert told(undecided(4, of)) == []
        assert told(undecided(4, "A", of)) == [("A", 0, 0)]


def test_what_is_decided_needs_nobody() -> None:
    _, outcome, size = group(Verdict.EXEMPT, 4, lacks=(missing("A"),))
    assert asking_order([(outcome, size)]) == ()


def test_with_very_many_sets_everybody_is_still_listed_and_the_promise_kept() -> None:
    needs = [(f"A{n}", f"B{m}") for n in range(50) for m in range(50)]
    steps = asking_order([undecided(1, *need) for need in needs])
    assert len(steps) == 100
    asked: set[str] = set()
    for step in steps:
        asked.add(step.who)
        assert step.so_far == sum(set(need) <= asked for need in needs)


NEEDS = st.lists(
    st.tuples(st.integers(1, 9), st.frozensets(st.sampled_from("ABCDEF"), min_size=1, max_size=3)),
    min_size=1, max_size=8,
)  # fmt: skip


MANY = st.lists(
    st.tuples(st.integers(1, 9), st.frozensets(st.sampled_from("ABCDEFGHIJKLMN"), min_size=1)),
    min_size=1, max_size=30,
)  # fmt: skip


@given(MANY)
def test_the_first_ten_of_few_settle_what_the_best_ten_do(
    needs: list[tuple[int, frozenset[str]]],
) -> None:
    steps = asking_order([undecided(size, *sorted(need)) for size, need in needs])
    people = sorted({who for _, need in needs for who in need})
    best = max(
        sum(size for size, need in needs if need <= set(ten))
        for ten in combinations(people, min(FIRST, len(people)))
    )
    assert steps[:FIRST][-1].so_far == best


@given(NEEDS)
def test_promise_is_kept_at_every_step(needs: list[tuple[int, frozenset[str]]]) -> None:
    steps = asking_order([undecided(size, *sorted(need)) for size, need in needs])
    asked: set[str] = set()
    for step in steps:
        asked.add(step.who)
        assert step.so_far == sum(size for size, need in needs if need <= asked)
        assert step.asked_about == sum(size for size, need in needs if step.who in need)
    assert len(asked) == len(steps)
    assert steps[-1].so_far == sum(size for size, _ in needs)


@given(NEEDS)
def test_order_of_components_changes_nothing(needs: list[tuple[int, frozenset[str]]]) -> None:
    groups = [undecided(size, *sorted(need)) for size, need in needs]
    assert asking_order(groups) == asking_order(groups[::-1])


@given(st.dictionaries(st.sampled_from("ABCDEF"), st.integers(1, 9), min_size=1))
def test_where_each_needs_one_answer_every_beginning_of_the_order_is_the_best(
    sizes: dict[str, int],
) -> None:
    steps = asking_order([undecided(size, who) for who, size in sizes.items()])
    ranked = sorted(sizes.values(), reverse=True)
    assert [step.settles for step in steps] == ranked
