"""Signs of a foreign person: each kind shows, and silence shows nothing."""

from __future__ import annotations

import pytest
from tests.origin.build import claim, claim_at, owner, parties, party, resolver


@pytest.mark.parametrize(
    "name",
    [
        *("Meadow GmbH", "Meadow S.p.A.", "Meadow AB", "Meadow Oy", "Meadow K.K.", "Meadow AG"),
        *("Meadow S.A. de C.V.", "ООО Meadow", "草地有限公司", "Meadow Pte. Ltd.", "Meadow plc"),
    ],
)
def test_a_legal_form_that_the_us_do_not_have_is_a_sign(name: str) -> None:
    assert "legal form" in resolver().resolve(claim(name)).foreign_sign


@pytest.mark.parametrize(
    "name", ["Meadow", "Meadow Inc.", "Meadow LLC", "Meadow Ltd", "Meadow Co."]
)
def test_a_form_that_the_us_have_as_well_is_none(name: str) -> None:
    assert resolver().resolve(claim(name)).foreign_sign == ""


def test_an_address_abroad_is_a_sign_and_the_country_of_somebody_unknown() -> None:
    found = resolver().resolve(claim("Meadow", "CA"))
    assert (found.country, found.known) == ("CA", False)
    assert "Canada" in found.foreign_sign
    elsewhere = resolver().resolve(claim_at("Meadow", address="Vancouver, Canada"))
    assert (elsewhere.country, bool(elsewhere.foreign_sign)) == ("CA", True)


@pytest.mark.parametrize("code", ["US", "PR"])
def test_an_address_in_the_us_or_its_territories_is_none(code: str) -> None:
    assert resolver().resolve(claim("Meadow", code)).foreign_sign == ""


def test_the_register_shows_a_company_or_an_owner_abroad() -> None:
    register = parties(
        party("Meadow", home="CA"),
        party("Hill", owner("Brook", 5, "FR"), home="US"),
        party("Dale", owner("Pond", 5, "US"), home="US"),
    )
    found = resolver(register)
    assert "Canada" in found.resolve(claim("Meadow")).foreign_sign
    assert "France" in found.resolve(claim("Hill")).foreign_sign
    assert found.resolve(claim("Dale")).foreign_sign == ""
