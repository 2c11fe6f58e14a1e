"""What is asked of the program alone, the axis of a component, and what is remembered."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from tests.regulations.build import (
    DRAFT,
    FINAL,
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
from vcs_check.regulations.facts import ComponentFacts
from vcs_check.regulations.procedure import Procedure, evaluate
from vcs_check.regulations.timing import Timing, effective_transaction

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
NEXUS = all_roles(Origin.NEXUS)


# -- as hardware and as software -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("program", "answer", "until"),
    [
        ({"model_year": 2026}, YES, 2027),
        ({"model_year": 2027}, UNKNOWN, 2027),
        ({"model_year": 2029}, UNKNOWN, 2027),
        ({"model_year": 2030}, NO, 2030),
        ({"model_year": None, "no_model_year": True, "on": date(2028, 1, 1)}, UNKNOWN, 2027),
        ({"model_year": None, "no_model_year": True, "on": None}, UNKNOWN, 2027),
        ({"model_year": None, "no_model_year": True, "on": date(2029, 1, 1)}, NO, None),
        ({"kind": "repair", "model_year": 2032}, UNKNOWN, 2027),
    ],
)
def test_what_may_be_either_is_exempt_only_as_far_as_it_is_exempt_as_both(
    program: dict[str, Any], answer: Answer, until: int | None
) -> None:
    timing = Timing(transaction(**program), FINAL)
    either = timing.exemption(Axis.UNKNOWN)
    assert either.answer is answer
    assert either.until.model_year == (until if answer is not YES else either.until.model_year)
    hardware, software = timing.exemption(Axis.HARDWARE), timing.exemption(Axis.SOFTWARE)
    assert hardware.until.model_year in {2030, None}
    assert software.until.model_year == 2027
    if hardware.answer is not software.answer:
        assert [missing.fact for missing in either.line.missing] == [
            "type", *(missing.fact for missing in hardware.line.missing)
        ]  # fmt: skip
        assert either.line.because.startswith(f"as hardware: {hardware.line.because}; as software")
    else:
        assert either in {hardware, software}


@pytest.mark.parametrize(
    ("program", "bom", "year", "none"),
    [
        ({"model_year": 2028}, {"model_year": 2031}, 2028, False),
        ({"model_year": 2028}, {"no_model_year": True}, 2028, False),
        ({"model_year": None}, {"model_year": 2031}, 2031, False),
        ({"model_year": None}, {"no_model_year": True}, None, True),
        ({"model_year": None}, {}, None, False),
        ({"model_year": None, "no_model_year": True}, {}, None, True),
    ],
)
def test_the_bom_speaks_of_the_model_year_where_the_program_is_silent(
    program: dict[str, Any], bom: dict[str, Any], year: int | None, none: bool
) -> None:
    facts = vcs_hardware(NEXUS, **bom)
    found = effective_transaction(facts, transaction(**program))
    assert (found.model_year, found.no_model_year) == (year, none)
    assert not found.model_year_contradicted


def test_a_model_year_and_none_contradict_each_other_wherever_they_are_said() -> None:
    stated = transaction(model_year=None, no_model_year=True, on=date(2028, 1, 1))
    by_bom = effective_transaction(vcs_hardware(NEXUS, model_year=2031), stated)
    assert by_bom.model_year_contradicted
    unit = vcs_hardware(NEXUS, no_model_year=True)
    unit = msgspec.structs.replace(unit, model_year_contradicted=True)
    silent = transaction(model_year=None, on=date(2028, 1, 1))
    assert effective_transaction(unit, silent).model_year_contradicted
    for facts, program in ((vcs_hardware(NEXUS, model_year=2031), stated), (unit, silent)):
        outcome = evaluate(facts, program, FINAL)
        assert outcome.verdict is Verdict.INDETERMINATE
        assert [missing.fact for missing in outcome.missing] == ["model-year"]


# -- the axis --------------------------------------------------------------------------------------

CLASSES = {
    ComponentClass.VCS_HARDWARE: Axis.HARDWARE,
    ComponentClass.ADS_HARDWARE: Axis.HARDWARE,
    ComponentClass.VCS_SOFTWARE: Axis.SOFTWARE,
    ComponentClass.ADS_SOFTWARE: Axis.SOFTWARE,
}


def judged_as(facts: ComponentFacts) -> str:
    citation = evaluate(facts, transaction(), FINAL).citation
    return {"15 CFR 791.302(a)": "hardware", "15 CFR 791.303(b)": "software"}.get(
        citation, "either" if ";" in citation else citation
    )


@pytest.mark.parametrize("axis", Axis)
@pytest.mark.parametrize("declared_class", [None, *CLASSES])
def test_what_a_thing_is_judged_as_follows_its_class_and_a_contradicting_type_clears_neither(
    axis: Axis, declared_class: ComponentClass | None
) -> None:
    radio = component(
        axis, declared(component_class=declared_class, directly_enables=True, automation_level=4),
        NEXUS, own=identity(Function.RADIO), inside=host(Function.RADIO),
    )  # fmt: skip
    of_class = CLASSES.get(declared_class) if declared_class else None
    by_type = axis if axis in {Axis.HARDWARE, Axis.SOFTWARE} else None
    if axis is Axis.SERVICE and of_class is None:
        assert evaluate(radio, transaction(), FINAL).verdict is Verdict.OUT_OF_SCOPE
        return
    agreed = {one for one in (of_class, by_type) if one is not None}
    assert judged_as(radio) == (agreed.pop().value if len(agreed) == 1 else "either")


def test_a_service_is_one_unless_a_class_says_that_it_is_installed() -> None:
    for declared_class, verdict in (
        (None, Verdict.OUT_OF_SCOPE),
        (ComponentClass.OTHER, Verdict.OUT_OF_SCOPE),
        (ComponentClass.VCS_SOFTWARE, Verdict.PROHIBITED),
    ):
        facts = component(Axis.SERVICE, declared(component_class=declared_class), NEXUS)
        outcome = evaluate(facts, transaction(), FINAL)
        assert outcome.verdict is verdict
        assert Procedure(transaction(), FINAL).verdict(facts) is verdict
        if verdict is Verdict.OUT_OF_SCOPE:
            assert outcome.trace[-1].question == "Is it installed in the vehicle?"
    library = component(Axis.SOFTWARE, declared(component_class=ComponentClass.OTHER), NEXUS)
    trace = evaluate(library, transaction(), FINAL).trace
    assert trace[-1].question != "Is it installed in the vehicle?"


@pytest.mark.parametrize(
    ("origins", "shown"),
    [
        ((), Origin.UNKNOWN),
        ((Origin.NONE,), Origin.NONE),
        ((Origin.NONE, Origin.UNKNOWN), Origin.UNKNOWN),
        ((Origin.NONE, Origin.UNKNOWN, Origin.NEXUS), Origin.NEXUS),
    ],
)
def test_a_service_shows_the_worst_of_its_providers(
    origins: tuple[Origin, ...], shown: Origin
) -> None:
    providers = tuple(party(Role.PROVIDER, origin) for origin in origins)
    outcome = evaluate(component(Axis.SERVICE, parties=providers), transaction(), FINAL)
    assert outcome.origin is shown
    assert bool(outcome.warnings) is (shown is Origin.NEXUS)


# -- what is remembered ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "facts",
    [
        {"exclusions": (Exclusion.NO_FOREIGN_INTEREST,)},
        {"foreign_interest": False},
        {"developed": date(2026, 3, 16), "last_altered": date(2026, 4, 1)},
        {"first_supplied": date(2026, 3, 16), "last_altered": date(2026, 4, 1)},
        {},
    ],
)
def test_what_rests_on_the_parties_is_asked_of_each_anew(facts: dict[str, Any]) -> None:
    base = vcs_software(**facts)
    kinds = (
        all_roles(Origin.NONE),
        all_roles(Origin.NEXUS),
        all_roles(Origin.UNKNOWN),
        all_roles(Origin.NONE, foreign_interest=False),
        (*all_roles(Origin.NEXUS), party(Role.ALTERED_BY, Origin.NONE)),
        (*all_roles(Origin.NEXUS), party(Role.MAINTAINER, Origin.NEXUS)),
    )
    for order in (kinds, kinds[::-1]):
        procedure = Procedure(transaction(), FINAL)
        for parties in order:
            shared = msgspec.structs.replace(base, parties=parties, base=base)
            alone = msgspec.structs.replace(base, parties=parties)
            found = procedure.evaluate(shared)
            assert found == evaluate(alone, transaction(), FINAL)
            assert procedure.verdict(shared) is found.verdict


def test_of_a_private_change_to_open_source_whoever_made_it_counts_whoever_was_asked_before() -> (
    None
):
    parties = (*all_roles(Origin.NONE), party(Role.ALTERED_BY, Origin.NEXUS))
    shared = vcs_software(parties)
    private = vcs_software(parties, modified=True)
    procedure = Procedure(transaction(), FINAL)
    assert procedure.evaluate(shared).origin is Origin.NONE
    outcome = procedure.evaluate(private)
    assert outcome.origin is Origin.NEXUS
    assert "developer: Redwall" in outcome.reason
    assert procedure.evaluate(shared).origin is Origin.NONE


def test_strict_evidence_holds_for_what_is_remembered_as_well() -> None:
    alone = vcs_hardware((party(Role.MANUFACTURER, Origin.NONE),))
    for evidence, verdict in ((None, Verdict.PERMITTED), (STRICT, Verdict.INDETERMINATE)):
        program = transaction(**({} if evidence is None else {"evidence": evidence}))
        outcome = evaluate(alone, program, FINAL)
        assert outcome.verdict is verdict
        assert bool(outcome.missing) is (evidence is not None)


def test_the_schedule_counts_authorizations_and_the_vehicle_in_every_year() -> None:
    authorized = msgspec.structs.replace(vcs_hardware(NEXUS), authorization="SA-1")
    for facts, program, verdicts in (
        (vcs_hardware(NEXUS), transaction(), (Verdict.EXEMPT, Verdict.PROHIBITED)),
        (authorized, transaction(), (Verdict.EXEMPT, Verdict.AUTHORIZED)),
        (
            vcs_hardware(NEXUS),
            transaction(kind="testing", authorizations=("GA1",)),
            (Verdict.EXEMPT, Verdict.AUTHORIZED),
        ),
        (
            vcs_hardware(NEXUS),
            transaction(vehicle_kind="rail"),
            (Verdict.OUT_OF_SCOPE, Verdict.OUT_OF_SCOPE),
        ),
    ):
        procedure = Procedure(program, FINAL)
        years = [
            Timing(msgspec.structs.replace(program, model_year=year), FINAL)
            for year in (2029, 2030)
        ]
        assert procedure.verdicts(facts, years) == verdicts


def test_what_is_out_of_scope_keeps_the_origin_and_the_warnings_of_each() -> None:
    procedure = Procedure(transaction(), FINAL)
    base = component(Axis.SOFTWARE, declared(component_class=ComponentClass.OTHER))
    for origin in (*Origin, *reversed(Origin)):
        parties = (*all_roles(origin), party(Role.MAINTAINER, origin))
        found = procedure.evaluate(msgspec.structs.replace(base, parties=parties, base=base))
        assert (found.verdict, found.origin) == (Verdict.OUT_OF_SCOPE, origin)
        assert bool(found.warnings) is (origin is Origin.NEXUS)


def test_a_place_of_manufacture_makes_the_origin_only_under_an_edition_that_counts_it() -> None:
    for place, origin in (("CN", Origin.NEXUS), ("EE", Origin.NONE), ("", Origin.NONE)):
        made = vcs_hardware(all_roles(Origin.NONE), made_in=place)
        assert evaluate(made, transaction(), DRAFT).origin is origin
        assert evaluate(made, transaction(), FINAL).origin is Origin.NONE


def test_out_for_the_vehicle_says_so_with_the_class_that_was_declared() -> None:
    rail = transaction(vehicle_kind="rail", manufacturer=finding(Origin.NEXUS))
    for facts, made in (
        (vcs_hardware(NEXUS), ComponentClass.VCS_HARDWARE),
        (component(parties=NEXUS), ComponentClass.UNKNOWN),
    ):
        outcome = evaluate(facts, rail, FINAL)
        assert (outcome.verdict, outcome.exclusion) == (
            Verdict.OUT_OF_SCOPE,
            Exclusion.VEHICLE_KIND,
        )
        assert (outcome.component_class, outcome.origin) == (made, Origin.NEXUS)
        assert len(outcome.trace) == 1
