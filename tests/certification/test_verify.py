"""Who signed, what is covered, whether it is in force, and whether it holds here."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import jsonschema_rs
import msgspec
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from tests.certification.supplier import (
    COMPANY,
    EXPIRES,
    HEAD,
    OWNED,
    PART,
    SIGNING,
    STATEMENT,
    TCU,
    WITH_CHAIN,
    Keys,
    certified,
    members_of,
    nobody,
    other_public_key,
    put,
    signed_anew,
    things,
    verified,
    verify,
)
from tests.cli.vehicle import REGISTER, bom, run, undecided
from tests.signing.authority import Entity, pem, private_pem, root, signer

from vcs_check.certification.predicate import Predicate
from vcs_check.reports import schemas
from vcs_check.reports.verification import schema

KEY = ("--trust", "pub.pem")
ROOT = ("--trust", "root.pem")


def test_signed_by_a_trusted_key_and_holding_here_is_verified() -> None:
    Keys()
    certified(*SIGNING)
    made = verified(*KEY)
    assert made["conclusion"] == "verified"
    assert made["signature"]["state"] == "trusted"
    assert made["years"][0]["agreements"] == {
        "agrees": 3, "differs": 0, "open": 0, "undecided": 0, "conflict": 0,
    }  # fmt: skip
    assert verify(*KEY).exit_code == 0


def test_output_fits_the_published_schema() -> None:
    Keys()
    certified(*WITH_CHAIN)
    for arguments in ((), ROOT, (*ROOT, "--evidence", "strict")):
        jsonschema_rs.validate(json.loads(schemas()["verification"]), verified(*arguments))
    made = msgspec.json.format(msgspec.json.encode(schema()), indent=2) + b"\n"
    assert schemas()["verification"] == made


def test_nobody_trusted_is_no_verification() -> None:
    Keys()
    certified(*SIGNING)
    result = verify()
    assert result.exit_code == 3
    assert "not checked" in result.stdout
    certified()
    result = verify()
    assert result.exit_code == 3
    assert "it is not signed" in result.stdout


def test_unsigned_package_is_refused_where_a_signature_is_asked_for() -> None:
    Keys()
    certified()
    result = verify(*KEY)
    assert result.exit_code == 4
    assert "it is not signed" in result.stderr


def test_without_trust_the_certificate_is_no_evidence() -> None:
    Keys()
    certified(*SIGNING)
    made = verified()
    assert made["years"][0]["agreements"]["undecided"] == 1
    assert made["components"][0]["name"] == "radio-stack"


def test_wrong_key_is_refused() -> None:
    Keys()
    certified(*SIGNING)
    put(other_pem=other_public_key())
    result = verify("--trust", "other.pem")
    assert result.exit_code == 4
    assert "none of the keys that are trusted" in result.stderr


def test_key_may_be_trusted_for_one_company_alone() -> None:
    Keys()
    certified(*SIGNING)
    made = verified("--trust", f"{COMPANY}=pub.pem")
    assert made["signature"]["warnings"] == []
    result = verify("--trust", "Somebody Else Ltd=pub.pem")
    assert result.exit_code == 4


def test_folder_of_trusted_files() -> None:
    Keys()
    certified(*WITH_CHAIN)
    Path("trusted").mkdir()
    result = verify("--trust", "trusted")
    assert result.exit_code == 4
    assert "nobody is trusted" in result.stderr
    Path("root.pem").rename("trusted/root.pem")
    assert verify("--trust", "trusted").exit_code == 0


@pytest.mark.parametrize("kind", ["ed25519", "p256", "p384"])
def test_chain_up_to_a_trusted_authority(kind: str) -> None:
    Keys(kind)
    certified(*WITH_CHAIN)
    made = verified(*ROOT)
    assert made["conclusion"] == "verified"
    assert COMPANY in made["signature"]["signer"]
    assert made["signature"]["judged_on"] == "2026-11-01"


def test_foreign_authority_is_refused() -> None:
    Keys()
    certified(*WITH_CHAIN)
    put(root_pem=pem(root().certificate))  # of the same name, with another key
    result = verify(*ROOT)
    assert result.exit_code == 4
    assert "not issued" in result.stderr


def test_chain_is_judged_on_the_day_signed_or_on_another() -> None:
    keys = Keys()
    late = signer(keys.root, first=date(2026, 11, 2))
    keys.write(late)
    certified(*WITH_CHAIN)
    result = verify(*ROOT)
    assert result.exit_code == 4
    assert "not on 2026-11-01" in result.stderr
    assert verify(*ROOT, "--date", "2026-11-02").exit_code == 0


def test_certificate_of_a_signer_that_expired_later_still_counts() -> None:
    keys = Keys()
    short = signer(keys.root, last=date(2026, 11, 1))
    keys.write(short)
    certified(*WITH_CHAIN)
    assert verify(*ROOT).exit_code == 0
    assert verify(*ROOT, "--date", "2026-11-21").exit_code == 4


def test_revoked_chain_is_refused_wherever_it_is_revoked() -> None:
    keys = Keys()
    certified(*WITH_CHAIN)
    good = {
        "top": keys.root.revoking(until=date(2027, 5, 1)),
        "middle": keys.middle.revoking(until=date(2027, 5, 1)),
    }
    bad = {
        "top": keys.root.revoking(keys.middle, until=date(2027, 5, 1)),
        "middle": keys.middle.revoking(keys.signer, until=date(2027, 5, 1)),
    }

    def with_lists(**lists: object) -> tuple[str, ...]:
        for name, made in lists.items():
            Path(f"{name}.crl").write_bytes(made.public_bytes(Encoding.PEM))  # type: ignore[attr-defined]
        return ("--crl", "top.crl", "--crl", "middle.crl")

    result = verify(*ROOT, *with_lists(**good))
    assert result.exit_code == 0, result.stderr
    assert "revocation checked" in result.stdout
    for name in ("top", "middle"):
        result = verify(*ROOT, *with_lists(**{**good, name: bad[name]}))
        assert (result.exit_code, "revoked on" in result.stderr) == (4, True)
    with_lists(**good)
    result = verify(*ROOT, "--crl", "top.crl")
    assert (result.exit_code, "no revocation list of" in result.stderr) == (4, True)
    result = verify(*ROOT, "--crl", "top.crl", "--crl", "middle.crl", today="2027-05-02")
    assert (result.exit_code, "which is over" in result.stderr) == (4, True)


def test_signature_for_another_company_is_refused() -> None:
    keys = Keys()
    other = signer(keys.root, organization="Somebody Else Ltd")
    keys.write(other)
    certified(*WITH_CHAIN)
    result = verify(*ROOT)
    assert result.exit_code == 4
    assert "signs in the name of" in result.stderr


def test_signatures_by_other_tools_are_named_and_not_trusted() -> None:
    put(SHA256SUMS_asc="-----BEGIN PGP SIGNATURE-----\n")
    certified("--attach-signature", "SHA256SUMS.asc")
    result = verify()
    assert result.exit_code == 3
    assert "carried along, not verified: signatures/001-SHA256SUMS.asc (OpenPGP)" in result.stdout


# -- parts, years, days ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("--part", "Seat control unit"), "does not cover the part 'Seat control unit'"),
        (("--model-year", "2028"), "does not cover model year 2028"),
        (("--part", PART, "--model-year", "2026"), "does not cover model year 2026"),
    ],
)
def test_certificate_for_something_else_is_refused(asked: tuple[str, ...], message: str) -> None:
    Keys()
    certified(*SIGNING)
    result = verify(*KEY, *asked)
    assert (result.exit_code, message in result.stderr) == (4, True), result.stderr


@pytest.mark.parametrize(
    "asked",
    [("--part", "telematics  control UNIT"), ("--part", "tcu-4711", "--model-year", "2027")],
)
def test_certificate_for_what_is_asked_is_verified(asked: tuple[str, ...]) -> None:
    Keys()
    certified(*SIGNING)
    assert verify(*KEY, *asked).exit_code == 0


def test_parts_of_one_certificate_keep_apart() -> None:
    Keys()
    put(seat_json=bom(undecided("seat-heater")))
    parts = (
        TCU
        + 'boms = ["tcu.json"]\n'
        + ('\n[[part]]\nname = "Seat"\nmodel_years = [2028]\nboms = ["seat.json"]\n')
    )
    put(statement_toml=HEAD + parts + OWNED, tcu_json=things())
    assert run(
        "certify", "tcu.json", "seat.json", "--statement", "statement.toml",
        "--today", "2026-11-21", "--output", "p.zip", *SIGNING,
    ).exit_code == 0  # fmt: skip
    assert verify(*KEY, "--part", "Seat", "--model-year", "2027").exit_code == 4
    made = verified(*KEY, "--part", "Seat")
    assert [part["name"] for part in made["parts"]] == ["Seat"]
    assert sum(made["years"][0]["agreements"].values()) == 1


def test_expired_and_not_yet_signed_are_refused() -> None:
    Keys()
    certified(*SIGNING)
    assert verify(*KEY, today="2027-10-31").exit_code == 0
    result = verify(*KEY, today=EXPIRES)
    assert (result.exit_code, "expired on 2027-11-01" in result.stderr) == (4, True)
    result = verify(*KEY, today="2026-10-31")
    assert (result.exit_code, "signed on 2026-11-01, after" in result.stderr) == (4, True)


# -- does it hold here? ---------------------------------------------------------------------------


def test_register_that_shows_a_nexus_is_a_conflict() -> None:
    Keys()
    certified(*SIGNING)
    put(own_toml=REGISTER.replace('incorporated_in = "DE"', 'incorporated_in = "CN"'))
    result = verify(*KEY, "--register", "own.toml")
    assert result.exit_code == 1
    assert "CONFLICT  radio-stack [radio-stack]" in result.stdout
    made = verified(*KEY, "--register", "own.toml")
    assert made["conclusion"] == "conflict"
    assert made["components"][0]["here"] == "prohibited"
    assert made["components"][0]["certified"] == "permitted"


def test_register_with_another_owner_is_a_conflict() -> None:
    Keys()
    certified(*SIGNING)
    owner = '\n[[party.owner]]\nname = "Example State Fund"\ncountry = "CN"\nvoting_percent = 60\n'
    put(own_toml=REGISTER + owner)
    assert verify(*KEY, "--register", "own.toml").exit_code == 1


def test_register_that_contradicts_without_a_nexus_settles_nothing() -> None:
    Keys()
    certified(*SIGNING)
    put(own_toml=REGISTER.replace('headquarters = "DE"', 'headquarters = "FR"'))
    result = verify(*KEY, "--register", "own.toml")
    assert result.exit_code in (1, 3)
    assert "radio-stack" in result.stdout


def test_register_that_agrees_is_an_agreement_even_in_strict_evidence() -> None:
    Keys()
    certified(*SIGNING)
    assert verify(*KEY, "--evidence", "strict").exit_code == 3
    put(own_toml=REGISTER)
    assert verify(*KEY, "--evidence", "strict", "--register", "own.toml").exit_code == 0


def test_open_point_stays_open_until_it_is_known_here() -> None:
    Keys()
    left = STATEMENT + '\n[[open]]\ncomponent = "odd"\nreason = "Its maker has not answered."\n'
    certified(*SIGNING, statement=left, boms=bom(undecided(version="2.1"), nobody()))
    result = verify(*KEY)
    assert result.exit_code == 3
    assert "Its maker has not answered." in result.stdout
    put(own_toml=REGISTER.replace(COMPANY, "Nobody Knows Ltd"))
    assert verify(*KEY, "--register", "own.toml").exit_code == 0
    put(own_toml=REGISTER.replace(COMPANY, "Nobody Knows Ltd").replace('"DE"', '"CN"'))
    assert verify(*KEY, "--register", "own.toml").exit_code == 1


def test_decision_of_ones_own_counts() -> None:
    Keys()
    certified(*SIGNING)
    put(
        own_toml='[[decision]]\ncomponent = "radio-stack"\nsets = { manufacturer = "Example '
        'Huadong Software (Shenzhen) Co., Ltd." }\nreason = "r"\nby = "b"\non = 2026-05-01\n'
    )
    assert verify(*KEY, "--decisions", "own.toml").exit_code == 3


def test_other_edition_is_named() -> None:
    Keys()
    certified(*SIGNING)
    made = verified(*KEY, "--edition", "nprm-2024")
    assert (made["edition"], made["certified_edition"]) == ("nprm-2024", "final-2025")


def test_hostile_text_of_a_package_does_not_reach_the_terminal() -> None:
    Keys()
    evil = "Muster\\u001b[2J"
    certified(*SIGNING, statement=STATEMENT.replace('place = "Musterstadt"', f'place = "{evil}"')
              .replace('signed_by = "A. Example"', f'signed_by = "{evil}"'))  # fmt: skip
    assert "\x1b" not in verify(*KEY).stdout
    assert "\x1b" not in verify(*KEY, "-o", "json").stdout


def test_report_over_the_package_is_refused() -> None:
    certified()
    assert verify("-o", "json=p.zip").exit_code == 2


def test_key_made_by_openssl_is_as_good(folder: Path) -> None:
    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], check=True, capture_output=True)

    try:
        openssl("genpkey", "-algorithm", "ed25519", "-out", "key.pem")
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("no openssl that makes Ed25519 keys")
    openssl("pkey", "-in", "key.pem", "-pubout", "-out", "pub.pem")
    certified(*SIGNING)
    assert verify(*KEY).exit_code == 0
    openssl("req", "-x509", "-key", "key.pem", "-subj", f"/O={COMPANY}/CN=Signing",
            "-days", "3650", "-out", "chain.pem")  # fmt: skip
    certified(*WITH_CHAIN)
    today = date.today()  # noqa: DTZ011 - the day that openssl writes
    result = verify("--trust", "chain.pem", "--date", today.isoformat())
    assert result.exit_code == 0, result.stderr


def test_authority_signs_nothing_itself() -> None:
    keys = Keys()
    keys.write(keys.middle)
    certified(*WITH_CHAIN)
    assert "signs no documents" in verify(*ROOT).stderr


def test_private_key_cannot_be_trusted() -> None:
    put(key_pem=private_pem(Entity("x").key))
    certified(*SIGNING)
    assert verify("--trust", "key.pem").exit_code == 4


# -- suppliers who lie, with their own key ---------------------------------------------------------


def lying(change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A package of which the signer has changed a member."""
    Keys()
    members = members_of(certified(*SIGNING))
    change(members)
    return signed_anew(members)


