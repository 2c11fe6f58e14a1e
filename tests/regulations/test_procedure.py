"""The procedure: traces, what did not matter, what is assumed, and how the answers are joined."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from tests.regulations.build import (
    DRAFT,
    FINAL,
    OPEN_LICENCE,
    PROPOSAL,
    STRICT,
    all_roles,
    component,
    declared,
    finding,
    host,
    identity,
    party,
    transaction,
    vcs_hardware,
    vcs_software,
)

from vcs_check.assessment import ExemptBefore
from vcs_check.classification.tag import Confidence, Function
from vcs_check.inventory.vocabulary import (
    Answer,
    Axis,
    ComponentClass,
    Exclusion,
    Origin,
    Processor,
    Radio,
    Role,
    Verdict,
)
from vcs_check.regulations.answers import all_of, any_of, opposite
from vcs_check.regulations.procedure import DID_NOT_MATTER, Procedure, evaluate
from vcs_check.regulations.us_15cfr791_subpart_d.s301_nexus import CREATOR_STANDS_FOR_ROLES
from vcs_check.regulations.us_15cfr791_subpart_d.s308_exemptions import NO_MODEL_YEAR_ASSUMED

NONE, UNKNOWN, NEXUS = Origin.NONE, Origin.UNKNOWN, Origin.NEXUS
YES, NO, OPEN = Answer.YES, Answer.NO, Answer.UNKNOWN
SALE = transaction()


@pytest.mark.parametrize(
    ("answers", "every", "some"),
    [
        ((), YES, NO),
        ((YES, YES), YES, YES),
        ((YES, NO), NO, YES),
        ((NO, NO), NO, NO),
        ((YES, OPEN), OPEN, YES),
        ((NO, OPEN), NO, OPEN),
        ((OPEN, OPEN), OPEN, OPEN),
    ],
)
def test_three_valued_logic(answers: tuple[Answer, ...], every: Answer, some: Answer) -> None:
    assert all_of(answers) is every
    assert any_of(answers) is some


def test_the_opposite_of_unknown_is_unknown() -> None:
    assert [opposite(answer) for answer in (YES, NO, OPEN)] == [NO, YES, OPEN]


# -- the trace -------------------------------------------------------------------------------------


def test_the_trace_asks_vehicle_function_kind_import_time_nexus_and_authorization_in_order() -> (
    None
):
    outcome = evaluate(vcs_hardware(all_roles(NEXUS)), SALE, FINAL)
    assert [line.citation for line in outcome.trace] == [
        "15 CFR 791.301 (connected vehicle)",
        "15 CFR 791.301 (VCS hardware)",
        "15 CFR 791.301 (VCS hardware)",
        "15 CFR 791.302(a)",
        "15 CFR 791.308(a)(2)",
        "15 CFR 791.301, 791.2",
        "15 CFR 791.307",
    ]
    assert [line.answer for line in outcome.trace] == [YES, YES, YES, YES, NO, YES, NO]
    assert outcome.verdict is Verdict.PROHIBITED
    assert outcome.citation == "15 CFR 791.302(a)"
    assert outcome.exempt_before == ExemptBefore(model_year=2030)


def test_an_open_question_that_does_not_matter_is_said_not_to() -> None:
    unknown_part = component(Axis.HARDWARE, parties=all_roles(NONE))
    outcome = evaluate(unknown_part, SALE, FINAL)
    assert outcome.verdict is Verdict.PERMITTED
    assert outcome.trace[-1].because == (
        f"{DID_NOT_MATTER}: no party named for it has a nexus, whatever their answer"
    )
    exempt = evaluate(
        component(Axis.HARDWARE, parties=all_roles(UNKNOWN)), transaction(model_year=2029), FINAL
    )
    assert exempt.verdict is Verdict.EXEMPT
    assert "the schedule exempts it" in exempt.trace[-1].because
    assert exempt.reason == (
        "Exempt until model year 2030: the unit belongs to a vehicle of model year 2029, "
        "before 2030."
    )


def test_where_nothing_is_open_nothing_is_said_not_to_matter() -> None:
    for facts in (vcs_hardware(all_roles(NONE)), vcs_hardware(all_roles(NEXUS)), component()):
        outcome = evaluate(facts, SALE, FINAL)
        assert not any(DID_NOT_MATTER in line.because for line in outcome.trace)


def test_one_exclusion_is_enough_whatever_else_is_open() -> None:
    facts = component(
        Axis.SOFTWARE,
        declared(processor=Processor.SUBORDINATE),
        all_roles(NEXUS),
        own=identity(Function.BAND_UNKNOWN),
    )
    outcome = evaluate(facts, SALE, FINAL)
    assert (outcome.verdict, outcome.exclusion) == (
        Verdict.OUT_OF_SCOPE,
        Exclusion.SUBORDINATE_PROCESSOR,
    )
    assert "one exclusion is enough" in outcome.trace[-1].because


def test_an_authorization_is_the_last_line_and_settles_what_is_open() -> None:
    facts = component(Axis.HARDWARE, parties=all_roles(NEXUS), authorization="SA-7")
    outcome = evaluate(facts, SALE, FINAL)
    assert (outcome.verdict, outcome.authorization) == (Verdict.AUTHORIZED, "SA-7")
    assert outcome.citation == "15 CFR 791.307"
    assert "an authorization covers it" in outcome.trace[-1].because
    assert evaluate(
        component(Axis.HARDWARE, parties=all_roles(NONE), authorization="SA-7"), SALE, FINAL
    ).verdict is Verdict.PERMITTED  # fmt: skip


# -- what is missing, assumed and warned of --------------------------------------------------------


def test_only_the_open_questions_that_matter_are_asked() -> None:
    facts = component(Axis.HARDWARE, parties=all_roles(NEXUS))
    outcome = evaluate(facts, transaction(model_year=None, no_model_year=True, on=None), FINAL)
    assert [missing.fact for missing in outcome.missing] == ["function", "import-date"]
    known = evaluate(
        vcs_hardware(all_roles(UNKNOWN)), transaction(manufacturer=finding(UNKNOWN, "Maker")), FINAL
    )
    assert [(m.fact, m.of) for m in known.missing] == [
        ("ownership", "Quietbrook"),
        ("ownership", "you"),
    ]
    assert known.reason.startswith("Undecided: ")


def test_assumptions_are_those_that_the_verdict_rests_on() -> None:
    alone = (party(Role.MANUFACTURER, NONE),)
    silent = transaction(model_year=None, on=date(2031, 6, 1))
    assert evaluate(vcs_software(alone), SALE, FINAL).assumptions == (CREATOR_STANDS_FOR_ROLES,)
    assert evaluate(vcs_software(alone), silent, FINAL).assumptions == (
        NO_MODEL_YEAR_ASSUMED,
        CREATOR_STANDS_FOR_ROLES,
    )
    nexus = vcs_software((party(Role.MANUFACTURER, NEXUS),))
    assert evaluate(nexus, SALE, FINAL).assumptions == ()
    assert evaluate(nexus, silent, FINAL).assumptions == (NO_MODEL_YEAR_ASSUMED,)


def test_the_assumption_of_unmodified_open_source_is_shown_only_where_it_decides() -> None:
    clean = vcs_software(all_roles(NEXUS), more={"open_source": OPEN_LICENCE})
    outcome = evaluate(clean, SALE, FINAL)
    assert outcome.exclusion is Exclusion.OPEN_SOURCE
    assert len(outcome.assumptions) == 1
    stated = vcs_software(all_roles(NEXUS), modified=False, more={"open_source": OPEN_LICENCE})
    assert evaluate(stated, SALE, FINAL).assumptions == ()
    strict = evaluate(clean, transaction(evidence=STRICT), FINAL)
    assert strict.verdict is Verdict.INDETERMINATE


@pytest.mark.parametrize("role", [Role.MAINTAINER, Role.ALTERED_BY, Role.PROVIDER])
def test_a_nexus_beside_the_verbs_is_a_warning(role: Role) -> None:
    with_it = evaluate(vcs_hardware((*all_roles(NONE), party(role, NEXUS))), SALE, FINAL)
    assert with_it.verdict is Verdict.PERMITTED
    assert f"{role.value} Redwall is a nexus person (15 CFR 791.1(a)(1))" in with_it.warnings
    assert evaluate(vcs_hardware((*all_roles(NONE), party(role, NONE))), SALE, FINAL).warnings == ()


def test_a_prohibition_without_any_date_names_the_way_out() -> None:
    reason = evaluate(vcs_software(all_roles(NEXUS)), SALE, FINAL).reason
    assert "unless shown to be supplied before 2026-03-17 and not altered since" in reason
    dated = vcs_software(all_roles(NEXUS), first_supplied=date(2027, 1, 1))
    assert "unless" not in evaluate(dated, SALE, FINAL).reason
    assert "unless" not in evaluate(vcs_software(all_roles(NEXUS)), SALE, PROPOSAL).reason
    assert "unless" not in evaluate(vcs_hardware(all_roles(NEXUS)), SALE, FINAL).reason


# -- time ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("year", "verdict"), [(2029, Verdict.EXEMPT), (2030, Verdict.PROHIBITED)])
def test_the_model_year_of_the_bom_counts_where_the_program_states_none(
    year: int, verdict: Verdict
) -> None:
    facts = vcs_hardware(all_roles(NEXUS), model_year=year)
    assert evaluate(facts, transaction(model_year=None), FINAL).verdict is verdict
    assert evaluate(facts, transaction(model_year=2032), FINAL).verdict is Verdict.PROHIBITED
    assert evaluate(facts, transaction(model_year=2026), FINAL).verdict is Verdict.EXEMPT
    stated = transaction(model_year=None, no_model_year=True, on=date(2028, 1, 1))
    assert evaluate(facts, stated, FINAL).verdict is Verdict.INDETERMINATE  # they contradict
    silent = vcs_hardware(all_roles(NEXUS))
    assert evaluate(silent, stated, FINAL).exempt_before == ExemptBefore(import_date="2029-01-01")


def test_that_the_bom_states_no_model_year_is_no_assumption() -> None:
    facts = vcs_hardware(all_roles(NEXUS), no_model_year=True)
    silent = transaction(model_year=None, on=date(2028, 1, 1), evidence=STRICT)
    outcome = evaluate(facts, silent, FINAL)
    assert outcome.verdict is Verdict.EXEMPT
    assert outcome.assumptions == ()
    assert evaluate(vcs_hardware(all_roles(NEXUS)), silent, FINAL).verdict is Verdict.INDETERMINATE


# -- hardware or software --------------------------------------------------------------------------

RADIO = identity(Function.RADIO)


def test_what_may_be_hardware_or_software_is_out_only_if_it_is_out_as_both() -> None:
    made_here = declared(made_in="US")
    unknown = component(Axis.UNKNOWN, made_here, all_roles(NEXUS), own=RADIO)
    assert evaluate(unknown, SALE, FINAL).verdict is Verdict.PROHIBITED
    as_hardware = component(Axis.HARDWARE, made_here, all_roles(NEXUS), own=RADIO)
    assert evaluate(as_hardware, SALE, FINAL).exclusion is Exclusion.NOT_IMPORTED
    unrelated = component(
        Axis.UNKNOWN, declared(component_class=ComponentClass.OTHER), all_roles(NEXUS)
    )
    assert evaluate(unrelated, SALE, FINAL).verdict is Verdict.OUT_OF_SCOPE


def test_what_may_be_hardware_or_software_is_settled_only_where_both_are() -> None:
    unknown = component(Axis.UNKNOWN, parties=all_roles(NEXUS), own=RADIO)
    assert evaluate(unknown, transaction(model_year=2026), FINAL).verdict is Verdict.EXEMPT
    between = evaluate(unknown, transaction(model_year=2027), FINAL)
    assert between.verdict is Verdict.INDETERMINATE
    assert [missing.fact for missing in between.missing] == ["type"]
    assert evaluate(unknown, transaction(model_year=2030), FINAL).verdict is Verdict.PROHIBITED
    assert evaluate(unknown, SALE, FINAL).citation == (
        "15 CFR 791.302(a); 15 CFR 791.303(b)"
    )  # fmt: skip


@pytest.mark.parametrize("confidence", Confidence)
def test_what_a_name_suggests_does_not_make_a_thing_hardware(confidence: Confidence) -> None:
    own = identity(Function.RADIO, axis=Axis.HARDWARE, confidence=confidence)
    for axis, verdict in ((Axis.HARDWARE, Verdict.EXEMPT), (Axis.UNKNOWN, Verdict.INDETERMINATE)):
        facts = component(axis, parties=all_roles(NEXUS), own=own)
        assert evaluate(facts, transaction(model_year=2028), FINAL).verdict is verdict


@pytest.mark.parametrize("axis", [Axis.SOFTWARE, Axis.HARDWARE])
def test_a_class_that_contradicts_the_type_clears_nothing(axis: Axis) -> None:
    other = ComponentClass.ADS_HARDWARE if axis is Axis.SOFTWARE else ComponentClass.VCS_SOFTWARE
    excluding: dict[str, Any] = {} if axis is Axis.SOFTWARE else {"firmware": True}
    facts = component(axis, declared(component_class=other, **excluding), all_roles(NEXUS))
    assert evaluate(facts, SALE, FINAL).verdict is not Verdict.OUT_OF_SCOPE
    agreeing = Axis.HARDWARE if axis is Axis.SOFTWARE else Axis.SOFTWARE
    consistent = component(agreeing, declared(component_class=other, **excluding), all_roles(NEXUS))
    assert evaluate(consistent, SALE, FINAL).verdict is Verdict.OUT_OF_SCOPE


# -- services, imports, editions -------------------------------------------------------------------


def test_a_service_is_not_installed_and_warns_of_its_provider() -> None:
    service = component(Axis.SERVICE, parties=(party(Role.PROVIDER, NEXUS),))
    outcome = evaluate(service, SALE, FINAL)
    assert (outcome.verdict, outcome.exclusion) == (Verdict.OUT_OF_SCOPE, Exclusion.UNRELATED)
    assert outcome.origin is NEXUS
    assert outcome.warnings
    assert outcome.trace[-1].question == "Is it installed in the vehicle?"
    assert outcome.trace[-1].answer is NO
    installed = component(
        Axis.SERVICE, declared(component_class=ComponentClass.VCS_SOFTWARE), all_roles(NEXUS)
    )
    assert evaluate(installed, SALE, FINAL).verdict is Verdict.PROHIBITED
    assert evaluate(component(Axis.SERVICE), SALE, FINAL).origin is UNKNOWN


def test_hardware_that_is_not_imported_is_out_for_302_and_still_asked_of_304() -> None:
    made_here = vcs_hardware(all_roles(NEXUS), made_in="US")
    outcome = evaluate(made_here, SALE, FINAL)
    assert (outcome.verdict, outcome.exclusion) == (Verdict.OUT_OF_SCOPE, Exclusion.NOT_IMPORTED)
    assert outcome.exempt_before is None
    controlled = evaluate(made_here, transaction(manufacturer=finding(NEXUS)), FINAL)
    assert (controlled.verdict, controlled.citation) == (Verdict.PROHIBITED, "15 CFR 791.304")
    assert controlled.reason.startswith("Prohibited: the manufacturer Redwall is a nexus person")


@pytest.mark.parametrize(
    ("kind", "citation"),
    [
        ("sale", "15 CFR 791.303(b)"),
        ("import", "15 CFR 791.303(a)"),
        ("import-hardware", "15 CFR 791.303(a)"),
        ("testing", "15 CFR 791.303(a)"),
        ("", "15 CFR 791.303(a), (b)"),
    ],
)
def test_the_citation_follows_the_transaction(kind: str, citation: str) -> None:
    outcome = evaluate(vcs_software(all_roles(NEXUS)), transaction(kind=kind), FINAL)
    assert outcome.citation == citation


def test_each_edition_speaks_with_its_own_citations() -> None:
    facts = vcs_hardware(all_roles(NEXUS))
    for edition, start in ((PROPOSAL, "proposed 15 CFR"), (DRAFT, "S. 4429"), (FINAL, "15 CFR")):
        for line in evaluate(facts, SALE, edition).trace:
            assert line.citation.startswith(start)


def test_a_place_of_manufacture_decides_only_under_the_draft() -> None:
    made = vcs_hardware(all_roles(NONE), made_in="CN")
    for edition, verdict, origin in (
        (DRAFT, Verdict.PROHIBITED, NEXUS),
        (FINAL, Verdict.PERMITTED, NONE),
    ):
        outcome = evaluate(made, SALE, edition)
        assert (outcome.verdict, outcome.origin) == (verdict, origin)
        assert Procedure(SALE, edition).verdict(made) is verdict


def test_whoever_modifies_open_source_in_private_is_its_developer() -> None:
    facts = {"modified": True, "modifications_shared": False}
    parties = (*all_roles(NONE), party(Role.ALTERED_BY, NEXUS))
    private = vcs_software(parties, more={"open_source": OPEN_LICENCE}, **facts)
    outcome = evaluate(private, SALE, FINAL)
    assert (outcome.verdict, outcome.origin) == (Verdict.PROHIBITED, NEXUS)
    shared = vcs_software(
        parties, more={"open_source": OPEN_LICENCE}, modified=True, modifications_shared=True
    )
    assert evaluate(shared, SALE, FINAL).exclusion is Exclusion.OPEN_SOURCE


def test_a_part_of_an_item_that_communicates_is_in_and_of_another_item_out() -> None:
    chip = identity(Function.COMPUTE, listed_kind="microcontroller")
    for inside, verdict in (
        (host(Function.RADIO), Verdict.PROHIBITED),
        (host(Function.UNRELATED), Verdict.OUT_OF_SCOPE),
        (host(Function.UNRELATED, confidence=Confidence.LOW), Verdict.INDETERMINATE),
        (host(Function.RADIO, confidence=Confidence.LOW), Verdict.INDETERMINATE),
    ):
        facts = component(Axis.HARDWARE, parties=all_roles(NEXUS), own=chip, inside=inside)
        assert evaluate(facts, SALE, FINAL).verdict is verdict


def test_the_class_of_an_outcome_says_what_it_was_judged_as() -> None:
    radio = component(Axis.HARDWARE, declared(radios=(Radio.CELLULAR,)), all_roles(NONE))
    assert evaluate(radio, SALE, FINAL).component_class is ComponentClass.VCS_HARDWARE
    assert evaluate(component(), SALE, FINAL).component_class is ComponentClass.UNKNOWN
    driving = component(Axis.SOFTWARE, declared(automation_level=3), all_roles(NONE))
    assert evaluate(driving, SALE, FINAL).component_class is ComponentClass.ADS_SOFTWARE


def test_what_a_clean_manufacturer_rests_on_is_an_assumption_of_what_is_let_in() -> None:
    maker = finding(Origin.NONE, "Example Motors", assumptions=("the reference was reviewed",))
    for parties, year, verdict in (
        (NONE, 2032, Verdict.PERMITTED), (NEXUS, 2029, Verdict.EXEMPT),
    ):  # fmt: skip
        sale = transaction(manufacturer=maker, model_year=year)
        outcome = evaluate(vcs_hardware(all_roles(parties)), sale, FINAL)
        assert (outcome.verdict, outcome.assumptions) == (verdict, ("the reference was reviewed",))
    prohibited = evaluate(vcs_hardware(all_roles(NEXUS)), transaction(manufacturer=maker), FINAL)
    assert (prohibited.verdict, prohibited.assumptions) == (Verdict.PROHIBITED, ())


def test_a_vehicle_that_is_out_is_out_whatever_the_component_declares() -> None:
    heavy = transaction(gvwr_lb=10001.0)
    part = vcs_hardware(all_roles(NEXUS), exclusions=(Exclusion.NOT_A_SALE,))
    outcome = evaluate(part, heavy, FINAL)
    assert (outcome.verdict, outcome.exclusion) == (Verdict.OUT_OF_SCOPE, Exclusion.VEHICLE_WEIGHT)


@pytest.mark.parametrize(
    ("exclusion", "stated"),
    [
        (Exclusion.VEHICLE_KIND, {"vehicle_kind": "road"}),
        (Exclusion.VEHICLE_WEIGHT, {"gvwr_lb": 9000.0}),
        (Exclusion.NOT_A_SALE, {"kind": "sale"}),
    ],
)
def test_a_word_on_the_vehicle_is_followed_only_where_the_program_is_silent(
    exclusion: Exclusion, stated: dict[str, Any]
) -> None:
    part = vcs_hardware(all_roles(NEXUS), exclusions=(exclusion,))
    silent = transaction(kind="")
    outcome = evaluate(part, silent, FINAL)
    assert (outcome.verdict, outcome.exclusion) == (Verdict.OUT_OF_SCOPE, exclusion)
    said = evaluate(part, transaction(**{"kind": "", **stated}), FINAL)
    assert said.verdict is Verdict.PROHIBITED
    assert said.warnings


def test_what_depends_on_the_parties_is_not_remembered_for_others_of_the_same_kind() -> None:
    base = component(
        Axis.SOFTWARE,
        declared(component_class=ComponentClass.VCS_SOFTWARE, foreign_interest=False),
    )
    procedure = Procedure(SALE, FINAL)
    verdicts = [
        procedure.evaluate(
            msgspec.structs.replace(base, parties=all_roles(origin), base=base)
        ).verdict
        for origin in (UNKNOWN, NEXUS, UNKNOWN)
    ]
    out, prohibited = Verdict.OUT_OF_SCOPE, Verdict.PROHIBITED
    assert verdicts == [out, prohibited, out]


@pytest.mark.parametrize("function", [Function.DRIVING, Function.RADIO, Function.UNRELATED])
def test_a_weak_clue_on_the_item_leaves_its_software_open(function: Function) -> None:
    for confidence in (Confidence.LOW, Confidence.MEDIUM):
        inside = host(function, confidence=confidence)
        software = component(Axis.SOFTWARE, parties=all_roles(NEXUS), inside=inside)
        open_ = evaluate(software, SALE, FINAL).verdict is Verdict.INDETERMINATE
        assert open_ is (confidence is Confidence.LOW)
