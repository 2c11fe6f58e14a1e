"""Every hostile file ends in under 2 seconds and 256 MB with the promised outcome.

Read in two processes of their own, so that neither what pytest holds nor an earlier file counts,
and so that one that kills its process is noticed.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.hostile.corpus import groups

MAX_SECONDS = 2.0
"""CPU time of one file."""
MAX_MB = 256
"""Of the whole process."""
ROOT = Path(__file__).parents[2]
GROUPS = groups()
HALVES = (tuple(sorted(GROUPS))[::2], tuple(sorted(GROUPS))[1::2])


def limited() -> None:
    """A file that runs away ends its process, not the machine."""
    resource.setrlimit(resource.RLIMIT_CPU, (120, 120))
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))


@pytest.mark.parametrize("half", HALVES, ids=["one half", "other half"])
def test_every_hostile_file_ends_soon_and_lean_as_promised(half: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.measure", *half],
        cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=limited,
    )  # fmt: skip
    found: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"after {found[-1:]}: {done.stderr[-2000:]}"
    wrong = [
        each
        for each in found
        if each["fault"] or each["seconds"] > MAX_SECONDS or each["mb"] > MAX_MB
    ]
    assert not wrong, "\n".join(map(str, wrong))
    assert len(found) == sum(len(GROUPS[group]) for group in half)


def test_the_corpus_is_large() -> None:
    assert sum(map(len, GROUPS.values())) >= 400
    assert all(len(cases) >= 10 for cases in GROUPS.values())
