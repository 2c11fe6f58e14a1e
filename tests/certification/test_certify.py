"""What a package holds, and what is not certified."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import cyclonedx.schema
import jsonschema_rs
import msgspec
import pytest
from tests.certification.supplier import (
    COMPANY,
    HEAD,
    ITEM,
    OWNED,
    PART,
    SIGNING,
    STATEMENT,
    TCU,
    WITH_CHAIN,
    Keys,
    certified,
    certify,
    members_of,
    nobody,
    put,
    things,
)
from tests.cli.vehicle import PRC_MAKER, bom, prohibited, run, spdx, thing, undecided
from tests.signing.authority import key_of, private_pem

from vcs_check.certification.predicate import Attestation
from vcs_check.reports import schemas
from vcs_check.reports._json_encoding import schema_of


def test_package_holds_what_was_given_and_what_came_of_it() -> None:
    put(register_toml="", report_pdf="%PDF")
    package = certified(
        "--register", "register.toml",
        statement=STATEMENT + '\n[[evidence]]\npath = "report.pdf"\ntitle = "Annual report"\n',
    )  # fmt: skip
    members = members_of(package)
    assert list(members) == [
        "SHA256SUMS", "annotated/001-tcu.json", "assessment/2027/report.html",
        "assessment/2027/report.json", "attestation.json", "boms/001-tcu.json",
        "certificate.html", "evidence/001-report.pdf", "manifest.json",
        "registers/001-register.toml", "statement.toml", "verify.py",
    ]  # fmt: skip
    assert members["boms/001-tcu.json"] == Path("tcu.json").read_bytes()
    assert members["statement.toml"] == STATEMENT.encode() + (
        b'\n[[evidence]]\npath = "report.pdf"\ntitle = "Annual report"\n'
    )
    assert members["evidence/001-report.pdf"] == b"%PDF"


def test_attestation_is_an_in_toto_statement_over_every_member() -> None:
    members = members_of(certified())
    made = json.loads(members["attestation.json"])
    assert made["_type"] == "https://in-toto.io/Statement/v1"
    assert made["predicateType"] == "urn:vcs-check:certificate:1"
    named = {subject["name"]: subject["digest"]["sha256"] for subject in made["subject"]}
    assert named == {
        name: hashlib.sha256(data).hexdigest()
        for name, data in members.items()
        if name not in ("attestation.json", "manifest.json")
    }
    predicate = made["predicate"]
    assert predicate["signatory"]["company"] == COMPANY
    assert predicate["parts"][0]["model_years"] == [2027]
    assert predicate["items"][0]["components"][0]["id"] == "radio-stack"
    jsonschema_rs.validate(json.loads(schemas()["certificate"]), made)


def test_published_schema_is_made_of_the_shape() -> None:
    made = msgspec.json.encode(schema_of(Attestation, "certificate", 1))
    assert schemas()["certificate"] == msgspec.json.format(made, indent=2) + b"\n"
    assert run("rules", "--schema", "certificate").stdout_bytes == schemas()["certificate"]


def test_same_inputs_and_day_give_the_same_bytes() -> None:
    Keys()
    assert certified() == certified()
    assert certified(*SIGNING) == certified(*SIGNING)


def test_envelope_is_dsse_over_the_attestation() -> None:
    Keys()
    members = members_of(certified(*WITH_CHAIN))
    envelope = json.loads(members["attestation.dsse.json"])
    assert envelope["payloadType"] == "application/vnd.in-toto+json"
    assert base64.b64decode(envelope["payload"]) == members["attestation.json"]
    assert members["chain.pem"] == Path("chain.pem").read_bytes()


def test_digests_are_checked_by_the_usual_tool() -> None:
    for name, data in members_of(certified()).items():
        path = Path("unpacked") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd="unpacked", check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    checked = subprocess.run(
        [sys.executable, "-I", "-S", "unpacked/verify.py"], check=False, capture_output=True
    )
    assert checked.returncode == 0, checked.stdout


def test_signature_by_another_tool_is_carried_and_named() -> None:
    put(SHA256SUMS_asc="-----BEGIN PGP SIGNATURE-----\n")
    members = members_of(certified("--attach-signature", "SHA256SUMS.asc"))
    attached = json.loads(members["attestation.json"])["predicate"]["attached"]
    assert attached == [{"member": "signatures/001-SHA256SUMS.asc", "title": "OpenPGP"}]
    # What it signs does not depend on it.
    assert members["SHA256SUMS"].count(b"signatures/") == 0


def test_each_model_year_is_assessed_for_itself() -> None:
    years = TCU.replace("[2027]", "[2026, 2028]")
    made = json.loads(members_of(certified(statement=HEAD + years + OWNED))["attestation.json"])[
        "predicate"
    ]["assessment"]
    assert [year["model_year"] for year in made["years"]] == [2026, 2028]
    assert [year["report"] for year in made["years"]] == [
        "assessment/2026/report.json", "assessment/2028/report.json",
    ]  # fmt: skip


def test_units_without_a_model_year_have_their_day() -> None:
    part = TCU.replace("model_years = [2027]", 'model_years = "none"\ndate = 2028-05-01')
    made = json.loads(members_of(certified(statement=HEAD + part + OWNED))["attestation.json"])
    assert made["predicate"]["parts"][0]["no_model_year"]
    assert made["predicate"]["parts"][0]["date"] == "2028-05-01"


def test_several_parts_have_their_own_boms() -> None:
    put(seat_json=bom(undecided("seat-heater")))
    parts = (
        TCU
        + 'boms = ["tcu.json"]\n'
        + ('\n[[part]]\nname = "Seat"\nmodel_years = [2028]\nboms = ["seat.json"]\n')
    )
    put(statement_toml=HEAD + parts + OWNED + ITEM, tcu_json=things())
    result = run(
        "certify", "tcu.json", "seat.json", "--statement", "statement.toml",
        "--today", "2026-11-21", "--output", "p.zip",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    made = json.loads(members_of(Path("p.zip").read_bytes())["attestation.json"])["predicate"]
    assert [part["boms"] for part in made["parts"]] == [
        ["boms/001-tcu.json"], ["boms/002-seat.json"],
    ]  # fmt: skip


def test_paths_of_this_machine_stay_here() -> None:
    put(statement_toml=STATEMENT, tcu_json=things())
    where = str(Path.cwd())
    result = run(
        "certify", f"{where}/tcu.json", "--statement", f"{where}/statement.toml",
        "--today", "2026-11-21", "--output", f"{where}/p.zip",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert where.encode() not in Path("p.zip").read_bytes()


@pytest.mark.parametrize("passed", ["file", "variable"])
def test_key_with_a_passphrase(passed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    put(key_pem=private_pem(key_of(), b"open sesame"), phrase_txt="open sesame\n")
    if passed == "variable":
        monkeypatch.setenv("VCS_CHECK_KEY_PASSPHRASE", "open sesame")
        assert certified(*SIGNING)
    else:
        assert certified(*SIGNING, "--passphrase-file", "phrase.txt")
    put(phrase_txt="wrong")
    assert certify(*SIGNING, "--passphrase-file", "phrase.txt").exit_code == 4


def test_key_with_a_passphrase_that_nobody_gives_is_wrong_usage() -> None:
    put(key_pem=private_pem(key_of(), b"open sesame"))
    result = certify(*SIGNING)
    assert result.exit_code == 2
    assert "VCS_CHECK_KEY_PASSPHRASE" in result.stderr


# -- what is not certified ------------------------------------------------------------------------


def test_what_is_prohibited_is_never_certified() -> None:
    boms = bom(undecided(version="2.1"), prohibited())
    result = certify(boms=boms)
    assert result.exit_code == 1
    assert "prohibited (2027): remote-agent [remote-agent] in tcu.json" in result.stdout
    left = STATEMENT + '\n[[open]]\ncomponent = "remote-agent"\nreason = "Being replaced."\n'
    again = certify(boms=boms, statement=left)
    assert again.exit_code == 1  # not even when it is left open by name
    assert not Path("p.zip").exists()


def test_what_is_undecided_is_certified_only_around() -> None:
    boms = bom(undecided(version="2.1"), nobody())
    result = certify(boms=boms)
    assert result.exit_code == 3
    assert "undecided (2027): odd [odd] in tcu.json" in result.stdout
    assert "[[open]]" in result.stdout
    assert not Path("p.zip").exists()
    left = STATEMENT + '\n[[open]]\ncomponent = "odd"\nreason = "Its maker has not answered."\n'
    made = json.loads(members_of(certified(boms=boms, statement=left))["attestation.json"])
    assert made["predicate"]["open"][0]["components"][0]["name"] == "odd"


def test_everything_that_stands_against_it_is_listed() -> None:
    result = certify(boms=bom(undecided(version="2.1"), prohibited(), nobody()))
    kinds = [line.split(" ")[0] for line in result.stdout.splitlines()]
    assert kinds == ["prohibited", "undecided"]
    assert result.exit_code == 1


def test_own_word_does_not_beat_a_bom() -> None:
    boms = bom(undecided(version="2.1"), prohibited("radio"))
    said = '\n[[item]]\ncomponent = "radio"\nmanufacturer = "we"\ndeveloper = "we"\n'
    result = certify(boms=boms, statement=STATEMENT + said)
    assert result.exit_code == 1
    assert "contradicted" in result.stdout
    assert "prohibited" in result.stdout


def test_nexus_that_is_exempt_contradicts_a_certified_origin() -> None:
    modem = thing("modem", kind="device", maker=PRC_MAKER, country="CN", class_="vcs-hardware")
    boms = bom(undecided(version="2.1"), modem)
    result = certify(boms=boms)
    assert result.exit_code == 1
    assert "though it is exempt" in result.stdout
    left = STATEMENT + '\n[[open]]\ncomponent = "modem"\nreason = "Exempt before MY2030."\n'
    assert certify(boms=boms, statement=left).exit_code == 0


def test_exclusion_is_relied_on_only_where_it_is_certified() -> None:
    result = certify(statement=STATEMENT.replace('"firmware", ', ""))
    assert result.exit_code == 3
    assert ", which is not certified" in result.stdout


def test_ownership_is_certified_only_where_it_clears() -> None:
    owner = STATEMENT.replace('country = "CH"', 'country = "CN"')
    result = certify(statement=owner)
    assert result.exit_code == 1


def test_register_that_contradicts_the_statement_stands_against_it() -> None:
    put(register_toml=f'[[party]]\nname = "{COMPANY}"\nincorporated_in = "CN"\n')
    result = certify("--register", "register.toml")
    assert result.exit_code == 1
    assert "prohibited" in result.stdout


def test_bom_that_is_left_open_as_a_whole() -> None:
    put(other_json=bom(nobody()))
    put(
        statement_toml=HEAD + TCU + OWNED + '\n[[open]]\nbom = "other.json"\nreason = "Later."\n',
        tcu_json=things(),
    )
    arguments = ("certify", "tcu.json", "other.json", "--statement", "statement.toml",
                 "--today", "2026-11-21", "--output", "p.zip")  # fmt: skip
    assert run(*arguments).exit_code == 0
    put(statement_toml=HEAD + TCU + OWNED)
    assert run(*arguments).exit_code == 3


def test_empty_bom_certifies_nothing() -> None:
    result = certify(boms=bom(), statement=HEAD + TCU + OWNED)
    assert result.exit_code == 3
    assert "has no components" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--assume", "party:X=none"), 2, "No such option"),
        (("--model-year", "2027"), 2, "No such option"),
        (("--cert", "chain.pem"), 2, "goes with --key"),
        (("--key", "nowhere.pem"), 4, "no such file"),
        (("--register", "nowhere.toml"), 4, "no such file"),
        (("--today", "2026-10-31"), 4, "after 2026-10-31"),
        (("--today", "2027-11-01"), 4, "expired on 2027-11-01"),
        (("--output", "tcu.json"), 2, "is an input"),
        (("--output", "statement.toml/p.zip"), 5, "could not be written"),
    ],
)
def test_wrong_use_and_wrong_files_say_so(
    arguments: tuple[str, ...], code: int, message: str
) -> None:
    Keys()
    result = certify(*arguments)
    assert (result.exit_code, message in result.stderr) == (code, True), result.stderr
    assert not Path("p.zip").exists()


def test_certificate_of_another_key_is_refused() -> None:
    Keys()
    put(key_pem=private_pem(key_of()))
    result = certify(*WITH_CHAIN)
    assert result.exit_code == 4
    assert "not that of the key" in result.stderr


def test_unreadable_bom_is_an_input_error() -> None:
    assert certify(boms="{").exit_code == 4


def test_package_that_could_not_be_written_leaves_the_old_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = certified()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("vcs_check.reports._writing.os.fsync", full)
    put(register_toml="")
    assert certify("--register", "register.toml").exit_code == 5
    assert Path("p.zip").read_bytes() == before
    assert not list(Path().glob(".*.tmp"))


@pytest.mark.parametrize(
    ("boms", "version"),
    [
        (things(), None),
        (things().replace('"1.6"', '"1.4"'), "1.4"),
        (spdx([], "radio-stack"), "spdx"),
    ],
)
def test_declarations_fit_the_official_schema(boms: str, version: str | None) -> None:
    statement = HEAD + TCU + OWNED
    if version == "spdx":
        statement += '\n[[open]]\ncomponent = "radio-stack"\nreason = "Not known yet."\n'
    members = members_of(certified(boms=boms, statement=statement))
    declared = [
        json.loads(data) for name, data in members.items()
        if name.startswith("annotated/") and b'"declarations"' in data
    ]  # fmt: skip
    assert len(declared) == 1
    made = declared[0]
    schema = _official_schema()
    jsonschema_rs.validate(schema[0], made, registry=schema[1])
    assert made["declarations"]["affirmation"]["signatories"][0]["name"] == "A. Example"
    assert made["declarations"]["targets"]["components"][0]["name"] == PART
    if version is None:
        given = json.loads(boms)
        assert [one["name"] for one in made["components"]] == [
            one["name"] for one in given["components"]
        ]


def _official_schema() -> tuple[dict[str, Any], jsonschema_rs.Registry]:
    folder = Path(cyclonedx.schema.__file__).parent / "_res"
    parts = {
        f"http://cyclonedx.org/schema/{name}": json.loads((folder / name).read_text("utf-8"))
        for name in ("spdx.SNAPSHOT.schema.json", "jsf-0.82.SNAPSHOT.schema.json")
    }
    whole = json.loads((folder / "bom-1.6.SNAPSHOT.schema.json").read_text("utf-8"))
    return whole, jsonschema_rs.Registry(list(parts.items()))
