"""``json``: the report for programs, stable and described by a JSON Schema."""

from __future__ import annotations

import io
from typing import Any, TypeVar

import msgspec
from msgspec import UNSET, Raw, Struct

from vcs_check.assessment import AssessedComponent, Assessment, ExemptBefore
from vcs_check.reports import _json_report as shape
from vcs_check.reports._base import RenderOptions, Report
from vcs_check.reports._digest import NO_LEGAL_ADVICE, Selection, number, select
from vcs_check.reports._json_component import ExemptBeforeShape, RawComponent

_ENCODER = msgspec.json.Encoder()
_Shape = TypeVar("_Shape", bound=Struct)
_AT_ONCE = 2_000
_NO_COMPONENTS = b'\n  "components": []'
_OPENED, _CLOSED = b'{\n  "components": [', b"\n  ]\n}"


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """UTF-8 JSON in two-space indentation, with a line break at its end."""
    selection = select(assessment, options)
    head = _formatted(_head(assessment, selection))
    if not selection.shown:
        return head + b"\n"
    before, after = head.split(_NO_COMPONENTS)
    # A few thousand components at a time, so that the report is in memory once and not thrice.
    report = io.BytesIO()
    report.write(before + b"\n" + _OPENED[2:])
    encoded: dict[int, Raw] = {}
    for start in range(0, len(selection.shown), _AT_ONCE):
        rows = _components(selection.shown[start : start + _AT_ONCE], encoded)
        part = _formatted({"components": rows})
        report.write(b"," if start else b"")
        report.write(part[len(_OPENED) : -len(_CLOSED)])
    report.write(b"\n  ]" + after + b"\n")
    return report.getvalue()


def _formatted(value: object) -> bytes:
    return msgspec.json.format(_encoded(value), indent=2)


def _encoded(value: object) -> bytes:
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError:
        # A lone surrogate is no character and has no UTF-8; it is shown as an escape instead.
        return _ENCODER.encode(_without_surrogates(value))


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
        schedule=_as(shape.ScheduleShape, a.schedule),
        counts=_counts(a),
        inputs=_as(shape.InputShape, a.inputs),
        components=[],
        suppliers=_suppliers(a),
        other_edition=_as(shape.OtherEditionShape, (a.other_edition,))[0]
        if a.other_edition
        else None,
        decisions=_as(shape.DecisionShape, a.decisions),
        declaration=_as(shape.DeclarationShape, (a.declaration,))[0],
        notes=a.notes,
        today=a.today,
        software_scope=a.software_scope,
        policy=dict(sorted(a.policy.items())),
        findings=_as(shape.FindingShape, a.findings),
        actions=_as(shape.ActionShape, a.actions),
        assumptions=_as(shape.AssumptionShape, a.assumptions),
        hypotheses=a.hypotheses,
        groups=tuple(shape.GroupShape(g.why, g.components, g.files) for g in selection.groups),
        disclaimer=NO_LEGAL_ADVICE,
    )


def _as(kind: type[_Shape], values: tuple[Any, ...]) -> tuple[_Shape, ...]:
    """The values in the report's shape, which has fields of the same names."""
    return tuple(
        kind(**{name: getattr(value, name) for name in kind.__struct_fields__}) for value in values
    )


def _suppliers(assessment: Assessment) -> tuple[shape.SupplierShape, ...]:
    suppliers = _as(shape.SupplierShape, assessment.suppliers)
    for supplier in suppliers:
        supplier.holdings = _as(shape.HoldingShape, supplier.holdings)
        for holding in supplier.holdings:
            holding.voting_percent_min = number(holding.voting_percent_min)
            holding.voting_percent_max = number(holding.voting_percent_max)
    return suppliers


def _program(assessment: Assessment) -> shape.ProgramShape:
    (program,) = _as(shape.ProgramShape, (assessment.program,))
    program.gvwr_lb, program.gvwr_kg = number(program.gvwr_lb), number(program.gvwr_kg)
    program.date = program.date or None
    return program


def _counts(assessment: Assessment) -> shape.CountsShape:
    (counts,) = _as(shape.CountsShape, (assessment.counts,))
    return counts


def _exempt_before(exempt: ExemptBefore | None) -> ExemptBeforeShape | None:
    if exempt is None or (exempt.model_year is None and not exempt.import_date):
        return None
    return ExemptBeforeShape(
        model_year=UNSET if exempt.model_year is None else exempt.model_year,
        date=exempt.import_date or UNSET,
    )


def _components(components: list[AssessedComponent], encoded: dict[int, Raw]) -> list[RawComponent]:
    # Parties, questions and traces are shared by many components and make most of the bytes,
    # so each distinct object is encoded once. Objects live as long as the assessment, so that
    # an id() stands for one of them throughout.
    def once(value: tuple[Struct, ...]) -> Raw:
        raw = encoded.get(id(value))
        if raw is None:
            raw = encoded[id(value)] = Raw(_encoded(value))
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
            )
        )
    return rows


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, Struct):
        kind = type(value)
        names = zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True)
        pairs = ((encoded, getattr(value, field)) for field, encoded in names)
        return {name: _without_surrogates(item) for name, item in pairs if item is not UNSET}
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {_without_surrogates(k): _without_surrogates(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_without_surrogates(item) for item in value]
    return value


REPORT = Report(name="json", file_name="report.json", media_type="application/json", render=render)
