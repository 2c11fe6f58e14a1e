"""A result is there whole or not at all, whatever happens while it is written."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.fleet.building import FAILING, job, outcome, program

from vcs_check.errors import ReportError, UsageError
from vcs_check.fleet.job import Outcome, Status
from vcs_check.fleet.schema import TABLES
from vcs_check.fleet.store import DiskFullError, Store
from vcs_check.fleet.task import failure


@pytest.fixture
def made(folder: Path) -> Outcome:
    program(folder, "a", FAILING)
    return outcome(folder)


@pytest.fixture
def old(folder: Path, made: Outcome) -> Outcome:
    """Another result of the same program."""
    return failure(job(folder), "an earlier result", 4)


def results(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "r" / "results").iterdir())


def test_a_result_has_every_table_and_its_record(folder: Path, made: Outcome) -> None:
    with Store(folder / "r") as store:
        store.commit(made)
        assert store.ids() == ["a"]
        assert store.record("a") == made.record
    names = {file.name for file in (folder / "r" / "results" / "program=a").iterdir()}
    assert names == {"record.json", *(f"{table}.parquet" for table in TABLES)}


@pytest.mark.parametrize("step", range(4))
def test_whoever_is_killed_while_replacing_leaves_one_whole_result(
    folder: Path, made: Outcome, old: Outcome, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The steps: before the old one is moved, before the new one is, before the old one goes."""
    with Store(folder / "r") as store:
        store.commit(old)
        calls = 0

        def killed(real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*arguments: Any, **named: Any) -> Any:
                nonlocal calls
                calls += 1
                if calls > step:
                    raise KeyboardInterrupt
                return real(*arguments, **named)

            return call

        # clearing leftovers twice, renaming twice, removing the old one
        monkeypatch.setattr(Path, "rename", killed(Path.rename))
        monkeypatch.setattr(shutil, "rmtree", killed(shutil.rmtree))
        with pytest.raises(KeyboardInterrupt):
            store.commit(made)
        monkeypatch.undo()
    visible = [name for name in results(folder) if name.startswith("program=")]
    assert visible in ([], ["program=a"])
    with Store(folder / "r") as store:
        assert results(folder) == ["program=a"]
        assert store.record("a") in (old.record, made.record)
        assert store.record("a")


def test_a_torn_file_is_no_result(folder: Path, made: Outcome) -> None:
    with Store(folder / "r") as store:
        store.commit(made)
        file = store.place("a") / "components.parquet"
        file.write_bytes(file.read_bytes()[:-1])
        assert store.record("a") == b""


def test_a_disk_that_is_full_keeps_the_old_result(
    folder: Path, made: Outcome, old: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(folder / "r") as store:
        store.commit(old)

        def full(path: Path, data: bytes) -> int:
            path.touch()
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(Path, "write_bytes", full)
        with pytest.raises(DiskFullError, match=r"No space left on device.*make room"):
            store.commit(made)
        monkeypatch.undo()
        assert store.record("a") == old.record
    assert results(folder) == ["program=a"]


def test_a_folder_that_cannot_be_written_is_said(folder: Path) -> None:
    (folder / "r").write_text("a file")
    with pytest.raises(ReportError, match="--results"), Store(folder / "r"):
        raise AssertionError


def test_two_runs_do_not_write_at_once(folder: Path) -> None:
    said = pytest.raises(UsageError, match=f"another run.*process {os.getpid()}")
    with Store(folder / "r"), said, Store(folder / "r"):
        raise AssertionError
    with Store(folder / "r"):  # and one after the other do
        pass


def test_a_lock_that_a_killed_run_left_behind_holds_nobody_up(folder: Path) -> None:
    (folder / "r" / "results").mkdir(parents=True)
    (folder / "r" / "lock").write_text("99999")
    with Store(folder / "r"):
        pass


def test_a_file_system_without_locks_is_no_reason_to_stop(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with Store(folder / "r"):
        pass


def test_results_of_another_fleet_are_not_overwritten(folder: Path, made: Outcome) -> None:
    with Store(folder / "r") as store:
        store.belongs_to("one.toml")
        store.belongs_to("other.toml")  # nothing is there yet
        store.commit(made)
        store.belongs_to("other.toml")
        with pytest.raises(UsageError, match=r"another fleet \(other.toml\)"):
            store.belongs_to("one.toml")


def test_a_program_that_left_the_fleet_leaves_the_results(folder: Path, made: Outcome) -> None:
    with Store(folder / "r") as store:
        store.commit(made)
        assert store.keep_only({"a", "b"}) == []
        assert store.keep_only({"b"}) == ["a"]
        assert store.ids() == []


def test_an_outcome_without_tables_changes_nothing(folder: Path, made: Outcome) -> None:
    with Store(folder / "r") as store:
        store.commit(made)
        store.commit(Outcome(id="a", status=Status.UNCHANGED, exit_code=1))
        assert store.record("a") == made.record
