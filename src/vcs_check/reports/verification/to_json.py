"""``json``: the verification for programs, described by a JSON Schema."""

from __future__ import annotations

from vcs_check.reports._base import RenderOptions, ReportOf
from vcs_check.reports._json_encoding import formatted
from vcs_check.verified import Verification


def render(verification: Verification, options: RenderOptions) -> bytes:
    """UTF-8 JSON in two-space indentation, with a line break at its end."""
    return formatted(verification) + b"\n"


REPORT = ReportOf[Verification](
    name="json", file_name="", media_type="application/json", render=render
)
