"""What the HTML template shows, prepared so that the template only lays it out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vcs_check.assessment import (
    AssessedComponent,
    Assessment,
    Outcome,
    PartyView,
    ScheduleRow,
    TraceLine,
)
from vcs_check.inventory.vocabulary import SEVERITY, Mark, Verdict
from vcs_check.reports import _digest as digest
from vcs_check.reports._base import RenderOptions

VERDICT_MEANS = {
    "prohibited": "may not be imported or sold",
    "indeterminate": "a fact is missing",
    "authorized": "let in by authorization",
    "exempt": "not yet in force for it",
    "permitted": "in scope, and no nexus",
    "out-of-scope": "the rule does not reach it",
}
MARK_MEANS = {
    Mark.TEXT: "text of the regulation",
    Mark.SECONDARY: "official or legal summaries",
    Mark.INTERPRETATION: "this project's reading",
}


@dataclass(frozen=True)
class Place:
    """Components side by side in one assembly."""

    path: tuple[str, ...]
    components: list[AssessedComponent]


@dataclass(frozen=True)
class OutcomeView:
    """One outcome with the components that share it and where its trace stands."""

    anchor: str
    outcome: Outcome
    places: list[Place]
    count: int
    trace: tuple[TraceLine, ...] | None
    """None where an equal trace was already shown at ``trace_anchor``."""
    trace_anchor: str


@dataclass(frozen=True)
class CauseView:
    """Components that one reason and the same parties decide alike."""

    outcome: Outcome
    parties: list[tuple[PartyView, str]]
    places: list[Place]
    count: int
    names: list[str]
    """The distinct names, the first few."""
    anchor: str


@dataclass(frozen=True)
class YearView:
    """One model year of the schedule picture; lengths are in the picture's own units."""

    row: ScheduleRow
    x: int
    prohibited: str
    indeterminate: str
    current: bool


YEAR_WIDTH = 52
_NAMES_SHOWN = 3
# A page has to open in a browser. Where nearly every component has an outcome of its own, the
# worst outcomes are shown in full and the others in one table, without their traces.
OUTCOMES_IN_FULL = 4_000
CARDS_IN_A_SECTION = 1_000
_THOUSAND = 1000


def places(components: Iterable[AssessedComponent]) -> list[Place]:
    """The components by the assembly that they are in, in order of first appearance."""
    found: dict[tuple[str, ...], list[AssessedComponent]] = {}
    for component in components:
        found.setdefault(component.path[:-1], []).append(component)
    return [Place(path, members) for path, members in found.items()]


def years(assessment: Assessment) -> list[YearView]:
    """The columns of the schedule picture."""
    return [
        YearView(
            row=row,
            x=position * YEAR_WIDTH,
            prohibited=_short(row.prohibited),
            indeterminate=_short(row.indeterminate),
            current=row.model_year == assessment.program.model_year,
        )
        for position, row in enumerate(assessment.schedule)
    ]


def _short(count: int) -> str:
    return str(count) if count < 10 * _THOUSAND else f"{count // _THOUSAND}k"


def schedule_sentence(assessment: Assessment) -> str:
    """The schedule picture in words."""
    return "; ".join(
        f"{row.model_year}: {row.verdict.value}, {row.prohibited} prohibited, "
        f"{row.indeterminate} undecided"
        for row in assessment.schedule
    )


def outcomes(components: list[AssessedComponent]) -> list[OutcomeView]:
    """Every outcome once, the worst first; equal traces are shown once and linked after that."""
    groups = sorted(
        digest.by_outcome(components), key=lambda group: SEVERITY[group.outcome.verdict]
    )
    traces: dict[tuple[TraceLine, ...], str] = {}
    views = []
    for position, group in enumerate(groups, start=1):
        anchor = f"o{position}"
        trace = group.outcome.trace
        first = traces.setdefault(trace, anchor)
        views.append(
            OutcomeView(
                anchor=anchor,
                outcome=group.outcome,
                places=places(group.components),
                count=len(group.components),
                trace=trace if first == anchor else None,
                trace_anchor=first,
            )
        )
    return views


