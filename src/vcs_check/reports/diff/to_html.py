"""``html``: one self-contained page in the look of the report; no script, no network."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

from vcs_check.comparison import Comparison
from vcs_check.reports._base import RenderOptions
from vcs_check.reports._digest import NO_LEGAL_ADVICE, plural
from vcs_check.reports.diff import _story as story
from vcs_check.reports.diff._base import DiffReport
from vcs_check.reports.to_html import environment

if TYPE_CHECKING:
    from jinja2 import Template

GROUPS_SHOWN: Final = 200
MEMBERS_SHOWN: Final = 50
LINES_SHOWN: Final = 500


@functools.cache
def _template() -> Template:
    return environment().get_template("diff.html")


def render(comparison: Comparison, options: RenderOptions) -> bytes:
    """One HTML page in UTF-8; what it does not show is counted."""
    shown: dict[str, Any] = {
        "c": comparison,
        "worse": story.got_worse(comparison),
        "headline": story.headline(comparison),
        "overall": story.overall_words(comparison),
        "counted": story.counted(comparison),
        "sections": story.sections(comparison),
        "lists": [
            (title, texts[:LINES_SHOWN], len(texts) - LINES_SHOWN)
            for title, texts in (
                ("What was asked differs", [d.text for d in comparison.differences]),
                ("The program itself", [story.finding_words(f) for f in comparison.findings]),
                ("Inputs", [story.input_words(entry) for entry in comparison.inputs]),
                ("Parties", [story.party_words(party) for party in comparison.parties]),
            )
            if texts
        ],
        "groups_shown": GROUPS_SHOWN,
        "members_shown": MEMBERS_SHOWN,
        "story": story,
        "plural": plural,
        "no_legal_advice": NO_LEGAL_ADVICE,
    }
    return "".join(_template().generate(shown)).encode("utf-8", "backslashreplace")


REPORT = DiffReport(name="html", file_name="", media_type="text/html", render=render)
