"""Reports for build servers point at the line of the BOM where the component stands."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.cli.vehicle import bom, check, prohibited, run, unrelated


def results(folder: Path) -> list[dict[str, Any]]:
    (made,) = json.loads((folder / "r.sarif").read_text())["runs"]
    found: list[dict[str, Any]] = made["results"]
    return found


def place(result: dict[str, Any]) -> tuple[str, int]:
    physical = result["locations"][0]["physicalLocation"]
    return physical["artifactLocation"]["uri"], physical["region"]["startLine"]


@pytest.fixture(autouse=True)
def boms(folder: Path) -> None:
    (folder / "boms").mkdir()
    text = json.dumps(json.loads(bom(unrelated(), prohibited())), indent=1)
    (folder / "boms" / "bad one.json").write_text(text)


def line_of(folder: Path) -> int:
    """The line before the one with the type and name of the prohibited component."""
    lines = (folder / "boms" / "bad one.json").read_text().splitlines()
    name = next(n for n, line in enumerate(lines) if prohibited()["name"] in line)
    return max(n for n, line in enumerate(lines[:name]) if line.strip() == "{") + 1


def test_the_line_is_that_of_the_component(folder: Path) -> None:
    check("boms", "--model-year", "2027", "-o", "sarif=r.sarif")
    (result,) = results(folder)
    assert place(result) == ("boms/bad%20one.json", line_of(folder))


def test_a_program_file_elsewhere_still_gives_paths_from_here(folder: Path) -> None:
    (folder / "boms" / "car.toml").write_text(
        '[program]\nname = "Car"\nmodel_year = 2027\n[[bom]]\npath = "bad one.json"\n'
    )
    check("boms/car.toml", "-o", "sarif=r.sarif")
    (result,) = results(folder)
    assert place(result) == ("boms/bad%20one.json", line_of(folder))


def test_an_unreadable_file_is_pointed_at(folder: Path) -> None:
    (folder / "boms" / "broken.json").write_text('{"bomFormat": "CycloneDX", ')
    check("boms", "--model-year", "2025", "-o", "sarif=r.sarif")
    assert ("boms/broken.json", 1) in [place(result) for result in results(folder)]


def test_standard_input_has_no_lines_and_is_still_reported(folder: Path) -> None:
    text = (folder / "boms" / "bad one.json").read_text()
    run("check", "-", "--model-year", "2027", "-o", "sarif=r.sarif", stdin=text)
    (result,) = results(folder)
    assert place(result) == ("%28standard%20input%29", 1)


def test_a_member_of_an_archive_is_reported_at_the_archive(folder: Path) -> None:
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.write(folder / "boms" / "bad one.json", "bad.json")
    check("all.zip", "--model-year", "2027", "-o", "sarif=r.sarif")
    (result,) = results(folder)
    assert place(result) == ("all.zip", 1)


def test_annotations_for_github_go_to_standard_output(folder: Path) -> None:
    done = check("boms", "--model-year", "2027", "-o", "github")
    first, last = done.stdout.splitlines()
    assert first.startswith(f"::error file=boms/bad one.json,line={line_of(folder)},")
    assert last.startswith("::notice ")
