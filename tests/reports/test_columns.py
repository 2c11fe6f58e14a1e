"""Terminal columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vcs_check.reports._columns import columns, cut, pad, wrap

READABLE = st.text(st.characters(exclude_categories=["C", "Z", "M"], include_characters=" "))


def test_wide_characters_take_two_columns_and_combining_marks_none() -> None:
    assert (columns("abc"), columns("深圳"), columns("e\u0301")) == (3, 4, 1)


def test_padding_aligns_wide_and_narrow_text() -> None:
    assert {columns(pad(text, 9)) for text in ("", "abc", "深圳", "深圳示例通信有限公司")} == {9}


@given(READABLE, st.integers(4, 60))
def test_no_wrapped_line_is_too_wide_and_no_word_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(READABLE, st.integers(4, 60), st.integers(1, 4))
def test_a_cut_paragraph_says_so(text: str, width: int, max_lines: int) -> None:
    lines = wrap(text, width, max_lines)
    assert len(lines) <= max_lines
    assert all(columns(line) <= width for line in lines)
    assert lines == wrap(text, width) or lines[-1].endswith("...")


@given(READABLE, st.integers(4, 60))
def test_cut_text_fits(text: str, width: int) -> None:
    assert columns(cut(text, width)) <= width
