"""What several reports need to know of an assessment: selections, groups and fixed sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from vcs_check.assessment import (
    AssessedComponent,
    Assessment,
    ExemptBefore,
    InputView,
    Missing,
    Outcome,
    PartyView,
    Statement,
)
from vcs_check.inventory.vocabulary import OverallVerdict, Verdict
from vcs_check.reports._base import ComponentChoice, RenderOptions

NO_LEGAL_ADVICE = "This report is no legal advice."
FILES_GROUP = "SPDX files: counted as a group, not assessed one by one"


@dataclass(frozen=True)
class Group:
    """Components (or files) that a report counts in place of listing them."""

    why: str
    components: int
    files: int = 0


@dataclass(frozen=True)
class Selection:
    """What a report lists, and what it counts instead; together they are everything."""

    shown: list[AssessedComponent]
    groups: list[Group]


@dataclass(frozen=True)
class OpenQuestion:
    """Undecided components that the same answers would settle."""

    missing: tuple[Missing, ...]
    components: list[AssessedComponent]


@dataclass(frozen=True)
class OutcomeGroup:
    """Components that share one outcome, and therefore one trace."""

    outcome: Outcome
    components: list[AssessedComponent] = field(default_factory=list)


def select(assessment: Assessment, options: RenderOptions) -> Selection:
    """The components to list under ``options``, in the order of the assessment.

    Out of scope is left out of ``relevant`` unless something about it wants a reader: a worse
    part inside, a warning, a decision, a hypothesis, another verdict under the other edition.
    """
    shown = assessment.components
    left_out: dict[str, int] = {}
    if options.components == ComponentChoice.RELEVANT:
        shown = []
        for component in assessment.components:
            if is_relevant(component):
                shown.append(component)
            else:
                why = f"out of scope: {component.outcome.exclusion or 'no exclusion word applies'}"
                left_out[why] = left_out.get(why, 0) + 1
    groups = [Group(why, count) for why, count in sorted(left_out.items())]
    if assessment.counts.files:
        groups.append(Group(FILES_GROUP, 0, assessment.counts.files))
    return Selection(shown, groups)


def is_relevant(component: AssessedComponent) -> bool:
    """Whether a reader in a hurry should still see the component."""
    return bool(
        component.outcome.verdict is not Verdict.OUT_OF_SCOPE
        or component.rolled_up is not Verdict.OUT_OF_SCOPE
        or component.outcome.warnings
        or component.decisions
        or component.hypothetical
        or component.other_verdict is not None
    )


def with_verdict(assessment: Assessment, *verdicts: Verdict) -> list[AssessedComponent]:
    """The components with one of ``verdicts``, in the order of the assessment."""
    return [c for c in assessment.components if c.outcome.verdict in verdicts]


def prohibited_alike(assessment: Assessment) -> list[list[AssessedComponent]]:
    """The prohibited components by equal reason, provision and parties, the most first."""
    return alike(with_verdict(assessment, Verdict.PROHIBITED))


def alike(components: Iterable[AssessedComponent]) -> list[list[AssessedComponent]]:
    """The components by equal verdict, reason, provision and parties, the most first."""
    groups: dict[object, list[AssessedComponent]] = {}
    for component in components:
        outcome = component.outcome
        key = (outcome.verdict, outcome.citation, outcome.reason, people(component.parties))
        groups.setdefault(key, []).append(component)
    return sorted(groups.values(), key=lambda members: -len(members))


def open_questions(assessment: Assessment) -> list[OpenQuestion]:
    """The undecided components by what would settle them, the most components first.

    Every undecided component is in exactly one group: the group of all its open questions.
    """
    groups: dict[tuple[Missing, ...], list[AssessedComponent]] = {}
    for component in with_verdict(assessment, Verdict.INDETERMINATE):
        groups.setdefault(component.outcome.missing, []).append(component)
    found = [OpenQuestion(missing, components) for missing, components in groups.items()]
    return sorted(found, key=lambda group: -len(group.components))


def by_outcome(components: Iterable[AssessedComponent]) -> list[OutcomeGroup]:
    """Components by equal outcome, in order of first appearance."""
    by_identity: dict[int, OutcomeGroup] = {}
    by_value: dict[Outcome, OutcomeGroup] = {}
    for component in components:
        outcome = component.outcome
        # Hashing a trace is slow, so an object that was seen is recognised by identity first.
        group = by_identity.get(id(outcome))
        if group is None:
            group = by_value.setdefault(outcome, OutcomeGroup(outcome))
            by_identity[id(outcome)] = group
        group.components.append(component)
    return list(by_value.values())


def people(parties: Iterable[PartyView]) -> tuple[tuple[object, ...], ...]:
    """Who is named, wherever it stands: what makes the parties of two components the same."""
    return tuple(party.who for party in parties)


def nexus_parties(component: AssessedComponent) -> list[PartyView]:
    """The parties that make the nexus; without any, all of them."""
    return [p for p in component.parties if p.origin == "nexus"] or list(component.parties)


def parties_by_person(parties: Iterable[PartyView]) -> list[tuple[PartyView, str]]:
    """Each party once, with its roles in one string, in order of first appearance."""
    found: dict[tuple[str, str, str], tuple[PartyView, list[str]]] = {}
    for party in parties:
        key = (party.name, party.origin.value, party.why)
        found.setdefault(key, (party, []))[1].append(party.role.value)
    return [(party, ", ".join(dict.fromkeys(roles))) for party, roles in found.values()]


def statement_words(statement: Statement) -> str:
    """A statement in one line: what, where, what it is worth, as of when."""
    day = f", {statement.date}" if statement.date else ", undated"
    return f"{statement.says} ({statement.source}; {statement.strength.value}{day})"


def failed_inputs(assessment: Assessment) -> list[InputView]:
    """The inputs that could not be read."""
    return [entry for entry in assessment.inputs if entry.error is not None]


def exempt_until(exempt: ExemptBefore | None) -> str:
    """``before model year 2030``, ``imported before 2029-01-01``, or both; else nothing."""
    if exempt is None:
        return ""
    parts = []
    if exempt.model_year is not None:
        parts.append(f"before model year {exempt.model_year}")
    if exempt.import_date:
        parts.append(f"imported before {exempt.import_date}")
    return ", or ".join(parts)


def plural(count: int, one: str, many: str = "") -> str:
    """``1 component``, ``2,000 components``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def model_year_text(assessment: Assessment) -> str:
    """What the assessment knows of the program's model year."""
    program = assessment.program
    if program.model_year is not None:
        return f"model year {program.model_year}"
    return "stated to have no model year" if program.no_model_year else "model year not given"


