"""Whom the user trusts, and whether an envelope is signed by one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from cryptography import x509
from msgspec import Struct

from vcs_check.errors import MalformedError
from vcs_check.signing.chains import (
    ChainError,
    name_of,
    organizations_of,
    path_to,
    read_certificates,
)
from vcs_check.signing.dsse import Envelope, is_signed_by
from vcs_check.signing.keys import PublicKey, algorithm_of, key_id, public_key_of, read_public_key
from vcs_check.signing.revocation import check_revocation
from vcs_check.text import folded

_CERTIFICATE: Final = b"-----BEGIN CERTIFICATE-----"


class Trusted(Struct, frozen=True, kw_only=True):
    """One file that the user trusts: a public key, or certificates."""

    file: str
    company: str = ""
    """For whom alone it is trusted; empty: for everybody."""
    key: PublicKey | None = None
    certificates: tuple[x509.Certificate, ...] = ()


class Signer(Struct, frozen=True, kw_only=True):
    """Who has signed, as far as that is verified."""

    name: str
    """The certificate's subject; the key's id where there is no certificate."""
    key_id: str
    algorithm: str
    trusted_by: str
    """Why it is trusted: the file, and the authority."""
    revocation_checked: bool
    warnings: tuple[str, ...] = ()


class SignatureError(Exception):
    """The signature is not that of anybody trusted; says why."""


def read_trusted(data: bytes, file: str, company: str = "") -> Trusted:
    """A trusted public key, or trusted certificates, in PEM.

    Raises:
        MalformedError: neither.
    """
    if _CERTIFICATE in data:
        return Trusted(file=file, company=company, certificates=read_certificates(data, file))
    if b"PRIVATE KEY" in data:
        raise MalformedError(file, "a private key; whom you trust is a public key or certificate")
    return Trusted(file=file, company=company, key=read_public_key(data, file))


def signer_of(
    envelope: Envelope,
    payload: bytes,
    chain: Sequence[x509.Certificate],
    trusted: Sequence[Trusted],
    revocations: Sequence[x509.CertificateRevocationList],
    *,
    company: str,
    signed_on: date,
    today: date,
) -> Signer:
    """The trusted signer of an envelope.

    Args:
        envelope: as read.
        payload: its payload.
        chain: the certificates that came with it, the signer's first; may be empty.
        trusted: whom the user trusts.
        revocations: the lists given; with any, every certificate has to be on none.
        company: in whose name is signed.
        signed_on: the day on which certificates have to be valid.
        today: the day on which revocation lists have to be in force.

    Raises:
        SignatureError: nobody trusted has signed, or not for this company.
    """
    fitting = [one for one in trusted if not one.company or folded(one.company) == folded(company)]
    for one in fitting:
        if one.key is not None and is_signed_by(envelope, payload, one.key):
            return _of_key(one.key, one)
    for one in fitting:  # a signer's own certificate, where the package carries none
        for certificate in one.certificates:
            key = public_key_of(certificate.public_key())
            if not chain and key is not None and is_signed_by(envelope, payload, key):
                chain = (certificate,)
    if not chain:
        others = "for this company " if len(fitting) < len(trusted) else ""
        raise SignatureError(
            f"the signature is by none of the keys that are trusted {others}".strip()
        )
    return _of_chain(envelope, payload, chain, fitting, revocations, company, signed_on, today)


def _of_key(key: PublicKey, one: Trusted) -> Signer:
    warnings = () if one.company else (_UNBOUND.format(file=one.file),)
    return Signer(
        name=key_id(key),
        key_id=key_id(key),
        algorithm=algorithm_of(key),
        trusted_by=f"the key of {one.file}",
        revocation_checked=False,
        warnings=warnings,
    )


_UNBOUND: Final = (
    "{file} is trusted for any company; write NAME={file} to trust it for one company alone"
)


def _of_chain(
    envelope: Envelope,
    payload: bytes,
    chain: Sequence[x509.Certificate],
    fitting: Sequence[Trusted],
    revocations: Sequence[x509.CertificateRevocationList],
    company: str,
    signed_on: date,
    today: date,
) -> Signer:
    try:
        key = public_key_of(chain[0].public_key())
    except ValueError:
        key = None
    if key is None or not is_signed_by(envelope, payload, key):
        raise SignatureError(f"the signature is not that of {name_of(chain[0])}")
    anchors = {certificate: one for one in fitting for certificate in one.certificates}
    try:
        path = path_to(chain, list(anchors), signed_on)
        check_revocation(path, revocations, today)
    except ChainError as error:
        raise SignatureError(str(error)) from None
    one = anchors[path[-1]]
    own = organizations_of(path[0])
    warnings: tuple[str, ...] = ()
    if own and not one.company and folded(company) not in map(folded, own):
        raise SignatureError(
            f"{name_of(path[0])} belongs to {', '.join(own)}, and signs in the name of {company}; "
            "where that is right, trust it for that company: NAME=FILE"
        )
    if not own and not one.company:
        warnings = (f"{name_of(path[0])} does not say of which company it is",)
    return Signer(
        name=name_of(path[0]),
        key_id=key_id(key),
        algorithm=algorithm_of(key),
        trusted_by=f"{name_of(path[-1])} ({one.file})",
        revocation_checked=bool(revocations) and len(path) > 1,
        warnings=warnings,
    )
