"""Addresses: a country counts in whatever field it stands, and a place never for one."""

from __future__ import annotations

import pytest
from tests.origin.build import NPRM, claim_at, origin_at, parties, party, resolver

from vcs_check.inventory.vocabulary import Origin
from vcs_check.origin.addresses import countries_of_field, countries_of_rest

NEXUS, UNKNOWN, NONE = Origin.NEXUS, Origin.UNKNOWN, Origin.NONE


@pytest.mark.parametrize(
    ("address", "country", "expected"),
    [
        ("China", "", NEXUS),
        ("Shenzhen, China", "", NEXUS),
        ("1 Example Road, Shenzhen, P.R. China", "", NEXUS),
        ("1 Example Road, P.R. China 518000, Shenzhen", "", NEXUS),
        ("Россия, 123456, Москва", "", NEXUS),
        ("CN-GD", "", NEXUS),
        ("中国广东省深圳市", "", NEXUS),
        ("Kwun Tong, HK", "", NEXUS),
        ("Guangdong, China", "US", UNKNOWN),
        ("Shenzhen P.R. China", "", UNKNOWN),
        ("Shenzhen China", "US", UNKNOWN),
        ("Cuneo, CN", "", UNKNOWN),
        ("Cuneo, CN", "US", NONE),
        ("China, Maine", "US", UNKNOWN),
        ("China Lake, California", "US", NONE),
        ("Moscow, Idaho", "US", NONE),
        ("Kansas City, MO", "US", NONE),
        ("10 Example Street, 156", "US", NONE),
        ("Example City", "US", NONE),
        ("", "China, US", UNKNOWN),
        ("Example City, USA", "China", NEXUS),
        ("", "Shenzhen, China", NEXUS),
    ],
)
def test_an_address_speaks_against_a_known_party(
    address: str, country: str, expected: Origin
) -> None:
    assert origin_at(address, country) is expected


@pytest.mark.parametrize(
    "text",
    [
        *("P.R.C.", "The People's Republic of China", "Peoples Republic of China"),
        *("China (Mainland)", "Mainland China", "Shenzhen, China", "中国广东", "CN-GD", "cn-gd"),
        *("RU-MOW", "156", "643", "344", "446", "CHN", "RUS", "HKG", "MAC", "Hongkong", "H.K."),
        *("Macao", "Российская Федерация", "The Russian Federation", "Russian Fed.", "CN-HK"),
        *(
            "VR China",
            "República Popular China",
            "中华人民共和国广东省",
            "俄罗斯莫斯科",
            "China 518000",
        ),
        *(
            "China/Hong Kong",
            "China - Shenzhen",
            "CHINA.",
            "Ｃｈｉｎａ",
            "Ch\u200bina",
            "p. r. china",
        ),
    ],
)
def test_the_adversaries_are_known_by_every_common_spelling(text: str) -> None:
    found = resolver().resolve(claim_at("Unheard", country=text))
    assert found.origin is NEXUS, text
    assert found.prong == "3"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Taiwan, Province of China", "TW"),
        ("Taipei, Taiwan (Province of China)", "TW"),
        ("Hsinchu, Taiwan, R.O.C.", "TW"),
        ("中國台灣新竹", "TW"),
        ("CN-TW", "TW"),
        ("US-MO", "US"),
        ("Seoul, Korea, Republic of", "KR"),
        ("Vancouver, BC, Canada", "CA"),
    ],
)
def test_other_countries_with_a_similar_name_are_not_mistaken(text: str, code: str) -> None:
    assert countries_of_field(text).certain == (code,)
    assert countries_of_rest(text).certain == (code,)


@pytest.mark.parametrize(
    "text", ["New Delhi", "Moscow", "de-CN", "中国地方", "Chinatown", "Georgia"]
)
def test_what_is_no_country_names_none(text: str) -> None:
    assert countries_of_rest(text).certain == ()
    assert countries_of_rest(text).doubtful == ()


def test_macau_in_an_address_is_what_the_edition_makes_of_it() -> None:
    clean = parties(party("Meadow", home="US"))
    at = claim_at("Meadow", address="Example Road, Macau")
    assert resolver(clean).resolve(at).origin is NEXUS
    assert resolver(clean, prongs=NPRM).resolve(at).origin is UNKNOWN


def test_claims_that_differ_in_their_address_alone_are_told_apart() -> None:
    found = resolver(parties(party("Meadow", home="US")))
    assert found.resolve(claim_at("Meadow", address="Example City")).origin is NONE
    assert found.resolve(claim_at("Meadow", address="Shenzhen, China")).origin is NEXUS
    assert found.resolve(claim_at("Meadow", address="Example City")).origin is NONE


def test_a_very_long_address_is_read_in_linear_time() -> None:
    address = ", ".join(["Example Road P.R. Chin"] * 20_000) + ", China"
    assert countries_of_rest(address).certain == ("CN",)
