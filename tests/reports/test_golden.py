"""Whole reports of the realistic program, byte for byte.

Run with ``VCS_CHECK_UPDATE_GOLDEN=1`` to write the files anew, then read the difference.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from vcs_check.assessment import Assessment
from vcs_check.reports import RenderOptions, available

GOLDEN = Path(__file__).parent / "golden"
UPDATE = bool(os.environ.get("VCS_CHECK_UPDATE_GOLDEN"))
FILES = {
    "text": "report.txt",
    "json": "report.json",
    "markdown": "report.md",
    "csv": "report.csv",
    "junit": "report.junit.xml",
}


@pytest.mark.parametrize(("format_", "name"), FILES.items())
def test_the_report_is_the_golden_one(assessment: Assessment, format_: str, name: str) -> None:
    options = RenderOptions(written=("reports/report.html", "reports/report.json"))
    rendered = available()[format_].render(assessment, options)
    if UPDATE:
        (GOLDEN / name).write_bytes(rendered)
    assert rendered == (GOLDEN / name).read_bytes()


def test_bytes_do_not_depend_on_the_hash_seed() -> None:
    program = (
        "import hashlib; from tests.reports.assessments import of_size; "
        "from vcs_check.reports import RenderOptions, available; a = of_size(60); "
        "print([hashlib.sha256(r.render(a, RenderOptions())).hexdigest() "
        "for r in available().values() if r.name != 'cyclonedx'])"
    )
    path = os.pathsep.join(entry for entry in ["src", ".", *sys.path] if entry)
    seen = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            cwd=Path(__file__).parents[2],
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("0", "1", "42")
    }
    assert len(seen) == 1
    assert len(seen.pop()) > 100
