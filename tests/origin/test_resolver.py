"""From a claim to a finding: what matches, what only proposes, what proves a nexus by itself."""

from __future__ import annotations

import pytest
from tests.origin.build import NPRM, claim, owner, parties, party, resolver
from tests.origin.test_identifiers import INN, LEI, OGRN, USCC

from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.vocabulary import Evidence, Origin, Role
from vcs_check.origin.party import ListEntry, Register
from vcs_check.text import BomText

NEXUS, UNKNOWN, NONE = Origin.NEXUS, Origin.UNKNOWN, Origin.NONE
CLEAN = party("Hill Radio GmbH", aliases=(BomText("Hillra"),), identifiers=(("lei", LEI),))
ADVERSARY = party("Lotus River Co., Ltd.", home="CN", identifiers=(("fcc_grantee", "2AXYZ"),))


@pytest.mark.parametrize("name", ["Hill Radio GmbH", "HILL RADIO", "Hillra", "Hill\u200b Radio"])
def test_a_name_or_alias_matches_exactly_after_normalisation(name: str) -> None:
    found = resolver(parties(CLEAN)).resolve(claim(name))
    assert (found.origin, found.known, found.name) == (NONE, True, "Hill Radio GmbH")
    assert "suppliers.toml" in found.why


@pytest.mark.parametrize("name", ["Hill Radiо", "Hil Radio GmbH", "Hill Radio Vertrieb GmbH"])
def test_a_similar_name_is_proposed_and_decides_nothing(name: str) -> None:
    found = resolver(parties(CLEAN, ADVERSARY)).resolve(claim(name))
    assert found.origin is UNKNOWN
    assert found.candidates == ("Hill Radio GmbH",)
    assert found.gaps[0].fact == "identity"


def test_a_name_like_that_of_a_nexus_party_names_it_and_its_origin() -> None:
    found = resolver(parties(ADVERSARY)).resolve(claim("Lotus Rivers Ltd"))
    assert found.origin is UNKNOWN
    assert "Lotus River Co., Ltd. (nexus, China)" in found.why


def test_a_name_in_no_register_is_unknown_and_everything_is_asked() -> None:
    found = resolver().resolve(claim("Quietbrook"))
    assert (found.origin, found.known, found.candidates) == (UNKNOWN, False, ())
    assert [gap.fact for gap in found.gaps] == [
        "incorporation",
        "headquarters",
        "principal-place-of-business",
        "ownership",
    ]


def test_a_company_of_the_same_name_in_another_country_is_another_company() -> None:
    found = resolver(parties(CLEAN)).resolve(claim("Hill Radio", "Austria"))
    assert found.origin is UNKNOWN
    assert found.candidates == ("Hill Radio GmbH",)
    assert resolver(parties(CLEAN)).resolve(claim("Hill Radio", "Deutschland")).origin is NONE


def test_a_country_that_cannot_be_read_clears_nobody() -> None:
    found = resolver(parties(CLEAN)).resolve(claim("Hill Radio", "Crimea"))
    assert found.origin is UNKNOWN
    assert "Crimea" in found.warnings[0]


@pytest.mark.parametrize("name", ["Hill Radio OOO", "ООО Hill Radio", "Hill Radio 有限公司"])
def test_a_legal_form_of_another_country_is_another_company(name: str) -> None:
    assert resolver(parties(CLEAN)).resolve(claim(name)).origin is UNKNOWN


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("China", NEXUS),
        ("HK", NEXUS),
        ("Macau", NEXUS),
        ("Россия", NEXUS),
        ("Taiwan", UNKNOWN),
        ("Republic of China", UNKNOWN),
        ("Korea", UNKNOWN),
        ("US", UNKNOWN),
    ],
)
def test_an_address_is_evidence_of_a_nexus_and_of_nothing_else(
    country: str, expected: Origin
) -> None:
    found = resolver().resolve(claim("Quietbrook", country))
    assert found.origin is expected
    assert found.prong == ("3" if expected is NEXUS else "")


def test_an_address_in_an_adversary_country_beats_a_clean_entry() -> None:
    found = resolver(parties(CLEAN)).resolve(claim("Hill Radio GmbH", "China"))
    assert (found.origin, found.country) == (NEXUS, "CN")
    assert "address in China" in found.why


def test_an_address_in_macau_is_unknown_under_the_proposal() -> None:
    found = resolver(parties(party("Hill", home="MO")), prongs=NPRM).resolve(claim("Hill", "MO"))
    assert found.origin is UNKNOWN


