"""Whole runs, byte for byte: the example program gives the reports in docs/examples."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from vcs_check.cli import command

_ROOT = Path(__file__).parent.parent
_GOLDEN = _ROOT / "docs" / "examples"
_RUN = ["check", "sboms/meridian-aurora/program.toml", "--today", "2026-11-21"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    here = Path.cwd()
    os.chdir(_ROOT)  # registers are named in reports as they were given
    try:
        result = CliRunner().invoke(command, _RUN)
        assert result.exit_code == 1
        (folder / "report.txt").write_bytes(result.stdout_bytes)
        full = [f"html={folder / 'report.html'}", f"markdown={folder / 'report.md'}"]
        outputs = [word for output in full for word in ("-o", output)]
        assert CliRunner().invoke(command, [*_RUN, "--quiet", *outputs]).exit_code == 1
        relevant = ["--components", "relevant", "--quiet", "-o", f"json={folder / 'report.json'}"]
        assert CliRunner().invoke(command, [*_RUN, *relevant]).exit_code == 1
    finally:
        os.chdir(here)
    return folder


@pytest.mark.parametrize("name", ["report.html", "report.json", "report.md", "report.txt"])
def test_the_example_program_gives_the_checked_in_report(made: Path, name: str) -> None:
    new = (made / name).read_bytes()
    if os.environ.get("VCS_CHECK_UPDATE_GOLDEN"):
        (_GOLDEN / name).write_bytes(new)
    assert (_GOLDEN / name).read_bytes() == new, "VCS_CHECK_UPDATE_GOLDEN=1 rewrites them"
