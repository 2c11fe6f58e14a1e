"""Verifying a certificate: is it whole, who signed it, what does it cover, does it hold here?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec
from cryptography import x509

import vcs_check
from vcs_check.certification.comparing import Compared, asked_parts, compared
from vcs_check.certification.evidence import answers_of
from vcs_check.certification.opening import (
    Certificate,
    open_certificate,
    signer_of_certificate,
)
from vcs_check.errors import MalformedError
from vcs_check.pipeline import Request
from vcs_check.sealing import MANIFEST, sha256_of
from vcs_check.signing.trust import SignatureError, Signer, Trusted
from vcs_check.verified import (
    SCHEMA_ID,
    Agreement,
    Conclusion,
    PartCheck,
    SignatureCheck,
    Verification,
)


def verify(
    data: bytes,
    file: str,
    trusted: Sequence[Trusted],
    revocations: Sequence[x509.CertificateRevocationList],
    request: Request,
    *,
    part: str = "",
    model_year: int | None = None,
    valid_on: date | None = None,
) -> Verification:
    """What is to be thought of a package.

    Args:
        data: the package.
        file: its name as the user gave it.
        trusted: whom the user trusts; empty: the signature is not checked, and what the
            certificate states is no evidence.
        revocations: the lists given.
        request: edition, registers, decisions and evidence of one's own, and today.
        part: the part asked for, by name or number; empty: every one.
        model_year: the model year asked for; None: every one.
        valid_on: the day on which certificates have to be valid; None: the day signed.

    Raises:
        InputError: it is not whole, not signed by anybody trusted, not in force, or does not
            cover what is asked for.
    """
    certificate = open_certificate(data, file, request.limits)
    signer: Signer | None = None
    if trusted:
        try:
            signer = signer_of_certificate(
                certificate, trusted, revocations, on=valid_on, today=request.today
            )
        except SignatureError as error:
            raise MalformedError(file, f"the signature does not count: {error}") from None
    if fault := certificate.statement.fault_on(request.today):
        raise MalformedError(file, f"the certificate is not in force: {fault}")
    parts = asked_parts(certificate, part, model_year)
    if signer is not None:
        boms = frozenset(bom.sha256 for bom in certificate.predicate.boms)
        form = answers_of(certificate, signer, boms)
        request = msgspec.structs.replace(request, answers=(*request.answers, form))
    result = compared(certificate, request, parts, model_year)
    reasons = tuple(_reasons(certificate, signer, result))
    statement, predicate = certificate.statement, certificate.predicate
    return Verification(
        schema=SCHEMA_ID,
        tool_version=vcs_check.__version__,
        conclusion=_conclusion(result, reasons),
        reasons=reasons,
        package=file,
        sha256=certificate.sha256,
        manifest_sha256=sha256_of(certificate.members[MANIFEST]),
        members=len(certificate.members),
        company=statement.company,
        signed_by=statement.by,
        signed_on=statement.signed_on.isoformat(),
        expires=statement.expires.isoformat(),
        certifies=predicate.certifies,
        today=request.today.isoformat(),
        edition=request.edition.id,
        certified_edition=predicate.assessment.edition,
        signature=_signature(certificate, signer, valid_on),
        parts=tuple(
            PartCheck(
                name=one.name,
                number=one.number,
                model_years=one.model_years,
                no_model_year=one.no_model_year,
                boms=one.boms,
            )
            for one in parts
        ),
        years=result.years,
        components=result.components,
        contradictions=result.contradictions,
        open=tuple(f"{point.what}: {point.reason}" for point in predicate.open),
        notes=result.notes,
    )


def _signature(
    certificate: Certificate, signer: Signer | None, valid_on: date | None
) -> SignatureCheck:
    attached = tuple(f"{one.member} ({one.title})" for one in certificate.predicate.attached)
    day = (valid_on or certificate.statement.signed_on).isoformat()
    if signer is None:
        return SignatureCheck(
            state="unsigned" if certificate.envelope is None else "not checked",
            signer="", key_id="", algorithm="", trusted_by="", revocation_checked=False,
            judged_on=day, warnings=(), attached=attached,
        )  # fmt: skip
    return SignatureCheck(
        state="trusted",
        signer=signer.name,
        key_id=signer.key_id,
        algorithm=signer.algorithm,
        trusted_by=signer.trusted_by,
        revocation_checked=signer.revocation_checked,
        judged_on=day,
        warnings=signer.warnings,
        attached=attached,
    )


def _reasons(certificate: Certificate, signer: Signer | None, result: Compared) -> Iterator[str]:
    """Why it is not verified, worst first."""
    if result.contradictions:
        yield "what it states contradicts what is known here"
    for agreement, words in (
        (Agreement.CONFLICT, "prohibited here"),
        (Agreement.UNDECIDED, "certified, and undecided here"),
        (Agreement.OPEN, "left open by the certificate, and undecided here"),
    ):
        count = sum(one.agreement is agreement for one in result.components)
        if count:
            yield f"{count} {'component is' if count == 1 else 'components are'} {words}"
    if certificate.envelope is None:
        yield "it is not signed"
    elif signer is None:
        yield "its signature was not checked, because nobody is said to be trusted (--trust)"


def _conclusion(result: Compared, reasons: Sequence[str]) -> Conclusion:
    if result.contradictions or any(
        one.agreement is Agreement.CONFLICT for one in result.components
    ):
        return Conclusion.CONFLICT
    return Conclusion.INDETERMINATE if reasons else Conclusion.VERIFIED
