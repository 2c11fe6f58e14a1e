"""15 CFR 791.308, exemptions: until when each prohibition does not bite.

(a)(1) A unit tied to no vehicle model year is exempt if imported before a date.
(a)(2) A unit of, or part of a vehicle of, an early model year is exempt; in the final rule
also a unit for the repair or warranty of such a vehicle.
(b) Covered software of a vehicle of an early model year is exempt.
(c) So is a vehicle of an early model year of a manufacturer that is itself a nexus person.

The vehicle's model year decides, never the day of the run.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from vcs_check.assessment import ExemptBefore, Missing
from vcs_check.inventory.vocabulary import Answer
from vcs_check.regulations.answers import Answered, answered
from vcs_check.regulations.edition import ByImportDate, ByModelYear, Edition
from vcs_check.regulations.facts import Transaction

QUESTION = "Does the schedule exempt it still?"
NO_MODEL_YEAR_ASSUMED = (
    "no model year is given, so the unit is taken as one without a model year (strict: undecided)"
)
_ASK_MODEL_YEAR = Missing(
    fact="model-year",
    of="program",
    ask="Which model year is the vehicle of, or do the units have none?",
)
_ASK_IMPORT_DATE = Missing(
    fact="import-date",
    of="program",
    ask="On which day is the first import (--date)?",
)
_ASK_SERVICE_YEAR = Missing(
    fact="service-model-year",
    of="program",
    ask="Which model year is the vehicle that is repaired (service_model_year)?",
)


class Exemption(Struct, frozen=True, kw_only=True):
    """Whether the schedule exempts, and until when."""

    line: Answered
    until: ExemptBefore
    citation: str

    @property
    def answer(self) -> Answer:
        """Yes where the schedule exempts the component today."""
        return self.line.answer


def hardware_exemption(transaction: Transaction, edition: Edition) -> Exemption:
    """Section 791.308(a) for one unit of VCS hardware."""
    schedule = edition.schedule
    by_year, by_date = schedule.vcs_hardware, schedule.vcs_hardware_without_model_year
    if by_year.first_date_prohibited is not None:
        return _by_day(transaction, by_year, by_year.first_date_prohibited)
    year = transaction.model_year
    if transaction.kind == "repair" and by_year.repair_of_earlier_vehicle_exempt:
        if transaction.service_model_year is not None:
            return _by_year(
                transaction.service_model_year, by_year, "the vehicle that is repaired is of"
            )
        if year is None or year >= by_year.first_year:
            return _unknown_year(
                by_year, "the model year of the vehicle that is repaired is not given",
                _ASK_SERVICE_YEAR,
            )  # fmt: skip
    if year is not None:
        return _by_year(year, by_year, "the unit belongs to a vehicle of")
    if transaction.is_strict and not transaction.no_model_year:
        return _unknown_year(by_year, "the model year is not given", _ASK_MODEL_YEAR)
    if transaction.model_year_contradicted:
        return _unknown_year(
            by_year, "stated to have a model year and to have none", _ASK_MODEL_YEAR
        )
    return _by_import_date(transaction, by_date)


def software_exemption(transaction: Transaction, edition: Edition) -> Exemption:
    """Section 791.308(b) for covered software: by the vehicle's model year alone."""
    return _by_vehicle_year(transaction, edition.schedule.covered_software)


def controlled_manufacturer_exemption(transaction: Transaction, edition: Edition) -> Exemption:
    """Section 791.308(c) for vehicles of a manufacturer that is itself a nexus person."""
    return _by_vehicle_year(transaction, edition.schedule.controlled_manufacturer)


def _by_vehicle_year(transaction: Transaction, by_year: ByModelYear) -> Exemption:
    if by_year.first_date_prohibited is not None:
        return _by_day(transaction, by_year, by_year.first_date_prohibited)
    year = transaction.model_year
    if transaction.kind == "repair" and transaction.service_model_year is not None:
        year = transaction.service_model_year
    if year is not None:
        return _by_year(year, by_year, "the vehicle is of")
    if transaction.is_strict and not transaction.no_model_year:
        return _unknown_year(by_year, "the vehicle's model year is not given", _ASK_MODEL_YEAR)
    stated = transaction.no_model_year
    because = (
        "it is stated that there is no model year" if stated else "no model year is given"
    ) + ", and without one there is no exemption"
    return Exemption(
        line=answered(
            QUESTION,
            Answer.NO,
            because,
            by_year,
            assumptions=() if stated else (NO_MODEL_YEAR_ASSUMED,),
        ),
        until=ExemptBefore(model_year=by_year.first_year),
        citation=by_year.citation,
    )


def _by_year(year: int, by_year: ByModelYear, subject: str) -> Exemption:
    first = by_year.first_year
    exempt = year < first
    because = f"{subject} model year {year}, " + (
        f"before {first}" if exempt else f"which is not before {first}"
    )
    return Exemption(
        line=answered(QUESTION, Answer.of(exempt), because, by_year),
        until=ExemptBefore(model_year=first),
        citation=by_year.citation,
    )


def _unknown_year(by_year: ByModelYear, because: str, missing: Missing) -> Exemption:
    return Exemption(
        line=answered(QUESTION, Answer.UNKNOWN, because, by_year, missing=(missing,)),
        until=ExemptBefore(model_year=by_year.first_year),
        citation=by_year.citation,
    )


def _by_day(transaction: Transaction, line: ByModelYear, first: date) -> Exemption:
    """Exempt before a day of import or sale, whatever the model year."""
    day = transaction.on
    missing: tuple[Missing, ...] = ()
    if day is None:
        because = f"the day of import or sale is not given: before {first} it is exempt"
        answer, missing = Answer.UNKNOWN, (_ASK_IMPORT_DATE,)
    else:
        exempt = day < first
        because = f"imported or sold on {day}, " + (
            f"before {first}" if exempt else f"which is not before {first}"
        )
        answer = Answer.of(exempt)
    return Exemption(
        line=answered(QUESTION, answer, because, line, missing=missing),
        until=ExemptBefore(import_date=first.isoformat()),
        citation=line.citation,
    )


def _by_import_date(transaction: Transaction, by_date: ByImportDate) -> Exemption:
    first = by_date.first_import_date_prohibited
    assumptions = () if transaction.no_model_year else (NO_MODEL_YEAR_ASSUMED,)
    day = transaction.on
    if day is None:
        line = answered(
            QUESTION,
            Answer.UNKNOWN,
            f"the day of import is not given: before {first} it is exempt, from {first} it is not",
            by_date,
            missing=(_ASK_IMPORT_DATE,),
            assumptions=assumptions,
        )
    else:
        exempt = day < first
        because = f"without a model year, imported on {day}, " + (
            f"before {first}" if exempt else f"which is not before {first}"
        )
        line = answered(QUESTION, Answer.of(exempt), because, by_date, assumptions=assumptions)
    return Exemption(
        line=line, until=ExemptBefore(import_date=first.isoformat()), citation=by_date.citation
    )
