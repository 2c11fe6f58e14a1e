"""A package of which anything was changed is refused, whoever changed it and however well."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from tests.certification.supplier import (
    HEAD,
    OWNED,
    STATEMENT,
    TCU,
    TODAY,
    WITH_CHAIN,
    Keys,
    attested_anew,
    certified,
    members_of,
    put,
    resealed,
    verify,
)
from tests.cli.vehicle import bom, run, undecided

import vcs_check
from vcs_check.certification import members as m
from vcs_check.certification.opening import open_certificate
from vcs_check.certification.predicate import Predicate
from vcs_check.certification.statement import SUBJECTS
from vcs_check.errors import InputError
from vcs_check.sealing import pack, sealed, sha256_of

Members = dict[str, bytes]
TRUST = ("--trust", "root.pem")


@pytest.fixture(name="package")
def signed_package() -> bytes:
    Keys()
    return certified(*WITH_CHAIN)


def refused(package: bytes) -> str:
    """What ``verify`` says of a package that it refuses, with its signer trusted."""
    put(p_zip=package)
    result = verify(*TRUST)
    assert result.exit_code == 4, result.output
    assert result.stdout == ""
    return result.stderr


def test_package_that_nobody_changed_is_verified(package: bytes) -> None:
    put(p_zip=package)
    result = verify(*TRUST)
    assert result.exit_code == 0, result.output


def test_every_flipped_byte_is_found(package: bytes) -> None:
    # Every byte of every header and of the directory; of long members every seventh within.
    silent = []
    within = [
        range(start + 8, start + len(data) - 8)
        for data in members_of(package).values()
        if len(data) > 1000
        for start in (package.index(data),)
    ]
    for at in range(len(package)):
        if at % 7 and any(at in span for span in within):
            continue
        changed = bytearray(package)
        changed[at] ^= 1 << at % 8
        try:
            open_certificate(bytes(changed), "p.zip")
        except InputError:
            continue
        silent.append(at)
    assert silent == []


@pytest.mark.parametrize("keep", [0, 1, 30, 0.5, -1, -22, -23])
def test_truncated_package_is_refused(package: bytes, keep: float) -> None:
    end = int(len(package) * keep) if 0 < keep < 1 else int(keep)
    assert "p.zip" in refused(package[:end])


def test_package_with_bytes_around_it_is_refused(package: bytes) -> None:
    assert "follow the end" in refused(package + b"\n")
    assert "does not begin" in refused(b"\n" + package)


def test_bomb_is_refused_before_it_is_unpacked(package: bytes) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members_of(package).items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_STORED)
        archive.writestr("evidence/001-bomb", bytes(20_000_000))
    assert "p.zip" in refused(buffer.getvalue())


# -- members changed, by somebody who makes the digests fit but has no key ------------------------


def change_bom(members: Members) -> None:
    members["boms/001-tcu.json"] = members["boms/001-tcu.json"].replace(b"2.1", b"2.2")


def change_statement(members: Members) -> None:
    members[m.STATEMENT] = members[m.STATEMENT].replace(b"[2027]", b"[2027, 2028]")


def change_page(members: Members) -> None:
    members[m.CERTIFICATE] = members[m.CERTIFICATE].replace(b"2027", b"2037")


def change_verifier(members: Members) -> None:
    members["verify.py"] = b"print('INTACT')\n"


def add_evidence(members: Members) -> None:
    members["evidence/001-extra.pdf"] = b"%PDF"


def add_anything(members: Members) -> None:
    members["readme.txt"] = b"x"


def add_report(members: Members) -> None:
    members["assessment/2028/report.json"] = members["assessment/2027/report.json"]


def remove_page(members: Members) -> None:
    del members[m.CERTIFICATE]


def remove_report(members: Members) -> None:
    del members["assessment/2027/report.html"]


def rename_bom(members: Members) -> None:
    members["boms/002-tcu.json"] = members.pop("boms/001-tcu.json")


def swap_reports(members: Members) -> None:
    one, other = "assessment/2027/report.html", "assessment/2027/report.json"
    members[one], members[other] = members[other], members[one]


def strip_signature(members: Members) -> None:
    del members[m.ENVELOPE]


def change_chain(members: Members) -> None:
    members[m.CHAIN] = members[m.CHAIN] + members[m.CHAIN]


def change_report(members: Members) -> None:
    report = json.loads(members["assessment/2027/report.json"])
    report["components"][0]["verdict"] = "out-of-scope"
    members["assessment/2027/report.json"] = json.dumps(report).encode()


CHANGES = [
    change_bom, change_statement, change_page, change_verifier, add_evidence, add_anything,
    add_report, remove_page, remove_report, rename_bom, swap_reports, strip_signature,
    change_chain, change_report,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_member_changed_under_a_fitting_manifest_is_found(
    package: bytes, change: Callable[[Members], None]
) -> None:
    members = members_of(package)
    change(members)
    assert refused(resealed(members))


@pytest.mark.parametrize("change", CHANGES)
def test_member_changed_under_a_fitting_attestation_is_found(
    package: bytes, change: Callable[[Members], None]
) -> None:
    members = members_of(package)
    change(members)
    message = refused(attested_anew(members))
    assert any(
        words in message
        for words in ("what is signed is not", "signature", "not the", "no certificate has",
                      "does not say", "named and not there", "no certificate.html")
    ), message  # fmt: skip


@pytest.mark.parametrize("name", [m.ATTESTATION, m.ENVELOPE, m.SUMS, m.STATEMENT, "verify.py"])
def test_member_that_every_certificate_has_is_missed(package: bytes, name: str) -> None:
    members = members_of(package)
    del members[name]
    assert refused(resealed(members))


def test_attestation_of_another_package_does_not_fit(package: bytes) -> None:
    other = members_of(certified(*WITH_CHAIN, statement=HEAD + TCU + OWNED))
    members = members_of(package)
    for name in (m.ATTESTATION, m.ENVELOPE):
        members[name] = other[name]
    assert "does not say" in refused(resealed(members))


def test_signature_over_something_else_does_not_fit(package: bytes) -> None:
    members = members_of(package)
    envelope = json.loads(members[m.ENVELOPE])
    envelope["payload"] = base64.b64encode(b"{}").decode()
    members[m.ENVELOPE] = json.dumps(envelope).encode()
    assert "what is signed is not the attestation" in refused(resealed(members))


def test_envelope_written_otherwise_counts_by_its_signature(package: bytes) -> None:
    # The envelope is the one member that nothing but its signature vouches for.
    members = members_of(package)
    envelope = json.loads(members[m.ENVELOPE])
    envelope["signatures"][0]["sig"] = base64.b64encode(b"x" * 64).decode()
    members[m.ENVELOPE] = json.dumps(envelope).encode()
    assert "the signature is not that of" in refused(resealed(members))


# -- attestations that say what does not follow ---------------------------------------------------


def another_year(predicate: Predicate) -> Predicate:
    part = msgspec.structs.replace(predicate.parts[0], model_years=(2027, 2030))
    return msgspec.structs.replace(predicate, parts=(part,))


def another_expiry(predicate: Predicate) -> Predicate:
    return msgspec.structs.replace(predicate, expires="2036-01-01")


def another_company(predicate: Predicate) -> Predicate:
    who = msgspec.structs.replace(predicate.signatory, company="Somebody Else Ltd")
    return msgspec.structs.replace(predicate, signatory=who)


def nothing_open(predicate: Predicate) -> Predicate:
    return msgspec.structs.replace(predicate, items=())


def another_bom(predicate: Predicate) -> Predicate:
    one = msgspec.structs.replace(predicate.boms[0], sha256="0" * 64)
    return msgspec.structs.replace(predicate, boms=(one,))


def another_version(predicate: Predicate) -> Predicate:
    tool = msgspec.structs.replace(predicate.tool, version="0.0.1")
    return msgspec.structs.replace(predicate, tool=tool)


@pytest.mark.parametrize(
    "change",
    [another_year, another_expiry, another_company, nothing_open, another_bom, another_version],
)
def test_attestation_that_does_not_follow_from_its_package_is_refused(
    change: Callable[[Predicate], Predicate],
) -> None:
    members = members_of(certified())
    put(p_zip=attested_anew(members, change))
    result = verify()
    assert result.exit_code == 4, result.output


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[" * 100_000, b"\xff", b'{"_type": 1}', b'{"_type":"x","subject":[]}'],
)  # fmt: skip
def test_attestation_that_is_none_is_an_input_error(data: bytes) -> None:
    members = members_of(certified())
    members[m.ATTESTATION] = data
    put(p_zip=resealed(members))
    assert verify().exit_code == 4


@pytest.mark.parametrize(
    ("name", "data"), [(m.STATEMENT, b"[certificate"), ("boms/001-tcu.json", b"{")]
)
def test_broken_statement_and_broken_bom_are_named_within_the_package(
    name: str, data: bytes
) -> None:
    members = members_of(certified())
    members[name] = data

    def refit(predicate: Predicate) -> Predicate:
        boms = tuple(
            msgspec.structs.replace(one, sha256=sha256_of(members[one.member]))
            for one in predicate.boms
        )
        return msgspec.structs.replace(predicate, boms=boms)

    put(p_zip=attested_anew(members, refit))
    result = verify()
    assert result.exit_code == 4
    assert f"p.zip!/{name}" in result.stderr


def test_archive_of_another_kind_is_no_certificate() -> None:
    put(p_zip=pack(sealed({"a": b"x"}, "archive", "1.0")))
    result = verify()
    assert result.exit_code == 4
    assert "of kind 'archive'" in result.stderr


def test_evidence_leads_nowhere_outside(folder: Path) -> None:
    (folder / "secret").write_text("x")
    inner = folder / "inner"
    inner.mkdir()
    (inner / "link.pdf").symlink_to(folder / "secret")
    for path in ("../secret", "link.pdf", "/etc/hostname", "C:/x", "a\\\\b"):
        (inner / "statement.toml").write_text(
            STATEMENT + f'\n[[evidence]]\npath = "{path}"\n', "utf-8"
        )
        (inner / "tcu.json").write_text(bom(undecided(version="2.1")))
        result = run(
            "certify", "inner/tcu.json", "--statement", "inner/statement.toml",
            "--today", TODAY, "--output", "p.zip",
        )  # fmt: skip
        assert result.exit_code == 4, (path, result.output)
        assert "statement's folder" in result.stderr


def test_package_is_opened_by_a_later_version_with_other_words(
    package: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vcs_check, "__version__", "99.0")
    monkeypatch.setitem(SUBJECTS, "origin", "Said better since.")
    put(p_zip=package)
    assert verify(*TRUST).exit_code == 0
