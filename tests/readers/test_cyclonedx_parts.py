"""Parts of CycloneDX beside identity and parties: what is noted, and what hides components."""

from __future__ import annotations

import json
from typing import Any

import pytest

from vcs_check.inventory.document import Document
from vcs_check.readers import read_bom

PURL = "pkg:generic/modem@1"
PART: dict[str, Any] = {"type": "device", "name": "modem", "version": "1", "purl": PURL}
PART_XML = f"<name>modem</name><version>1</version><purl>{PURL}</purl>"


def from_json(part: dict[str, Any] | None = None, **members: Any) -> Document:
    bom = {"bomFormat": "CycloneDX", "specVersion": "1.7", "components": [PART | (part or {})]}
    return read_bom(json.dumps(bom | members).encode(), "a.json")


def from_xml(part: str = "", before: str = "", after: str = "", attributes: str = "") -> Document:
    bom = (
        f'<bom xmlns="http://cyclonedx.org/schema/bom/1.7">{before}<components>'
        f'<component type="device"{attributes}>{PART_XML}{part}</component></components>'
        f"{after}</bom>"
    )
    return read_bom(bom.encode(), "a.xml")


def notes(document: Document) -> list[tuple[bool, str]]:
    assert len(document.components) == 1
    return [(note.hides_components, note.message) for note in document.notes]


def identity(*pairs: tuple[str, str]) -> tuple[dict[str, Any], str]:
    """Evidence that concludes the pairs, as JSON and as XML."""
    entries = [{"field": f, "confidence": 0.9, "concludedValue": v} for f, v in pairs]
    written = "".join(
        f"<identity><field>{f}</field><confidence>0.9</confidence>"
        f"<concludedValue>{v}</concludedValue></identity>"
        for f, v in pairs
    )
    return {"evidence": {"identity": entries}}, f"<evidence>{written}</evidence>"


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        ([("purl", PURL), ("name", "modem")], 0),
        ([("purl", "pkg:generic/other@1")], 1),
        ([("purl", PURL), ("version", "2"), ("name", "radio")], 2),
        ([("cpe", "cpe:2.3:h:x:y:1:*:*:*:*:*:*:*")], 0),  # nothing is stated that it contradicts
        ([("hash", "ab")], 0),
    ],
)
def test_evidence_that_contradicts_is_noted_and_not_used(
    pairs: list[tuple[str, str]], found: int
) -> None:
    as_json, as_xml = identity(*pairs)
    for document in (from_json(as_json), from_xml(as_xml)):
        said = notes(document)
        assert len(said) == found
        assert all("evidence concludes" in message and not hides for hides, message in said)
        assert document.components[0].purl == PURL
        assert not document.components[0].cpe


def test_evidence_of_1_5_is_one_object_and_odd_evidence_is_nothing() -> None:
    one = {"evidence": {"identity": {"field": "name", "concludedValue": "radio"}}}
    assert len(notes(from_json(one))) == 1
    for odd in ({"identity": [5], "concludedValue": 1}, "concludedValue", ["concludedValue"]):
        assert not notes(from_json({"evidence": odd}))


def test_a_component_of_the_environment_is_counted_with_a_note() -> None:
    for document in (
        from_json({"isExternal": True}),
        from_xml(attributes=' isExternal="true"'),
        from_xml("<isExternal>true</isExternal>"),
    ):
        ((hides, message),) = notes(document)
        assert "counted all the same" in message
        assert not hides
    assert not notes(from_json({"isExternal": False}))
    assert not notes(from_xml(attributes=' isExternal="false"'))


@pytest.mark.parametrize(
    ("phases", "found"),
    [(["design"], 1), (["design", "build"], 0), (["post-build"], 0), (["pre-build", "design"], 1)],
)
def test_a_bom_from_before_the_product_was_built_is_noted(phases: list[str], found: int) -> None:
    said = {"metadata": {"lifecycles": [{"phase": phase} for phase in phases]}}
    written = "".join(f"<lifecycle><phase>{phase}</phase></lifecycle>" for phase in phases)
    before = f"<metadata><lifecycles>{written}</lifecycles></metadata>"
    for document in (from_json(**said), from_xml(before=before)):
        assert len(notes(document)) == found


AGGREGATES = {
    "complete": None,
    "not_specified": False,
    "unknown": True,
    "incomplete": True,
    "incomplete_first_party_only": True,
    "incomplete_first_party_proprietary_only": True,
    "incomplete_first_party_opensource_only": True,
    "incomplete_third_party_only": True,
    "incomplete_third_party_proprietary_only": True,
    "incomplete_third_party_opensource_only": True,
    "a new word": True,
}


@pytest.mark.parametrize("aggregate", AGGREGATES)
def test_every_kind_of_aggregate_is_known(aggregate: str) -> None:
    expected = [] if AGGREGATES[aggregate] is None else [AGGREGATES[aggregate]]
    entry = {"aggregate": aggregate, "assemblies": ["x"]}
    after = (
        f"<compositions><composition><aggregate>{aggregate}</aggregate>"
        '<assemblies><assembly ref="x"/></assemblies></composition></compositions>'
    )
    for document in (from_json(compositions=[entry]), from_xml(after=after)):
        assert [hides for hides, _ in notes(document)] == expected


@pytest.mark.parametrize(
    ("named", "hides"), [("vulnerabilities", []), ("dependencies", [True]), ("", [True])]
)
def test_only_what_concerns_components_hides_them(named: str, hides: list[bool]) -> None:
    entry = {"aggregate": "incomplete"} | ({named: ["x"]} if named else {})
    part = f'<{named}><x ref="x"/></{named}>' if named else ""
    after = (
        f"<compositions><composition><aggregate>incomplete</aggregate>{part}"
        "</composition></compositions>"
    )
    for document in (from_json(compositions=[entry]), from_xml(after=after)):
        assert [hidden for hidden, _ in notes(document)] == hides


def test_facts_in_annotations_are_noted_and_not_used() -> None:
    entry = {"subjects": ["x"], "text": "vcs:exclusion=passive"}
    after = "<annotations><annotation><text>vcs:radio=none</text></annotation></annotations>"
    for document in (from_json(annotations=[entry]), from_xml(after=after)):
        ((_, message),) = notes(document)
        assert "are not used" in message
    assert not notes(from_json(annotations=[{"subjects": ["x"], "text": "seen"}]))
