"""``json``: the part of the JSON report that speaks of parties, with the order of asking."""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import Struct

from vcs_check.assessment import Assessment
from vcs_check.reports import _json_report as shape
from vcs_check.reports._base import RenderOptions, Report
from vcs_check.reports._json_encoding import formatted
from vcs_check.reports._json_parts import as_shape, suppliers_of
from vcs_check.reports.suppliers._listing import promises, undecided

SCHEMA_ID: Final = "vcs-check/suppliers/1"


class _Listing(Struct):
    """What ``vcs-check suppliers -o json`` writes; parts are those of the report's schema."""

    schema: str
    tool: shape.ToolShape
    program: str
    edition: str
    today: str
    undecided: int
    promise: tuple[str, ...]
    asking: tuple[shape.AskingShape, ...]
    suppliers: tuple[shape.SupplierShape, ...]
    hypotheses: tuple[str, ...]
    errors: tuple[str, ...]


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """UTF-8 JSON in two-space indentation, with a line break at its end."""
    listing = _Listing(
        schema=SCHEMA_ID,
        tool=shape.ToolShape("vcs-check", assessment.tool_version),
        program=assessment.program.name,
        edition=assessment.edition.id,
        today=assessment.today,
        undecided=undecided(assessment),
        promise=tuple(promises(assessment)),
        asking=as_shape(shape.AskingShape, assessment.asking),
        suppliers=suppliers_of(assessment.suppliers),
        hypotheses=assessment.hypotheses,
        errors=tuple(view.error for view in assessment.inputs if view.error is not None),
    )
    return formatted(msgspec.to_builtins(listing)) + b"\n"


REPORT = Report(
    name="json", file_name="suppliers.json", media_type="application/json", render=render
)
