"""Dependencies point one way, and the middle asks nothing of the outside."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
SOURCE: Final = ROOT / "src" / "vcs_check"
MODULES: Final = sorted(SOURCE.rglob("*.py"))
BELOW_CLI: Final = [m for m in MODULES if "cli" not in m.parts and m.name != "__main__.py"]

CLOCKS: Final = {
    "datetime.datetime.now", "datetime.datetime.today", "datetime.datetime.utcnow",
    "datetime.date.today", "time.time", "time.time_ns", "time.localtime", "time.gmtime",
    "time.monotonic", "time.perf_counter", "time.strftime", "time.ctime",
}  # fmt: skip
OUTSIDE: Final = {
    "os.environ", "os.getenv", "os.urandom", "os.getcwd", "uuid.uuid1", "uuid.uuid4",
    "platform.node", "socket", "random", "secrets", "urllib.request", "http.client", "requests",
    "subprocess", "locale",
}  # fmt: skip


def id_of(module: Path) -> str:
    return str(module.relative_to(SOURCE))


def names_used(tree: ast.Module) -> set[str]:
    """Every dotted name of a module, with what its imports stand for written out."""
    stands_for: dict[str, str] = {}
    used: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                stands_for[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
                used.add(alias.name)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                stands_for[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                used.add(f"{node.module}.{alias.name}")
    for node in ast.walk(tree):
        parts: list[str] = []
        at: ast.AST = node
        while isinstance(at, ast.Attribute):
            parts.insert(0, at.attr)
            at = at.value
        if isinstance(at, ast.Name) and parts:
            used.add(".".join([stands_for.get(at.id, at.id), *parts]))
    return used


def asks(tree: ast.Module, forbidden: set[str]) -> set[str]:
    return {
        name
        for name in names_used(tree)
        if any(name == word or name.startswith(f"{word}.") for word in forbidden)
    }


def test_import_linter_finds_nothing() -> None:
    tool = Path(sys.executable).with_name("lint-imports")
    if not tool.exists():
        pytest.skip("import-linter is not installed")
    done = subprocess.run(
        [tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]


@pytest.mark.parametrize("module", BELOW_CLI, ids=id_of)
def test_nothing_below_the_command_line_asks_a_clock(module: Path) -> None:
    assert asks(ast.parse(module.read_bytes()), CLOCKS) == set()


IN_THE_MIDDLE: Final = [m for m in BELOW_CLI if not {"reports", "fleet"}.intersection(m.parts)]
"""A fleet starts processes and reads URLs, where the user allows that; it asks no clock either."""


@pytest.mark.parametrize("module", IN_THE_MIDDLE, ids=id_of)
def test_nothing_in_the_middle_asks_environment_network_or_chance(module: Path) -> None:
    assert asks(ast.parse(module.read_bytes()), OUTSIDE) == set()


@pytest.mark.parametrize(
    "text",
    [
        "from datetime import date\ndate.today()",
        "import datetime\ndatetime.datetime.now()",
        "import datetime as d\nd.date.today()",
        "from time import time\nx = time()",
        "from datetime import datetime as clock\nf = clock.now",
        "import time\ntime.time()",
    ],
)
def test_the_test_of_clocks_sees_a_clock(text: str) -> None:
    assert asks(ast.parse(text), CLOCKS)


def test_the_test_of_clocks_lets_dates_pass() -> None:
    text = "from datetime import date, timedelta\nx = date(2026, 1, 1) - timedelta(days=1)"
    assert asks(ast.parse(text), CLOCKS) == set()


def test_reports_and_readers_do_not_know_each_other() -> None:
    for module in MODULES:
        used = names_used(ast.parse(module.read_bytes()))
        if "reports" in module.parts:
            assert not [name for name in used if name.startswith("vcs_check.readers")], module
        if "readers" in module.parts:
            assert not [name for name in used if name.startswith("vcs_check.reports")], module


def test_check_does_not_import_what_only_a_fleet_needs(tmp_path: Path) -> None:
    program = ROOT / "sboms" / "small" / "pass" / "program.toml"
    code = (
        "import sys\n"
        "from vcs_check.cli import command\n"
        f"command(['check', {str(program)!r}, '-q'], standalone_mode=False)\n"
        "heavy = {'pyarrow', 'duckdb', 'distributed', 'dask', 'fsspec', 'vcs_check.fleet'}\n"
        "print(sorted(heavy.intersection(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_check_opens_no_network_connection(tmp_path: Path) -> None:
    program = ROOT / "sboms" / "small" / "pass" / "program.toml"
    (tmp_path / "sitecustomize.py").write_text(
        "import socket\n"
        "def refuse(*a, **k): raise SystemExit('a connection was opened')\n"
        "socket.socket = refuse\nsocket.create_connection = refuse\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "vcs_check", "check", str(program), "-q", "--report-dir", "r"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True,
        text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
