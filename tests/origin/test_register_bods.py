"""BODS 0.4: ranges stay ranges, nobody is cleared by it, and the last statement counts."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.origin.build import claim, owner, parties, party, resolver
from tests.origin.data_sets import (
    bods,
    bods_entity,
    bods_interest,
    bods_person,
    selected,
    shares,
)

from vcs_check.errors import MalformedError
from vcs_check.inventory.vocabulary import Origin
from vcs_check.origin.party import Owner

NEXUS, UNKNOWN, NONE = Origin.NEXUS, Origin.UNKNOWN, Origin.NONE
FILE = "owners.json"
REAL = Path(os.environ.get("VCS_CHECK_DATA", ""), "ownership", "bods")

HILL = bods_entity("e-hill", "Hill Radio GmbH", "DE")
LOTUS = bods_entity("e-lotus", "Lotus River Co., Ltd.", "CN")


def held(*interests: dict[str, Any], holder: object = "e-lotus", **more: Any) -> Origin:
    """The origin of Hill Radio by what one holder has in it."""
    data = bods(
        HILL, LOTUS, bods_interest("r1", "e-hill", holder, *interests), *more.get("and_", ())
    )
    found = selected((FILE, data), claims=[claim("Hill Radio")])
    return resolver(*found).resolve(claim("Hill Radio GmbH")).origin


def holder_of(*interests: dict[str, Any]) -> Owner:
    """The owner that some interests make."""
    data = bods(HILL, LOTUS, bods_interest("r1", "e-hill", "e-lotus", *interests))
    (found,) = selected((FILE, data), claims=[claim("Hill Radio")])
    return found.parties[0].owners[0]


def interest(kind: str, share: Mapping[str, float] | None = None, **more: Any) -> dict[str, Any]:
    """An interest without or with a range of shares."""
    return {"type": kind, **({"share": share} if share else {}), **more}


def test_a_clean_looking_european_name_with_a_parent_in_china_is_a_nexus() -> None:
    assert held(shares(51)) is NEXUS
    assert held(shares(50)) is UNKNOWN


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [
        ({"exact": 34.1}, 34.1, 34.1),
        ({"minimum": 25, "maximum": 50}, 25, 50),
        ({"exclusiveMinimum": 50, "maximum": 75}, 50, 75),
        ({"minimum": 50, "exclusiveMaximum": 75}, 50, 75),
        ({"minimum": 75}, 75, None),
        ({"maximum": 25}, None, 25),
        ({}, None, None),
    ],
)
def test_a_range_of_shares_stays_one(
    share: dict[str, float], low: float | None, high: float | None
) -> None:
    found = holder_of(interest("shareholding", share))
    assert (
        found.voting_percent_min == pytest.approx(low) if low else found.voting_percent_min is None
    )
    assert found.voting_percent_max == pytest.approx(high) if high else not found.voting_percent_max


def test_more_than_half_is_a_majority_and_at_least_half_is_none() -> None:
    assert held(interest("votingRights", {"exclusiveMinimum": 50, "maximum": 75})) is NEXUS
    assert held(interest("votingRights", {"minimum": 50, "maximum": 75})) is UNKNOWN


def test_votes_count_before_shares_and_an_economic_interest_is_no_vote() -> None:
    both = holder_of(shares(80), interest("votingRights", {"exact": 20}))
    assert (both.voting_percent_min, both.voting_percent_max) == (20, 80)
    profit = holder_of(interest("rightsToProfitOrIncome", {"exact": 90}))
    assert (profit.voting_percent_min, profit.voting_percent_max, profit.rights) == (0, 0, ())


def test_direct_and_indirect_shares_of_one_holder_are_different_votes() -> None:
    direct, indirect = shares(30), shares(30, directOrIndirect="indirect")
    assert holder_of(direct, indirect).voting_percent_min == 60
    twice = holder_of(direct, shares(30, directOrIndirect="direct"))
    assert (twice.voting_percent_min, twice.voting_percent_max) == (30, 60)


def test_an_indirect_interest_is_not_counted_beside_the_chain_that_it_runs_through() -> None:
    middle = bods_entity("e-mid", "Middle GmbH", "DE", details={"isComponent": True})
    data = bods(
        HILL, middle, bods_person("p", "A. Example", "DE"),
        bods_interest("r1", "e-hill", "e-mid", shares(100)),
        bods_interest("r2", "e-mid", "p", shares(100)),
        bods_interest("r3", "e-hill", "p", shares(100, directOrIndirect="indirect")),
    )  # fmt: skip
    found = selected((FILE, data), claims=[claim("Hill Radio")])
    own = parties(party("Hill Radio GmbH"), party("Middle GmbH"))
    assert resolver(own, *found).resolve(claim("Hill Radio GmbH")).origin is NONE
    assert resolver(*found).resolve(claim("Hill Radio GmbH")).origin is UNKNOWN


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("appointmentOfBoard", UNKNOWN),
        ("boardMember", UNKNOWN),
        ("otherInfluenceOrControl", UNKNOWN),
        ("unknownInterest", UNKNOWN),
        ("rightsGrantedByContract", UNKNOWN),
        ("controlByLegalFramework", NEXUS),
        ("controlViaCompanyRulesOrArticles", NEXUS),
        ("rightsToProfitOrIncome", NONE),
    ],
)
def test_an_interest_without_votes_controls_casts_doubt_or_does_nothing(
    kind: str, expected: Origin
) -> None:
    data = bods(HILL, LOTUS, bods_interest("r1", "e-hill", "e-lotus", interest(kind)))
    found = selected((FILE, data), claims=[claim("Hill Radio")])
    reviewed = parties(party("Hill Radio GmbH", owner("Hill Family", 100, "DE")))
    assert resolver(reviewed, *found).resolve(claim("Hill Radio GmbH")).origin is expected


@pytest.mark.parametrize(
    ("nationalities", "expected"),
    [(("CN",), NEXUS), (("DE", "CN"), NEXUS), (("CN", "US"), UNKNOWN), (("DE",), UNKNOWN),
     ((), UNKNOWN)],
)  # fmt: skip
def test_a_person_counts_by_every_citizenship(
    nationalities: tuple[str, ...], expected: Origin
) -> None:
    person = bods_person("p", "A. Example", *nationalities)
    data = bods(HILL, person, bods_interest("r1", "e-hill", "p", shares(60)))
    found = selected((FILE, data), claims=[claim("Hill Radio")])
    assert resolver(*found).resolve(claim("Hill Radio GmbH")).origin is expected


def test_a_fund_with_undisclosed_owners_is_unknown_even_where_its_manager_is_known() -> None:
    fund = bods_entity("e-fund", "Example Growth Fund LP", "KY", kind="arrangement")
    unnamed = {"reason": "interestedPartyHasNotProvidedInformation"}
    data = bods(
        HILL, fund,
        bods_interest("r1", "e-hill", "e-fund", shares(100)),
        bods_interest("r2", "e-fund", unnamed, shares(95)),
        bods_interest("r3", "e-fund", "p", interest("otherInfluenceOrControl")),
        bods_person("p", "A. Example", "US"),
    )  # fmt: skip
    found = selected((FILE, data), claims=[claim("Hill Radio")])
    own = parties(party("Hill Radio GmbH"), party("Example Growth Fund LP", home="KY"))
    result = resolver(own, *found).resolve(claim("Hill Radio GmbH"))
    assert result.origin is UNKNOWN
    assert "Example Growth Fund LP" in result.why


@pytest.mark.parametrize("kind", ["anonymousEntity", "unknownEntity"])
def test_an_unknown_owner_is_unknown(kind: str) -> None:
    data = bods(HILL, bods_entity("e-x", "", kind=kind),
                bods_interest("r1", "e-hill", "e-x", shares(10)))  # fmt: skip
    found = selected((FILE, data), claims=[claim("Hill Radio")])
    assert (
        resolver(parties(party("Hill Radio GmbH")), *found).resolve(claim("Hill Radio GmbH")).origin
        is UNKNOWN
    )


@pytest.mark.parametrize("reason", ["noBeneficialOwners", "subjectExemptFromDisclosure"])
def test_that_there_are_no_owners_to_name_is_no_proof(reason: str) -> None:
    data = bods(HILL, bods_interest("r1", "e-hill", {"reason": reason}))
    (found,) = selected((FILE, data))
    assert "no proof" in found.notes[0]
    assert resolver(found).resolve(claim("Hill Radio GmbH")).origin is UNKNOWN


def test_a_state_owner_is_its_country() -> None:
    state = bods_entity("e-s", "Example State", "RU", kind="state")
    data = bods(HILL, state, bods_interest("r1", "e-hill", "e-s", shares(60)))
    found = selected((FILE, data))
    assert resolver(*found).resolve(claim("Hill Radio")).origin is NEXUS


def test_the_last_statement_on_a_record_counts_and_a_closed_one_is_gone() -> None:
    first = bods_interest("r1", "e-hill", "e-lotus", shares(80), statementDate="2024-01-01")
    later = bods_interest("r1", "e-hill", "e-lotus", shares(10), statementDate="2025-01-01",
                          recordStatus="updated")  # fmt: skip
    gone = bods_interest("r1", "e-hill", "e-lotus", shares(80), statementDate="2025-06-01",
                         recordStatus="closed")  # fmt: skip

    def owners(*statements: dict[str, Any]) -> list[float | None]:
        (found,) = selected((FILE, bods(HILL, LOTUS, *statements)))
        hill = next(p for p in found.parties if p.name == "Hill Radio GmbH")
        return [o.voting_percent_min for o in hill.owners]

    assert owners(first) == [80]
    assert owners(first, later) == owners(later, first) == [10]
    assert owners(gone, first, later) == []


def test_an_interest_that_has_ended_is_none() -> None:
    assert held(shares(80, endDate="2026-05-31")) is UNKNOWN  # the day of the run is June 1
    assert held(shares(80, endDate="2026-06-01")) is NEXUS


def test_two_records_of_one_name_stay_two() -> None:
    twin = bods_entity("e-twin", "Hill Radio GmbH", "HK")
    (found,) = selected((FILE, bods(HILL, twin)))
    assert [p.name for p in found.parties] == [
        "Hill Radio GmbH (record e-hill)", "Hill Radio GmbH (record e-twin)"
    ]  # fmt: skip
    assert resolver(found).resolve(claim("Hill Radio GmbH")).origin is UNKNOWN
    assert resolver(found).resolve(claim("Hill Radio GmbH", "Hong Kong")).origin is NEXUS


def test_json_lines_are_read_like_an_array() -> None:
    statements = (HILL, LOTUS, bods_interest("r1", "e-hill", "e-lotus", shares(60)))
    lines = "\n".join(json.dumps(one) for one in statements).encode()
    assert selected((FILE, lines))[0].parties == selected((FILE, bods(*statements)))[0].parties


def test_only_what_is_asked_for_is_kept_with_whoever_stands_above_it() -> None:
    strangers = [bods_entity(f"e{n}", f"Stranger {n}", "DE") for n in range(30)]
    data = bods(*strangers, HILL, LOTUS, bods_interest("r1", "e-hill", "e-lotus", shares(60)),
                bods_interest("r2", "e1", "e2", shares(60)))  # fmt: skip
    (found,) = selected((FILE, data), claims=[claim("Hill Radio")])
    assert [p.name for p in found.parties] == ["Hill Radio GmbH", "Lotus River Co., Ltd."]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"recordType": "company"}, "record 1.*recordType"),
        ({"recordDetails": None}, "record 1.*recordDetails"),
        ({"statementDate": "last year"}, "record 1.*statementDate"),
        ({"statementDate": "2026-02-31"}, "record 1.*no date"),
        ({"recordId": 7}, "record 1.*recordId"),
        ({"statementType": "entityStatement"}, "record 1.*before 0.4"),
        ({"recordDetails": {"isComponent": False}}, "record 1.*entityType"),
    ],
)
def test_a_fault_is_named_with_its_record(change: dict[str, Any], message: str) -> None:
    with pytest.raises(MalformedError, match=f"{FILE}.*{message}"):
        selected((FILE, bods({**HILL, **change})))


def test_a_share_beyond_all_shares_or_a_range_the_wrong_way_round_is_a_fault() -> None:
    for share in ({"exact": 101}, {"minimum": -1}, {"minimum": 60, "maximum": 40}):
        with pytest.raises(MalformedError, match="record 3"):
            holder_of(interest("shareholding", share))


@pytest.mark.parametrize("data", [b'[{"recordType": ', b'[{"statementId": "', b"[1, 2]"])
def test_a_file_that_is_cut_or_no_json_is_a_fault(data: bytes) -> None:
    whole = bods(HILL)
    with pytest.raises(MalformedError):
        selected((FILE, data + b'"recordType", "statementId"' if data == b"[1, 2]" else data))
    with pytest.raises(MalformedError, match="ends within"):
        selected((FILE, whole.rstrip(b"]")))


def test_deep_nesting_is_refused_without_a_crash() -> None:
    data = b'[{"recordType": "entity", "statementId": ' + b"[" * 100_000
    with pytest.raises(MalformedError):
        selected((FILE, data))


@pytest.mark.skipif(not REAL.is_dir(), reason="VCS_CHECK_DATA has no BODS samples")
def test_every_official_example_is_read_and_clears_nobody() -> None:
    files = [*sorted((REAL / "examples-0.4").glob("*.json")),
             *sorted((REAL / "statements-0.4" / "valid").glob("*.json"))]  # fmt: skip
    assert len(files) > 100
    for file in files:
        (found,) = selected((file.name, file.read_bytes()))
        for entry in found.parties:
            assert (
                resolver(found, today=date(2026, 6, 1)).resolve(claim(entry.name)).origin is UNKNOWN
            )
