"""§ 791.301, VCS hardware: what a part does, what it is part of, its kind, and where it is made."""

from __future__ import annotations

from typing import Any

import pytest
from tests.regulations.build import (
    DRAFT,
    FINAL,
    PROPOSAL,
    component,
    declared,
    host,
    identity,
    transaction,
)

from vcs_check.classification.tag import Confidence, Function, Host, Identity, Layer
from vcs_check.inventory.vocabulary import Answer, Axis, ComponentClass, Exclusion, Mark, Radio
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.us_15cfr791_subpart_d.s301_vcs_hardware import hardware_scope
from vcs_check.regulations.us_15cfr791_subpart_d.scope import Scope

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
VCS, ADS = ComponentClass.VCS_HARDWARE, ComponentClass.ADS_HARDWARE
OTHER = ComponentClass.OTHER
PASSIVE, UNLISTED, UNRELATED = Exclusion.PASSIVE, Exclusion.NOT_LISTED, Exclusion.UNRELATED
TCU, SEAT, BOX = host(Function.RADIO), host(Function.UNRELATED), host(Function.UNKNOWN)
RADIO, CHIP = identity(Function.RADIO), identity(Function.COMPUTE, listed_kind="microcontroller")
Shown = tuple[Answer, Exclusion | None]


def scope(
    own: Identity | None = None,
    inside: Host | None = None,
    *,
    edition: Edition = FINAL,
    kind: str = "sale",
    decided: str = "",
    **facts: Any,
) -> Scope:
    more: dict[str, Any] = {"own": own, "inside": inside}
    part = component(
        Axis.HARDWARE,
        declared(**facts),
        decided_facts=frozenset({decided} - {""}),
        **{name: value for name, value in more.items() if value is not None},
    )
    return hardware_scope(part, transaction(kind=kind), edition)


def shown(*args: Any, **facts: Any) -> Shown:
    found = scope(*args, **facts)
    return found.answer, found.exclusion


def low(function: Function, **more: Any) -> Identity:
    return identity(function, confidence=Confidence.LOW, **more)


@pytest.mark.parametrize(
    ("own", "inside", "expected"),
    [
        (RADIO, None, (YES, None)),
        (RADIO, SEAT, (YES, None)),
        (CHIP, TCU, (YES, None)),
        (CHIP, SEAT, (NO, UNRELATED)),
        (CHIP, BOX, (UNKNOWN, None)),
        (CHIP, None, (UNKNOWN, None)),
        (low(Function.COMPUTE), SEAT, (UNKNOWN, None)),
        (low(Function.COMPUTE), TCU, (YES, None)),
        (identity(Function.RADIO_PATH), SEAT, (NO, UNRELATED)),
        (identity(Function.RADIO_PATH), TCU, (UNKNOWN, None)),
        (identity(Function.RADIO_PATH), None, (UNKNOWN, None)),
        (low(Function.RADIO_PATH), SEAT, (UNKNOWN, None)),
        (identity(Function.ANTENNA), SEAT, (NO, UNRELATED)),
        (identity(Function.ANTENNA), TCU, (UNKNOWN, None)),
        (identity(Function.PASSIVE), TCU, (NO, PASSIVE)),
        (low(Function.PASSIVE), TCU, (UNKNOWN, None)),
        (identity(Function.UNRELATED), TCU, (NO, UNRELATED)),
        (identity(Function.DRIVER_ASSISTANCE), TCU, (NO, UNRELATED)),
        (low(Function.DRIVER_ASSISTANCE), TCU, (UNKNOWN, None)),
        (identity(Function.DRIVING), None, (NO, UNLISTED)),
        (identity(Function.DRIVING), TCU, (UNKNOWN, None)),
        (low(Function.DRIVING), None, (UNKNOWN, None)),
        (None, TCU, (UNKNOWN, None)),
        (None, SEAT, (UNKNOWN, None)),
        (None, None, (UNKNOWN, None)),
    ],
)
def test_a_part_is_judged_by_what_it_does_and_by_the_item_around_it(
    own: Identity | None, inside: Host | None, expected: Shown
) -> None:
    assert shown(own, inside) == expected


def test_what_is_asked_of_a_part_of_which_too_little_is_known() -> None:
    for own, inside, fact, said in (
        (CHIP, None, "host", "what it is part of is not known"),
        (None, TCU, "function", "part of Unit"),
        (None, None, "function", "what it is part of is not known"),
        (identity(Function.DRIVING), TCU, "function", "inside an item that communicates"),
    ):
        found = scope(own, inside)
        assert said in found.reason
        assert [missing.fact for missing in found.lines[0].missing] == [fact]


