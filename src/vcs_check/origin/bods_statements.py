"""Statements of the Beneficial Ownership Data Standard (BODS) 0.4, as far as they are used here.

Names and code lists are the standard's own; what a statement says beside is not looked at.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from vcs_check.errors import MalformedError

_Percent = Annotated[float, Meta(ge=0, le=100)]
_When = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d(T.*)?$")]
_T = TypeVar("_T")


class Place(Struct, frozen=True):
    """A country or jurisdiction: a name and perhaps a code of ISO 3166-1 or 3166-2."""

    name: str = ""
    code: str = ""


class Address(Struct, frozen=True):
    """An address; the type is ``registered``, ``business``, ``residence`` and the like."""

    type: str = ""
    country: Place | None = None


class Identifier(Struct, frozen=True, rename="camel"):
    """An identifier with the code or the name of its scheme."""

    id: str = ""
    scheme: str = ""
    scheme_name: str = ""


class Unspecified(Struct, frozen=True):
    """In place of somebody who is not named, why not."""

    reason: str
    description: str = ""


class EntityType(Struct, frozen=True):
    """The kind of an entity."""

    type: Literal[
        "registeredEntity", "legalEntity", "arrangement", "anonymousEntity", "unknownEntity",
        "state", "stateBody",
    ]  # fmt: skip


class EntityDetails(Struct, frozen=True, rename="camel", kw_only=True):
    """An entity record."""

    is_component: bool
    entity_type: EntityType
    name: str = ""
    alternate_names: list[str] = []
    jurisdiction: Place | None = None
    identifiers: list[Identifier] = []
    addresses: list[Address] = []


class PersonName(Struct, frozen=True, rename="camel"):
    """A name of a person."""

    full_name: str


class PersonDetails(Struct, frozen=True, rename="camel", kw_only=True):
    """A person record."""

    is_component: bool
    person_type: Literal["knownPerson", "anonymousPerson", "unknownPerson"]
    names: list[PersonName] = []
    nationalities: list[Place] = []
    tax_residencies: list[Place] = []
    addresses: list[Address] = []


class Share(Struct, frozen=True, rename="camel"):
    """A share or a range of shares, in percent."""

    exact: _Percent | None = None
    minimum: _Percent | None = None
    exclusive_minimum: _Percent | None = None
    maximum: _Percent | None = None
    exclusive_maximum: _Percent | None = None


class Interest(Struct, frozen=True, rename="camel", kw_only=True):
    """One interest of a relationship."""

    type: Literal[
        "shareholding", "votingRights", "appointmentOfBoard", "otherInfluenceOrControl",
        "seniorManagingOfficial", "settlor", "trustee", "protector",
        "beneficiaryOfLegalArrangement", "rightsToSurplusAssetsOnDissolution",
        "rightsToProfitOrIncome", "rightsGrantedByContract", "conditionalRightsGrantedByContract",
        "controlViaCompanyRulesOrArticles", "controlByLegalFramework", "boardMember", "boardChair",
        "unknownInterest", "unpublishedInterest", "enjoymentAndUseOfAssets",
        "rightToProfitOrIncomeFromAssets", "nominee", "nominator",
    ] = "unknownInterest"  # fmt: skip
    direct_or_indirect: Literal["direct", "indirect", "unknown"] = "unknown"
    share: Share | None = None
    start_date: _When | None = None
    end_date: _When | None = None


class RelationshipDetails(Struct, frozen=True, rename="camel", kw_only=True):
    """A relationship record: the interested party's interests in the subject."""

    is_component: bool
    subject: str | Unspecified
    interested_party: str | Unspecified
    interests: list[Interest] = []


class Statement(Struct, frozen=True, rename="camel", kw_only=True):
    """What all statements have; ``record_details`` are decoded when it is known that they count."""

    statement_id: Annotated[str, Meta(min_length=32, max_length=64)]
    statement_date: _When
    record_id: str
    record_type: Literal["entity", "person", "relationship"]
    record_status: Literal["new", "updated", "closed"] = "new"
    record_details: dict[str, Any]

    @property
    def day(self) -> date:
        """The day of the statement."""
        return date.fromisoformat(self.statement_date[:10])


def statement_of(element: dict[str, Any], file: str, place: str) -> Statement:
    """The statement that a JSON object is.

    Raises:
        MalformedError: no statement of BODS 0.4; with the record and the path within it.
    """
    if "statementID" in element or "statementType" in element:
        raise MalformedError(
            file, "a statement of BODS before 0.4 (statementType); convert the file to 0.4", place
        )
    statement = decoded(element, Statement, file, place)
    try:
        _ = statement.day
    except ValueError:
        raise MalformedError(
            file, f"statementDate {statement.statement_date!r} is no date", place
        ) from None
    return statement


def decoded(element: dict[str, Any], kind: type[_T], file: str, place: str) -> _T:
    """The object as a struct of that kind; MalformedError with the path of the first fault."""
    try:
        return msgspec.convert(element, kind)
    except msgspec.ValidationError as error:
        message = f"no BODS 0.4 {kind.__name__.removesuffix('Details').lower()}: {error}"
        raise MalformedError(file, message, place) from None
