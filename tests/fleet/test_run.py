"""``vcs-check fleet`` on this machine, from the manifest to the exit code."""

from __future__ import annotations

import json
import os
import resource
import signal
from pathlib import Path
from typing import Any

import pytest
from tests.cli.vehicle import bom, prohibited, run
from tests.fleet.building import (
    CLEAN,
    FAILING,
    MAKER,
    OPEN,
    REGISTER,
    Stuck,
    children_of,
    fleet,
    is_running,
    program,
    query,
    start,
    statuses,
    summary,
    until,
)

pytestmark = pytest.mark.usefixtures("in_process")
"""What is started in a process of its own has processes of its own as well."""


def three(folder: Path) -> None:
    """One that passes, one that fails, one that is undecided without a register."""
    program(folder / "p", "clean")
    program(folder / "p", "failing", FAILING)
    program(folder / "p", "open", OPEN)


def test_every_program_gets_the_verdict_that_check_gives(folder: Path) -> None:
    three(folder)
    found = {p["id"]: (p["verdict"], p["exit_code"]) for p in summary("p")["programs"]}
    assert found == {"clean": ("pass", 0), "failing": ("fail", 1), "open": ("indeterminate", 3)}
    for name, (_, code) in found.items():
        assert run("check", f"p/{name}/program.toml", "--today", "2026-11-21").exit_code == code


def test_the_second_run_evaluates_what_changed(folder: Path) -> None:
    three(folder)
    assert set(statuses(summary("p")).values()) == {"evaluated"}
    program(folder / "p", "clean", bom(prohibited("new-agent")))
    found = summary("p")
    assert statuses(found) == {"clean": "evaluated", "failing": "unchanged", "open": "unchanged"}
    changed = [(c["program"], c["kind"]) for c in found["changes"]]
    assert changed == [("clean", "worse")]
    assert "pass → fail; fails from no year → 2027" in found["changes"][0]["text"]


def test_one_bad_program_hides_no_other_and_the_worst_code_is_the_codes(folder: Path) -> None:
    three(folder)
    (folder / "fleet.toml").write_text(
        "[[program]]\npath = 'p/failing/program.toml'\n"
        "[[program]]\npath = 'p/missing/program.toml'\n"
        "[[program]]\npath = 'p/clean/program.toml'\n"
    )
    result = fleet("fleet.toml", "-o", "json")
    assert result.exit_code == 4
    read = json.loads(result.stdout)
    assert statuses(read) == {
        "p-failing": "evaluated", "p-missing": "failed", "p-clean": "evaluated"
    }  # fmt: skip
    missing = next(p for p in read["programs"] if p["id"] == "p-missing")
    assert missing["verdict"] == "indeterminate"
    assert {year["verdict"] for year in missing["years"]} == {"indeterminate"}
    assert "fleet.toml: line 3" in result.stderr
    assert "there is no such file" in result.stderr
    assert query("SELECT error FROM programs WHERE exit_code = 4")[0]["error"]


@pytest.mark.parametrize(
    ("programs", "options", "code"),
    [
        ({"a": CLEAN}, (), 0),
        ({"a": CLEAN, "b": OPEN}, (), 3),
        ({"a": CLEAN, "b": OPEN, "c": FAILING}, (), 1),
        ({"a": OPEN, "b": FAILING}, ("--fail-on", "never"), 0),
        ({"a": OPEN}, ("--fail-on", "prohibited"), 0),
        ({"a": FAILING, "b": "no bom"}, (), 4),
        ({"a": FAILING, "b": "no bom"}, ("--exit-zero",), 4),
    ],
)
def test_the_exit_code_is_the_worst_of_all(
    folder: Path, programs: dict[str, str], options: tuple[str, ...], code: int
) -> None:
    for name, text in programs.items():
        program(folder / "p", name, text)
    assert fleet("p", "-q", *options).exit_code == code


