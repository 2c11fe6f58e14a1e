"""Whatever happens while a report is written: the old one stands, or the new one does."""

from __future__ import annotations

import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vcs_check.errors import ReportError
from vcs_check.reports import write_atomically

OLD, NEW = b"old " * 1000, b"new! " * 200_000
STEPS = [
    (tempfile, "mkstemp"),
    (os, "fdopen"),
    (os, "fsync"),
    (os, "umask"),
    (pathlib.Path, "chmod"),
    (pathlib.Path, "replace"),
    (pathlib.Path, "mkdir"),
]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "report.html"
    path.write_bytes(OLD)
    return path


@pytest.mark.parametrize(("owner", "name"), STEPS, ids=[name for _, name in STEPS])
@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("existing", [True, False])
def test_a_fault_at_any_step_leaves_what_was_there(
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
    owner: Any,
    name: str,
    fault: BaseException,
    existing: bool,
) -> None:
    if not existing:
        target.unlink()
    reached = []

    def fail(*_: object, **__: object) -> None:
        reached.append(name)
        raise fault

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, fail)
        if name == "umask" and existing:  # only a new file takes its permissions from there
            write_atomically(target, NEW)
            assert not reached
            return
        with pytest.raises((ReportError, KeyboardInterrupt)):
            write_atomically(target, NEW)
    assert reached
    assert [p.name for p in target.parent.iterdir()] == ([target.name] if existing else [])
    assert not existing or target.read_bytes() == OLD


class _Failing:
    """A file that fails at the given call."""

    def __init__(self, inner: Any, at: str) -> None:
        self._inner, self._at = inner, at

    def __getattr__(self, name: str) -> Any:
        if name == self._at:
            raise OSError(5, "Input/output error")
        return getattr(self._inner, name)

    def __enter__(self) -> _Failing:
        return self

    def __exit__(self, *_: object) -> None:
        self._inner.close()


@pytest.mark.parametrize("step", ["write", "flush", "fileno"])
def test_a_fault_of_the_file_itself_leaves_what_was_there(
    target: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    real = os.fdopen
    with monkeypatch.context() as patched:
        patched.setattr(os, "fdopen", lambda *words: _Failing(real(*words), step))
        with pytest.raises(ReportError, match="Input/output error"):
            write_atomically(target, NEW)
    assert target.read_bytes() == OLD
    assert [p.name for p in target.parent.iterdir()] == [target.name]


_WRITER = """
import sys
from vcs_check.reports import write_atomically
print("ready", flush=True)
content = sys.argv[2].encode() * 200_000
while True:
    write_atomically(sys.argv[1], content)
"""


def killed_after(seconds: float, target: Path) -> None:
    """A process that writes without end, killed in the middle of it."""
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(target), "new! "], stdout=subprocess.PIPE
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"ready\n"
    time.sleep(seconds)
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()


def test_a_killed_process_leaves_the_old_report_or_the_new_one(target: Path) -> None:
    for tries in range(8):
        target.write_bytes(OLD)
        killed_after(tries * 0.0037, target)
        assert target.read_bytes() in (OLD, NEW)


@pytest.fixture
def small_files() -> Iterator[None]:
    """A disk that has room for 100,000 bytes of a file only."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("small_files")
def test_a_disk_that_fills_up_leaves_what_was_there(target: Path) -> None:
    with pytest.raises(ReportError, match="could not be written"):
        write_atomically(target, NEW)
    assert target.read_bytes() == OLD
    assert [p.name for p in target.parent.iterdir()] == [target.name]
