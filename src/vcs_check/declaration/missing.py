"""What is missing to file a declaration, each with who can give it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from vcs_check.assessment import Assessment
from vcs_check.declaration.draft import AuthorizationLine, Gap
from vcs_check.filing import DeclaredYear, Filing
from vcs_check.inventory.vocabulary import Answer, OverallVerdict, Verdict

_YOU: Final = "you"
_STEPS_SHOWN: Final = 5


def of_assessment(assessment: Assessment) -> list[Gap]:
    """What is not read, not allowed or not decided, with whom to ask first."""
    gaps = [
        Gap(what=f"a file could not be read: {view.error}", who=_YOU, how="give one that can be")
        for view in assessment.inputs
        if view.error is not None
    ]
    if assessment.verdict is OverallVerdict.FAIL:
        count = assessment.counts.verdicts.get(Verdict.PROHIBITED.value, 0)
        gaps.append(
            Gap(
                what=f"the assessment fails ({count} prohibited): no declaration can certify it",
                who=_YOU,
                how="replace it, show an exclusion, or obtain an authorization (15 CFR 791.307)",
            )
        )
    count = assessment.counts.verdicts.get(Verdict.INDETERMINATE.value, 0)
    if count or assessment.verdict is OverallVerdict.INDETERMINATE:
        gaps.append(
            Gap(
                what=f"the assessment is undecided ({count} components)",
                who="; ".join(_whom(assessment)) or _YOU,
                how="vcs-check suppliers PROGRAM says what to ask",
            )
        )
    if assessment.hypotheses:
        gaps.append(
            Gap(what="the assessment rests on --assume", who=_YOU, how="state it as a fact")
        )
    return gaps


def _whom(assessment: Assessment) -> list[str]:
    """Those to ask first, most effective first; the rest counted."""
    asking = [step.who for step in assessment.asking]
    left = len(asking) - _STEPS_SHOWN
    return asking[:_STEPS_SHOWN] + ([f"and {left} more"] if left > 0 else [])


def of_declarant(said: DeclaredYear, filing: Filing, assessment: Assessment) -> list[Gap]:
    """What only the declarant can say."""
    wanted: list[tuple[str, object, str]] = [
        ("the year: a model year, or that the units have none", said.of.is_known,
         '[program] model_year; "none" and date where the units have none'),
        ("the day of the first import or sale", assessment.program.date,
         "[program] date, or date of the [[declaration.year]]"),
        ("the declarant's name", filing.declarant, "[declaration] declarant"),
        ("the declarant's address", filing.address, "[declaration] address"),
        ("the declarant's role: manufacturer, importer or both", filing.roles,
         "[declaration] role"),
        ("a point of contact", filing.contacts, "[[declaration.contact]]"),
        *((f"e-mail or telephone of {contact.name}", contact.email or contact.phone,
           "[[declaration.contact]]") for contact in filing.contacts),
        *_of_vehicles(filing, assessment),
        *_of_foreign_interest(filing, assessment),
    ]  # fmt: skip
    return [Gap(what=what, who=_YOU, how=how) for what, value, how in wanted if not value]


def _of_vehicles(filing: Filing, assessment: Assessment) -> Iterable[tuple[str, object, str]]:
    """Make, model, trim and VIN series, except where units of no vehicle are imported."""
    key = "[[declaration.vehicle]]"
    program = assessment.program
    if not filing.vehicles:
        if program.transaction != "import-hardware" or not program.no_model_year:
            yield "make, model, trim and VIN series of the vehicles", None, key
        return
    for number, vehicle in enumerate(filing.vehicles, 1):
        of = " ".join(filter(None, (vehicle.make, vehicle.model))) or f"vehicle {number}"
        yield f"make of {of}", vehicle.make, key
        yield f"model of {of}", vehicle.model, key
        yield f"trim of {of}", vehicle.trims, key
        yield f"VIN series of {of}", vehicle.vin_series, key


def _of_foreign_interest(
    filing: Filing, assessment: Assessment
) -> Iterable[tuple[str, object, str]]:
    """Asked only where nothing else says that a declaration is needed."""
    if assessment.declaration.needed is Answer.UNKNOWN:
        said = filing.foreign_interest
        how = "[declaration.foreign_interest] exists, by, on"
        if said.answer is Answer.UNKNOWN:
            yield "whether any person outside the US has an interest in what is in scope", None, how
        elif said.answer is Answer.NO:
            yield (
                "who says on which day that there is no foreign interest",
                said.by and said.on,
                how,
            )


def of_authorizations(lines: Iterable[AuthorizationLine]) -> list[Gap]:
    """Authorizations that the declaration names and no verdict rests on."""
    return [
        Gap(
            what=f"{line.id} is stated, but no verdict rests on it",
            who=_YOU,
            how="a decision on the component that it covers, or leave it out",
        )
        for line in lines
        if line.stated and not line.components
    ]
