"""An assessment as the rows of a fleet's tables."""

from __future__ import annotations

import io
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from vcs_check.assessment import AssessedComponent, Assessment, Missing
from vcs_check.fleet.extra import needed
from vcs_check.fleet.job import Job
from vcs_check.fleet.schema import TABLES, arrow_schema
from vcs_check.inventory.vocabulary import Origin, OverallVerdict, Verdict
from vcs_check.origin.names import normalised

Rows = list[tuple[Any, ...]]
"""Of one table, without the first column, which is the program's id."""

_MOST_NOTES: Final = 1_000
_ONE_AT_A_TIME: Final = threading.Lock()
"""Arrow is not imported, nor asked, by two threads at once."""


def rows_of(
    job: Job, assessment: Assessment, files: Rows, hidden_notes: Iterable[str]
) -> dict[str, Rows]:
    """The rows of every table.

    Args:
        job: of the program.
        assessment: of the program.
        files: rows of ``inputs`` for what is no BOM.
        hidden_notes: notes on the registers as a whole, which say nothing of this program.
    """
    matters = [c for c in assessment.components if _matters(c)]
    return {
        "programs": [_program(job, assessment)],
        "schedule": _schedule(job, assessment),
        "components": [_component(c, assessment) for c in matters],
        "parties": _parties(assessment, matters),
        "questions": _questions(matters),
        "findings": _findings(assessment, set(hidden_notes)),
        "inputs": [*files, *_inputs(assessment)],
    }


def rows_of_failure(job: Job, error: str, exit_code: int) -> dict[str, Rows]:
    """The rows of a program that could not be evaluated: undecided in every year."""
    from vcs_check import __version__
    from vcs_check.pipeline.judging import SCHEDULE_YEARS

    undecided = OverallVerdict.INDETERMINATE.value
    settings = job.settings
    program = (
        "", job.program.shown, "", None, undecided, exit_code, error, None, SCHEDULE_YEARS[0],
        job.edition or settings.edition, "", 0, 0, 0, 0, 0, 0, 0, 0, "", False,
        list(settings.hypotheses), settings.today.isoformat(), __version__,
    )  # fmt: skip
    schedule: Rows = [(year, undecided, 0, 0, year in job.model_years) for year in SCHEDULE_YEARS]
    return {**{name: [] for name in TABLES}, "programs": [program], "schedule": schedule}


def exit_code_of(job: Job, assessment: Assessment) -> int:
    """By the contract, for the model year as stated and those of the manifest."""
    if any(view.error is not None for view in assessment.inputs):
        return 4
    verdicts = {assessment.verdict}
    verdicts.update(r.verdict for r in assessment.schedule if r.model_year in job.model_years)
    if OverallVerdict.FAIL in verdicts:
        return 1
    return 3 if OverallVerdict.INDETERMINATE in verdicts or assessment.hypotheses else 0


def error_of(assessment: Assessment) -> str:
    """What could not be read, in one line."""
    unread = [view.error for view in assessment.inputs if view.error is not None]
    more = f" (and {len(unread) - 1} more)" if len(unread) > 1 else ""
    return f"{unread[0]}{more}" if unread else ""


def parquet(program: str, rows: Mapping[str, Rows]) -> dict[str, bytes]:
    """Each table as the bytes of a Parquet file; the same rows give the same bytes."""
    with _ONE_AT_A_TIME:
        return _parquet(program, rows)


def _parquet(program: str, rows: Mapping[str, Rows]) -> dict[str, bytes]:
    pa = needed("pyarrow", "the results of a fleet")
    writer = needed("pyarrow.parquet", "the results of a fleet")
    made: dict[str, bytes] = {}
    for name, columns in TABLES.items():
        lines = rows[name]
        schema = arrow_schema(name)
        values = list(zip(*lines, strict=True)) if lines else [()] * (len(columns) - 1)
        arrays = [pa.array([program] * len(lines), schema.field(0).type)]
        arrays += [
            _array(pa, column, schema.field(number).type) for number, column in enumerate(values, 1)
        ]
        buffer = io.BytesIO()
        table = pa.Table.from_arrays(arrays, schema=schema)
        writer.write_table(table, buffer, compression="zstd", write_statistics=len(lines) > 1)
        made[name] = buffer.getvalue()
    return made


def _array(pa: Any, values: tuple[Any, ...], kind: Any) -> Any:
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        return pa.array([_without_surrogates(value) for value in values], kind)


