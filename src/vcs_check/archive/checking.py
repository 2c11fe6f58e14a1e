"""Whether an archive is intact, and whether its evaluation comes out as it did."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec
from msgspec import Struct

from vcs_check.archive.package import intact
from vcs_check.archive.record import REPORT, Record
from vcs_check.archive.reevaluation import Reevaluation
from vcs_check.comparison import compare, read_report
from vcs_check.comparison.records import ReportRecord
from vcs_check.comparison.result import Change
from vcs_check.errors import InputError, MalformedError
from vcs_check.limits import DEFAULT_LIMITS, Limits
from vcs_check.sealing import MANIFEST, sha256_of

Again = Callable[[str, bool], Reevaluation]
"""Evaluates the archive at a path once more, in a process of its own; True: with the data of this
version in place of the archived ones."""


class VerdictChange(Struct, frozen=True, kw_only=True):
    """A component whose verdict came out otherwise, or that is there only once."""

    key: str
    name: str
    was: str
    """``absent`` where it was not there."""
    is_now: str
    reason: str
    causes: tuple[str, ...] = ()


class Checked(Struct, frozen=True, kw_only=True):
    """What was found of one archive. Every text is hostile."""

    path: str
    manifest_sha256: str = ""
    files: int = 0
    record: Record | None = None
    """None where it is not intact."""
    fault: str = ""
    """Why it is not intact."""
    same_bytes: bool = False
    """Whether the JSON report came out byte for byte."""
    own_data_because: str = ""
    """Why this version's own data were used: which archived file it cannot read. Empty: they were
    not."""
    absent: tuple[str, ...] = ()
    """Data files that this version has and the archive has not."""
    failed: str = ""
    """Why there was no evaluation to compare with."""
    verdict_was: str = ""
    verdict_is: str = ""
    changes: tuple[VerdictChange, ...] = ()
    findings: tuple[str, ...] = ()
    """What of the program itself came out otherwise: verdicts beside those of components, of model
    years of the schedule, under the other edition."""
    other_reasons: int = 0
    """Components with the same verdict of which something else is said now."""
    components: int = 0
    version: str = ""
    """Of the vcs-check that checked it."""

    @property
    def is_intact(self) -> bool:
        """Whether every byte is as the manifest says."""
        return not self.fault

    @property
    def is_same(self) -> bool:
        """Whether the same verdicts came out, with the archive's own data."""
        differs = self.changes or self.findings or self.verdict_was != self.verdict_is
        return not (self.fault or self.failed or self.own_data_because or differs)


def check_archive(
    path: str, version: str, again: Again | None, limits: Limits = DEFAULT_LIMITS
) -> Checked:
    """Check one archive; never raises for what is wrong with it.

    Args:
        path: a package or a folder.
        version: of this vcs-check.
        again: evaluates it once more; None: only whether it is intact.
        limits: on what it holds.
    """
    try:
        members, record = intact(path, limits)
        old = read_report(members.get(REPORT, b""), f"{path}: {REPORT}")
    except InputError as error:
        return Checked(path=path, fault=str(error), version=version)
    found = Checked(
        path=path,
        manifest_sha256=sha256_of(members[MANIFEST]),
        files=len(members),
        record=record,
        version=version,
        verdict_was=old.verdict.value,
        verdict_is=old.verdict.value,
        components=len(old.components),
    )
    return _evaluated(found, members, old, again) if again is not None else found


def _evaluated(
    found: Checked, members: Mapping[str, bytes], old: ReportRecord, again: Again
) -> Checked:
    came_out = again(found.path, False)
    because = ""
    if came_out.unreadable:
        because, came_out = came_out.unreadable, again(found.path, True)
    if came_out.error or came_out.unreadable:
        return msgspec.structs.replace(
            found, failed=came_out.error or came_out.unreadable, own_data_because=because
        )
    data = came_out.report.encode()
    try:
        new = read_report(data, "the new evaluation")
    except MalformedError as error:
        return msgspec.structs.replace(found, failed=str(error), own_data_because=because)
    comparison = compare(old, new)
    differing = [change for change in comparison.changes if _differs(change)]
    return msgspec.structs.replace(
        found,
        same_bytes=data == members[REPORT],
        own_data_because=because,
        absent=came_out.absent,
        verdict_is=new.verdict.value,
        changes=tuple(map(_change, differing)),
        findings=(
            *_of_program(members[REPORT], data),
            *(
                f"{change.old.verdict.value if change.old else 'none'} → "
                f"{change.new.verdict.value if change.new else 'none'}: "
                f"{(change.new or change.old).reason}"  # type: ignore[union-attr]
                for change in comparison.findings
                if (change.old.verdict if change.old else None)
                != (change.new.verdict if change.new else None)
            ),
        ),
        other_reasons=len(comparison.changes) - len(differing),
    )


class _Year(Struct):
    model_year: int
    verdict: str


class _Other(Struct):
    id: str
    verdict: str


class _Sums(Struct):
    """What a report says of the whole program, beside its verdict."""

    schedule: tuple[_Year, ...] = ()
    other_edition: _Other | None = None


def _of_program(old: bytes, new: bytes) -> list[str]:
    """The model years, and the other edition, whose verdict came out otherwise."""
    try:
        was, is_now = (msgspec.json.decode(data, type=_Sums) for data in (old, new))
    except msgspec.MsgspecError:
        return []
    years = {row.model_year: row.verdict for row in was.schedule}
    found = [
        f"model year {row.model_year}: {years[row.model_year]} → {row.verdict}"
        for row in is_now.schedule
        if years.get(row.model_year, row.verdict) != row.verdict
    ]
    if was.other_edition and is_now.other_edition and was.other_edition != is_now.other_edition:
        found.append(
            f"under {is_now.other_edition.id}: {was.other_edition.verdict} → "
            f"{is_now.other_edition.verdict}"
        )
    return found


def _differs(change: Change) -> bool:
    was, is_now = change.verdicts
    return was is not is_now


def _change(change: Change) -> VerdictChange:
    was, is_now = change.verdicts
    component = change.component
    return VerdictChange(
        key=component.key or f"{component.input}#{component.id}",
        name=component.name,
        was=was.value if was is not None else "absent",
        is_now=is_now.value if is_now is not None else "absent",
        reason=component.reason,
        causes=tuple(cause.text for cause in change.causes),
    )
