"""Every statement on a party is kept, with source, strength and day, also where two contradict."""

from __future__ import annotations

from datetime import date

import msgspec
from tests.origin.build import claim, owner, parties, party, resolver

from vcs_check.inventory.vocabulary import Origin, Role, Strength
from vcs_check.origin.party import ListEntry, Register
from vcs_check.origin.statements import (
    MAX_STATEMENTS,
    said_of_claim,
    said_of_party,
    strength_of_naming,
)
from vcs_check.text import BomText

HERE = """
[[party]]
name = "Hill Radio GmbH"
incorporated_in = "DE"
ownership_reviewed = 2026-01-15
"""
THERE = """
[[party]]
name = "Hill Radio GmbH"
incorporated_in = "AT"
"""


def test_contradicting_registers_stand_side_by_side_in_the_evidence() -> None:
    found = resolver(HERE, THERE).resolve(claim("Hill Radio GmbH"))
    assert found.origin is Origin.UNKNOWN
    said = {(s.says, s.source) for s in found.evidence}
    assert ("incorporated in Germany", "register1.toml, line 2") in said
    assert ("incorporated in Austria", "register2.toml, line 2") in said


def test_a_holding_has_its_own_source_and_day() -> None:
    held = owner("Lake Fund", 40.0, "FR", as_of=date(2026, 2, 1), place="line 9")
    found = resolver(parties(party("Hill", held))).resolve(claim("Hill"))
    (holding,) = (s for s in found.evidence if "Lake Fund" in s.says)
    assert holding.says == "40 % of the votes held by Lake Fund, a company of France"
    assert (holding.source, holding.date) == ("suppliers.toml, line 9", "2026-02-01")
    assert holding.strength is Strength.DECISIVE


def test_the_strength_tells_whose_word_it_is() -> None:
    own = party("Hill")
    replaced = msgspec.structs.replace
    strengths = {
        Strength.DECISIVE: own,
        Strength.STRONG: replaced(own, imported=True),
        Strength.WEAK: replaced(own, bundled=True, verified=False),
    }
    for strength, entry in strengths.items():
        assert {s.strength for s in said_of_party(entry)} == {strength}


def test_naming_is_as_strong_as_the_place_that_names() -> None:
    named = claim("Hill")
    weak = (Role.PUBLISHER, Role.AUTHOR, Role.PART_FAMILY, Role.IDENTIFIED)
    assert strength_of_naming(named) is Strength.STRONG
    for role in weak:
        assert strength_of_naming(msgspec.structs.replace(named, role=role)) is Strength.WEAK
    decided = msgspec.structs.replace(named, field="decision")
    assert strength_of_naming(decided) is Strength.DECISIVE


def test_address_and_identifiers_of_a_claim_are_statements_and_a_failed_check_proves_nothing() -> (
    None
):
    said = said_of_claim(claim("Hill", "China", duns="123456789", lei="NONE"), "2026-05-01")
    assert [(s.says, s.strength) for s in said] == [
        ("address China", Strength.STRONG),
        ("duns 123456789", Strength.STRONG),
        ("lei NONE, which fails its check", Strength.NONE),
    ]
    assert {s.date for s in said} == {"2026-05-01"}


def test_a_hit_of_a_list_is_dated_by_the_lists_edition() -> None:
    entry = ListEntry(name=BomText("Hill Radio"), list_name="Example List", entry="7")
    listed = Register(path="list.csv", listings=(entry,), edition=date(2026, 3, 1))
    found = resolver(listed).resolve(claim("Hill Radio"))
    (hit,) = (s for s in found.evidence if "screening list" in s.says)
    assert (hit.source, hit.strength, hit.date) == ("list.csv", Strength.MEDIUM, "2026-03-01")


def test_a_proposal_is_a_weak_statement() -> None:
    known = parties(party("Hill Radio Works"))
    found = resolver(known).resolve(claim("Hill Radio Work"))
    assert [(s.says, s.strength) for s in found.evidence] == [
        ("a name like that of Hill Radio Works", Strength.WEAK)
    ]


def test_a_party_of_very_many_holders_shows_the_first() -> None:
    many = [owner(f"Holder {number}", 0.1, "FR") for number in range(200)]
    found = resolver(parties(party("Hill", *many))).resolve(claim("Hill"))
    assert len(found.evidence) == MAX_STATEMENTS
