"""What a draft has, what it lacks, and what it never certifies."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.vehicle import PRC_MAKER, REGISTER
from tests.declaration.programs import (
    CERTIFIED,
    CONTACT,
    DILIGENCE,
    DOCUMENTS,
    FCC,
    MAKER,
    MODEM,
    STATEMENTS,
    VEHICLE,
    WHO,
    declare,
    drafted,
    missing,
    modem,
    program,
    stack,
)

_NO_INTEREST = """
[declaration.foreign_interest]
exists = "no"
by = "Alex Example"
on = 2026-05-20
"""
_US_REGISTER = REGISTER.replace('"DE"', '"US"').replace(MAKER, "Example Silicon Works")


def test_with_everything_stated_and_a_pass_it_is_complete(tmp_path: Path) -> None:
    result = declare(program(tmp_path))
    assert result.exit_code == 0, result.output
    assert "READY TO FILE" in result.output
    draft = drafted(program(tmp_path))
    assert draft["complete"]
    assert draft["gaps"] == []
    assert (draft["deadline"]["due"], draft["deadline"]["state"]) == ("2029-07-03", "due")
    assert [c["id"] for c in draft["certifications"] if c["text"]] == [
        "no-knowing-prohibited-transaction", "due-diligence", "documentation",
    ]  # fmt: skip
    assert {h["name"]: h["fcc_ids"] for h in draft["hardware"]} == {MODEM: ["2AXYZLTE4"]}
    assert [s["name"] for s in draft["software"]] == ["radio-stack"]
    assert [(p["name"], p["country"]) for p in draft["parties"]] == [(MAKER, "DE")]


@pytest.mark.parametrize(
    ("without", "asked"),
    [
        (WHO, "the declarant's name [you]"),
        (CONTACT, "a point of contact [you]"),
        (VEHICLE, "make, model, trim and VIN series"),
        (DILIGENCE, "due diligence: nobody states it"),
        (DOCUMENTS, "documentation kept: nobody states it"),
        (CERTIFIED, "no knowing prohibited transaction: nobody states it"),
        (FCC, f"FCC ID of {MODEM}, or that it has none [{MAKER}]"),
    ],
)
def test_each_thing_left_out_is_missing_with_who_can_give_it(
    tmp_path: Path, without: str, asked: str
) -> None:
    kept = ["[declaration]\n" if s is WHO and without is WHO else s for s in STATEMENTS
            if s is not without or s is WHO]  # fmt: skip
    path = program(tmp_path, *kept)
    assert declare(path).exit_code == 3
    draft = drafted(path)
    assert not draft["complete"]
    assert asked in missing(draft)


@pytest.mark.parametrize(
    ("old", "new", "asked"),
    [
        ('by = "Sam Sample"\n', "", "who says so is not stated"),
        ("on = 2026-05-22\n", "", "the day is not stated"),
        ("transaction = true", "transaction = false", "stated that it is not so"),
        ("third_parties = []\n", "", "whether third parties took part"),
        ('where = "the archive"\n', "", "where the documentation is kept"),
        ('email = "alex@example.com"\n', "", "e-mail or telephone of Alex Example"),
        ('vin_series = "1EXAU1*"\n', "", "VIN series of Example Aurora"),
        ('make = "Example"\n', "", "make of Aurora"),
        ('trim = ["Base", "Touring"]\n', "", "trim of Example Aurora"),
        ('role = ["manufacturer", "importer"]\n', "", "role"),
    ],
)
def test_half_a_statement_is_none(tmp_path: Path, old: str, new: str, asked: str) -> None:
    text = "".join(STATEMENTS)
    assert old in text
    path = program(tmp_path, text.replace(old, new))
    assert declare(path).exit_code == 3
    assert asked in missing(drafted(path))


def test_third_parties_of_due_diligence_stand_in_the_sentence(tmp_path: Path) -> None:
    text = "".join(STATEMENTS)
    path = program(
        tmp_path, text.replace("third_parties = []", 'third_parties = ["Example Audit"]')
    )
    sentences = [c["text"] for c in drafted(path)["certifications"]]
    assert "with Example Audit." in sentences[1]
    assert "without third parties." in drafted(program(tmp_path))["certifications"][1]["text"]


def test_it_never_certifies_while_something_is_prohibited(tmp_path: Path) -> None:
    nexus = stack("remote-agent", PRC_MAKER)
    nexus["manufacturer"]["address"] = {"country": "CN"}
    path = program(tmp_path, things=(modem(), stack(), nexus))
    result = declare(path, "-v")
    assert result.exit_code == 1
    assert "CANNOT BE CERTIFIED" in result.output
    draft = drafted(path)
    made = draft["certifications"][0]
    assert made["text"] == ""
    assert "1 prohibited (remote-agent)" in made["obstacles"][0]
    assert "does not knowingly" not in result.output
    assert draft["certifications"][1]["text"]  # what is stated of other things still stands


def test_it_never_certifies_while_something_is_undecided(tmp_path: Path) -> None:
    path = program(tmp_path, things=(modem(), stack(maker="Nobody Knows Ltd")))
    assert declare(path).exit_code == 3
    draft = drafted(path)
    assert draft["certifications"][0]["text"] == ""
    assert "the assessment is undecided (1 components) [Nobody Knows Ltd]" in missing(draft)


def test_it_never_certifies_what_rests_on_assume(tmp_path: Path) -> None:
    path = program(tmp_path, things=(modem(), stack(maker="Nobody Knows Ltd")))
    assumed = ("--assume", "party:Nobody Knows Ltd=none")
    assert declare(path, *assumed).exit_code == 3
    draft = drafted(path, *assumed)
    assert draft["verdict"] == "pass"
    assert draft["certifications"][0]["text"] == ""
    assert "--assume" in missing(draft)


def test_a_file_that_cannot_be_read_is_an_input_error_and_certifies_nothing(tmp_path: Path) -> None:
    path = program(tmp_path)
    (tmp_path / "tcu.json").write_text("{")
    result = declare(path, "-o", f"json={tmp_path / 'd.json'}")
    assert result.exit_code == 4
    assert '"text": ""' in (tmp_path / "d.json").read_text()


# -- needed at all --------------------------------------------------------------------------------


def test_exempt_vehicles_need_none(tmp_path: Path) -> None:
    path = program(tmp_path, year="2026")
    result = declare(path)
    assert (result.exit_code, "NOT NEEDED" in result.output) == (0, True)
    draft = drafted(path)
    assert (draft["needed"], draft["deadline"]["state"]) == ("no", "not-needed")
    assert draft["complete"]


def test_any_foreign_person_makes_it_needed_not_only_a_foreign_adversary(tmp_path: Path) -> None:
    draft = drafted(program(tmp_path))
    assert draft["needed"] == "yes"
    assert "Germany" in draft["because"]


def _american(tmp_path: Path, *statements: str, extra: str = "") -> str:
    maker = "Example Silicon Works"
    return program(
        tmp_path, *statements, things=(modem(maker=maker), stack(maker=maker)),
        register=_US_REGISTER + extra,
    )  # fmt: skip


def test_unknown_foreign_interest_cannot_be_said_not_to_need_one(tmp_path: Path) -> None:
    path = _american(tmp_path)
    draft = drafted(path)
    assert (draft["verdict"], draft["needed"]) == ("pass", "unknown")
    assert "whether any person outside the US" in missing(draft)
    assert declare(path).exit_code == 3


def test_no_foreign_interest_as_stated_by_name_and_day_needs_none(tmp_path: Path) -> None:
    path = _american(tmp_path, *STATEMENTS, _NO_INTEREST)
    assert drafted(path)["needed"] == "no"
    assert declare(path).exit_code == 0


@pytest.mark.parametrize("line", ['by = "Alex Example"\n', "on = 2026-05-20\n"])
def test_no_foreign_interest_without_name_or_day_says_nothing(tmp_path: Path, line: str) -> None:
    path = _american(tmp_path, *STATEMENTS, _NO_INTEREST.replace(line, ""))
    draft = drafted(path)
    assert draft["needed"] == "unknown"
    assert "who says on which day that there is no foreign interest" in missing(draft)
    assert declare(path).exit_code == 3


def test_a_statement_of_no_foreign_interest_never_beats_a_foreign_party(tmp_path: Path) -> None:
    draft = drafted(program(tmp_path, *STATEMENTS, _NO_INTEREST))
    assert draft["needed"] == "yes"
    assert "contradicted" in draft["because"]


def test_a_register_that_states_it_for_every_role_needs_none(tmp_path: Path) -> None:
    maker = "Example Silicon Works"
    roles = dict.fromkeys(("designer", "developer", "manufacturer", "supplier"), maker)
    part = modem(maker="", **roles)
    register = _US_REGISTER.replace("creates_what", "foreign_interest = false\ncreates_what")
    path = program(tmp_path, things=(part,), register=register)
    assert drafted(path)["needed"] == "no"


def test_generally_authorized_transactions_need_none(tmp_path: Path) -> None:
    nexus = stack("remote-agent", PRC_MAKER)
    nexus["manufacturer"]["address"] = {"country": "CN"}
    more = 'transaction = "testing"\nauthorizations = ["GA1"]'
    draft = drafted(program(tmp_path, things=(nexus,), more=more))
    assert (draft["verdict"], draft["needed"]) == ("pass", "no")
    assert draft["authorizations"][0]["id"] == "GA1"


def test_an_authorization_that_nothing_rests_on_is_asked_about(tmp_path: Path) -> None:
    path = program(
        tmp_path, "".join(STATEMENTS).replace("role =", 'authorizations = ["SA-1"]\nrole =')
    )
    assert "SA-1 is stated, but no verdict rests on it" in missing(drafted(path))


# -- FCC IDs --------------------------------------------------------------------------------------


def test_an_fcc_id_of_the_bom_is_taken(tmp_path: Path) -> None:
    without = [s for s in STATEMENTS if s is not FCC]
    path = program(tmp_path, *without, things=(modem(fcc_id="2AXYZBOM"), stack()))
    draft = drafted(path)
    assert draft["hardware"][0]["fcc_ids"] == ["2AXYZBOM"]
    assert draft["complete"]


def test_none_states_that_an_item_has_no_fcc_id(tmp_path: Path) -> None:
    path = program(tmp_path, "".join(STATEMENTS).replace('"2AXYZLTE4"', '"none"'))
    draft = drafted(path)
    assert draft["units"] == [
        {"name": MODEM, "fcc_ids": [], "no_fcc_id": True, "declared": True, "components": 1}
    ]
    assert draft["complete"]


def test_one_question_a_unit_and_not_one_a_part(tmp_path: Path) -> None:
    unit = modem("TCU")
    unit["components"] = [modem("MCU"), modem("Transceiver")]
    without = [s for s in STATEMENTS if s is not FCC]
    draft = drafted(program(tmp_path, *without, things=(unit,)))
    assert missing(draft).count("FCC ID of") == 1
    assert "FCC ID of TCU" in missing(draft)
    unit["components"][1] = modem("Transceiver", fcc_id="2AXYZ1")
    assert drafted(program(tmp_path, *without, things=(unit,)))["complete"]


def test_two_units_of_one_name_do_not_answer_for_each_other(tmp_path: Path) -> None:
    first, second = modem("Modem", fcc_id="2AXYZ1"), modem("Modem")
    second["bom-ref"] = "other"
    without = [s for s in STATEMENTS if s is not FCC]
    draft = drafted(program(tmp_path, *without, things=(first, second)))
    assert "FCC ID of Modem" in missing(draft)


def test_an_fcc_id_for_something_that_is_not_there_is_named(tmp_path: Path) -> None:
    draft = drafted(program(tmp_path, *STATEMENTS, '"Modem of another car" = "2AX"\n'))
    assert any("Modem of another car" in note for note in draft["notes"])


def test_exempt_hardware_is_neither_declared_nor_asked_about(tmp_path: Path) -> None:
    without = [s for s in STATEMENTS if s is not FCC]
    path = program(tmp_path, *without, year="2027")
    draft = drafted(path)
    assert (draft["hardware"][0]["verdict"], draft["hardware"][0]["exempt_until"]) == (
        "exempt",
        "2030",
    )
    assert draft["complete"]
    assert "exempt still" in declare(path).output
