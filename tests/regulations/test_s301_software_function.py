"""§ 791.301, covered software: what it does, and what it runs on, joined."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from tests.regulations.build import (
    FINAL,
    PROPOSAL,
    component,
    declared,
    host,
    identity,
    transaction,
)

from vcs_check.classification.tag import Confidence, Function, Host, Identity, Layer
from vcs_check.inventory.vocabulary import (
    Answer,
    Axis,
    ComponentClass,
    Exclusion,
    Mark,
    Radio,
    SoftwareScope,
)
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.us_15cfr791_subpart_d.s301_software_function import (
    SoftwareFunction,
    software_function,
)

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
ADS, VCS = ComponentClass.ADS_SOFTWARE, ComponentClass.VCS_SOFTWARE
OTHER = ComponentClass.OTHER
TCU, ADC, SEAT = host(Function.RADIO), host(Function.DRIVING), host(Function.UNRELATED)
UNRELATED, SENSING = Exclusion.UNRELATED, Exclusion.SENSING


def found(
    own: Identity | None = None,
    inside: Host | None = None,
    *,
    edition: Edition = FINAL,
    narrow: bool = False,
    decided: str = "",
    **facts: Any,
) -> SoftwareFunction:
    more: dict[str, Any] = {"own": own, "inside": inside}
    software = component(
        Axis.SOFTWARE,
        declared(**facts),
        decided_facts=frozenset({decided} - {""}),
        **{name: value for name, value in more.items() if value is not None},
    )
    scope = SoftwareScope.NARROW if narrow else SoftwareScope.BROAD
    return software_function(software, transaction(software_scope=scope), edition)


def answer(*args: Any, **facts: Any) -> tuple[Answer, Exclusion | None]:
    reading = found(*args, **facts).reading
    return reading.answer, reading.exclusion


RADIO, LIBRARY = identity(Function.RADIO), identity(Function.GENERIC_SOFTWARE)
STACK = identity(Function.DRIVING, automation_level=4)
MAYBE_DRIVING = identity(Function.DRIVING)
ASSISTANCE = identity(Function.DRIVER_ASSISTANCE)
TOOL = identity(Function.UNRELATED)


@pytest.mark.parametrize(
    ("own", "inside", "expected", "made"),
    [
        (LIBRARY, TCU, (YES, None), VCS),
        (LIBRARY, ADC, (YES, None), ADS),
        (LIBRARY, SEAT, (NO, UNRELATED), None),
        (LIBRARY, None, (UNKNOWN, None), None),
        (LIBRARY, host(Function.RADIO_PATH), (UNKNOWN, None), None),
        (RADIO, None, (YES, None), VCS),
        (RADIO, TCU, (YES, None), VCS),
        (RADIO, ADC, (YES, None), VCS),
        (RADIO, SEAT, (UNKNOWN, None), None),
        (STACK, None, (YES, None), ADS),
        (STACK, TCU, (YES, None), ADS),
        (MAYBE_DRIVING, None, (UNKNOWN, None), None),
        (MAYBE_DRIVING, SEAT, (UNKNOWN, None), None),
        (MAYBE_DRIVING, TCU, (YES, None), VCS),
        (ASSISTANCE, None, (NO, Exclusion.DRIVER_ASSISTANCE), None),
        (ASSISTANCE, SEAT, (NO, Exclusion.DRIVER_ASSISTANCE), None),
        (ASSISTANCE, TCU, (YES, None), VCS),
        (ASSISTANCE, ADC, (YES, None), ADS),
        (ASSISTANCE, host(Function.UNKNOWN, name="Box 7"), (UNKNOWN, None), None),
        (TOOL, None, (NO, UNRELATED), None),
        (TOOL, TCU, (NO, UNRELATED), None),
        (identity(Function.UNRELATED, confidence=Confidence.MEDIUM), TCU, (YES, None), VCS),
        (identity(Function.UNRELATED, confidence=Confidence.MEDIUM), None, (UNKNOWN, None), None),
        (identity(Function.RECEIVE_ONLY), None, (UNKNOWN, None), None),
        (identity(Function.RECEIVE_ONLY), SEAT, (NO, Exclusion.RECEIVE_ONLY), None),
        (identity(Function.RECEIVE_ONLY), TCU, (YES, None), VCS),
        (identity(Function.BAND_UNKNOWN), None, (UNKNOWN, None), None),
        (identity(Function.BAND_UNKNOWN), SEAT, (UNKNOWN, None), None),
        (identity(Function.BAND_UNKNOWN), TCU, (YES, None), VCS),
    ],
)
def test_what_runs_on_a_covered_item_is_in_question_whatever_its_name(
    own: Identity,
    inside: Host | None,
    expected: tuple[Answer, Exclusion | None],
    made: ComponentClass | None,
) -> None:
    assert answer(own, inside) == expected
    if made is not None:
        assert found(own, inside).component_class is made


@pytest.mark.parametrize(
    ("own", "inside", "expected"),
    [
        (LIBRARY, TCU, (NO, UNRELATED)),
        (LIBRARY, ADC, (NO, UNRELATED)),
        (identity(Function.GENERIC_SOFTWARE, confidence=Confidence.LOW), TCU, (UNKNOWN, None)),
        (identity(Function.GENERIC_SOFTWARE, layer=Layer.WORDS), TCU, (UNKNOWN, None)),
        (identity(Function.UNKNOWN), TCU, (UNKNOWN, None)),
        (RADIO, TCU, (YES, None)),
        (STACK, TCU, (YES, None)),
        (MAYBE_DRIVING, TCU, (UNKNOWN, None)),
        (identity(Function.BAND_UNKNOWN), TCU, (UNKNOWN, None)),
        (TOOL, TCU, (NO, UNRELATED)),
        (LIBRARY, None, (UNKNOWN, None)),
    ],
)
def test_the_narrow_reading_keeps_to_what_communicates_or_drives_itself(
    own: Identity, inside: Host | None, expected: tuple[Answer, Exclusion | None]
) -> None:
    assert answer(own, inside, narrow=True) == expected
    if own is LIBRARY and inside is not None:
        assert found(own, inside, narrow=True).reading.mark is Mark.INTERPRETATION


@pytest.mark.parametrize(
    ("facts", "decided", "expected"),
    [
        ({"radios": (Radio.GNSS,)}, "radio", (NO, Exclusion.RECEIVE_ONLY)),
        ({"frequency_mhz": 433.0}, "frequency-mhz", (NO, Exclusion.FREQUENCY)),
        ({"receive_only": True}, "receive-only", (NO, Exclusion.RECEIVE_ONLY)),
        ({"directly_enables": False}, "directly-enables", (NO, Exclusion.NOT_ENABLING)),
        ({"exclusions": (UNRELATED,)}, "exclusion", (NO, UNRELATED)),
        ({"exclusions": (SENSING,)}, "exclusion", (NO, SENSING)),
    ],
)
def test_on_a_covered_item_only_a_decision_on_the_very_fact_clears(
    facts: dict[str, Any], decided: str, expected: tuple[Answer, Exclusion | None]
) -> None:
    for inside in (TCU, ADC):
        assert answer(LIBRARY, inside, decided=decided, **facts) == expected
        for other in ("", "class", "modified"):
            against = found(LIBRARY, inside, decided=other, **facts).reading
            assert against.answer is UNKNOWN
            assert against.warnings
    assert answer(LIBRARY, SEAT, **facts) == expected
    assert answer(LIBRARY, None, **facts) == expected
    assert answer(LIBRARY, TCU, decided="exclusion")[0] is YES


def test_a_declared_radio_stays_in_wherever_it_runs() -> None:
    assert answer(LIBRARY, SEAT, radios=(Radio.WIFI,)) == (YES, None)
    assert answer(LIBRARY, SEAT, frequency_mhz=900.0) == (UNKNOWN, None)
    assert answer(LIBRARY, TCU, radios=(Radio.TPMS,)) == (YES, None)
    assert answer(LIBRARY, SEAT, radios=(Radio.TPMS,)) == (UNKNOWN, None)


# -- a declared class ------------------------------------------------------------------------------


def vcs(*args: Any, **facts: Any) -> tuple[Answer, Exclusion | None]:
    return answer(*args, component_class=VCS, **facts)


def test_software_declared_vcs_is_vcs_unless_a_radio_or_an_exclusion_takes_it_out() -> None:
    assert vcs() == (YES, None)
    assert answer(directly_enables=True) == (YES, None)
    assert vcs(LIBRARY, SEAT) == (YES, None)
    assert vcs(radios=(Radio.GNSS,)) == (NO, Exclusion.RECEIVE_ONLY)
    assert vcs(radios=(Radio.GNSS,), edition=PROPOSAL) == (YES, None)
    assert vcs(radios=(Radio.CAMERA,), edition=PROPOSAL) == (YES, None)
    assert vcs(radios=(Radio.RADAR,), edition=PROPOSAL) == (YES, None)
    assert vcs(frequency_mhz=433.0) == (NO, Exclusion.FREQUENCY)
    assert vcs(frequency_mhz=433.0, radios=(Radio.WIFI,)) == (UNKNOWN, None)
    assert vcs(exclusions=(SENSING,)) == (NO, SENSING)
    assert vcs(exclusions=(SENSING,), edition=PROPOSAL) == (YES, None)
    assert vcs(RADIO, exclusions=(SENSING,)) == (UNKNOWN, None)


def test_software_declared_vcs_and_not_enabling_or_unrelated_is_a_contradiction() -> None:
    for facts, settling, excluded in (
        ({"directly_enables": False}, "directly-enables", Exclusion.NOT_ENABLING),
        ({"exclusions": (UNRELATED,)}, "exclusion", UNRELATED),
    ):
        assert vcs(**facts) == (UNKNOWN, None)
        assert found(component_class=VCS, **facts).reading.warnings
        assert vcs(decided="class", **facts) == (UNKNOWN, None)
        assert vcs(decided=settling, **facts) == (NO, excluded)


def test_the_trace_says_what_was_declared() -> None:
    assert found(component_class=VCS).reading.because == "declared vcs-software"
    assert found(directly_enables=True).reading.because == (
        "declared to enable communication directly"
    )


def test_what_is_excluded_as_vcs_may_still_drive() -> None:
    excluded: dict[str, Any] = {"component_class": VCS, "exclusions": (SENSING,)}
    for own, expected, made in (
        (None, (NO, SENSING), VCS),
        (ASSISTANCE, (NO, SENSING), VCS),
        (MAYBE_DRIVING, (UNKNOWN, None), ADS),
        (STACK, (YES, None), ADS),
    ):
        assert answer(own, **excluded) == expected
        assert found(own, **excluded).component_class is made
    assert found(STACK, component_class=VCS).component_class is VCS
    assert found(MAYBE_DRIVING, TCU, component_class=ADS).reading.because == "declared ads-software"


def other(*args: Any, **facts: Any) -> tuple[Answer, Exclusion | None]:
    return answer(*args, component_class=OTHER, **facts)


def test_a_declaration_of_other_clears_unless_something_known_says_otherwise() -> None:
    assert other() == (NO, UNRELATED)
    assert other(LIBRARY, SEAT) == (NO, UNRELATED)
    against: list[tuple[Identity | None, Host | None, dict[str, Any]]] = [
        (RADIO, None, {}),
        (STACK, None, {}),
        (None, None, {"radios": (Radio.WIFI,)}),
        (None, None, {"automation_level": 3}),
        (None, TCU, {}),
        (None, ADC, {}),
    ]
    for own, inside, facts in against:
        assert other(own, inside, **facts) == (UNKNOWN, None)
        assert found(own, inside, component_class=OTHER, **facts).reading.warnings
        assert other(own, inside, decided="radio", **facts) == (UNKNOWN, None)
        assert other(own, inside, decided="class", **facts) == (NO, UNRELATED)
        assert other(own, inside, decided="exclusion", **facts) == (UNKNOWN, None)
        excluded = {"exclusions": (UNRELATED,), **facts}
        assert other(own, inside, decided="exclusion", **excluded) == (NO, UNRELATED)
    for level, expected in ((2, NO), (3, UNKNOWN)):
        assert other(automation_level=level)[0] is expected
    assert other(None, TCU, narrow=True) == (NO, UNRELATED)
    assert other(RADIO, None, narrow=True) == (UNKNOWN, None)


def test_what_nobody_can_place_is_asked_for_its_unit() -> None:
    reading = found(LIBRARY).reading
    assert [missing.fact for missing in reading.missing] == ["host"]
    assert "(no enclosing item is known)" in reading.because
    named = msgspec.structs.replace(host(Function.UNKNOWN), name="Box 7")
    assert "(Box 7: Unit is unknown)" in found(LIBRARY, named).reading.because


def test_software_that_may_drive_is_asked_for_its_level_whatever_else_is_open() -> None:
    box = host(Function.UNKNOWN, name="Box 7")
    for inside in (None, box, SEAT):
        reading = found(MAYBE_DRIVING, inside).reading
        assert [missing.fact for missing in reading.missing] == ["automation-level"]
    assert [missing.fact for missing in found(LIBRARY, box).reading.missing] == ["host"]
