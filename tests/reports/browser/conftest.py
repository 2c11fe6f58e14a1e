"""HTML reports in a real, headless Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.browser import Opened

from vcs_check.assessment import Assessment
from vcs_check.reports import RenderOptions, available

Open = Callable[..., Opened]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens the HTML report of an assessment in a context of its own."""
    contexts = []

    def make(assessment: Assessment, **options: Any) -> Opened:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        found = Opened(context.new_page())
        found.show(written(assessment, tmp_path))
        return found

    yield make
    for context in contexts:
        context.close()


def written(assessment: Assessment, folder: Path) -> Path:
    """The HTML report as a file."""
    file = folder / "report.html"
    file.write_bytes(available()["html"].render(assessment, RenderOptions()))
    return file
