"""The example programs of ``sboms`` are what their READMEs say that they are."""

from __future__ import annotations

import csv
import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from tests.cli.vehicle import TODAY, run

from vcs_check.inventory.vocabulary import Verdict

SBOMS: Final = Path(__file__).parents[1] / "sboms"
AURORA: Final = SBOMS / "meridian-aurora"
EXPECTED: Final = list(
    csv.DictReader((AURORA / "expected-verdicts.csv").read_text("utf-8").splitlines())
)
SMALL: Final = {"pass": ("pass", 0), "fail": ("fail", 1), "undecided": ("indeterminate", 3)}


@cache
def report(program: Path, *more: str) -> tuple[dict[str, Any], int]:
    """The JSON report on an example and the exit code."""
    result = run("check", str(program), "--today", TODAY, "-o", "json", *more)
    return json.loads(result.stdout), result.exit_code


@cache
def aurora() -> dict[tuple[str, str], list[str]]:
    """The verdicts on the components of a BOM, by its path and their name."""
    read, _ = report(AURORA / "program.toml")
    found: dict[tuple[str, str], list[str]] = {}
    for component in read["components"]:
        path = read["inputs"][component["input"]]["path"]
        found.setdefault((path, component["name"]), []).append(component["verdict"])
    return found


@pytest.mark.parametrize(
    "row", EXPECTED, ids=[f"{row['bom']}: {row['component']}" for row in EXPECTED]
)
def test_component_of_the_example_program_has_the_expected_verdict(row: dict[str, str]) -> None:
    found = aurora()[row["bom"], row["component"]]
    allowed = row["expected_verdict"].split(" or ")
    assert set(allowed) <= {verdict.value for verdict in Verdict}
    assert set(found) <= set(allowed), row["because"]


def test_expectations_are_many_and_cover_every_bom() -> None:
    read, _ = report(AURORA / "program.toml")
    assert len(EXPECTED) >= 200
    assert {row["bom"] for row in EXPECTED} == {view["path"] for view in read["inputs"]}


def test_every_verdict_occurs_in_the_example_program() -> None:
    read, code = report(AURORA / "program.toml")
    assert code == 1
    assert read["verdict"] == "fail"
    assert all(read["counts"]["verdicts"][verdict.value] for verdict in Verdict)
    assert all(view["error"] is None for view in read["inputs"])


def test_decisions_of_the_example_program_have_one_of_each_fate() -> None:
    read, _ = report(AURORA / "program.toml")
    assert [view["status"] for view in read["decisions"]] == [
        "applied", "expired", "unmatched", "applied",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "expected"), SMALL.items())
def test_small_program_ends_as_its_name_says(name: str, expected: tuple[str, int]) -> None:
    read, code = report(SBOMS / "small" / name / "program.toml")
    assert (read["verdict"], code) == expected


@pytest.mark.parametrize("name", SMALL)
def test_readme_of_a_small_program_states_its_exit_code(name: str) -> None:
    text = (SBOMS / "small" / name / "README.md").read_text("utf-8")
    stated = re.search(r"exit code \**(\d)", text)
    assert stated is not None
    assert int(stated[1]) == SMALL[name][1]


def test_example_program_is_prohibited_more_in_2030_and_passes_in_2026() -> None:
    program = AURORA / "program.toml"
    as_stated, _ = report(program)
    later, code_later = report(program, "--model-year", "2030")
    earlier, code_earlier = report(program, "--model-year", "2026")
    assert (code_earlier, code_later) == (0, 1)
    counts = [r["counts"]["verdicts"]["prohibited"] for r in (earlier, as_stated, later)]
    assert counts[0] == 0 < counts[1] < counts[2]


def test_table_of_the_readme_is_what_the_engine_says() -> None:
    text = (SBOMS / "README.md").read_text("utf-8")
    section = text.partition("### One component for each verdict")[2].partition("###")[0]
    rows = re.findall(r"^\| `([a-z-]+)` \| `([^`]+)` ", section, re.MULTILINE)
    by_name: dict[str, set[str]] = {}
    for (_, name), verdicts in aurora().items():
        by_name.setdefault(name, set()).update(verdicts)
    assert {verdict for verdict, _ in rows} == {verdict.value for verdict in Verdict}
    for verdict, name in rows:
        assert by_name[name] == {verdict}, name


def test_small_programs_hold_together_in_every_model_year_of_the_schedule() -> None:
    for name in SMALL:
        read, _ = report(SBOMS / "small" / name / "program.toml")
        assert read["schedule"][0]["verdict"] == "pass"
        stated = {row["model_year"]: row["verdict"] for row in read["schedule"]}
        assert stated[read["program"]["model_year"]] == read["verdict"]
