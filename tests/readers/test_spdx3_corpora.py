"""SPDX 3 files of others: what the official schema accepts is read, and nothing of it lost."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from tests.parity import to_spdx3_json
from tests.parity.unit import Part, Unit
from tests.readers.samples_spdx3 import SPDX3

from vcs_check.errors import NotABomError
from vcs_check.inventory.vocabulary import Role
from vcs_check.readers import read_bom

CORPORA = Path(os.environ.get("VCS_CHECK_DATA", "/nowhere")) / "corpora"
PACKAGES = {"software_Package", "ai_AIPackage", "dataset_DatasetPackage", "Artifact"}
AGENTS = {"Agent", "Organization", "Person", "SoftwareAgent", "Tool"}
pytestmark = pytest.mark.skipif(
    not CORPORA.is_dir(), reason="VCS_CHECK_DATA names no folder with corpora"
)


@cache
def documents() -> list[tuple[Path, Any]]:
    found = []
    for path in sorted(CORPORA.rglob("*.json*")):
        text = path.read_text("utf-8", errors="replace")
        if "spdx.org/rdf/3" in text and "$defs" not in text and "@context" in text:
            found.append((path, json.loads(text)))
    return found


@cache
def schema() -> Any:
    path = next(CORPORA.rglob("spdx-schema-v3.0.1.json"))
    return jsonschema_rs.validator_for(json.loads(path.read_text("utf-8")))


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every JSON object, in file order."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner)


def test_every_file_that_the_official_schema_accepts_is_read() -> None:
    valid = [(p, v) for p, v in documents() if schema().is_valid(v)]
    assert len(valid) > 20
    for path, _ in valid:
        assert read_bom(path.read_bytes(), path.name).format == "spdx3-json", path


def test_packages_agents_and_edges_are_those_of_a_plain_walk() -> None:
    compared = packages = edges = 0
    for path, value in documents():
        try:
            made = read_bom(path.read_bytes(), path.name)
        except NotABomError:  # ontologies and contexts
            assert not any(each.get("type") in PACKAGES for each in objects(value)), path
            continue
        all_ = list(objects(value))
        expected = [each for each in all_ if each.get("type") in PACKAGES]
        agents = {e.get("spdxId"): e["name"] for e in all_ if e.get("type") in AGENTS}
        ids = {each.get("spdxId") for each in expected}
        assert [(c.id, c.name, c.version, c.purl) for c in made.components] == [
            (e["spdxId"], e["name"].strip(), e.get("software_packageVersion", ""),
             e.get("software_packageUrl", ""))
            for e in expected
        ], path  # fmt: skip
        for component, each in zip(made.components, expected, strict=True):
            for role, references in (
                (Role.SUPPLIER, [each["suppliedBy"]] if "suppliedBy" in each else []),
                (Role.MANUFACTURER, each.get("originatedBy", [])),
            ):
                named = [agents[r] for r in references if isinstance(r, str) and r in agents]
                mine = [p.name for p in component.parties if (p.role, p.field[0]) == (role, "/")]
                assert set(named) <= set(mine), path
                assert len(mine) == len(references) or any("NoAss" in r for r in references), path
        needed = {
            (e["from"], end)
            for e in all_
            if e.get("relationshipType") == "dependsOn"
            for end in e["to"]
            if e["from"] in ids and end in ids
        }
        assert needed <= set(made.dependencies), path
        assert made.files == sum(e.get("type") == "software_File" for e in all_), path
        compared, packages, edges = compared + 1, packages + len(expected), edges + len(needed)
    assert compared > 40
    assert packages > 60
    assert edges > 0


def test_the_samples_of_these_tests_are_valid() -> None:
    part = Part("modem", licence="MIT", cpe="cpe:2.3:a:example:zip:1.0:*:*:*:*:*:*:*", patched=True)
    unit = Unit(Part("unit", parts=(part,), released="2026-01-01"), {"vcs:part": "Unit"})
    schema().validate(to_spdx3_json.document(unit))
    own = (
        "hardware",
        "supply",
        "Physical",
        "ai_",
        "dataset_",
    )  # of 3.1, or with needs of their own
    for each in SPDX3["@graph"]:
        if not each["type"].startswith(own):
            known = {
                k: v for k, v in each.items() if k not in ("headquartersLocation", "extension")
            }
            schema().validate({"@context": SPDX3["@context"], "@graph": [known]})
