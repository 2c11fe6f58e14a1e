"""No hostile text acts in a real browser, and each shows as what it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.browser import Opened
from tests.reports.assessments import LINES, everywhere, realistic
from tests.reports.browser.conftest import written
from tests.reports.hostile_strings import HOSTILE

from vcs_check.reports._escape import shown

_TOGETHER = 17
"""So many texts stand one after the other in every field, so that a few pages do."""
_LOOK = """(() => {
  document.querySelectorAll('details').forEach(folded => { folded.open = true; });
  document.querySelectorAll('#rows .open').forEach(button => button.click());
  const own = name => ['data-sort', 'data-go'].includes(name) || !name.startsWith('on');
  const all = [...document.querySelectorAll('*')];
  return {
    hit: window.hit ?? null,
    scripts: document.scripts.length,
    foreign: all.filter(one => ['IFRAME', 'IMG', 'OBJECT', 'EMBED', 'BASE', 'TEMPLATE', 'MATH']
      .includes(one.tagName.toUpperCase())).length,
    handlers: all.filter(one => one.getAttributeNames().some(name => !own(name))).length,
    links: [...document.querySelectorAll('a')].map(one => one.getAttribute('href'))
      .filter(href => !/^#[a-z0-9]+$/.test(href)),
    elements: all.length,
    names: [...document.querySelectorAll('#rows .open')].map(one => one.textContent),
    text: document.body.textContent,
  };
})()"""


def test_there_are_more_than_sixty() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) > 60


@pytest.mark.parametrize("script", [True, False])
def test_no_hostile_text_acts_in_any_field(browser: Browser, tmp_path: Path, script: bool) -> None:
    context = browser.new_context(java_script_enabled=script)
    found = Opened(context.new_page())
    calm = realistic()
    found.show(written(calm, tmp_path))
    scripts = found.page.evaluate(_LOOK)["scripts"]
    for start in range(0, len(HOSTILE), _TOGETHER):
        texts = HOSTILE[start : start + _TOGETHER]
        prefix = "Zq7".join((*texts, ""))
        found.show(written(everywhere(calm, prefix.__add__), tmp_path))
        seen = found.page.evaluate(_LOOK)
        assert seen["hit"] is None, texts
        assert seen["scripts"] == scripts, texts
        assert seen["foreign"] == seen["handlers"] == 0, texts
        assert seen["links"] == [], texts
        assert found.complaints == [], texts
        assert found.asked == [], texts
        for text in texts:
            assert shown(text) in seen["text"], text
        if script:
            wanted = sorted(shown(f"{prefix}{line.name}") for line in LINES)
            assert sorted(seen["names"]) == wanted, texts
    context.close()
