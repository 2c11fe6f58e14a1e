"""A report of 50,000 components opens and answers at once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.browser import Opened
from tests.reports.assessments import of_size
from tests.reports.browser.conftest import written

COMPONENTS = 50_000


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(of_size(COMPONENTS), tmp_path_factory.mktemp("large"))


def test_it_is_under_15_megabytes(file: Path) -> None:
    assert file.stat().st_size < 15_000_000


def test_it_opens_in_under_3_seconds_and_does_not_freeze(browser: Browser, file: Path) -> None:
    context = browser.new_context()
    found = Opened(context.new_page())
    seconds = 0.0
    for _ in range(3):  # the best of three, since others may use the machine
        start = time.perf_counter()
        found.show(file)
        expect(found.page.locator("#found")).to_contain_text("50,000 components")
        seconds = time.perf_counter() - start
        if seconds < 3:
            break
    assert seconds < 3
    elements = found.page.evaluate("document.getElementsByTagName('*').length")
    assert elements < 20_000
    find = "document.getElementById('find').value = 'resistor 22k 4999'"
    found.page.evaluate(find)
    start = time.perf_counter()
    found.page.dispatch_event("#find", "input")
    expect(found.page.locator("#found")).to_contain_text("of 50,000")
    assert time.perf_counter() - start < 2
    assert found.complaints == []
    context.close()
