"""``vcs-check declare`` as a user has it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.vehicle import bom, run, spawn
from tests.declaration.programs import declare, drafted, program, stack


def test_it_takes_a_program_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "tcu.json").write_text(bom(stack()))
    for given in (str(tmp_path / "tcu.json"), str(tmp_path)):
        assert run("declare", given).exit_code == 2
    assert run("declare").exit_code == 2
    assert run("declare", str(tmp_path / "none.toml")).exit_code == 4


def test_several_formats_of_one_run(tmp_path: Path) -> None:
    page, data = tmp_path / "d.html", tmp_path / "d.json"
    result = declare(program(tmp_path), "-q", "-o", f"html={page}", "-o", f"json={data}")
    assert (result.exit_code, result.stdout) == (0, "")
    assert page.read_text().startswith("<!doctype html>")
    assert '"schema": "vcs-check/declaration/1"' in data.read_text()


def test_a_format_of_check_is_no_format_of_a_declaration(tmp_path: Path) -> None:
    assert declare(program(tmp_path), "-o", "sarif").exit_code == 2


def test_what_cannot_be_written_is_5(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert declare(program(tmp_path), "-o", f"json={tmp_path}/file/d.json").exit_code == 5


def test_it_never_writes_over_what_it_reads(tmp_path: Path) -> None:
    path = program(tmp_path)
    assert declare(path, "-o", f"html={path}").exit_code == 2
    old = tmp_path / "old.json"
    declare(path, "-o", f"json={old}")
    assert declare(path, "--previous", str(old), "-o", f"json={old}").exit_code == 2


def test_the_settings_file_names_formats_of_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = program(tmp_path)
    (tmp_path / "vcs-check.toml").write_text('output = ["sarif=report.sarif"]\n')
    monkeypatch.chdir(tmp_path)
    assert declare(path).exit_code == 0
    assert not (tmp_path / "report.sarif").exists()


def test_options_of_check_have_the_same_words_here(tmp_path: Path) -> None:
    path = program(tmp_path)
    assert drafted(path, "--date", "2029-10-01")["deadline"]["due"] == "2029-08-02"
    assert drafted(path, "--gvwr-lb", "10001")["needed"] == "no"
    assert declare(path, "--edition", "none-such").exit_code == 2


def test_the_same_bytes_from_another_process(tmp_path: Path) -> None:
    path = program(tmp_path)
    made = {
        spawn("declare", path, "--today", "2029-06-01", "-o", format_, cwd=tmp_path,
              env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
        for format_ in ("html",)
    }  # fmt: skip
    assert len(made) == 1


def test_check_still_reads_the_same_program_file(tmp_path: Path) -> None:
    result = run("check", program(tmp_path), "--today", "2029-06-01")
    assert result.exit_code == 0
    assert "Declaration of Conformity: due on 2029-07-03; due in 32 days." in result.output
