"""What a comparison found: pure data, rendered by ``reports.diff``. Every text is hostile."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from vcs_check.comparison.records import ComponentRecord, FindingRecord, ReportRecord
from vcs_check.inventory.vocabulary import Answer, Origin, Verdict


class ChangeKind(StrEnum):
    """What became of a component, worst first."""

    WORSE = "worse"
    APPEARED = "appeared"
    UNREAD = "unread"
    """One report has it, and the other could not read its input: neither gone nor new."""
    BETTER = "better"
    GONE = "gone"
    UNLISTED = "unlisted"
    """One report has it, and the other counts components without listing them (relevant)."""
    OTHER = "other"
    """The verdict is the same, something else changed."""


class CauseKind(StrEnum):
    """Why something changed."""

    BOM = "bom"
    REGISTER = "register"
    DECISION = "decision"
    ANSWERS = "answers"
    EDITION = "edition"
    PROGRAM = "program"
    """Model year, date, weight, transaction and what else stands in the program file."""
    OPTIONS = "options"
    TOOL = "tool"
    """Another version of vcs-check, and of the knowledge in it."""
    UNEXPLAINED = "unexplained"


class Cause(Struct, frozen=True, order=True):
    """One reason for a change."""

    kind: CauseKind
    text: str


class FieldChange(Struct, frozen=True):
    """A fact of a component that differs; an absent one is empty."""

    field: str
    old: str
    new: str


class AnswerChange(Struct, frozen=True):
    """A question of the procedure that was answered otherwise; None where it was not asked."""

    question: str
    old: Answer | None
    new: Answer | None
    because: str
    """The evidence behind the later answer, or behind the earlier where there is no later."""
    citation: str


class Change(Struct, kw_only=True):
    """What became of one component."""

    kind: ChangeKind
    old: ComponentRecord | None
    new: ComponentRecord | None
    is_new_finding: bool = False
    """Whether it is prohibited or undecided now and was not so before, or for other reasons."""
    fields: tuple[FieldChange, ...] = ()
    causes: tuple[Cause, ...] = ()
    answers: tuple[AnswerChange, ...] = ()

    @property
    def component(self) -> ComponentRecord:
        """The component as it is now; as it was where it is no more."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def verdicts(self) -> tuple[Verdict | None, Verdict | None]:
        """Before and now; None where there is none."""
        return (self.old.verdict if self.old else None, self.new.verdict if self.new else None)


class FindingChange(Struct, frozen=True, kw_only=True):
    """A verdict on the program itself that appeared, went or changed."""

    old: FindingRecord | None
    new: FindingRecord | None
    is_new_finding: bool


class InputChange(Struct, frozen=True, kw_only=True):
    """A file that appeared, went or changed."""

    path: str
    old_path: str = ""
    """Where it has another name now."""
    old_sha256: str = ""
    new_sha256: str = ""
    what: str
    """``changed``, ``appeared``, ``gone``, ``renamed``, ``unreadable``, ``readable again`` …"""
    detail: str = ""
    is_new_finding: bool = False


class PartyChange(Struct, frozen=True, kw_only=True):
    """A party that both reports name and of which something else is known now."""

    name: str
    old: Origin
    new: Origin
    why: str
    components: int
    """Components that name it now."""


class Comparison(Struct, kw_only=True):
    """Everything that a rendering of a comparison can say."""

    old: ReportRecord
    new: ReportRecord
    differences: tuple[Cause, ...]
    """What differs between the two evaluations as such."""
    inputs: tuple[InputChange, ...]
    parties: tuple[PartyChange, ...]
    findings: tuple[FindingChange, ...]
    changes: tuple[Change, ...]
    """The worst first; a component that did not change is in none."""
    same: int
    """Components that did not change."""

    @property
    def newly(self) -> dict[Verdict, int]:
        """How many findings are new: of components, of the program itself, of its inputs."""
        counted = {Verdict.PROHIBITED: 0, Verdict.INDETERMINATE: 0}
        for change in self.changes:
            if change.is_new_finding and change.new is not None:
                counted[change.new.verdict] += 1
        for finding in self.findings:
            if finding.is_new_finding and finding.new is not None:
                counted[finding.new.verdict] += 1
        counted[Verdict.INDETERMINATE] += sum(entry.is_new_finding for entry in self.inputs)
        return counted

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all differs."""
        return not (
            self.differences or self.inputs or self.parties or self.findings or self.changes
        )
