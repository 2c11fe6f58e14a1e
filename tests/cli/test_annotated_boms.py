"""``-o cyclonedx``: copies of the inputs with verdicts, which read back to the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.vehicle import bom, check, prohibited, report, unrelated, write

YEAR = ("--model-year", "2027")
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def boms(folder: Path) -> None:
    write(folder, clean_json=bom(unrelated()), bad_json=bom(prohibited()))


def outcomes(read: dict[str, Any]) -> list[tuple[str, ...]]:
    return [(c["key"], c["verdict"], c["class"], c["origin"]) for c in read["components"]]


def test_one_input_becomes_one_file(folder: Path) -> None:
    check("bad.json", *YEAR, "-o", "cyclonedx=out.json")
    made = json.loads((folder / "out.json").read_text())
    facts = {p["name"]: p["value"] for p in made["components"][0]["properties"]}
    assert facts["vcs-check:verdict"] == "prohibited"
    assert facts["vcs-check:citation"].startswith("15 CFR 791.303")


def test_one_input_can_go_to_standard_output() -> None:
    assert "vcs-check:verdict" in check("bad.json", *YEAR, "-o", "cyclonedx").stdout


def test_several_inputs_need_a_folder(folder: Path) -> None:
    done = check("bad.json", "clean.json", *YEAR, "-o", "cyclonedx=out.json")
    assert done.exit_code == 5
    assert "FOLDER/" in done.stderr
    assert not (folder / "out.json").exists()
    check("bad.json", "clean.json", *YEAR, "-o", "cyclonedx=out/")
    assert sorted(p.name for p in (folder / "out").iterdir()) == ["bad.json", "clean.json"]


def test_inputs_of_one_name_do_not_overwrite_each_other(folder: Path) -> None:
    for name in ("a", "b"):
        (folder / name).mkdir()
        (folder / name / "tcu.json").write_text(bom(unrelated(name)))
    check("a", "b", *YEAR, "-o", "cyclonedx=out/")
    assert sorted(p.name for p in (folder / "out").iterdir()) == ["1-tcu.json", "tcu.json"]


def test_without_cyclonedx_nothing_is_written_and_the_reason_said(folder: Path) -> None:
    (folder / "x.spdx").write_text("SPDXVersion: SPDX-2.3\n")
    done = check("x.spdx", *YEAR, "-o", "cyclonedx=out.json", "-o", "json=r.json")
    assert done.exit_code == 5
    assert "no input is CycloneDX" in done.stderr
    assert (folder / "r.json").exists()


def test_the_copies_give_the_same_verdicts(folder: Path) -> None:
    program = ROOT / "sboms" / "meridian-aurora" / "program.toml"
    before = report(str(program))
    check(str(program), "-o", f"cyclonedx={folder}/out/")
    for name in ("program.toml", "suppliers.toml", "decisions.toml"):
        (folder / "out" / name).write_bytes((program.parent / name).read_bytes())
    for file in program.parent.iterdir():
        copy = folder / "out" / file.name
        if not copy.exists():
            copy.write_bytes(file.read_bytes())
    assert outcomes(report("out/program.toml")) == outcomes(before)
