"""A verified certificate as evidence: the same answers as a form, bound to what it covers.

What the answers are worth is decided where all answers are (:mod:`vcs_check.questions.claims`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec
from cryptography import x509

from vcs_check.certification.opening import (
    Certificate,
    open_certificate,
    signer_of_certificate,
)
from vcs_check.certification.statement import form_of
from vcs_check.errors import MalformedError
from vcs_check.limits import Limits
from vcs_check.program import Program
from vcs_check.questions.answers import AnsweredForm, Seal
from vcs_check.signing.trust import SignatureError, Signer, Trusted


def certificate_evidence(
    data: bytes,
    file: str,
    trusted: Sequence[Trusted],
    revocations: Sequence[x509.CertificateRevocationList],
    *,
    program: Program,
    today: date,
    limits: Limits,
) -> tuple[AnsweredForm | None, str]:
    """What a certificate says for a program, or why it says nothing for it.

    Args:
        data: the package.
        file: its name as the user gave it.
        trusted: whom the user trusts.
        revocations: the lists given.
        program: its model year decides which parts are covered.
        today: the day that expiries are judged by.
        limits: for the package.

    Raises:
        InputError: the package is not whole, or not signed by anybody trusted.
    """
    certificate = open_certificate(data, file, limits)
    try:
        signer = signer_of_certificate(certificate, trusted, revocations, on=None, today=today)
    except SignatureError as error:
        raise MalformedError(file, f"the signature does not count: {error}") from None
    if fault := certificate.statement.fault_on(today):
        return None, f"{file}: the certificate is not used: {fault}"
    boms = covered_boms(certificate, program.model_year, no_model_year=program.no_model_year)
    if not boms:
        year = program.model_year or (
            "units without a model year" if program.no_model_year else "no stated model year"
        )
        return None, f"{file}: the certificate is not used: it does not cover {year}"
    year = program.model_year or "units without a model year"
    only = f"counts for {year} alone; the table by model year takes it for the other years as well"
    form = answers_of(
        certificate, msgspec.structs.replace(signer, warnings=(*signer.warnings, only)), boms
    )
    return form, ""


def covered_boms(
    certificate: Certificate, model_year: int | None, *, no_model_year: bool
) -> frozenset[str]:
    """SHA-256 of the BOMs of every part that covers a model year."""
    predicate = certificate.predicate
    members = {
        member
        for part in predicate.parts
        if (model_year in part.model_years if model_year else no_model_year and part.no_model_year)
        for member in part.boms
    }
    return frozenset(bom.sha256 for bom in predicate.boms if bom.member in members)


def answers_of(certificate: Certificate, signer: Signer, boms: frozenset[str]) -> AnsweredForm:
    """The certificate's statements, sealed.

    Args:
        certificate: as opened.
        signer: as verified.
        boms: SHA-256 of the BOMs that it counts for.
    """
    statement = certificate.statement
    form = form_of(
        statement, file=certificate.file, program="", statements=certificate.coverage.says
    )
    return msgspec.structs.replace(
        form,
        sha256=certificate.sha256,
        seal=Seal(
            signer=signer.name,
            trusted_by=signer.trusted_by,
            boms=boms,
            expires=statement.expires,
            warnings=signer.warnings,
        ),
    )
