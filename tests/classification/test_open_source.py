"""Licences, coordinates and signs of modification, both sides of each line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcs_check.classification.coordinates import public_coordinates, purl_sign, version_sign
from vcs_check.classification.licences import licence_is_open
from vcs_check.classification.open_source import open_source_signs
from vcs_check.inventory.vocabulary import Answer

YES, NO, OPEN = Answer.YES, Answer.NO, Answer.UNKNOWN


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ("MIT", YES),
        ("mit", YES),
        ("GPL-2.0+", YES),
        ("Apache License 2.0", YES),
        ("MIT OR LicenseRef-Proprietary", YES),  # the recipient chooses
        ("MIT AND LicenseRef-Proprietary", NO),
        ("MIT AND LicenseRef-x", OPEN),
        ("(MIT OR (BSD-3-Clause AND Foo))", YES),
        ("(MIT AND Foo) OR Bar", OPEN),
        ("GPL-2.0-only WITH Classpath-exception-2.0", YES),
        ("Apache-2.0 WITH Commons-Clause", OPEN),
        ("GPL-2.0-only WITH", OPEN),
        ("GPL-2.0-only with classpath-exception-2.0 or LicenseRef-x", YES),
        ("MIT OR BSD-3-Clause ISC", OPEN),
        ("LicenseRef-x WITH Classpath-exception-2.0", OPEN),
        ("MIT OR", OPEN),
        ("(MIT", OPEN),
        ("MIT)", OPEN),
        ("BUSL-1.1", NO),
        ("SSPL-1.0", NO),
        ("CC-BY-NC-4.0", NO),
        ("Aladdin", NO),
        ("Commercial", NO),
        ("LicenseRef-Example-Proprietary", NO),
        ("UNLICENSED", NO),
        ("Unlicense", YES),
        ("NOASSERTION", OPEN),
        ("LicenseRef-MIT", OPEN),
        ("open source", OPEN),
        ("", OPEN),
    ],
)
def test_a_licence_is_open_only_if_it_is_known_to_be(licence: str, expected: Answer) -> None:
    assert licence_is_open(licence) is expected


@given(st.text(alphabet="()MITandorwithANDORWITH LGPL-2.1 ", max_size=60))
def test_any_text_has_an_answer_as_a_licence(text: str) -> None:
    assert licence_is_open(text) in set(Answer)


def test_an_expression_may_be_nested_as_deep_as_it_likes() -> None:
    assert licence_is_open("(" * 5000 + "MIT AND MIT" + ")" * 5000) is YES
    assert licence_is_open("(ISC AND (MIT OR " * 2000 + "Foo" + "))" * 2000) is YES


@pytest.mark.parametrize(
    ("purl", "expected"),
    [
        ("pkg:deb/debian/openssl@1", "deb:debian"),
        ("pkg:deb/example-oem/openssl@1", ""),
        ("pkg:npm/lodash@4", "npm"),
        ("pkg:NPM/lodash@4", "npm"),
        ("pkg:generic/lodash@4", ""),
        ("pkg:generic/zlib@1?download_url=https://github.com/madler/zlib.tgz", "github.com"),
        ("pkg:generic/zlib@1?download_url=https://files.example.com/zlib.tgz", ""),
        ("pkg:npm/x@1?repository_url=https://npm.example.com", ""),
        ("pkg:npm/x@1?Repository_URL=https://npm.example.com", ""),
        ("pkg:npm/x@1?registry=npm.example.com", ""),
        ("pkg:generic/x@1?vcs_url=https://a@github.com:b@files.example.com/x", ""),
        ("pkg:generic/x@1?vcs_url=git%2Bhttps://github.com/a/x", "github.com"),
        ("pkg:generic/x?download_url=https://github.com/a&vcs_url=https://git.example.com/a", ""),
        ("no purl", ""),
    ],
)
def test_a_coordinate_is_public_only_at_a_known_public_place(purl: str, expected: str) -> None:
    assert public_coordinates(purl) == expected


@pytest.mark.parametrize(
    "version",
    ["1.2.3", "1:2.30-1ubuntu5", "7.88.1-10+deb12u5", "v1.2.3+incompatible", "31.1-jre", "2.0.0.M1",
     "1.0.0-beta.1", "0.0.0-20210921155107-089bfa567519", "1.2.3+gitAUTOINC+9f60e205e8", "5.10-r0",
     "4.1.86.Final", "", "20220324"],
)  # fmt: skip
def test_versions_of_public_projects_and_distributions_carry_no_sign(version: str) -> None:
    assert version_sign(version) == ""


@pytest.mark.parametrize(
    ("version", "word"),
    [("1.2.3-acme1", "acme"), ("1.0+oem.3", "oem"), ("5.15.0-dirty", "dirty"), ("2.0-vw1", "vw"),
     ("1.2-定制", "定制"), ("1.2.3-gitacme", "gitacme"), ("1.2~custom", "custom")],
)  # fmt: skip
def test_any_other_word_in_a_version_may_be_a_private_suffix(version: str, word: str) -> None:
    assert version_sign(version) == word


@pytest.mark.parametrize(
    ("purl", "name", "version", "is_sign"),
    [
        ("pkg:npm/x@1.2.3", "x", "1.2.3", False),
        ("pkg:npm/x@1.2.3-acme1", "x", "1.2.3", True),
        ("pkg:npm/x@2.0.0", "x", "1.2.3", True),
        ("pkg:deb/debian/x@2.1.0-1", "x", "2.1.0", False),
        ("pkg:deb/debian/x@1%3A2.1", "x", "1:2.1", False),
        ("pkg:github/openssl/openssl@OpenSSL_1_1_1l", "OpenSSL", "1.1.1l", False),
        ("pkg:github/openssl/openssl@OpenSSL_1_1_1k", "OpenSSL", "1.1.1l", True),
        ("pkg:github/google/skia@m124", "skia", "124", False),
        ("pkg:npm/lodash@4.0.0", "tbox-app", "4.0.0", True),
        ("pkg:maven/org.example/core@1", "org.example:core", "1", False),
        ("pkg:npm/x", "x", "1.2.3", False),
    ],
)
def test_a_purl_must_name_the_component_and_its_version(
    purl: str, name: str, version: str, is_sign: bool
) -> None:
    assert bool(purl_sign(purl, name, version)) is is_sign


def test_what_the_bom_says_of_modification_counts_before_what_a_version_hints() -> None:
    signs = open_source_signs(("MIT",), "pkg:npm/x@1", "x", "1-acme", True, ("pedigree/patches",))
    assert (signs.licence, signs.coordinates, signs.stated_modified) == (YES, "npm", True)
    assert signs.modification == "the BOM says modified"
    listed = open_source_signs(("MIT",), "pkg:npm/x@1", "x", "1", None, ("pedigree/patches",))
    assert listed.modification == "the BOM lists pedigree/patches"
    assert open_source_signs(("MIT",), "pkg:npm/x@1", "x", "1", False, ()).modification == ""


def test_equal_signs_are_one_object() -> None:
    first = open_source_signs(("MIT",), "pkg:npm/a@1", "a", "1", None, ())
    assert first is open_source_signs(("MIT",), "pkg:npm/b@2", "b", "2", None, ())
