"""One row a component, for the formats that spreadsheets read. Nothing here is escaped yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vcs_check.assessment import AssessedComponent, Assessment, Missing
from vcs_check.reports import _digest as digest

COLUMNS: Final = (
    "key", "verdict", "rolled_up", "class", "exclusion", "origin", "name", "version", "path",
    "input", "source", "purl", "parties", "citation", "reason", "exempt_before", "missing",
    "assumptions", "warnings", "authorization", "first_model_year_prohibited", "other_verdict",
    "hypothetical",
)  # fmt: skip


def rows(assessment: Assessment, selection: digest.Selection) -> Iterator[list[str]]:
    """The cells of each component; what is counted and not listed has a row of its own."""
    people: dict[int, str] = {}
    for assessed in selection.shown:
        # Parties are shared by many components.
        parties = people.get(id(assessed.parties))
        if parties is None:
            parties = people[id(assessed.parties)] = _parties(assessed)
        yield _row(assessed, assessment.inputs[assessed.input].path, parties)
    for group in selection.groups:
        what = "file" if group.files else "component"
        counted = digest.plural(group.components or group.files, what)
        cells = {"reason": f"{group.why} ({counted} counted, not listed)"}
        yield [cells.get(column, "") for column in COLUMNS]


def _row(assessed: AssessedComponent, file: str, parties: str) -> list[str]:
    component, outcome = assessed.component, assessed.outcome
    first_year = outcome.first_model_year_prohibited
    return [
        assessed.key,
        outcome.verdict.value,
        assessed.rolled_up.value,
        outcome.component_class.value,
        outcome.exclusion.value if outcome.exclusion else "",
        outcome.origin.value,
        component.name,
        component.version,
        " > ".join(assessed.path),
        file,
        component.source,
        component.purl,
        parties,
        outcome.citation,
        outcome.reason,
        digest.exempt_until(outcome.exempt_before),
        "; ".join(map(question_text, outcome.missing)),
        "; ".join(outcome.assumptions),
        "; ".join(outcome.warnings),
        outcome.authorization,
        "" if first_year is None else str(first_year),
        assessed.other_verdict.value if assessed.other_verdict else "",
        "yes" if assessed.hypothetical else "",
    ]


def _parties(assessed: AssessedComponent) -> str:
    return "; ".join(
        f"{party.name} ({', '.join(filter(None, (party.role, party.origin, party.country)))})"
        for party in assessed.parties
    )


def question_text(fact: Missing) -> str:
    """A missing fact in one line."""
    return f"{fact.fact} of {fact.of}: {fact.ask}"
