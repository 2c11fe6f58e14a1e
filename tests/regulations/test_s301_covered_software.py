"""§ 791.301, covered software: exclusions, contradictions and editions without an exclusion."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from tests.regulations.build import (
    DRAFT,
    FINAL,
    OPEN_LICENCE,
    PROPOSAL,
    all_roles,
    component,
    declared,
    host,
    identity,
    party,
    transaction,
    vcs_software,
)

from vcs_check.classification.open_source import OpenSourceSigns
from vcs_check.classification.tag import Confidence, Function, Layer
from vcs_check.inventory.vocabulary import (
    Answer,
    Axis,
    ComponentClass,
    Exclusion,
    Origin,
    Processor,
    Radio,
    Role,
    SoftwareScope,
    Verdict,
)
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import ComponentFacts
from vcs_check.regulations.procedure import evaluate

NEXUS = all_roles(Origin.NEXUS)
SALE = transaction()
OUT, OPEN, PROHIBITED = Verdict.OUT_OF_SCOPE, Verdict.INDETERMINATE, Verdict.PROHIBITED


def verdict(facts: ComponentFacts, edition: Edition = FINAL, **program: Any) -> Verdict:
    return evaluate(facts, transaction(**program), edition).verdict


@pytest.mark.parametrize(
    "more",
    [
        {"is_firmware_kind": True},
        {"open_source": OpenSourceSigns(licence=Answer.YES)},
        {"open_source": OpenSourceSigns(coordinates="pkg:npm")},
    ],
)
def test_a_sign_of_an_exclusion_is_open_only_under_an_edition_that_has_it(
    more: dict[str, Any],
) -> None:
    facts = vcs_software(NEXUS, more=more)
    assert verdict(facts, FINAL) is OPEN
    assert verdict(facts, PROPOSAL) is OPEN
    outcome = evaluate(facts, SALE, DRAFT)
    assert outcome.verdict is PROHIBITED
    assert any("this edition has no such exclusion" in line.because for line in outcome.trace)


def test_proof_of_an_exclusion_clears_only_under_an_edition_that_has_it() -> None:
    for facts in (
        vcs_software(NEXUS, firmware=True),
        vcs_software(NEXUS, more={"open_source": OPEN_LICENCE}),
    ):
        assert verdict(facts, FINAL) is OUT
        assert verdict(facts, DRAFT) is PROHIBITED


def test_an_operating_system_is_no_firmware_under_the_final_and_open_under_the_proposal() -> None:
    system = vcs_software(NEXUS, firmware=True, more={"is_operating_system_kind": True})
    assert verdict(system, FINAL) is PROHIBITED
    assert verdict(system, PROPOSAL) is OPEN
    elsewhere = component(
        Axis.SOFTWARE,
        declared(component_class=ComponentClass.OTHER, firmware=True),
        NEXUS,
        is_operating_system_kind=True,
    )
    outcome = evaluate(elsewhere, SALE, FINAL)
    assert outcome.verdict is OPEN
    assert [missing.fact for missing in outcome.missing] == ["contradiction"]
    assert "declared firmware contradicts what it is" in outcome.warnings


@pytest.mark.parametrize(
    ("more", "facts", "expected"),
    [
        ({}, {"firmware": True}, OUT),
        ({}, {"exclusions": (Exclusion.FIRMWARE,)}, OUT),
        ({"is_driver_kind": True}, {"firmware": True}, OPEN),
        ({}, {"firmware": False, "exclusions": (Exclusion.FIRMWARE,)}, OPEN),
        ({"is_firmware_kind": True}, {"firmware": False}, PROHIBITED),
    ],
)
def test_firmware_is_what_is_declared_and_not_contradicted(
    more: dict[str, Any], facts: dict[str, Any], expected: Verdict
) -> None:
    assert verdict(vcs_software(NEXUS, more=more, **facts)) is expected


def test_a_known_package_declared_firmware_is_a_contradiction_until_somebody_decides() -> None:
    stack = identity(Function.RADIO, axis=Axis.SOFTWARE, entry="wifi-stack")
    facts = declared(firmware=True)
    assert verdict(component(Axis.SOFTWARE, facts, NEXUS, own=stack)) is OPEN
    decided = component(
        Axis.SOFTWARE, facts, NEXUS, own=stack, decided_facts=frozenset({"firmware"})
    )
    assert verdict(decided) is OUT
    blob = identity(Function.RADIO, axis=Axis.SOFTWARE, entry="blob", device_firmware=True)
    assert verdict(component(Axis.SOFTWARE, facts, NEXUS, own=blob)) is OUT
    assert verdict(component(Axis.SOFTWARE, declared(), NEXUS, own=blob)) is OPEN


def test_the_processor_excludes_unless_both_are_declared() -> None:
    beneath = (Exclusion.SUBORDINATE_PROCESSOR,)
    for facts, expected in (
        ({"processor": Processor.SUBORDINATE}, OUT),
        ({"exclusions": beneath}, OUT),
        ({"processor": Processor.PRIMARY}, PROHIBITED),
        ({"processor": Processor.PRIMARY, "exclusions": beneath}, OPEN),
    ):
        assert verdict(vcs_software(NEXUS, **facts)) is expected


@pytest.mark.parametrize(
    ("signs", "facts", "expected"),
    [
        ({}, {}, OUT),
        ({"modification": "patches"}, {}, OPEN),
        ({"modification": "patches"}, {"modifications_shared": True}, OUT),
        ({}, {"modified": True}, OPEN),
        ({}, {"modified": True, "modifications_shared": True}, OUT),
        ({}, {"modified": True, "modifications_shared": False}, PROHIBITED),
        ({"stated_modified": True}, {}, OPEN),
        ({"stated_modified": True}, {"modified": False}, OUT),
        ({"licence": Answer.NO}, {}, PROHIBITED),
        ({"licence": Answer.NO}, {"exclusions": (Exclusion.OPEN_SOURCE,)}, OPEN),
        ({"licence": Answer.UNKNOWN}, {}, OPEN),
        ({"licence": Answer.UNKNOWN, "coordinates": ""}, {}, PROHIBITED),
        ({"licence": Answer.UNKNOWN, "coordinates": ""},
         {"exclusions": (Exclusion.OPEN_SOURCE,)}, OUT),
        ({"coordinates": ""}, {}, OPEN),
    ],
)  # fmt: skip
def test_open_source_is_out_unless_modified_in_private(
    signs: dict[str, Any], facts: dict[str, Any], expected: Verdict
) -> None:
    shown = {"licence": Answer.YES, "coordinates": "pkg:npm", **signs}
    software = vcs_software(NEXUS, more={"open_source": OpenSourceSigns(**shown)}, **facts)
    assert verdict(software) is expected


def test_no_foreign_interest_is_followed_until_a_foreign_party_is_named() -> None:
    unknown = all_roles(Origin.UNKNOWN)
    assert verdict(vcs_software(unknown, foreign_interest=False)) is OUT
    assert verdict(vcs_software(unknown, foreign_interest=True)) is OPEN
    assert verdict(vcs_software(NEXUS, foreign_interest=False)) is PROHIBITED
    estonian = (*unknown, party(Role.SUPPLIER, Origin.NONE))
    assert verdict(vcs_software(estonian, foreign_interest=False)) is OPEN
    american = (*unknown, party(Role.SUPPLIER, Origin.NONE, country="US"))
    assert verdict(vcs_software(american, foreign_interest=False)) is OUT
    similar = all_roles(Origin.UNKNOWN, candidates=("Redwall",))
    assert verdict(vcs_software(similar, foreign_interest=False)) is OPEN


def test_a_register_without_foreign_interest_clears_only_whom_no_nexus_speaks_against() -> None:
    assert verdict(vcs_software(all_roles(Origin.UNKNOWN, foreign_interest=False))) is OUT
    assert verdict(vcs_software(all_roles(Origin.NEXUS, foreign_interest=False))) is PROHIBITED
    incomplete = all_roles(Origin.UNKNOWN, foreign_interest=False)[:-1]
    assert verdict(vcs_software(incomplete)) is OPEN


@pytest.mark.parametrize(
    ("confidence", "layer", "expected"),
    [
        (Confidence.HIGH, Layer.IDENTITY, OUT),
        (Confidence.LOW, Layer.IDENTITY, OPEN),
        (Confidence.HIGH, Layer.WORDS, OPEN),
    ],
)
def test_the_narrow_scope_clears_only_what_is_surely_something_else(
    confidence: Confidence, layer: Layer, expected: Verdict
) -> None:
    own = identity(Function.GENERIC_SOFTWARE, confidence=confidence, layer=layer)
    facts = component(Axis.SOFTWARE, declared(), NEXUS, own=own, inside=host(Function.RADIO))
    assert verdict(facts, software_scope=SoftwareScope.NARROW) is expected
    assert verdict(facts) is PROHIBITED


@pytest.mark.parametrize(
    ("level", "expected"), [(2, OUT), (3, PROHIBITED), (5, PROHIBITED), (None, OPEN)]
)
def test_driving_software_is_covered_from_level_three(level: int | None, expected: Verdict) -> None:
    assert verdict(component(Axis.SOFTWARE, declared(automation_level=level), NEXUS)) is expected
    own = identity(Function.DRIVING, automation_level=level)
    assert verdict(component(Axis.SOFTWARE, declared(), NEXUS, own=own)) is expected


def test_a_known_driving_stack_declared_assistance_is_a_contradiction() -> None:
    own = identity(Function.DRIVING, automation_level=4)
    facts = component(Axis.SOFTWARE, declared(automation_level=2), NEXUS, own=own)
    assert verdict(facts) is OPEN
    decided = component(
        Axis.SOFTWARE,
        declared(automation_level=2),
        NEXUS,
        own=own,
        decided_facts=frozenset({"automation-level"}),
    )
    assert verdict(decided) is OUT


def test_the_trace_says_what_speaks_against_a_declaration_of_firmware() -> None:
    stack = identity(Function.RADIO, axis=Axis.SOFTWARE, entry="wifi-stack")
    both = declared(firmware=False, exclusions=(Exclusion.FIRMWARE,))
    for facts, more, against in (
        (both, {}, "it is also declared not to be"),
        (declared(firmware=True), {"own": stack}, "known as radio"),
        (declared(firmware=True), {"is_driver_kind": True}, "its type is device-driver"),
    ):
        software = component(
            Axis.SOFTWARE,
            facts,
            NEXUS,
            inside=host(Function.RADIO),
            **more,
        )
        outcome = evaluate(software, SALE, FINAL)
        assert outcome.verdict is OPEN
        assert f"declared firmware, but {against}" in outcome.reason


def test_software_on_a_driving_item_is_ads_software_and_on_one_that_communicates_vcs() -> None:
    for function, made in (
        (Function.DRIVING, ComponentClass.ADS_SOFTWARE),
        (Function.RADIO, ComponentClass.VCS_SOFTWARE),
    ):
        software = component(Axis.SOFTWARE, declared(), NEXUS, inside=host(function))
        outcome = evaluate(software, SALE, FINAL)
        assert (outcome.verdict, outcome.component_class) == (PROHIBITED, made)


def test_a_tool_surely_not_in_a_vehicle_is_out_and_one_perhaps_not_is_in_question() -> None:
    for confidence, verdict in (
        (Confidence.HIGH, OUT), (Confidence.MEDIUM, PROHIBITED), (Confidence.LOW, PROHIBITED),
    ):  # fmt: skip
        tool = identity(Function.UNRELATED, confidence=confidence)
        software = component(
            Axis.SOFTWARE, declared(), NEXUS, own=tool, inside=host(Function.RADIO)
        )
        outcome = evaluate(software, SALE, FINAL)
        assert outcome.verdict is verdict
        if verdict is OUT:
            assert outcome.exclusion is Exclusion.UNRELATED
            assert "known as unrelated" in outcome.reason


def test_such_a_tool_is_out_as_well_where_nothing_is_known_of_the_item() -> None:
    for confidence, verdict in ((Confidence.HIGH, OUT), (Confidence.MEDIUM, OPEN)):
        tool = identity(Function.UNRELATED, confidence=confidence)
        software = component(Axis.SOFTWARE, declared(), NEXUS, own=tool)
        assert evaluate(software, SALE, FINAL).verdict is verdict


def test_a_declaration_clears_software_on_a_covered_item_only_if_it_was_decided() -> None:
    cleared = declared(radios=(Radio.GNSS,))
    for decided, verdict in ((frozenset[str](), OPEN), (frozenset({"radio"}), OUT)):
        software = component(
            Axis.SOFTWARE, cleared, NEXUS, inside=host(Function.RADIO), decided_facts=decided
        )
        assert evaluate(software, SALE, FINAL).verdict is verdict


def test_an_exclusion_that_an_edition_leaves_unclear_neither_clears_nor_is_refused() -> None:
    def edition(answer: Answer) -> Edition:
        software = FINAL.covered_software
        exclusions = {**software.exclusions, Exclusion.FIRMWARE: answer}
        changed_software = msgspec.structs.replace(software, exclusions=exclusions)
        return msgspec.structs.replace(FINAL, covered_software=changed_software)

    software = component(Axis.SOFTWARE, declared(firmware=True), NEXUS, inside=host(Function.RADIO))
    for answer, verdict in ((Answer.YES, OUT), (Answer.UNKNOWN, OPEN), (Answer.NO, PROHIBITED)):
        assert evaluate(software, SALE, edition(answer)).verdict is verdict


def test_the_declared_class_alone_makes_driving_software_covered() -> None:
    software = component(
        Axis.SOFTWARE, declared(component_class=ComponentClass.ADS_SOFTWARE), NEXUS
    )
    outcome = evaluate(software, SALE, FINAL)
    assert (outcome.verdict, outcome.component_class) == (PROHIBITED, ComponentClass.ADS_SOFTWARE)
    assert "declared ads-software" in outcome.trace[1].because


def test_a_driving_stack_of_unknown_level_stays_open_in_a_unit_that_does_neither() -> None:
    for level, verdict in ((None, OPEN), (2, OUT), (4, PROHIBITED)):
        stack = identity(Function.DRIVING, automation_level=level)
        software = component(
            Axis.SOFTWARE, declared(), NEXUS, own=stack, inside=host(Function.UNRELATED)
        )
        assert evaluate(software, SALE, FINAL).verdict is verdict


def test_only_a_decision_on_that_very_fact_clears_software_against_what_is_known() -> None:
    stack = identity(Function.DRIVING, automation_level=4)
    for facts, own, settling in (
        (declared(radios=(Radio.GNSS,)), identity(Function.GENERIC_SOFTWARE), "radio"),
        (declared(automation_level=2), stack, "automation-level"),
    ):
        for decided, verdict in ((settling, OUT), ("modified", OPEN)):
            inside = host(Function.RADIO) if settling == "radio" else host(Function.UNRELATED)
            software = component(
                Axis.SOFTWARE, facts, NEXUS, own=own, inside=inside,
                decided_facts=frozenset({decided}),
            )  # fmt: skip
            assert evaluate(software, SALE, FINAL).verdict is verdict


def test_a_declared_frequency_does_not_clear_software_of_an_item_that_communicates() -> None:
    for facts, inside, verdict in (
        (declared(frequency_mhz=433.0), host(Function.RADIO), OPEN),
        (declared(), host(Function.RADIO), PROHIBITED),
        (declared(frequency_mhz=433.0), host(Function.UNRELATED), OUT),
    ):
        software = component(Axis.SOFTWARE, facts, NEXUS, inside=inside)
        assert evaluate(software, SALE, FINAL).verdict is verdict


def test_a_foreign_party_beside_the_word_that_there_is_none_shows_in_the_trace() -> None:
    software = vcs_software(all_roles(Origin.NONE), foreign_interest=False)
    texts = [line.because for line in evaluate(software, SALE, FINAL).trace]
    assert any(text.startswith("declared without foreign interest, but") for text in texts)


def test_what_is_typed_firmware_but_known_as_an_operating_system_is_settled_by_the_edition() -> (
    None
):
    system = identity(Function.GENERIC_SOFTWARE, system_software=True)
    software = component(
        Axis.SOFTWARE, declared(), NEXUS, own=system, inside=host(Function.RADIO),
        is_firmware_kind=True,
    )  # fmt: skip
    assert evaluate(software, SALE, FINAL).verdict is PROHIBITED
    assert evaluate(software, SALE, PROPOSAL).verdict is OPEN


def test_a_low_automation_level_is_named_as_the_reason() -> None:
    software = component(
        Axis.SOFTWARE,
        declared(component_class=ComponentClass.ADS_SOFTWARE, automation_level=2),
        NEXUS,
    )
    assert "declared automation level 2, below 3" in evaluate(software, SALE, FINAL).reason
    by_word = component(Axis.SOFTWARE, declared(exclusions=(Exclusion.DRIVER_ASSISTANCE,)), NEXUS)
    assert "declared exclusion driver-assistance" in evaluate(by_word, SALE, FINAL).reason


def test_a_radio_stack_is_open_only_in_a_unit_that_is_known_to_do_neither() -> None:
    for function, verdict in (
        (Function.UNRELATED, OPEN), (Function.UNKNOWN, PROHIBITED), (Function.DRIVING, PROHIBITED),
    ):  # fmt: skip
        software = component(
            Axis.SOFTWARE, declared(), NEXUS, own=identity(Function.RADIO), inside=host(function)
        )
        assert evaluate(software, SALE, FINAL).verdict is verdict


def test_the_trace_answers_the_question_as_it_is_asked() -> None:
    software = component(Axis.SOFTWARE, declared(firmware=True), NEXUS, inside=host(Function.RADIO))
    answers = {line.question: line.answer for line in evaluate(software, SALE, FINAL).trace}
    assert answers["Is it firmware?"] is Answer.YES
    subordinate = component(
        Axis.SOFTWARE, declared(processor=Processor.SUBORDINATE), NEXUS, inside=host(Function.RADIO)
    )
    answers = {line.question: line.answer for line in evaluate(subordinate, SALE, FINAL).trace}
    assert answers["Does it run on a primary processing unit?"] is Answer.NO
