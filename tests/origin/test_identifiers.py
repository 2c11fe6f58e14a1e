"""Check digits: made-up identifiers that pass, and what one wrong digit does."""

from __future__ import annotations

import pytest

from vcs_check.origin.identifiers import (
    canonical,
    fcc_grantee,
    is_valid,
    registration_country,
)

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def _uscc(body: str) -> str:
    total = sum(_ALPHABET.index(c) * w for c, w in zip(body, _WEIGHTS, strict=True))
    return body + _ALPHABET[(31 - total % 31) % 31]


def _lei(body: str) -> str:
    number = int("".join(str(int(char, 36)) for char in body + "00"))
    return f"{body}{98 - number % 97:02d}"


def _ogrn(body: str) -> str:
    return body + str(int(body) % 11 % 10)


LEI = _lei("0000EXAMPLE0000001")
USCC = _uscc("91310000MA0000000")
OGRN = _ogrn("102770000000")
INN = "7700000008"


@pytest.mark.parametrize(("scheme", "value"), [("lei", LEI), ("uscc", USCC), ("ogrn", OGRN)])
def test_a_right_check_digit_passes_and_a_wrong_one_fails(scheme: str, value: str) -> None:
    assert is_valid(scheme, value)
    for last in "0123456789":
        if last != value[-1]:
            assert not is_valid(scheme, value[:-1] + last)


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        ("uscc", USCC[:-1]),
        ("uscc", "I" + USCC[1:]),
        ("uscc", "9131ABCD" + USCC[8:]),
        ("lei", LEI.lower()),
        ("lei", "٠" * 20),
        ("inn", "0000000000"),
        ("inn", "123"),
        ("ogrn", "0" * 13),
        ("ogrn", "١" * 13),
        ("duns", "12345678"),
        ("cage", "ABC"),
        ("fcc_grantee", "1AB"),
        ("lei", ""),
    ],
)
def test_what_has_not_the_shape_fails(scheme: str, value: str) -> None:
    assert not is_valid(scheme, value)


def test_an_inn_of_an_organisation_or_a_person_passes_with_its_check_digits() -> None:
    valid = [f"770000000{digit}" for digit in range(10) if is_valid("inn", f"770000000{digit}")]
    assert len(valid) == 1
    persons = [f"5000000000{n:02d}" for n in range(100) if is_valid("inn", f"5000000000{n:02d}")]
    assert len(persons) == 1


def test_only_registrations_prove_a_country() -> None:
    assert registration_country("uscc", USCC) == "CN"
    assert registration_country("ogrn", OGRN) == "RU"
    assert registration_country("uscc", USCC[:-1] + ("0" if USCC[-1] != "0" else "1")) == ""
    assert registration_country("inn", INN) == ""
    assert registration_country("lei", LEI) == ""


@pytest.mark.parametrize(
    ("fcc_id", "grantee"),
    [
        ("XMR201902M66", "XMR"),
        ("2AXYZ-MODULE1", "2AXYZ"),
        ("FCC ID: 2AXYZ-MODULE1", "2AXYZ"),
        ("xmr-201902", "XMR"),
        ("1AB", ""),
        ("", ""),
    ],
)
def test_the_grantee_code_is_three_characters_or_five(fcc_id: str, grantee: str) -> None:
    assert fcc_grantee(fcc_id) == grantee


def test_identifiers_are_compared_without_separators() -> None:
    assert canonical("DUNS", "12-345-6789") == ("duns", "123456789")
    assert canonical("fcc", "2axyz-m1") == ("fcc_grantee", "2AXYZ")
