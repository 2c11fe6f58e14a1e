"""The escape functions, one a format."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from vcs_check.reports._escape import csv_cell, html, markdown, shown, terminal, xml


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain ASCII", "plain ASCII"),
        ("深圳 Ünïcode", "深圳 Ünïcode"),
        ("ideographic\u3000space", "ideographic\u3000space"),
        ("a\x1b[2Jb", "a\\x1b[2Jb"),
        ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
        ("a\u202eb", "a\\u202eb"),
        ("a\U000e0041b", "a\\U000e0041b"),
        ("a\ud800b", "a\\ud800b"),
        ("a\x00b", "a\\x00b"),
    ],
)
def test_invisible_characters_become_visible_and_others_stay(text: str, expected: str) -> None:
    assert shown(text) == expected
    assert terminal(text) == expected


def test_html_escapes_text_and_leaves_markup_and_numbers_alone() -> None:
    assert html("<b>&\"'") == "&lt;b&gt;&amp;&#34;&#39;"
    assert html(Markup("<b>")) == "<b>"
    assert html(5) == 5


def test_xml_escapes_quotes_and_illegal_characters() -> None:
    assert xml('<a b="c">\x00\ufffe') == "&lt;a b=&#34;c&#34;&gt;\\x00\\ufffe"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("before", ["", " ", "\u3000"])
def test_a_cell_that_could_be_a_formula_gets_an_apostrophe(start: str, before: str) -> None:
    assert csv_cell(f"{before}{start}1+1").startswith("'")


@pytest.mark.parametrize("text", ["", "1+1", "a=b", "'quoted", "3.4", "深圳"])
def test_a_cell_that_is_no_formula_stays(text: str) -> None:
    assert csv_cell(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hmi.spdx.json: /packages/3", "hmi.spdx.json: /packages/3"),
        ("1. item", "1\\. item"),
        ("- item", "\\- item"),
        ("a|b", "a&#124;b"),
        ("@name", "@\u200bname"),
        ("https://x.example", "https:\u200b//x.example"),
        ("www.x.example", "www\u200b.x.example"),
        ("<b>", "&lt;b&gt;"),
        ("[a](b)", "\\[a\\](b)"),
    ],
)
def test_markdown_loses_its_meaning(text: str, expected: str) -> None:
    assert markdown(text) == expected