def test_years_of_the_manifest_count_as_well(folder: Path) -> None:
    program(folder, "a", FAILING)
    path = "path = 'a/program.toml'\n"
    stated = folder / "a" / "program.toml"
    stated.write_text(stated.read_text().replace("2027", "2026"))
    (folder / "fleet.toml").write_text(f"[[program]]\n{path}")
    assert fleet("fleet.toml", "-q").exit_code == 0
    (folder / "fleet.toml").write_text(f"[[program]]\n{path}model_years = [2026, 2027]\n")
    read = summary("fleet.toml")
    assert read["exit_code"] == 1
    years = [y["model_year"] for y in read["programs"][0]["years"] if y["is_stated"]]
    assert years == [2026, 2027]


def test_registers_of_the_manifest_and_of_the_command_are_used(folder: Path) -> None:
    program(folder, "a", OPEN)
    (folder / "suppliers.toml").write_text(REGISTER)
    (folder / "fleet.toml").write_text(
        "[fleet]\nregister = ['suppliers.toml']\n[[program]]\npath = 'a/program.toml'\n"
    )
    assert fleet("fleet.toml", "-q").exit_code == 0
    program(folder / "p", "a", OPEN)
    assert fleet("p", "-q", "--results", "other").exit_code == 3
    assert fleet("p", "-q", "--results", "other", "--register", "suppliers.toml").exit_code == 0


def test_a_what_if_touches_who_is_concerned_and_no_real_result(folder: Path) -> None:
    program(folder / "p", "clean")
    program(folder / "p", "open", OPEN, register=REGISTER)
    assert fleet("p", "-q").exit_code == 0
    before = {f: f.read_bytes() for f in sorted(Path("fleet-results/results").rglob("*.*"))}
    found = summary("p", "--assume", f"party:{MAKER}=nexus")
    assert found["exit_code"] == 1
    assert found["since"] == "the real results"
    assert statuses(found) == {"clean": "unconcerned", "open": "evaluated"}
    assert [p["hypothetical"] for p in found["programs"]] == [False, True]
    assert {f: f.read_bytes() for f in sorted(Path("fleet-results/results").rglob("*.*"))} == before
    assert query("SELECT count(*) AS n FROM programs WHERE verdict = 'fail'") == [{"n": 0}]
    asked = query("first-failing-year", "--assume", f"party:{MAKER}=nexus")
    assert {row["program"]: row["fails_from"] for row in asked} == {"open": 2027, "clean": None}
    # and the next real run has nothing to do, and no hypothesis to compare with
    again = summary("p")
    assert (again["exit_code"], set(statuses(again).values())) == (0, {"unchanged"})
    assert again["changes"] == []


def test_a_fleet_that_passes_under_a_hypothesis_has_not_passed(folder: Path) -> None:
    program(folder / "p", "open", OPEN)
    assert fleet("p", "-q").exit_code == 3
    assert fleet("p", "-q", "--assume", f"party:{MAKER}=none").exit_code == 3
    program(folder / "p", "open", CLEAN)
    assert fleet("p", "-q").exit_code == 0
    result = fleet("p", "--assume", "party:Nobody=nexus")
    assert result.exit_code == 3
    assert "nobody in the fleet has that name" in result.stdout


def test_a_program_that_leaves_the_fleet_leaves_its_results(folder: Path) -> None:
    three(folder)
    fleet("p", "-q")
    (folder / "p" / "open" / "program.toml").unlink()
    found = summary("p")
    assert [(c["program"], c["kind"]) for c in found["changes"]] == [("open", "gone")]
    assert [row["program"] for row in query("SELECT program FROM programs ORDER BY 1")] == [
        "clean", "failing"
    ]  # fmt: skip


def test_a_run_that_is_killed_is_continued(folder: Path) -> None:
    three(folder)
    stuck = Stuck(folder / "p" / "open" / "tcu.cdx.json", OPEN)
    process = start("fleet", "p", "-q", "--jobs", "2", "--today", "2026-11-21", cwd=folder)
    done = folder / "fleet-results" / "results"
    until(lambda: stuck.is_waited_for and len(list(done.glob("program=*/record.json"))) == 2)
    workers = children_of(process.pid)
    assert workers
    process.send_signal(signal.SIGKILL)
    process.communicate()
    until(lambda: not any(map(is_running, workers)), "a worker outlived its run")
    stuck.put_right()
    assert "ended early" in run("fleet", "query", "first-failing-year").stderr
    found = summary("p")
    assert statuses(found) == {"clean": "unchanged", "failing": "unchanged", "open": "evaluated"}
    assert found["since"] == ""  # the killed run is none to compare with
    assert run("fleet", "query", "first-failing-year").stderr == ""


