"""``json``: the drafts for programs, and for ``--previous`` of the next; described by a schema."""

from __future__ import annotations

from typing import Any

from vcs_check.declaration.draft import Declaration
from vcs_check.reports._base import RenderOptions
from vcs_check.reports._json_encoding import formatted, schema_of
from vcs_check.reports.declaration._base import DeclarationReport


def render(declaration: Declaration, options: RenderOptions) -> bytes:
    """UTF-8 JSON in two-space indentation, with a line break at its end."""
    return formatted(declaration) + b"\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the drafts."""
    return schema_of(Declaration, "declaration", 1)


REPORT = DeclarationReport(name="json", file_name="", media_type="application/json", render=render)
