"""``json``: the whole summary, as ``vcs-check/fleet/1``; its schema is published."""

from __future__ import annotations

from typing import Any

from vcs_check.assessment.fleet import FleetSummary
from vcs_check.reports._base import RenderOptions
from vcs_check.reports._json_encoding import formatted, schema_of
from vcs_check.reports.fleet._base import FleetReport


def render(summary: FleetSummary, options: RenderOptions) -> bytes:
    """UTF-8 JSON with a line break at its end."""
    return formatted(summary) + b"\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the summary."""
    return schema_of(FleetSummary, "fleet", 1)


REPORT = FleetReport(
    name="json", file_name="fleet.json", media_type="application/json", render=render
)
