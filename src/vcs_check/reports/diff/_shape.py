"""The shape of ``vcs-check diff -o json``; the descriptions become those of its JSON Schema."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from msgspec import Struct

from vcs_check.comparison.result import CauseKind, ChangeKind
from vcs_check.inventory.vocabulary import Answer, Origin, OverallVerdict, Verdict
from vcs_check.reports._json_component import says
from vcs_check.reports._json_encoding import schema_of

SCHEMA_ID: Final = "vcs-check/diff/1"


class SideShape(Struct):
    """One of the two reports."""

    path: Annotated[str, says("The file's name as given.")]
    sha256: Annotated[str, says("SHA-256 of its bytes, lower-case hex.")]
    tool_version: Annotated[str, says("Version of the tool that made it.")]
    verdict: Annotated[OverallVerdict, says("The verdict on the whole program.")]
    program: Annotated[str, says("The program's name; empty where none was given.")]
    edition: Annotated[str, says("The edition's id.")]
    today: Annotated[str, says("The day (ISO date) used for deadlines and expiries.")]
    components: Annotated[int, says("Components that it lists.")]
    unlisted: Annotated[int, says("Components that it counts and does not list.")]
    hypotheses: Annotated[tuple[str, ...], says("`--assume` statements that it rests on.")]


class ComponentShape(Struct):
    """A component as one of the reports has it; the report has the rest by its key."""

    key: Annotated[str, says("INPUT#ID in that report.")]
    id: Annotated[str, says("bom-ref or SPDX id.")]
    input: Annotated[str, says("The file that it stands in.")]
    path: Annotated[tuple[str, ...], says("Names from the program to the component.")]
    name: Annotated[str, says("The component's name; untrusted.")]
    version: Annotated[str, says("The component's version.")]
    purl: Annotated[str, says("The package URL.")]
    verdict: Annotated[Verdict, says("The component's own verdict.")]
    citation: Annotated[str, says("The provision that decides.")]
    reason: Annotated[str, says("Why, in one sentence.")]


class FieldChangeShape(Struct):
    """A fact that differs; an absent one is empty."""

    field: Annotated[str, says("Which fact.")]
    old: Annotated[str, says("As it was.")]
    new: Annotated[str, says("As it is.")]


class CauseShape(Struct):
    """One reason for a change."""

    kind: Annotated[CauseKind, says("What kind of reason.")]
    text: Annotated[str, says("The reason, in words.")]


class AnswerChangeShape(Struct):
    """A question of the procedure that was answered otherwise."""

    question: Annotated[str, says("The question of the rule.")]
    old: Annotated[Answer | None, says("The answer before; null where it was not asked.")]
    new: Annotated[Answer | None, says("The answer now; null where it is not asked.")]
    because: Annotated[str, says("The evidence behind the later answer.")]
    citation: Annotated[str, says("The provision that asks.")]


class ChangeShape(Struct):
    """What became of one component."""

    kind: Annotated[ChangeKind, says("worse, appeared, unread, better, gone, unlisted, other.")]
    new_finding: Annotated[bool, says("Whether it is prohibited or undecided as it was not.")]
    old: Annotated[ComponentShape | None, says("Before; null where it was not there.")]
    new: Annotated[ComponentShape | None, says("Now; null where it is no more.")]
    fields: Annotated[tuple[FieldChangeShape, ...], says("The facts that differ.")]
    causes: Annotated[tuple[CauseShape, ...], says("Why it changed.")]
    answers: Annotated[tuple[AnswerChangeShape, ...], says("Questions with another answer.")]


class FindingShape(Struct):
    """A verdict on the program itself."""

    verdict: Annotated[Verdict, says("The verdict.")]
    citation: Annotated[str, says("The provision that decides.")]
    reason: Annotated[str, says("Why, in one sentence.")]


class FindingChangeShape(Struct):
    """A verdict on the program itself that appeared, went or changed."""

    old: Annotated[FindingShape | None, says("Before.")]
    new: Annotated[FindingShape | None, says("Now.")]
    new_finding: Annotated[bool, says("Whether it is prohibited or undecided as it was not.")]


class InputChangeShape(Struct):
    """A file that appeared, went or changed."""

    path: Annotated[str, says("Its name.")]
    old_path: Annotated[str | None, says("Its name before, where it was another.")]
    old_sha256: Annotated[str | None, says("SHA-256 before; null where it was not read.")]
    new_sha256: Annotated[str | None, says("SHA-256 now; null where it was not read.")]
    what: Annotated[str, says("changed, appeared, gone, renamed, unreadable, incomplete …")]
    detail: Annotated[str, says("The error, where there is one.")]
    new_finding: Annotated[bool, says("Whether the verdict is open because of it as it was not.")]


class PartyChangeShape(Struct):
    """A party of which something else is known."""

    name: Annotated[str, says("The party's name; untrusted.")]
    old: Annotated[Origin, says("Its origin before.")]
    new: Annotated[Origin, says("Its origin now.")]
    why: Annotated[str, says("The decisive fact now.")]
    components: Annotated[int, says("Components that name it now.")]


class CountsShape(Struct):
    """How much changed."""

    newly_prohibited: Annotated[int, says("Components and findings newly prohibited.")]
    newly_undecided: Annotated[int, says("Components, findings and inputs newly undecided.")]
    same: Annotated[int, says("Components without any change.")]
    changes: Annotated[dict[str, int], says("Changes by kind.")]


class DiffShape(Struct):
    """Two reports of vcs-check side by side."""

    schema: Annotated[Literal["vcs-check/diff/1"], says("Name and version of this format.")]
    worse: Annotated[
        OverallVerdict | None, says("fail: newly prohibited; indeterminate: newly undecided.")
    ]
    summary: Annotated[str, says("What matters, in one sentence.")]
    old: Annotated[SideShape, says("The earlier report.")]
    new: Annotated[SideShape, says("The later report.")]
    counts: Annotated[CountsShape, says("How much changed.")]
    differences: Annotated[tuple[CauseShape, ...], says("What was asked otherwise.")]
    findings: Annotated[tuple[FindingChangeShape, ...], says("Verdicts on the program itself.")]
    inputs: Annotated[tuple[InputChangeShape, ...], says("The files that changed.")]
    parties: Annotated[tuple[PartyChangeShape, ...], says("Parties of which else is known.")]
    changes: Annotated[list[ChangeShape], says("The components that changed, the worst first.")]


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of :class:`DiffShape`."""
    return schema_of(DiffShape, "diff", 1)
