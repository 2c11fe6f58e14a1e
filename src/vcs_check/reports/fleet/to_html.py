"""``html``: one self-contained page: programs by model year as a picture; no script, no network."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

from vcs_check.assessment.fleet import FleetSummary
from vcs_check.reports._base import RenderOptions
from vcs_check.reports._digest import NO_LEGAL_ADVICE, plural
from vcs_check.reports.fleet import _story as story
from vcs_check.reports.fleet._base import FleetReport
from vcs_check.reports.to_html import environment

if TYPE_CHECKING:
    from jinja2 import Template

PROGRAMS_SHOWN: Final = 5_000
SUPPLIERS_SHOWN: Final = 200
QUESTIONS_SHOWN: Final = 100
CHANGES_SHOWN: Final = 200
IDS_SHOWN: Final = 20


@functools.cache
def _template() -> Template:
    return environment().get_template("fleet.html")


def render(summary: FleetSummary, options: RenderOptions) -> bytes:
    """One HTML page in UTF-8; what it does not show is counted."""
    verdict = story.overall(summary)
    suppliers = story.deciding(summary)
    shown: dict[str, Any] = {
        "s": summary,
        "story": story,
        "verdict": verdict,
        "color": story.color(verdict).value,
        "years": story.years(summary),
        "programs": summary.programs[:PROGRAMS_SHOWN],
        "programs_left": len(summary.programs) - PROGRAMS_SHOWN,
        "suppliers": suppliers[:SUPPLIERS_SHOWN],
        "suppliers_left": len(suppliers) - SUPPLIERS_SHOWN,
        "questions": summary.questions[:QUESTIONS_SHOWN],
        "questions_left": len(summary.questions) - QUESTIONS_SHOWN,
        "changes": [
            (heading, lines[:CHANGES_SHOWN], len(lines) - CHANGES_SHOWN)
            for heading, lines in story.changes(summary)
        ],
        "ids_shown": IDS_SHOWN,
        "plural": plural,
        "no_legal_advice": NO_LEGAL_ADVICE,
    }
    return "".join(_template().generate(shown)).encode("utf-8", "backslashreplace")


REPORT = FleetReport(name="html", file_name="fleet.html", media_type="text/html", render=render)
