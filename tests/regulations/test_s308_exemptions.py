"""§ 791.308: both sides of each line, what is assumed, and what is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.regulations.build import DRAFT, FINAL, PROPOSAL, STRICT, transaction

from vcs_check.assessment import ExemptBefore
from vcs_check.inventory.vocabulary import Answer, Evidence
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.us_15cfr791_subpart_d.s308_exemptions import (
    NO_MODEL_YEAR_ASSUMED,
    Exemption,
    controlled_manufacturer_exemption,
    hardware_exemption,
    software_exemption,
)

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
SILENT = transaction(model_year=None, on=None)
NO_YEAR = transaction(model_year=None, no_model_year=True, on=None)


def missing(exemption: Exemption) -> list[str]:
    return [one.fact for one in exemption.line.missing]


@pytest.mark.parametrize("edition", [FINAL, PROPOSAL])
@pytest.mark.parametrize(("year", "answer"), [(2029, YES), (2030, NO)])
def test_hardware_of_a_vehicle_is_exempt_before_its_model_year(
    edition: Edition, year: int, answer: Answer
) -> None:
    found = hardware_exemption(transaction(model_year=year), edition)
    assert found.answer is answer
    assert found.until == ExemptBefore(model_year=2030)
    assert found.citation.endswith("15 CFR 791.308(a)(2)")
    assert found.line.because == f"the unit belongs to a vehicle of model year {year}, " + (
        "before 2030" if answer is YES else "which is not before 2030"
    )


@pytest.mark.parametrize(("year", "answer"), [(2026, YES), (2027, NO)])
def test_software_and_a_nexus_manufacturer_are_exempt_before_their_model_year(
    year: int, answer: Answer
) -> None:
    for exemption in (software_exemption, controlled_manufacturer_exemption):
        found = exemption(transaction(model_year=year), FINAL)
        assert found.answer is answer
        assert found.until == ExemptBefore(model_year=2027)
        assert found.line.assumptions == ()


@pytest.mark.parametrize(
    ("day", "answer"), [(date(2028, 12, 31), YES), (date(2029, 1, 1), NO), (None, UNKNOWN)]
)
def test_hardware_without_model_year_is_exempt_only_before_2029(
    day: date | None, answer: Answer
) -> None:
    stated = transaction(model_year=None, no_model_year=True, on=day)
    found = hardware_exemption(stated, FINAL)
    assert found.answer is answer
    assert found.until == ExemptBefore(import_date="2029-01-01")
    assert found.citation == "15 CFR 791.308(a)(1)"
    assert found.line.assumptions == ()
    assert missing(found) == (["import-date"] if day is None else [])


def test_a_model_year_left_out_is_an_assumption_that_strict_does_not_make() -> None:
    for exemption in (hardware_exemption, software_exemption):
        assert exemption(SILENT, FINAL).line.assumptions == (NO_MODEL_YEAR_ASSUMED,)
        assert exemption(NO_YEAR, FINAL).line.assumptions == ()
        strict = exemption(transaction(model_year=None, evidence=STRICT), FINAL)
        assert strict.answer is UNKNOWN
        assert missing(strict) == ["model-year"]
        stated = transaction(model_year=None, no_model_year=True, evidence=STRICT)
        assert exemption(stated, FINAL).answer is NO


def test_without_a_day_both_sides_of_the_line_are_shown() -> None:
    because = hardware_exemption(NO_YEAR, FINAL).line.because
    assert "before 2029-01-01 it is exempt, from 2029-01-01 it is not" in because


def test_software_without_a_model_year_has_no_exemption_whatever_the_day() -> None:
    early = transaction(model_year=None, no_model_year=True, on=date(2020, 1, 1))
    found = software_exemption(early, FINAL)
    assert found.answer is NO
    assert found.line.because == (
        "it is stated that there is no model year, and without one there is no exemption"
    )
    assert software_exemption(SILENT, FINAL).line.because.startswith("no model year is given")


@pytest.mark.parametrize(("repaired", "answer"), [(2029, YES), (2030, NO)])
def test_a_repair_goes_by_the_vehicle_that_is_repaired_under_the_final_rule(
    repaired: int, answer: Answer
) -> None:
    repair = transaction(kind="repair", model_year=2032, service_model_year=repaired)
    assert hardware_exemption(repair, FINAL).answer is answer
    assert "that is repaired" in hardware_exemption(repair, FINAL).line.because
    assert hardware_exemption(repair, PROPOSAL).answer is NO


@pytest.mark.parametrize(("year", "answer"), [(2029, YES), (2030, UNKNOWN), (None, UNKNOWN)])
def test_a_repair_of_a_vehicle_of_unknown_year_is_open_unless_the_part_is_early(
    year: int | None, answer: Answer
) -> None:
    found = hardware_exemption(transaction(kind="repair", model_year=year), FINAL)
    assert found.answer is answer
    assert missing(found) == (["service-model-year"] if answer is UNKNOWN else [])


@pytest.mark.parametrize(("repaired", "answer"), [(2026, YES), (2027, NO)])
def test_software_of_a_repair_goes_by_the_vehicle_that_is_repaired(
    repaired: int, answer: Answer
) -> None:
    repair = transaction(kind="repair", model_year=2032, service_model_year=repaired)
    assert software_exemption(repair, FINAL).answer is answer
    sale = transaction(kind="sale", model_year=2032, service_model_year=repaired)
    assert software_exemption(sale, FINAL).answer is NO


@pytest.mark.parametrize(
    ("day", "software", "hardware"),
    [
        (date(2026, 12, 31), YES, YES),
        (date(2027, 1, 1), NO, YES),
        (date(2029, 12, 31), NO, YES),
        (date(2030, 1, 1), NO, NO),
        (None, UNKNOWN, UNKNOWN),
    ],
)
def test_an_edition_by_the_calendar_asks_for_no_model_year(
    day: date | None, software: Answer, hardware: Answer
) -> None:
    for year in (2020, 2040, None):
        program = transaction(model_year=year, on=day, evidence=STRICT)
        assert software_exemption(program, DRAFT).answer is software
        assert controlled_manufacturer_exemption(program, DRAFT).answer is software
        assert hardware_exemption(program, DRAFT).answer is hardware
    found = hardware_exemption(transaction(on=day), DRAFT)
    assert found.until == ExemptBefore(import_date="2030-01-01")
    assert missing(found) == (["import-date"] if day is None else [])


def test_every_line_knows_the_first_year_of_the_schedule() -> None:
    assert [line.first_year for line in FINAL.schedule.lines] == [2027, 2030, 2027]
    assert [line.first_year for line in DRAFT.schedule.lines] == [2027, 2030, 2027]


@pytest.mark.parametrize(
    ("program", "hardware", "fact"),
    [
        ({"model_year": None}, UNKNOWN, "model-year"),
        ({"model_year": None, "no_model_year": True}, YES, ""),
        ({"model_year": 2029}, YES, ""),
        ({"model_year": 2030}, NO, ""),
    ],
)
def test_strict_evidence_asks_for_the_model_year_only_where_nobody_states_it(
    program: dict[str, Any], hardware: Answer, fact: str
) -> None:
    strict = transaction(evidence=STRICT, on=date(2028, 12, 31), **program)
    found = hardware_exemption(strict, FINAL)
    assert found.answer is hardware
    assert missing(found) == ([fact] if fact else [])
    assert found.line.assumptions == ()
    assert found.until == (
        ExemptBefore(import_date="2029-01-01")
        if program.get("no_model_year")
        else ExemptBefore(model_year=2030)
    )


def test_a_contradicted_model_year_is_asked_for_in_both_modes() -> None:
    for evidence in (STRICT, Evidence.STANDARD):
        program = transaction(
            model_year=None, no_model_year=True, model_year_contradicted=True, evidence=evidence,
            on=date(2028, 1, 1),
        )  # fmt: skip
        found = hardware_exemption(program, FINAL)
        assert (found.answer, missing(found)) == (UNKNOWN, ["model-year"])
        assert found.line.because == "stated to have a model year and to have none"
        assert software_exemption(program, FINAL).answer is NO


def test_a_repair_by_the_model_year_of_the_part_is_no_exemption_without_the_rule_for_repairs() -> (
    None
):
    repair = transaction(kind="repair", model_year=2029)
    assert hardware_exemption(repair, PROPOSAL).answer is YES
    late = transaction(kind="repair", model_year=2030, service_model_year=2026)
    assert hardware_exemption(late, PROPOSAL).answer is NO
    silent = transaction(kind="repair", model_year=None, on=date(2028, 1, 1))
    assert hardware_exemption(silent, PROPOSAL).answer is YES
    assert hardware_exemption(silent, FINAL).answer is UNKNOWN
    assert software_exemption(transaction(kind="repair", model_year=2026), FINAL).answer is YES


@pytest.mark.parametrize("day", [date(2028, 12, 31), date(2029, 1, 1), None])
def test_a_day_without_a_word_of_the_model_year_rests_on_an_assumption(day: date | None) -> None:
    silent = hardware_exemption(transaction(model_year=None, on=day), FINAL)
    stated = hardware_exemption(transaction(model_year=None, no_model_year=True, on=day), FINAL)
    assert silent.line.assumptions == (NO_MODEL_YEAR_ASSUMED,)
    assert stated.line.assumptions == ()
    assert silent.answer is stated.answer
    if day is not None:
        side = "before" if day.year == 2028 else "which is not before"
        assert stated.line.because == (
            f"without a model year, imported on {day}, {side} 2029-01-01"
        )


def test_the_day_of_an_edition_by_the_calendar_is_said_on_both_sides() -> None:
    for day, side in ((date(2026, 12, 31), "before"), (date(2027, 1, 1), "which is not before")):
        found = software_exemption(transaction(on=day), DRAFT)
        assert found.line.because == f"imported or sold on {day}, {side} 2027-01-01"
        assert found.line.missing == ()
