"""The holdings above a party, for a person to see."""

from __future__ import annotations

from tests.origin.build import claim, resolver

from vcs_check.inventory.vocabulary import Origin

HOME = """
incorporated_in = "{0}"
headquarters = "{0}"
principal_place_of_business = "{0}"
ownership_reviewed = 2026-01-01
"""


def party(name: str, country: str, *owners: tuple[str, str, float]) -> str:
    text = f'[[party]]\nname = "{name}"\n{HOME.format(country)}'
    for owner, where, percent in owners:
        text += (
            f'[[party.owner]]\nname = "{owner}"\ncountry = "{where}"\n'
            f"voting_percent = {percent}\nas_of = 2026-01-01\n"
        )
    return text


def test_chain_is_told_nearest_first_with_what_decided() -> None:
    register = (
        party("Example AB", "SE", ("Example Holding", "LU", 100))
        + party("Example Holding", "LU", ("Fund", "CN", 78), ("Founders", "SE", 22))
    )  # fmt: skip
    found = resolver(register).resolve(claim("Example AB"))
    told = [(h.owner, h.of, h.what, h.owner_origin, h.decides) for h in found.holdings]
    assert told == [
        ("Example Holding", "Example AB", "100 % of the votes", Origin.NEXUS, True),
        ("Fund", "Example Holding", "78 % of the votes", Origin.NEXUS, True),
        ("Founders", "Example Holding", "22 % of the votes", Origin.NONE, False),
    ]
    assert found.holdings[1].as_of == "2026-01-01"
    assert "register1.toml, line" in found.holdings[1].source


def test_circle_of_holdings_is_told_once() -> None:
    register = party("A", "DE", ("B", "DE", 60)) + party("B", "DE", ("A", "DE", 60))
    assert [h.owner for h in resolver(register).resolve(claim("A")).holdings] == ["B", "A"]


def test_agency_is_told() -> None:
    register = party("Agent", "DE").replace(
        "ownership_reviewed", 'acts_for = ["Principal"]\nownership_reviewed'
    ) + party("Principal", "CN")
    (step,) = resolver(register).resolve(claim("Agent")).holdings
    assert (step.owner, step.of, step.owner_origin, step.decides) == (
        "Principal", "Agent", Origin.NEXUS, True,
    )  # fmt: skip


def test_party_without_owners_has_none_and_many_owners_are_cut() -> None:
    assert resolver(party("A", "DE")).resolve(claim("A")).holdings == ()
    owners = [(f"Owner {n}", "DE", 0.1) for n in range(300)]
    register = party("A", "DE", *owners, ("State", "CN", 60))
    holdings = resolver(register).resolve(claim("A")).holdings
    assert len(holdings) == 121
    assert holdings[-1].owner == "State"
    assert holdings[-1].decides
