"""Where reports go, and what else is written: contract section 1."""

from __future__ import annotations

import importlib
import io
import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.vehicle import bom, check, prohibited, run, spawn, unrelated, write

from vcs_check.cli import command
from vcs_check.reports import available

YEAR = ("--model-year", "2027")
ESCAPE = b"\x1b["


@pytest.fixture(autouse=True)
def boms(folder: Path) -> None:
    write(folder, clean_json=bom(unrelated()), bad_json=bom(prohibited()))


def test_one_evaluation_writes_several_reports(folder: Path) -> None:
    result = check("clean.json", "-o", "json=a.json", "-o", "csv=b.csv", "-o", "markdown")

    assert result.exit_code == 0
    assert json.loads((folder / "a.json").read_text())["verdict"] == "pass"
    assert (folder / "b.csv").read_text().count("\n") == 2
    assert result.stdout.startswith("#")


def test_with_files_only_nothing_is_on_standard_output() -> None:
    assert check("clean.json", "-o", "json=a.json").stdout == ""


def test_without_output_there_is_a_readable_summary() -> None:
    assert check("clean.json").stdout.startswith("PASS")


def test_quiet_writes_nothing_on_standard_output() -> None:
    result = check("clean.json", "-q")
    assert (result.stdout, result.stderr, result.exit_code) == ("", "", 0)


def test_verbose_shows_no_less() -> None:
    assert len(check("bad.json", *YEAR, "-v").stdout) >= len(check("bad.json", *YEAR).stdout)


@pytest.mark.parametrize("name", ["text", "json", "html", "junit", "markdown", "csv"])
def test_every_built_format_is_written_to_a_file_as_to_standard_output(
    name: str, folder: Path
) -> None:
    shown = check("bad.json", *YEAR, "-o", name)
    assert check("bad.json", *YEAR, "-o", f"{name}=out").exit_code == 1

    assert shown.exit_code == 1
    assert (folder / "out").read_bytes() == shown.stdout_bytes


@pytest.mark.parametrize("name", ["sarif", "xlsx", "gitlab", "cyclonedx"])
def test_a_format_of_the_contract_is_built_or_wrong_usage(name: str, folder: Path) -> None:
    result = check("clean.json", "-o", f"{name}=out")
    assert result.exit_code == (0 if name in available() else 2)
    assert (folder / "out").exists() == (name in available())


def test_report_dir_has_the_whole_set_beside_the_summary(folder: Path) -> None:
    result = check("bad.json", *YEAR, "--report-dir", "deep/reports")

    whole = {"report.html", "report.json", "report.sarif", "report.junit.xml", "report.md",
             "report.csv"}  # fmt: skip
    if "sarif" not in available():
        whole.discard("report.sarif")
    assert {path.name for path in (folder / "deep/reports").iterdir()} == whole
    assert result.stdout.startswith("FAIL")


def test_output_into_a_folder_that_does_not_exist_yet_makes_it(folder: Path) -> None:
    assert check("clean.json", "-o", "json=new/deep/r.json").exit_code == 0
    assert (folder / "new/deep/r.json").is_file()


def test_an_equals_sign_in_the_path_belongs_to_the_path(folder: Path) -> None:
    assert check("clean.json", "-o", "json=a=b.json").exit_code == 0
    assert (folder / "a=b.json").is_file()


def test_an_output_without_a_file_after_the_equals_sign_is_wrong_usage() -> None:
    assert check("clean.json", "-o", "json=").exit_code == 2


def test_one_report_that_cannot_be_written_keeps_none_of_the_others_back(folder: Path) -> None:
    (folder / "file").write_text("in the way")
    result = check(
        "bad.json", *YEAR, "-o", "json=a.json", "-o", "csv=file/b.csv", "-o", "html=c.html", "-o",
        "text",
    )  # fmt: skip

    assert result.exit_code == 5
    assert "file/b.csv" in result.stderr
    assert json.loads((folder / "a.json").read_text())["verdict"] == "fail"
    assert "</html>" in (folder / "c.html").read_text()
    assert result.stdout.startswith("FAIL")


def test_a_report_that_cannot_be_written_leaves_what_stood_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "r.json").write_text("the report of yesterday")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    result = check("clean.json", "-o", "json=r.json")

    assert result.exit_code == 5
    assert (folder / "r.json").read_text() == "the report of yesterday"
    assert sorted(path.name for path in folder.iterdir()) == ["bad.json", "clean.json", "r.json"]


def test_wrong_usage_writes_no_report(folder: Path) -> None:
    assert check("clean.json", "-o", "json=a.json", "-o", "yaml=b").exit_code == 2
    assert not (folder / "a.json").exists()


