"""The same on a real cluster: a scheduler and two workers, on this machine's loopback only."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from tests.fleet.building import (
    FAILING,
    OPEN,
    REGISTER,
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

from vcs_check.fleet.engines import cluster

pytest.importorskip("distributed", reason="the extra fleet is not installed")
QUIET: Final = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


class Cluster:
    """A scheduler, two nannies and their workers, in processes of their own."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "scheduler.json"
        self._env = {**os.environ, "DASK_DISTRIBUTED__WORKER__PREFIX": "x"}
        options = ["--scheduler-file", str(self.file), "--no-dashboard"]
        self.scheduler = self._start("scheduler", *options, "--host", "127.0.0.1", "--port", "0")
        until(lambda: self.file.exists() and self.file.stat().st_size, "no scheduler")
        self.workers = [
            self._start(
                "worker", *options, "--nthreads", "1", "--memory-limit", "0", "--host", "127.0.0.1"
            )
            for _ in range(2)
        ]

    def _start(self, what: str, *options: str) -> subprocess.Popen[bytes]:
        dask = [sys.executable, "-m", "distributed.cli.dask_" + what]
        return subprocess.Popen([*dask, *options], env=self._env, **QUIET)  # type: ignore[call-overload,no-any-return]

    @property
    def address(self) -> str:
        return str(json.loads(self.file.read_text())["address"])

    def servants(self) -> dict[int, int]:
        """The processes that evaluate, and the worker that each belongs to."""
        found: dict[int, int] = {}
        waiting = [worker.pid for worker in self.workers]
        while waiting:
            pid = waiting.pop()
            for child in children_of(pid):
                command = Path(f"/proc/{child}/cmdline")
                is_servant = command.exists() and b"vcs_check.fleet.servant" in command.read_bytes()
                if is_servant:
                    found[child] = pid
                else:
                    waiting.append(child)
        return found

    def end(self) -> None:
        every = [self.scheduler, *self.workers]
        below = [p for process in every for p in _all_below(process.pid)]
        for process in every:
            process.kill()
        for pid in below:
            if is_running(pid):
                os.kill(pid, signal.SIGKILL)
        for process in every:
            process.wait(30)


def _all_below(pid: int) -> list[int]:
    found: list[int] = []
    waiting = [pid]
    while waiting:
        children = children_of(waiting.pop())
        found += children
        waiting += children
    return found


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    yield made
    made.end()


def three(folder: Path) -> None:
    program(folder / "p", "clean")
    program(folder / "p", "failing", FAILING)
    program(folder / "p", "open", OPEN, register=REGISTER)


def test_local_files_travel_and_the_results_are_those_of_this_machine(
    folder: Path, running: Cluster
) -> None:
    three(folder)
    (folder / "p" / "failing" / "tcu.cdx.json").unlink()  # one that cannot be read
    found = summary("p", "--scheduler", running.address, "--results", "there")
    assert set(statuses(found).values()) == {"evaluated"}
    assert found["exit_code"] == 4
    here = summary("p", "--results", "here")
    assert found["programs"] == here["programs"]
    files = {
        side: {f.relative_to(side): f.read_bytes() for f in Path(side).rglob("*.parquet")}
        for side in ("here", "there")
    }
    assert files["here"] == files["there"]
    # what still stands is not sent at all, and a run here goes on from one there
    again = summary("p", "--scheduler", running.address, "--results", "here")
    assert set(statuses(again).values()) == {"unchanged"}


def held(running: Cluster) -> int:
    """A process of one of the workers, stopped, so that it never ends what it is given."""
    servants = running.servants()
    if not servants:
        program(Path("held"), "any")
        assert fleet("held", "-q", "--scheduler", running.address, "--results", "h").exit_code == 0
        servants = running.servants()
    pid = min(servants)
    os.kill(pid, signal.SIGSTOP)
    return pid


def has_results() -> bool:
    """Whether a result was written; the other two may both wait for the worker that is held."""
    return bool(list(Path("fleet-results/results").glob("program=*/record.json")))


def test_a_worker_that_is_killed_loses_no_program(folder: Path, running: Cluster) -> None:
    three(folder)
    servant = held(running)
    worker = running.servants()[servant]
    arguments = ("--scheduler", running.address, "-q", "--today", "2026-11-21")
    run = start("fleet", "p", *arguments, cwd=folder)
    until(has_results)
    os.kill(worker, signal.SIGKILL)
    os.kill(servant, signal.SIGCONT)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 1, said
    assert {row["program"]: row["exit_code"] for row in query("SELECT * FROM programs")} == {
        "clean": 0, "failing": 1, "open": 0
    }  # fmt: skip
    assert not list(Path("fleet-results/results").glob(".*"))
    until(lambda: not is_running(servant), "a process outlived its worker")


def test_a_program_over_its_limit_is_said_and_hides_no_other(
    folder: Path, running: Cluster
) -> None:
    three(folder)
    servant = held(running)
    result = fleet("p", "--scheduler", running.address, "--time-limit", "6", "-o", "json")
    assert result.exit_code == 4
    read = json.loads(result.stdout)
    assert read["statuses"] == {"evaluated": 2, "failed": 1}
    assert "--time-limit" in result.stderr
    assert not is_running(servant)


def test_files_by_url_are_read_by_the_workers(folder: Path, running: Cluster) -> None:
    three(folder)
    url = (folder / "p").as_uri()
    found = summary(url, "--allow-remote", "--scheduler", running.address)
    assert statuses(found) == {"clean": "evaluated", "failing": "evaluated", "open": "evaluated"}
    assert found["exit_code"] == 1


def test_workers_with_another_installation_are_told_apart(
    folder: Path, running: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    three(folder)
    monkeypatch.setattr(cluster, "_own_version", lambda: "0.0.1")
    result = fleet("p", "--scheduler", running.address)
    assert result.exit_code == 2
    assert "install the same one" in result.stderr


def test_a_scheduler_that_is_not_there_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    three(folder)
    monkeypatch.setattr(cluster, "_CONNECT_S", 1)
    result = fleet("p", "--scheduler", "tcp://127.0.0.1:1")
    assert result.exit_code == 4
    assert "no Dask scheduler answers there" in result.stderr
    assert "3 of 3 programs were not evaluated" in result.stderr


def test_a_scheduler_that_is_lost_loses_no_result(folder: Path, running: Cluster) -> None:
    """The last test of the cluster, because it ends it."""
    three(folder)
    servant = held(running)
    arguments = ("--scheduler", running.address, "--today", "2026-11-21")
    run = start("fleet", "p", *arguments, cwd=folder)
    until(has_results)
    running.scheduler.kill()
    _, said = run.communicate(timeout=60)
    os.kill(servant, signal.SIGCONT)
    assert run.returncode == 4, said
    assert b"the scheduler was lost" in said
    assert b" of 3 programs were not evaluated" in said
    assert b"Traceback" not in said
    # the next run, on this machine, goes on from there
    again = list(statuses(summary("p")).values())
    assert set(again) == {"evaluated", "unchanged"}
