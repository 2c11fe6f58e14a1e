"""Opening a package: whole, and saying nothing that does not follow from its own members.

Who has signed it is another question; see :func:`signer_of_certificate`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from cryptography import x509
from msgspec import Struct

import vcs_check
from vcs_check.certification import members as m
from vcs_check.certification.attesting import attestation_of, read_attestation
from vcs_check.certification.covering import Coverage, coverage_of, years_of
from vcs_check.certification.package import same_but_assessed
from vcs_check.certification.page import certificate_page
from vcs_check.certification.predicate import Predicate
from vcs_check.certification.statement import CertificateStatement
from vcs_check.certification.statement_file import read_statement
from vcs_check.errors import MalformedError
from vcs_check.inventory.document import Document
from vcs_check.limits import DEFAULT_LIMITS, Limits
from vcs_check.readers import read_bom
from vcs_check.sealing import MANIFEST, VERIFIER, checked, sha256_of, unpack, verifier
from vcs_check.signing.chains import read_certificates
from vcs_check.signing.dsse import IN_TOTO, Envelope, read_envelope
from vcs_check.signing.trust import SignatureError, Signer, Trusted, signer_of

_FIXED = frozenset(
    {m.STATEMENT, m.CERTIFICATE, m.SUMS, m.CHAIN, m.ATTESTATION, m.ENVELOPE, MANIFEST, VERIFIER}
)
_NEEDED = (m.STATEMENT, m.CERTIFICATE, m.SUMS, m.ATTESTATION, VERIFIER)
_OF_THE_TOOL = ("assessment/", f"{m.ANNOTATED}/")


class Certificate(Struct, frozen=True, kw_only=True):
    """An opened package."""

    file: str
    sha256: str
    """Of the package."""
    members: Mapping[str, bytes]
    predicate: Predicate
    statement: CertificateStatement
    coverage: Coverage
    documents: Mapping[int, Document]
    envelope: Envelope | None
    """None: nobody has signed it in a way that is verified here."""
    chain: tuple[x509.Certificate, ...]


def open_certificate(data: bytes, file: str, limits: Limits = DEFAULT_LIMITS) -> Certificate:
    """The certificate in a package.

    Raises:
        MalformedError: a byte of it is not as it was sealed, or its members contradict each other.
        LimitError: larger than the limits allow.
    """
    members = unpack(data, file, limits)
    manifest = checked(members, file, m.KIND)
    for name in _NEEDED:
        if name not in members:
            raise MalformedError(file, f"no {name} in it, which every certificate has")
    predicate = read_attestation(members[m.ATTESTATION], file, m.ATTESTATION)
    if manifest.tool.version != predicate.tool.version:
        raise MalformedError(file, "manifest and attestation name different versions", MANIFEST)
    _check_members(members, predicate, file)
    statement = read_statement(members[m.STATEMENT], f"{file}!/{m.STATEMENT}")
    documents = {
        number: read_bom(members[bom.member], f"{file}!/{bom.member}", limits, layout=bom.layout)
        for number, bom in enumerate(predicate.boms)
    }
    coverage = coverage_of(statement, [bom.path for bom in predicate.boms], documents)
    again = same_but_assessed(statement, coverage, documents, predicate)
    if attestation_of(m.attested(members), again) != members[m.ATTESTATION]:
        raise MalformedError(
            file, "it does not say what statement, BOMs and members lead to", m.ATTESTATION
        )
    if [year.model_year for year in predicate.assessment.years] != list(years_of(statement)):
        raise MalformedError(file, "not every model year is assessed", m.ATTESTATION)
    if [one.title for one in statement.evidence] != [one.title for one in predicate.evidence]:
        raise MalformedError(file, "its evidence is not that of the statement", m.ATTESTATION)
    _check_page(members, predicate, file)
    envelope = _envelope(members, file)
    return Certificate(
        file=file,
        sha256=sha256_of(data),
        members=members,
        predicate=predicate,
        statement=statement,
        coverage=coverage,
        documents=documents,
        envelope=envelope,
        chain=read_certificates(members[m.CHAIN], file) if m.CHAIN in members else (),
    )


def _check_members(members: Mapping[str, bytes], predicate: Predicate, file: str) -> None:
    """Every member has its place in the attestation, and none is there without."""
    named = {
        *(bom.member for bom in predicate.boms),
        *(one.member for one in (*predicate.evidence, *predicate.inputs, *predicate.attached)),
        *(year.report for year in predicate.assessment.years),
    }
    for name in sorted(named - members.keys()):
        raise MalformedError(file, f"{name!r:.200} is named and not there", m.ATTESTATION)
    for name in members:
        if name not in _FIXED | named and not name.startswith(_OF_THE_TOOL):
            raise MalformedError(file, "no certificate has such a member", name)
    for bom in predicate.boms:
        if bom.sha256 != sha256_of(members[bom.member]):
            raise MalformedError(file, "not the BOM that is certified", bom.member)
    if members[m.SUMS] != m.sums_of(members):
        raise MalformedError(file, "not the digests of the members", m.SUMS)


def _check_page(members: Mapping[str, bytes], predicate: Predicate, file: str) -> None:
    """The page for people says what the attestation says, where this version made it."""
    if predicate.tool.version != vcs_check.__version__:
        return
    digests = {name: sha256_of(data) for name, data in members.items()}
    if members[m.CERTIFICATE] != certificate_page(predicate, digests):
        raise MalformedError(file, "not the page of this attestation: changed", m.CERTIFICATE)
    if members[VERIFIER] != verifier():
        raise MalformedError(file, "not the program of this version: changed", VERIFIER)


def _envelope(members: Mapping[str, bytes], file: str) -> Envelope | None:
    if m.ENVELOPE not in members:
        if m.CHAIN in members:
            raise MalformedError(file, "certificates without a signature", m.CHAIN)
        return None
    envelope, payload = read_envelope(members[m.ENVELOPE], file, m.ENVELOPE, IN_TOTO)
    if payload != members[m.ATTESTATION]:
        raise MalformedError(file, "what is signed is not the attestation", m.ENVELOPE)
    return envelope


def signer_of_certificate(
    certificate: Certificate,
    trusted: Sequence[Trusted],
    revocations: Sequence[x509.CertificateRevocationList],
    *,
    on: date | None,
    today: date,
) -> Signer:
    """The trusted signer of a certificate.

    Args:
        certificate: as opened.
        trusted: whom the user trusts.
        revocations: the lists given.
        on: the day on which certificates have to be valid; None: the day signed.
        today: the day on which revocation lists have to be in force.

    Raises:
        SignatureError: nobody trusted has signed it.
    """
    if certificate.envelope is None:
        raise SignatureError("it is not signed")
    return signer_of(
        certificate.envelope,
        certificate.members[m.ATTESTATION],
        certificate.chain,
        trusted,
        revocations,
        company=certificate.statement.company,
        signed_on=on or certificate.statement.signed_on,
        today=today,
    )
