"""Lists and data sets given as registers: what they show, how they age, how they fail."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.vehicle import run
from tests.origin.data_sets import LEVEL_1, LEVEL_2, entity, relation, table

BOM = {
    "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
    "components": [{
        "type": "device", "bom-ref": "m", "name": "LTE modem",
        "manufacturer": {"name": "Meadow Antennas GmbH"},
        "properties": [{"name": "vcs:class", "value": "vcs-hardware"}],
    }],
}  # fmt: skip


def check(folder: Path, *options: str) -> tuple[int, str]:
    """Exit code and output of one check in the folder."""
    (folder / "bom.json").write_text(json.dumps(BOM))
    fixed = ("check", str(folder / "bom.json"), "--model-year", "2031", "--today", "2026-06-01")
    done = run(*fixed, "-o", "json", *options)
    return done.exit_code, done.output


def test_files_of_gleif_are_read_for_what_the_bom_names(tmp_path: Path) -> None:
    level_1, level_2 = tmp_path / "20260101-lei2.csv", tmp_path / "rr.csv"
    rows = entity("A1", "Meadow Antennas GmbH", "DE"), entity("C3", "Lotus River", "CN")
    level_1.write_bytes(table(LEVEL_1, *rows))
    level_2.write_bytes(table(LEVEL_2, relation("A1", "C3")))
    files = ("--register", str(level_1), "--register", str(level_2))
    code, output = check(tmp_path, *files, "--max-list-age", "150")
    report = json.loads(output)
    assert (code, report["verdict"]) == (1, "fail")
    assert "consolidated in its accounts" in report["components"][0]["reason"]
    assert any("OUT OF DATE: 151 days old" in note for note in report["notes"])
    assert "OUT OF DATE" not in check(tmp_path, *files, "--max-list-age", "151")[1]
    assert check(tmp_path)[0] == 3


def test_a_fault_in_a_list_is_an_unreadable_input(tmp_path: Path) -> None:
    bad = tmp_path / "lei2.csv"
    bad.write_bytes(table(LEVEL_1, {"LEI": "X", "Entity.LegalName": "Meadow"}))
    code, output = check(tmp_path, "--register", str(bad))
    assert code == 4
    assert "lei2.csv: line 2: 'X' is no LEI" in output
    assert check(tmp_path, "--register", str(tmp_path / "missing.csv"))[0] == 4
