"""What an assessment finds that an earlier report does not have.

A baseline marks and counts; it changes no verdict. It has to be one of the same program, asked in
the same way, so that nothing is taken for known because it was asked otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import msgspec

from vcs_check.assessment import Assessment, BaselineView, Finding, InputView
from vcs_check.comparison.compare import compare
from vcs_check.comparison.findings import ALERTS, new_findings
from vcs_check.comparison.records import ReportRecord
from vcs_check.comparison.result import Comparison
from vcs_check.errors import MalformedError
from vcs_check.inventory.vocabulary import Standing, Verdict

_Marked = TypeVar("_Marked", Finding, InputView)


def mark(assessment: Assessment, now: ReportRecord, baseline: ReportRecord) -> Comparison:
    """Mark every finding of an assessment as new, unchanged or updated.

    Args:
        assessment: what was found; its marks are set here.
        now: the JSON report of that assessment, with all components.
        baseline: the earlier report.

    Raises:
        MalformedError: the baseline is one of another program, or was asked otherwise.
    """
    reasons = list(_reasons_to_refuse(baseline, now))
    if reasons:
        raise MalformedError(
            baseline.path,
            f"cannot be the baseline: {'; '.join(reasons)}; make one with the same options",
        )
    found = compare(baseline, now)
    changes = {id(change.new): change for change in found.changes if change.new is not None}
    known = 0
    for assessed, record in zip(assessment.components, now.components, strict=True):
        if assessed.outcome.verdict not in ALERTS:
            continue
        change = changes.get(id(record))
        if change is None:
            assessed.standing = Standing.UNCHANGED
        else:
            assessed.standing = Standing.NEW if change.is_new_finding else Standing.UPDATED
        known += assessed.standing is not Standing.NEW
    fresh = {id(finding) for finding in new_findings(baseline.findings, now.findings)}
    assessment.findings = tuple(
        _with(finding, new=id(record) in fresh) if finding.verdict in ALERTS else finding
        for finding, record in zip(assessment.findings, now.findings, strict=True)
    )
    new_inputs = {change.path for change in found.inputs if change.is_new_finding}
    assessment.inputs = tuple(
        _with(entry, new=entry.path in new_inputs or record.path in new_inputs)
        if _leaves_open(entry)
        else entry
        for entry, record in zip(assessment.inputs, now.inputs, strict=True)
    )
    standings = [finding.standing for finding in assessment.findings]
    standings += [entry.standing for entry in assessment.inputs]
    known += standings.count(Standing.UNCHANGED)
    newly = found.newly
    assessment.baseline = BaselineView(
        path=baseline.path,
        sha256=baseline.sha256,
        today=baseline.today,
        new_prohibited=newly[Verdict.PROHIBITED],
        new_indeterminate=newly[Verdict.INDETERMINATE],
        known=known,
        gone=sum(
            change.old is not None
            and change.old.verdict in ALERTS
            and (change.new is None or change.new.verdict not in ALERTS)
            for change in found.changes
        ),
        notes=tuple(cause.text for cause in found.differences),
    )
    return found


def _with(entry: _Marked, *, new: bool) -> _Marked:
    return msgspec.structs.replace(entry, standing=Standing.NEW if new else Standing.UNCHANGED)


def _leaves_open(entry: InputView) -> bool:
    return entry.error is not None or entry.incomplete or not entry.components


def _reasons_to_refuse(baseline: ReportRecord, now: ReportRecord) -> Iterator[str]:
    """What makes two evaluations incomparable; a model year or day may differ, and is noted."""
    asked = (
        ("program", baseline.program.name, now.program.name),
        ("transaction", baseline.program.transaction, now.program.transaction),
        ("vehicle kind", baseline.program.vehicle_kind, now.program.vehicle_kind),
        ("edition", baseline.edition.id, now.edition.id),
        ("evidence", baseline.evidence.value, now.evidence.value),
        ("software scope", baseline.software_scope, now.software_scope),
    )
    for what, before, after in asked:
        if before != after:
            yield f"its {what} is {before or 'not given'!r}, here {after or 'not given'!r}"
    if baseline.hypotheses:
        yield "it rests on --assume, and a what-if is no finding"
