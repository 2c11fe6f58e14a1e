"""``json``: the proof for programs; the component is as the JSON report has it."""

from __future__ import annotations

from typing import Any, Final

from vcs_check.assessment import AssessedComponent, Assessment, TraceLine
from vcs_check.inventory.vocabulary import Answer
from vcs_check.reports._base import RenderOptions
from vcs_check.reports._json_encoding import formatted
from vcs_check.reports._json_parts import suppliers_of
from vcs_check.reports.explanation._base import Explained, ExplanationReport
from vcs_check.reports.to_json import component_rows

SCHEMA_ID: Final = "vcs-check/explanation/1"


def render(explained: Explained, options: RenderOptions) -> bytes:
    """UTF-8 JSON in two-space indentation, with a line break at its end."""
    a, place = explained.assessment, explained.place
    decided = [a.decisions[n] for n in explained.item.decisions if n < len(a.decisions)]
    made: dict[str, Any] = {
        "schema": SCHEMA_ID,
        "tool": {"name": "vcs-check", "version": a.tool_version},
        "program": a.program.name,
        "today": a.today,
        **_under(a, explained.item),
        "file": a.inputs[explained.item.input].path,
        "place": {"file": place.file, "line": place.line, "column": place.column}
        if place
        else None,
        "suppliers": suppliers_of(explained.known()),
        "did_not_apply": [_line(line) for line in explained.answered(Answer.NO)],
        "not_known": [_line(line) for line in explained.answered(Answer.UNKNOWN)],
        "would_change": list(explained.changes()),
        "other_edition": _under(*explained.other) if explained.other else None,
        "answered_otherwise": [theirs.question for _, theirs in explained.otherwise()],
        "decisions": decided,
        "hypotheses": a.hypotheses,
    }
    return formatted(made) + b"\n"


def _under(assessment: Assessment, item: AssessedComponent) -> dict[str, Any]:
    edition = assessment.edition
    return {
        "edition": {"id": edition.id, "citation": edition.citation, "sha256": edition.digest},
        "component": component_rows([item], {})[0],
    }


def _line(line: TraceLine) -> dict[str, str]:
    return {"question": line.question, "because": line.because, "citation": line.citation}


REPORT = ExplanationReport(name="json", file_name="", media_type="application/json", render=render)
