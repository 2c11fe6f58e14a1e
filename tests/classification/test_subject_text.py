"""What of a component is looked at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.classification.building import component, identity

from vcs_check.classification.knowledge import load
from vcs_check.classification.matching import NAME_MARK, TEXT_MARK
from vcs_check.classification.normal import MAX_CHARS
from vcs_check.classification.subject_text import (
    cpe_product,
    key_of,
    names_of,
    purl_name,
    search_text,
)
from vcs_check.classification.tag import Function


@pytest.mark.parametrize(
    ("purl", "name"),
    [
        ("pkg:deb/debian/bluez@5.66-1?arch=arm64", "debian/bluez"),
        ("pkg:npm/left-pad@1.3.0", "left-pad"),
        ("pkg:npm/%40scope/name@1.0.0", "@scope/name"),
        ("pkg:npm/@scope/name@1.0.0", "@scope/name"),
        ("pkg://github/org/repo@main#sub/path", "org/repo"),
        ("pkg:generic/nad-stack", "nad-stack"),
        ("", ""),
        ("no purl at all", ""),
    ],
)
def test_name_of_a_purl(purl: str, name: str) -> None:
    assert purl_name(purl) == name


def test_product_of_both_kinds_of_cpe() -> None:
    assert cpe_product("cpe:2.3:o:qualcomm:mdm9150_firmware:-:*") == "qualcomm mdm9150_firmware"
    assert cpe_product("cpe:/a:bluez:bluez:5.66") == "bluez bluez"
    assert cpe_product("") == ""


def test_purl_and_cpe_count_where_the_name_says_nothing() -> None:
    assert identity("pkg-17", "library", purl="pkg:deb/debian/bluez@5.66").function is (
        Function.RADIO
    )
    assert identity("pkg-17", "library", cpe="cpe:2.3:a:bluez:bluez:5.66:*").function is (
        Function.RADIO
    )
    assert identity("pkg-17", "library").function is Function.GENERIC_SOFTWARE


def test_version_is_not_part_of_the_key() -> None:
    assert key_of(component("a", "library", version="1")) == key_of(
        component("a", "library", version="2")
    )


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_searched_text_has_only_its_own_marks(name: str, part: str, description: str) -> None:
    key = key_of(component(name, part_number=part, description=description))
    text = search_text(key)
    assert text.count(TEXT_MARK) == 1
    assert text.startswith(NAME_MARK + " ")
    assert text.endswith(" ")
    assert all(NAME_MARK not in found for found in names_of(text))


def test_text_full_of_telling_words_costs_no_more_than_its_length() -> None:
    found = [
        len(load().search(search_text(key_of(component("x", description="modem " * count))), ""))
        for count in (100, 100_000)
    ]
    assert found[0] == 100
    assert found[1] <= MAX_CHARS
