"""§ 791.301, automated driving system: declared levels, known stacks and weak clues."""

from __future__ import annotations

from typing import Any

import pytest
from tests.regulations.build import FINAL, component, declared, host, identity

from vcs_check.classification.tag import Confidence, Function, Host, Identity, Layer
from vcs_check.inventory.vocabulary import Answer, Axis, ComponentClass, Exclusion
from vcs_check.regulations.answers import Reading
from vcs_check.regulations.us_15cfr791_subpart_d.s301_driving import drives

ASSISTANCE = Exclusion.DRIVER_ASSISTANCE
ADS: dict[str, Any] = {"component_class": ComponentClass.ADS_SOFTWARE}
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


def read(
    own: Identity | None = None, inside: Host | None = None, *, decided: str = "", **facts: Any
) -> Reading | None:
    more: dict[str, Any] = {"own": own, "inside": inside}
    return drives(
        component(
            Axis.SOFTWARE,
            declared(**facts),
            decided_facts=frozenset({decided} - {""}),
            **{name: value for name, value in more.items() if value is not None},
        ),
        FINAL,
    )


def answer(*args: Any, **facts: Any) -> Answer | None:
    found = read(*args, **facts)
    return None if found is None else found.answer


def test_the_declared_level_decides_and_a_word_of_assistance_only_without_one() -> None:
    assert [answer(automation_level=level) for level in range(6)] == [NO, NO, NO, YES, YES, YES]
    assert answer(exclusions=(ASSISTANCE,)) is NO
    assert answer(exclusions=(ASSISTANCE,), automation_level=3) is YES
    assert answer(**ADS) is YES
    assert answer(**ADS, automation_level=2) is NO
    assert answer() is None


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (identity(Function.DRIVING, automation_level=4), UNKNOWN),
        (identity(Function.DRIVING, automation_level=3), UNKNOWN),
        (identity(Function.DRIVING, automation_level=2), NO),
        (identity(Function.DRIVING), NO),
        (identity(Function.DRIVING, automation_level=4, layer=Layer.WORDS), NO),
        (identity(Function.GENERIC_SOFTWARE), NO),
    ],
)
def test_only_a_stack_known_for_level_three_contradicts_a_claim_of_less(
    own: Identity, expected: Answer
) -> None:
    for claim, settling in (
        ({"automation_level": 2}, "automation-level"),
        ({"exclusions": (ASSISTANCE,)}, "exclusion"),
    ):
        for decided in ("", "automation-level", "exclusion"):
            found = read(own, decided=decided, **claim)
            assert found is not None
            assert found.answer is (NO if decided == settling else expected)
            assert found.exclusion is (ASSISTANCE if found.answer is NO else None)
            assert bool(found.warnings) is (found.answer is UNKNOWN)


@pytest.mark.parametrize(
    ("own", "inside", "expected"),
    [
        (identity(Function.DRIVING, automation_level=2), None, NO),
        (identity(Function.DRIVING, automation_level=2, confidence=Confidence.LOW), None, None),
        (identity(Function.DRIVING, automation_level=3), None, YES),
        (identity(Function.DRIVING, automation_level=3, confidence=Confidence.LOW), None, YES),
        (identity(Function.DRIVING), None, UNKNOWN),
        (identity(Function.DRIVING), host(Function.DRIVING), YES),
        (identity(Function.DRIVING), host(Function.DRIVING, confidence=Confidence.LOW), UNKNOWN),
        (identity(Function.DRIVING), host(Function.UNRELATED), UNKNOWN),
        (identity(Function.DRIVER_ASSISTANCE), None, NO),
        (identity(Function.DRIVER_ASSISTANCE, confidence=Confidence.LOW), None, None),
        (identity(Function.DRIVER_ASSISTANCE), host(Function.DRIVING), NO),
        (identity(Function.RADIO), host(Function.DRIVING), None),
    ],
)
def test_what_is_known_of_driving_software(
    own: Identity, inside: Host | None, expected: Answer | None
) -> None:
    assert answer(own, inside) is expected
    found = read(own, inside)
    if found is not None and expected is UNKNOWN:
        assert [missing.fact for missing in found.missing] == ["automation-level"]
    if expected is NO:
        assert found is not None
        assert found.exclusion is ASSISTANCE
