"""Made-up authorities, signers and revocation lists."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from cryptography.x509.oid import NameOID

FIRST, LAST = date(2026, 1, 1), date(2028, 1, 1)
COMPANY = "Muster Telematik GmbH"


def key_of(kind: str = "p256") -> Any:
    match kind:
        case "ed25519":
            return ed25519.Ed25519PrivateKey.generate()
        case "p384":
            return ec.generate_private_key(ec.SECP384R1())
        case "p521":
            return ec.generate_private_key(ec.SECP521R1())
        case "rsa":
            return rsa.generate_private_key(65537, 2048)
        case _:
            return ec.generate_private_key(ec.SECP256R1())


def private_pem(key: Any, passphrase: bytes | None = None) -> bytes:
    how = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    return bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, how))


def public_pem(key: Any) -> bytes:
    return bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def pem(*certificates: x509.Certificate) -> bytes:
    return b"".join(c.public_bytes(Encoding.PEM) for c in certificates)


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def name(common: str, organization: str = "") -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, common)]
    if organization:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization))
    return x509.Name(parts)


def usage(*allowed: str) -> x509.KeyUsage:
    every = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
        "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{one: one in allowed for one in every})


class Entity:
    """A key with its certificate."""

    def __init__(
        self,
        common: str,
        issuer: Entity | None = None,
        *,
        kind: str = "p256",
        organization: str = "",
        ca: bool | None = False,
        path_length: int | None = None,
        may: tuple[str, ...] | None = None,
        more: tuple[tuple[x509.ExtensionType, bool], ...] = (),
        first: date = FIRST,
        last: date = LAST,
        digest: Any = None,
    ) -> None:
        self.key = key_of(kind)
        self.issuer = issuer
        signer = (issuer or self).key
        default = ("key_cert_sign", "crl_sign") if ca else ("digital_signature",)
        builder = (
            x509.CertificateBuilder()
            .subject_name(name(common, organization))
            .issuer_name(issuer.certificate.subject if issuer else name(common, organization))
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(moment(first))
            .not_valid_after(moment(last))
        )
        if ca is not None:
            builder = builder.add_extension(x509.BasicConstraints(ca, path_length), True)
        if may is None or may:
            builder = builder.add_extension(usage(*(default if may is None else may)), True)
        for extension, critical in more:
            builder = builder.add_extension(extension, critical)
        is_edwards = isinstance(signer, ed25519.Ed25519PrivateKey)
        self.certificate: x509.Certificate = builder.sign(
            signer, None if is_edwards else digest or hashes.SHA256()
        )

    def revoking(
        self,
        *revoked: Entity,
        first: date = date(2026, 5, 1),
        until: date | None = date(2027, 5, 1),
        by: Any = None,
        more: tuple[tuple[x509.ExtensionType, bool], ...] = (),
    ) -> x509.CertificateRevocationList:
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(moment(first))
            .next_update(moment(until or first + timedelta(days=1)))
        )
        for one in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(one.certificate.serial_number)
            builder = builder.add_revoked_certificate(
                entry.revocation_date(moment(date(2026, 4, 1))).build()
            )
        for extension, critical in more:
            builder = builder.add_extension(extension, critical)
        signer = by or self.key
        is_edwards = isinstance(signer, ed25519.Ed25519PrivateKey)
        return builder.sign(signer, None if is_edwards else hashes.SHA256())


def root(**more: Any) -> Entity:
    return Entity("Example Root", ca=True, **more)


def intermediate(above: Entity, **more: Any) -> Entity:
    return Entity("Example Issuing CA", above, **{"ca": True, **more})


def signer(above: Entity, **more: Any) -> Entity:
    return Entity("A. Example", above, **{"organization": COMPANY, **more})
