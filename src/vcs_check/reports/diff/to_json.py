"""``json``: the comparison for programs, described by a JSON Schema."""

from __future__ import annotations

from vcs_check.comparison import Comparison
from vcs_check.comparison.records import ComponentRecord, ReportRecord
from vcs_check.comparison.result import Change, ChangeKind
from vcs_check.inventory.vocabulary import Verdict
from vcs_check.reports._base import RenderOptions
from vcs_check.reports._json_encoding import formatted
from vcs_check.reports._json_parts import as_shape
from vcs_check.reports.diff import _shape as shape
from vcs_check.reports.diff._base import DiffReport
from vcs_check.reports.diff._story import got_worse, headline


def render(comparison: Comparison, options: RenderOptions) -> bytes:
    """UTF-8 JSON in two-space indentation, with a line break at its end."""
    newly = comparison.newly
    worse = got_worse(comparison)
    counts = dict.fromkeys((kind.value for kind in ChangeKind), 0)
    for change in comparison.changes:
        counts[change.kind.value] += 1
    made = shape.DiffShape(
        schema=shape.SCHEMA_ID,
        worse=worse,
        summary=headline(comparison),
        old=_report(comparison.old),
        new=_report(comparison.new),
        counts=shape.CountsShape(
            newly_prohibited=newly[Verdict.PROHIBITED],
            newly_undecided=newly[Verdict.INDETERMINATE],
            same=comparison.same,
            changes=counts,
        ),
        differences=as_shape(shape.CauseShape, comparison.differences),
        findings=tuple(
            shape.FindingChangeShape(
                as_shape(shape.FindingShape, (change.old,))[0] if change.old else None,
                as_shape(shape.FindingShape, (change.new,))[0] if change.new else None,
                change.is_new_finding,
            )
            for change in comparison.findings
        ),
        inputs=tuple(
            shape.InputChangeShape(
                change.path,
                change.old_path or None,
                change.old_sha256 or None,
                change.new_sha256 or None,
                change.what,
                change.detail,
                change.is_new_finding,
            )
            for change in comparison.inputs
        ),
        parties=as_shape(shape.PartyChangeShape, comparison.parties),
        changes=[_change(comparison, change) for change in comparison.changes],
    )
    return formatted(made) + b"\n"


def _report(report: ReportRecord) -> shape.SideShape:
    return shape.SideShape(
        path=report.path,
        sha256=report.sha256,
        tool_version=report.tool.version,
        verdict=report.verdict,
        program=report.program.name,
        edition=report.edition.id,
        today=report.today,
        components=len(report.components),
        unlisted=report.unlisted,
        hypotheses=report.hypotheses,
    )


def _change(comparison: Comparison, change: Change) -> shape.ChangeShape:
    return shape.ChangeShape(
        kind=change.kind,
        new_finding=change.is_new_finding,
        old=_component(comparison.old, change.old),
        new=_component(comparison.new, change.new),
        fields=as_shape(shape.FieldChangeShape, change.fields),
        causes=as_shape(shape.CauseShape, change.causes),
        answers=as_shape(shape.AnswerChangeShape, change.answers),
    )


def _component(
    report: ReportRecord, component: ComponentRecord | None
) -> shape.ComponentShape | None:
    if component is None:
        return None
    return shape.ComponentShape(
        key=component.key or f"{component.input}#{component.id}",
        id=component.id,
        input=report.inputs[component.input].path,
        path=component.path,
        name=component.name,
        version=component.version,
        purl=component.purl,
        verdict=component.verdict,
        citation=component.citation,
        reason=component.reason,
    )


REPORT = DiffReport(name="json", file_name="", media_type="application/json", render=render)
