"""Hostile text in every field of an assessment breaks no report and is not lost."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import msgspec
import pytest
from tests.reports.assessments import everywhere, realistic

from vcs_check.reports import RenderOptions, available
from vcs_check.reports._escape import shown

HOSTILE = {
    "markup": "</p></td></style></title><script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "script url": "javascript:alert(1)//https://evil.example/ www.evil.example",
    "template": "{{7*7}}{% raw %}{# x #}${7*7}<%= 7*7 %>",
    "formula": "=cmd|' /C calc'!A0",
    "formula behind space": " \u3000+1+1",
    "at": "@SUM(1+1) @someone #12",
    "tab": "\t=1+1",
    "carriage return": "\r=1+1\nsecond line",
    "terminal": "\x1b]0;owned\x07\x1b[2J\x9b31m\x08",
    "bidi": "abc\u202etxt.exe\u2066\u2069\u200b\u200d\ufeff",
    "nul": "a\x00b\x0bc\x1fd\x7f\ufffe\uffff",
    "surrogate": "a\ud800b",
    "separators": "a\u2028b\u2029c\x85d",
    "pipe and fence": "a | b\n|---|\n```\n[x](http://evil.example) ![i](http://evil.example/i)",
    "cdata": "]]><!ENTITY x 'y'>&x;&lt;--><!--",
    "wide": "深圳示例" * 40,
    "very long": "x" * 20_000,
    "spaces": "   ",
    "empty": "",
}
MARKER = "Zq7"
TAGS = """
html head meta title style body a div nav p ul li span main header h1 h2 h3 h4 svg rect path
strong b i code figure figcaption desc text g dl dt dd section ol article details summary
table caption thead tbody tr th td br footer
link noscript script pattern defs form label input select option button
"""
ATTRIBUTES = """
lang charset http-equiv content name class href id aria-label aria-labelledby aria-hidden
viewbox width height rx x y d transform role scope colspan open data-l rel tabindex hidden type
id patternunits patterntransform for autocomplete spellcheck aria-describedby data-field value
data-sort data-go data-outcomes data-party aria-label
"""


class Collector(HTMLParser):
    """Collects tags, attributes and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name in ("href", "src")}

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def rendered(format_: str, text: str) -> bytes:
    hostile = everywhere(realistic(), lambda original: f"{text}{MARKER}{original}")
    return available()[format_].render(hostile, RenderOptions(verbose=1))


@pytest.fixture(params=list(HOSTILE.values()), ids=list(HOSTILE))
def text(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_html_has_no_tag_attribute_or_link_that_the_template_did_not_write(text: str) -> None:
    page = rendered("html", text).decode()
    found = Collector()
    found.feed(page)
    assert found.tags <= set(TAGS.split())
    assert found.attributes <= set(ATTRIBUTES.split())
    icon = "data:image/svg+xml,"
    assert all(re.fullmatch(r"#[a-z0-9]+", x) or x.startswith(icon) for x in found.links)
    assert shown(text).strip() in "".join(found.text)


def test_html_executes_no_template_syntax() -> None:
    page = rendered("html", HOSTILE["template"]).decode()
    assert "{{7*7}}{% raw %}{# x #}" in page
    assert f"49{MARKER}" not in page


def test_xml_parses_and_keeps_the_text(text: str) -> None:
    root = ET.fromstring(rendered("junit", text))
    assert {element.tag for element in root.iter()} <= {
        "testsuites", "testsuite", "properties", "property", "testcase", "failure", "skipped",
        "error",
    }  # fmt: skip
    names = [case.get("name") or "" for case in root.iter("testcase")]
    assert any(shown(text) in name for name in names)


def test_csv_has_as_many_cells_as_columns_and_no_formula(text: str) -> None:
    content = rendered("csv", text).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows) == len(content.splitlines())
    starts = {cell.lstrip(" \u3000")[:1] for row in rows for cell in row}
    assert not starts & set("=+-@\t\r\n＝＋－＠")
    names = [row[rows[0].index("name")] for row in rows[1:]]
    assert any(shown(text) in name for name in names)


def test_json_parses_and_keeps_the_text_exactly(text: str) -> None:
    decoded = msgspec.json.decode(rendered("json", text))
    kept = text.encode("utf-8", "backslashreplace").decode()
    assert decoded["components"][1]["name"].startswith(f"{kept}{MARKER}")
    assert decoded["notes"][0].startswith(f"{kept}{MARKER}")


def test_terminal_lines_hold_no_control_character(text: str) -> None:
    lines = rendered("text", text).decode().split("\n")
    assert all(line.isprintable() for line in lines)
    whole = "".join("".join(lines).split())
    assert "".join(shown(text).split()) in whole


def test_terminal_colour_is_the_only_escape_sequence_and_only_on_request(text: str) -> None:
    hostile = everywhere(realistic(), lambda original: text + original)
    page = available()["text"].render(hostile, RenderOptions(color=True)).decode()
    assert set(re.findall(r"\x1b[^m]*m", page)) <= {
        f"\x1b[{code}m" for code in ("0", "1", "1;31", "1;32", "1;33")
    }
    assert page.count("\x1b") == len(re.findall(r"\x1b\[[0-9;]+m", page))


def test_markdown_keeps_tables_whole_and_links_nothing(text: str) -> None:
    page = rendered("markdown", text).decode()
    for line in page.split("\n"):
        readable = line.replace("\u200b", "")
        assert shown(readable) == readable
        if line.startswith("|"):
            assert line.count("|") in (4, 5)
    assert not re.search(r"<(?!/?$)", page)
    assert "://" not in page
    assert not re.search(r"(?<!\\)[\[\]`]", page)
    assert not re.search(r"(?<!&)[@#](?=\w)", page)
    assert not re.search(r"www\.", page)


@pytest.mark.parametrize("format_", sorted(set(available()) - {"xlsx", "cyclonedx"}))
def test_every_report_is_utf8_without_lone_surrogates(format_: str, text: str) -> None:
    assert rendered(format_, text).decode("utf-8")
