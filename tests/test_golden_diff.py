"""What changed in the example program: one BOM of it as it was before, byte for byte."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from vcs_check.cli import command

_ROOT = Path(__file__).parent.parent
_GOLDEN = _ROOT / "docs" / "examples"
_BOM = "tcu-software.cdx.json"


def _as_it_was(path: Path) -> None:
    """The BOM before: an older busybox without a modification, one package less, one more."""
    made = json.loads(path.read_text("utf-8"))
    kept = []
    for component in made["components"]:
        if component["name"] == "busybox":
            component["version"] = "1.36.1"
            component["purl"] = "pkg:generic/busybox@1.36.1"
            component.pop("properties", None)
            component.pop("pedigree", None)
        if component["name"] != "curl":
            kept.append(component)
    kept.append({"type": "library", "name": "old-logger", "bom-ref": "old-logger"})
    made["components"] = kept
    path.write_text(json.dumps(made), "utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("diff")
    here = Path.cwd()
    for name in ("old", "new"):
        shutil.copytree(_ROOT / "sboms" / "meridian-aurora", folder / name)
    _as_it_was(folder / "old" / _BOM)
    try:
        for name in ("old", "new"):
            os.chdir(folder / name)  # registers are named in reports as they were given
            words = ["check", "program.toml", "--today", "2026-11-21", "-q"]
            CliRunner().invoke(command, [*words, "-o", f"json=../{name}.json"])
        os.chdir(folder)
        outputs = ["-o", "text=diff.txt", "-o", "markdown=diff.md"]
        result = CliRunner().invoke(command, ["diff", "old.json", "new.json", "-q", *outputs])
        assert result.exit_code == 1
    finally:
        os.chdir(here)
    return folder


@pytest.mark.parametrize("name", ["diff.txt", "diff.md"])
def test_the_example_program_gives_the_checked_in_comparison(made: Path, name: str) -> None:
    new = (made / name).read_bytes()
    if os.environ.get("VCS_CHECK_UPDATE_GOLDEN"):
        (_GOLDEN / name).write_bytes(new)
    assert (_GOLDEN / name).read_bytes() == new, "VCS_CHECK_UPDATE_GOLDEN=1 rewrites them"
