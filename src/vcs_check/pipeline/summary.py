"""The parts of an assessment that sum things up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from vcs_check.assessment import (
    AssessedComponent,
    Assumption,
    Counts,
    DecisionView,
    DeclarationView,
    EditionView,
    Finding,
    OtherEdition,
    Outcome,
    ProgramView,
)
from vcs_check.decisions import DecisionBook, DecisionStatus
from vcs_check.filing import YearOf
from vcs_check.inventory.document import Document
from vcs_check.inventory.vocabulary import ComponentClass, OverallVerdict, Verdict
from vcs_check.origin.names import name_key
from vcs_check.pipeline.judging import Judgement, overall
from vcs_check.program import Program
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import NamedParty, Transaction
from vcs_check.regulations.us_15cfr791_subpart_d import s305_declarations as s305

if TYPE_CHECKING:
    from vcs_check.pipeline.request import Request

_MAX_NOTES_PER_INPUT = 40
_MAX_CHANGES_SHOWN = 50
_MAX_CHANGES_IN_NOTE = 3


def counts(outcomes: Sequence[tuple[Outcome, int]], files: int) -> Counts:
    """How many components ended in which verdict and class."""
    verdicts = dict.fromkeys((verdict.value for verdict in Verdict), 0)
    classes = dict.fromkeys((word.value for word in ComponentClass), 0)
    assumed = 0
    for outcome, size in outcomes:
        verdicts[outcome.verdict.value] += size
        classes[outcome.component_class.value] += size
        assumed += size if outcome.assumptions else 0
    return Counts(
        components=sum(size for _, size in outcomes),
        verdicts=verdicts,
        classes=classes,
        assumptions=assumed,
        files=files,
    )


def assumptions(outcomes: Sequence[tuple[Outcome, int]]) -> tuple[Assumption, ...]:
    """Each assumption and how many components rest on it, most first."""
    found: dict[str, int] = {}
    for outcome, size in outcomes:
        for text in outcome.assumptions:
            found[text] = found.get(text, 0) + size
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Assumption(text=text, components=count) for text, count in ranked)


def program_view(program: Program, documents: Sequence[Document]) -> ProgramView:
    """The program as evaluated; the BOMs' own model year where they all state the same."""
    model_year, no_model_year = program.model_year, program.no_model_year
    if model_year is None and not no_model_year and documents:
        stated = {(d.declared.model_year, d.declared.no_model_year) for d in documents}
        if len(stated) == 1:
            model_year, no_model_year = stated.pop()
    return ProgramView(
        name=program.name,
        manufacturer=program.manufacturer,
        model_year=model_year,
        no_model_year=no_model_year,
        gvwr_lb=program.gvwr_lb,
        gvwr_kg=program.gvwr_kg,
        date=program.on.isoformat() if program.on else "",
        transaction=program.transaction,
        vehicle_kind=program.vehicle_kind,
        service_model_year=program.service_model_year,
        made_in=program.made_in,
        ads_service=program.ads_service,
        authorizations=program.authorizations,
    )


def declaration_view(
    request: Request,
    program: ProgramView,
    groups: Sequence[tuple[tuple[NamedParty, ...], Outcome, int]],
    standing: Sequence[tuple[Verdict, str]],
) -> DeclarationView:
    """Whether a declaration of conformity is due, and how that stands on the day of the run."""
    filing, on, edition = request.program.filing, request.program.on, request.edition
    interest = s305.foreign_interest(groups, filing.stated_interest, edition)
    return s305.declaration(
        s305.need(standing, interest, edition),
        on,
        request.today,
        edition,
        filing.of_year(year_of(program)).filed,
    )


def year_of(program: ProgramView) -> YearOf:
    """The year that a declaration for the program, as it was evaluated, is for."""
    if program.no_model_year:
        return YearOf(calendar_year=int(program.date[:4]) if program.date else None)
    return YearOf(model_year=program.model_year)


def edition_view(edition: Edition) -> EditionView:
    """The edition's identity."""
    return EditionView(
        id=edition.id, title=edition.title, citation=edition.citation, digest=edition.digest
    )


def other_edition(
    edition: Edition | None,
    verdicts: Sequence[tuple[Verdict, int]],
    components: Sequence[AssessedComponent],
    finding: Finding | None,
    *,
    may_pass: bool,
) -> OtherEdition | None:
    """The program's verdict under the other edition, and which components differ."""
    if edition is None:
        return None
    prohibited = sum(size for verdict, size in verdicts if verdict is Verdict.PROHIBITED)
    open_ = sum(size for verdict, size in verdicts if verdict is Verdict.INDETERMINATE)
    of_program = finding.verdict if finding is not None else None
    verdict: OverallVerdict = overall(
        prohibited + (of_program is Verdict.PROHIBITED),
        open_ + (of_program is Verdict.INDETERMINATE),
        may_pass=may_pass,
    )
    return OtherEdition(
        id=edition.id,
        citation=edition.citation,
        verdict=verdict,
        differs=tuple(c.key for c in components if c.other_verdict is not None),
    )


