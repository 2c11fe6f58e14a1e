"""Certificates as evidence of ``check``: they fill facts, and override nothing."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from tests.certification.supplier import (
    COMPANY,
    EXPIRES,
    HEAD,
    OWNED,
    PART,
    SIGNED,
    SIGNING,
    STATEMENT,
    TCU,
    TODAY,
    WITH_CHAIN,
    Keys,
    certified,
    members_of,
    other_public_key,
    put,
    resealed,
    things,
)
from tests.cli.vehicle import PRC_MAKER, REGISTER, bom, program, prohibited, run, thing, undecided

CERTIFIED = ("--certificate", "p.zip", "--trust", "pub.pem")


def check(
    *arguments: str, path: str = "tcu.json", year: str = "2027", today: str = TODAY
) -> Result:
    part = () if path.endswith(".toml") else ("--part", PART, "--model-year", year)
    return run("check", path, "--today", today, *part, *arguments, "-o", "json")


def report(*arguments: str, **more: str) -> dict[str, Any]:
    result = check(*arguments, **more)
    assert result.stdout, result.stderr
    read: dict[str, Any] = json.loads(result.stdout)
    return read


def verdict(read: dict[str, Any], name: str = "radio-stack") -> str:
    return str(next(c["verdict"] for c in read["components"] if c["name"] == name))


@pytest.fixture(autouse=True)
def _signed(folder: Path) -> None:
    Keys()
    certified(*SIGNING)


def test_certificate_fills_what_is_missing_with_its_source() -> None:
    assert verdict(report()) == "indeterminate"
    read = report(*CERTIFIED)
    assert verdict(read) == "permitted"
    assert read["verdict"] == "pass"
    one = next(c for c in read["components"] if c["name"] == "radio-stack")
    trace = " ".join(line["because"] for line in one["trace"])
    assert "certificate p.zip" in trace
    assert f"by A. Example, Head of Compliance on {SIGNED}, signed: sha256:" in trace
    answers = read["answers"][0]
    assert (answers["supplier"], answers["expires"]) == (COMPANY, EXPIRES)
    assert answers["signer"].startswith("sha256:")
    assert any("stated itself" in text for text in one["assumptions"])


def test_text_report_names_the_signer() -> None:
    result = run("check", "tcu.json", "--model-year", "2027", "--today", TODAY, *CERTIFIED, "-v")
    assert f"Certificate of {COMPANY}" in " ".join(result.stdout.split())


def test_in_strict_evidence_its_own_word_on_owners_is_no_review() -> None:
    assert verdict(report(*CERTIFIED, "--evidence", "strict")) == "indeterminate"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--certificate", "p.zip"), "needs --trust"),
        (("--certificate", "nowhere.zip", "--trust", "pub.pem"), "no such file"),
        (("--certificate", "p.zip", "--trust", "other.pem"), "the signature does not count"),
        (("--certificate", "p.zip", "--trust", "Somebody Else Ltd=pub.pem"), "for this company"),
        (("--certificate", "tcu.json", "--trust", "pub.pem"), "does not begin as a zip"),
    ],
)
def test_certificate_that_cannot_be_verified_is_an_input_error(
    arguments: tuple[str, ...], message: str
) -> None:
    put(other_pem=other_public_key())
    result = check(*arguments)
    assert result.exit_code in (2, 4)
    assert message in result.stderr
    assert result.stdout == ""


def test_tampered_certificate_is_an_input_error() -> None:
    members = members_of(Path("p.zip").read_bytes())
    members["statement.toml"] = members["statement.toml"].replace(b"[2027]", b"[2030]")
    put(p_zip=resealed(members))
    assert check(*CERTIFIED).exit_code == 4


def test_unsigned_certificate_is_an_input_error() -> None:
    certified()
    result = check(*CERTIFIED)
    assert (result.exit_code, "it is not signed" in result.stderr) == (4, True)


@pytest.mark.parametrize(
    ("more", "note"),
    [
        ({"year": "2028"}, "does not cover 2028"),
        ({"today": EXPIRES}, "expired on 2027-11-01"),
        ({"today": "2026-10-31"}, "signed on 2026-11-01"),
    ],
)
def test_certificate_for_another_year_or_day_is_not_used_and_says_so(
    more: dict[str, str], note: str
) -> None:
    read = report(*CERTIFIED, **more)
    assert verdict(read) == "indeterminate"
    assert any("certificate is not used" in text and note in text for text in read["notes"])


def test_certificate_without_a_model_year_asked_for_is_not_used() -> None:
    read = json.loads(run("check", "tcu.json", "--today", TODAY, *CERTIFIED, "-o", "json").stdout)
    assert verdict(read) == "indeterminate"
    assert any("no stated model year" in text for text in read["notes"])


def test_certificate_for_another_part_is_not_used_and_says_so() -> None:
    put(seat_json=bom(undecided(), thing("seat-heater")))
    read = report(*CERTIFIED, path="seat.json")
    assert verdict(read) == "indeterminate"
    assert any("covers none of the BOMs given" in text for text in read["notes"])


def test_certificate_covers_a_bom_to_the_byte() -> None:
    put(tcu_json=things() + "\n")
    assert verdict(report(*CERTIFIED)) == "indeterminate"


def test_statements_on_things_stay_with_the_bom_that_is_covered() -> None:
    # The same thing in a BOM beside the covered one: the company's own facts count for it,
    # what is stated of the thing does not.
    said = (
        STATEMENT + '\n[[item]]\ncomponent = "boot"\nfirmware = true\nprocessor = "subordinate"\n'
    )
    boot = thing("boot", maker=PRC_MAKER, country="CN", class_="vcs-software")
    statement = said.replace('certifies = ["origin"', 'certifies = ["dates", "origin"')
    certified(*SIGNING, statement=statement, boms=bom(undecided(), boot))
    put(other_json=bom(boot, thing("bolt", kind="device", class_="other")))
    put(program_toml=program("tcu.json", "other.json"))
    read = report(*CERTIFIED, path="program.toml")
    found = [c["verdict"] for c in read["components"] if c["name"] == "boot"]
    assert found == ["out-of-scope", "prohibited"]


def test_certificate_does_not_undo_what_a_register_shows() -> None:
    put(own_toml=REGISTER.replace('incorporated_in = "DE"', 'incorporated_in = "CN"'))
    read = report(*CERTIFIED, "--register", "own.toml")
    assert verdict(read) == "prohibited"
    assert read["answers"][0]["conflicts"]


def test_certificate_does_not_undo_what_the_bom_shows() -> None:
    put(own_json="")
    nexus = prohibited("radio-stack")
    certified_bom = bom(undecided())
    certified(*SIGNING, boms=certified_bom)
    put(tcu_json=bom(nexus))
    assert verdict(report(*CERTIFIED)) == "prohibited"


def test_certificate_does_not_override_a_decision() -> None:
    put(
        own_toml='[[decision]]\ncomponent = "radio-stack"\nsets = { manufacturer = "'
        f'{PRC_MAKER}" }}\nreason = "Reviewed."\nby = "desk"\non = 2026-05-01\n'
        f'[[decision]]\ncomponent = "boot-rom"\nsets = {{ class = "other" }}\nreason = "r"\n'
        'by = "desk"\non = 2026-05-01\n'
    )
    read = report(*CERTIFIED, "--decisions", "own.toml")
    assert verdict(read) in ("prohibited", "indeterminate")


def test_contradiction_with_the_bom_stays_undecided_and_shows() -> None:
    statement = HEAD + TCU + OWNED + '\n[[item]]\ncomponent = "boot-rom"\nfirmware = false\n'
    left = '\n[[open]]\ncomponent = "boot-rom"\nreason = "x"\n'
    put(statement_toml=statement + left, tcu_json=things())
    result = run("certify", "tcu.json", "--statement", "statement.toml", "--today", TODAY,
                 "--output", "p.zip", *SIGNING)  # fmt: skip
    assert result.exit_code == 1
    assert "contradicted" in result.stdout


def test_program_file_names_certificates_and_whom_it_trusts() -> None:
    Path("certs").mkdir()
    Path("p.zip").rename("certs/p.zip")
    extra = f'certificates = ["certs/p.zip"]\ntrust = ["{COMPANY}=pub.pem"]'
    put(program_toml=program("tcu.json", extra=extra))
    read = report(path="program.toml")
    assert verdict(read) == "permitted"
    put(program_toml=program("tcu.json", extra='certificates = ["certs/p.zip"]'))
    assert check(path="program.toml").exit_code == 2


def test_settings_file_names_certificates() -> None:
    Path("vcs-check.toml").write_text('certificate = ["p.zip"]\ntrust = ["pub.pem"]\n')
    assert verdict(report()) == "permitted"


def test_chain_and_revocation_count_for_evidence_as_well() -> None:
    from cryptography.hazmat.primitives.serialization import Encoding

    keys = Keys()
    certified(*WITH_CHAIN)
    trusted = ("--certificate", "p.zip", "--trust", "root.pem")
    assert verdict(report(*trusted)) == "permitted"
    for name, made in (("a", keys.root.revoking()), ("b", keys.middle.revoking(keys.signer))):
        Path(f"{name}.crl").write_bytes(made.public_bytes(Encoding.PEM))
    result = check(*trusted, "--crl", "a.crl", "--crl", "b.crl")
    assert (result.exit_code, "revoked on" in result.stderr) == (4, True)


def test_compressed_bom_is_covered_as_the_file_that_it_is() -> None:
    packed = gzip.compress(things().encode(), mtime=0)
    put(statement_toml=STATEMENT, **{"tcu.json_gz": packed})
    result = run("certify", "tcu.json.gz", "--statement", "statement.toml", "--today", TODAY,
                 "--output", "p.zip", *SIGNING)  # fmt: skip
    assert result.exit_code == 0, result.output
    assert verdict(report(*CERTIFIED, path="tcu.json.gz")) == "permitted"
    assert run("verify", "p.zip", "--today", TODAY, "--trust", "pub.pem").exit_code == 0


def test_program_and_spreadsheet_with_its_own_columns_are_certified() -> None:
    head = program("parts.csv", extra='register = ["own.toml"]')
    put(
        own_toml=REGISTER,
        parts_csv=f"Teil,Wer,Was\nradio-stack,{COMPANY},vcs-software\n",
        program_toml=head
        + 'columns = { name = "Teil", manufacturer = "Wer", "vcs:class" = "Was" }\n',
        statement_toml=HEAD + TCU + OWNED,
    )
    result = run("certify", "program.toml", "--statement", "statement.toml", "--today", TODAY,
                 "--output", "p.zip", *SIGNING)  # fmt: skip
    assert result.exit_code == 0, result.output
    shown = run("verify", "p.zip", "--today", TODAY, "--trust", "pub.pem")
    assert shown.exit_code == 0, shown.output
    assert "its columns are read as the supplier names them" in shown.stdout
    assert "registers/001-own.toml" in members_of(Path("p.zip").read_bytes())


def test_certificates_of_others_count_for_one_who_certifies() -> None:
    # The first certificate covers its own BOM in 2027, the second part is made of both.
    bolt = thing("bolt", kind="device", class_="other")
    head = HEAD.replace(COMPANY, "Example Unit Ltd").replace('"ownership", ', "")
    put(
        unit_json=bom(bolt),
        unit_toml=head + TCU + OWNED,
    )
    arguments = (
        "certify", "unit.json", "tcu.json", "--statement", "unit.toml", "--today", TODAY,
        "--output", "unit.zip",
    )  # fmt: skip
    assert run(*arguments).exit_code == 3
    result = run(*arguments, *CERTIFIED)
    assert result.exit_code == 0, result.output
    assert "certificates/001-p.zip" in members_of(Path("unit.zip").read_bytes())
    put(unit_toml=Path("unit.toml").read_text().replace("[2027]", "[2027, 2028]"))
    result = run(*arguments, *CERTIFIED)
    assert result.exit_code == 3
    assert "undecided (2028)" in result.stdout
