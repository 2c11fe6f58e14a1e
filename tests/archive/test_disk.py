"""A crash or an error at any step leaves the old state or the new one."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from tests.archive.small import fewest
from tests.cli.vehicle import TODAY
from tests.declaration.programs import program

from vcs_check import __version__
from vcs_check.archive import disk
from vcs_check.archive.chain import INDEX, read_index
from vcs_check.archive.chain_checking import check_chain
from vcs_check.archive.disk import write_archive
from vcs_check.errors import InputError, ReportError, UsageError

_STEPS: Final = ("open", "write", "fsync", "close", "replace", "mkdir")
_MOST: Final = 200


class _Stop(BaseException):
    """An interruption, as Ctrl-C is one."""


@contextmanager
def at_step(number: int, happens: Callable[[], None]) -> Iterator[list[int]]:
    """Before the n-th call to the system that writes, something happens."""
    counted = [0]
    originals = {name: getattr(os, name) for name in _STEPS}

    def wrapped(name: str) -> Any:
        def call(*args: Any, **more: Any) -> Any:
            counted[0] += 1
            if name == "close":  # the system closes, also where it says that it failed
                originals[name](*args, **more)
            if counted[0] == number:
                happens()
            return originals[name](*args, **more) if name != "close" else None

        return call

    for name in _STEPS:
        setattr(os, name, wrapped(name))
    try:
        yield counted
    finally:
        for name, original in originals.items():
            setattr(os, name, original)


def steps(target: str, tmp_path: Path) -> int:
    """How many steps writing takes."""
    members, record = fewest()
    with at_step(0, lambda: None) as counted:
        write_archive(tmp_path / "count" / target, members, record)
    assert 10 < counted[0] < _MOST
    return counted[0]


def state(folder: Path) -> int:
    """How many archives there are, in a state in which nothing is broken."""
    found = check_chain(str(folder / INDEX), __version__, None)
    assert found.is_intact, (found.fault, found.faults, [a.fault for a in found.archives])
    return found.entries


def started(folder: Path) -> Path:
    members, record = fewest()
    write_archive(folder / "first.zip", members, record)
    return folder


@pytest.mark.parametrize("target", ["second.zip", "second"])
def test_an_error_at_each_step_leaves_the_old_state_or_the_new(tmp_path: Path, target: str) -> None:
    members, record = fewest()
    seen = set()
    for number in range(1, steps(target, tmp_path) + 1):
        folder = started(tmp_path / str(number))

        def fails() -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        went_well = False
        with at_step(number, fails), contextlib.suppress(ReportError, InputError):
            write_archive(folder / target, members, record)
            went_well = True  # a folder that is there need not be made
        seen.add(state(folder))
        assert state(folder) == 2 or not went_well
        _goes_on(folder)
    assert seen == {1, 2}


def test_an_interruption_at_each_step_too(tmp_path: Path) -> None:
    target = "second.zip"
    members, record = fewest()

    def stops() -> None:
        raise _Stop

    for number in range(1, steps(target, tmp_path) + 1):
        folder = started(tmp_path / str(number))
        with at_step(number, stops), pytest.raises(_Stop):
            write_archive(folder / target, members, record)
        state(folder)
        _goes_on(folder)


def _goes_on(folder: Path) -> None:
    """The next archive is written as if nothing had been, and nothing is left over."""
    members, record = fewest()
    before = state(folder)
    write_archive(folder / "third.zip", members, record)
    assert state(folder) == before + 1
    assert not [path for path in folder.iterdir() if path.name.endswith("pending")]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("target", ["second.zip", "second"])
def test_a_process_killed_at_each_step_leaves_the_old_state_or_the_new(
    tmp_path: Path, target: str
) -> None:
    members, record = fewest()
    seen = set()
    for number in range(1, steps(target, tmp_path) + 1):
        folder = started(tmp_path / str(number))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of fork in a process with threads
            child = os.fork()
        if child == 0:
            with at_step(number, lambda: os.kill(os.getpid(), signal.SIGKILL)):
                write_archive(folder / target, members, record)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        seen.add(state(folder))
        _goes_on(folder)
    assert seen == {1, 2}


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
@pytest.mark.parametrize("delay_s", [0.35, 0.6, 0.8])
def test_the_command_killed_at_some_moment(tmp_path: Path, delay_s: float) -> None:
    folder = started(tmp_path / "evidence")
    running = subprocess.Popen(
        [sys.executable, "-m", "vcs_check", "archive", program(tmp_path), "--today", TODAY,
         "--output", str(folder / "second.zip")],
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(delay_s)
    running.kill()
    running.wait()
    assert state(folder) in (1, 2)
    _goes_on(folder)


def test_what_a_crash_left_is_finished_only_if_it_is_whole(tmp_path: Path) -> None:
    members, record = fewest()
    folder = started(tmp_path)
    write_archive(folder / "second.zip", members, record)
    pending = folder / disk._pending("second.zip")
    (folder / "second.zip").rename(pending)
    assert state(folder) == 2  # found under its pending name
    disk.settle(folder)
    assert (folder / "second.zip").exists()
    (folder / "second.zip").rename(pending)
    pending.write_bytes(pending.read_bytes()[:-1])
    disk.settle(folder)
    assert not (folder / "second.zip").exists()
    assert not check_chain(str(folder / INDEX), __version__, None).is_intact


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".mine.pending").write_text("x")
    (tmp_path / "notes.txt").write_text("x")
    started(tmp_path)
    assert (tmp_path / ".mine.pending").exists()
    assert state(tmp_path) == 1


def test_a_broken_index_is_not_written_over(tmp_path: Path) -> None:
    members, record = fewest()
    folder = started(tmp_path)
    (folder / INDEX).write_text("{}\n")
    with pytest.raises(InputError):
        write_archive(folder / "second.zip", members, record)
    assert (folder / INDEX).read_text() == "{}\n"
    assert not (folder / "second.zip").exists()


def test_a_name_that_is_in_the_index_is_not_used_again(tmp_path: Path) -> None:
    members, record = fewest()
    folder = started(tmp_path)
    (folder / "first.zip").unlink()
    with pytest.raises(UsageError, match="in the index already"):
        write_archive(folder / "first.zip", members, record)


def test_two_writers_at_once_both_get_their_entry(tmp_path: Path) -> None:
    path = program(tmp_path)
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "vcs_check", "archive", path, "--today", TODAY, "-q",
             "--output", str(tmp_path / "evidence" / f"{number}.zip")],
        )
        for number in range(2)
    ]  # fmt: skip
    assert [process.wait() for process in running] == [0, 0]
    assert state(tmp_path / "evidence") == 2
    data = (tmp_path / "evidence" / INDEX).read_bytes()
    assert {entry.name for entry in read_index(data, INDEX)} == {"0.zip", "1.zip"}