def test_registrations_prove_and_identifiers_that_fail_do_not() -> None:
    def origin(**identifiers: str) -> Origin:
        return resolver().resolve(claim("Quietbrook", **identifiers)).origin

    assert origin(uscc=USCC) is NEXUS
    assert origin(ogrn=OGRN) is NEXUS
    assert origin(uscc=USCC[:-1] + "!") is UNKNOWN
    assert origin(inn=INN) is UNKNOWN
    assert origin(lei=LEI) is UNKNOWN


def test_an_identifier_that_fails_its_check_is_a_warning() -> None:
    found = resolver(parties(CLEAN)).resolve(claim("Hill Radio", uscc="123"))
    assert found.origin is NONE
    assert "fails its check" in found.warnings[0]


def test_an_identifier_decides_before_a_name() -> None:
    found = resolver(parties(CLEAN)).resolve(claim("H. R. Trading Name", lei=LEI))
    assert (found.origin, found.name) == (NONE, "Hill Radio GmbH")
    assert "by its lei" in found.warnings[0]


def test_an_fcc_id_shows_a_nexus_and_clears_nobody() -> None:
    clean = party("Hill Radio GmbH", identifiers=(("fcc_grantee", "2BCDE"),))
    found = resolver(parties(clean, ADVERSARY))
    assert found.resolve(claim("Quietbrook", fcc="2AXYZ-M1")).origin is NEXUS
    assert found.resolve(claim("Quietbrook", fcc="2BCDE-M1")).origin is UNKNOWN
    assert found.resolve(claim("Hill Radio", fcc="2BCDE-M1")).origin is NONE


def test_an_lei_that_contradicts_the_name_is_unknown() -> None:
    other = "0000EXAMPLE0000002"
    number = int("".join(str(int(char, 36)) for char in other + "00"))
    other_lei = f"{other}{98 - number % 97:02d}"
    found = resolver(parties(CLEAN, party("Meadow", identifiers=(("lei", other_lei),))))
    assert found.resolve(claim("Hill Radio", lei=other_lei)).origin is UNKNOWN
    assert found.resolve(claim("Hill Radio", lei=LEI)).origin is NONE


def test_other_adversaries_of_other_law_are_a_warning_and_no_nexus() -> None:
    found = resolver().resolve(claim("Quietbrook", "Iran"))
    assert found.origin is UNKNOWN
    assert any("other law" in warning for warning in found.warnings)
    assert resolver(parties(party("Hill", home="BY"))).resolve(claim("Hill")).origin is NONE


def test_claims_of_equal_content_share_one_finding_whatever_their_role() -> None:
    found = resolver(parties(CLEAN))
    maker = claim("Hill Radio")
    supplier = PartyClaim(role=Role.SUPPLIER, name=BomText("Hill Radio"))
    assert found.resolve(maker) is found.resolve(supplier) is found.resolve(maker)


def test_nobody_named_is_unknown() -> None:
    assert resolver().resolve(claim("")).origin is UNKNOWN
    assert resolver().resolve_name("Quietbrook").origin is UNKNOWN


def test_an_assumption_overrides_and_says_so() -> None:
    found = resolver(parties(ADVERSARY), assumed={"Lotus River": NONE}).resolve(
        claim("Lotus River Co., Ltd.")
    )
    assert found.origin is NONE
    assert "assumed" in found.why


def test_a_us_distributor_is_judged_by_itself() -> None:
    distributor = party("Prairie Parts Inc.", owner("Prairie Family", 100, "US"), home="US")
    found = resolver(parties(distributor, ADVERSARY)).resolve(claim("Prairie Parts"))
    assert (found.origin, found.creates_what_it_supplies) == (NONE, False)


def test_a_list_hit_alone_is_unknown_and_names_list_and_entry() -> None:
    listed = Register(
        path="csl.csv",
        listings=(
            ListEntry(name=BomText("Hill Radio"), list_name="Entity List", entry="77"),
            ListEntry(name=BomText("Lotus River"), list_name="Entity List", entry="78"),
        ),
    )
    found = resolver(parties(CLEAN, ADVERSARY), listed)
    assert found.resolve(claim("Hill Radio GmbH")).origin is UNKNOWN
    assert "Entity List, entry 77" in found.resolve(claim("Hill Radio GmbH")).warnings[0]
    assert found.resolve(claim("Lotus River")).origin is NEXUS
    assert resolver(listed).resolve(claim("Hill Radio")).origin is UNKNOWN


