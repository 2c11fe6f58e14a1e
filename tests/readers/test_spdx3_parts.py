"""SPDX 3 is cut at commas that look like the ends of elements; where must never show."""

from __future__ import annotations

import json
import re
import time
from typing import Any

import pytest
from tests.readers.samples_spdx3 import BASE, SPDX3, document, element, relation

from vcs_check.errors import MalformedError
from vcs_check.inventory.document import Document
from vcs_check.readers import _elementwise, read_bom, spdx3_json

LOOKS_LIKE_AN_END = '}, {"type": "Relationship"'


def everything(made: Document) -> list[object]:
    return [made.components, made.dependencies, made.links, made.subject, made.others, made.notes]


def documents() -> list[str]:
    inside = element("Organization", "inside", name="Inside")
    quoting = element("software_Package", "quoting", name=LOOKS_LIKE_AN_END)
    quoting["suppliedBy"] = inside
    nested = element("Bom", "bom", rootElement=[quoting, element("software_Package", "b")])
    unknown = element("software_Package", "c", name="c", other=1)
    graph: list[dict[str, Any]] = SPDX3["@graph"]
    several = {**SPDX3, "@graph": [*graph[:9], nested, quoting, unknown, *graph[9:]]}
    values: list[Any] = [SPDX3, several, several["@graph"]]
    return [
        json.dumps(v, indent=i, sort_keys=s) for v in values for i, s in ((None, False), (2, True))
    ]


@pytest.mark.parametrize("part_bytes", [0, 1, 300, 2000])
@pytest.mark.parametrize("number", range(6))
def test_wherever_it_is_cut_the_same_is_read(
    part_bytes: int, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = documents()[number].encode()
    monkeypatch.setattr(spdx3_json, "_BETWEEN", re.compile(rb"(\0)"))
    expected = everything(read_bom(data, "a"))
    monkeypatch.undo()
    monkeypatch.setattr(_elementwise, "_PART_BYTES", part_bytes)
    assert everything(read_bom(data, "a")) == expected
    # at any comma: most cuts are wrong
    monkeypatch.setattr(spdx3_json, "_BETWEEN", re.compile(rb"(,)"))
    assert everything(read_bom(data, "a")) == expected


@pytest.mark.parametrize("part_bytes", [0, 200, 1 << 15])
@pytest.mark.parametrize("at", [0, 1, 63, 64, 199])
def test_a_key_that_stands_twice_is_found_at_its_own_place(
    part_bytes: int, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_elementwise, "_PART_BYTES", part_bytes)
    many = [element("software_Package", f"p{n}", name="a" * 200) for n in range(200)]
    text = json.dumps(document(*many)).replace(f'p{at}", "cr', f'p{at}", "name": "b", "cr')
    with pytest.raises(MalformedError, match="stands twice") as refused:
        read_bom(text.encode(), "a")
    assert refused.value.place == f"/@graph/{at + 1}"


def test_many_wrong_cuts_cost_no_more_each_time() -> None:
    value = {"type": "Hash", "algorithm": "x", "hashValue": "y"}
    inner = [element("software_Package", f"p{n}", verifiedUsing=[value] * 3) for n in range(3000)]
    data = json.dumps(document(element("Bom", "bom", rootElement=inner), *inner)).encode()
    started = time.process_time()
    assert len(read_bom(data, "a").components) == 6_000
    assert time.process_time() - started < 2


def test_relationships_and_annotations_are_known_where_something_names_them() -> None:
    related = relation("a", "dependsOn", "b")
    note = element("Annotation", "note", subject=BASE + "a", statement="x")
    listed = [BASE + "a", BASE + "b", related["spdxId"], note["spdxId"]]
    packages = [element("software_Package", name, name=name) for name in "ab"]
    whole = document(element("SpdxDocument", "d", element=listed), *packages, related, note)
    assert read_bom(json.dumps(whole).encode(), "a").notes == []
    of_a_note = document(*packages, relation("a", "contains", "note"), note)
    assert read_bom(json.dumps(of_a_note).encode(), "a").links == []
