"""What the HTML template shows, prepared so that the template only lays it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from markupsafe import Markup

from vcs_check.assessment import (
    AssessedComponent,
    Assessment,
    Finding,
    Outcome,
    PartyView,
    SupplierView,
)
from vcs_check.inventory.vocabulary import ComponentClass, Exclusion, Origin, Verdict
from vcs_check.reports import _digest as digest
from vcs_check.reports._base import RenderOptions
from vcs_check.reports._html_data import data
from vcs_check.reports._html_listing import Listing, listing
from vcs_check.reports._html_rows import Answers, rows, trace_table, turn_text
from vcs_check.reports._html_schedule import BASE, YEAR_WIDTH, years
from vcs_check.reports._ownership_svg import ownership_lines, ownership_svg

VERDICT_MEANS = {
    "prohibited": "may not be imported or sold",
    "indeterminate": "a fact is missing",
    "authorized": "let in by authorization",
    "exempt": "not yet in force for it",
    "permitted": "in scope, and no nexus",
    "out-of-scope": "the rule does not reach it",
}
# A page has to open in a browser, so that what it repeats is bounded; all of it is in the list.
CARDS_IN_A_SECTION = 60
COMPONENTS_IN_A_CARD = 6
SUPPLIERS_IN_FULL = 200
STEPS_SHOWN = 20
ROWS_IN_A_TABLE = 1_000
ANSWER_LINES = 20
"""Contradictions, and answers not used, that the page shows of one form."""
_NAMES_SHOWN = 3


@dataclass(frozen=True)
class Card:
    """Components that the same reason and parties, or the same questions, decide alike."""

    outcome: Outcome
    components: list[AssessedComponent]
    parties: list[tuple[PartyView, str]]
    outcomes: list[int]
    """Positions of their outcomes in the listing, from 1."""
    party: int
    """Position of their parties in the listing; -1 where they differ."""
    trace: Markup = field(default_factory=Markup)
    """How they were decided, where the card shows it."""

    @property
    def count(self) -> int:
        """How many components the card stands for."""
        return len(self.components)

    @property
    def shown(self) -> list[AssessedComponent]:
        """The first few components."""
        return self.components[:COMPONENTS_IN_A_CARD]

    @property
    def names(self) -> list[str]:
        """The distinct names, the first few."""
        return list(dict.fromkeys(str(c.component.name) for c in self.components))[:_NAMES_SHOWN]


@dataclass(frozen=True)
class Cards:
    """The groups of one section: the first in full, more in a table, the rest counted."""

    full: list[Card]
    brief: list[Card]
    beyond: int
    """Components of groups that are in neither."""


@dataclass(frozen=True)
class Turn:
    """Exempt components that are prohibited from the same model year on."""

    heading: str
    count: int
    cards: Cards


def cards(
    groups: Sequence[list[AssessedComponent]], found: Listing, *, by_party: bool, trace: bool
) -> Cards:
    """A card for each group; an equal trace is shown in the first of them only."""
    made = []
    traced: set[int] = set()
    for position, alike in enumerate(groups[:ROWS_IN_A_TABLE]):
        numbers = sorted({found.number(component.outcome) for component in alike} - {-1})
        of_trace = found.trace_of[numbers[0]] if numbers else -1
        fresh = trace and position < CARDS_IN_A_SECTION and numbers and of_trace not in traced
        traced.add(of_trace)
        made.append(
            Card(
                outcome=alike[0].outcome,
                components=alike,
                parties=digest.parties_by_person(alike[0].parties),
                outcomes=[number + 1 for number in numbers],
                party=found.party(alike[0].parties) if by_party else -1,
                trace=_trace(alike[0].outcome) if fresh else Markup(),
            )
        )
    return Cards(
        full=made[:CARDS_IN_A_SECTION],
        brief=made[CARDS_IN_A_SECTION:],
        beyond=sum(map(len, groups[ROWS_IN_A_TABLE:])),
    )


def _trace(outcome: Outcome) -> Markup:
    table = trace_table(outcome.trace, "The questions of the rule, in order")
    return Markup(table)  # noqa: S704 - every text in it was escaped


def turns(assessment: Assessment, found: Listing) -> list[Turn]:
    """The exempt components by the model year in which they turn, the soonest first."""
    by_year: dict[int | None, list[AssessedComponent]] = {}
    for component in digest.with_verdict(assessment, Verdict.EXEMPT):
        by_year.setdefault(component.outcome.first_model_year_prohibited, []).append(component)
    ordered = sorted(by_year.items(), key=lambda item: (item[0] is None, item[0] or 0))
    return [
        Turn(
            heading="No model year of the schedule prohibits them"
            if year is None
            else f"Prohibited from model year {year}",
            count=len(members),
            cards=cards(digest.alike(members), found, by_party=True, trace=False),
        )
        for year, members in ordered
    ]


def context(assessment: Assessment, options: RenderOptions) -> dict[str, object]:
    """Everything that ``templates/report.html`` refers to."""
    selection = digest.select(assessment, options)
    found = listing(selection.shown)
    answers = Answers(found.traces)
    prohibited = digest.prohibited_alike(assessment)
    asked = [group.components for group in digest.open_questions(assessment)]
    authorized = digest.alike(digest.with_verdict(assessment, Verdict.AUTHORIZED))
    suppliers = _suppliers(assessment)
    by_key = {c.key: c for c in assessment.components} if assessment.other_edition else {}
    differs = assessment.other_edition.differs if assessment.other_edition else ()
    return {
        "a": assessment,
        "words": digest.verdict_words(assessment),
        "sentence": digest.summary_sentence(assessment),
        "baseline": digest.baseline_sentence(assessment),
        "model_year": digest.model_year_text(assessment),
        "gvwr": _gvwr(assessment),
        "years": years(assessment),
        "year_width": YEAR_WIDTH,
        "base": BASE,
        "verdict_means": VERDICT_MEANS,
        "prohibited": cards(prohibited, found, by_party=True, trace=True),
        "prohibited_findings": _findings(assessment, Verdict.PROHIBITED),
        "undecided_findings": _findings(assessment, Verdict.INDETERMINATE),
        "other_findings": [
            finding
            for finding in assessment.findings
            if finding.verdict not in (Verdict.PROHIBITED, Verdict.INDETERMINATE)
        ],
        "questions": cards(asked, found, by_party=False, trace=True),
        "authorized": cards(authorized, found, by_party=True, trace=True),
        "turns": turns(assessment, found),
        "exclusions": _exclusions(assessment),
        "suppliers": suppliers[:SUPPLIERS_IN_FULL],
        "more_suppliers": suppliers[SUPPLIERS_IN_FULL:][:ROWS_IN_A_TABLE],
        "unlisted_suppliers": len(suppliers) - SUPPLIERS_IN_FULL - ROWS_IN_A_TABLE,
        "ownership_svg": ownership_svg,
        "ownership_lines": ownership_lines,
        "statement_words": digest.statement_words,
        "asking": assessment.asking[:STEPS_SHOWN],
        "more_asking": len(assessment.asking) - STEPS_SHOWN,
        "answers_used": assessment.answers[:ROWS_IN_A_TABLE],
        "answer_lines": ANSWER_LINES,
        "notes": assessment.notes[:ROWS_IN_A_TABLE],
        "more_notes": len(assessment.notes) - ROWS_IN_A_TABLE,
        "actions": assessment.actions[:ROWS_IN_A_TABLE],
        "more_actions": len(assessment.actions) - ROWS_IN_A_TABLE,
        "groups": selection.groups,
        "listed": len(selection.shown),
        "choices": _choices(found),
        "rows": Markup(rows(found, answers, assessment.inputs)),  # noqa: S704
        "data": Markup(data(found, answers, assessment.inputs)),  # noqa: S704
        "differs": [by_key[key] for key in differs[:ROWS_IN_A_TABLE] if key in by_key],
        "failed": digest.failed_inputs(assessment),
        "turn_text": turn_text,
        "plural": digest.plural,
        "country_text": digest.country_text,
        "no_legal_advice": digest.NO_LEGAL_ADVICE,
    }


def _suppliers(assessment: Assessment) -> list[SupplierView]:
    """Whoever decides something first, then nexus, then the rest as the assessment has them."""
    rank = {"nexus": 0, "unknown": 1, "none": 2}
    return sorted(assessment.suppliers, key=lambda s: (rank[s.origin.value], -s.decides))


def _choices(found: Listing) -> dict[str, list[str]]:
    """The words that the filters offer, in the order of the vocabulary."""
    outcomes = found.outcomes
    words: dict[str, tuple[type[StrEnum], set[object]]] = {
        "verdict": (Verdict, {outcome.verdict for outcome in outcomes}),
        "class": (ComponentClass, {outcome.component_class for outcome in outcomes}),
        "origin": (Origin, {outcome.origin for outcome in outcomes}),
        "exclusion": (Exclusion, {outcome.exclusion for outcome in outcomes}),
    }
    return {
        name: [word.value for word in vocabulary if word in present]
        for name, (vocabulary, present) in words.items()
    }


def _exclusions(assessment: Assessment) -> list[tuple[str, int]]:
    counted: dict[str, int] = {}
    for component in digest.with_verdict(assessment, Verdict.OUT_OF_SCOPE):
        word = component.outcome.exclusion or "no exclusion word"
        counted[word] = counted.get(word, 0) + 1
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _findings(assessment: Assessment, verdict: Verdict) -> list[Finding]:
    return [finding for finding in assessment.findings if finding.verdict is verdict]


def _gvwr(assessment: Assessment) -> str:
    program = assessment.program
    if program.gvwr_lb is not None:
        return f"{digest.number(program.gvwr_lb):,} lb"
    return f"{digest.number(program.gvwr_kg):,} kg" if program.gvwr_kg is not None else "not given"
