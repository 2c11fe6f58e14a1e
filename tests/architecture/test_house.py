"""Small files, every public name described, and one new thing is one new file."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
SOURCE: Final = ROOT / "src" / "vcs_check"
MODULES: Final = sorted(SOURCE.rglob("*.py"))
MAX_LINES: Final = 350

# What never belongs into the project: where somebody's machine keeps things.
MACHINE_PATH: Final = re.compile(
    r"(?<![\w.~$}/-])/(?:home/[a-z]|Users/[A-Za-z]|work/|root/|tmp/[\w-]|private/|mnt/[a-z])"
    r"|\b[A-Z]:\\Users\\"
)


def id_of(module: Path) -> str:
    return str(module.relative_to(SOURCE))


@pytest.mark.parametrize("module", MODULES, ids=id_of)
def test_file_is_no_longer_than_a_reader_can_hold(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= MAX_LINES


def _undescribed(tree: ast.Module) -> Iterator[str]:
    if not ast.get_docstring(tree):
        yield "the module"
    waiting: list[tuple[str, ast.AST]] = [("", tree)]
    while waiting:
        prefix, node = waiting.pop()
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            if child.name.startswith("_"):
                continue
            if not ast.get_docstring(child):
                yield prefix + child.name
            if isinstance(child, ast.ClassDef):
                waiting.append((f"{prefix}{child.name}.", child))


@pytest.mark.parametrize("module", MODULES, ids=id_of)
def test_every_public_name_is_described(module: Path) -> None:
    assert list(_undescribed(ast.parse(module.read_bytes()))) == []


def test_every_public_function_is_typed() -> None:
    untyped = [
        f"{id_of(module)}: {node.name}"
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_bytes()))
        if isinstance(node, ast.FunctionDef) and node.returns is None
    ]
    assert untyped == []


def _tracked() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a repository")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_speaks_of_the_machine_that_it_was_made_on() -> None:
    found = []
    for path in _tracked():
        if path == Path(__file__).resolve():
            continue
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
            if MACHINE_PATH.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert found == []


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("/home/somebody/x", True), ("/Users/Me/x", True), ("see /tmp/x.json", True),
        ("/dev/stdout", False), ("https://example.com/home/x", False),
        ("/components/0", False), ("work/main", False), ("file:///usr/share", False),
    ],
)  # fmt: skip
def test_the_test_of_machine_paths_sees_one(line: str, is_one: bool) -> None:
    assert bool(MACHINE_PATH.search(line)) is is_one


# -- one new thing, one new file ------------------------------------------------------------------


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package, to which files may be added."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(SOURCE, folder / "vcs_check", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def ask(house: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from vcs_check.__main__ import main; main()", *arguments],
        cwd=house, capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, "PYTHONPATH": str(house)},
    )  # fmt: skip


BOM: Final = json.dumps(
    {"bomFormat": "CycloneDX", "specVersion": "1.6",
     "components": [{"type": "device", "name": "bolt", "bom-ref": "bolt",
                     "properties": [{"name": "vcs:class", "value": "other"}]}]}
)  # fmt: skip


def test_new_report_format_is_found(house: Path) -> None:
    (house / "vcs_check" / "reports" / "to_shout.py").write_text(
        '"""``shout``: the verdict, loudly."""\n'
        "from vcs_check.reports._base import Report\n"
        "REPORT = Report(name='shout', file_name='report.shout', media_type='text/plain',\n"
        "                render=lambda a, o: a.verdict.upper().encode())\n"
    )
    (house / "bom.json").write_text(BOM)
    assert ask(house, "check", "bom.json", "-o", "shout").stdout == "PASS"
    ask(house, "check", "bom.json", "-q", "--report-dir", "reports")
    assert (house / "reports" / "report.shout").read_text() == "PASS"


def test_new_bom_format_is_found(house: Path) -> None:
    (house / "vcs_check" / "readers" / "parts_list.py").write_text(
        '"""A list of names, one a line."""\n'
        "from vcs_check.inventory.component import Component\n"
        "from vcs_check.inventory.document import Document\n"
        "from vcs_check.readers._reader import Reader\n"
        "def read(content):\n"
        "    names = bytes(content.data).decode().split()[1:]\n"
        "    return Document(path=content.file, sha256='', format='parts-list', version='1',\n"
        "        components=[Component(id=n, kind='device', name=n, source=f'line {i + 2}')\n"
        "                    for i, n in enumerate(names)])\n"
        "READER = Reader(name='parts-list', read=read,\n"
        "                sniff=lambda content: bytes(content.data).startswith(b'PARTS'))\n"
    )
    (house / "parts.txt").write_text("PARTS\nbolt\nnut\n")
    done = ask(house, "inventory", "parts.txt")
    assert done.returncode == 0, done.stderr
    assert "parts-list 1, 2 components" in done.stdout


def test_new_edition_is_found(house: Path) -> None:
    editions = house / "vcs_check" / "regulations" / "us_15cfr791_subpart_d" / "editions"
    text = (editions / "final-2025.toml").read_text("utf-8")
    changed = text.replace('id = "final-2025"', 'id = "final-2031"')
    assert changed != text
    changed = re.sub(r"(?m)^(is_)?default = true", r"\1default = false", changed)
    (editions / "final-2031.toml").write_text(changed, "utf-8")
    (house / "bom.json").write_text(BOM)
    done = ask(house, "check", "bom.json", "--edition", "final-2031", "-o", "json")
    assert json.loads(done.stdout)["edition"]["id"] == "final-2031"
    assert "final-2031" in ask(house, "rules").stdout


def test_new_register_format_is_found(house: Path) -> None:
    (house / "vcs_check" / "origin" / "register_names.py").write_text(
        '"""Nothing but names."""\n'
        "from vcs_check.origin.party import Register\n"
        "def recognises(data, path):\n    return path.endswith('.names')\n"
        "def read(data, path):\n    return Register(parties=(), source=path)\n"
    )
    listed = subprocess.run(
        [sys.executable, "-c",
         "from vcs_check.origin.register import register_formats; print(register_formats())"],
        cwd=house, capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(house)},
    ).stdout  # fmt: skip
    assert "'names'" in listed
