"""Envelopes, keys, certificate paths and revocation: what is trusted, and what is not."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicNumbers
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, ObjectIdentifier
from hypothesis import given
from hypothesis import strategies as st
from tests.signing.authority import (
    COMPANY,
    Entity,
    intermediate,
    key_of,
    pem,
    private_pem,
    public_pem,
    root,
    signer,
)

from vcs_check.errors import MalformedError
from vcs_check.signing.chains import ChainError, path_to, read_certificates
from vcs_check.signing.dsse import (
    IN_TOTO,
    Envelope,
    is_signed_by,
    pre_authentication_encoding,
    read_envelope,
    signed,
)
from vcs_check.signing.keys import (
    NeedsPassphraseError,
    algorithm_of,
    key_id,
    read_public_key,
    read_signing_key,
)
from vcs_check.signing.revocation import check_revocation, read_revocations
from vcs_check.signing.trust import SignatureError, Signer, Trusted, read_trusted, signer_of

DAY = date(2026, 6, 1)
PAYLOAD = b'{"_type": "x"}'

# -- envelopes -------------------------------------------------------------------------------------


def test_encoding_is_that_of_the_protocol() -> None:
    # The vector of the DSSE protocol (protocol.md, test vectors).
    assert pre_authentication_encoding("http://example.com/HelloWorld", b"hello world") == (
        b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )


def test_known_signature_of_the_protocol_is_accepted() -> None:
    # The same document: ECDSA P-256 over SHA-256, the key as X and Y, here with the signature
    # of RFC 6979, which is deterministic, as two numbers.
    x = 46950820868899156662930047687818585632848591499744589407958293238635476079160
    y = 5640078356564379163099075877009565129882514886557779369047442380624545832820
    key = EllipticCurvePublicNumbers(x, y, SECP256R1()).public_key()
    raw = base64.b64decode(
        "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="
    )
    sig = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    envelope = json.dumps(
        {
            "payload": base64.b64encode(b"hello world").decode(),
            "payloadType": "http://example.com/HelloWorld",
            "signatures": [{"sig": base64.b64encode(sig).decode()}],
        }
    ).encode()
    read, payload = read_envelope(envelope, "p.zip", "e", "http://example.com/HelloWorld")
    assert is_signed_by(read, payload, key)


@pytest.mark.parametrize("kind", ["ed25519", "p256", "p384"])
def test_own_signature_fits_and_no_other(kind: str) -> None:
    key, other = key_of(kind), key_of(kind)
    envelope, payload = read_envelope(signed(PAYLOAD, IN_TOTO, key), "p", "e", IN_TOTO)
    assert payload == PAYLOAD
    assert is_signed_by(envelope, payload, key.public_key())
    assert not is_signed_by(envelope, payload, other.public_key())
    assert not is_signed_by(envelope, payload + b" ", key.public_key())


def test_signature_is_for_one_type_of_payload() -> None:
    key = key_of()
    data = signed(PAYLOAD, "text/plain", key)
    with pytest.raises(MalformedError, match="of type 'text/plain'"):
        read_envelope(data, "p", "e", IN_TOTO)
    relabelled = data.replace(b"text/plain", IN_TOTO.encode())
    envelope, payload = read_envelope(relabelled, "p", "e", IN_TOTO)
    assert not is_signed_by(envelope, payload, key.public_key())


def test_edwards_signature_is_the_same_bytes_every_time() -> None:
    key = key_of("ed25519")
    assert signed(PAYLOAD, IN_TOTO, key) == signed(PAYLOAD, IN_TOTO, key)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b'{"payload": "!", "payloadType": "application/vnd.in-toto+json", "signatures": []}',
        b'{"payload": "", "payloadType": "application/vnd.in-toto+json", "signatures": []}',
        b'{"payload": "", "payloadType": "application/vnd.in-toto+json", "signatures": [{}]}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_what_is_no_envelope_is_an_input_error(data: bytes) -> None:
    with pytest.raises(MalformedError):
        read_envelope(data, "p", "e", IN_TOTO)


@given(st.binary(max_size=300))
def test_any_bytes_are_an_envelope_or_an_input_error(data: bytes) -> None:
    with pytest.raises(MalformedError):
        read_envelope(data, "p", "e", IN_TOTO)


# -- keys ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "words"),
    [("ed25519", "Ed25519"), ("p256", "ECDSA P-256 with SHA-256"),
     ("p384", "ECDSA P-384 with SHA-384")],
)  # fmt: skip
def test_keys_that_people_have_are_read(kind: str, words: str) -> None:
    key = key_of(kind)
    read = read_signing_key(private_pem(key), "k.pem", None)
    public = read_public_key(public_pem(key), "k.pub")
    assert key_id(read.public_key()) == key_id(public)
    assert algorithm_of(public) == words


def test_passphrase_is_asked_for_and_checked() -> None:
    data = private_pem(key_of(), b"secret")
    with pytest.raises(NeedsPassphraseError):
        read_signing_key(data, "k.pem", None)
    assert key_id(read_signing_key(data, "k.pem", b"secret").public_key())
    with pytest.raises(MalformedError, match="wrong passphrase"):
        read_signing_key(data, "k.pem", b"wrong")
    assert key_id(read_signing_key(private_pem(key_of()), "k.pem", b"needless").public_key())


@pytest.mark.parametrize("kind", ["rsa", "p521"])
def test_other_kinds_of_keys_are_refused_by_name(kind: str) -> None:
    key = key_of(kind)
    with pytest.raises(MalformedError, match="Ed25519, ECDSA P-256"):
        read_signing_key(private_pem(key), "k.pem", None)
    with pytest.raises(MalformedError, match="Ed25519, ECDSA P-256"):
        read_public_key(public_pem(key), "k.pem")


@pytest.mark.parametrize(
    "data", [b"", b"x", b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"]
)
def test_what_is_no_key_is_an_input_error(data: bytes) -> None:
    for read in (
        lambda: read_signing_key(data, "k", None),
        lambda: read_public_key(data, "k"),
        lambda: read_certificates(data, "k"),
        lambda: read_trusted(data, "k"),
        lambda: read_revocations(data, "k"),
    ):
        with pytest.raises(MalformedError):
            read()


def test_private_key_is_nothing_to_trust() -> None:
    with pytest.raises(MalformedError, match="a private key"):
        read_trusted(private_pem(key_of()), "k.pem")


# -- paths -----------------------------------------------------------------------------------------


def path(*chain: Entity, trusted: Sequence[Entity], on: date = DAY) -> tuple[x509.Certificate, ...]:
    return path_to([e.certificate for e in chain], [e.certificate for e in trusted], on)


@pytest.mark.parametrize("kind", ["p256", "p384", "ed25519", "rsa"])
def test_path_of_three_holds_whatever_the_authorities_keys(kind: str) -> None:
    top = root(kind=kind)
    middle = intermediate(top, kind=kind)
    end = signer(middle)
    assert len(path(end, middle, trusted=[top])) == 3
    assert len(path(end, top, middle, trusted=[top])) == 3  # in any order
    assert len(path(end, middle, trusted=[middle])) == 2
    assert len(path(end, trusted=[end])) == 1


def test_missing_link_is_named() -> None:
    top = root()
    with pytest.raises(ChainError, match="not issued, directly or through"):
        path(signer(intermediate(top)), trusted=[top])
    with pytest.raises(ChainError, match="not issued"):
        path(signer(top), trusted=[root()])  # another root of the same name
    with pytest.raises(ChainError, match="not issued"):
        path(signer(top), trusted=[])


def not_yet(top: Entity) -> Sequence[Entity]:
    return [signer(top, first=date(2026, 6, 2))]


def no_more(top: Entity) -> Sequence[Entity]:
    return [signer(top, last=date(2026, 5, 31))]


def middle_no_more(top: Entity) -> Sequence[Entity]:
    middle = intermediate(top, last=date(2026, 5, 31))
    return [signer(middle), middle]


def middle_is_no_authority(top: Entity) -> Sequence[Entity]:
    middle = intermediate(top, ca=False)
    return [signer(middle), middle]


def middle_does_not_say(top: Entity) -> Sequence[Entity]:
    middle = intermediate(top, ca=None)
    return [signer(middle), middle]


def middle_may_not_sign(top: Entity) -> Sequence[Entity]:
    middle = intermediate(top, may=("crl_sign",))
    return [signer(middle), middle]


def middle_has_no_usage(top: Entity) -> Sequence[Entity]:
    middle = intermediate(top, may=())
    return [signer(middle), middle]


def too_many_between(top: Entity) -> Sequence[Entity]:
    middle = intermediate(top, path_length=0)
    lower = Entity("Lower CA", middle, ca=True)
    return [signer(lower), lower, middle]


def authority_signs(top: Entity) -> Sequence[Entity]:
    return [signer(top, ca=True)]


def for_encryption_only(top: Entity) -> Sequence[Entity]:
    return [signer(top, may=("key_encipherment",))]


def of_a_web_server(top: Entity) -> Sequence[Entity]:
    return [signer(top, more=((x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),))]


def with_unknown_critical(top: Entity) -> Sequence[Entity]:
    odd = x509.UnrecognizedExtension(ObjectIdentifier("1.2.3.4"), b"\x05\x00")
    return [signer(top, more=((odd, True),))]


def with_name_constraints(top: Entity) -> Sequence[Entity]:
    limits = x509.NameConstraints([x509.DNSName("example.com")], None)
    middle = intermediate(top, more=((limits, True),))
    return [signer(middle), middle]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (not_yet, "not on 2026-06-01"),
        (no_more, "not on 2026-06-01"),
        (middle_no_more, "Issuing CA: valid from 2026-01-01 to 2026-05-31"),
        (middle_is_no_authority, "no authority"),
        (middle_does_not_say, "no authority"),
        (middle_may_not_sign, "may not sign certificates"),
        (middle_has_no_usage, "may not sign certificates"),
        (too_many_between, "1 authorities below it, at most 0"),
        (authority_signs, "of an authority, which signs no documents"),
        (for_encryption_only, "may not be used for signatures"),
        (of_a_web_server, "for another purpose"),
        (with_unknown_critical, r"not understood \(1\.2\.3\.4\)"),
        (with_name_constraints, "not understood"),
    ],
)
def test_path_that_does_not_hold_says_why(
    make: Callable[[Entity], Sequence[Entity]], message: str
) -> None:
    top = root()
    with pytest.raises(ChainError, match=message):
        path(*make(top), trusted=[top])


def test_both_sides_of_what_holds() -> None:
    top = root(path_length=1)
    middle = intermediate(top, path_length=0)
    assert path(signer(middle), middle, trusted=[top])
    assert path(signer(top, first=DAY, last=DAY), trusted=[top])
    odd = x509.UnrecognizedExtension(ObjectIdentifier("1.2.3.4"), b"\x05\x00")
    assert path(signer(top, more=((odd, False),)), trusted=[top])
    mail = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
    assert path(signer(top, more=((mail, True),)), trusted=[top])
    assert path(signer(top, may=()), trusted=[top])
    assert path(signer(top, may=("content_commitment",)), trusted=[top])


def test_authority_that_has_expired_is_trusted_no_more() -> None:
    top = root(last=date(2026, 5, 31))
    with pytest.raises(ChainError, match="Example Root: valid"):
        path(signer(top), trusted=[top])


def test_weak_signatures_are_refused() -> None:
    # SHA-1 cannot be made any more; SHA-224 is the weakest that the library still signs with.
    top = root()
    with pytest.raises(ChainError, match="sha224, which is too weak"):
        path(signer(top, digest=hashes.SHA224()), trusted=[top])


def test_several_roads_to_one_authority_are_tried() -> None:
    top = root()
    expired = intermediate(top, last=date(2026, 5, 31))
    renewed = Entity("Example Issuing CA", top, ca=True)
    end = signer(renewed)
    assert len(path(end, expired, renewed, trusted=[top])) == 3


def test_certificates_in_a_ring_end() -> None:
    ring = [Entity(f"Ring {n}", ca=True) for n in range(12)]
    with pytest.raises(ChainError):
        path(signer(ring[0]), *ring, trusted=[root()])


# -- revocation ------------------------------------------------------------------------------------


def revoked(path_: Sequence[x509.Certificate], *lists: x509.CertificateRevocationList) -> str:
    try:
        check_revocation(path_, lists, DAY)
    except ChainError as error:
        return str(error)
    return ""


def test_revoked_signer_and_revoked_authority_are_refused() -> None:
    top = root()
    middle = intermediate(top)
    end = signer(middle)
    road = path(end, middle, trusted=[top])
    assert revoked(road) == ""  # nothing was asked
    assert revoked(road, top.revoking(), middle.revoking()) == ""
    assert "A. Example" in revoked(road, top.revoking(), middle.revoking(end))
    assert "Issuing CA: revoked on 2026-04-01" in (
        revoked(road, top.revoking(middle), middle.revoking()).replace("CN=Example ", "")
    )


@pytest.mark.parametrize(
    ("lists", "message"),
    [
        (lambda top, end: [root().revoking(by=None)], "its signature is not the issuer's"),
        (lambda top, end: [top.revoking(until=date(2026, 5, 31))], "which is over"),
        (lambda top, end: [top.revoking(first=date(2026, 6, 2))], "after 2026-06-01"),
        (lambda top, end: [Entity("Other", ca=True).revoking()], "none was given"),
        (
            lambda top, end: [top.revoking(more=((x509.DeltaCRLIndicator(1), True),))],
            "only some certificates",
        ),
    ],
)
def test_list_that_does_not_count_is_no_list(
    lists: Callable[[Entity, Entity], list[Any]], message: str
) -> None:
    top = root()
    end = signer(top)
    assert message in revoked(path(end, trusted=[top]), *lists(top, end))


def test_authority_without_the_right_to_revoke_revokes_nothing() -> None:
    top = root(may=("key_cert_sign",))
    assert "may not sign revocation lists" in (
        revoked(path(signer(top), trusted=[top]), top.revoking())
    )


def test_lists_are_read_in_both_encodings() -> None:
    made = root().revoking()
    for encoding in (Encoding.PEM, Encoding.DER):
        assert read_revocations(made.public_bytes(encoding), "l.crl") == made


# -- who has signed --------------------------------------------------------------------------------


def who(
    end: Entity | Any,
    *trusted: Trusted,
    chain: Sequence[Entity] = (),
    lists: Sequence[x509.CertificateRevocationList] = (),
    on: date = DAY,
) -> Signer:
    key = end.key if isinstance(end, Entity) else end
    envelope, payload = read_envelope(signed(PAYLOAD, IN_TOTO, key), "p", "e", IN_TOTO)
    return signer_of(
        envelope, payload, [e.certificate for e in chain], trusted, lists,
        company=COMPANY, signed_on=on, today=on,
    )  # fmt: skip


def trust(entity: Entity, company: str = "") -> Trusted:
    return read_trusted(pem(entity.certificate), "ca.pem", company)


def trust_key(key: Any, company: str = "") -> Trusted:
    return read_trusted(public_pem(key), "k.pem", company)


def test_trusted_key_is_the_signer() -> None:
    key = key_of("ed25519")
    found = who(key, trust_key(key_of()), trust_key(key, COMPANY))
    assert (found.key_id, found.warnings) == (key_id(key.public_key()), ())
    assert "any company" in who(key, trust_key(key)).warnings[0]


def test_wrong_key_is_refused() -> None:
    with pytest.raises(SignatureError, match="none of the keys that are trusted"):
        who(key_of(), trust_key(key_of()))
    with pytest.raises(SignatureError, match="none of the keys"):
        who(key_of())


def test_key_of_one_company_signs_for_no_other() -> None:
    key = key_of()
    with pytest.raises(SignatureError, match="trusted for this company"):
        who(key, trust_key(key, "Somebody Else Ltd"))


def test_signer_of_a_trusted_authority() -> None:
    top = root()
    middle = intermediate(top)
    end = signer(middle)
    found = who(end, trust(top), chain=[end, middle])
    assert COMPANY in found.name
    assert "Example Root" in found.trusted_by
    assert not found.revocation_checked
    assert who(
        end, trust(top), chain=[end, middle], lists=[top.revoking(), middle.revoking()]
    ).revocation_checked


def test_certificate_without_the_signature_is_refused() -> None:
    top = root()
    with pytest.raises(SignatureError, match="is not that of"):
        who(key_of(), trust(top), chain=[signer(top)])


def test_signer_of_another_company_is_refused_unless_trusted_for_this_one() -> None:
    top = root()
    end = signer(top, organization="Somebody Else Ltd")
    with pytest.raises(SignatureError, match="signs in the name of Muster"):
        who(end, trust(top), chain=[end])
    assert who(end, trust(top, COMPANY), chain=[end]).warnings == ()


def test_signer_without_a_company_is_said() -> None:
    top = root()
    end = signer(top, organization="")
    assert "does not say of which company" in who(end, trust(top), chain=[end]).warnings[0]


def test_own_certificate_may_be_trusted_without_a_chain() -> None:
    end = Entity("Own", organization=COMPANY, ca=True, may=())  # as `openssl req -x509` makes it
    assert who(end, trust(end)).trusted_by == f"O={COMPANY},CN=Own (ca.pem)"


def test_day_of_the_signature_decides_on_the_certificates() -> None:
    top = root()
    end = signer(top, last=date(2026, 12, 31))
    assert who(end, trust(top), chain=[end], on=date(2026, 12, 31)).name
    with pytest.raises(SignatureError, match="not on 2027-01-01"):
        who(end, trust(top), chain=[end], on=date(2027, 1, 1))


def test_revoked_chain_is_refused() -> None:
    top = root()
    end = signer(top)
    with pytest.raises(SignatureError, match="revoked"):
        who(end, trust(top), chain=[end], lists=[top.revoking(end)])


def test_envelope_carries_what_was_read() -> None:
    envelope, _ = read_envelope(signed(PAYLOAD, IN_TOTO, key_of()), "p", "e", IN_TOTO)
    assert isinstance(envelope, Envelope)
