"""The component table in a real browser: search, filters, order, pages, by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.reports.assessments import LINES, of_size, realistic
from tests.reports.browser.conftest import Open

NAMES = [line.name for line in LINES]


def names(page: Page) -> list[str]:
    return page.locator("#rows .open").all_inner_texts()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(300):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} cannot be reached with Tab")


@pytest.mark.parametrize("script", [True, False])
def test_it_complains_of_nothing_and_asks_the_network_for_nothing(
    opened: Open, script: bool
) -> None:
    found = opened(realistic(), java_script_enabled=script)
    assert found.complaints == []
    assert found.asked == []


def test_every_component_is_listed_the_worst_first(opened: Open) -> None:
    page = opened(realistic()).page
    assert sorted(names(page)) == sorted(NAMES)
    badges = page.locator("#rows td:first-child .badge").all_inner_texts()
    assert badges[:4] == ["prohibited", "prohibited", "indeterminate", "indeterminate"]
    expect(page.locator("#found")).to_have_text("11 components")
    expect(page.locator("#unscripted")).to_have_count(0)


def test_search_finds_names_ids_parties_and_assemblies(opened: Open) -> None:
    page = opened(realistic()).page
    for words, wanted in (
        ("RESISTOR", {"Resistor 10k", "Resistor 22k"}),
        ("vendor <blob> &", {"vendor <blob> & co"}),
        ("0402 22k", {"Resistor 22k"}),
        ("示例通信", {"LTE modem 车载通信模块", "connectivity-stack", "Satellite terminal",
                      "Spare Bluetooth module"}),
        ("main board", {"Resistor 10k", "Resistor 22k"}),
        ("pkg:generic/zlib", {"zlib"}),
    ):  # fmt: skip
        page.fill("#find", words)
        expect(page.locator("#rows .open")).to_have_count(len(wanted))
        expect(page.locator("#rows")).to_contain_text(min(wanted))
        assert set(names(page)) == wanted, words
    page.fill("#find", "<td>")
    expect(page.locator("#found")).to_contain_text("No component fits")
    page.click("#browse button[type=reset]")
    expect(page.locator("#found")).to_have_text("11 components")


def test_filters_combine(opened: Open) -> None:
    page = opened(realistic()).page
    page.select_option("#f-verdict", "out-of-scope")
    assert set(names(page)) == {"Resistor 10k", "Resistor 22k", "zlib"}
    page.select_option("#f-exclusion", "passive")
    assert set(names(page)) == {"Resistor 10k", "Resistor 22k"}
    page.select_option("#f-class", "vcs-hardware")
    expect(page.locator("#found")).to_contain_text("No component fits")


def test_pages_search_and_order_work_by_keyboard_alone(opened: Open) -> None:
    page = opened(of_size(220)).page
    expect(page.locator("#where")).to_have_text("Page 1 of 5")
    tab_to(page, "#find")
    page.keyboard.type("resistor")
    expect(page.locator("#found")).to_contain_text("40 of 220")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    expect(page.locator("#where")).to_have_text("Page 1 of 5")
    tab_to(page, "[data-sort=name] button")
    page.keyboard.press("Enter")
    expect(page.locator("[data-sort=name]")).to_have_attribute("aria-sort", "ascending")
    ascending = names(page)
    assert ascending == sorted(ascending, key=str.lower)
    page.keyboard.press("Enter")
    expect(page.locator("[data-sort=name]")).to_have_attribute("aria-sort", "descending")
    assert names(page)[0] > names(page)[-1]
    tab_to(page, "[data-go=next]")
    for number in (2, 3, 4, 5):
        page.keyboard.press("Enter")
        expect(page.locator("#where")).to_have_text(f"Page {number} of 5")
    page.keyboard.press("Enter")
    expect(page.locator("#where")).to_have_text("Page 5 of 5")
    expect(page.locator("[data-go=next]")).to_be_focused()
    expect(page.locator("#found")).to_contain_text("showing 201 to 220")


def test_a_component_opens_to_its_reason_parties_place_and_trace(opened: Open) -> None:
    page = opened(realistic()).page
    button = page.get_by_role("button", name="LTE modem")
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    details = page.locator("#rows tr.details")
    for words in (
        "for model year 2030.", "15 CFR 791.302(a)", "/components/1", "tcu.cdx.json",
        "Beispiel Modem is held 51 % by Example Holdings", "prohibited from model year 2030",
        "part family LTE module: cellular, 700 MHz and up",
    ):  # fmt: skip
        expect(details).to_contain_text(words)
    button.press("Enter")
    expect(details).to_have_count(0)


def test_the_link_of_a_card_lists_its_components_only(opened: Open) -> None:
    found = opened(of_size(220))
    page = found.page
    page.locator("#prohibited a.list").first.click()
    expect(page.locator("#found")).to_contain_text("20 of 220")
    expect(page.locator("#components-h")).to_be_focused()
    page.get_by_role("button", name="Show all components").click()
    expect(page.locator("#found")).to_contain_text("220 components")
    assert found.complaints == []


def test_without_script_every_component_stands_in_a_closed_group(opened: Open) -> None:
    page = opened(realistic(), java_script_enabled=False).page
    expect(page.locator("#browse")).to_be_hidden()
    expect(page.locator("#unscripted")).to_be_hidden()
    groups = page.locator("#listing details.outcome")
    assert groups.count() == len({line.outcome for line in LINES})
    page.locator("#o1 > summary").click()
    expect(page.locator("#o1")).to_contain_text("LTE modem")
    expect(page.locator("#o1")).to_contain_text("Is there a nexus in any role?")
    listed = page.locator("#listing tr > th:first-child:not([scope]):not([colspan])")
    text = " ".join(listed.all_text_contents())
    assert all(name in text for name in NAMES)


def test_the_skip_link_is_first_and_leads_to_the_verdict(opened: Open) -> None:
    page = opened(realistic()).page
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    box = skip.bounding_box()
    assert box
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_paper_shows_every_component_and_every_trace(opened: Open) -> None:
    page = opened(of_size(220)).page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#rows > tr").count() == 220
    trace = page.locator("#prohibited details table").first
    expect(trace).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#rows > tr").count() == 50


def test_printing_to_pdf_opens_what_is_folded(opened: Open) -> None:
    page = opened(of_size(220)).page
    made = page.pdf()
    assert made.startswith(b"%PDF-")
    assert made.count(b"/Type /Page\n") + made.count(b"/Type /Page ") >= 5