def with_verdict(word: str) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        made = json.loads(members["assessment/2027/report.json"])
        made["components"][0]["verdict"] = word
        members["assessment/2027/report.json"] = json.dumps(made).encode()

    return change


def shorter(members: dict[str, bytes]) -> None:
    made = json.loads(members["assessment/2027/report.json"])
    del made["components"][0]
    members["assessment/2027/report.json"] = json.dumps(made).encode()


def broken(members: dict[str, bytes]) -> None:
    members["assessment/2027/report.json"] = b"{"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (with_verdict("prohibited"), "its own report for 2027 calls prohibited"),
        (with_verdict("indeterminate"), "its own report for 2027 calls indeterminate"),
        (with_verdict("splendid"), "no report that can be read"),
        (shorter, "says nothing of"),
        (broken, "no report that can be read"),
    ],
)
def test_report_that_contradicts_its_certificate_is_refused(
    change: Callable[[dict[str, bytes]], None], message: str
) -> None:
    put(p_zip=lying(change))
    result = verify(*KEY)
    assert (result.exit_code, message in result.stderr) == (4, True), result.output


def test_verdict_that_is_prettier_there_than_here_shows() -> None:
    put(p_zip=lying(with_verdict("out-of-scope")))
    made = verified(*KEY)
    assert made["components"][0]["agreement"] == "differs"


