"""Who is known by a MAC address, a CPE vendor or a namespace: a reason to ask, never an answer."""

from __future__ import annotations

import csv
import io

import pytest
from tests.origin.build import register, resolver

from vcs_check.errors import MalformedError
from vcs_check.inventory.component import Component, PartyClaim
from vcs_check.inventory.vocabulary import Origin, Role
from vcs_check.origin.identifiers import cage_country
from vcs_check.origin.known_by import PROPERTY, KnownBy, _bundled_blocks, _vendors, mac_digits
from vcs_check.origin.reference_data import reference_parties
from vcs_check.origin.register import read_register
from vcs_check.text import BomText

IEEE = """\
Registry,Assignment,Organization Name,Organization Address
MA-L,02AABB,Private,
MA-L,A0B1C2,"Example Huadong Radio Co., Ltd.",Building 7 Shenzhen Guangdong CN 518057
MA-L,A0B1C3,IEEE Registration Authority,445 Hoes Lane Piscataway NJ US 08554
MA-M,A0B1C34,Meadow Antennas GmbH,Wiesenweg 3 Musterstadt DE 12345
MA-S,A0B1C3412,Example Hill Radio,1 Hill Road Reading GB RG2 6GP
"""
SHORT = 'A0-B1-C2,"Example Huadong Radio Co., Ltd.",Building 7 | Shenzhen,CN\n'


def known_by(text: str = IEEE, *, use_reference: bool = False) -> KnownBy:
    return KnownBy([read_register(text.encode(), "oui.csv")], use_reference=use_reference)


def component(mac: str = "", *, cpe: str = "", purl: str = "") -> Component:
    properties = ((BomText("cdx:device:macAddress"), BomText(mac)),) if mac else ()
    return Component(
        id=BomText("c"), kind="device", name=BomText("c"), source="/c", cpe=BomText(cpe),
        purl=BomText(purl), properties=properties,
    )  # fmt: skip


def named(found: tuple[PartyClaim, ...]) -> list[tuple[str, str]]:
    return [(claim.name, claim.country) for claim in found]


@pytest.mark.parametrize("text", ["A0:B1:C2:00:00:01", "a0-b1-c2-00-00-01", "A0B1.C200.0001"])
def test_a_mac_address_names_the_registrant_of_its_block(text: str) -> None:
    (claim,) = known_by().claims(component(text))
    assert (claim.role, claim.name, claim.country) == (
        Role.IDENTIFIED, "Example Huadong Radio Co., Ltd.", "CN",
    )  # fmt: skip
    assert claim.field == "MAC block A0B1C2 (oui.csv, line 3)"


def test_the_smallest_block_that_covers_an_address_is_that_of_its_maker() -> None:
    known = known_by()
    assert named(known.claims(component("A0B1C3400000"))) == [("Meadow Antennas GmbH", "DE")]
    assert named(known.claims(component("A0B1C3412000"))) == [("Example Hill Radio", "GB")]
    assert known.claims(component("A0B1C3900000")) == ()


@pytest.mark.parametrize(
    "text", ["A2B1C2000001", "A1B1C2000001", "A0B1C2", "A0B1C200000G", "A0B1C20000011", "none"]
)
def test_random_group_and_misspelled_addresses_are_nobodys(text: str) -> None:
    assert mac_digits(text) == ""
    assert known_by().claims(component(text)) == ()


def test_several_addresses_of_one_block_are_one_claim() -> None:
    assert len(known_by().claims(component("A0B1C2000001, A0:B1:C2:00:00:02"))) == 1
    assert "cdx:device:macAddress".lower() == PROPERTY


def test_the_registry_is_read_without_a_header_as_well() -> None:
    assert named(known_by(SHORT).claims(component("A0B1C2000001"))) == [
        ("Example Huadong Radio Co., Ltd.", "CN")
    ]


def test_an_assignment_that_is_no_block_is_named_with_its_line() -> None:
    with pytest.raises(MalformedError, match=r"line 3.*'A0B1'"):
        read_register(b"Registry,Assignment,Organization Name\nMA-L,A0B1C2,X\nMA-L,A0B1,Y", "o.csv")


def test_a_registrant_with_an_adversary_address_is_a_nexus_and_says_where_that_stands() -> None:
    (claim,) = known_by().claims(component("A0B1C2000001"))
    found = resolver().resolve(claim)
    assert found.origin is Origin.NEXUS
    assert "in the registry of MAC addresses" in found.why
    other = claim.__class__(role=Role.MANUFACTURER, name=claim.name, country=claim.country)
    assert "in the BOM" in resolver().resolve(other).why


