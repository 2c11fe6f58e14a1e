"""``check --baseline``: the exit code speaks of what is new, the verdict of everything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.vehicle import (
    PRC_MAKER,
    UNKNOWN_MAKER,
    Thing,
    bom,
    check,
    prohibited,
    thing,
    undecided,
    unrelated,
)

YEAR = ["--model-year", "2027"]


def made(folder: Path, *things: Thing, name: str = "tcu.json", **metadata: Any) -> None:
    (folder / name).write_text(bom(*things, **metadata))


def baseline(folder: Path, *things: Thing, options: tuple[str, ...] = ()) -> None:
    made(folder, *things)
    check("tcu.json", *YEAR, "-q", "-o", "json=old.json", *options)


def again(*options: str) -> tuple[int, dict[str, Any]]:
    result = check("tcu.json", *YEAR, "--baseline", "old.json", "-o", "json", *options)
    return result.exit_code, json.loads(result.stdout) if result.stdout else {}


@pytest.mark.parametrize(
    ("old", "new", "code", "verdict"),
    [
        ([prohibited()], [prohibited()], 0, "fail"),
        ([prohibited()], [unrelated(), {**prohibited(), "version": "2"}], 0, "fail"),
        ([undecided()], [undecided()], 0, "indeterminate"),
        ([unrelated()], [prohibited()], 1, "fail"),
        ([undecided("x")], [prohibited("x")], 1, "fail"),
        ([prohibited("x")], [undecided("x")], 3, "indeterminate"),
        ([prohibited()], [prohibited(), prohibited("other")], 1, "fail"),
        ([prohibited()], [prohibited(), undecided()], 3, "fail"),
        ([prohibited("x")], [prohibited("x"), prohibited("x", ref="x2")], 1, "fail"),
        ([prohibited(), undecided()], [unrelated()], 0, "pass"),
        ([prohibited()], [], 3, "indeterminate"),
    ],
    ids=[
        "same", "new version", "same open", "new", "worse", "another party behind it", "one more",
        "one more open", "a copy more", "all gone", "empty now",
    ],
)  # fmt: skip
def test_only_what_is_new_fails(
    folder: Path, old: list[Thing], new: list[Thing], code: int, verdict: str
) -> None:
    baseline(folder, *old)
    made(folder, *new)
    exit_code, report = again()
    assert (exit_code, report["verdict"]) == (code, verdict)


def test_every_finding_is_marked_and_all_are_shown(folder: Path) -> None:
    baseline(folder, prohibited("old"))
    made(folder, prohibited("old"), prohibited("fresh"), unrelated())
    _, report = again()
    marks = {part["name"]: part.get("new") for part in report["components"]}
    assert marks == {"old": False, "fresh": True, "seat-heater": None}
    assert report["baseline"]["new_prohibited"] == 1
    assert report["baseline"]["known"] == 1


def test_without_a_baseline_nothing_is_marked(folder: Path) -> None:
    made(folder, prohibited())
    result = check("tcu.json", *YEAR, "-o", "json")
    assert b'"new":' not in result.stdout_bytes
    assert b'"baseline"' not in result.stdout_bytes


def test_code_scanning_gets_the_states_of_sarif(folder: Path) -> None:
    baseline(folder, prohibited("old"), prohibited("moved", parts=[unrelated()]))
    moved = thing("box", class_="other", parts=[prohibited("moved")])
    made(folder, prohibited("old"), moved, prohibited("fresh"))
    result = check("tcu.json", *YEAR, "--baseline", "old.json", "-o", "sarif")
    (run_,) = json.loads(result.stdout)["runs"]
    states = {r["message"]["text"].split(":")[0]: r["baselineState"] for r in run_["results"]}
    assert states == {"old": "unchanged", "moved": "updated", "fresh": "new"}


@pytest.mark.parametrize("format_", ["text", "markdown", "html"])
def test_readers_are_told_how_many_are_new_and_known(folder: Path, format_: str) -> None:
    baseline(folder, prohibited("old"))
    made(folder, prohibited("old"), prohibited("fresh"))
    result = check("tcu.json", *YEAR, "--baseline", "old.json", "-o", format_)
    assert "1 newly prohibited, 0 newly undecided, 1 known" in " ".join(result.stdout.split())


@pytest.mark.parametrize(
    ("options", "code"),
    [(["--fail-on", "prohibited"], 0), (["--fail-on", "never"], 0), ([], 3)],
)
def test_fail_on_counts_among_what_is_new(folder: Path, options: list[str], code: int) -> None:
    baseline(folder, prohibited())
    made(folder, prohibited(), undecided())
    assert again(*options)[0] == code


def test_unreadable_input_stays_4_even_if_it_was_so_before(folder: Path) -> None:
    (folder / "tcu.json").write_text("no BOM")
    check("tcu.json", *YEAR, "-q", "-o", "json=old.json")
    assert again()[0] == 4


@pytest.mark.parametrize("content", ["", "{}", '{"schema": "vcs-check/report/2"}', None])
def test_unreadable_baseline_is_4(folder: Path, content: str | None) -> None:
    made(folder, unrelated())
    if content is not None:
        (folder / "old.json").write_text(content)
    assert again() == (4, {})


@pytest.mark.parametrize(
    "options",
    [("--evidence", "strict"), ("--software-scope", "narrow"), ("--edition", "nprm-2024"),
     ("--assume", f"party:{UNKNOWN_MAKER}=nexus")],
)  # fmt: skip
def test_baseline_that_was_asked_otherwise_is_refused(
    folder: Path, options: tuple[str, ...]
) -> None:
    baseline(folder, undecided(), options=options)
    result = check("tcu.json", *YEAR, "--baseline", "old.json")
    assert result.exit_code == 4
    assert "cannot be the baseline" in result.stderr


def test_baseline_of_another_program_is_refused(folder: Path) -> None:
    baseline(folder, prohibited())
    (folder / "p.toml").write_text(
        '[program]\nname = "Example EV"\nmodel_year = 2027\n[[bom]]\npath = "tcu.json"\n'
    )
    result = check("p.toml", "--baseline", "old.json")
    assert result.exit_code == 4
    assert "program" in result.stderr


def test_model_year_may_differ_and_is_noted(folder: Path) -> None:
    made(folder, prohibited())
    check("tcu.json", "--model-year", "2026", "-q", "-o", "json=old.json")
    code, report = again()
    assert code == 1
    assert report["baseline"]["notes"] == ["model year 2026 → 2027"]


def test_what_if_never_passes(folder: Path) -> None:
    baseline(folder, undecided())
    assert again("--assume", f"party:{UNKNOWN_MAKER}=none")[0] == 3


def test_bom_that_says_now_that_it_is_incomplete_is_new(folder: Path) -> None:
    baseline(folder, unrelated())
    whole = json.loads((folder / "tcu.json").read_text())
    whole["compositions"] = [{"aggregate": "incomplete", "assemblies": ["seat-heater"]}]
    (folder / "tcu.json").write_text(json.dumps(whole))
    alone = check("tcu.json", *YEAR, "-q").exit_code
    assert again()[0] == alone


def test_baseline_is_never_written_over(folder: Path) -> None:
    baseline(folder, prohibited())
    before = (folder / "old.json").read_bytes()
    words = ["--baseline", "old.json", "-q", "-o", "json=old.json"]
    assert check("tcu.json", *YEAR, *words).exit_code == 2
    assert (folder / "old.json").read_bytes() == before


def test_nexus_that_was_unknown_is_new(folder: Path) -> None:
    baseline(folder, undecided())
    register = f'[[party]]\nname = "{UNKNOWN_MAKER}"\nincorporated_in = "CN"\n'
    (folder / "register.toml").write_text(register)
    assert PRC_MAKER not in register
    assert again("--register", "register.toml")[0] == 1