@pytest.mark.parametrize(
    ("facts", "decided", "expected"),
    [
        ({}, "", (YES, None)),
        ({"directly_enables": True}, "", (YES, None)),
        ({"directly_enables": False}, "", (UNKNOWN, None)),
        ({"directly_enables": False}, "class", (UNKNOWN, None)),
        ({"directly_enables": False}, "directly-enables", (NO, Exclusion.NOT_ENABLING)),
        ({"radios": (Radio.GNSS,)}, "", (NO, Exclusion.RECEIVE_ONLY)),
        ({"radios": (Radio.CAMERA,)}, "", (NO, Exclusion.SENSING)),
        ({"frequency_mhz": 433.0}, "", (NO, Exclusion.FREQUENCY)),
        ({"frequency_mhz": 433.0, "radios": (Radio.WIFI,)}, "", (UNKNOWN, None)),
        ({"radios": (Radio.TPMS,)}, "", (YES, None)),
        ({"exclusions": (PASSIVE,)}, "", (NO, PASSIVE)),
        ({"exclusions": (PASSIVE,), "programmable": True}, "", (UNKNOWN, None)),
        ({"exclusions": (PASSIVE,), "programmable": True}, "exclusion", (NO, PASSIVE)),
        ({"exclusions": (UNLISTED,)}, "", (UNKNOWN, None)),
        ({"exclusions": (UNLISTED,)}, "exclusion", (NO, UNLISTED)),
        ({"exclusions": (UNRELATED,)}, "", (UNKNOWN, None)),
        ({"exclusions": (UNRELATED,)}, "exclusion", (NO, UNRELATED)),
        ({"programmable": False}, "", (UNKNOWN, None)),
        ({"programmable": False}, "programmable", (NO, UNLISTED)),
        ({"exclusions": (Exclusion.LEGACY,)}, "", (YES, None)),
    ],
)
def test_a_part_declared_vcs_is_taken_out_by_an_exclusion_or_a_decision(
    facts: dict[str, Any], decided: str, expected: Shown
) -> None:
    assert shown(component_class=VCS, decided=decided, **facts) == expected
    assert scope(component_class=VCS, decided=decided, **facts).component_class is VCS


def test_sensing_without_radio_takes_out_only_what_is_not_declared_vcs() -> None:
    camera: dict[str, Any] = {"radios": (Radio.CAMERA,), "edition": PROPOSAL}
    assert shown(**camera) == (NO, UNRELATED)
    assert shown(component_class=VCS, **camera) == (YES, None)
    assert shown(directly_enables=True, **camera) == (YES, None)


@pytest.mark.parametrize(
    ("own", "inside", "facts", "expected"),
    [
        (None, None, {}, (NO, UNLISTED)),
        (None, SEAT, {}, (NO, UNLISTED)),
        (None, TCU, {}, (UNKNOWN, None)),
        (RADIO, None, {}, (UNKNOWN, None)),
        (None, None, {"radios": (Radio.WIFI,)}, (UNKNOWN, None)),
        (None, None, {"radios": (Radio.RADAR,)}, (NO, UNLISTED)),
        (None, None, {"directly_enables": True}, (UNKNOWN, None)),
    ],
)
def test_hardware_of_automated_driving_is_not_restricted_unless_it_communicates(
    own: Identity | None, inside: Host | None, facts: dict[str, Any], expected: Shown
) -> None:
    assert shown(own, inside, component_class=ADS, **facts) == expected


@pytest.mark.parametrize(
    ("own", "inside", "facts"),
    [
        (RADIO, None, {}),
        (identity(Function.RADIO, layer=Layer.WORDS, listed_kind="wifi-module"), None, {}),
        (identity(Function.BAND_UNKNOWN), None, {}),
        (identity(Function.RADIO_PATH), None, {}),
        (identity(Function.ANTENNA, layer=Layer.ASSEMBLY), None, {}),
        (identity(Function.DRIVING), None, {}),
        (CHIP, TCU, {}),
        (None, None, {"radios": (Radio.WIFI,)}),
        (None, None, {"directly_enables": True}),
        (None, None, {"fcc_id": "2AXYZ-1"}),
    ],
)
def test_other_and_unrelated_do_not_clear_what_something_known_contradicts(
    own: Identity | None, inside: Host | None, facts: dict[str, Any]
) -> None:
    assert shown(own, inside, component_class=OTHER, **facts) == (UNKNOWN, None)
    assert scope(own, inside, component_class=OTHER, **facts).lines[0].warnings
    assert shown(own, inside, component_class=OTHER, decided="class", **facts) == (NO, UNRELATED)
    claimed = {"exclusions": (UNRELATED,), **facts}
    excluded = shown(own, inside, **claimed)
    assert excluded[0] is (NO if own is not None and own.function is Function.DRIVING else UNKNOWN)


@pytest.mark.parametrize(
    ("own", "inside"),
    [
        (None, TCU),
        (CHIP, SEAT),
        (low(Function.RADIO, layer=Layer.WORDS, listed_kind="wifi-module"), None),
        (identity(Function.RADIO, layer=Layer.WORDS), None),
        (identity(Function.PASSIVE), TCU),
        (identity(Function.COMPUTE, layer=Layer.WORDS), TCU),
    ],
)
def test_other_clears_what_nothing_known_contradicts(
    own: Identity | None, inside: Host | None
) -> None:
    assert shown(own, inside, component_class=OTHER) == (NO, UNRELATED)


