"""What ``check`` does where a report cannot be written, or nobody reads it to the end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.vehicle import bom, check, prohibited, write

from vcs_check.reports import available

MANY = 400


@pytest.fixture(autouse=True)
def boms(folder: Path) -> None:
    write(folder, tcu_json=bom(*(prohibited(f"agent {number}") for number in range(MANY))))


@pytest.mark.parametrize("name", available())
def test_an_unwritable_place_is_exit_5_and_one_clear_line(folder: Path, name: str) -> None:
    (folder / "in the way").write_text("a file, not a folder")
    done = check("tcu.json", "--model-year", "2027", "-o", f"{name}=in the way/report")
    assert done.exit_code == 5
    (line,) = done.stderr.splitlines()
    assert line.startswith("vcs-check: in the way/report: ")
    assert "written" in line
    assert (folder / "in the way").read_text() == "a file, not a folder"


def test_one_report_that_fails_keeps_no_other_from_being_written(folder: Path) -> None:
    (folder / "file").write_text("")
    done = check("tcu.json", "--model-year", "2027", "-o", "json=file/x", "-o", "html=report.html")
    assert done.exit_code == 5
    assert (folder / "report.html").read_bytes().rstrip().endswith(b"</html>")


@pytest.mark.parametrize("name", available())
def test_a_closed_pipe_ends_quietly(folder: Path, name: str) -> None:
    writer = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "vcs_check",
            "check",
            "tcu.json",
            "--model-year",
            "2027",
            "-o",
            name,
        ],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={key: value for key, value in os.environ.items() if "VCS_CHECK" not in key},
    )
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.close()  # the reader has gone before the first byte
    said = writer.stderr.read()
    writer.stderr.close()
    assert (writer.wait(60), said) == (1, b"")
