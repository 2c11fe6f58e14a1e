"""The bundled reference: a starting point that shows, and never more than that."""

from __future__ import annotations

from datetime import date

import pytest
from tests.origin.build import claim, owner, parties, party, resolver

from vcs_check.inventory.vocabulary import Evidence, Origin
from vcs_check.origin.countries import is_country_code
from vcs_check.origin.identifiers import is_valid
from vcs_check.origin.names import normalised
from vcs_check.origin.reference_data import REFERENCE_DATE, reference_parties

NEXUS, UNKNOWN, NONE = Origin.NEXUS, Origin.UNKNOWN, Origin.NONE


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Quectel", NEXUS),
        ("移远通信", NEXUS),
        ("LEONI AG", NEXUS),
        ("Nexperia", NEXUS),
        ("Bosch Automotive Products (Suzhou) Co., Ltd.", NEXUS),
        ("Robert Bosch GmbH", NONE),
        ("MediaTek", NONE),
        ("Mercedes-Benz Group AG", UNKNOWN),
        ("Pirelli", UNKNOWN),
        ("Rolling Wireless S.à r.l.", UNKNOWN),
        ("AB Volvo", UNKNOWN),
        ("Volvo Cars", NEXUS),
        ("Yandex", UNKNOWN),
        ("Yandex LLC", NEXUS),
        ("Yandex N.V.", NONE),
        ("KUKA", UNKNOWN),
        ("Robert Bosch OOO", UNKNOWN),
    ],
)
def test_well_known_suppliers_have_the_origin_that_their_facts_give(
    name: str, expected: Origin
) -> None:
    found = resolver(use_reference=True).resolve(claim(name))
    assert found.origin is expected, found.why


def test_a_row_clears_in_standard_with_its_assumptions_and_never_in_strict() -> None:
    standard = resolver(use_reference=True).resolve(claim("Robert Bosch GmbH"))
    assert (standard.origin, standard.from_reference) == (NONE, True)
    assert len(standard.assumptions) == 2
    strict = resolver(use_reference=True, evidence=Evidence.STRICT)
    assert strict.resolve(claim("Robert Bosch GmbH")).origin is UNKNOWN
    assert strict.resolve(claim("Quectel")).origin is NEXUS


def test_strict_never_clears_and_never_hides_a_nexus_of_the_reference() -> None:
    standard = resolver(use_reference=True)
    strict = resolver(use_reference=True, evidence=Evidence.STRICT)
    for row in reference_parties():
        in_strict = strict.resolve(claim(row.name)).origin
        assert in_strict is not NONE
        assert (in_strict is NEXUS) == (standard.resolve(claim(row.name)).origin is NEXUS)


def test_a_row_without_a_public_source_decides_nothing_and_names_its_country() -> None:
    rows = [row for row in reference_parties() if not row.verified]
    found = resolver(use_reference=True)
    assert rows
    for row in rows:
        assert found.resolve(claim(row.name)).origin is UNKNOWN
    unsourced = next(row for row in rows if row.headquarters == "CN")
    assert found.resolve(claim(unsourced.name)).country == "CN"
    assert "(China) decides nothing" in found.resolve(claim(unsourced.name)).why


def test_an_entry_of_the_user_replaces_a_row_visibly() -> None:
    own = party("Robert Bosch GmbH", ownership_reviewed=None)
    found = resolver(parties(own), use_reference=True)
    by_alias = found.resolve(claim("Bosch"))
    assert (by_alias.origin, by_alias.known, by_alias.from_reference) == (UNKNOWN, True, False)
    exact = found.resolve(claim("Robert Bosch GmbH"))
    assert exact.origin is UNKNOWN
    assert "replaces the entry Robert Bosch GmbH" in exact.warnings[0]
    assert exact.warnings[0] in found.notes


def test_a_brand_shared_with_a_company_elsewhere_does_not_hide_the_bundled_entry() -> None:
    found = resolver(parties(party("Huawei", home="DE")), use_reference=True)
    shared = found.resolve(claim("Huawei"))
    assert shared.origin is UNKNOWN
    assert "names several parties" in shared.why
    assert "shares a name with" in found.notes[0]
    assert found.resolve(claim("Huawei", "DE")).origin is NONE
    assert found.resolve(claim("Huawei", "CN")).origin is NEXUS
    assert found.resolve(claim("Huawei Technologies Co., Ltd.")).origin is NEXUS


