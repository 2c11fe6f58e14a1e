"""DSSE v1 envelopes (Dead Simple Signing Envelope, github.com/secure-systems-lab/dsse).

What is signed is not the payload but its *pre-authentication encoding*, which binds the type of the
payload, so that one document can never be taken for another.
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import Final

import msgspec
from msgspec import Struct

from vcs_check.errors import MalformedError
from vcs_check.signing.keys import PublicKey, SigningKey, key_id, sign_bytes, signature_fits

IN_TOTO: Final = "application/vnd.in-toto+json"
_MOST_SIGNATURES: Final = 16


class Signature(Struct, frozen=True, kw_only=True):
    """One signature of an envelope."""

    sig: str
    """Base64."""
    keyid: str = ""
    """A hint which key it is by; nothing is concluded from it."""


class Envelope(Struct, frozen=True, kw_only=True):
    """A DSSE envelope as it stands."""

    payload: str
    """Base64."""
    payload_type: str = msgspec.field(name="payloadType")
    signatures: tuple[Signature, ...]


def pre_authentication_encoding(payload_type: str, payload: bytes) -> bytes:
    """``PAE(type, body)`` of the protocol: the bytes that are signed."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def signed(payload: bytes, payload_type: str, key: SigningKey) -> bytes:
    """An envelope with one signature, as JSON.

    The same bytes for the same key and payload with Ed25519; an ECDSA signature is a new one
    every time.
    """
    signature = sign_bytes(key, pre_authentication_encoding(payload_type, payload))
    made = {
        "payload": base64.b64encode(payload).decode(),
        "payloadType": payload_type,
        "signatures": [
            {"keyid": key_id(key.public_key()), "sig": base64.b64encode(signature).decode()}
        ],
    }
    return json.dumps(made, indent=1).encode() + b"\n"


def read_envelope(data: bytes, file: str, place: str, payload_type: str) -> tuple[Envelope, bytes]:
    """An envelope and its payload, of which nothing is verified yet.

    Raises:
        MalformedError: no envelope, one of another type, or without a signature.
    """
    try:
        envelope = msgspec.json.decode(data, type=Envelope)
        payload = base64.b64decode(envelope.payload, validate=True)
        for signature in envelope.signatures:
            base64.b64decode(signature.sig, validate=True)
    except (msgspec.MsgspecError, binascii.Error, ValueError, RecursionError) as error:
        raise MalformedError(file, f"no DSSE envelope that can be read: {error}", place) from None
    if envelope.payload_type != payload_type:
        raise MalformedError(
            file,
            f"the envelope is of type {envelope.payload_type!r:.80}, not {payload_type}",
            place,
        )
    if not 0 < len(envelope.signatures) <= _MOST_SIGNATURES:
        raise MalformedError(
            file, f"{len(envelope.signatures)} signatures; 1 to {_MOST_SIGNATURES} are read", place
        )
    return envelope, payload


def is_signed_by(envelope: Envelope, payload: bytes, key: PublicKey) -> bool:
    """Whether one of the signatures is this key's over this payload."""
    encoded = pre_authentication_encoding(envelope.payload_type, payload)
    return any(
        signature_fits(key, base64.b64decode(signature.sig), encoded)
        for signature in envelope.signatures
    )