def causes(groups: list[list[AssessedComponent]], anchors: dict[Outcome, str]) -> list[CauseView]:
    """Groups of components that share reason and parties, ready to show."""
    return [
        CauseView(
            outcome=alike[0].outcome,
            parties=digest.parties_by_person(alike[0].parties),
            places=places(alike),
            count=len(alike),
            names=list(dict.fromkeys(str(c.component.name) for c in alike))[:_NAMES_SHOWN],
            anchor=anchors.get(alike[0].outcome, ""),
        )
        for alike in groups[:CARDS_IN_A_SECTION]
    ]


def more_than_cards(groups: Sequence[Sequence[AssessedComponent]]) -> int:
    """How many components have no card of their own in a section."""
    return sum(len(members) for members in groups[CARDS_IN_A_SECTION:])


def context(assessment: Assessment, options: RenderOptions) -> dict[str, object]:
    """Everything that ``templates/report.html`` refers to."""
    selection = digest.select(assessment, options)
    views = outcomes(selection.shown)
    shown = views[:OUTCOMES_IN_FULL]
    anchors = {view.outcome: view.anchor for view in shown}
    spared = digest.with_verdict(assessment, Verdict.AUTHORIZED, Verdict.EXEMPT)
    prohibited = digest.prohibited_alike(assessment)
    spared_alike = digest.alike(spared)
    questions = digest.open_questions(assessment)
    outside = digest.with_verdict(assessment, Verdict.OUT_OF_SCOPE)
    exclusions: dict[str, int] = {}
    for component in outside:
        word = component.outcome.exclusion or "no exclusion word"
        exclusions[word] = exclusions.get(word, 0) + 1
    by_key = {c.key: c for c in assessment.components} if assessment.other_edition else {}
    return {
        "a": assessment,
        "words": digest.verdict_words(assessment),
        "sentence": digest.summary_sentence(assessment),
        "model_year": digest.model_year_text(assessment),
        "gvwr": _gvwr(assessment),
        "years": years(assessment),
        "year_width": YEAR_WIDTH,
        "schedule_sentence": schedule_sentence(assessment),
        "verdict_means": VERDICT_MEANS,
        "mark_means": MARK_MEANS,
        "prohibited": causes(prohibited, anchors),
        "more_prohibited": more_than_cards(prohibited),
        "prohibited_findings": _findings(assessment, Verdict.PROHIBITED),
        "undecided_findings": _findings(assessment, Verdict.INDETERMINATE),
        "other_findings": [
            finding
            for finding in assessment.findings
            if finding.verdict not in (Verdict.PROHIBITED, Verdict.INDETERMINATE)
        ],
        "questions": [
            (group, places(group.components)) for group in questions[:CARDS_IN_A_SECTION]
        ],
        "more_questions": more_than_cards([group.components for group in questions]),
        "spared": causes(spared_alike, anchors),
        "more_spared": more_than_cards(spared_alike),
        "exclusions": sorted(exclusions.items(), key=lambda item: (-item[1], item[0])),
        "outcomes": shown,
        "rest": [place for view in views[OUTCOMES_IN_FULL:] for place in view.places],
        "rest_count": sum(view.count for view in views[OUTCOMES_IN_FULL:]),
        "groups": selection.groups,
        "differs": [by_key[key] for key in assessment.other_edition.differs if key in by_key]
        if assessment.other_edition
        else [],
        "failed": digest.failed_inputs(assessment),
        "exempt_until": digest.exempt_until,
        "plural": digest.plural,
        "parties_by_person": digest.parties_by_person,
        "no_legal_advice": digest.NO_LEGAL_ADVICE,
    }


def _findings(assessment: Assessment, verdict: Verdict) -> list[object]:
    return [finding for finding in assessment.findings if finding.verdict is verdict]


def _gvwr(assessment: Assessment) -> str:
    program = assessment.program
    if program.gvwr_lb is not None:
        return f"{digest.number(program.gvwr_lb):,} lb"
    return f"{digest.number(program.gvwr_kg):,} kg" if program.gvwr_kg is not None else "not given"
