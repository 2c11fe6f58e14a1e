"""A shop is not the maker, whatever field its name stands in."""

from __future__ import annotations

import pytest
from tests.origin.build import claim, parties, party, resolver

from vcs_check.inventory.vocabulary import Evidence, Origin, Role
from vcs_check.origin.distributors import is_distributor
from vcs_check.origin.reference_data import reference_parties, with_source
from vcs_check.regulations.edition import default_edition
from vcs_check.regulations.facts import NamedParty
from vcs_check.regulations.us_15cfr791_subpart_d.s301_nexus import origin_line, origin_of
from vcs_check.text import BomText

SHOP = "Digi-Key Electronics"


def named(role: Role, name: str, *, makes: bool | None = None) -> NamedParty:
    """A party of the user's register, at home in the US, in a role."""
    own = parties(party(name, home="US", creates_what_it_supplies=makes))
    finding = resolver(own).resolve(claim(name))
    return NamedParty(role=role, name=BomText(name), finding=finding, field="test")


@pytest.mark.parametrize("name", ["DigiKey", "DIGI-KEY ELECTRONICS", "Mouser Electronics, Inc."])
def test_a_known_distributor_is_marked(name: str) -> None:
    assert is_distributor(name)
    assert not is_distributor(f"{name} Modules")


def test_a_clean_distributor_as_manufacturer_does_not_say_who_made_it() -> None:
    shop = named(Role.MANUFACTURER, SHOP)
    assert shop.finding.origin is Origin.NONE
    assert origin_of([shop], is_strict=False) is Origin.UNKNOWN
    line = origin_line([shop], default_edition(), is_strict=False, ask="the supplier")
    assert "known distributor, not the maker" in line.because
    assert [missing.fact for missing in line.missing] == ["creator"]
    maker = named(Role.MANUFACTURER, "Hill Radio")
    assert origin_of([maker, named(Role.SUPPLIER, SHOP)], is_strict=False) is Origin.NONE


def test_who_is_stated_to_make_what_it_sells_is_a_maker() -> None:
    shop = named(Role.MANUFACTURER, SHOP, makes=True)
    assert origin_of([shop], is_strict=False) is Origin.NONE


def test_a_us_distributor_of_a_chinese_module_hides_nothing() -> None:
    found = resolver(parties(party(SHOP, home="US")), use_reference=True)
    module = NamedParty(role=Role.MANUFACTURER, name=BomText("Quectel"),
                        finding=found.resolve(claim("Quectel")), field="test")  # fmt: skip
    both = [module, named(Role.SUPPLIER, SHOP)]
    assert origin_of(both, is_strict=False) is Origin.NEXUS
    assert origin_of(both[1:], is_strict=False) is Origin.UNKNOWN


def test_a_row_of_the_reference_without_source_does_not_load() -> None:
    row = reference_parties()[0]
    assert with_source([row]) == (row,)
    assert with_source([party("Hill", place="")]) == ()
    assert (
        resolver(use_reference=True, evidence=Evidence.STRICT).resolve(claim("Hill")).origin
        is Origin.UNKNOWN
    )


@pytest.mark.parametrize(
    "name",
    ["Mouser Electronics Hong Kong Ltd", "Arrow Electronics Asia (S) Pte Ltd", "Digi-Key Germany",
     "https://www.digikey.de/en/products", "www.mouser.com", "Bürklin GmbH & Co. KG",
     "Reichelt elektronik GmbH", "WT Microelectronics", "Premier Farnell UK Ltd", "大聯大"],
)  # fmt: skip
def test_branches_shops_and_sites_of_a_distributor_are_it(name: str) -> None:
    assert is_distributor(name)


@pytest.mark.parametrize(
    "name", ["Arrow Lake", "TTI Tech", "Comtech EF Data", "Anglia Motors", "example.com", "EBV Lab"]
)
def test_a_name_that_goes_on_otherwise_is_another_company(name: str) -> None:
    assert not is_distributor(name)