@pytest.mark.parametrize(
    ("own", "facts", "expected"),
    [
        (RADIO, {}, YES),
        (identity(Function.RADIO, listed_kind="wifi-module"), {}, YES),
        (identity(Function.RADIO, listed_kind="teapot"), {}, UNKNOWN),
        (identity(Function.RADIO_PATH, listed_kind="wifi-module"), {}, UNKNOWN),
        (identity(Function.ANTENNA), {}, UNKNOWN),
        (identity(Function.ANTENNA), {"programmable": True}, YES),
        (identity(Function.RADIO), {"programmable": False}, UNKNOWN),
        (identity(Function.UNKNOWN, radios=(Radio.WIFI,)), {"programmable": False}, UNKNOWN),
        (None, {"programmable": False, "frequency_mhz": 900.0}, UNKNOWN),
        (None, {"programmable": False, "directly_enables": True}, UNKNOWN),
        (None, {"programmable": False, "radios": (Radio.WIFI,)}, UNKNOWN),
        (None, {"programmable": False, "fcc_id": "2AXYZ-1"}, UNKNOWN),
        (None, {"programmable": False}, NO),
        (CHIP, {"programmable": False}, UNKNOWN),
    ],
)
def test_the_kind_must_be_programmable_and_listed(
    own: Identity | None, facts: dict[str, Any], expected: Answer
) -> None:
    kind = scope(own, TCU, **facts).lines[1]
    assert kind.answer is expected
    assert kind.exclusion is (UNLISTED if expected is NO else None)
    if expected is UNKNOWN:
        assert kind.mark is Mark.INTERPRETATION


def test_some_kinds_are_restricted_by_themselves_under_an_edition_that_says_so() -> None:
    battery = identity(Function.POWER, listed_kind="battery-electronics", confidence=Confidence.LOW)
    assert shown(battery, edition=DRAFT) == (YES, None)
    assert "this edition restricts battery-electronics" in scope(battery, edition=DRAFT).reason
    assert [line.answer for line in scope(battery, edition=DRAFT).lines] == [YES, YES, YES]
    assert shown(battery, edition=FINAL) == (UNKNOWN, None)
    for exclusion in (Exclusion.POWER, UNRELATED, PASSIVE, UNLISTED, Exclusion.FREQUENCY):
        claimed = {"exclusions": (Exclusion.LEGACY, exclusion), "edition": DRAFT}
        assert shown(battery, **claimed) == (UNKNOWN, None)
        assert shown(battery, decided="exclusion", **claimed) == (NO, exclusion)


# -- imported, class and the answers joined --------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "facts", "decided", "expected"),
    [
        ("sale", {}, "", YES),
        ("sale", {"made_in": "US"}, "", NO),
        ("import", {"made_in": "US"}, "", UNKNOWN),
        ("import-hardware", {"made_in": "US"}, "", UNKNOWN),
        ("sale", {"made_in": "MX"}, "", YES),
        ("sale", {"exclusions": (Exclusion.NOT_IMPORTED,)}, "", UNKNOWN),
        ("sale", {"exclusions": (Exclusion.NOT_IMPORTED,)}, "made-in", UNKNOWN),
        ("sale", {"exclusions": (Exclusion.NOT_IMPORTED,)}, "exclusion", NO),
    ],
)
def test_only_a_place_of_manufacture_or_a_decision_shows_that_it_is_not_imported(
    kind: str, facts: dict[str, Any], decided: str, expected: Answer
) -> None:
    found = scope(component_class=VCS, kind=kind, decided=decided, **facts)
    imported = found.lines[2]
    assert imported.answer is expected
    assert found.answer is (UNKNOWN if expected is UNKNOWN else YES)
    assert (found.not_imported is imported) is (expected is NO)
    assert imported.exclusion is (Exclusion.NOT_IMPORTED if expected is NO else None)


def test_what_is_no_vcs_hardware_is_not_shown_as_not_imported() -> None:
    unlisted: dict[str, Any] = {"programmable": False, "made_in": "US"}
    found = scope(None, TCU, **unlisted)
    assert (found.answer, found.exclusion, found.not_imported) == (NO, UNLISTED, None)
    assert found.reason == "declared not to be programmable"
    in_question = scope(None, TCU, made_in="US")
    assert in_question.answer is UNKNOWN
    assert in_question.not_imported is not None


def test_the_class_follows_the_answer_where_none_is_declared() -> None:
    for own, inside, expected in (
        (RADIO, None, VCS),
        (None, None, ComponentClass.UNKNOWN),
        (identity(Function.PASSIVE), TCU, OTHER),
        (identity(Function.DRIVING), None, ADS),
    ):
        assert scope(own, inside).component_class is expected
    assert scope(RADIO, component_class=OTHER).component_class is OTHER
