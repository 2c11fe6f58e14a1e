"""What axe-core and a narrow screen say of the page, light and dark, with and without script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page
from tests.browser import Opened
from tests.reports.assessments import of_size, realistic
from tests.reports.browser.conftest import Open, written

_RUN = """axe.run(document, {resultTypes: ["violations"]}).then(found => found.violations.map(
  one => `${one.impact} ${one.id}: ${one.nodes.slice(0, 3).map(node => node.html).join(" ")}`))"""
_UNFOLD = "for (const folded of document.querySelectorAll('details')) folded.open = true"


def violations(page: Page) -> list[str]:
    page.evaluate(_UNFOLD)
    page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(_RUN)
    return found


def without_script(file: Path) -> None:
    """Rewrite a page into what a browser without script makes of it, for a script to judge."""
    page = file.read_text("utf-8")
    page = re.sub(r"<meta http-equiv[^>]*>|<script.*?</script>", "", page, flags=re.DOTALL)
    file.write_text(re.sub(r"<(/?)noscript", r"<\1div", page), "utf-8")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 380)])
def test_axe_finds_nothing_with_script(opened: Open, scheme: str, width: int) -> None:
    page = opened(realistic(), color_scheme=scheme, viewport={"width": width, "height": 900}).page
    for button in page.locator("#rows .open").all()[:3]:
        button.click()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_without_script(browser: Browser, tmp_path: Path, scheme: str) -> None:
    file = written(realistic(), tmp_path)
    without_script(file)
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    found = Opened(context.new_page())
    found.show(file)
    assert found.page.locator("#listing #o1").count() == 1
    assert violations(found.page) == []
    context.close()


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [380, 768])
def test_nothing_is_wider_than_a_narrow_screen(opened: Open, script: bool, width: int) -> None:
    page = opened(
        of_size(60), java_script_enabled=script, viewport={"width": width, "height": 800}
    ).page
    page.evaluate(_UNFOLD)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_focus_shows(opened: Open) -> None:
    page = opened(realistic()).page
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid"


def test_motion_is_left_out_on_request(opened: Open) -> None:
    behaviour = "getComputedStyle(document.documentElement).scrollBehavior"
    assert opened(realistic()).page.evaluate(behaviour) == "smooth"
    calm = opened(realistic(), reduced_motion="reduce").page
    assert calm.evaluate(behaviour) == "auto"
    assert calm.evaluate("document.getAnimations().length") == 0