def summary_sentence(assessment: Assessment) -> str:
    """The overall verdict in one sentence that names its reason."""
    total = plural(assessment.counts.components, "component")
    prohibited, undecided = (
        _subjects(assessment, verdict, total)
        for verdict in (Verdict.PROHIBITED, Verdict.INDETERMINATE)
    )
    if assessment.verdict is OverallVerdict.PASS:
        what_if = ", if the hypotheses hold" if assessment.hypotheses else ""
        return f"Nothing is prohibited and nothing is open among {total}{what_if}."
    if assessment.verdict is OverallVerdict.FAIL:
        rest = f"; undecided: {undecided}" if undecided else ""
        return f"Prohibited: {prohibited or 'see notes'}{rest}."
    failed = len(failed_inputs(assessment))
    reasons = [f"undecided: {undecided}"] if undecided else []
    if not assessment.counts.components:
        reasons.append("no component was read")
    if failed:
        reasons.append(f"{plural(failed, 'input')} could not be read")
    if assessment.hypotheses:
        reasons.append("the verdict rests on hypotheses")
    return f"Nothing is known to be prohibited, but {'; '.join(reasons) or 'see the notes'}."


def verdict_words(assessment: Assessment) -> str:
    """The overall verdict, marked where it is no finding but a what-if."""
    hypothetical = " (hypothetical)" if assessment.hypotheses else ""
    return f"{assessment.verdict.value}{hypothetical}"


def baseline_sentence(assessment: Assessment) -> str:
    """How the findings stand to the baseline; nothing without one."""
    found = assessment.baseline
    if found is None:
        return ""
    notes = f" {'; '.join(found.notes)}." if found.notes else ""
    return (
        f"{found.new_prohibited:,} newly prohibited, {found.new_indeterminate:,} newly undecided, "
        f"{found.known:,} known, {found.gone:,} gone since {found.path} (SHA-256 "
        f"{found.sha256[:12]}, as of {found.today or 'an unknown day'}).{notes} The verdict is "
        "that on everything."
    )


def _subjects(assessment: Assessment, verdict: Verdict, total: str) -> str:
    count = assessment.counts.verdicts.get(verdict.value, 0)
    program = any(finding.verdict is verdict for finding in assessment.findings)
    parts = ["the program itself"] if program else []
    if count:
        parts.append(f"{count:,} of {total}")
    return " and ".join(parts)


def number(value: float | None) -> int | float | None:
    """A whole number as such (6200, not 6200.0)."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def country_text(party: PartyView) -> str:
    """A party's country; for one that others control, whose country it is that decides."""
    if party.country and len(party.path) > 1:
        return f"through {party.country}"
    return party.country