def test_model_year_that_was_never_assessed_is_refused() -> None:
    Keys()
    members = members_of(certified(*SIGNING, statement=HEAD + TCU.replace("[2027]", "[2027, 2028]")
                                   + OWNED))  # fmt: skip

    def one_year(predicate: Predicate) -> Predicate:
        years = predicate.assessment.years[:1]
        said = msgspec.structs.replace(predicate.assessment, years=years)
        return msgspec.structs.replace(predicate, assessment=said)

    put(p_zip=signed_anew(members, one_year))
    result = verify(*KEY)
    assert (result.exit_code, "not every model year is assessed" in result.stderr) == (4, True)


def test_one_year_of_several_is_evaluated_alone() -> None:
    Keys()
    certified(*SIGNING, statement=HEAD + TCU.replace("[2027]", "[2027, 2028]") + OWNED)
    assert [year["model_year"] for year in verified(*KEY)["years"]] == [2027, 2028]
    made = verified(*KEY, "--model-year", "2028")
    assert [year["model_year"] for year in made["years"]] == [2028]


def test_company_of_another_legal_form_is_another_company() -> None:
    keys = Keys()
    other = signer(keys.root, organization=COMPANY.replace("GmbH", "AG"))
    keys.write(other)
    certified(*WITH_CHAIN)
    assert verify(*ROOT).exit_code == 4
    assert verify("--trust", f"{COMPANY.replace('GmbH', 'AG')}=pub.pem").exit_code == 4
