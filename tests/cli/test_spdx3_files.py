"""SPDX 3 documents that name elements of each other, checked as a user has them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.vehicle import check, report, run
from tests.readers.samples_spdx3 import BASE, document, element, relation

OTHER = {"extension": [{"type": "https://example.com/facts", "vcs:class": "other"}]}


@pytest.fixture(autouse=True)
def files(folder: Path) -> None:
    outside: dict[str, Any] = {
        "import": [{"type": "ExternalMap", "externalSpdxId": BASE + "heater"}]
    }
    for name, made in {
        "unit": document(
            element("SpdxDocument", "unit-document", rootElement=[BASE + "unit"], **outside),
            element("software_Package", "unit", name="unit", **OTHER),
            relation("unit", "contains", "heater"),
        ),
        "seat": document(
            element("SpdxDocument", "seat-document", rootElement=[BASE + "seat"]),
            element("software_Package", "seat", name="seat", **OTHER),
            element("software_Package", "heater", name="heater", **OTHER),
        ),
    }.items():
        (folder / f"{name}.spdx.json").write_text(json.dumps(made))


def test_an_element_of_another_file_is_found_there() -> None:
    both = ("unit.spdx.json", "seat.spdx.json")
    read = report(*both, "--model-year", "2027")
    assert read["verdict"] == "pass"
    assert {c["name"]: c["verdict"] for c in read["components"]} == {
        "unit": "out-of-scope", "seat": "out-of-scope", "heater": "out-of-scope",
    }  # fmt: skip
    assert check(*both, "--model-year", "2027").exit_code == 0
    _, seat = json.loads(run("inventory", *both, "-o", "json").stdout)
    heater = next(c for c in seat["components"] if c["name"] == "heater")
    assert [each["id"] for each in heater["part_of"]] == [BASE + "unit"]
    assert not any(note["hides_components"] for note in seat["notes"])


def test_without_the_other_file_there_is_no_pass() -> None:
    read = report("unit.spdx.json", "--model-year", "2027")
    assert read["verdict"] == "indeterminate"
    assert BASE + "heater" in json.dumps(read)
    assert check("unit.spdx.json", "--model-year", "2027").exit_code != 0