def test_registers_that_contradict_each_other_give_unknown_and_a_note() -> None:
    def two(first: str, second: str) -> tuple[Origin, list[str]]:
        found = resolver(
            parties(party("Hill Radio GmbH", headquarters=first)),
            parties(party("HILL RADIO GmbH", headquarters=second)),
        )
        return found.resolve(claim("Hill Radio")).origin, found.notes

    assert two("DE", "DE") == (NONE, [])
    assert two("DE", "") == (NONE, [])
    origin, notes = two("DE", "AT")
    assert origin is UNKNOWN
    assert "headquarters" in notes[0]
    assert two("DE", "CN")[0] is UNKNOWN


def test_registers_that_contradict_each_other_on_owners_give_unknown() -> None:
    def two(first: float, second: float) -> Origin:
        found = resolver(
            parties(party("Hill", owner("Meadow", first, "SE"))),
            parties(party("Hill", owner("Meadow", second, "SE"))),
        )
        return found.resolve(claim("Hill")).origin

    assert two(60, 60) is NONE
    assert two(60, 40) is UNKNOWN
    exclusive = resolver(
        parties(party("Hill", owner("Meadow", 100, "SE"))),
        parties(party("Hill", owner("Lotus River", 100, "CN"))),
    )
    assert exclusive.resolve(claim("Hill")).origin is UNKNOWN


def test_statements_complete_each_other_whatever_their_order() -> None:
    places = parties(party("Hill", ownership_reviewed=None))
    owners = parties(
        party("Hill", owner("Lotus River", 60, "CN"), home="", ownership_reviewed=None)
    )
    assert resolver(places, owners).resolve(claim("Hill")).origin is NEXUS
    assert resolver(owners, places).resolve(claim("Hill")).origin is NEXUS


def test_two_parties_of_one_name_in_one_register_are_unknown_where_they_differ() -> None:
    german, chinese = party("Hill GmbH"), party("Hill Ltd.", home="CN")
    assert resolver(parties(german, chinese)).resolve(claim("Hill")).origin is UNKNOWN
    assert resolver(parties(german, chinese)).resolve(claim("Hill GmbH")).origin is NONE
    assert resolver(parties(german, chinese)).resolve(claim("Hill", "DE")).origin is NONE
    assert resolver(parties(german, party("Hill AG"))).resolve(claim("Hill")).origin is NONE


def test_strict_evidence_keeps_what_the_own_register_says() -> None:
    strict = resolver(parties(CLEAN), evidence=Evidence.STRICT)
    assert strict.resolve(claim("Hill Radio")).origin is NONE


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Hill Radio", NONE),
        ("Hill Radio Gesellschaft mit beschränkter Haftung", NONE),
        ("Hill Radio AG", UNKNOWN),
        ("Hill Radio Limited", UNKNOWN),
        ("Hill Radio GmbH & Co. KG", UNKNOWN),
    ],
)
def test_a_company_of_the_same_name_and_another_legal_form_is_another_company(
    name: str, expected: Origin
) -> None:
    assert resolver(parties(CLEAN)).resolve(claim(name)).origin is expected


def test_forms_of_east_asia_stand_translated_in_many_ways() -> None:
    mediator = parties(party("Meadow Corporation", home="JP"))
    for name in ("Meadow Co., Ltd.", "Meadow Inc.", "Meadow K.K.", "株式会社Meadow"):
        assert resolver(mediator).resolve(claim(name)).origin is NONE


def test_an_owner_of_another_legal_form_is_another_company() -> None:
    entries = parties(party("Hill", owner("Meadow AG", 80, "DE")), party("Meadow GmbH"))
    assert resolver(entries).resolve(claim("Hill")).origin is UNKNOWN


def test_a_name_in_another_script_is_proposed() -> None:
    adversary = parties(
        party("草地无线通信有限公司", home="CN"), party("ООО Луговая Связь", home="RU")
    )
    found = resolver(adversary)
    assert found.resolve(claim("草地 Wireless Communications Ltd")).candidates == (
        "草地无线通信有限公司",
    )
    assert found.resolve(claim("Lugovaya Svyaz LLC")).candidates == ("ООО Луговая Связь",)
    assert found.resolve(claim("草地無線通信股份有限公司")).origin is NEXUS
