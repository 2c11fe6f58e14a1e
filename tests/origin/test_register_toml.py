"""The TOML register: everything it can say, and everything it must not."""

from __future__ import annotations

from datetime import date

import pytest
from tests.origin.build import register
from tests.origin.test_identifiers import LEI

from vcs_check.errors import MalformedError
from vcs_check.inventory.vocabulary import Origin
from vcs_check.origin.register import read_register, register_formats

WHOLE = f"""
[[party]]
name = "Example Telematics OÜ"
aliases = ["Example Telematics"]
identifiers = {{ lei = "{LEI}", duns = "12-345-6789", fcc_grantee = "2AXYZ" }}
incorporated_in = "EE"
headquarters = "EE"
principal_place_of_business = "EE"
creates_what_it_supplies = true
ownership_reviewed = 2026-03-02
foreign_interest = true
acts_for = ["Example Principal"]
evidence = ["annual-report-2025.pdf"]

[[party.owner]]
name = "Example Holdings Shenzhen"
country = "CN"
voting_percent_min = 30
voting_percent_max = 34.5
kind = "company"
rights = ["board", "acting-in-concert:founders"]
as_of = 2026-02-01

[party.decided]
nexus = "none"
reason = "No veto."
by = "compliance desk"
on = 2026-03-04
"""


def test_every_field_is_read() -> None:
    (party,) = register(WHOLE).parties
    (owner,) = party.owners
    assert party.name == "Example Telematics OÜ"
    assert party.identifiers == (("lei", LEI), ("duns", "123456789"), ("fcc_grantee", "2AXYZ"))
    assert party.countries == ("EE",)
    assert party.creates_what_it_supplies is True
    assert party.foreign_interest is True
    assert party.acts_for == ("Example Principal",)
    assert (owner.voting_percent_min, owner.voting_percent_max) == (30, 34.5)
    assert (owner.rights, owner.concerts) == (("board",), ("founders",))
    assert (party.place, owner.place) == ("line 2", "line 15")
    assert party.decided is not None
    assert (party.decided.nexus, party.decided.on) == (Origin.NONE, date(2026, 3, 4))


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("headquarters =", "headquarter =", "line 7: unknown key 'headquarter'; did you mean"),
        ("kind =", "knid =", "line 20: unknown key 'knid'; did you mean 'kind'"),
        ("reason =", "raeson =", "line 26: unknown key 'raeson'"),
        ("[[party.owner]]", "[[party.owners]]", "unknown key 'owners'; did you mean 'owner'"),
        ('incorporated_in = "EE"', 'incorporated_in = "ee"', "line 6: incorporated_in: 'ee'"),
        ('country = "CN"', 'country = "China"', "did you mean 'CN'"),
        ('kind = "company"', 'kind = "firm"', "one of person, company, state"),
        ('"board"', '"bord"', "line 21: 'bord' is no right; did you mean 'board'"),
        ("acting-in-concert:founders", "acting-in-concert:", "is no right"),
        ("= 34.5", "= 100.5", "a number from 0 to 100"),
        ("= 34.5", "= 29", "more than the maximum"),
        ("voting_percent_min = 30", "voting_percent = 30", "give the share or the range"),
        ('name = "Example Holdings Shenzhen"', "", "'name' is missing"),
        ('nexus = "none"', 'nexus = "unknown"', "one of nexus, none"),
        ('reason = "No veto."', "", "'reason' is missing"),
        ('by = "compliance desk"', "", "'by' is missing"),
        ("on = 2026-03-04", "", "'on' is missing"),
        ("ownership_reviewed = 2026-03-02", "ownership_reviewed = true", "a date without quotes"),
        ("creates_what_it_supplies = true", 'creates_what_it_supplies = "yes"', "true or false"),
        ("lei =", "lie =", "unknown key 'lie'; did you mean 'lei'"),
    ],
)
def test_a_fault_is_refused_with_its_line(before: str, after: str, message: str) -> None:
    assert before in WHOLE
    with pytest.raises(MalformedError) as caught:
        register(WHOLE.replace(before, after))
    assert message in str(caught.value)
    assert str(caught.value).startswith("suppliers.toml: line ")


def test_an_owner_listed_twice_is_refused() -> None:
    owner = '[[party.owner]]\nname = "Meadow"\nvoting_percent = 30\n'
    with pytest.raises(MalformedError, match=r"line 6: the owner 'Meadow' is listed twice"):
        register('[[party]]\nname = "Hill"\n' + owner + owner)


def test_an_identifier_that_fails_its_check_is_a_note() -> None:
    notes = register(WHOLE.replace(LEI, LEI[:-2] + "00")).notes
    assert len(notes) == 1
    assert "fails its check" in notes[0]
    assert register(WHOLE).notes == ()


def test_an_empty_register_is_a_note() -> None:
    assert register("").parties == ()
    assert "no [[party]]" in register("").notes[0]


def test_formats_are_found_by_listing_and_an_unknown_one_names_them() -> None:
    assert {"toml", "csv", "csl"} <= set(register_formats())
    with pytest.raises(MalformedError, match=r"there are: .*csv.*toml"):
        read_register(b"", "suppliers.doc")
