"""Every command in the documentation runs, and prints what stands below it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

import pytest

_ROOT: Final = Path(__file__).parent.parent
_PAGES: Final = sorted((_ROOT / "docs").glob("*.md"))
_NOT_RUN: Final = 15
"""Blocks that cannot run here, each under a comment that says why."""
_BLOCK: Final = re.compile(
    r"^(?P<not_run><!-- not run: [^\n]+ -->\n)?```(?P<kind>sh|console)\n(?P<text>.*?)^```$",
    re.M | re.S,
)
_FOLDER: Final = re.compile(r"^<!-- folder: (\S+) -->$", re.M)
_MARK: Final = "\x1e"
_TIMEOUT_S: Final = 240


class Step(NamedTuple):
    """A command, and what it should print; None: it only has to succeed."""

    command: str
    output: str | None


def steps(page: Path) -> list[Step]:
    found: list[Step] = []
    for block in _BLOCK.finditer(page.read_text("utf-8")):
        if block["not_run"]:
            continue
        if block["kind"] == "sh":
            found.append(Step(block["text"], None))
            continue
        parts = re.split(r"^\$ (.*)\n", block["text"], flags=re.M)
        assert not parts[0], f"{page.name}: a console block begins with a command"
        found += map(Step, parts[1::2], parts[2::2])
    return found


def agrees(printed: str, wanted: str) -> bool:
    """Whether the output is the documented one; ``…`` is anything, alone in a line any lines."""
    pattern = re.escape(wanted).replace("…\\\n", "(?:.*\\n)*?").replace("…", ".*")
    return re.fullmatch(pattern, printed) is not None


RUNNING: Final = [page for page in _PAGES if steps(page)]


@pytest.mark.parametrize("page", RUNNING, ids=[page.name for page in RUNNING])
def test_every_command_of_the_page_runs_and_prints_what_stands_there(
    page: Path, tmp_path: Path
) -> None:
    shutil.copytree(_ROOT / "sboms", tmp_path / "sboms")
    folder = _FOLDER.search(page.read_text("utf-8"))
    every = steps(page)
    script = "".join(
        f"(exit $code)\n{step.command}\ncode=$?; printf '{_MARK}%s{_MARK}' $code\n"
        for step in every
    )
    kept = {name: value for name, value in os.environ.items() if "VCS_CHECK" not in name}
    done = subprocess.run(
        ["bash", "-c", f"code=0\n{script}"],
        cwd=tmp_path / (folder[1] if folder else "."),
        env={
            **kept,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "VCS_CHECK_TODAY": "2026-09-01",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=_TIMEOUT_S,
        check=False,
    )
    parts = done.stdout.decode().split(_MARK)
    assert len(parts) == 2 * len(every) + 1
    for step, printed, code in zip(every, parts[::2], parts[1::2], strict=False):
        assert code in ("0", "1", "3"), f"{step.command}\n{printed}"
        if step.output is None:
            assert code == "0", f"{step.command}\n{printed}"
        else:
            assert agrees(printed, step.output), f"$ {step.command}\n{printed}"


def test_blocks_that_do_not_run_are_few_and_say_why() -> None:
    blocks = [block for page in _PAGES for block in _BLOCK.finditer(page.read_text("utf-8"))]
    assert sum(1 for block in blocks if block["not_run"]) == _NOT_RUN
    fenced = sum(
        len(re.findall(r"^```(?:sh|console|bash|shell)\b", page.read_text("utf-8"), re.M))
        for page in _PAGES
    )
    assert fenced == len(blocks)


def test_a_line_of_dots_is_any_lines_and_nothing_else_is() -> None:
    assert agrees("a\nb\nc\nd\n", "a\n…\nd\n")
    assert agrees("a\nd\n", "a\n…\nd\n")
    assert agrees("a 1\n", "a …\n")
    assert not agrees("a\nb\n", "a\n")
    assert not agrees("a.\n", "ab\n")
