"""Every format of a comparison: hostile text, sizes, and the published schema."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema_rs
import msgspec
import pytest
from tests.comparison.building import bom, part, party, read, report
from tests.reports.test_hostile import ATTRIBUTES, HOSTILE, TAGS, Collector

from vcs_check.comparison import Comparison, compare
from vcs_check.reports import RenderOptions, schemas
from vcs_check.reports._escape import shown
from vcs_check.reports.diff import available
from vcs_check.reports.diff._shape import schema

MARKER = "Zq7"


def hostile(value: Any, text: str) -> Any:
    """Every text of a report led by a hostile one, but for words that a report fixes."""
    fixed = ("schema", "verdict", "origin", "class", "answer", "evidence", "exclusion")
    if isinstance(value, dict):
        return {k: v if k in fixed else hostile(v, text) for k, v in value.items()}
    if isinstance(value, list):
        return [hostile(item, text) for item in value]
    return f"{text}{MARKER}{value}" if isinstance(value, str) else value


def everything() -> tuple[dict[str, Any], dict[str, Any]]:
    """Two reports that differ in every way that a comparison tells apart."""
    line = {"question": "Exempt?", "answer": "yes", "because": "b", "citation": "308"}
    finding = {"verdict": "prohibited", "citation": "15 CFR 791.304", "reason": "r"}
    decided = {"component": "x", "sets": "class = other", "by": "b", "on": "2026-01-02"}
    old = report(
        part("modem", "exempt", party(origin="unknown"), trace=[line]),
        part("gone"),
        part("better", "prohibited"),
        part("same"),
        suppliers=[{"name": "A", "origin": "unknown", "components": 1}],
        hypotheses=["party:A=none"],
    )
    new = report(
        part("modem", "prohibited", party(why="w"), trace=[{**line, "answer": "no"}]),
        part("open", "indeterminate", party("B", "unknown")),
        part("better", "permitted", decisions=[0]),
        part("same", version="2"),
        suppliers=[{"name": "A", "origin": "nexus", "components": 1, "why": "x"}],
        findings=[finding],
        decisions=[decided],
        program={"name": "Example EV", "model_year": 2030},
        inputs=[bom(sha256="b" * 64), bom("other.json", error="no JSON")],
    )
    return old, new


def compared(text: str | None = None) -> Comparison:
    old, new = everything()
    if text is not None:
        kept = text.encode("utf-8", "backslashreplace").decode()
        old, new = hostile(old, kept), hostile(new, kept)
    return compare(read(old, f"{text or ''}old.json"), read(new, f"{text or ''}new.json"))


def rendered(format_: str, text: str | None = None, **options: Any) -> bytes:
    return available()[format_].render(compared(text), RenderOptions(**options))


@pytest.fixture(params=list(HOSTILE.values()), ids=list(HOSTILE))
def text(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_format_of_a_pull_request_is_there() -> None:
    assert list(available()) == ["html", "json", "markdown", "text"]


def test_html_has_no_tag_attribute_or_link_that_the_template_did_not_write(text: str) -> None:
    found = Collector()
    found.feed(rendered("html", text).decode())
    assert found.tags <= set(TAGS.split())
    assert found.attributes <= set(ATTRIBUTES.split())
    assert all(re.fullmatch(r"#[a-z0-9]+|data:,", link) for link in found.links)
    kept = text.encode("utf-8", "backslashreplace").decode()
    assert shown(kept).strip() in "".join(found.text)


def test_terminal_lines_hold_no_control_character(text: str) -> None:
    lines = rendered("text", text, verbose=1).decode().split("\n")
    assert all(line.isprintable() for line in lines)


def test_markdown_keeps_tables_whole_and_links_nothing(text: str) -> None:
    page = rendered("markdown", text, verbose=1).decode()
    for line in page.split("\n"):
        readable = line.replace("\u200b", "")
        assert shown(readable) == readable
        if line.startswith("|"):
            assert line.count("|") == 5
    assert not re.search(r"<(?!/?$)", page)
    assert "://" not in page
    assert not re.search(r"(?<!\\)[\[\]`]", page)
    assert not re.search(r"(?<!&)[@#](?=\w)", page)
    assert not re.search(r"www\.", page)


def test_json_keeps_the_text_exactly_and_fits_the_schema(text: str) -> None:
    decoded = json.loads(rendered("json", text))
    jsonschema_rs.validate(schema(), decoded)
    kept = text.encode("utf-8", "backslashreplace").decode()
    assert decoded["changes"][0]["new"]["name"] == f"{kept}{MARKER}modem"


def test_published_schema_is_made_of_the_shape() -> None:
    made = msgspec.json.format(msgspec.json.encode(schema()), indent=2) + b"\n"
    assert schemas()["diff"] == made
    assert jsonschema_rs.meta.is_valid(json.loads(made))


@pytest.mark.parametrize("format_", ["text", "markdown", "html"])
def test_what_matters_stands_in_every_readable_format(format_: str) -> None:
    words = ("newly prohibited", "modem", "model year 2027", "A: unknown", "no JSON", "other.json")
    page = rendered(format_).decode().replace("\\", "")
    assert [word for word in words if word not in page] == []


def test_markdown_of_many_changes_fits_into_a_comment_and_counts_the_rest() -> None:
    many = [
        part(f"{'<|*' * 300}{n}", "prohibited", party(f"{n}" * 50), reason="\u202e" * 5_000)
        for n in range(2_000)
    ]
    found = compare(read(report()), read(report(*many)))
    page = available()["markdown"].render(found, RenderOptions()).decode()
    assert len(page) < 65_536
    assert "2,000 newly prohibited" in page
    assert re.search(r"and 1,9\d\d more", page)


def test_text_is_never_wider_than_the_terminal() -> None:
    lines = rendered("text", width=60, verbose=1).decode().splitlines()
    assert max(map(len, lines)) <= 60


def test_colour_only_on_request() -> None:
    assert b"\x1b" not in rendered("text")
    assert b"\x1b[1;31m" in rendered("text", color=True)


def test_empty_comparison_says_so_everywhere() -> None:
    same = compare(read(report(part())), read(report(part())))
    for format_ in ("text", "markdown", "html", "json"):
        assert "Nothing differs" in available()[format_].render(same, RenderOptions()).decode()
