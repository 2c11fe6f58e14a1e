"""What to do next, most effective first."""

from __future__ import annotations

from itertools import permutations

from tests.questions.groups import group, missing, party

from vcs_check.inventory.vocabulary import Origin, Role, Verdict
from vcs_check.questions.actions import next_actions

NEXUS = party("Example Huadong", Origin.NEXUS)


def test_nothing_to_do_where_nothing_is_open() -> None:
    settled = [Verdict.PERMITTED, Verdict.EXEMPT, Verdict.AUTHORIZED, Verdict.OUT_OF_SCOPE]
    assert next_actions([group(verdict, 5, NEXUS) for verdict in settled]) == ()


def test_prohibited_comes_first_and_names_who_and_the_ways_out() -> None:
    found = next_actions(
        [
            group(Verdict.INDETERMINATE, 90, lacks=(missing("Muster GmbH"),)),
            group(Verdict.PROHIBITED, 2, NEXUS),
        ]
    )
    assert [action.effect for action in found] == [2, 90]
    assert "Example Huadong" in found[0].what
    assert "791.307" in found[0].what
    assert found[0].who == "you"


def test_only_nexus_parties_in_a_role_of_the_rule_are_to_be_replaced() -> None:
    clean = party("Muster GmbH", Origin.NONE)
    author = party("Wei", Origin.NEXUS, Role.AUTHOR)
    (action,) = next_actions([group(Verdict.PROHIBITED, 1, NEXUS, clean, author)])
    assert "Example Huadong" in action.what
    assert "Muster" not in action.what
    assert "Wei" not in action.what


def test_prohibited_without_a_nexus_party_is_the_manufacturers() -> None:
    (action,) = next_actions([group(Verdict.PROHIBITED, 3, party("Muster GmbH", Origin.NONE))])
    assert "the vehicle's manufacturer" in action.what
    assert action.effect == 3


def test_questions_are_ordered_by_the_components_they_touch() -> None:
    found = next_actions(
        [
            group(Verdict.INDETERMINATE, 1, lacks=(missing("A"),)),
            group(Verdict.INDETERMINATE, 5, lacks=(missing("B"),)),
            group(Verdict.INDETERMINATE, 3, lacks=(missing("A"),)),
        ]
    )
    assert [(action.who, action.effect) for action in found] == [("B", 5), ("A", 4)]


def test_several_questions_to_one_party_are_one_action_that_counts_each_component_once() -> None:
    lacks = (missing("A", "ownership"), missing("A", "headquarters"))
    (action,) = next_actions([group(Verdict.INDETERMINATE, 7, lacks=lacks)])
    assert action.effect == 7
    assert "ownership" in action.what
    assert "headquarters" in action.what


def test_many_questions_are_cut_and_say_how_many_more() -> None:
    lacks = tuple(missing("A", f"fact {n}") for n in range(6))
    (action,) = next_actions([group(Verdict.INDETERMINATE, lacks=lacks)])
    assert action.what.count("?") == 3
    assert "3 more" in action.what


def test_what_the_program_lacks_is_for_you_to_state() -> None:
    (action,) = next_actions([group(Verdict.INDETERMINATE, 2, lacks=(missing("program"),))])
    assert action.who == "you"
    assert "program" in action.what


def test_order_of_components_does_not_change_the_list() -> None:
    groups = [
        group(Verdict.INDETERMINATE, 2, lacks=(missing("A"), missing("B"))),
        group(Verdict.INDETERMINATE, 2, lacks=(missing("B", "control"),)),
        group(Verdict.PROHIBITED, 1, NEXUS),
        group(Verdict.PROHIBITED, 1, party("Example Beifang", Origin.NEXUS)),
    ]
    assert len({next_actions(order) for order in permutations(groups)}) == 1
