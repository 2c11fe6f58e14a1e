"""The command of docs/reports.md makes a PDF."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.reports.assessments import realistic
from tests.reports.browser.conftest import written

_DOCS = Path(__file__).parents[3] / "docs" / "reports.md"


def test_the_documented_command_makes_a_pdf(tmp_path: Path) -> None:
    if shutil.which("chromium") is None:
        pytest.skip("no Chromium here; Debian: apt-get install chromium")
    command = re.search(r"^chromium .*$", _DOCS.read_text("utf-8"), re.MULTILINE)
    assert command
    written(realistic(), tmp_path)
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    words = shlex.split(command[0])
    subprocess.run(
        [words[0], profile, *words[1:]], cwd=tmp_path, check=True, capture_output=True, timeout=60
    )
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")
