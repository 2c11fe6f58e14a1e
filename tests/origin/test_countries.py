"""Countries: the traps, and the table itself."""

from __future__ import annotations

import re

import pytest

from vcs_check.origin.countries import (
    _key,
    _rows,
    country_code,
    country_name,
    is_country_code,
    other_law_note,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Republic of China", "TW"),
        ("Taiwan (R.O.C.)", "TW"),
        ("Taiwan, Province of China", "TW"),
        ("Chinese Taipei", "TW"),
        ("ROC", "TW"),
        ("台灣", "TW"),
        ("People's Republic of China", "CN"),
        ("People’s Republic of China", "CN"),
        ("PRC", "CN"),
        ("P.R. China", "CN"),
        ("P.R.China", "CN"),
        ("china", "CN"),
        ("中国", "CN"),
        ("中國", "CN"),
        ("CHN", "CN"),
        ("cn", "CN"),
        ("Ch\u200bina", "CN"),
        ("Hong Kong SAR", "HK"),
        ("Hong Kong, China", "HK"),
        ("香港", "HK"),
        ("Macao", "MO"),
        ("澳門", "MO"),
        ("Korea", "KR"),
        ("Republic of Korea", "KR"),
        ("Korea, Republic of", "KR"),
        ("Democratic People's Republic of Korea", "KP"),
        ("РФ", "RU"),
        ("Россия", "RU"),
        ("Russian Federation", "RU"),
        ("U.S.A.", "US"),
        ("Deutschland", "DE"),
    ],
)
def test_spellings_have_one_meaning(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize("text", ["", "Crimea", "Chinaa", "Republic", "XX", "ZZZ", "Korea?n", "UN"])
def test_what_is_not_in_the_table_is_unknown(text: str) -> None:
    assert country_code(text) is None


def test_the_table_has_every_code_once_and_no_spelling_twice() -> None:
    rows = _rows()
    assert len({alpha2 for alpha2, _, _ in rows}) == len(rows) == 249
    assert all(re.fullmatch("[A-Z]{2}", alpha2) for alpha2, _, _ in rows)
    assert all(re.fullmatch("[A-Z]{3}", alpha3) for _, alpha3, _ in rows)
    meanings: dict[str, set[str]] = {}
    for alpha2, alpha3, names in rows:
        for text in (alpha2, alpha3, *names):
            meanings.setdefault(_key(text), set()).add(alpha2)
    assert {text: codes for text, codes in meanings.items() if len(codes) > 1} == {}


def test_codes_are_capitals() -> None:
    assert is_country_code("HK")
    assert not is_country_code("hk")
    assert not is_country_code("UK")
    assert country_name("TW") == "Taiwan"


def test_other_law_is_named_for_countries_that_subpart_d_does_not_name() -> None:
    assert "Iran" in other_law_note("IR")
    assert other_law_note("CN") == ""
    assert other_law_note("DE") == ""
