"""``json``: the report for programs, stable and described by a JSON Schema."""

from __future__ import annotations

import io

from msgspec import UNSET, Raw, Struct

from vcs_check.assessment import AssessedComponent, Assessment, ExemptBefore
from vcs_check.reports import _json_report as shape
from vcs_check.reports._base import RenderOptions, Report
from vcs_check.reports._digest import NO_LEGAL_ADVICE, Selection, number, select
from vcs_check.reports._json_component import ExemptBeforeShape, RawComponent
from vcs_check.reports._json_encoding import encoded_json, formatted
from vcs_check.reports._json_parts import as_shape, is_new, marked, suppliers_of

_AT_ONCE = 2_000
_NO_COMPONENTS = b'\n  "components": []'
_OPENED, _CLOSED = b'{\n  "components": [', b"\n  ]\n}"


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """UTF-8 JSON in two-space indentation, with a line break at its end."""
    selection = select(assessment, options)
    head = formatted(_head(assessment, selection))
    if not selection.shown:
        return head + b"\n"
    before, after = head.split(_NO_COMPONENTS)
    # A few thousand components at a time, so that the report is in memory once and not thrice.
    report = io.BytesIO()
    report.write(before + b"\n" + _OPENED[2:])
    encoded: dict[int, Raw] = {}
    for start in range(0, len(selection.shown), _AT_ONCE):
        rows = component_rows(selection.shown[start : start + _AT_ONCE], encoded)
        part = formatted({"components": rows})
        report.write(b"," if start else b"")
        report.write(part[len(_OPENED) : -len(_CLOSED)])
    report.write(b"\n  ]" + after + b"\n")
    return report.getvalue()


def _head(a: Assessment, selection: Selection) -> Struct:
    """The report without its components."""
    return shape.ReportShape(
        schema=shape.SCHEMA_ID,
        tool=shape.ToolShape("vcs-check", a.tool_version),
        verdict=a.verdict,
        program=_program(a),
        edition=shape.EditionShape(
            a.edition.id, a.edition.title, a.edition.citation, a.edition.digest
        ),
        evidence=a.evidence,
        schedule=as_shape(shape.ScheduleShape, a.schedule),
        counts=_counts(a),
        inputs=marked(shape.InputShape, a.inputs),
        components=[],
        suppliers=suppliers_of(a.suppliers),
        other_edition=as_shape(shape.OtherEditionShape, (a.other_edition,))[0]
        if a.other_edition
        else None,
        decisions=as_shape(shape.DecisionShape, a.decisions),
        declaration=as_shape(shape.DeclarationShape, (a.declaration,))[0],
        notes=a.notes,
        today=a.today,
        software_scope=a.software_scope,
        policy=dict(sorted(a.policy.items())),
        answers=as_shape(shape.AnswersShape, a.answers),
        asking=as_shape(shape.AskingShape, a.asking),
        findings=marked(shape.FindingShape, a.findings),
        actions=as_shape(shape.ActionShape, a.actions),
        assumptions=as_shape(shape.AssumptionShape, a.assumptions),
        hypotheses=a.hypotheses,
        groups=tuple(shape.GroupShape(g.why, g.components, g.files) for g in selection.groups),
        disclaimer=NO_LEGAL_ADVICE,
        knowledge=as_shape(shape.KnowledgeShape, a.knowledge) if a.knowledge else UNSET,
        baseline=as_shape(shape.BaselineShape, (a.baseline,))[0] if a.baseline else UNSET,
    )


def _program(assessment: Assessment) -> shape.ProgramShape:
    (program,) = as_shape(shape.ProgramShape, (assessment.program,))
    program.gvwr_lb, program.gvwr_kg = number(program.gvwr_lb), number(program.gvwr_kg)
    program.date = program.date or None
    return program


def _counts(assessment: Assessment) -> shape.CountsShape:
    (counts,) = as_shape(shape.CountsShape, (assessment.counts,))
    return counts


def _exempt_before(exempt: ExemptBefore | None) -> ExemptBeforeShape | None:
    if exempt is None or (exempt.model_year is None and not exempt.import_date):
        return None
    return ExemptBeforeShape(
        model_year=UNSET if exempt.model_year is None else exempt.model_year,
        date=exempt.import_date or UNSET,
    )


def component_rows(
    components: list[AssessedComponent], encoded: dict[int, Raw]
) -> list[RawComponent]:
    """The components as the report has them; ``encoded`` keeps what several of them share."""

    # Parties, questions and traces are shared by many components and make most of the bytes,
    # so each distinct object is encoded once. Objects live as long as the assessment, so that
    # an id() stands for one of them throughout.
    def once(value: tuple[Struct, ...]) -> Raw:
        raw = encoded.get(id(value))
        if raw is None:
            raw = encoded[id(value)] = Raw(encoded_json(value))
        return raw

    rows = []
    for assessed in components:
        component, outcome = assessed.component, assessed.outcome
        rows.append(
            RawComponent(
                component.id,
                assessed.input,
                assessed.path,
                component.name,
                component.version,
                component.purl,
                component.source,
                outcome.component_class,
                outcome.exclusion,
                outcome.origin,
                once(assessed.parties),
                outcome.verdict,
                outcome.citation,
                outcome.reason,
                _exempt_before(outcome.exempt_before),
                once(outcome.missing),
                outcome.assumptions,
                once(outcome.trace),
                assessed.key,
                assessed.rolled_up,
                (assessed.path, *assessed.more_paths),
                component.kind,
                assessed.layer,
                assessed.confidence,
                assessed.entry,
                outcome.warnings,
                outcome.authorization,
                outcome.first_model_year_prohibited,
                assessed.other_verdict,
                assessed.decisions,
                assessed.hypothetical,
                is_new(assessed),
            )
        )
    return rows


REPORT = Report(name="json", file_name="report.json", media_type="application/json", render=render)
