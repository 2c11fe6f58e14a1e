"""Two reports in, one comparison out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vcs_check.comparison.causes import Causes, answer_changes, field_changes
from vcs_check.comparison.differences import differences, input_changes, party_changes
from vcs_check.comparison.findings import is_new_finding, new_findings
from vcs_check.comparison.matching import match, match_inputs
from vcs_check.comparison.records import ComponentRecord, FindingRecord, ReportRecord
from vcs_check.comparison.result import (
    Change,
    ChangeKind,
    Comparison,
    FindingChange,
)
from vcs_check.inventory.vocabulary import SEVERITY

_KINDS: Final = {kind: rank for rank, kind in enumerate(ChangeKind)}


def compare(old: ReportRecord, new: ReportRecord) -> Comparison:
    """What appeared, went and changed between two reports, and why.

    Every component of both is in exactly one change, or counted in ``same``.
    """
    forth, back = match_inputs(old.inputs, new.inputs)
    of_evaluation = differences(old, new)
    causes = Causes(old, new, back, of_evaluation)
    same_edition = old.edition.id == new.edition.id
    changes: list[Change] = []
    same = 0
    for before, after in match(old, new, forth):
        change = _change(
            old.components[before] if before is not None else None,
            new.components[after] if after is not None else None,
            old,
            new,
            causes,
            forth,
            back,
        )
        if change is None:
            same += 1
            continue
        change.is_new_finding = is_new_finding(change.old, change.new, same_edition=same_edition)
        changes.append(change)
    return Comparison(
        old=old,
        new=new,
        differences=of_evaluation,
        inputs=input_changes(old, new, forth),
        parties=party_changes(old, new),
        findings=tuple(_findings(old, new)),
        changes=tuple(sorted(changes, key=_order)),
        same=same,
    )


def _change(
    before: ComponentRecord | None,
    after: ComponentRecord | None,
    old: ReportRecord,
    new: ReportRecord,
    causes: Causes,
    forth: dict[int, int],
    back: dict[int, int],
) -> Change | None:
    if before is None and after is not None:
        known = back.get(after.input)
        unread = known is not None and old.inputs[known].error is not None
        kind = _absent(ChangeKind.APPEARED, unread, known is not None and old.unlisted)
        return Change(kind=kind, old=None, new=after, causes=causes.of_new(after))
    if after is None and before is not None:
        known = forth.get(before.input)
        unread = known is not None and new.inputs[known].error is not None
        kind = _absent(ChangeKind.GONE, unread, known is not None and new.unlisted)
        return Change(kind=kind, old=before, new=None, causes=causes.of_gone(before))
    assert before is not None
    assert after is not None
    moved = back.get(after.input) != before.input
    fields = field_changes(
        before,
        after,
        old.inputs[before.input].path if moved else "",
        new.inputs[after.input].path if moved else "",
    )
    if not fields:
        return None
    worse = SEVERITY[after.verdict] - SEVERITY[before.verdict]
    kind = ChangeKind.WORSE if worse < 0 else ChangeKind.BETTER if worse else ChangeKind.OTHER
    return Change(
        kind=kind,
        old=before,
        new=after,
        fields=fields,
        causes=causes.of_change(before, after, fields),
        answers=answer_changes(before, after) if worse else (),
    )


def _absent(plainly: ChangeKind, unread: bool, unlisted: object) -> ChangeKind:
    """What it means that a report does not have a component: absent is not always gone."""
    if unread:
        return ChangeKind.UNREAD
    return ChangeKind.UNLISTED if unlisted else plainly


def _order(change: Change) -> tuple[object, ...]:
    component = change.component
    return (
        not change.is_new_finding,
        SEVERITY[component.verdict] if change.is_new_finding else 0,
        _KINDS[change.kind],
        SEVERITY[component.verdict],
        component.path,
        component.name,
        component.version,
        component.id,
    )


def _findings(old: ReportRecord, new: ReportRecord) -> Iterator[FindingChange]:
    fresh = {id(finding) for finding in new_findings(old.findings, new.findings)}
    before: dict[str, list[FindingRecord]] = {}
    for finding in old.findings:
        before.setdefault(finding.citation, []).append(finding)
    for finding in new.findings:
        known = before.get(finding.citation)
        was = known.pop(0) if known else None
        if was is None or was.verdict is not finding.verdict:
            yield FindingChange(old=was, new=finding, is_new_finding=id(finding) in fresh)
    for left in before.values():
        for finding in left:
            yield FindingChange(old=finding, new=None, is_new_finding=False)
