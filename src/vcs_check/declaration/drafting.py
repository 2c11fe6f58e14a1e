"""From assessments to the drafts of a declaration, one for each year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

import msgspec

from vcs_check.assessment import Assessment
from vcs_check.declaration import missing
from vcs_check.declaration.certifying import certifications, statements_missing
from vcs_check.declaration.changes import Previous, compared
from vcs_check.declaration.draft import (
    SCHEMA_ID,
    AuthorizationLine,
    ContactLine,
    Deadline,
    Declaration,
    Draft,
    EditionLine,
    Provenance,
    ToolLine,
    VehicleLine,
)
from vcs_check.declaration.items import items_of
from vcs_check.declaration.updating import updates_of
from vcs_check.filing import DeclaredYear, Filing
from vcs_check.inventory.vocabulary import Answer, DueState, OverallVerdict
from vcs_check.regulations.edition import Edition

_OPEN: Final = frozenset({DueState.UNKNOWN, DueState.OVERDUE, DueState.FILED_LATE})


def declaration_of(
    years: Iterable[tuple[DeclaredYear, Assessment]],
    filing: Filing,
    edition: Edition,
    previous: Previous | None = None,
) -> Declaration:
    """The drafts of one program.

    Args:
        years: what is said of each year, and the assessment for that year; at least one.
        filing: what the program file says for the declaration.
        edition: the one that all were assessed by.
        previous: an earlier declaration to compare with.
    """
    pairs = list(years)
    first = pairs[0][1]
    provision, records = edition.declarations, edition.records
    return Declaration(
        schema=SCHEMA_ID,
        tool=ToolLine(name="vcs-check", version=first.tool_version),
        today=first.today,
        program=first.program.name,
        edition=EditionLine(
            id=edition.id,
            title=edition.title,
            citation=edition.citation,
            sha256=edition.digest,
            declaration_citation=provision.citation,
            declaration_mark=provision.mark,
            boms_submitted=provision.boms_submitted,
            days_before=provision.days_before_first_import_or_sale,
            days_to_update=provision.days_to_update_after_change,
            records_years=records.years,
            records_citation=records.citation,
        ),
        evidence=first.evidence,
        software_scope=first.software_scope,
        drafts=tuple(draft_of(said, made, filing, edition, previous) for said, made in pairs),
        inputs=tuple(
            Provenance(path=view.path, sha256=view.sha256, error=view.error)
            for view in first.inputs
        ),
        hypotheses=first.hypotheses,
    )


def draft_of(
    said: DeclaredYear,
    assessment: Assessment,
    filing: Filing,
    edition: Edition,
    previous: Previous | None = None,
) -> Draft:
    """The draft for one year, complete or with what is missing to file it."""
    draft = _contents(said, assessment, filing, edition)
    earlier = compared(draft, edition.id, previous) if previous is not None else None
    today = date.fromisoformat(assessment.today)
    updates, update_gaps, notes = updates_of(draft, earlier, previous, filing, edition, today)
    draft = msgspec.structs.replace(
        draft, earlier=earlier, updates=updates, notes=(*draft.notes, *notes)
    )
    of_assessment = missing.of_assessment(assessment)
    if draft.needed is Answer.NO:  # nothing is filed, so of the form nothing is missing
        gaps = tuple(of_assessment)
    else:
        gaps = (
            *of_assessment,
            *missing.of_declarant(said, filing, assessment),
            *items_of(assessment, filing).gaps,
            *statements_missing(filing),
            *missing.of_authorizations(draft.authorizations),
            *update_gaps,
        )
    return msgspec.structs.replace(draft, gaps=gaps, complete=not gaps)


def _contents(
    said: DeclaredYear, assessment: Assessment, filing: Filing, edition: Edition
) -> Draft:
    """What 15 CFR 791.305 asks for, as far as it is known."""
    view = assessment.declaration
    items = items_of(assessment, filing)
    return Draft(
        model_year=said.of.model_year,
        calendar_year=said.of.calendar_year,
        first_import_or_sale=assessment.program.date,
        needed=view.needed,
        because=view.because,
        verdict=assessment.verdict,
        complete=False,
        deadline=Deadline(
            due=view.due or "",
            state=view.state,
            text=view.status,
            citation=view.citation,
            filed=view.filed,
            number=said.number,
        ),
        gaps=(),
        declarant=filing.declarant,
        address=filing.address,
        roles=filing.roles,
        contacts=tuple(
            ContactLine(name=c.name, title=c.title, email=c.email, phone=c.phone)
            for c in filing.contacts
        ),
        vehicles=tuple(
            VehicleLine(make=v.make, model=v.model, trims=v.trims, vin_series=v.vin_series)
            for v in filing.vehicles
        ),
        units=items.units,
        hardware=items.hardware,
        software=items.software,
        parties=items.parties,
        authorizations=_authorizations(assessment, filing, edition),
        certifications=certifications(assessment, filing),
        assumptions=assessment.counts.assumptions,
        notes=(*items.notes, *_notes(filing)),
    )


def needs_a_person(draft: Draft) -> bool:
    """Whether something is missing, undecided, overdue or filed late."""
    states = [draft.deadline.state, *(update.deadline.state for update in draft.updates)]
    return (
        not draft.complete
        or draft.verdict is not OverallVerdict.PASS
        or any(state in _OPEN for state in states)
    )


def _authorizations(
    assessment: Assessment, filing: Filing, edition: Edition
) -> tuple[AuthorizationLine, ...]:
    """Those that a verdict rests on, and those that are stated."""
    used: dict[str, int] = {}
    for component in assessment.components:
        name = component.outcome.authorization
        if name:
            used[name] = used.get(name, 0) + 1
    lines = []
    for name in dict.fromkeys((*sorted(used), *filing.authorizations)):
        general = edition.authorizations.get(name)
        lines.append(
            AuthorizationLine(
                id=name,
                kind="specific" if general is None else "general",
                title=general.title if general is not None else "",
                components=used.get(name, 0),
                stated=name in filing.authorizations,
            )
        )
    return tuple(lines)


def _notes(filing: Filing) -> list[str]:
    said = filing.foreign_interest
    if said.answer is Answer.UNKNOWN:
        return []
    who = said.by or "somebody who is not named"
    when = f" on {said.on}" if said.on is not None else ""
    return [f"foreign interest: {said.answer.value}, stated by {who}{when}"]
