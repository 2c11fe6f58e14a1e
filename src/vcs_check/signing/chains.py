"""Certificate paths (RFC 5280, section 6), from the signer up to an authority that is trusted.

The rules, in full:

- A path begins with the signer's certificate and ends below an authority given as trusted. Each
  certificate is issued by the next: names chain, and the signature is checked.
- Every certificate, the trusted one included, is valid on the day.
- Issuers are authorities (``basicConstraints`` CA), may sign certificates (``keyUsage``
  keyCertSign) and keep their path length. The signer is none, and where it has a ``keyUsage`` it
  includes digitalSignature or contentCommitment; where it has an ``extendedKeyUsage``, one that is
  for documents, code or mail, or any: a certificate of a web server signs nothing here.
- A critical extension that is not one of these is refused: what it restricts is not known. Name
  constraints and policies, which nothing here processes, are among them.
- Signatures are made with SHA-256 or better, RSA keys have at least 2,048 bits.
- With a CRL, every certificate of the path needs one of its issuer: see
  :mod:`vcs_check.signing.revocation`.

The signer's own certificate may be trusted itself; then it is the path. Policies, OCSP and
fetching of anything are not done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date
from typing import Final, TypeVar

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID, NameOID, ObjectIdentifier

from vcs_check.errors import MalformedError

_MOST_CERTIFICATES: Final = 16
_MOST_STEPS: Final = 200
_UNDERSTOOD: Final = frozenset(
    {
        ExtensionOID.BASIC_CONSTRAINTS,
        ExtensionOID.KEY_USAGE,
        ExtensionOID.EXTENDED_KEY_USAGE,
        ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
    }
)
_DOCUMENT_SIGNING: Final = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
_MAY_SIGN: Final = frozenset(
    {
        ExtendedKeyUsageOID.CODE_SIGNING,
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
        ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
        _DOCUMENT_SIGNING,
    }
)
_MIN_RSA_BITS: Final = 2048
_Kind = TypeVar("_Kind", bound=x509.ExtensionType)


class ChainError(Exception):
    """A certificate path does not hold; says which certificate and why."""


def read_certificates(data: bytes, file: str) -> tuple[x509.Certificate, ...]:
    """The certificates of a PEM file, in its order.

    Raises:
        MalformedError: none in it, one that cannot be read, or too many.
    """
    try:
        found = tuple(x509.load_pem_x509_certificates(data))
    except (ValueError, TypeError) as error:
        raise MalformedError(file, f"no certificates in PEM that can be read ({error})") from None
    return found


def name_of(certificate: x509.Certificate) -> str:
    """The subject, for people: ``CN=Example,O=Example GmbH`` (RFC 4514)."""
    try:
        return certificate.subject.rfc4514_string() or "(no name)"
    except ValueError:
        return "(a name that cannot be read)"


def organizations_of(certificate: x509.Certificate) -> tuple[str, ...]:
    """The organizations that the subject names."""
    try:
        found = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    except ValueError:
        return ()
    return tuple(str(attribute.value) for attribute in found)


def path_to(
    chain: Sequence[x509.Certificate], trusted: Sequence[x509.Certificate], on: date
) -> tuple[x509.Certificate, ...]:
    """The path from the signer to a trusted certificate, both included.

    Args:
        chain: the signer's certificate first, then others, in any order.
        trusted: authorities, or signers' own certificates.
        on: the day on which all of them have to be valid.

    Raises:
        ChainError: there is no path that holds; says why the best one does not.
    """
    if not chain:
        raise ChainError("there is no certificate")
    if len(chain) > _MOST_CERTIFICATES:
        raise ChainError(f"more than {_MOST_CERTIFICATES} certificates")
    fault: ChainError | None = None
    for path in _paths(chain, trusted):
        try:
            _check(path, on)
        except ChainError as error:
            fault = fault or error
        else:
            return path
    if fault is not None:
        raise fault
    raise ChainError(
        f"{name_of(chain[0])} was not issued, directly or through the certificates given, by "
        "anybody trusted"
    )


def _paths(
    chain: Sequence[x509.Certificate], trusted: Sequence[x509.Certificate]
) -> Iterator[tuple[x509.Certificate, ...]]:
    """Every path of certificates that issue each other, shortest first where there are several."""
    waiting: list[tuple[x509.Certificate, ...]] = [(chain[0],)]
    steps = 0
    while waiting and steps < _MOST_STEPS:
        path = waiting.pop(0)
        steps += 1
        if path[-1] in trusted:
            yield path
            continue
        for issuer in (*trusted, *chain[1:]):
            if issuer not in path and _issued(issuer, path[-1]):
                waiting.append((*path, issuer))


def _issued(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _check(path: Sequence[x509.Certificate], on: date) -> None:
    for depth, certificate in enumerate(path):
        try:
            _check_one(certificate, on)
            if depth == 0:
                _check_signer(certificate, is_trusted_itself=len(path) == 1)
            else:
                _check_issuer(certificate, path[1:depth], is_anchor=depth == len(path) - 1)
        except (ValueError, UnsupportedAlgorithm) as error:
            raise ChainError(f"{name_of(certificate)}: cannot be read: {error}") from None


def _check_one(certificate: x509.Certificate, on: date) -> None:
    name = name_of(certificate)
    first = certificate.not_valid_before_utc.astimezone(UTC).date()
    last = certificate.not_valid_after_utc.astimezone(UTC).date()
    if not first <= on <= last:
        raise ChainError(f"{name}: valid from {first} to {last}, and not on {on}")
    algorithm = certificate.signature_hash_algorithm
    if algorithm is not None and not isinstance(algorithm, SHA256 | SHA384 | SHA512):
        raise ChainError(f"{name}: signed with {algorithm.name}, which is too weak")
    key = certificate.public_key()
    if isinstance(key, RSAPublicKey) and key.key_size < _MIN_RSA_BITS:
        raise ChainError(f"{name}: an RSA key of {key.key_size} bits, which is too short")
    for extension in certificate.extensions:
        if extension.critical and extension.oid not in _UNDERSTOOD:
            raise ChainError(
                f"{name}: a critical extension that is not understood "
                f"({extension.oid.dotted_string})"
            )


def _check_signer(certificate: x509.Certificate, *, is_trusted_itself: bool) -> None:
    name = name_of(certificate)
    constraints = _extension(certificate, x509.BasicConstraints)
    if constraints is not None and constraints.ca and not is_trusted_itself:
        raise ChainError(f"{name}: the certificate of an authority, which signs no documents")
    usage = _extension(certificate, x509.KeyUsage)
    if usage is not None and not (usage.digital_signature or usage.content_commitment):
        raise ChainError(f"{name}: its key may not be used for signatures (keyUsage)")
    purposes = _extension(certificate, x509.ExtendedKeyUsage)
    if purposes is not None and not _MAY_SIGN.intersection(purposes):
        raise ChainError(f"{name}: its key is for another purpose (extendedKeyUsage)")


def _check_issuer(
    certificate: x509.Certificate, below: Sequence[x509.Certificate], *, is_anchor: bool
) -> None:
    name = name_of(certificate)
    constraints = _extension(certificate, x509.BasicConstraints)
    if constraints is None or not constraints.ca:
        raise ChainError(f"{name}: no authority, so it can issue nothing (basicConstraints)")
    longest = constraints.path_length
    between = sum(one.subject != one.issuer for one in below)
    if longest is not None and between > longest:
        raise ChainError(f"{name}: {between} authorities below it, at most {longest} are allowed")
    usage = _extension(certificate, x509.KeyUsage)
    if not (usage.key_cert_sign if usage is not None else is_anchor):
        raise ChainError(f"{name}: it may not sign certificates (keyUsage)")


def _extension(certificate: x509.Certificate, kind: type[_Kind]) -> _Kind | None:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None
