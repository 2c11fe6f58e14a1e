"""Whatever the texts are, every report can be read by what reads its format."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reports.assessments import everywhere, realistic

from vcs_check.reports import RenderOptions, available
from vcs_check.reports._escape import shown

# Surrogates and control characters too.
ANY_TEXT = st.text(st.characters(), min_size=1, max_size=30)
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Tags(HTMLParser):
    """The start tags of a page, in order."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [tag, *(name for name, _ in attrs)]


def rendered(format_: str, text: str) -> bytes:
    hostile = everywhere(realistic(), lambda original: original + text)
    return available()[format_].render(hostile, RenderOptions())


@FEW
@given(ANY_TEXT)
def test_text_changes_no_tag_of_the_page(text: str) -> None:
    assert Tags(rendered("html", text)).found == Tags(rendered("html", "x")).found


@FEW
@given(ANY_TEXT)
def test_xml_parses_with_the_text_in_it(text: str) -> None:
    root = ET.fromstring(rendered("junit", text))
    assert shown(text) in (root.findall("testsuite")[0].get("name") or "")


@FEW
@given(ANY_TEXT)
def test_json_gives_the_text_back(text: str) -> None:
    decoded = msgspec.json.decode(rendered("json", text))
    kept = text.encode("utf-8", "backslashreplace").decode()
    assert decoded["program"]["name"] == f"Example EV{kept}"


@FEW
@given(ANY_TEXT)
def test_csv_gives_one_row_a_component(text: str) -> None:
    content = rendered("csv", text).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    names = [row["name"] for row in rows if row["key"]]
    assert len(names) == len(realistic().components)
    assert all(name.endswith(shown(text)) for name in names)


@FEW
@given(ANY_TEXT)
def test_terminal_and_markdown_show_nothing_invisible(text: str) -> None:
    for format_ in ("text", "markdown"):
        for line in rendered(format_, text).decode().split("\n"):
            readable = line.replace("\u200b", "")
            assert shown(readable) == readable
