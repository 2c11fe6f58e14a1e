"""A certificate against an evaluation of one's own: agreement or conflict, item by item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from vcs_check.assessment import AssessedComponent, Assessment
from vcs_check.certification.covering import as_certified, program_in
from vcs_check.certification.opening import Certificate
from vcs_check.certification.predicate import CertifiedPart
from vcs_check.errors import MalformedError
from vcs_check.inventory.table_layout import NO_LAYOUT
from vcs_check.inventory.vocabulary import Verdict
from vcs_check.pipeline import BomInput, Request, assess
from vcs_check.verified import Agreement, ComponentCheck, YearCheck

Year = int | None


class Compared(Struct, frozen=True, kw_only=True):
    """What came of it."""

    years: tuple[YearCheck, ...]
    components: tuple[ComponentCheck, ...]
    """Those that do not agree, worst first."""
    contradictions: tuple[str, ...]
    notes: tuple[str, ...]


class _Certified(Struct, frozen=True):
    """A component of the supplier's own report; only what is compared."""

    key: str
    verdict: Verdict


class _Report(Struct, frozen=True):
    components: tuple[_Certified, ...]


def asked_parts(
    certificate: Certificate, part: str, model_year: int | None
) -> tuple[CertifiedPart, ...]:
    """The parts that are asked for.

    Args:
        certificate: as opened.
        part: a name or number; empty: every part.
        model_year: None: every one that is covered.

    Raises:
        MalformedError: the certificate does not cover what is asked for.
    """
    wanted = " ".join(part.split()).casefold()
    found = tuple(
        one
        for one in certificate.predicate.parts
        if not wanted or wanted in (one.name.casefold(), one.number.casefold())
    )
    if not found:
        covered = "; ".join(_shown(one) for one in certificate.predicate.parts)
        raise MalformedError(
            certificate.file, f"it does not cover the part {part!r:.100}; it covers {covered}"
        )
    in_year = tuple(one for one in found if model_year is None or model_year in one.model_years)
    if not in_year:
        covered = "; ".join(_shown(one) for one in found)
        raise MalformedError(
            certificate.file, f"it does not cover model year {model_year}; it covers {covered}"
        )
    return in_year


def _shown(part: CertifiedPart) -> str:
    name = f"{part.name} ({part.number})" if part.number else part.name
    years = "no model year" if part.no_model_year else ", ".join(map(str, part.model_years))
    return f"{name} for {years}"


def compared(
    certificate: Certificate,
    request: Request,
    parts: Sequence[CertifiedPart],
    model_year: int | None,
) -> Compared:
    """The certificate against a fresh evaluation of its BOMs.

    Args:
        certificate: as opened.
        request: edition, registers, decisions and evidence of one's own; its inputs and program's
            model year are those of the certificate.
        parts: those to be compared.
        model_year: the only one; None: every one that the parts cover.
    """
    boms = certificate.predicate.boms
    inputs = tuple(
        as_certified(
            certificate.statement,
            BomInput(path=bom.path, load=_member(certificate, bom.member), layout=bom.layout),
            part,
        )
        for bom, part in zip(boms, certificate.coverage.parts, strict=True)
    )
    years: list[YearCheck] = []
    found: dict[ComponentCheck, list[Year]] = {}
    contradictions: dict[str, None] = {}
    notes = dict.fromkeys(
        f"{bom.member}: its columns are read as the supplier names them"
        for bom in boms
        if bom.layout != NO_LAYOUT
    )
    for year in _years(certificate, parts, model_year):
        program = program_in(certificate.statement, request.program, year)
        assessment = assess(msgspec.structs.replace(request, inputs=inputs, program=program))
        members = {name for part in parts if _covers(part, year) for name in part.boms}
        numbers = {n for n, bom in enumerate(boms) if bom.member in members}
        checks = list(_checks(certificate, assessment, numbers, year))
        counts = Counter(check.agreement.value for check in checks)
        years.append(
            YearCheck(
                model_year=year,
                agreements={word.value: counts[word.value] for word in Agreement},
                verdict=assessment.verdict.value,
            )
        )
        for check in checks:
            if check.agreement is not Agreement.AGREES:
                found.setdefault(check, []).append(year)
        for view in assessment.answers:
            contradictions.update(dict.fromkeys(view.conflicts))
        contradictions.update(dict.fromkeys(f.reason for f in assessment.findings))
        notes.update(dict.fromkeys(view.error for view in assessment.inputs if view.error))
    worst = list(Agreement)[::-1]
    ordered = sorted(found.items(), key=lambda pair: worst.index(pair[0].agreement))
    return Compared(
        years=tuple(years),
        components=tuple(
            msgspec.structs.replace(check, model_years=tuple(in_years))
            for check, in_years in ordered
        ),
        contradictions=tuple(contradictions),
        notes=tuple(notes),
    )


