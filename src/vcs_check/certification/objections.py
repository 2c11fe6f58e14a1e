"""What stands against certifying: contradicted by the assessment, or left undecided by it.

What is prohibited can never be certified. What is undecided, or rests on something that is not
certified, has to be settled or named as open. The list says for each what to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from vcs_check.assessment import AssessedComponent, Assessment
from vcs_check.certification.covering import Coverage
from vcs_check.certification.statement import CertificateStatement
from vcs_check.inventory.vocabulary import Exclusion, Origin, Verdict
from vcs_check.questions.requests import supplier_key

_RELIES_ON = {
    Exclusion.FIRMWARE: "firmware",
    Exclusion.SUBORDINATE_PROCESSOR: "firmware",
    Exclusion.OPEN_SOURCE: "open-source",
    Exclusion.LEGACY: "dates",
}
_OR_OPEN = "or leave it open by name ([[open]], with the reason)"


class Kind(StrEnum):
    """How bad it is."""

    PROHIBITED = "prohibited"
    CONTRADICTED = "contradicted"
    UNDECIDED = "undecided"


class Objection(Struct, frozen=True, kw_only=True):
    """One thing that cannot be certified."""

    kind: Kind
    what: str
    """The component, with its BOM; or what it is about."""
    why: str
    now: str
    """What to do."""
    years: tuple[int | None, ...]
    """Model years; None for units without one."""

    def in_words(self) -> str:
        """One line."""
        years = ", ".join("no model year" if y is None else str(y) for y in self.years)
        return f"{self.kind.value} ({years}): {self.what}: {self.why} → {self.now}"


def objections(
    statement: CertificateStatement,
    coverage: Coverage,
    assessments: Mapping[int | None, Assessment],
) -> tuple[Objection, ...]:
    """Everything that stands against the certificate, worst first.

    Args:
        statement: what is to be certified.
        coverage: the same, joined with the BOMs.
        assessments: by model year.
    """
    found: dict[tuple[Kind, str, str, str], list[int | None]] = {}
    for year, assessment in assessments.items():
        for kind, what, why, now in _against(statement, coverage, year, assessment):
            found.setdefault((kind, what, why, now), []).append(year)
    made = [
        Objection(kind=kind, what=what, why=why, now=now, years=tuple(years))
        for (kind, what, why, now), years in found.items()
    ]
    return tuple(sorted(made, key=lambda one: list(Kind).index(one.kind)))


_Against = tuple[Kind, str, str, str]


def _against(
    statement: CertificateStatement,
    coverage: Coverage,
    year: int | None,
    assessment: Assessment,
) -> Iterator[_Against]:
    inputs = _inputs_of(statement, coverage, year)
    open_positions, open_inputs = coverage.open_positions(), coverage.open_inputs(statement)
    counters = dict.fromkeys(range(len(assessment.inputs)), 0)
    for assessed in assessment.components:
        position = counters[assessed.input]
        counters[assessed.input] += 1
        if assessed.input in inputs:
            is_open = (assessed.input, position) in open_positions
            yield from _of_component(statement, assessment, assessed, is_open=is_open)
    for number in sorted(inputs - open_inputs):
        view = assessment.inputs[number]
        if view.incomplete or not view.components:
            why = "has no components" if not view.components else "says that it is incomplete"
            yield Kind.UNDECIDED, view.path, f"the BOM {why}", f"complete it, {_OR_OPEN}"
    for finding in assessment.findings:
        kind = Kind.PROHIBITED if finding.verdict is Verdict.PROHIBITED else Kind.UNDECIDED
        yield kind, "the program", finding.reason, "settle it before anything is certified"
    yield from _of_statement(statement, assessment)


def _inputs_of(
    statement: CertificateStatement, coverage: Coverage, year: int | None
) -> frozenset[int]:
    """The inputs that are certified for a model year."""
    found: set[int] = set()
    for number, part in enumerate(coverage.parts):
        years = statement.parts[part].model_years
        if year in years or (year is None and not years):
            found.add(number)
    return frozenset(found)


def _of_component(
    statement: CertificateStatement,
    assessment: Assessment,
    assessed: AssessedComponent,
    *,
    is_open: bool,
) -> Iterator[_Against]:
    outcome = assessed.outcome
    what = label_of(assessed, assessment)
    if outcome.verdict is Verdict.PROHIBITED:
        ways = " ".join(item.ask for item in outcome.ways_out)
        now = f"it can only be shown to be an exception: {ways}" if ways else "replace it"
        yield Kind.PROHIBITED, what, f"{outcome.reason} ({outcome.citation})", now
        return
    if is_open:
        return
    if outcome.verdict is Verdict.INDETERMINATE:
        asks = " ".join(dict.fromkeys(f"{item.ask} ({item.of})" for item in outcome.missing))
        yield Kind.UNDECIDED, what, outcome.reason, f"{asks or 'decide it'}; {_OR_OPEN}"
        return
    relied_on = _RELIES_ON.get(outcome.exclusion) if outcome.exclusion else None
    if relied_on is not None and relied_on not in statement.certifies:
        yield (
            Kind.UNDECIDED, what, f"it is excluded as {outcome.exclusion}, which is not certified",
            f"certify {relied_on!r}, {_OR_OPEN}",
        )  # fmt: skip
    if outcome.verdict is not Verdict.OUT_OF_SCOPE:
        yield from _of_origin(assessed, what)


def _of_origin(assessed: AssessedComponent, what: str) -> Iterator[_Against]:
    origin = assessed.outcome.origin
    if origin is Origin.NONE:
        return
    who = "; ".join(
        f"{party.role.value} {party.name}: {party.why}"
        for party in assessed.parties
        if party.origin is origin
    )
    if origin is Origin.NEXUS:
        verdict = assessed.outcome.verdict.value
        why = f"its origin is certified, and it has a nexus ({who}), though it is {verdict}"
        now = f"leave it open by name ([[open]], with the reason): it stays {verdict}"
        yield Kind.CONTRADICTED, what, why, now
    else:
        why = f"its origin is certified and not known ({who or 'nobody is named'})"
        now = f"say who stands behind it (register, [[item]]), {_OR_OPEN}"
        yield Kind.UNDECIDED, what, why, now


def _of_statement(statement: CertificateStatement, assessment: Assessment) -> Iterator[_Against]:
    """What contradicts the statement's own words, and what of them reaches nothing."""
    name = f"the statement {statement.file}"
    for view in assessment.answers:
        if view.sha256 != statement.sha256:
            continue
        for text in view.conflicts:
            yield Kind.CONTRADICTED, name, text, "correct the statement, or the BOM"
        for text in view.unused:
            yield Kind.CONTRADICTED, name, text, "let whoever supplies it state it"
    if "ownership" not in statement.certifies:
        return
    for supplier in assessment.suppliers:
        if supplier_key(supplier.name) != supplier_key(statement.company):
            continue
        if supplier.origin is Origin.NEXUS:
            kind, now = Kind.CONTRADICTED, "correct register or statement"
        elif supplier.origin is Origin.UNKNOWN:
            kind, now = (
                Kind.UNDECIDED,
                "complete register or statement, or do not certify ownership",
            )
        else:
            continue
        yield kind, f"ownership of {statement.company}", supplier.why, now


def label_of(assessed: AssessedComponent, assessment: Assessment) -> str:
    """A component for people: name, version, id and BOM."""
    component = assessed.component
    name = " ".join(filter(None, (component.name, component.version)))
    return f"{name} [{component.id}] in {assessment.inputs[assessed.input].path}"
