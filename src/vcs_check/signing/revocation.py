"""Revocation lists (RFC 5280, section 5): complete, by the issuer itself, and not out of date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date
from itertools import pairwise

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512

from vcs_check.errors import MalformedError
from vcs_check.signing.chains import ChainError, name_of

_PEM = b"-----BEGIN"


def read_revocations(data: bytes, file: str) -> x509.CertificateRevocationList:
    """A revocation list in PEM or DER.

    Raises:
        MalformedError: it is none.
    """
    try:
        if _PEM in data:
            return x509.load_pem_x509_crl(data)
        return x509.load_der_x509_crl(data)
    except (ValueError, TypeError) as error:
        raise MalformedError(file, f"no revocation list that can be read ({error})") from None


def check_revocation(
    path: Sequence[x509.Certificate],
    lists: Sequence[x509.CertificateRevocationList],
    today: date,
) -> None:
    """Make sure that no certificate of a path below the trusted one is revoked.

    A certificate that was revoked counts as revoked whenever it signed, because the day of a
    signature is only what the signer says it is.

    Args:
        path: from the signer to the trusted certificate.
        lists: all that were given; with none, nothing is checked.
        today: the day on which a list has to be in force.

    Raises:
        ChainError: one is revoked, or there is no list of its issuer that counts.
    """
    if not lists:
        return
    for certificate, issuer in pairwise(path):
        faults: list[str] = []
        counted = 0
        for revocations in lists:
            try:
                if revocations.issuer != issuer.subject:
                    continue
                fault = _fault(revocations, issuer, today)
                if fault:
                    faults.append(fault)
                    continue
                entry = revocations.get_revoked_certificate_by_serial_number(
                    certificate.serial_number
                )
            except (ValueError, UnsupportedAlgorithm) as error:
                faults.append(f"it cannot be read: {error}")
                continue
            counted += 1
            if entry is not None:
                on = entry.revocation_date_utc.astimezone(UTC).date()
                raise ChainError(f"{name_of(certificate)}: revoked on {on} by its issuer")
        if not counted:
            why = "; ".join(faults) or "none was given"
            raise ChainError(
                f"{name_of(certificate)}: no revocation list of {name_of(issuer)} that counts: "
                f"{why}"
            )


def _fault(
    revocations: x509.CertificateRevocationList, issuer: x509.Certificate, today: date
) -> str:
    """Why a list of this issuer's name does not count; empty where it does."""
    key = issuer.public_key()
    if not isinstance(revocations.signature_hash_algorithm, SHA256 | SHA384 | SHA512 | None):
        return "it is signed with an algorithm that is too weak"
    try:
        if not revocations.is_signature_valid(key):  # type: ignore[arg-type]
            return "its signature is not the issuer's"
    except TypeError:
        return "its issuer has a key of another kind"
    try:
        usage = issuer.extensions.get_extension_for_class(x509.KeyUsage).value
        if not usage.crl_sign:
            return "its issuer may not sign revocation lists (keyUsage)"
    except x509.ExtensionNotFound:
        pass
    first = revocations.last_update_utc.astimezone(UTC).date()
    if first > today:
        return f"it is of {first}, after {today}"
    end = revocations.next_update_utc
    if end is None or end.astimezone(UTC).date() < today:
        until = "without a day" if end is None else f"until {end.astimezone(UTC).date()}"
        return f"it was in force {until}, which is over on {today}; get the newest"
    if any(extension.critical for extension in revocations.extensions):
        return "it covers only some certificates, or adds to another list; get the complete one"
    if any(extension.critical for entry in revocations for extension in entry.extensions):
        return "it has entries of other issuers; get the issuer's own"
    return ""
