"""Jurisdiction and parents that files state of organisations: each counts as a claim."""

from __future__ import annotations

import json
from typing import Any
from xml.sax.saxutils import escape

import pytest

from vcs_check.errors import MalformedError
from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.document import Document
from vcs_check.readers import read_bom
from vcs_check.readers._organisations import MAX_PARENTS


def read_json(organisation: Any, field: str = "supplier") -> Document:
    part = {"type": "device", "name": "TCU", field: organisation}
    bom = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [part]}
    return read_bom(json.dumps(bom).encode(), "a.json")


def read_xml(organisation: dict[str, Any]) -> Document:
    def written(members: dict[str, Any]) -> str:
        return "".join(
            f"<{k}>{written(v) if isinstance(v, dict) else escape(v)}</{k}>"
            for k, v in members.items()
        )

    bom = (
        '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components><component type="device">'
        f"<supplier>{written(organisation)}</supplier><name>TCU</name>"
        "</component></components></bom>"
    )
    return read_bom(bom.encode(), "a.xml")


def parties(document: Document) -> tuple[PartyClaim, ...]:
    (made,) = document.components
    return made.parties


GROUP = {
    "name": "Example Radio GmbH",
    "address": {"country": "DE", "locality": "Ulm"},
    "jurisdiction": "NL",
    "parent": {
        "name": "Example Holding",
        "address": {"country": "HK"},
        "parent": {"name": "Example Group", "jurisdiction": "CN-GD"},
    },
}


def test_jurisdiction_and_parents_are_claims_in_json_and_xml_alike() -> None:
    document = read_json(GROUP)
    assert [(c.name, c.country, c.field) for c in parties(document)] == [
        ("Example Radio GmbH", "DE", "/supplier"),
        ("Example Radio GmbH", "NL", "/supplier/jurisdiction"),
    ]
    first = parties(document)[0]
    assert (first.address, first.jurisdiction) == ("Ulm", "NL")
    assert [(p.name, p.country, p.jurisdiction) for p in first.parents] == [
        ("Example Holding", "HK", ""),
        ("Example Group", "", "CN-GD"),
    ]
    assert not document.notes
    assert parties(read_xml(GROUP)) == parties(document)


def test_a_jurisdiction_alone_is_the_country() -> None:
    (claim,) = parties(read_json({"name": "Example Radio", "jurisdiction": "RU"}))
    assert (claim.country, claim.jurisdiction) == ("RU", "RU")


def test_the_same_country_twice_is_one_claim() -> None:
    said = {"name": "Example Radio", "jurisdiction": "de", "address": {"country": "DE"}}
    assert len(parties(read_json(said))) == 1


@pytest.mark.parametrize("parent", ["Example Group", {"name": "Example Group"}])
def test_a_parent_may_be_a_bare_name(parent: Any) -> None:
    (own,) = parties(read_json({"name": "Example Radio", "parent": parent}))
    assert (own.name, [above.name for above in own.parents]) == ("Example Radio", ["Example Group"])
    assert parties(read_xml({"name": "Example Radio", "parent": parent})) == (own,)


def test_every_seat_of_a_parent_is_kept() -> None:
    group = {"name": "Example Group", "addresses": [{"country": "DE"}, {"country": "CN"}]}
    (own,) = parties(read_json({"name": "Example Radio", "parent": group}))
    assert [(p.name, p.country) for p in own.parents] == [
        ("Example Group", "DE"),
        ("Example Group", "CN"),
    ]


def test_every_seat_counts_and_identifiers_are_kept() -> None:
    said = {
        "name": "Example Radio",
        "legalName": "Example Radio Ltd",
        "addresses": [{"country": "Germany"}, {"isoCode": "CN-GD", "country": "Germany"}],
        "identifiers": [{"scheme": "lei", "value": "5493001KJTIIGC8Y1R12"}],
    }
    found = parties(read_json(said))
    assert [(c.name, c.country) for c in found] == [
        ("Example Radio Ltd", "Germany"),
        ("Example Radio Ltd", "CN-GD"),
    ]
    assert {c.identifiers for c in found} == {(("lei", "5493001KJTIIGC8Y1R12"),)}


def test_a_circle_of_parents_ends_and_too_many_keep_from_passing() -> None:
    circle = {"name": "A", "parent": {"name": "B", "parent": {"name": "A"}}}
    document = read_json(circle)
    assert [[p.name for p in c.parents] for c in parties(document)] == [["B"]]
    assert not document.notes
    chain: dict[str, Any] = {"name": "end"}
    for number in range(MAX_PARENTS):
        chain = {"name": f"company {number}", "parent": chain}
    document = read_json(chain)
    assert len(parties(document)[0].parents) == MAX_PARENTS
    assert not document.notes
    document = read_json({"name": "Example Radio", "parent": chain})
    assert len(parties(document)[0].parents) == MAX_PARENTS
    assert [note.hides_components for note in document.notes] == [True]


@pytest.mark.parametrize("odd", [True, [5], {"name": []}, {"address": "x"}, {"relations": 1}])
def test_what_is_not_understood_keeps_from_passing(odd: Any) -> None:
    document = read_json({"name": "Example Radio", "parent": odd})
    assert [c.name for c in parties(document)] == ["Example Radio"]
    assert [note.hides_components for note in document.notes] == [True]


def test_a_jurisdiction_that_is_no_text_and_a_key_twice_are_refused() -> None:
    for broken in ({"name": "A", "jurisdiction": ["CN"]}, {"name": "A", "jurisdiction": {}}):
        with pytest.raises(MalformedError, match="text"):
            read_json(broken)
    twice = b"""{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"name":"x",
        "supplier":{"name":"A","parent":{"name":"B","name":"C"}}}]}"""
    with pytest.raises(MalformedError, match="twice"):
        read_bom(twice, "a.json")
