"""A BOM with hostile text in every field, from the file to every report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.vehicle import check
from tests.reports.hostile_strings import HOSTILE

from vcs_check.reports import available

# A BOM is UTF-8, so that a lone surrogate cannot stand in it; an empty name is no name.
TEXTS = [
    text for text in HOSTILE if text.strip() and not any("\ud800" <= c <= "\udfff" for c in text)
]
YEAR = ("--model-year", "2027", "--part", "Telematics control unit")


def document() -> dict[str, Any]:
    """One component for each text, which stands in every field that takes any text."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "device", "name": "unit", "bom-ref": "unit"}},
        "components": [
            {
                "type": "application",
                "bom-ref": f"{number} {text}",
                "name": text,
                "version": text,
                "description": f"cellular {text}",
                "publisher": text,
                "supplier": {"name": text, "contact": [{"name": text, "email": text}]},
                "manufacturer": {"name": text, "address": {"country": "China", "locality": text}},
                "licenses": [{"license": {"name": text}}],
                "properties": [
                    {"name": text, "value": text},
                    {"name": "vcs:class", "value": "vcs-software"},
                ],
            }
            for number, text in enumerate(TEXTS)
        ],
    }


@pytest.fixture
def bom(folder: Path) -> Path:
    path = folder / "bom.cdx.json"
    path.write_text(json.dumps(document(), indent=1, ensure_ascii=False), "utf-8")
    return path


def test_every_report_is_written_and_none_loses_a_component(folder: Path, bom: Path) -> None:
    outputs = [word for name in available() for word in ("-o", f"{name}=out/{name}")]
    done = check(bom.name, *YEAR, *outputs)
    assert done.exit_code == 1, done.output
    read = json.loads((folder / "out" / "json").read_bytes())
    names = [component["name"] for component in read["components"]]
    assert len(names) == len(TEXTS) + 1
    assert len(set(names)) > len(TEXTS) - 10  # what only white space tells apart may be one
    assert {c["verdict"] for c in read["components"] if c["id"] != "unit"} == {"prohibited"}
    results = json.loads((folder / "out" / "sarif").read_bytes())["runs"][0]["results"]
    lines = [r["locations"][0]["physicalLocation"]["region"]["startLine"] for r in results]
    text = bom.read_text("utf-8").split("\n")
    about = [r["properties"]["key"] for r in results if "properties" in r]
    assert len(about) >= len(TEXTS)
    assert len(set(lines)) >= len(TEXTS)
    assert all("{" in text[line - 1] for line in lines)


def test_the_annotated_copy_differs_in_its_own_properties_only(folder: Path, bom: Path) -> None:
    check(bom.name, *YEAR, "-o", "cyclonedx=copy.json")
    made = json.loads((folder / "copy.json").read_text("utf-8"))
    about = [*made["components"], made["metadata"]["component"], made["metadata"], made]
    for each in about:
        kept = [p for p in each.get("properties", []) if not p["name"].startswith("vcs-check:")]
        each.pop("properties", None)
        if kept:
            each["properties"] = kept
    assert made == document()


def test_reading_the_copy_gives_the_same_verdicts(folder: Path, bom: Path) -> None:
    check(bom.name, *YEAR, "-o", "cyclonedx=copy.json", "-o", "json=a.json")
    check("copy.json", *YEAR, "-o", "json=b.json")
    before, after = (json.loads((folder / name).read_bytes()) for name in ("a.json", "b.json"))
    for one, other in zip(before["components"], after["components"], strict=True):
        assert (one["id"], one["name"], one["verdict"], one["reason"]) == (
            other["id"], other["name"], other["verdict"], other["reason"]
        )  # fmt: skip
