"""The shape of what a certificate says for machines: in-toto Statement v1, our own predicate.

``vcs-check rules --schema certificate`` prints the JSON Schema, and docs/certify.md explains it.
"""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import Struct

from vcs_check.inventory.table_layout import TableLayout

STATEMENT_TYPE: Final = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE: Final = "urn:vcs-check:certificate:1"
SCHEMA: Final = "vcs-check/certificate/1"


class ToolIs(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What made the certificate."""

    name: str
    version: str


class Signatory(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who signs."""

    name: str
    function: str
    company: str
    place: str
    date: str


class CertifiedPart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part that is covered."""

    name: str
    number: str
    model_years: tuple[int, ...]
    no_model_year: bool
    date: str
    """Of units without a model year: the day of the first import or sale; may be empty."""
    boms: tuple[str, ...]
    """Members of the package."""


class CertifiedBom(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A BOM, as it was given."""

    member: str
    path: str
    """The file's name as the supplier had it."""
    sha256: str
    columns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Of a spreadsheet: which column is which, where that was said."""
    sheet: str = ""
    header_row: int = 0

    @property
    def layout(self) -> TableLayout:
        """How the spreadsheet is laid out."""
        return TableLayout(columns=self.columns, sheet=self.sheet, header_row=self.header_row)


class Said(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One stated fact."""

    field: str
    value: str
    """Empty: not known."""
    country: str = ""


class OwnerSaid(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of the table of owners."""

    name: str
    kind: str
    country: str
    voting_percent: float | None
    rights: tuple[str, ...]
    us_person: bool | None


class ComponentSaid(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A component of a BOM."""

    bom: str
    """Member of the package."""
    id: str
    name: str
    version: str
    purl: str


class ItemSaid(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is stated of one thing."""

    component: str
    """As the statement names it."""
    components: tuple[ComponentSaid, ...]
    says: tuple[Said, ...]


class OpenPoint(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is left open by name: nothing is certified of it."""

    what: str
    reason: str
    components: tuple[ComponentSaid, ...]


class AssessedYear(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The assessment of one model year."""

    model_year: int | None
    verdict: str
    verdicts: dict[str, int]
    report: str
    """Member of the package: the JSON report."""


class AssessmentSaid(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the certificate was issued upon."""

    edition: str
    citation: str
    edition_sha256: str
    evidence: str
    software_scope: str
    today: str
    years: tuple[AssessedYear, ...]


class FileSaid(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A member that goes with the certificate."""

    member: str
    title: str


class Predicate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is certified."""

    schema: str
    tool: ToolIs
    reference: str
    signatory: Signatory
    expires: str
    """The first day on which it counts no more."""
    certifies: tuple[str, ...]
    sentences: tuple[str, ...]
    """The same in words."""
    parts: tuple[CertifiedPart, ...]
    boms: tuple[CertifiedBom, ...]
    company: tuple[Said, ...]
    owners: tuple[OwnerSaid, ...]
    items: tuple[ItemSaid, ...]
    open: tuple[OpenPoint, ...]
    assessment: AssessmentSaid
    evidence: tuple[FileSaid, ...]
    inputs: tuple[FileSaid, ...]
    """Register, decisions and answers, as they were given."""
    not_included: tuple[str, ...]
    """Lists and data sets that were used and are too large to go with it."""
    attached: tuple[FileSaid, ...]
    """Signatures by other tools over ``SHA256SUMS``; carried, not verified."""


class Subject(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One member of the package."""

    name: str
    digest: dict[str, str]


class Attestation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An in-toto Statement v1."""

    type: str = msgspec.field(name="_type")
    subject: tuple[Subject, ...]
    predicate_type: str = msgspec.field(name="predicateType")
    predicate: Predicate