def _member(certificate: Certificate, name: str) -> Callable[[], bytes]:
    return lambda: certificate.members[name]


def _covers(part: CertifiedPart, year: Year) -> bool:
    return year in part.model_years or (year is None and part.no_model_year)


def _years(
    certificate: Certificate, parts: Sequence[CertifiedPart], model_year: int | None
) -> Iterator[Year]:
    for assessed in certificate.predicate.assessment.years:
        year = assessed.model_year
        if model_year in (None, year) and any(_covers(part, year) for part in parts):
            yield year


def _checks(
    certificate: Certificate, assessment: Assessment, numbers: set[int], year: Year
) -> Iterator[ComponentCheck]:
    certified = _certified(certificate, year)
    open_positions = certificate.coverage.open_positions()
    counters = dict.fromkeys(range(len(assessment.inputs)), 0)
    for assessed in assessment.components:
        position = counters[assessed.input]
        counters[assessed.input] += 1
        if assessed.input not in numbers:
            continue
        before = certified.get(assessed.key)
        if before is None:
            raise MalformedError(
                certificate.file, f"its report for {year} says nothing of {assessed.key!r:.100}"
            )
        is_open = (assessed.input, position) in open_positions
        if before is Verdict.PROHIBITED or (before is Verdict.INDETERMINATE and not is_open):
            raise MalformedError(
                certificate.file,
                f"it certifies {assessed.key!r:.100}, which its own report for {year} calls "
                f"{before.value}",
            )
        agreement = _agreement(before, assessed.outcome.verdict, is_open=is_open)
        yield _check(certificate, assessed, agreement, before)


def _agreement(certified: Verdict, here: Verdict, *, is_open: bool) -> Agreement:
    if here is Verdict.PROHIBITED:
        return Agreement.CONFLICT
    if here is Verdict.INDETERMINATE:
        return Agreement.OPEN if is_open else Agreement.UNDECIDED
    return Agreement.AGREES if here is certified else Agreement.DIFFERS


def _check(
    certificate: Certificate, assessed: AssessedComponent, agreement: Agreement, before: Verdict
) -> ComponentCheck:
    component, outcome = assessed.component, assessed.outcome
    return ComponentCheck(
        agreement=agreement,
        model_years=(),
        bom=certificate.predicate.boms[assessed.input].member,
        id=component.id,
        name=component.name,
        version=component.version,
        certified=before.value,
        here=outcome.verdict.value,
        reason=outcome.reason,
        missing=tuple(dict.fromkeys(f"{item.ask} ({item.of})" for item in outcome.missing)),
    )


def _certified(certificate: Certificate, year: Year) -> Mapping[str, Verdict]:
    """The verdicts of the supplier's own report of a model year, by key."""
    for assessed in certificate.predicate.assessment.years:
        if assessed.model_year == year:
            try:
                report = msgspec.json.decode(certificate.members[assessed.report], type=_Report)
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
                raise MalformedError(
                    certificate.file, f"no report that can be read: {error}", assessed.report
                ) from None
            return {component.key: component.verdict for component in report.components}
    return {}