def decision_views(
    book: DecisionBook, changed: Mapping[int, Sequence[str]]
) -> tuple[DecisionView, ...]:
    """Each decision and what came of it, in the order of the file; no ``--assume`` here."""
    views = []
    for index, decision in enumerate(book.decisions):
        if decision.hypothetical:
            continue
        changes = changed.get(index, ())
        shown = tuple(changes[:_MAX_CHANGES_SHOWN])
        if len(changes) > len(shown):
            shown += (f"and {len(changes) - len(shown)} more",)
        views.append(
            DecisionView(
                component=decision.selector.in_words(),
                sets=decision.shown,
                reason=decision.reason,
                by=decision.by,
                on=decision.on.isoformat(),
                expires=decision.expires.isoformat() if decision.expires else "",
                status=book.status[index].value,
                matched=len(book.matches[index]),
                changed=shown,
                evidence=decision.evidence,
            )
        )
    return tuple(views)


def decision_notes(views: Sequence[DecisionView]) -> tuple[str, ...]:
    """A note for each decision that changed a verdict, and for each that was not applied.

    Formats that have no room for the decisions themselves show these.
    """
    found = []
    for view in views:
        name = f"decision on {view.component} ({view.by}, {view.on})"
        if view.status != DecisionStatus.APPLIED.value:
            found.append(f"{name}: {view.status}, so it is not applied")
        elif view.changed:
            shown = ", ".join(view.changed[:_MAX_CHANGES_IN_NOTE])
            more = len(view.changed) - _MAX_CHANGES_IN_NOTE
            found.append(f"{name} changed {shown}" + (f" and {more} more" if more > 0 else ""))
    return tuple(found)


def notes(
    request: Request,
    documents: Mapping[int, Document],
    errors: Mapping[int, str],
    resolver_notes: Sequence[str],
    outcomes: Sequence[tuple[Outcome, int]],
) -> tuple[str, ...]:
    """Everything a reader should know beside the verdicts, in a stable order."""
    program = request.program
    found: list[str] = [*request.notes]
    for number, bom in enumerate(request.inputs):
        if number in errors:
            found.append(f"not read, so nothing of it is evaluated: {errors[number]}")
            continue
        document = documents[number]
        if not document.components:
            found.append(f"{bom.path}: the BOM has no components, so it is at best undecided")
        for note in document.notes[:_MAX_NOTES_PER_INPUT]:
            found.append(": ".join(part for part in (bom.path, note.place, note.message) if part))
        if len(document.notes) > _MAX_NOTES_PER_INPUT:
            found.append(f"{bom.path}: and {len(document.notes) - _MAX_NOTES_PER_INPUT} more notes")
        found += _model_year_notes(bom.path, document, program)
    found += resolver_notes
    if not request.inputs:
        found.append("no BOM was given, so the program is at best undecided")
    if not program.manufacturer:
        found.append(
            f"{request.edition.prohibitions.controlled_manufacturer.citation} is not examined: "
            "no vehicle manufacturer is named"
        )
    if program.model_year is None and not program.no_model_year:
        found.append("no model year is stated for the program")
    if program.transaction == "used-sale":
        found.append("the sale of a used vehicle is no sale under the rule")
    for name in program.authorizations:
        provision = request.edition.authorizations.get(name)
        if provision is None:
            found.append(f"authorization {name} is no general authorization of this edition")
        elif program.transaction not in provision.transactions:
            found.append(f"authorization {name} does not cover the transaction; it is not applied")
        elif provision.needs_decision:
            found.append(f"authorization {name} needs a decision on each component it covers")
    for warning, size in _warnings(outcomes).items():
        found.append(f"warning: {warning} ({size} component{'s' if size != 1 else ''})")
    return tuple(dict.fromkeys(found))


def assumed_names(
    request: Request, judgements: Iterable[Judgement], transaction: Transaction
) -> set[str]:
    """The names of the parties whose origin is an ``--assume``."""
    names: set[str] = set()
    for judgement in judgements:
        for party in judgement.parties if judgement.hypothetical else ():
            if party.finding.hypothetical:
                names |= {party.name, party.finding.name}
    manufacturer = transaction.manufacturer
    if manufacturer is not None and manufacturer.hypothetical:
        names |= {request.program.manufacturer, manufacturer.name}
    return names


def idle_hypotheses(
    request: Request, book: DecisionBook, assumed_names: Iterable[str]
) -> tuple[str, ...]:
    """A note for each ``--assume`` that concerns nothing, so that no one relies on it."""
    idle = [
        decision.reason
        for decision, matches in zip(book.decisions, book.matches, strict=True)
        if decision.hypothetical and not matches
    ]
    met = set(map(name_key, assumed_names))
    idle += [f"party:{name}" for name in request.assumed_parties if name_key(name) not in met]
    return tuple(
        f"--assume {what}: nothing here has that name, so it changes nothing" for what in idle
    )


def _model_year_notes(path: str, document: Document, program: Program) -> list[str]:
    if program.model_year is None and not program.no_model_year:
        return []
    declared = {id(c.declared): c.declared for c in document.components}
    stated = {
        "none" if facts.no_model_year else str(facts.model_year)
        for facts in (document.declared, *declared.values())
        if facts.no_model_year or facts.model_year is not None
    }
    ours = str(program.model_year) if program.model_year is not None else "none"
    return [
        f"{path}: states model year {theirs}; the program's {ours} is used"
        for theirs in sorted(stated - {ours})
    ]


def _warnings(outcomes: Sequence[tuple[Outcome, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for outcome, size in outcomes:
        for warning in outcome.warnings:
            found[warning] = found.get(warning, 0) + size
    return found
