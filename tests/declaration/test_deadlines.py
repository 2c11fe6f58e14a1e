"""When it is due, and how that stands, for every year that the program file names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.vehicle import run
from tests.declaration.programs import STATEMENTS, declare, drafted, missing, program


def _filed(day: str, year: str = "") -> str:
    return f'[[declaration.year]]\n{year}filed = {day}\nnumber = "DOC-7"\n'


@pytest.mark.parametrize(
    ("today", "state", "code"),
    [
        ("2029-07-02", "due", 0),
        ("2029-07-03", "due", 0),
        ("2029-07-04", "overdue", 3),
        ("2029-09-02", "overdue", 3),
    ],
)
def test_the_sixtieth_day_before_is_the_last_in_time(
    tmp_path: Path, today: str, state: str, code: int
) -> None:
    path = program(tmp_path)
    assert drafted(path, today=today)["deadline"]["state"] == state
    assert declare(path, today=today).exit_code == code


@pytest.mark.parametrize(
    ("filed", "state", "code"),
    [
        ("2029-07-03", "filed-in-time", 0),
        ("2029-07-04", "filed-late", 3),
        ("2029-12-24", "overdue", 3),  # a day that has not come is a plan
    ],
)
def test_what_was_filed_is_judged_by_its_own_day(
    tmp_path: Path, filed: str, state: str, code: int
) -> None:
    path = program(tmp_path, *STATEMENTS, _filed(filed))
    draft = drafted(path, today="2029-12-01")
    assert draft["deadline"]["state"] == state
    assert declare(path, today="2029-12-01").exit_code == code
    assert draft["deadline"]["filed"] == ("" if state == "overdue" else filed)


def test_lateness_is_its_own_finding_and_leaves_the_verdict(tmp_path: Path) -> None:
    draft = drafted(program(tmp_path), today="2029-12-01")
    assert (draft["verdict"], draft["deadline"]["state"]) == ("pass", "overdue")


def test_check_reads_the_same_day_of_filing(tmp_path: Path) -> None:
    path = program(tmp_path, *STATEMENTS, _filed("2029-06-20"))
    report = json.loads(run("check", path, "--today", "2029-12-01", "-o", "json").stdout)
    assert report["declaration"]["status"] == "filed in time, on 2029-06-20"


def test_without_the_day_nobody_can_say(tmp_path: Path) -> None:
    path = program(tmp_path, day="")
    draft = drafted(path)
    assert draft["deadline"]["state"] == "unknown"
    assert "the day of the first import or sale" in missing(draft)
    assert declare(path).exit_code == 3
    filed = drafted(program(tmp_path, *STATEMENTS, _filed("2029-05-01"), day=""))
    assert (filed["deadline"]["state"], filed["deadline"]["filed"]) == ("unknown", "2029-05-01")


def test_the_proposal_and_the_final_rule_count_their_own_days(tmp_path: Path) -> None:
    changed = '[[declaration.change]]\non = 2029-07-10\nwhat = "another modem"\n'
    path = program(tmp_path, *STATEMENTS, _filed("2029-06-20"), changed)
    for edition, due in (("final-2025", "2029-09-08"), ("nprm-2024", "2029-08-09")):
        draft = drafted(path, "--edition", edition, today="2029-07-15")
        assert [u["deadline"]["due"] for u in draft["updates"]] == [due]


@pytest.mark.parametrize(
    ("today", "filed", "state", "code"),
    [
        ("2029-09-08", "", "due", 0),
        ("2029-09-09", "", "overdue", 3),
        ("2029-12-01", "filed = 2029-09-08\n", "filed-in-time", 0),
        ("2029-12-01", "filed = 2029-09-09\n", "filed-late", 3),
    ],
)
def test_a_change_after_filing_is_told_within_sixty_days(
    tmp_path: Path, today: str, filed: str, state: str, code: int
) -> None:
    changed = f'[[declaration.change]]\non = 2029-07-10\nwhat = "another modem"\n{filed}'
    path = program(tmp_path, *STATEMENTS, _filed("2029-06-20"), changed)
    assert [u["deadline"]["state"] for u in drafted(path, today=today)["updates"]] == [state]
    assert declare(path, today=today).exit_code == code


def test_a_change_before_filing_needs_no_update(tmp_path: Path) -> None:
    changed = '[[declaration.change]]\non = 2029-05-10\nwhat = "another modem"\n'
    assert drafted(program(tmp_path, *STATEMENTS, changed))["updates"] == []
    path = program(tmp_path, *STATEMENTS, _filed("2029-06-20"), changed)
    assert drafted(path, today="2029-12-01")["updates"] == []


def test_every_year_of_the_program_file_gets_a_draft_of_its_own(tmp_path: Path) -> None:
    more = "[[declaration.year]]\nmodel_year = 2031\ndate = 2030-08-01\n[[declaration.year]]\nmodel_year = 2026\n"  # noqa: E501
    path = program(tmp_path, *STATEMENTS, more)
    result = declare(path, "-o", "json")
    drafts = json.loads(result.stdout)["drafts"]
    assert [(d["model_year"], d["deadline"]["due"], d["needed"]) for d in drafts] == [
        (2030, "2029-07-03", "yes"), (2031, "2030-06-02", "yes"), (2026, "", "no"),
    ]  # fmt: skip
    assert result.exit_code == 0


def test_an_option_asks_for_one_year_and_never_takes_the_day_of_another(tmp_path: Path) -> None:
    more = "[[declaration.year]]\nmodel_year = 2031\ndate = 2030-08-01\n"
    path = program(tmp_path, *STATEMENTS, more)
    for year, due in (("2030", "2029-07-03"), ("2031", "2030-06-02"), ("2032", "")):
        draft = drafted(path, "--model-year", year)
        assert (draft["model_year"], draft["deadline"]["due"]) == (int(year), due)
    stated = drafted(path, "--model-year", "2032", "--date", "2031-09-01")
    assert stated["deadline"]["due"] == "2031-07-03"


def test_units_without_a_model_year_are_declared_by_calendar_year(tmp_path: Path) -> None:
    draft = drafted(program(tmp_path, year='"none"'))
    assert (draft["model_year"], draft["calendar_year"]) == (None, 2029)
    more = "[[declaration.year]]\ncalendar_year = 2030\ndate = 2030-02-01\n"
    result = declare(program(tmp_path, *STATEMENTS, more, year='"none"'), "-o", "json")
    drafts = json.loads(result.stdout)["drafts"]
    assert [d["calendar_year"] for d in drafts] == [2029, 2030]
    assert [d["deadline"]["due"] for d in drafts] == ["2029-07-03", "2029-12-03"]


def test_units_of_no_vehicle_have_no_make_and_model(tmp_path: Path) -> None:
    without = [s for s in STATEMENTS if "declaration.vehicle" not in s]
    path = program(tmp_path, *without, year='"none"', more='transaction = "import-hardware"')
    assert "make, model" not in missing(drafted(path))
    assert "make, model" in missing(drafted(program(tmp_path, *without, year='"none"')))


def test_a_year_that_nobody_states_is_missing(tmp_path: Path) -> None:
    path = program(tmp_path)
    text = Path(path).read_text().replace("model_year = 2030\n", "")
    Path(path).write_text(text)
    assert "the year: a model year" in missing(drafted(path))
    assert declare(path).exit_code == 3
