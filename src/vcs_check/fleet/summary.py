"""The summary of a run: programs by model year, suppliers, questions, what changed."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import msgspec

import vcs_check
from vcs_check.assessment.fleet import (
    FleetProgram,
    FleetQuestion,
    FleetSummary,
    FleetSupplier,
    FleetYear,
)
from vcs_check.fleet.changes import changes_since
from vcs_check.fleet.job import Outcome, Status
from vcs_check.fleet.manifest import Entry, Fleet
from vcs_check.fleet.run import Course, Order
from vcs_check.fleet.store import Results
from vcs_check.fleet.tabular import Answer, asked, opened, ready_made
from vcs_check.inventory.vocabulary import Origin, OverallVerdict

_MOST_SUPPLIERS: Final = 500
_MOST_QUESTIONS: Final = 200
_MOST_CHANGES: Final = 1_000
_WORST_FIRST: Final = (70, 5, 4, 1, 3, 0)


def worst(codes: Any) -> int:
    """The exit code of several, by the order of the contract."""
    found = set(codes)
    return next((code for code in _WORST_FIRST if code in found), 0)


def summary_of(
    fleet: Fleet,
    order: Order,
    course: Course,
    results: Results,
    real: Results | None,
    before: FleetSummary | None,
) -> FleetSummary:
    """The summary of a run that is over.

    Args:
        fleet: what was to be evaluated.
        order: how.
        course: what came of it.
        results: what is kept; of a what-if, the hypothetical ones.
        real: in a what-if, the real results.
        before: the last summary; in a what-if, the real one.
    """
    with opened(results, real) as connection:
        questions = ready_made()
        kept = _by_program(asked(connection, "SELECT * FROM programs"))
        years = _years(asked(connection, "SELECT * FROM schedule ORDER BY program, model_year"))
        suppliers = _structs(
            asked(connection, questions["suppliers"].sql, most=_MOST_SUPPLIERS), FleetSupplier
        )
        ask = _structs(
            asked(connection, questions["most-valuable-question"].sql, most=_MOST_QUESTIONS),
            FleetQuestion,
        )
        total = asked(connection, "SELECT count(DISTINCT key) FROM parties").rows[0][0]
    earlier = {p.id: p for p in before.programs} if before is not None else {}
    programs = tuple(
        _program(
            entry,
            course.outcomes[entry.id],
            kept.get(entry.id),
            years.get(entry.id, ()),
            earlier.get(entry.id),
        )
        for entry in fleet.entries
    )
    codes = [course.exit_code, *(program.exit_code for program in programs)]
    if order.settings.hypotheses:
        codes.append(3)  # a fleet that passes under a hypothesis has not passed
    summary = FleetSummary(
        tool_version=vcs_check.__version__,
        name=fleet.name,
        manifest=fleet.manifest,
        today=order.settings.today.isoformat(),
        exit_code=worst(codes),
        hypotheses=order.settings.hypotheses,
        verdicts=_counted(p.verdict.value if p.verdict else "none" for p in programs),
        statuses=_counted(p.status for p in programs),
        components=sum(p.components for p in programs),
        programs=programs,
        suppliers=suppliers,
        suppliers_total=int(total),
        questions=ask,
        trouble=course.trouble,
        notes=(*fleet.notes, *_notes(course, order)),
    )
    if before is None:
        return summary
    changes = changes_since(before, summary)
    return msgspec.structs.replace(
        summary,
        since="the real results" if order.settings.hypotheses else before.today,
        changes=changes[:_MOST_CHANGES],
        changes_total=len(changes),
    )


def read_summary(data: bytes) -> FleetSummary | None:
    """An earlier summary; None where it is none that can be read."""
    try:
        return msgspec.json.decode(data, type=FleetSummary)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _program(
    entry: Entry,
    outcome: Outcome,
    row: dict[str, Any] | None,
    years: tuple[FleetYear, ...],
    before: FleetProgram | None,
) -> FleetProgram:
    is_real = outcome.status is not Status.UNREACHED
    if row is None or not is_real:
        # what an earlier run found may be what is so no longer
        return FleetProgram(
            id=entry.id,
            name=row["name"] if row else "",
            path=entry.program.shown,
            verdict=None,
            exit_code=outcome.exit_code,
            status=outcome.status.value,
            error=outcome.message,
        )
    was = {year.model_year: year.verdict for year in before.years} if before is not None else {}
    return FleetProgram(
        id=entry.id,
        name=row["name"],
        path=entry.program.shown,
        verdict=OverallVerdict(row["verdict"]),
        exit_code=outcome.exit_code,
        status=outcome.status.value,
        error=row["error"],
        model_year=row["model_year"],
        first_failing_year=row["first_failing_year"],
        edition=row["edition"],
        components=row["components"],
        prohibited=row["prohibited"],
        indeterminate=row["indeterminate"],
        evaluated_for=row["evaluated_for"],
        hypothetical=bool(row["hypotheses"]),
        years=tuple(
            msgspec.structs.replace(year, before=was[year.model_year])
            if was.get(year.model_year, year.verdict) is not year.verdict
            else year
            for year in years
        ),
    )


def _by_program(answer: Answer) -> dict[str, dict[str, Any]]:
    rows = (dict(zip(answer.columns, row, strict=True)) for row in answer.rows)
    return {row["program"]: row for row in rows}


def _years(answer: Answer) -> dict[str, tuple[FleetYear, ...]]:
    found: dict[str, list[FleetYear]] = {}
    for row in answer.rows:
        values = dict(zip(answer.columns, row, strict=True))
        program = values.pop("program")
        year = FleetYear(**{**values, "verdict": OverallVerdict(values["verdict"])})
        found.setdefault(program, []).append(year)
    return {program: tuple(rows) for program, rows in found.items()}


def _structs(answer: Answer, kind: Any) -> tuple[Any, ...]:
    made = []
    for row in answer.rows:
        values = dict(zip(answer.columns, row, strict=True))
        if "origin" in values:
            values["origin"] = Origin(values["origin"])
            values["decided_programs"] = tuple(values["decided_programs"] or ())
        made.append(kind(**values))
    return tuple(made)


def _counted(words: Any) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


def _notes(course: Course, order: Order) -> list[str]:
    notes: list[str] = []
    if order.settings.hypotheses:
        unconcerned = sum(o.status is Status.UNCONCERNED for o in course.outcomes.values())
        notes.append(
            f"what if: {unconcerned} of {len(course.outcomes)} programs do not depend on what is "
            "assumed; their real results are shown"
        )
        if order.settings.assumed_parties and unconcerned == len(course.outcomes):
            notes.append("what if: nobody in the fleet has that name, so nothing changes")
    return notes
