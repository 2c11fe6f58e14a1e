"""Jurisdiction and parents that a BOM states: they accuse, they contradict, they never clear."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from tests.origin.build import claim, owner, parties, party, resolver

from vcs_check.inventory.component import Parent
from vcs_check.inventory.vocabulary import Origin
from vcs_check.text import BomText

KNOWN = parties(
    party("Hill Radio"),
    party("Lake Group", home="CN"),
    party("Sea Radio", owner("Quiet Fund", 60.0, "FR")),
)


def parent(name: str, jurisdiction: str = "", country: str = "") -> Parent:
    return Parent(name=BomText(name), jurisdiction=BomText(jurisdiction), country=BomText(country))


def found(name: str, *above: Parent, **facts: Any) -> Any:
    return resolver(KNOWN).resolve(replace(claim(name), parents=above, **facts))


@pytest.mark.parametrize("law", ["CN", "China", "HK", "CN-GD", "Hong Kong SAR", "RU"])
def test_a_company_under_the_law_of_an_adversary_has_a_nexus_wherever_its_address_is(
    law: str,
) -> None:
    for country in ("", "US"):
        made = found("Hill Radio", jurisdiction=BomText(law), country=BomText(country))
        assert (made.origin, made.prong) == (Origin.NEXUS, "3")
        assert "organised under the law of" in made.why


def test_a_jurisdiction_elsewhere_clears_nobody() -> None:
    assert found("Unknown Works", jurisdiction=BomText("DE")).origin is Origin.UNKNOWN
    assert found("Hill Radio", jurisdiction=BomText("DE")).origin is Origin.NONE
    other = found("Hill Radio", jurisdiction=BomText("FR"))
    assert other.origin is Origin.UNKNOWN, "a company of the same name under another law"


def test_the_nexus_of_a_parent_is_that_of_the_party_at_any_depth() -> None:
    made = found("Hill Radio", parent("Unknown Holding"), parent("Lake Group"))
    assert (made.origin, made.prong, made.country) == (Origin.NEXUS, "4", "CN")
    assert [step.split(" (")[0] for step in made.path] == [
        "Hill Radio: parent company Unknown Holding",
        "Unknown Holding: parent company Lake Group",
        "Lake Group: incorporated in China",
    ]
    seat = found("Unknown Works", parent("Plain Holding", jurisdiction="HK"))
    assert (seat.origin, seat.prong) == (Origin.NEXUS, "4")


def test_a_parent_that_nobody_knows_contradicts_a_register_that_does_not_name_it() -> None:
    made = found("Hill Radio", parent("Plain Holding"))
    assert made.origin is Origin.UNKNOWN
    assert [gap.fact for gap in made.gaps] == ["control"]
    assert found("Sea Radio", parent("Quiet Fund")).origin is Origin.NONE


def test_every_seat_of_a_parent_counts() -> None:
    seats = [parent("Plain Holding", country=country) for country in ("DE", "CN")]
    made = found("Hill Radio", *seats)
    assert (made.origin, made.prong) == (Origin.NEXUS, "4")
    assert len(made.path) == 1


def test_a_parent_that_the_register_knows_as_the_party_itself_is_no_circle() -> None:
    known = parties(party("Hill Group", aliases=(BomText("Hill Radio"),)))
    made = resolver(known).resolve(replace(claim("Hill Radio"), parents=(parent("Hill Group"),)))
    assert made.origin is Origin.NONE


def test_a_clean_parent_clears_nobody() -> None:
    assert found("Unknown Works", parent("Hill Radio")).origin is Origin.UNKNOWN
    assert found("Lake Group", parent("Hill Radio")).origin is Origin.NEXUS