def test_a_file_to_a_pipe_has_no_colour_and_no_progress() -> None:
    result = check("bad.json", *YEAR)
    assert ESCAPE not in result.stdout_bytes
    assert result.stderr == ""


def _on_a_terminal(*more: str, folder: Path, env: dict[str, str] | None = None) -> bytes:
    """What ``check bad.json`` shows where standard output is a terminal."""
    ours, theirs = pty.openpty()
    subprocess.run(
        [sys.executable, "-m", "vcs_check", "check", "bad.json", *YEAR, *more],
        cwd=folder, env={**os.environ, "TERM": "xterm-256color", **(env or {})},
        stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.DEVNULL, check=False,
        timeout=60,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    try:
        while chunk := os.read(ours, 65536):
            shown += chunk
    except OSError:  # Linux says so at the end of a terminal
        pass
    os.close(ours)
    return shown


def test_a_terminal_has_colour_unless_it_is_refused(folder: Path) -> None:
    assert ESCAPE in _on_a_terminal(folder=folder)
    refused = _on_a_terminal("--no-color", folder=folder)
    assert b"FAIL" in refused
    assert ESCAPE not in refused
    assert ESCAPE not in _on_a_terminal(folder=folder, env={"NO_COLOR": "1"})


@pytest.mark.parametrize(
    "line",
    [
        "check many.json -o json",
        "explain many.json remote-agent",
        "inventory many.json",
        "rules",
    ],
)
def test_a_reader_that_has_seen_enough_is_no_error(line: str, folder: Path) -> None:
    many = [prohibited("remote-agent"), *(unrelated(f"part {n}") for n in range(2_000))]
    write(folder, many_json=bom(*many))
    with subprocess.Popen(
        [sys.executable, "-m", "vcs_check", *line.split()], cwd=folder,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()  # before a byte was written
        stderr = process.stderr.read()

    assert stderr == b""
    # Nobody prohibits without a model year, but the verdict is not settled either.
    assert process.returncode == (1 if line.startswith("check") else 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(
    "line", ["check clean.json", "explain clean.json seat-heater", "inventory clean.json", "rules"]
)
def test_standard_output_that_is_full_is_a_report_not_written(line: str, folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "vcs_check", *line.split()], cwd=folder, stdout=full,
            stderr=subprocess.PIPE, check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == 5
    assert done.stderr.count(b"\n") == 1
    assert b"standard output" in done.stderr


@pytest.mark.parametrize(
    ("line", "closed", "code"),
    [
        ("check bad.json", "stdout", 5), ("inventory bad.json", "stdout", 5),
        ("rules", "stdout", 5), ("check -", "stdin", 4),
    ],
)  # fmt: skip
def test_stream_that_the_caller_has_closed_is_no_defect(
    line: str, closed: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors = io.StringIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, closed, None)  # what Python makes of a closed descriptor
        patch.setattr(sys, "stderr", errors)
        with pytest.raises(SystemExit) as ended:
            command(line.split())
    assert ended.value.code == code
    assert "closed" in errors.getvalue()


def _defect(*_: object, **__: object) -> None:
    raise ZeroDivisionError("a slip\nof two lines\x1b[31m")


def test_a_defect_of_the_tool_is_70_in_one_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("rules")  # the command's module is loaded when it is used
    monkeypatch.setattr(importlib.import_module("vcs_check.cli.check"), "assess", _defect)
    result = check("clean.json", "-o", "json=a.json", "--exit-zero")

    assert result.exit_code == 70
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert "defect" in result.stderr
    assert "\x1b" not in result.stderr
    assert not (folder / "a.json").exists()


def test_an_interruption_is_no_verdict(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "vcs_check", "check", "-"], cwd=folder, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        process.stdin.write(b" " * 1_000_000)  # returns when the process has begun to read
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=60)

    assert process.returncode == 130
    assert stdout == b""
    assert b"Traceback" not in stderr


def test_an_error_never_brings_a_control_character_to_the_terminal(folder: Path) -> None:
    name = "evil\x1b[31m\n.json"
    (folder / name).write_text("{")
    done = spawn("check", name, "-q", cwd=folder)

    assert done.returncode == 4
    assert "\x1b" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_file_name_that_is_no_utf8_is_no_defect(folder: Path) -> None:
    bad = os.fsencode(folder) + b"/x\xff.json"
    Path(os.fsdecode(bad)).write_text(bom(prohibited()), "utf-8")
    for more in ([], ["-o", "json"], ["-o", "html"], ["-o", "csv"], ["-o", "junit"]):
        assert check(".", *YEAR, *more).exit_code == 1
    assert run("inventory", ".").exit_code == 0
    assert run("inventory", ".", "-o", "json").exit_code == 0