def _without_surrogates(value: Any) -> Any:
    """Texts with lone surrogates, which have no UTF-8, as escapes."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, list | tuple):
        return [_without_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_surrogates(item) for key, item in value.items()}
    return value


def _matters(component: AssessedComponent) -> bool:
    outcome = component.outcome
    return (
        outcome.verdict is not Verdict.OUT_OF_SCOPE
        or outcome.first_model_year_prohibited is not None
        or component.other_verdict is not None
        or bool(component.decisions)
        or component.hypothetical
    )


def _program(job: Job, a: Assessment) -> tuple[Any, ...]:
    def first(verdict: OverallVerdict) -> int | None:
        return next((row.model_year for row in a.schedule if row.verdict is verdict), None)

    counted = a.counts.verdicts
    return (
        a.program.name, job.program.shown, a.program.manufacturer, a.program.model_year,
        a.verdict.value, exit_code_of(job, a), error_of(a), first(OverallVerdict.FAIL),
        first(OverallVerdict.INDETERMINATE), a.edition.id,
        a.other_edition.verdict.value if a.other_edition else "", a.counts.components,
        *(counted[v.value] for v in (
            Verdict.PROHIBITED, Verdict.INDETERMINATE, Verdict.AUTHORIZED, Verdict.EXEMPT,
            Verdict.PERMITTED, Verdict.OUT_OF_SCOPE)),
        a.counts.assumptions, a.declaration.due or "",
        not a.declaration.status.startswith("not needed"), list(a.hypotheses), a.today,
        a.tool_version,
    )  # fmt: skip


def _schedule(job: Job, a: Assessment) -> Rows:
    own = (a.program.model_year,) if a.program.model_year is not None else ()
    stated = job.model_years or own
    return [
        (r.model_year, r.verdict.value, r.prohibited, r.indeterminate, r.model_year in stated)
        for r in a.schedule
    ]


def _component(c: AssessedComponent, a: Assessment) -> tuple[Any, ...]:
    outcome = c.outcome
    return (
        c.key, a.inputs[c.input].path, c.component.name, c.component.version, c.component.purl,
        c.path, outcome.component_class.value, outcome.verdict.value, outcome.citation,
        outcome.reason, outcome.origin.value, outcome.first_model_year_prohibited,
        c.other_verdict.value if c.other_verdict else "",
        [(p.role.value, p.name, p.origin.value, p.country) for p in c.parties],
        [(m.of, m.fact, m.ask) for m in outcome.missing], c.hypothetical,
    )  # fmt: skip


def _parties(a: Assessment, matters: list[AssessedComponent]) -> Rows:
    prohibited: Counter[str] = Counter()
    first_year: dict[str, int] = {}
    for component in matters:
        year = component.outcome.first_model_year_prohibited
        now = component.outcome.verdict is Verdict.PROHIBITED
        if year is None and not now:
            continue
        for name in {p.name for p in component.parties if p.origin is Origin.NEXUS}:
            prohibited[name] += now
            if year is not None:
                first_year[name] = min(year, first_year.get(name, year))
    return [
        (
            s.name, normalised(s.name), s.origin.value, s.country, s.why,
            [role.value for role in s.roles], s.components, s.decides, prohibited[s.name],
            first_year.get(s.name), s.path, s.candidates,
            list(dict.fromkeys(m.fact for m in s.missing)), s.from_reference,
        )
        for s in a.suppliers
    ]  # fmt: skip


def _questions(matters: list[AssessedComponent]) -> Rows:
    waiting: Counter[Missing] = Counter()
    for component in matters:
        if component.outcome.verdict is Verdict.INDETERMINATE:
            waiting.update(dict.fromkeys(component.outcome.missing, 1))
    ranked = sorted(waiting.items(), key=lambda item: (-item[1], item[0].of, item[0].fact))
    return [(m.of, m.fact, m.ask, count) for m, count in ranked]


def _findings(a: Assessment, hidden_notes: set[str]) -> Rows:
    found: Rows = [("program", f.verdict.value, f.citation, f.reason, None) for f in a.findings]
    # the days that are left change every day, and the day itself does not
    due = a.declaration.due
    status = f"due on {due}" if due else a.declaration.status
    found.append(("declaration", "", a.declaration.citation, status, None))
    for d in a.decisions:
        text = f"{d.component}: {d.sets} (by {d.by} on {d.on}: {d.reason}): {d.status}"
        found.append(("decision", "", "", text, d.matched))
    found += [("assumption", "", "", item.text, item.components) for item in a.assumptions]
    notes = [note for note in a.notes if note not in hidden_notes]
    found += [("note", "", "", note, None) for note in notes[:_MOST_NOTES]]
    if len(notes) > _MOST_NOTES:
        found.append(("note", "", "", f"and {len(notes) - _MOST_NOTES} more notes", None))
    return found


def _inputs(a: Assessment) -> Rows:
    return [
        ("bom", v.path, v.sha256, v.format, v.version, v.components, v.part, v.error or "")
        for v in a.inputs
    ]
