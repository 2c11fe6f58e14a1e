"""The HTML report: self-contained, accessible, and of a size that opens."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import msgspec
import pytest
from tests.reports.assessments import of_size, realistic

from vcs_check.reports import RenderOptions, _html_data, _html_rows, _html_view, available
from vcs_check.reports._escape import html

VOID = frozenset({"meta", "br", "link", "input"})
# HTML lets their end tags be left out; the rows of all components do.
OPTIONAL = frozenset({"tr", "td", "th", "tbody", "thead", "option"})


class Outline(HTMLParser):
    """Checks nesting, and collects headings, ids and links."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.in_head = False
        self.tables = self.captions = self.heads_without_scope = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in VOID | OPTIONAL:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self.tables += tag == "table"
        self.captions += tag == "caption" or (tag == "table" and "aria-labelledby" in values)
        self.in_head = tag == "thead" or (self.in_head and tag not in ("tbody", "td"))
        # In a <thead> every head is that of its column.
        self.heads_without_scope += tag == "th" and "scope" not in values and not self.in_head

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID | OPTIONAL:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in OPTIONAL:
            assert self.open.pop() == tag


def page(size: int = 0) -> str:
    assessment = of_size(size) if size else realistic()
    return available()["html"].render(assessment, RenderOptions()).decode()


@pytest.fixture(scope="module")
def outline() -> Outline:
    found = Outline()
    found.feed(page())
    return found


@pytest.fixture(scope="module")
def frame() -> Outline:
    """The page without the listing, in which every byte counts fifty thousand times."""
    found = Outline()
    found.feed(re.sub(r'<noscript id="listing">.*?</noscript>', "", page(), flags=re.DOTALL))
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
    links = {link.removeprefix("#") for link in outline.links if link.startswith("#")}
    assert links <= set(outline.ids)
    assert "main" in links


def test_every_table_has_a_name_and_every_head_of_a_row_a_scope(frame: Outline) -> None:
    assert frame.tables == frame.captions > 5
    assert frame.heads_without_scope == 0


def test_it_asks_the_network_for_nothing(outline: Outline) -> None:
    content = page()
    assert "default-src 'none'" in content
    assert not re.search(r"https?://|@import|url\((?!#)", content)
    elsewhere = [link for link in outline.links if not link.startswith("#")]
    assert [link.partition(",")[0] for link in elsewhere] == ["data:image/svg+xml"]


def test_the_policy_names_the_digest_of_each_of_the_pages_own_texts() -> None:
    content = page()
    policy = re.search(r'Security-Policy" content="([^"]*)"', content)
    assert policy
    assert "unsafe" not in policy[1]
    assert "require-trusted-types-for 'script'" in policy[1]
    own = re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", content, re.DOTALL)
    assert len(own) == 3
    for text in own:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy[1]
    assert not re.search(r'\sstyle="|\son[a-z]+="', content)


def test_an_answer_stands_as_often_however_many_components_share_it() -> None:
    question = "Does it directly enable communication over 450 MHz?"
    assert page(11).count(question) == page(1100).count(question)


def test_size_grows_with_the_components_only() -> None:
    small, large = len(page(1100)), len(page(11_000))
    assert large < 10.5 * small
    assert large / 11_000 < 300  # bytes a component: 50,000 components stay under 15 MB


def test_the_schedule_is_a_picture_and_a_table_of_the_same_numbers() -> None:
    figure = re.search(r'<figure class="schedule">(.*?)</figure>', page(), re.DOTALL)
    assert figure
    picture, table = figure[1].split("</svg>")
    rows = realistic().schedule
    for row in rows:
        assert f">{row.model_year}</text>" in picture
        assert f'<th scope="row">{row.model_year}' in table
    assert picture.count("✕</text>") == sum(1 for row in rows if row.prohibited)
    assert 'aria-hidden="true"' in picture


def test_exempt_components_stand_under_the_year_in_which_they_turn() -> None:
    changed = realistic()
    for component in changed.components:
        if component.outcome.verdict == "exempt":
            component.outcome = msgspec.structs.replace(
                component.outcome, first_model_year_prohibited=2031
            )
    content = available()["html"].render(changed, RenderOptions()).decode()
    assert "Prohibited from model year 2031" in content
    assert "No model year of the schedule prohibits them" in page()


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


def without_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_html_view, "CARDS_IN_A_SECTION", 3)
    monkeypatch.setattr(_html_view, "ROWS_IN_A_TABLE", 5)
    monkeypatch.setattr(_html_data, "SPARE_BYTES", 100)
    for name in ("TRACES_BYTES", "NUMBERS_BYTES", "ANSWERS_BYTES", "FACTS_BYTES"):
        monkeypatch.setattr(_html_rows, name, 1_000)


def test_a_page_without_room_still_holds_every_component_and_every_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without_room(monkeypatch)
    assessment = of_size(110, shared=False)
    content = available()["html"].render(assessment, RenderOptions()).decode()
    outline = Outline()
    outline.feed(content)
    assert outline.open == []
    assert content.count("\n<tr><th>") == 110
    assert "And 15 components more" in content  # of 20 that are prohibited, 5 have a row
    for component in assessment.components:
        assert f"<td>{component.component.id}" in content
        assert str(html(component.outcome.reason)) in content


def test_a_page_without_room_says_where_the_rest_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    full = available()["html"].render(of_size(110, shared=False), RenderOptions()).decode()
    without_room(monkeypatch)
    short = available()["html"].render(of_size(110, shared=False), RenderOptions()).decode()
    assert len(short) < len(full)
    for words in (_html_rows.TRACE_ELSEWHERE, _html_rows.MORE_ELSEWHERE, _html_data.ELSEWHERE):
        assert words in short
        assert words not in full


def test_the_answers_used_stand_with_who_when_file_and_digest() -> None:
    view = realistic().answers[0]
    made = page()
    assert 'id="answers"' in made
    said = [view.path, view.sha256, view.supplier, view.by, view.on, *view.conflicts]
    assert [text for text in said if str(html(text)) not in made] == []
    without = msgspec.structs.replace(realistic(), answers=())
    bare = available()["html"].render(without, RenderOptions()).decode()
    assert 'id="answers"' not in bare


def test_a_form_full_of_contradictions_shows_some_and_counts_the_rest() -> None:
    assessment = realistic()
    many = tuple(f"contradiction {number}" for number in range(300))
    view = msgspec.structs.replace(assessment.answers[0], conflicts=many)
    crowded = msgspec.structs.replace(assessment, answers=(view,))
    made = available()["html"].render(crowded, RenderOptions()).decode()
    assert "contradiction 19" in made
    assert "contradiction 20<" not in made
    assert "And 280 more contradictions" in made
