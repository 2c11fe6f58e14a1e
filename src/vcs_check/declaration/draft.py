"""A draft as pure data: what ``vcs-check declare`` shows, and its JSON.

Every text that may come from a BOM or a program file is hostile until a report's escape function
has seen it. The descriptions become those of the JSON Schema; fields with a default may be absent
from what other versions wrote.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from vcs_check.inventory.vocabulary import (
    Answer,
    ComponentClass,
    DueState,
    Evidence,
    Mark,
    Origin,
    OverallVerdict,
    SoftwareScope,
    Verdict,
)

SCHEMA_ID: Final = "vcs-check/declaration/1"
Text = Annotated[str, Meta(description="Untrusted text; empty where it is not known.")]
Texts = Annotated[tuple[str, ...], Meta(description="Untrusted texts.")]
Day = Annotated[str, Meta(description="ISO date; empty where it is not known.")]
Year = Annotated[int | None, Meta(description="The year; null where it is not stated.")]
Count = Annotated[int, Meta(description="How many components.")]
Digest = Annotated[str, Meta(description="SHA-256, lower-case hex.")]


class ContactLine(Struct, frozen=True, kw_only=True):
    """A point of contact."""

    name: Text
    title: Text = ""
    email: Text = ""
    phone: Text = ""


class VehicleLine(Struct, frozen=True, kw_only=True):
    """Vehicles of one make and model."""

    make: Text
    model: Text
    trims: Texts = ()
    vin_series: Texts = ()


class PartyLine(Struct, frozen=True, kw_only=True):
    """Somebody behind what is declared, in one of the four roles of the rule."""

    name: Text
    roles: Texts
    origin: Origin
    country: Text = ""


class UnitLine(Struct, frozen=True, kw_only=True):
    """A box of the vehicle with VCS hardware in it, which is what has an FCC ID."""

    name: Text
    fcc_ids: Annotated[tuple[str, ...], Meta(description="Its own and those of its parts.")] = ()
    no_fcc_id: Annotated[bool, Meta(description="Whether it is stated to have none.")] = False
    declared: Annotated[
        bool, Meta(description="False: all of it is exempt still, or none of it surely in scope.")
    ] = True
    components: Count = 1


class ItemLine(Struct, frozen=True, kw_only=True):
    """VCS hardware or covered software; equal items are one line."""

    name: Text
    version: Text = ""
    part_number: Text = ""
    component_class: Annotated[
        ComponentClass, Meta(description="unknown: it may be what the rule restricts.")
    ]
    makers: Texts = ()
    suppliers: Texts = ()
    fcc_ids: Texts = ()
    units: Annotated[tuple[str, ...], Meta(description="The units that it stands in.")] = ()
    verdict: Verdict
    exempt_until: Annotated[
        str, Meta(description="First model year or day that is no longer exempt; empty: none.")
    ] = ""
    components: Count = 1


class AuthorizationLine(Struct, frozen=True, kw_only=True):
    """An authorization (15 CFR 791.306, 791.307) that is relied on."""

    id: Text
    kind: Literal["general", "specific"]
    title: Text = ""
    components: Annotated[int, Meta(description="Components whose verdict rests on it.")] = 0
    stated: Annotated[bool, Meta(description="Whether the program file names it.")] = False


class Certification(Struct, frozen=True, kw_only=True):
    """A sentence that the declarant certifies, or what stands in the way of certifying it."""

    id: Literal["no-knowing-prohibited-transaction", "due-diligence", "documentation"]
    text: Annotated[str, Meta(description="The sentence; empty while it cannot be certified.")]
    by: Text = ""
    title: Text = ""
    on: Day = ""
    obstacles: Annotated[tuple[str, ...], Meta(description="What stands in the way.")] = ()


class Gap(Struct, frozen=True, kw_only=True):
    """Something that is missing to file the declaration."""

    what: Text
    who: Annotated[str, Meta(description="Who can give it.")]
    how: Annotated[str, Meta(description="Where it is to be stated, or what to do.")] = ""


class Deadline(Struct, frozen=True, kw_only=True):
    """A day by which something has to be filed, and how that stands."""

    due: Day = ""
    state: DueState
    text: Annotated[str, Meta(description="The state in words.")]
    citation: Annotated[str, Meta(description="The provision.")] = ""
    filed: Day = ""
    number: Text = ""


class Change(Struct, frozen=True, kw_only=True):
    """Something that is not as in the earlier declaration."""

    about: Literal[
        "declarant", "contact", "vehicle", "year", "hardware", "software", "party",
        "authorization", "edition",
    ]  # fmt: skip
    text: Annotated[str, Meta(description="What changed, in words.")]
    material: Annotated[bool, Meta(description="False: not by itself, in this project's reading.")]


class Update(Struct, frozen=True, kw_only=True):
    """A material change that has to be told after filing, and by when."""

    what: Text
    changed_on: Day = ""
    deadline: Deadline


class Earlier(Struct, frozen=True, kw_only=True):
    """The earlier declaration that this one was compared with."""

    path: Text
    sha256: Digest
    today: Day
    year: Annotated[str, Meta(description="The year of the draft in it that was compared.")]
    changes: Annotated[tuple[Change, ...], Meta(description="What is not as it was.")]


class Provenance(Struct, frozen=True, kw_only=True):
    """One file that the draft rests on."""

    path: Text
    sha256: Digest
    error: Annotated[str | None, Meta(description="Why it could not be read.")] = None


class Draft(Struct, frozen=True, kw_only=True):
    """The declaration for one model year, or one calendar year of units without one."""

    model_year: Year
    calendar_year: Year
    first_import_or_sale: Day
    needed: Annotated[Answer, Meta(description="unknown: it cannot be said not to be needed.")]
    because: Annotated[str, Meta(description="Why it is needed, is not, or may be.")]
    verdict: Annotated[OverallVerdict, Meta(description="The assessment for this year.")]
    complete: Annotated[bool, Meta(description="Whether nothing is missing to file it.")]
    deadline: Annotated[Deadline, Meta(description="When it has to be filed.")]
    updates: Annotated[tuple[Update, ...], Meta(description="Changes to be told.")] = ()
    gaps: Annotated[tuple[Gap, ...], Meta(description="What is missing to file it.")]
    declarant: Text
    address: Text
    roles: Texts
    contacts: tuple[ContactLine, ...]
    vehicles: tuple[VehicleLine, ...]
    units: tuple[UnitLine, ...] = ()
    hardware: tuple[ItemLine, ...]
    software: tuple[ItemLine, ...]
    parties: tuple[PartyLine, ...]
    authorizations: tuple[AuthorizationLine, ...]
    certifications: tuple[Certification, ...]
    assumptions: Annotated[int, Meta(description="Components that rest on an assumption.")] = 0
    earlier: Earlier | None = None
    notes: Texts = ()

    @property
    def year_words(self) -> str:
        """``model year 2027``, ``calendar year 2029``, or that it is not known."""
        if self.model_year is not None:
            return f"model year {self.model_year}"
        if self.calendar_year is not None:
            return f"calendar year {self.calendar_year}"
        return "a year that is not stated"


class ToolLine(Struct, frozen=True, kw_only=True):
    """The tool that made the draft."""

    name: str
    version: str


class EditionLine(Struct, frozen=True, kw_only=True):
    """The edition of the rule that was applied."""

    id: str
    title: str
    citation: str
    sha256: Digest
    declaration_citation: str
    declaration_mark: Mark
    boms_submitted: Annotated[bool, Meta(description="Whether the BOMs are filed with it.")]
    days_before: Annotated[int, Meta(description="Days before the first import or sale.")]
    days_to_update: Annotated[int, Meta(description="Days to tell a material change.")]
    records_years: Annotated[int, Meta(description="How long records are kept.")]
    records_citation: str


class Declaration(Struct, frozen=True, kw_only=True):
    """Drafts of the Declaration of Conformity of one program, one for each year asked for."""

    schema: Annotated[Literal["vcs-check/declaration/1"], Meta(description="This format.")]
    tool: ToolLine
    today: Annotated[str, Meta(description="The day that deadlines are judged by (ISO date).")]
    program: Text
    edition: EditionLine
    evidence: Evidence
    software_scope: SoftwareScope
    drafts: Annotated[tuple[Draft, ...], Meta(min_length=1)]
    inputs: tuple[Provenance, ...]
    hypotheses: Annotated[
        tuple[str, ...], Meta(description="`--assume` statements; nothing is certified on them.")
    ] = ()
