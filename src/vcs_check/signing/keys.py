"""Keys in PEM: Ed25519, and ECDSA on P-256 (with SHA-256) or P-384 (with SHA-384)."""

from __future__ import annotations

import hashlib
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    SECP384R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, HashAlgorithm
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from vcs_check.errors import MalformedError

SigningKey = Ed25519PrivateKey | EllipticCurvePrivateKey
PublicKey = Ed25519PublicKey | EllipticCurvePublicKey
_CURVES: Final[dict[str, type[HashAlgorithm]]] = {SECP256R1.name: SHA256, SECP384R1.name: SHA384}
KINDS: Final = "Ed25519, ECDSA P-256 and ECDSA P-384"
"""What is signed and verified with, in words."""


class NeedsPassphraseError(Exception):
    """A private key is encrypted and no passphrase was given."""


def read_signing_key(data: bytes, file: str, passphrase: bytes | None) -> SigningKey:
    """A private key in PEM (PKCS#8, SEC 1 or OpenSSL's own).

    Args:
        data: the file's bytes.
        file: its name as the user gave it.
        passphrase: of an encrypted key.

    Raises:
        NeedsPassphraseError: the key is encrypted, and there is no passphrase.
        MalformedError: no private key, another kind of key, or the wrong passphrase.
    """
    try:
        key = load_pem_private_key(data, passphrase)
    except TypeError:
        if passphrase is None:
            raise NeedsPassphraseError from None
        # A key that is not encrypted needs none; that one was offered does no harm.
        return read_signing_key(data, file, None)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise MalformedError(
            file, f"no private key in PEM that can be read, or a wrong passphrase ({error})"
        ) from None
    if not isinstance(key, SigningKey) or not _is_known(key.public_key()):
        raise MalformedError(file, f"a key of another kind; keys that sign are {KINDS}")
    return key


def read_public_key(data: bytes, file: str) -> PublicKey:
    """A public key in PEM (SubjectPublicKeyInfo).

    Raises:
        MalformedError: no public key, or another kind of key.
    """
    try:
        key = load_pem_public_key(data)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise MalformedError(file, f"no public key in PEM that can be read ({error})") from None
    if not isinstance(key, PublicKey) or not _is_known(key):
        raise MalformedError(file, f"a key of another kind; keys that verify are {KINDS}")
    return key


def _is_known(key: object) -> bool:
    return isinstance(key, Ed25519PublicKey) or (
        isinstance(key, EllipticCurvePublicKey) and key.curve.name in _CURVES
    )


def algorithm_of(key: PublicKey) -> str:
    """The algorithm in words: ``Ed25519``, ``ECDSA P-256 with SHA-256``."""
    if isinstance(key, Ed25519PublicKey):
        return "Ed25519"
    bits = key.curve.key_size
    return f"ECDSA P-{bits} with SHA-{bits}"


def key_id(key: PublicKey) -> str:
    """The SHA-256 of the key's SubjectPublicKeyInfo in DER, as ``sha256:…``."""
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return f"sha256:{hashlib.sha256(der).hexdigest()}"


def sign_bytes(key: SigningKey, data: bytes) -> bytes:
    """The signature of a key over some bytes; of ECDSA in DER."""
    if isinstance(key, Ed25519PrivateKey):
        return key.sign(data)
    return key.sign(data, ECDSA(_CURVES[key.curve.name]()))


def signature_fits(key: PublicKey, signature: bytes, data: bytes) -> bool:
    """Whether a signature is the key's over these bytes."""
    try:
        if isinstance(key, Ed25519PublicKey):
            key.verify(signature, data)
        else:
            key.verify(signature, data, ECDSA(_CURVES[key.curve.name]()))
    except InvalidSignature:
        return False
    return True


def public_key_of(key: object) -> PublicKey | None:
    """The key of a certificate, where it is of a kind that signs here."""
    return key if isinstance(key, PublicKey) and _is_known(key) else None
