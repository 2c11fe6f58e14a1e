"""TOML settings: every fault has its line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcs_check.errors import InputError, LimitError, MalformedError
from vcs_check.limits import Limits
from vcs_check.tomlfile import TomlTable, read_toml

TEXT = """# a comment with [[party]] in it
title = "a"
list = [
  "x", # ]
  ["[[party]]"],
]
long = \"\"\"
[[party]]
name = "not one"
\"\"\"

[[party]]
name = "A"
identifiers = { lei = "1", duns = "2" }

  [[party.owner]]
  name = "O"
  "voting percent" = 1
  a.b = 2

  [[party.owner]]
  name = "P"

[party.decided]
on = 2026-03-04

[[party]]
name = 'B'
[[party.owner]] # the first of B
name = "Q"
"""


def _table(text: str) -> TomlTable:
    return read_toml(text.encode(), "f.toml").root


@pytest.mark.parametrize(
    ("where", "line"),
    [
        (("title",), 2),
        (("list",), 3),
        (("long",), 7),
        (("party", 0), 12),
        (("party", 0, "name"), 13),
        (("party", 0, "identifiers", "duns"), 14),
        (("party", 0, "owner", 0), 16),
        (("party", 0, "owner", 0, "voting percent"), 18),
        (("party", 0, "owner", 0, "a", "b"), 19),
        (("party", 0, "owner", 1, "name"), 22),
        (("party", 0, "decided"), 24),
        (("party", 0, "decided", "on"), 25),
        (("party", 0, "decided", "missing"), 24),
        (("party", 1), 27),
        (("party", 1, "owner", 0), 29),
        (("party", 1, "owner", 0, "name"), 30),
        (("nothing",), 1),
    ],
)
def test_tables_and_keys_know_their_lines(where: tuple[str | int, ...], line: int) -> None:
    assert read_toml(TEXT.encode(), "f.toml").line(where) == line


def test_lines_are_the_same_with_carriage_returns_and_a_byte_order_mark() -> None:
    data = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    assert read_toml(data, "f.toml").line(("party", 1, "owner", 0, "name")) == 30


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"a = 1\nb = = 2\n", "line 2"),
        (b"a = 1\na = 2\n", "line 2"),
        (b'a = 1\n\nb = "\xff"\n', "line 3"),
        ("a = 1\n".encode("utf-16"), "line 1"),
        (b"a = [1,\n2", "line 2"),
    ],
)
def test_a_fault_of_syntax_or_encoding_names_its_line(data: bytes, place: str) -> None:
    with pytest.raises(MalformedError) as caught:
        read_toml(data, "f.toml")
    assert (caught.value.file, caught.value.place) == ("f.toml", place)


@pytest.mark.parametrize("data", [b"a = " + b"[" * 5000, b"a = " + b"9" * 5000, b"\0", b"a"])
def test_hostile_toml_is_an_input_error(data: bytes) -> None:
    with pytest.raises(InputError):
        read_toml(data, "f.toml")


def test_a_file_over_the_limit_is_refused_and_one_at_the_limit_is_not() -> None:
    assert read_toml(b"a = 1\n", "f.toml", Limits(max_settings_bytes=6)).root.integer("a") == 1
    with pytest.raises(LimitError, match="max_settings_bytes"):
        read_toml(b"a = 10\n", "f.toml", Limits(max_settings_bytes=6))


def test_accessors_give_values_and_none_for_absent_keys() -> None:
    table = _table('a = " x "\nb = 1.5\nc = 2\nd = true\ne = 2026-01-02\nf = ["x"]\n[g]\n[[h]]\n')
    assert table.text("a") == "x"
    assert table.number("b") == 1.5
    assert table.number("c") == 2
    assert table.integer("c") == 2
    assert table.boolean("d") is True
    assert table.date("e") == date(2026, 1, 2)
    assert table.texts("f") == ("x",)
    assert table.texts("a") == ("x",)
    assert table.table("g") is not None
    assert len(table.tables("h")) == 1
    assert table.text("z") is None
    assert table.number("z") is None
    assert table.integer("z") is None
    assert table.boolean("z") is None
    assert table.date("z") is None
    assert table.table("z") is None
    assert table.texts("z") == ()
    assert table.tables("z") == []


@pytest.mark.parametrize(
    ("value", "access", "belongs"),
    [
        ("1", lambda t: t.text("k"), "a text in quotes"),
        ('" "', lambda t: t.text("k"), "k is empty"),
        ('"1"', lambda t: t.number("k"), "a number"),
        ("true", lambda t: t.number("k"), "a number"),
        ("nan", lambda t: t.number("k"), "a number"),
        ("inf", lambda t: t.number("k"), "a number"),
        ("101", lambda t: t.number("k", at_least=0, at_most=100), "a number from 0 to 100"),
        ("1.0", lambda t: t.integer("k"), "a whole number"),
        ("-1", lambda t: t.integer("k", at_least=0), "a whole number of at least 0"),
        ("true", lambda t: t.integer("k"), "a whole number"),
        ("1", lambda t: t.boolean("k"), "true or false"),
        ('"2026-01-02"', lambda t: t.date("k"), "without quotes"),
        ("2026-01-02T10:00:00", lambda t: t.date("k"), "without quotes"),
        ("[1]", lambda t: t.texts("k"), "a list of texts"),
        ('["a", ""]', lambda t: t.texts("k"), "empty text"),
        ("1", lambda t: t.table("k"), "a table: [k]"),
        ("{}", lambda t: t.tables("k"), "an array of tables: [[k]]"),
        ('"x"', lambda t: t.word("k", ("a", "b")), "one of a, b"),
    ],
)
def test_a_wrong_value_says_what_was_found_what_belongs_there_and_where(
    value: str, access: Callable[[TomlTable], object], belongs: str
) -> None:
    table = _table(f"\n\nk = {value}\n")
    with pytest.raises(MalformedError) as caught:
        access(table)
    assert belongs in str(caught.value)
    assert str(caught.value).startswith("f.toml: line 3: ")


def test_an_unknown_key_names_the_nearest() -> None:
    table = _table("name = 1\ncuontry = 2\n")
    with pytest.raises(MalformedError, match="line 2: unknown key 'cuontry'; did you mean 'count"):
        table.allow(("name", "country"))
    table.allow(("name", "cuontry"))


def test_a_missing_key_names_the_table() -> None:
    table = _table("\n[a]\nb = 1\n").table("a")
    assert table is not None
    with pytest.raises(MalformedError, match="line 2: 'c' is missing"):
        table.need("c", table.text("c"))
    assert table.need("b", table.integer("b")) == 1


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        document = read_toml(data, "f.toml")
    except InputError:
        return
    assert document.line(("a",)) >= 1