def test_an_entry_under_a_brand_answers_to_every_name_of_the_row() -> None:
    found = resolver(parties(party("Bosch", ownership_reviewed=None)), use_reference=True)
    result = found.resolve(claim("Robert Bosch GmbH"))
    assert (result.origin, result.name, result.from_reference) == (UNKNOWN, "Bosch", False)


def test_an_owner_that_the_reference_knows_as_nexus_is_one() -> None:
    own = party("Hill", owner("Wingtech Technology", 80, "CN"))
    unplaced = party("Hill", owner("Wingtech Technology", 80))
    assert resolver(parties(own), use_reference=True).resolve(claim("Hill")).origin is NEXUS
    assert resolver(parties(unplaced), use_reference=True).resolve(claim("Hill")).origin is NEXUS
    assert resolver(parties(unplaced)).resolve(claim("Hill")).origin is UNKNOWN


def test_a_clean_owner_of_the_reference_clears_in_strict_only_with_its_country() -> None:
    placed = party("Hill", owner("Robert Bosch GmbH", 80, "DE"))
    unplaced = party("Hill", owner("Robert Bosch GmbH", 80))

    def origin(entry_name: str, evidence: Evidence) -> Origin:
        entry = placed if entry_name == "placed" else unplaced
        found = resolver(parties(entry), use_reference=True, evidence=evidence)
        return found.resolve(claim("Hill")).origin

    assert origin("placed", Evidence.STRICT) is NONE
    assert origin("unplaced", Evidence.STANDARD) is NONE
    assert origin("unplaced", Evidence.STRICT) is UNKNOWN


def test_every_row_is_sound() -> None:
    seen: set[str] = set()
    for row in reference_parties():
        assert row.bundled
        assert row.place
        assert row.ownership_reviewed == REFERENCE_DATE
        assert row.place.startswith(("no public source", "not opened: ")) == (not row.verified)
        assert all(is_country_code(code) for code in row.countries)
        assert all(is_valid(scheme, value) for scheme, value in row.identifiers)
        assert normalised(row.name) not in seen, row.name
        seen.add(normalised(row.name))
        for holder in row.owners:
            assert not holder.country or is_country_code(holder.country)
            assert (holder.voting_percent_max or 0) <= 100


def test_a_day_before_the_reference_still_uses_it() -> None:
    found = resolver(use_reference=True, today=date(2026, 1, 1)).resolve(claim("Robert Bosch GmbH"))
    assert found.origin is NONE


def test_a_row_that_rests_on_the_mac_registry_alone_says_so_and_says_where_it_found_that() -> None:
    alone = [
        row
        for row in reference_parties()
        if all(
            part.strip().startswith(("IEEE MA-L", "Ericsson AB")) for part in row.place.split(";")
        )
    ]
    assert len(alone) > 50
    assert {row.confidence for row in alone} == {"found+unverified"}


@pytest.mark.parametrize(
    "name", ["Integrated Silicon Solution, Inc.", "理想汽车", "TDK", "Autoliv"]
)
def test_row_whose_filing_nobody_opened_neither_clears_nor_accuses(name: str) -> None:
    assert resolver(use_reference=True).resolve(claim(name)).origin is UNKNOWN


def test_row_whose_filing_nobody_opened_says_so_and_does_not_count() -> None:
    named = [row for row in reference_parties() if row.place.startswith("not opened: ")]
    assert len(named) > 100
    assert {(row.confidence, row.verified) for row in named} == {("unverified", False)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("ルネサスエレクトロニクス株式会社", NONE), ("TDK (Zhuhai) Co., Ltd.", UNKNOWN)],
)
def test_names_in_their_own_script_lead_to_the_row_and_subsidiaries_do_not(
    name: str, expected: Origin
) -> None:
    assert resolver(use_reference=True).resolve(claim(name)).origin is expected
