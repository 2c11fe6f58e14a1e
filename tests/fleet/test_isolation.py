"""Whatever becomes of the process that evaluates a program, only that program is concerned."""

from __future__ import annotations

import functools
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fleet.building import FAILING, Stuck, is_running, job, program, until

from vcs_check.fleet import isolation
from vcs_check.fleet.engines import local
from vcs_check.fleet.isolation import end_all, processes, run_job
from vcs_check.fleet.job import Job, Outcome, Status


def _is_over(pid: int) -> bool:
    return not is_running(pid)


@pytest.fixture(autouse=True)
def cleared() -> Iterator[None]:
    yield
    isolation._dismiss()
    end_all()


def in_a_thread(*jobs: Job) -> tuple[threading.Thread, list[Outcome]]:
    found: list[Outcome] = []
    thread = threading.Thread(target=lambda: found.extend(map(run_job, jobs)))
    thread.start()
    return thread, found


def test_a_worker_that_is_killed_does_not_lose_its_program(folder: Path) -> None:
    program(folder, "a", FAILING)
    stuck = Stuck(folder / "a" / "tcu.cdx.json", FAILING)
    thread, found = in_a_thread(job(folder))
    until(lambda: stuck.is_waited_for)
    (pid,) = processes()
    stuck.put_right()
    os.kill(pid, signal.SIGKILL)
    thread.join(60)
    assert [(o.status, o.exit_code) for o in found] == [(Status.EVALUATED, 1)]


def test_a_program_that_kills_its_worker_is_named_and_the_next_one_is_evaluated(
    folder: Path,
) -> None:
    program(folder, "a")
    program(folder, "b", FAILING)
    stuck = Stuck(folder / "a" / "tcu.cdx.json")
    thread, found = in_a_thread(job(folder, "a"), job(folder, "b"))
    killed: set[int] = set()
    for _ in range(2):
        until(lambda: stuck.is_waited_for and not killed.issuperset(processes()))
        (pid,) = processes()
        killed.add(pid)
        os.kill(pid, signal.SIGKILL)
        until(functools.partial(_is_over, pid))
    thread.join(60)
    assert [(o.id, o.status, o.exit_code) for o in found] == [
        ("a", Status.FAILED, 70), ("b", Status.EVALUATED, 1)
    ]  # fmt: skip
    assert "a/program.toml" in found[0].message
    assert "2 times (SIGKILL)" in found[0].message


def test_a_program_that_takes_too_long_is_ended_and_said(folder: Path) -> None:
    program(folder, "a")
    Stuck(folder / "a" / "tcu.cdx.json")
    found = run_job(job(folder, time_limit_s=1.5))
    assert (found.status, found.exit_code) == (Status.FAILED, 4)
    assert "more than the 1.5 s" in found.message
    assert "--time-limit" in found.message
    assert found.tables  # so that no earlier result stands in its place
    assert processes() == []


def test_a_program_that_takes_too_much_memory_is_ended_and_said(folder: Path) -> None:
    program(folder, "a")
    program(folder, "b", FAILING)
    with (folder / "a" / "tcu.cdx.json").open("wb") as file:
        file.write(b"{")
        file.truncate(900 << 20)
    limit = 600 << 20
    found = [run_job(job(folder, name, memory_limit_bytes=limit)) for name in "ab"]
    assert [(o.status, o.exit_code) for o in found] == [(Status.FAILED, 4), (Status.EVALUATED, 1)]
    assert "600 MiB" in found[0].message
    assert "--memory-limit" in found[0].message


def test_a_worker_is_made_anew_after_some_programs(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(folder, "a")
    monkeypatch.setattr(isolation, "_JOBS_PER_PROCESS", 2)
    seen = []
    for _ in range(3):
        assert run_job(job(folder)).status is Status.EVALUATED
        seen += processes()
    assert seen[0] == seen[1] != seen[2]


def test_a_module_in_the_working_folder_is_not_imported(folder: Path) -> None:
    program(folder, "a")
    (folder / "msgspec.py").write_text("raise SystemExit(9)")
    assert run_job(job(folder)).status is Status.EVALUATED


def test_an_engine_that_is_closed_kills_what_is_running(folder: Path) -> None:
    program(folder, "a")
    program(folder, "b")
    Stuck(folder / "b" / "tcu.cdx.json")
    came = local.outcomes([job(folder, "a"), job(folder, "b")], 2)
    assert next(came).id == "a"
    pids = processes()
    came.close()  # type: ignore[attr-defined]
    assert not any(map(is_running, pids))


def test_the_engine_asks_for_jobs_only_as_it_needs_them(folder: Path) -> None:
    program(folder, "a")
    asked = 0

    def jobs() -> Iterator[Job]:
        nonlocal asked
        for _ in range(50):
            asked += 1
            yield job(folder)

    came = local.outcomes(jobs(), 1)
    next(came)
    assert asked <= 3
    came.close()  # type: ignore[attr-defined]
