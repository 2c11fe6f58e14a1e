"""§ 791.301, VCS hardware and connectivity: kinds, radios, weak clues and contradictions."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from tests.regulations.build import (
    DRAFT,
    FINAL,
    PROPOSAL,
    all_roles,
    component,
    declared,
    host,
    identity,
    transaction,
    vcs_hardware,
)

from vcs_check.classification.tag import Confidence, Function, Host, Identity, Layer
from vcs_check.inventory.vocabulary import (
    Answer,
    Axis,
    ComponentClass,
    Exclusion,
    Origin,
    Radio,
    Verdict,
)
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.procedure import evaluate

NEXUS = all_roles(Origin.NEXUS)
OUT, OPEN, PROHIBITED = Verdict.OUT_OF_SCOPE, Verdict.INDETERMINATE, Verdict.PROHIBITED


def verdict(
    own: Identity | None = None, edition: Edition = FINAL, *, decided: str = "", **facts: Any
) -> Verdict:
    more: dict[str, Any] = {} if own is None else {"own": own}
    part = component(
        Axis.HARDWARE, declared(**facts), NEXUS, decided_facts=frozenset({decided} - {""}), **more
    )
    return evaluate(part, transaction(), edition).verdict


@pytest.mark.parametrize("kind", ["battery-electronics", "safety-equipment"])
def test_some_kinds_are_restricted_by_themselves_under_the_draft_only(kind: str) -> None:
    unit = identity(Function.UNRELATED, listed_kind=kind)
    assert verdict(unit, DRAFT) is PROHIBITED
    assert verdict(unit, FINAL) is OUT
    assert verdict(unit, PROPOSAL) is OUT
    for exclusion in (Exclusion.UNRELATED, Exclusion.POWER, Exclusion.PASSIVE):
        assert verdict(unit, DRAFT, exclusions=(exclusion,)) is OPEN
    assert verdict(unit, DRAFT, exclusions=(Exclusion.POWER,), decided="exclusion") is OUT
    assert verdict(unit, DRAFT, exclusions=(Exclusion.LEGACY,)) is PROHIBITED


@pytest.mark.parametrize(
    ("frequency", "expected"), [(450.0, OUT), (450.1, PROHIBITED), (433.92, OUT)]
)
def test_the_threshold_itself_is_out(frequency: float, expected: Verdict) -> None:
    assert verdict(frequency_mhz=frequency) is expected
    vcs = vcs_hardware(NEXUS, frequency_mhz=frequency)
    assert evaluate(vcs, transaction(), FINAL).verdict is expected


@pytest.mark.parametrize(
    ("radios", "final", "proposal"),
    [
        ((Radio.GNSS,), OUT, PROHIBITED),
        ((Radio.AM_FM,), OUT, OUT),
        ((Radio.CAMERA,), OUT, OUT),
        ((Radio.RADAR,), OUT, OPEN),
        ((Radio.NFC,), OUT, OUT),
        ((Radio.TPMS,), OPEN, OPEN),
        ((Radio.UWB,), OPEN, OPEN),
        ((Radio.GNSS, Radio.CELLULAR), PROHIBITED, PROHIBITED),
        ((Radio.GNSS, Radio.RADAR), OPEN, OPEN),
    ],
)
def test_only_what_is_exclusively_excluded_is_out(
    radios: tuple[Radio, ...], final: Verdict, proposal: Verdict
) -> None:
    assert verdict(radios=radios) is final
    assert verdict(edition=PROPOSAL, radios=radios) is proposal


def test_an_open_question_of_frequency_names_the_threshold_of_the_edition() -> None:
    part = component(Axis.HARDWARE, declared(radios=(Radio.TPMS,)), NEXUS)
    assert "either side of 450 MHz" in evaluate(part, transaction(), FINAL).reason


@pytest.mark.parametrize("confidence", Confidence)
@pytest.mark.parametrize(
    "function",
    [Function.PASSIVE, Function.UNRELATED, Function.LOW_BAND, Function.DRIVING, Function.SENSING],
)
def test_a_weak_clue_never_clears(function: Function, confidence: Confidence) -> None:
    expected = OPEN if confidence is Confidence.LOW else OUT
    assert verdict(identity(function, confidence=confidence)) is expected


@pytest.mark.parametrize("function", [Function.COMPUTE, Function.RADIO_PATH, Function.ANTENNA])
def test_a_part_is_out_with_its_item_only_where_it_is_surely_that_part(function: Function) -> None:
    for confidence, expected in ((Confidence.MEDIUM, OUT), (Confidence.LOW, OPEN)):
        own = identity(function, confidence=confidence)
        inside = host(Function.UNRELATED)
        part = component(Axis.HARDWARE, declared(), NEXUS, own=own, inside=inside)
        assert evaluate(part, transaction(), FINAL).verdict is expected


def test_hardware_of_automated_driving_is_out_unless_it_communicates() -> None:
    ads: dict[str, Any] = {"component_class": ComponentClass.ADS_HARDWARE}
    assert verdict(**ads) is OUT
    assert verdict(radios=(Radio.WIFI,), **ads) is OPEN
    assert verdict(identity(Function.RADIO), **ads) is OPEN
    inside = component(Axis.HARDWARE, declared(**ads), NEXUS, inside=host(Function.RADIO))
    assert evaluate(inside, transaction(), FINAL).verdict is OPEN


@pytest.mark.parametrize("function", [Function.RADIO_PATH, Function.ANTENNA])
def test_unlisted_parts_on_the_radio_path_and_passive_antennas_are_open(function: Function) -> None:
    assert verdict(identity(function)) is OPEN
    kind = "external-antenna" if function is Function.ANTENNA else ""
    own = identity(function, listed_kind=kind)
    expected = PROHIBITED if function is Function.ANTENNA else OPEN
    assert verdict(own, programmable=True) is expected


def test_listed_kinds_differ_between_editions() -> None:
    dsp = identity(Function.RADIO, listed_kind="digital-signal-processor")
    assert verdict(dsp, FINAL) is PROHIBITED
    assert verdict(dsp, PROPOSAL) is OPEN


def test_what_is_declared_not_programmable_is_out_unless_it_speaks_of_radio() -> None:
    path = identity(Function.UNKNOWN, confidence=Confidence.LOW)
    assert verdict(path, programmable=False) is OUT
    assert verdict(path, programmable=False, fcc_id="2AXYZ-1") is OPEN
    assert verdict(identity(Function.RADIO), programmable=False) is OPEN
    assert verdict(identity(Function.RADIO), programmable=False, decided="programmable") is OUT


@pytest.mark.parametrize("exclusion", [Exclusion.RECEIVE_ONLY, Exclusion.SENSING, Exclusion.POWER])
def test_a_declared_exclusion_does_not_clear_a_known_radio(exclusion: Exclusion) -> None:
    assert verdict(exclusions=(exclusion,)) is OUT
    assert verdict(identity(Function.RADIO), exclusions=(exclusion,)) is OPEN
    assert verdict(identity(Function.RADIO), exclusions=(exclusion,), decided="exclusion") is OUT
    assert verdict(exclusions=(exclusion,), radios=(Radio.WIFI,)) is PROHIBITED


def test_what_only_supports_is_out_under_the_final_and_open_under_the_proposal() -> None:
    assert verdict(directly_enables=False) is OUT
    assert verdict(edition=PROPOSAL, directly_enables=False) is OPEN
    assert verdict(directly_enables=False, radios=(Radio.WIFI,)) is OPEN
    assert verdict(directly_enables=True) is PROHIBITED


@pytest.mark.parametrize(
    ("kind", "expected"), [("sale", OUT), ("", OUT), ("import", OPEN), ("import-hardware", OPEN)]
)
def test_made_in_the_united_states_contradicts_an_import(kind: str, expected: Verdict) -> None:
    part = vcs_hardware(NEXUS, made_in="US")
    assert evaluate(part, transaction(kind=kind), FINAL).verdict is expected
    claimed = vcs_hardware(NEXUS, exclusions=(Exclusion.NOT_IMPORTED,))
    outcome = evaluate(claimed, transaction(kind=kind), FINAL)
    assert [missing.fact for missing in outcome.missing] == ["made-in"]


def test_declared_other_does_not_clear_what_is_known_to_communicate() -> None:
    other: dict[str, Any] = {"component_class": ComponentClass.OTHER}
    assert verdict(**other) is OUT
    assert verdict(identity(Function.RADIO), **other) is OPEN
    assert verdict(radios=(Radio.CELLULAR,), **other) is OPEN
    assert verdict(fcc_id="2AXYZ-1", **other) is OPEN
    assert verdict(identity(Function.RADIO), decided="class", **other) is OUT


@pytest.mark.parametrize(
    ("inside", "final", "proposal"),
    [
        (host(Function.RECEIVE_ONLY, radios=(Radio.GNSS,)), OUT, PROHIBITED),
        (host(Function.RECEIVE_ONLY, radios=(Radio.AM_FM,)), OUT, OPEN),
        (host(Function.SENSING), OUT, OPEN),
        (host(Function.POWER), OUT, OPEN),
        (host(Function.LOW_BAND), OUT, OUT),
        (host(Function.DRIVING), OUT, OUT),
        (host(Function.RADIO), PROHIBITED, PROHIBITED),
        (host(Function.UNKNOWN), OPEN, OPEN),
    ],
)
def test_a_listed_part_follows_the_item_that_it_is_in(
    inside: Host, final: Verdict, proposal: Verdict
) -> None:
    own = identity(Function.COMPUTE, listed_kind="microcontroller")
    part = component(Axis.HARDWARE, declared(), NEXUS, own=own, inside=inside)
    assert evaluate(part, transaction(), FINAL).verdict is final
    assert evaluate(part, transaction(), PROPOSAL).verdict is proposal


def test_a_part_that_is_declared_programmable_is_neither_passive_nor_unlisted() -> None:
    for exclusion, expected in (
        (Exclusion.PASSIVE, OPEN), (Exclusion.NOT_LISTED, OPEN), (Exclusion.UNRELATED, OUT),
    ):  # fmt: skip
        assert verdict(exclusions=(exclusion,), programmable=True) is expected
    assert verdict(exclusions=(Exclusion.PASSIVE,), programmable=False) is OUT


def test_a_processor_of_an_item_that_communicates_is_not_cleared_by_the_word_other() -> None:
    for function, inside, expected in (
        (Function.COMPUTE, Function.RADIO, OPEN),
        (Function.COMPUTE, Function.UNRELATED, OUT),
        (Function.PASSIVE, Function.RADIO, OUT),
    ):
        part = component(
            Axis.HARDWARE,
            declared(component_class=ComponentClass.OTHER),
            NEXUS,
            own=identity(function),
            inside=host(inside),
        )
        assert evaluate(part, transaction(), FINAL).verdict is expected


def test_a_decision_on_the_radio_alone_is_followed_against_what_is_known() -> None:
    known = identity(Function.RADIO)
    assert verdict(known, radios=(Radio.GNSS,)) is OPEN
    assert verdict(known, radios=(Radio.GNSS,), decided="radio") is OUT


def test_unrelated_contradicts_a_declared_class_and_passive_applies_after_it() -> None:
    declared_vcs: dict[str, Any] = {"component_class": ComponentClass.VCS_HARDWARE}
    assert verdict(**declared_vcs, exclusions=(Exclusion.UNRELATED,)) is OPEN
    assert verdict(**declared_vcs, exclusions=(Exclusion.PASSIVE,)) is OUT


def test_a_low_frequency_contradicts_a_radio_that_never_works_so_low() -> None:
    for radio, expected in ((Radio.CELLULAR, OPEN), (Radio.OTHER_WIRELESS, OUT)):
        facts: dict[str, Any] = {
            "component_class": ComponentClass.VCS_HARDWARE,
            "radios": (radio,),
        }
        assert verdict(**facts, frequency_mhz=433.92) is expected
        assert verdict(**facts, frequency_mhz=868.0) is PROHIBITED


def test_only_a_decision_lets_a_known_radio_out_as_one_that_only_supports() -> None:
    known = identity(Function.RADIO)
    assert verdict(known, directly_enables=False) is OPEN
    assert verdict(known, directly_enables=False, decided="directly-enables") is OUT
    assert verdict(directly_enables=False) is OUT


def test_an_edition_may_settle_whether_its_list_of_kinds_is_closed() -> None:
    for answer, expected in ((Answer.YES, PROHIBITED), (Answer.UNKNOWN, OPEN), (Answer.NO, OUT)):
        hardware = msgspec.structs.replace(
            FINAL.vcs_hardware, unlisted_programmable_part_on_radio_path=answer
        )
        edition = msgspec.structs.replace(FINAL, vcs_hardware=hardware)
        assert verdict(identity(Function.RADIO_PATH), edition) is expected


def test_a_decision_on_something_else_gives_a_declaration_no_more_weight() -> None:
    known = identity(Function.RADIO)
    for fact in ("model-year", "frequency-mhz", "programmable"):
        assert verdict(known, radios=(Radio.GNSS,), decided=fact) is OPEN
    assert verdict(known, exclusions=(Exclusion.SENSING,), decided="radio") is OPEN
    assert verdict(known, exclusions=(Exclusion.SENSING,), decided="exclusion") is OUT
    assert verdict(known, frequency_mhz=433.0, decided="exclusion") is OPEN


def test_an_edition_may_include_what_only_supports() -> None:
    for answer, expected in ((Answer.YES, PROHIBITED), (Answer.UNKNOWN, OPEN), (Answer.NO, OUT)):
        connectivity = msgspec.structs.replace(FINAL.connectivity, part_that_only_supports=answer)
        edition = msgspec.structs.replace(FINAL, connectivity=connectivity)
        assert verdict(None, edition, directly_enables=False) is expected


def test_a_part_of_a_family_of_a_listed_kind_is_not_unlisted_by_a_word() -> None:
    for layer, expected in ((Layer.IDENTITY, OPEN), (Layer.WORDS, OUT)):
        known = identity(Function.COMPUTE, listed_kind="microcontroller", layer=layer)
        facts: dict[str, Any] = {"exclusions": (Exclusion.NOT_LISTED,), "programmable": False}
        assert verdict(known, **facts) is expected
    other = identity(Function.COMPUTE, listed_kind="teapot")
    assert verdict(other, exclusions=(Exclusion.NOT_LISTED,), programmable=False) is OUT
