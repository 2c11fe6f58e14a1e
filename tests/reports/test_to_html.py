"""The HTML report: self-contained, accessible, and of a size that opens."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from tests.reports.assessments import of_size, realistic

from vcs_check.reports import RenderOptions, _html_view, available
from vcs_check.reports._escape import html

VOID = frozenset({"meta", "br"})


class Outline(HTMLParser):
    """Checks nesting, and collects headings, ids and links."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tables = self.captions = self.heads_without_scope = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self.tables += tag == "table"
        self.captions += tag == "caption"
        self.heads_without_scope += tag == "th" and "scope" not in values

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page(size: int = 0) -> str:
    assessment = of_size(size) if size else realistic()
    return available()["html"].render(assessment, RenderOptions()).decode()


@pytest.fixture(scope="module")
def outline() -> Outline:
    found = Outline()
    found.feed(page())
    return found


def test_every_element_is_closed_in_its_place(outline: Outline) -> None:
    assert outline.open == []


def test_it_starts_as_a_standard_document() -> None:
    assert page().startswith('<!doctype html>\n<html lang="en">')


def test_headings_never_skip_a_level(outline: Outline) -> None:
    assert outline.headings[0] == 1
    assert outline.headings.count(1) == 1
    for before, after in zip(outline.headings, outline.headings[1:], strict=False):
        assert after <= before + 1


def test_ids_are_unique_and_every_link_leads_to_one(outline: Outline) -> None:
    assert len(outline.ids) == len(set(outline.ids))
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)
    assert "#main" in outline.links


def test_every_table_has_a_caption_and_every_head_a_scope(outline: Outline) -> None:
    assert outline.tables == outline.captions > 5
    assert outline.heads_without_scope == 0


def test_it_asks_the_network_for_nothing() -> None:
    content = page()
    assert "default-src 'none'" in content
    assert not re.search(r"https?://|<script|<link|@import|url\(", content)


def test_a_trace_stands_once_however_many_components_share_it() -> None:
    question = "Does it directly enable communication over 450 MHz?"
    assert page(11).count(question) == page(1100).count(question)


def test_size_and_time_grow_with_the_components_only() -> None:
    small, large = len(page(1100)), len(page(11_000))
    assert large < 10.5 * small
    assert large / 11_000 < 300  # bytes a component: 50,000 components stay under 15 MB


def relative_luminance(color: str) -> float:
    """Of ``#rrggbb``, as WCAG 2 defines it."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_text_colour_has_a_contrast_of_at_least_4_5(scheme: int) -> None:
    roots = re.findall(r":root \{(.*?)\}", page(), re.DOTALL)
    colors = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", roots[scheme]))
    texts = (
        "ink", "soft", "link", "prohibited", "indeterminate", "authorized", "exempt",
        "permitted", "out",
    )  # fmt: skip
    pairs = [(text, "paper") for text in texts]
    pairs += [(t, f"{t}-wash") for t in ("prohibited", "indeterminate", "permitted")] + [
        ("ink", "wash"),
        ("soft", "wash"),
    ]
    pairs += [("on", t) for t in ("prohibited", "indeterminate", "permitted")]
    for text, ground in pairs:
        lighter, darker = sorted(
            (relative_luminance(colors[text]), relative_luminance(colors[ground])), reverse=True
        )
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (text, ground)


def test_outcomes_beyond_the_limit_stand_in_one_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_html_view, "OUTCOMES_IN_FULL", 20)
    monkeypatch.setattr(_html_view, "CARDS_IN_A_SECTION", 3)
    assessment = of_size(110, shared=False)
    content = available()["html"].render(assessment, RenderOptions()).decode()
    outline = Outline()
    outline.feed(content)
    assert outline.open == []
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)
    assert content.count("<code>0#") == 110
    assert "And 17 components more" in content  # of 20 that are prohibited
    for component in assessment.components:
        assert component.key in content
        assert str(html(component.outcome.reason)) in content
