"""Questions are answered, and nothing else is done."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from tests.cli.vehicle import bom, run, thing
from tests.fleet.building import FAILING, MAKER, OPEN, REGISTER, fleet, program, query

from vcs_check.fleet.engines import local
from vcs_check.fleet.tabular import ready_made
from vcs_check.fleet.task import evaluate

pytestmark = pytest.mark.usefixtures("in_process")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of three programs, evaluated once for all tests."""
    folder = tmp_path_factory.mktemp("made")
    program(folder / "p", "failing", FAILING)
    program(folder / "p", "open", OPEN)
    program(folder / "p", "clear", OPEN, register=REGISTER)
    results = str(folder / "fleet-results")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local, "run_job", evaluate)
        assert fleet(str(folder / "p"), "-q", "--results", results).exit_code == 1
    return folder


@pytest.fixture
def evaluated(made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(made)
    return made


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('p/open/program.toml')",
        "SELECT * FROM read_csv('p/open/program.toml')",
        "SELECT * FROM 'p/open/tcu.cdx.json'",
        "SELECT * FROM read_parquet('fleet-results/results/*/programs.parquet')",
        "SELECT * FROM glob('*')",
        "COPY (SELECT 1) TO 'out.csv'",
        "COPY programs TO 'out.parquet'",
        "EXPORT DATABASE 'out'",
        "ATTACH 'out.db'",
        "CREATE TABLE x AS SELECT 1",
        "DROP VIEW programs",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "INSTALL httpfs",
        "LOAD httpfs",
        "PRAGMA database_list",
        "SELECT 1; SELECT 2",
        "SELECT * FROM answer",
        "SELECT * FROM connection",
        "SELEC 1 FROM programs",
        "",
        " ",
        ";",
        "EXPLAIN ANALYZE COPY programs TO 'out.csv'",
    ],
)
def test_sql_reaches_nothing_but_the_tables(evaluated: Path, sql: str) -> None:
    before = sorted(str(path) for path in Path().rglob("*"))
    result = run("fleet", "query", sql)
    assert result.exit_code == 2
    assert "defect" not in result.stderr
    assert "Traceback" not in result.stderr
    assert sorted(str(path) for path in Path().rglob("*")) == before


def test_a_question_is_answered_in_every_form(evaluated: Path) -> None:
    sql = "SELECT program, exit_code FROM programs ORDER BY program"
    rows = [{"program": "clear", "exit_code": 0}, {"program": "failing", "exit_code": 1},
            {"program": "open", "exit_code": 3}]  # fmt: skip
    assert query(sql) == rows
    written = run("fleet", "query", sql, "--format", "csv").stdout
    assert list(csv.DictReader(io.StringIO(written))) == [
        {name: str(value) for name, value in row.items()} for row in rows
    ]
    text = run("fleet", "query", sql).stdout.splitlines()
    assert text[0].split() == ["program", "exit_code"]
    assert text[-1] == "(3 rows)"


def test_every_ready_made_question_is_answered(evaluated: Path) -> None:
    for known in ready_made().values():
        arguments = [MAKER] if known.needs_name else []
        assert query(known.name, *arguments), known.name
        shown = run("fleet", "query", known.name, *arguments, "--show-sql").stdout
        assert shown == known.sql
        assert known.title


def test_exposure_finds_a_supplier_under_any_spelling(evaluated: Path) -> None:
    rows = query("exposure", MAKER.upper().replace(" GMBH", ""))
    assert {row["program"]: row["origin"] for row in rows} == {"open": "unknown", "clear": "none"}
    assert query("exposure", "Nobody") == []


def test_the_first_failing_year_comes_first(evaluated: Path) -> None:
    rows = query("first-failing-year")
    assert [(row["program"], row["fails_from"]) for row in rows] == [
        ("failing", 2027), ("open", None), ("clear", None)
    ]  # fmt: skip


def test_the_most_valuable_question_is_the_one_that_most_programs_wait_for(folder: Path) -> None:
    program(folder / "p", "a", OPEN)
    program(folder / "p", "b", OPEN)
    other = bom(thing("x", maker="Example Other AG", class_="vcs-software"))
    program(folder / "p", "c", other)
    fleet("p", "-q")
    rows = query("most-valuable-question")
    assert (rows[0]["of"], rows[0]["programs"]) == (MAKER, 2)
    assert rows[-1]["programs"] == 1


def test_suppliers_are_ordered_by_how_many_programs_they_decide(evaluated: Path) -> None:
    rows = query("suppliers")
    assert [(r["decides"], r["fails"], r["origin"]) for r in rows][:2] == [
        (1, 1, "nexus"), (1, 0, "unknown")
    ]  # fmt: skip
    assert rows[0]["decided_programs"] == ["failing"]


def test_without_a_question_tables_and_questions_are_listed(folder: Path) -> None:
    listed = run("fleet", "query")
    assert listed.exit_code == 0
    assert "Table programs" in listed.stdout
    assert "exposure SUPPLIER" in listed.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("exposure",), 2, "takes the name of a supplier"),
        (("first-failing-year", "x"), 2, "takes no argument"),
        (("nonsense",), 2, "there is no question 'nonsense'"),
        (("SELECT 1", "x"), 2, "no further argument"),
        (("SELECT 1", "--results", "nowhere"), 4, "no results of a fleet"),
        (("SELECT 1", "--assume", "party:X=none"), 2, "that what-if has no results"),
    ],
)
def test_wrong_questions_are_said(
    evaluated: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    result = run("fleet", "query", *arguments)
    assert (result.exit_code, words in result.stderr) == (code, True), result.stderr


def test_hostile_names_stay_texts(folder: Path) -> None:
    name = "=cmd|' /C calc'!A0\x1b[31m'; DROP VIEW parties; --"
    program(folder / "p", "a", bom(thing(name, maker=name, class_="vcs-software")))
    fleet("p", "-q")
    (row,) = query("SELECT name, path FROM components")
    assert row["name"] == name
    assert run("fleet", "query", "exposure", name).exit_code == 0
    assert "\x1b" not in run("fleet", "query", "SELECT name FROM components").stdout
    line = run("fleet", "query", "SELECT name FROM components", "--format", "csv").stdout
    assert line.splitlines()[1].startswith("\"'=") or line.splitlines()[1].startswith("'=")
    json.loads(run("fleet", "query", "SELECT * FROM components", "--format", "json").stdout)
