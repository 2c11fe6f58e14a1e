"""From the answers to one verdict: every combination, what is missing, cited, assumed and said."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import pytest
from tests.regulations.build import (
    DRAFT,
    FINAL,
    PROPOSAL,
    all_roles,
    component,
    finding,
    host,
    identity,
    party,
    transaction,
    vcs_hardware,
    vcs_software,
)

from vcs_check.classification.tag import Function
from vcs_check.inventory.vocabulary import (
    Answer,
    Axis,
    ComponentClass,
    Exclusion,
    Origin,
    Role,
    Verdict,
)
from vcs_check.regulations.answers import answered
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.joining import verdict_of, with_authorization
from vcs_check.regulations.procedure import Procedure, evaluate
from vcs_check.regulations.us_15cfr791_subpart_d.s308_exemptions import NO_MODEL_YEAR_ASSUMED
from vcs_check.regulations.us_15cfr791_subpart_d.scope import Scope

YES, NO, OPEN = Answer.YES, Answer.NO, Answer.UNKNOWN
NONE, UNKNOWN, NEXUS = Origin.NONE, Origin.UNKNOWN, Origin.NEXUS
SILENT = transaction(model_year=None, no_model_year=True, on=None)


def line(answer: Answer) -> Any:
    return answered("Is it?", answer, "because", FINAL.nexus)


def expected(
    in_scope: Answer, imported: bool, origin: Origin, exempt: Answer, maker: Answer
) -> tuple[bool, Verdict]:
    """Rule, section 4: an open question matters only where no other answer settles the outcome."""
    safe = origin is NONE or exempt is YES or not imported
    surely = origin is NEXUS and exempt is NO and imported
    if in_scope is NO or (not imported and maker is NO):
        return False, Verdict.OUT_OF_SCOPE
    if safe and maker is NO:
        return False, Verdict.EXEMPT if exempt is YES else Verdict.PERMITTED
    if in_scope is YES and (surely or maker is YES):
        return True, Verdict.PROHIBITED
    return True, Verdict.INDETERMINATE


@pytest.mark.parametrize("in_scope", Answer)
@pytest.mark.parametrize("imported", [True, False])
def test_every_combination_of_answers_has_its_verdict(in_scope: Answer, imported: bool) -> None:
    scope = Scope(
        component_class=ComponentClass.VCS_HARDWARE, answer=in_scope, exclusion=None, lines=(),
        reason="", citation="", not_imported=None if imported else line(NO),
    )  # fmt: skip
    for origin, exempt, maker in itertools.product(Origin, Answer, Answer):
        verdict = verdict_of(scope, origin, exempt, line(maker))
        assert verdict == expected(in_scope, imported, origin, exempt, maker)
        if maker is NO:
            assert verdict == verdict_of(scope, origin, exempt, None)


def test_an_authorization_that_may_apply_leaves_open_and_one_that_does_not_changes_nothing() -> (
    None
):
    for verdict in (Verdict.PROHIBITED, Verdict.INDETERMINATE):
        assert with_authorization(verdict, "SA-1", line(YES)) is Verdict.AUTHORIZED
        assert with_authorization(verdict, "", line(OPEN)) is Verdict.INDETERMINATE
        assert with_authorization(verdict, "", line(NO)) is verdict


@pytest.mark.parametrize(
    ("origin", "program", "asked"),
    [
        (NEXUS, SILENT, ["import-date"]),
        (UNKNOWN, SILENT, ["ownership", "import-date"]),
        (UNKNOWN, transaction(), ["ownership"]),
        (NEXUS, transaction(authorizations=("GA3",)), ["authorization"]),
        (UNKNOWN, transaction(authorizations=("GA3",)), ["ownership", "authorization"]),
        (NONE, transaction(manufacturer=finding(UNKNOWN)), ["ownership"]),
        (UNKNOWN, transaction(kind="testing", manufacturer=finding(NEXUS)), ["ownership", "sale"]),
    ],
)
def test_what_is_missing_is_what_would_settle_it(
    origin: Origin, program: Any, asked: list[str]
) -> None:
    outcome = evaluate(vcs_hardware(all_roles(origin, "Maker")), program, FINAL)
    assert outcome.verdict is Verdict.INDETERMINATE
    assert [missing.fact for missing in outcome.missing] == asked
    assert outcome.reason.startswith("Undecided: ")
    assert outcome.trace[-1].question == "Does an authorization cover it?"


def test_what_the_schedule_settles_is_not_asked_beside_an_open_manufacturer() -> None:
    program = transaction(model_year=2028, manufacturer=finding(UNKNOWN, "Example Motors"))
    outcome = evaluate(vcs_hardware(all_roles(UNKNOWN)), program, FINAL)
    assert [missing.of for missing in outcome.missing] == ["you"]
    unknown_part = component(Axis.HARDWARE, parties=all_roles(NEXUS))
    assert [m.fact for m in evaluate(unknown_part, transaction(), FINAL).missing] == ["function"]


def test_a_question_asked_twice_is_asked_once() -> None:
    twice = (*all_roles(UNKNOWN), party(Role.SUPPLIER, UNKNOWN))
    outcome = evaluate(vcs_hardware(twice), transaction(), FINAL)
    assert [missing.fact for missing in outcome.missing] == ["ownership"]


@pytest.mark.parametrize("fact", ["developed", "first_supplied", "last_altered"])
def test_software_with_any_late_date_is_not_told_the_way_out(fact: str) -> None:
    late: dict[str, Any] = {fact: date(2027, 5, 1)}
    dated = vcs_software(all_roles(NEXUS), **late)
    outcome = evaluate(dated, transaction(), FINAL)
    assert outcome.verdict is Verdict.PROHIBITED
    assert "unless shown" not in outcome.reason
    assert "unless shown" in evaluate(vcs_software(all_roles(NEXUS)), transaction(), FINAL).reason


def test_the_reason_of_an_exemption_says_until_when() -> None:
    early = transaction(model_year=None, no_model_year=True, on=date(2028, 1, 1))
    outcome = evaluate(vcs_hardware(all_roles(NEXUS)), early, FINAL)
    assert outcome.reason == (
        "Exempt until an import on 2029-01-01: without a model year, imported on 2028-01-01, "
        "before 2029-01-01."
    )
    assert outcome.citation == "15 CFR 791.308(a)(1)"


def test_the_reason_of_a_prohibition_names_nexus_and_time() -> None:
    outcome = evaluate(vcs_hardware(all_roles(NEXUS)), transaction(), FINAL)
    assert outcome.reason == (
        "Prohibited: designer and developer and manufacturer and supplier: Redwall is "
        "headquartered in China; the unit belongs to a vehicle of model year 2032, which is not "
        "before 2030."
    )
    permitted = evaluate(vcs_hardware(all_roles(NONE)), transaction(), FINAL)
    assert permitted.reason == (
        "Permitted: no nexus of Bluefjord; a declaration of conformity may be due."
    )
    assert permitted.citation == "15 CFR 791.302(a)"


def test_not_imported_hardware_rests_on_no_assumption_and_knows_no_line_of_time() -> None:
    silent = transaction(model_year=None, on=date(2031, 1, 1))
    outcome = evaluate(vcs_hardware(all_roles(NEXUS), made_in="US"), silent, FINAL)
    assert (outcome.verdict, outcome.exclusion) == (Verdict.OUT_OF_SCOPE, Exclusion.NOT_IMPORTED)
    assert (outcome.assumptions, outcome.exempt_before) == ((), None)
    assert outcome.citation == "15 CFR 791.302(a)"
    assert outcome.reason == ("Out of scope: declared made in the United States, so not imported.")
    asked = component(Axis.HARDWARE, vcs_hardware(made_in="US").declared, all_roles(NEXUS))
    trace = evaluate(asked, silent, FINAL).trace
    assert not any("did not matter" in one.because for one in trace)


def test_what_is_not_imported_and_in_question_says_that_the_open_question_did_not_matter() -> None:
    part = component(
        Axis.HARDWARE,
        vcs_hardware(component_class=None, made_in="US").declared,
        all_roles(NEXUS),
        own=identity(Function.ANTENNA),
    )
    outcome = evaluate(part, transaction(), FINAL)
    assert outcome.verdict is Verdict.OUT_OF_SCOPE
    assert "one exclusion is enough" in outcome.trace[-1].because


@pytest.mark.parametrize(
    ("edition", "kind", "citation"),
    [
        (FINAL, "repair", "15 CFR 791.303(a), (b)"),
        (PROPOSAL, "", "proposed 15 CFR 791.303(a), (b)"),
        (DRAFT, "", "S. 4429 (restating 15 CFR 791.303(b))"),
        (DRAFT, "import", "S. 4429 (restating 15 CFR 791.303(a))"),
    ],
)
def test_where_import_and_sale_are_not_told_apart_both_are_cited(
    edition: Edition, kind: str, citation: str
) -> None:
    outcome = evaluate(vcs_software(all_roles(NEXUS)), transaction(kind=kind), edition)
    assert outcome.citation == citation


def test_a_clean_manufacturer_is_a_line_of_the_trace_and_none_is_no_line() -> None:
    questions = [
        [one.question for one in evaluate(vcs_hardware(all_roles(NEXUS)), program, FINAL).trace]
        for program in (transaction(), transaction(manufacturer=finding(NONE)))
    ]
    added = [question for question in questions[1] if question not in questions[0]]
    assert added == ["Is the vehicle's manufacturer itself a nexus person that sells it?"]


def test_assumptions_are_shown_once_and_only_where_the_verdict_rests_on_them() -> None:
    assumed = all_roles(NONE, assumptions=("the reference was reviewed",))
    silent = transaction(model_year=None, on=date(2028, 6, 1))
    for parties, verdict, assumptions in (
        (assumed, Verdict.EXEMPT, (NO_MODEL_YEAR_ASSUMED,)),
        (all_roles(NEXUS), Verdict.EXEMPT, (NO_MODEL_YEAR_ASSUMED,)),
    ):
        outcome = evaluate(vcs_hardware(parties), silent, FINAL)
        assert (outcome.verdict, outcome.assumptions) == (verdict, assumptions)
    late = evaluate(vcs_hardware(assumed), transaction(), FINAL)
    assert late.assumptions == ("the reference was reviewed",)
    maker = finding(NONE, "Motors", assumptions=("the reference was reviewed",))
    both = evaluate(vcs_hardware(assumed), transaction(manufacturer=maker), FINAL)
    assert both.assumptions == ("the reference was reviewed",)


def test_software_that_may_be_hardware_shows_the_stricter_of_both_readings() -> None:
    """The axis is unknown: whatever is stricter of hardware and software is what is shown."""
    for own, inside, verdict in (
        (identity(Function.GENERIC_SOFTWARE), host(Function.RADIO), Verdict.PROHIBITED),
        (identity(Function.PASSIVE), host(Function.RADIO), Verdict.PROHIBITED),
        (identity(Function.PASSIVE), host(Function.UNRELATED), Verdict.OUT_OF_SCOPE),
        (identity(Function.PASSIVE), host(Function.UNKNOWN), Verdict.INDETERMINATE),
        (identity(Function.RADIO_PATH), host(Function.UNRELATED), Verdict.OUT_OF_SCOPE),
        (identity(Function.BAND_UNKNOWN), host(Function.UNRELATED), Verdict.INDETERMINATE),
    ):
        part = component(Axis.UNKNOWN, parties=all_roles(NEXUS), own=own, inside=inside)
        outcome = evaluate(part, transaction(), FINAL)
        assert outcome.verdict is verdict
        assert Procedure(transaction(), FINAL).verdict(part) is verdict