def test_a_run_that_is_interrupted_says_so_and_leaves_no_worker(folder: Path) -> None:
    three(folder)
    stuck = Stuck(folder / "p" / "open" / "tcu.cdx.json", OPEN)
    process = start("fleet", "p", "-q", "--jobs", "1", cwd=folder)
    until(lambda: stuck.is_waited_for)
    workers = children_of(process.pid)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"interrupted" in said
    until(lambda: not any(map(is_running, workers)), "a worker outlived its run")


def test_two_runs_at_once_do_not_spoil_each_other(folder: Path) -> None:
    three(folder)
    stuck = Stuck(folder / "p" / "open" / "tcu.cdx.json", OPEN)
    first = start("fleet", "p", "-q", "--jobs", "1", cwd=folder)
    until(lambda: stuck.is_waited_for)
    second = fleet("p", "-q")
    assert second.exit_code == 2
    assert f"another run is writing there (process {first.pid})" in second.stderr
    stuck.put_right()
    for worker in children_of(first.pid):  # which waits for the file that was there before
        os.kill(worker, signal.SIGKILL)
    first.communicate(timeout=60)
    assert first.returncode == 1
    assert set(statuses(summary("p"))) == {"clean", "failing", "open"}


def test_a_full_disk_ends_the_run_and_loses_nothing(folder: Path) -> None:
    three(folder)
    fleet("p", "-q")
    big = [prohibited(f"agent {number}") for number in range(400)]
    program(folder / "p", "failing", bom(*big))

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000))

    process = start("fleet", "p", "-q", "--jobs", "1", cwd=folder, preexec_fn=little_room)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 5, said
    assert b"could not be written" in said
    assert b"make room" in said
    assert b"Traceback" not in said
    assert query("SELECT components FROM programs WHERE program = 'failing'") == [{"components": 2}]
    assert statuses(summary("p"))["failing"] == "evaluated"


def test_progress_is_quiet_where_nobody_watches(folder: Path) -> None:
    three(folder)
    assert fleet("p", "-q").stderr == ""


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("nowhere.toml",), 4, "there is no such file"),
        (("p", "--results", "p/clean/program.toml"), 5, "--results"),
        (("p", "--memory-limit", "lots"), 2, "no size such as 4GiB"),
        (("p", "--memory-limit", "1MiB"), 2, "not enough"),
        (("p", "--edition", "nowhere"), 2, "nowhere"),
        (("p", "--register", "nowhere.toml"), 4, "nowhere.toml"),
        (("p", "--register", "s3://bucket/x.toml"), 2, "--allow-remote"),
        (("s3://bucket/fleet.toml",), 2, "--allow-remote"),
        (("p", "--answers", "x.xlsx"), 2, "in the manifest"),
        (("p", "-o", "sarif"), 2, "sarif"),
    ],
)
def test_wrong_usage_is_said_before_anything_is_evaluated(
    folder: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    three(folder)
    result = fleet(*arguments)
    assert result.exit_code == code
    assert words in result.stderr
    assert not list(Path().glob("fleet-results/results/program=*"))


def test_without_the_extra_it_says_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    three(folder)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = fleet("p")
    assert result.exit_code == 2
    assert 'pip install "vcs-check[fleet]"' in result.stderr


def test_the_same_fleet_gives_the_same_bytes(folder: Path) -> None:
    three(folder)

    def kept(results: str, *options: str) -> dict[str, Any]:
        fleet("p", "-q", "--results", results, *options)
        return {
            f.relative_to(results).as_posix(): f.read_bytes()
            for f in Path(results).rglob("*.parquet")
        }

    assert kept("one", "--jobs", "1") == kept("two", "--jobs", "2")
