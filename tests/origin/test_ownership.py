"""Who decides: prong 4 on both sides of each line (rule, section 1)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.origin.build import NPRM, claim, origin_of, owner, parties, party, resolver

from vcs_check.inventory.vocabulary import Origin
from vcs_check.origin.party import Decided
from vcs_check.text import BomText

NEXUS, UNKNOWN, NONE = Origin.NEXUS, Origin.UNKNOWN, Origin.NONE
DECIDED_NONE = Decided(
    nexus=NONE, reason=BomText("no board seat"), by=BomText("desk"), on=date(2026, 3, 1)
)
CLEAN_MAJORITY = owner("Meadow Holding", 60, "SE")


@pytest.mark.parametrize(
    ("percent", "expected"),
    [(50.0, UNKNOWN), (50.000001, NEXUS), (50.1, NEXUS), (100, NEXUS), (49.9, UNKNOWN)],
)
def test_only_more_than_half_is_a_majority(percent: float, expected: Origin) -> None:
    assert origin_of("A", party("A", owner("Lotus River", percent, "CN"))) is expected


def test_an_even_joint_venture_is_unknown() -> None:
    halves = (owner("Lotus River", 50, "CN"), owner("Meadow Holding", 50, "SE"))
    assert origin_of("A", party("A", *halves)) is UNKNOWN


def test_a_minority_without_rights_beside_a_clean_majority_is_not_dominant() -> None:
    assert origin_of("A", party("A", CLEAN_MAJORITY, owner("Lotus River", 40, "CN"))) is NONE


@pytest.mark.parametrize("right", ["board", "proxy", "special-share", "contract"])
def test_a_right_makes_a_minority_beside_a_clean_majority_unknown(right: str) -> None:
    minority = owner("Lotus River", 1, "CN", rights=(right,), kind="company")
    assert origin_of("A", party("A", CLEAN_MAJORITY, minority)) is UNKNOWN


def test_a_right_of_a_clean_owner_changes_nothing() -> None:
    minority = owner("Meadow Holding", 1, "SE", rights=("special-share", "board"))
    assert origin_of("A", party("A", owner("Hill", 99, "NO"), minority)) is NONE


def test_a_golden_share_is_nexus_only_in_the_hands_of_the_adversary_state() -> None:
    golden = {"rights": ("special-share",)}
    state = owner("City Fund", 1, "CN", kind="state", **golden)
    friendly = owner("City Fund", 1, "FR", kind="state", **golden)
    assert origin_of("A", party("A", CLEAN_MAJORITY, state)) is NEXUS
    assert origin_of("A", party("A", CLEAN_MAJORITY, friendly)) is NONE


def test_a_golden_share_of_a_state_counts_through_a_party_of_the_register() -> None:
    organ = party("River Province", home="CN")
    golden = owner("River Province", 0, kind="state", rights=("special-share",))
    assert origin_of("A", party("A", CLEAN_MAJORITY, golden), organ) is NEXUS


def test_the_largest_block_is_unknown_though_it_is_small() -> None:
    spread = [owner(f"Fund {number}", 2, "SE") for number in range(20)]
    assert origin_of("A", party("A", owner("Lotus River", 2, "CN"), *spread)) is UNKNOWN
    assert origin_of("A", party("A", owner("Lotus River", 1.9, "CN"), *spread)) is NONE


@pytest.mark.parametrize(("percent", "expected"), [(5.0, UNKNOWN), (4.99, NONE)])
def test_the_policy_number_concerns_blocks_that_are_not_the_largest(
    percent: float, expected: Origin
) -> None:
    owners = (owner("Hill", 45, "NO"), owner("Lotus River", percent, "CN"))
    assert origin_of("A", party("A", *owners)) is expected


def test_holders_in_concert_add_up_to_nexus_and_others_only_to_unknown() -> None:
    apart = [owner("Lotus River", 30, "CN"), owner("Birch", 25, "RU")]
    together = [
        owner("Lotus River", 30, "CN", concerts=("pact",)),
        owner("Birch", 25, "RU", concerts=("pact",)),
    ]
    two_pacts = [
        owner("Lotus River", 30, "CN", concerts=("pact",)),
        owner("Birch", 25, "RU", concerts=("other",)),
    ]
    rest = owner("Meadow Holding", 45, "SE")
    assert origin_of("A", party("A", *apart, rest)) is UNKNOWN
    assert origin_of("A", party("A", *together, rest)) is NEXUS
    assert origin_of("A", party("A", *two_pacts, rest)) is UNKNOWN


def test_a_group_counts_only_its_nexus_members_towards_nexus() -> None:
    mixed = [
        owner("Lotus River", 3, "CN", concerts=("pact",)),
        owner("Meadow Holding", 60, "SE", concerts=("pact",)),
    ]
    assert origin_of("A", party("A", *mixed)) is UNKNOWN


def test_ranges_count_with_their_minimum_for_must_and_maximum_for_may() -> None:
    def band(low: float, high: float) -> Origin:
        holder = owner("Lotus River", None, "CN", voting_percent_min=low, voting_percent_max=high)
        return origin_of("A", party("A", holder, owner("Meadow Holding", 49, "SE")))

    assert band(50.5, 51) is NEXUS
    assert band(25, 51) is UNKNOWN
    assert band(0, 4) is NONE


def test_a_share_left_out_may_be_all_that_the_others_leave() -> None:
    unstated = owner("Lotus River", None, "CN")
    assert origin_of("A", party("A", unstated, owner("Hill", 49, "NO"))) is UNKNOWN
    assert origin_of("A", party("A", unstated, owner("Hill", 51, "NO"))) is NONE


def test_a_fund_with_undisclosed_owners_is_unknown() -> None:
    fund = party("Harbour Fund LP", ownership_reviewed=None)
    assert origin_of("A", party("A", owner("Harbour Fund LP", 80, "DE")), fund) is UNKNOWN
    assert origin_of("A", party("A", owner("Harbour Fund LP", 80))) is UNKNOWN
    assert origin_of("A", party("A", owner("Harbour Fund LP", 80, "DE"))) is NONE


def test_persons_count_by_country_unless_they_are_us_persons() -> None:
    person = {"kind": "person"}
    assert origin_of("A", party("A", owner("J. Doe", 60, "CN", **person))) is NEXUS
    assert origin_of("A", party("A", owner("J. Doe", 60, "CN", us_person=True, **person))) is NONE
    assert origin_of("A", party("A", owner("J. Doe", 60, us_person=True, **person))) is NONE
    assert origin_of("A", party("A", owner("J. Doe", 60, **person))) is UNKNOWN
    assert origin_of("A", party("A", owner("J. Doe", 60, "SE", **person))) is NONE


def test_control_runs_through_a_chain_of_any_depth() -> None:
    depth = 5_000
    chain = [party(f"P{n}", owner(f"P{n + 1}", 51)) for n in range(depth)]
    found = resolver(parties(*chain, party(f"P{depth}", home="CN"))).resolve(claim("P0"))
    assert found.origin is NEXUS
    assert len(found.path) == depth + 1


def test_a_majority_of_a_majority_counts_though_the_product_is_below_half() -> None:
    middle = party("Middle", owner("Lotus River", 51, "CN"))
    assert origin_of("A", party("A", owner("Middle", 51)), middle) is NEXUS


def test_a_subsidiary_in_hong_kong_is_nexus_and_its_clean_parent_is_not() -> None:
    entries = (party("Parent"), party("Child", owner("Parent", 100), home="HK"))
    assert origin_of("Child", *entries) is NEXUS
    assert origin_of("Parent", *entries) is NONE


def test_cross_holdings_terminate_and_add_nothing_of_their_own() -> None:
    x = party("X", owner("Y", 30), owner("Meadow Holding", 70, "SE"))
    y = party("Y", owner("X", 51), owner("Hill", 49, "NO"))
    assert origin_of("X", x, y) is NONE
    assert origin_of("Y", x, y) is NONE


def test_a_majority_that_the_company_holds_in_itself_is_no_counterweight() -> None:
    x = party("X", owner("Y", 60), owner("Lotus River", 40, "CN"))
    y = party("Y", owner("X", 100))
    assert origin_of("X", x, y) is UNKNOWN
    assert origin_of("X", party("X", owner("X", 60), owner("Lotus River", 40, "CN"))) is UNKNOWN


def test_an_owner_whose_country_contradicts_the_register_is_unknown() -> None:
    known = party("Hill", home="NO")
    assert origin_of("A", party("A", owner("Hill", 100, "NO")), known) is NONE
    assert origin_of("A", party("A", owner("Hill", 100, "CN")), known) is UNKNOWN
    assert origin_of("A", party("A", owner("Hill", 100, "SE")), known) is UNKNOWN
    assert origin_of("A", party("A", owner("Hill", 100, "SE")), party("Hill", home="CN")) is UNKNOWN
    assert origin_of("A", party("A", owner("Hill", 100)), party("Hill", home="CN")) is NEXUS
    assert origin_of("A", party("A", owner("Hill", 100, "HK")), party("Hill", home="CN")) is NEXUS


def test_holdings_of_more_than_everything_are_unknown() -> None:
    owners = (owner("Hill", 60, "NO"), owner("Meadow Holding", 60, "SE"))
    assert origin_of("A", party("A", *owners)) is UNKNOWN


def test_macau_is_unknown_under_the_proposal_and_nexus_under_the_final_rule() -> None:
    assert origin_of("A", party("A", home="MO")) is NEXUS
    assert origin_of("A", party("A", home="MO"), prongs=NPRM) is UNKNOWN
    assert origin_of("A", party("A", owner("Casino", 60, "MO")), prongs=NPRM) is UNKNOWN
    assert origin_of("A", party("A", home="TW"), prongs=NPRM) is NONE


def test_acting_for_an_adversary_is_nexus_and_for_somebody_unknown_unknown() -> None:
    def acts(principal: str) -> Origin:
        agent = party("Agent", acts_for=(BomText(principal),))
        return origin_of("Agent", agent, party("Lotus River", home="CN"), party("Hill", home="NO"))

    assert acts("Lotus River") is NEXUS
    assert acts("RU") is NEXUS
    assert acts("People's Republic of China") is NEXUS
    assert acts("Republic of China") is NONE
    assert acts("Hill") is NONE
    assert acts("Somebody Else") is UNKNOWN


@pytest.mark.parametrize(
    "fact", ["incorporated_in", "headquarters", "principal_place_of_business", "ownership_reviewed"]
)
def test_each_fact_of_a_clean_party_is_needed_and_asked_for(fact: str) -> None:
    silence: dict[str, Any] = {fact: None if fact == "ownership_reviewed" else ""}
    entry = party("A", **silence)
    found = resolver(parties(entry)).resolve(claim("A"))
    assert found.origin is UNKNOWN
    assert len(found.gaps) == 1
    assert origin_of("A", party("A")) is NONE


def test_a_review_of_tomorrow_does_not_count() -> None:
    assert origin_of("A", party("A", ownership_reviewed=date(2026, 6, 1))) is NONE
    found = resolver(parties(party("A", ownership_reviewed=date(2026, 6, 2)))).resolve(claim("A"))
    assert found.origin is UNKNOWN
    assert "2026-06-02" in found.warnings[0]


def test_a_decision_settles_what_only_may_be_control() -> None:
    block = owner("Lotus River", 34, "CN")
    assert origin_of("A", party("A", block)) is UNKNOWN
    assert origin_of("A", party("A", block, decided=DECIDED_NONE)) is NONE
    unreviewed = party("A", block, decided=DECIDED_NONE, ownership_reviewed=None)
    assert origin_of("A", unreviewed) is NONE


def test_a_decision_never_undoes_a_majority_a_golden_share_or_a_place() -> None:
    majority = party("A", owner("Lotus River", 51, "CN"), decided=DECIDED_NONE)
    golden = owner("City Fund", 0, "CN", kind="state", rights=("special-share",))
    assert origin_of("A", majority) is NEXUS
    assert origin_of("A", party("A", golden, decided=DECIDED_NONE)) is NEXUS
    assert origin_of("A", party("A", home="CN", decided=DECIDED_NONE)) is NEXUS
    assert origin_of("A", party("A", headquarters="", decided=DECIDED_NONE)) is UNKNOWN


def test_a_decision_for_nexus_decides_and_one_of_tomorrow_does_not() -> None:
    nexus = Decided(nexus=NEXUS, reason=BomText("pact"), by=BomText("desk"), on=date(2026, 6, 2))
    assert origin_of("A", party("A", decided=nexus)) is NONE
    assert origin_of("A", party("A", decided=nexus), today=date(2026, 6, 2)) is NEXUS


def test_the_path_names_every_holding_with_share_and_source() -> None:
    entries = (
        party("A", owner("Middle", 60, place="line 7")),
        party("Middle", owner("Lotus River", 51, "CN", as_of=date(2026, 1, 2), place="line 9")),
    )
    found = resolver(parties(*entries)).resolve(claim("A"))
    assert found.prong == "4"
    assert found.country == "CN"
    assert found.path == (
        "A: 60 % of the votes held by Middle (suppliers.toml, line 7)",
        "Middle: 51 % of the votes held by Lotus River, a company of China "
        "(suppliers.toml, line 9, as of 2026-01-02)",
    )


@pytest.mark.parametrize("first", [True, False])
def test_the_largest_clean_block_counts_wherever_it_is_listed(first: bool) -> None:
    clean = [owner("Meadow Holding", 30, "SE"), owner("Hill Holding", 3, "NO")]
    small = owner("Lotus River", 4, "CN")
    owners = (*clean, small) if first else (*reversed(clean), small)
    assert origin_of("A", party("A", *owners)) is NONE
    larger = owner("Lotus River", 31, "CN")
    owners = (*clean, larger) if first else (*reversed(clean), larger)
    assert origin_of("A", party("A", *owners)) is UNKNOWN