def test_registrant_who_is_a_party_of_the_register_is_that_party() -> None:
    lines = '[[party]]\nname = "Meadow Antennas GmbH"\nincorporated_in = "CN"\n'
    (claim,) = known_by().claims(component("A0B1C3400000"))
    assert resolver(register(lines)).resolve(claim).origin is not Origin.NONE


@pytest.mark.parametrize(
    ("cpe", "purl"),
    [
        ("cpe:2.3:o:huawei:hg532_firmware:1:*:*:*:*:*:*:*", ""),
        ("cpe:/o:huawei:hg532_firmware:1", ""),
        ("", "pkg:generic/huawei/modem@1"),
        ("", "pkg:generic/Huawei/x/modem?a=b"),
        ("cpe:/o:hu%61wei:x", ""),
        ("", "pkg:generic/hu%61wei/x"),
    ],
)
def test_vendor_words_name_the_vendor(cpe: str, purl: str) -> None:
    (claim,) = KnownBy().claims(component(cpe=cpe, purl=purl))
    assert (claim.role, claim.name) == (Role.IDENTIFIED, "Huawei Technologies Co., Ltd.")
    assert KnownBy(use_reference=False).claims(component(cpe=cpe, purl=purl)) == ()


@pytest.mark.parametrize(
    ("cpe", "purl"),
    [
        ("cpe:2.3:o:huawei2:x:1:*:*:*:*:*:*:*", ""),
        ("cpe:2.3:a:example:huawei:1:*:*:*:*:*:*:*", ""),
        ("huawei", ""),
        ("", "pkg:maven/com.huawei/x@1"),
        ("", "pkg:npm/huawei/x@1"),
        ("", "pkg:github/huawei/x@1"),
        ("", "pkg:generic/huawei@1"),
    ],
)
def test_other_words_and_registries_of_open_source_name_nobody(cpe: str, purl: str) -> None:
    assert KnownBy().claims(component(cpe=cpe, purl=purl)) == ()


def test_every_vendor_word_is_a_party_of_the_reference_that_counts() -> None:
    counting = {party.name for party in reference_parties() if party.verified}
    assert {party for party, _ in _vendors().values()} <= counting


def test_every_bundled_block_is_one_of_an_adversary_country_and_its_registrant_a_nexus() -> None:
    reference = resolver(use_reference=True)
    for block in _bundled_blocks():
        (claim,) = KnownBy().claims(component(f"{block.prefix}000001"))
        assert reference.resolve(claim).origin is Origin.NEXUS


def test_hostile_registries_are_refused_or_harmless() -> None:
    out = io.StringIO()
    csv.writer(out).writerows(
        [["Registry", "Assignment", "Organization Name"], ["MA-L", "A0B1C2", "=1\u202e\x1b[31m"]]
    )
    assert len(known_by(out.getvalue()).claims(component("A0B1C2000001"))) == 1


@pytest.mark.parametrize(
    ("code", "country"),
    [
        ("1AB23", "US"), ("L1234", "CA"), ("C1234", "DE"), ("D12A4", "DE"), ("F1234", "FR"),
        ("J1234", "JP"), ("Z1234", "AU"), ("A1234", "IT"), ("1234A", "IL"), ("1234G", "CZ"),
        ("1234N", "AT"), ("S1234", ""), ("1234B", ""), ("12", ""),
    ],
)  # fmt: skip
def test_a_cage_code_hints_at_the_bureau_that_gave_it(code: str, country: str) -> None:
    assert cage_country(code) == country


@pytest.mark.parametrize("name", ["manufacturer", "acme:Vendor", "x:y:oem", "Manufacturer-Name"])
def test_a_property_that_names_somebody_is_a_reason_to_ask(name: str) -> None:
    part = component()
    part.properties = ((BomText(name), BomText("Example Huadong Radio")),)
    (found,) = known_by().claims(part)
    assert (found.role, found.name) == (Role.IDENTIFIED, "Example Huadong Radio")
    assert found.field == f"property {name}"
    assert known_by().claims(part) == (found,)


def test_other_properties_name_nobody() -> None:
    part = component()
    part.properties = ((BomText("vendor:year"), BomText("2026")), (BomText("oem"), BomText("")))
    assert known_by().claims(part) == ()
