"""Text from outside, made comparable: hostile characters neither hide nor change a match."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcs_check.text import folded, has_hidden_characters, visible

HIDDEN = {
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "right-to-left override": "\u202e",
    "isolate": "\u2066",
    "byte-order mark": "\ufeff",
    "soft hyphen": "\u00ad",
}


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN.keys())
def test_hidden_character_is_taken_out_and_noticed(hidden: str) -> None:
    text = f"Exam{hidden}ple"
    assert visible(text) == "Example"
    assert folded(text) == "example"
    assert has_hidden_characters(text)


@pytest.mark.parametrize("control", ["\x00", "\x1b", "\x7f", "\x9b", "\ud800", "\ue000"])
def test_control_and_private_characters_are_taken_out(control: str) -> None:
    assert visible(f"a{control}b") == "ab"


@pytest.mark.parametrize("space", ["\t", "\n", "\r", "\r\n", "  ", " \t "])
def test_white_space_separates_words_and_nothing_more(space: str) -> None:
    assert folded(f" a{space}b ") == "a b"


@pytest.mark.parametrize(
    ("one", "other"),
    [("EXAMPLE", "example"), ("ＥＸＡＭＰＬＥ", "example"), ("Straße", "STRASSE"), ("ﬁrm", "FIRM"),
     ("株式会社", "株式会社"), ("ВЫМЫШЛЕННЫЙ", "вымышленный"), ("a\u00a0b", "A B")],
)  # fmt: skip
def test_spellings_of_one_word_are_equal(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("a", "b"), ("a b", "ab"), ("e", "é"), ("0", "o")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.parametrize("text", ["", "plain", "Zoë", "株式会社架空電子", "a\tb"])
def test_ordinary_text_hides_nothing(text: str) -> None:
    assert not has_hidden_characters(text)


@given(st.text())
def test_visible_text_has_nothing_invisible_and_is_stable(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert all(unicodedata.category(char) not in {"Cf", "Cc", "Cs", "Co", "Cn"} for char in shown)
    assert not has_hidden_characters(shown)


@given(st.text())
def test_folded_text_has_single_spaces_and_is_lower_case(text: str) -> None:
    shown = folded(text)
    assert shown == " ".join(shown.split())
    assert shown.isascii() is False or shown == shown.lower()


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_fast_path_for_ascii_agrees_with_the_rule_for_everything(text: str) -> None:
    whole = " ".join(visible(unicodedata.normalize("NFKC", text)).casefold().split())
    assert folded(text) == whole
