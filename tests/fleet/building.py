"""Small programs in folders of their own, and the command line over them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

from click.testing import Result
from tests.cli.vehicle import REGISTER, UNKNOWN_MAKER, bom, prohibited, run, undecided, unrelated

from vcs_check.fleet.job import Job, Outcome, Settings
from vcs_check.fleet.manifest import read_manifest
from vcs_check.fleet.record import installation_digest
from vcs_check.fleet.task import evaluate

TODAY: Final = date(2026, 11, 21)
CLEAN: Final = bom(unrelated())
FAILING: Final = bom(prohibited(), unrelated())
OPEN: Final = bom(undecided(), unrelated())
"""Undecided without a register, and passing with :data:`REGISTER`."""
MAKER: Final = UNKNOWN_MAKER
PATIENCE_S: Final = 60


def program(
    folder: Path, name: str, text: str = CLEAN, *, extra: str = "", register: str = ""
) -> Path:
    """A program of one BOM in a folder of its own; ``register`` is the text of its register."""
    place = folder / name
    place.mkdir(parents=True, exist_ok=True)
    (place / "tcu.cdx.json").write_text(text, "utf-8")
    if register:
        (place / "suppliers.toml").write_text(register, "utf-8")
        extra += '\nregister = ["suppliers.toml"]'
    file = place / "program.toml"
    file.write_text(
        f'[program]\nname = "{name}"\nmodel_year = 2027\ngvwr_lb = 6200\n{extra}\n'
        '[[bom]]\npath = "tcu.cdx.json"\npart = "Telematics control unit"\n',
        "utf-8",
    )
    return file


def settings(**said: Any) -> Settings:
    """How to judge, on a fixed day."""
    return Settings(**{"edition": "final-2025", "compare": "nprm-2024", "today": TODAY, **said})


def job(folder: Path, name: str = "a", record: bytes = b"", **said: Any) -> Job:
    """The job of a program of :func:`program`; ``said`` are fields of a job or of its settings."""
    entry = next(e for e in read_manifest(str(folder)).entries if e.id == name)
    of_settings = {k: said.pop(k) for k in list(said) if k in Settings.__struct_fields__}
    if "edition" in of_settings:
        said["edition"] = of_settings.pop("edition")
    return Job(
        **{
            "id": entry.id,
            "program": entry.program,
            "root": entry.root,
            "settings": settings(**of_settings),
            "tool": installation_digest(),
            "record": record,
            **said,
        }
    )


def outcome(folder: Path, name: str = "a", record: bytes = b"", **said: Any) -> Outcome:
    """What comes of that job, in this process."""
    return evaluate(job(folder, name, record, **said))


def fleet(*arguments: str, today: str = "2026-11-21") -> Result:
    """``vcs-check fleet`` in this process."""
    return run("fleet", *arguments, "--today", today)


def summary(*arguments: str, today: str = "2026-11-21") -> dict[str, Any]:
    """Its summary as JSON."""
    result = fleet(*arguments, "-o", "json", today=today)
    assert result.stdout, result.stderr
    read: dict[str, Any] = json.loads(result.stdout)
    return read


def statuses(read: dict[str, Any]) -> dict[str, str]:
    """What came of each program."""
    return {program["id"]: program["status"] for program in read["programs"]}


def query(sql: str, *arguments: str) -> list[dict[str, Any]]:
    """The rows that answer a question."""
    result = run("fleet", "query", sql, "--format", "json", *arguments)
    assert result.exit_code == 0, result.stderr
    rows: list[dict[str, Any]] = json.loads(result.stdout)
    return rows


def start(*arguments: str, **more: Any) -> subprocess.Popen[bytes]:
    """The command line in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "vcs_check", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **more,
    )


def until(what: Callable[[], Any], why: str = "it did not happen") -> Any:
    """Wait for something; fails after a while."""
    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends:
        if found := what():
            return found
        time.sleep(0.02)
    raise AssertionError(why)


class Stuck:
    """A BOM that whoever reads it waits for, until it is let go."""

    def __init__(self, path: Path, text: str = CLEAN) -> None:
        self.path, self._text = path, text
        path.unlink(missing_ok=True)
        os.mkfifo(path)
        self._end = os.open(path, os.O_RDWR)  # so that a reader waits for bytes, not for a writer

    @property
    def is_waited_for(self) -> bool:
        """Whether another process has it open."""
        for link in Path("/proc").glob("[0-9]*/fd/*"):
            try:
                if int(link.parts[2]) != os.getpid() and str(link.readlink()) == str(self.path):
                    return True
            except OSError:
                continue
        return False

    def put_right(self) -> None:
        """Whoever opens it from now on gets a BOM; whoever has it open still waits."""
        other = self.path.with_name("other")
        other.write_text(self._text, "utf-8")
        other.replace(self.path)


def children_of(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(status.parent.name))
    return found


def is_running(pid: int) -> bool:
    """Whether a process is there, and no mere remainder."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


__all__ = ["MAKER", "REGISTER", "Stuck", "fleet", "job", "outcome", "program"]
