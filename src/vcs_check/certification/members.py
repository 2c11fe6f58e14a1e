"""What the members of a certificate's package are called, and who accounts for whom.

``SHA256SUMS`` lists the content, so that any tool can sign it (``gpg --detach-sign SHA256SUMS``).
``attestation.json`` names the digest of every member but itself, its signature and the manifest;
``manifest.json`` that of every member but itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from vcs_check.sealing import MANIFEST, sha256_of

KIND: Final = "certificate"
STATEMENT: Final = "statement.toml"
CERTIFICATE: Final = "certificate.html"
SUMS: Final = "SHA256SUMS"
CHAIN: Final = "chain.pem"
ATTESTATION: Final = "attestation.json"
ENVELOPE: Final = "attestation.dsse.json"
BOMS: Final = "boms"
ANNOTATED: Final = "annotated"
EVIDENCE: Final = "evidence"
SIGNATURES: Final = "signatures"


def sums_of(members: Mapping[str, bytes]) -> bytes:
    """``SHA256SUMS`` as ``sha256sum`` writes and checks it."""
    content = {
        name: data
        for name, data in members.items()
        if name not in (MANIFEST, SUMS, CHAIN, ATTESTATION, ENVELOPE)
        and not name.startswith(f"{SIGNATURES}/")
    }
    return "".join(f"{sha256_of(content[name])}  {name}\n" for name in sorted(content)).encode()


def attested(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """The members that the attestation names."""
    return {
        name: data
        for name, data in members.items()
        if name not in (MANIFEST, ATTESTATION, ENVELOPE)
    }


def kind_of_signature(name: str, data: bytes) -> str:
    """What a signature by another tool seems to be; it is not verified."""
    if b"-----BEGIN PGP SIGNATURE-----" in data[:200]:
        return "OpenPGP"
    if data[:1] in (b"\x88", b"\x89", b"\xc2") and name.endswith((".sig", ".gpg", ".asc")):
        return "OpenPGP"
    if b"mediaType" in data and b"dev.sigstore.bundle" in data:
        return "Sigstore bundle"
    if data[:1] == b"\x30" and name.endswith((".p7s", ".p7m")):
        return "CMS (PKCS #7)"
    if b"-----BEGIN SSH SIGNATURE-----" in data[:200]:
        return "SSH"
    return "of a kind that is not known"
