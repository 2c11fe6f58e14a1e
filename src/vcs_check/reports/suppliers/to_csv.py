"""``csv``: one row a party, for the purchasing desk's own spreadsheet."""

from __future__ import annotations

from typing import Final

from vcs_check.assessment import Assessment
from vcs_check.reports._base import RenderOptions, Report
from vcs_check.reports._table import csv_table
from vcs_check.reports.suppliers._listing import Row, rows

_HEAD: Final = (
    "rank", "party", "origin", "prong", "country", "roles", "components", "asked_about", "settles",
    "so_far", "missing", "questions", "evidence", "path", "candidates", "from_reference",
)  # fmt: skip


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """A header and one row a party, in the order in which to ask."""
    return csv_table(_HEAD, (_cells(row) for row in rows(assessment)))


def _cells(row: Row) -> list[str]:
    view, step = row.view, row.step
    return [
        str(row.rank) if row.rank else "",
        row.name,
        view.origin.value if view is not None else "",
        view.prong if view is not None else "",
        view.country if view is not None else "",
        " | ".join(role.value for role in view.roles) if view is not None else "",
        str(row.components),
        str(step.asked_about) if step is not None else "0",
        str(step.settles) if step is not None else "0",
        str(step.so_far) if step is not None else "",
        row.missing,
        " | ".join(dict.fromkeys(item.ask for item in view.missing)) if view is not None else "",
        row.evidence,
        " | ".join(view.path) if view is not None else "",
        " | ".join(view.candidates) if view is not None else "",
        ("yes" if view.from_reference else "no") if view is not None else "",
    ]


REPORT = Report(name="csv", file_name="suppliers.csv", media_type="text/csv", render=render)
