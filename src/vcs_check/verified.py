"""What came of verifying a certificate: pure data, rendered by ``reports.verification``.

Every text that comes from the package is hostile until a report's escape function has seen it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

SCHEMA_ID: Final = "vcs-check/verification/1"


def _says(text: str) -> Meta:
    return Meta(description=text)


class Agreement(StrEnum):
    """How the certificate and the evaluation here compare on one component."""

    AGREES = "agrees"
    DIFFERS = "differs"
    """Another verdict, and neither stands against a sale."""
    OPEN = "open"
    """Left open by the certificate, and undecided here."""
    UNDECIDED = "undecided"
    """Certified, and undecided here."""
    CONFLICT = "conflict"
    """Certified or left open, and prohibited here."""


class Conclusion(StrEnum):
    """What is concluded."""

    VERIFIED = "verified"
    CONFLICT = "conflict"
    INDETERMINATE = "indeterminate"


class ComponentCheck(Struct, frozen=True, kw_only=True):
    """One component on which certificate and evaluation do not agree."""

    agreement: Agreement
    model_years: Annotated[
        tuple[int | None, ...], _says("Model years; null for units without one.")
    ]
    bom: Annotated[str, _says("Member of the package.")]
    id: Annotated[str, _says("As the BOM has it.")]
    name: str
    version: str
    certified: Annotated[str, _says("The verdict of the supplier's own assessment.")]
    here: Annotated[str, _says("The verdict of the evaluation here.")]
    reason: Annotated[str, _says("The reason of the verdict here.")]
    missing: Annotated[tuple[str, ...], _says("Here undecided: what to ask, and whom.")]


class YearCheck(Struct, frozen=True, kw_only=True):
    """One model year."""

    model_year: int | None
    agreements: Annotated[dict[str, int], _says("Components by how they compare.")]
    verdict: Annotated[str, _says("The overall verdict of the evaluation here.")]


class SignatureCheck(Struct, frozen=True, kw_only=True):
    """The signature."""

    state: Annotated[
        Literal["trusted", "not checked", "unsigned"],
        _says("not checked: nobody was said to be trusted."),
    ]
    signer: str
    key_id: Annotated[str, _says("SHA-256 of the key (SubjectPublicKeyInfo).")]
    algorithm: str
    trusted_by: Annotated[str, _says("The file, and the authority in it.")]
    revocation_checked: bool
    judged_on: Annotated[str, _says("The day on which certificates had to be valid.")]
    warnings: tuple[str, ...]
    attached: Annotated[
        tuple[str, ...], _says("Signatures by other tools, carried along; none is verified.")
    ]


class PartCheck(Struct, frozen=True, kw_only=True):
    """A part that the certificate covers and that was asked for."""

    name: str
    number: str
    model_years: tuple[int, ...]
    no_model_year: bool
    boms: tuple[str, ...]


class Verification(Struct, frozen=True, kw_only=True):
    """The whole."""

    schema: Annotated[str, _says("The name and version of this schema.")]
    tool_version: str
    conclusion: Conclusion
    reasons: Annotated[tuple[str, ...], _says("Why it is not verified; empty where it is.")]
    package: Annotated[str, _says("The file's name as given.")]
    sha256: Annotated[str, _says("Of the package.")]
    manifest_sha256: Annotated[str, _says("Of its manifest.json, which verify.py prints too.")]
    members: Annotated[int, _says("Members, each of them intact.")]
    company: str
    signed_by: Annotated[str, _says("Name and function.")]
    signed_on: str
    expires: Annotated[str, _says("The first day on which it counts no more.")]
    certifies: tuple[str, ...]
    today: str
    edition: str
    certified_edition: Annotated[str, _says("The edition that the supplier assessed under.")]
    signature: SignatureCheck
    parts: tuple[PartCheck, ...]
    years: tuple[YearCheck, ...]
    components: tuple[ComponentCheck, ...]
    contradictions: Annotated[
        tuple[str, ...], _says("What the certificate states against what is known here.")
    ]
    open: Annotated[tuple[str, ...], _says("What the certificate leaves open, with the reason.")]
    notes: tuple[str, ...]
