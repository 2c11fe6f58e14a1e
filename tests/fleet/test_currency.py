"""A result stands exactly as long as an evaluation would find the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.cli.vehicle import bom, decision, thing, undecided, unrelated
from tests.fleet.building import MAKER, OPEN, REGISTER, outcome, program

from vcs_check.fleet.job import Outcome, Status
from vcs_check.inventory.vocabulary import Evidence, Origin

OTHER = """
[[party]]
name = "Example Unrelated Oy"
incorporated_in = "FI"
headquarters = "FI"
principal_place_of_business = "FI"
ownership_reviewed = 2026-03-02
"""
OWNED = REGISTER + """
[[party.owner]]
name = "Example Holding AG"
country = "CH"
voting_percent = 60.0

[[party]]
name = "Example Holding AG"
incorporated_in = "CH"
headquarters = "CH"
principal_place_of_business = "CH"
ownership_reviewed = 2026-03-02

[[party.owner]]
name = "Example Family Office"
country = "CH"
voting_percent = 70.0
"""  # fmt: skip


@pytest.fixture
def first(folder: Path) -> Outcome:
    program(folder, "a", OPEN, register=REGISTER + OTHER)
    made = outcome(folder)
    assert made.status is Status.EVALUATED, made.message
    return made


def register(folder: Path, text: str) -> None:
    (folder / "a" / "suppliers.toml").write_text(text, "utf-8")


def again(folder: Path, first: Outcome, **said: Any) -> Status:
    return outcome(folder, record=first.record, **said).status


def test_what_did_not_change_is_not_evaluated_again(folder: Path, first: Outcome) -> None:
    second = outcome(folder, record=first.record)
    assert second.status is Status.UNCHANGED
    assert (second.exit_code, second.components) == (first.exit_code, first.components)
    assert not second.tables


def test_another_day_alone_changes_nothing(folder: Path, first: Outcome) -> None:
    assert again(folder, first, today=date(2027, 3, 1)) is Status.UNCHANGED


@pytest.mark.parametrize(
    "said",
    [
        {"edition": "nprm-2024"},
        {"compare": "none"},
        {"evidence": Evidence.STRICT},
        {"stated": {"model_year": 2030}, "overriding": ("model_year",)},
        {"use_reference": False},
        {"part": "Seat"},
        {"possibly_dominant_percent": 7.0},
        {"model_years": (2030,)},
        {"tool": "another"},
    ],
)
def test_other_options_make_it_another_question(
    folder: Path, first: Outcome, said: dict[str, Any]
) -> None:
    assert again(folder, first, **said) is not Status.UNCHANGED


@pytest.mark.parametrize("file", ["tcu.cdx.json", "program.toml"])
def test_another_byte_of_an_input_is_another_program(
    folder: Path, first: Outcome, file: str
) -> None:
    place = folder / "a" / file
    place.write_text(place.read_text() + "\n")
    assert again(folder, first) is Status.EVALUATED


def test_a_bom_that_went_away_is_noticed(folder: Path, first: Outcome) -> None:
    (folder / "a" / "tcu.cdx.json").unlink()
    after = outcome(folder, record=first.record)
    assert (after.status, after.exit_code) == (Status.EVALUATED, 4)


# -- registers ------------------------------------------------------------------------------------


def test_an_entry_that_nobody_names_may_change(folder: Path, first: Outcome) -> None:
    register(folder, REGISTER + OTHER.replace('"FI"', '"SE"'))
    assert again(folder, first) is Status.UNCHANGED


def test_lines_may_shift(folder: Path, first: Outcome) -> None:
    register(folder, "# reviewed every week\n\n\n" + OTHER + REGISTER)
    assert again(folder, first) is Status.UNCHANGED


def test_an_entry_that_it_names_may_not_change(folder: Path, first: Outcome) -> None:
    register(folder, REGISTER.replace('headquarters = "DE"', 'headquarters = "AT"') + OTHER)
    assert again(folder, first) is Status.EVALUATED


def test_a_nexus_found_in_an_entry_that_it_names_makes_it_fail(
    folder: Path, first: Outcome
) -> None:
    assert first.exit_code == 0
    register(folder, REGISTER.replace('headquarters = "DE"', 'headquarters = "CN"') + OTHER)
    assert outcome(folder, record=first.record).exit_code == 1


def test_an_entry_that_went_away_is_noticed(folder: Path, first: Outcome) -> None:
    register(folder, OTHER)
    assert again(folder, first) is Status.EVALUATED


def test_a_new_entry_under_another_spelling_of_a_name_is_noticed(folder: Path) -> None:
    program(folder, "a", OPEN, register=OTHER)
    first = outcome(folder)
    register(folder, OTHER + REGISTER.replace(MAKER, MAKER.upper().replace("GMBH", "G.m.b.H.")))
    assert again(folder, first) is Status.EVALUATED


def test_a_new_entry_with_an_alias_that_it_names_is_noticed(folder: Path) -> None:
    program(folder, "a", OPEN, register=OTHER)
    first = outcome(folder)
    register(folder, f'{OTHER}aliases = ["{MAKER}"]\n')
    assert again(folder, first) is Status.EVALUATED


def test_a_new_entry_that_merely_resembles_a_name_is_noticed(folder: Path) -> None:
    program(folder, "a", OPEN, register=OTHER)
    first = outcome(folder)
    near = REGISTER.replace(MAKER, "Muster Telematic GmbH").replace('"DE"', '"CN"')
    register(folder, OTHER + near)
    assert again(folder, first) is Status.EVALUATED


def test_a_new_entry_of_a_developer_that_only_a_fact_names_is_noticed(folder: Path) -> None:
    named = bom(thing("agent", class_="vcs-software", developer="Example Nobody"))
    program(folder, "a", named, register=OTHER)
    first = outcome(folder)
    register(folder, OTHER + '[[party]]\nname = "Example Nobody Ltd"\nheadquarters = "CN"\n')
    assert again(folder, first) is Status.EVALUATED


def test_an_owners_owner_is_an_entry_that_it_uses(folder: Path) -> None:
    program(folder, "a", OPEN, register=OWNED + OTHER)
    first = outcome(folder)
    register(folder, OWNED.replace('"Example Family Office"\ncountry = "CH"',
                                   '"Example Family Office"\ncountry = "CN"') + OTHER)  # fmt: skip
    after = outcome(folder, record=first.record)
    assert (after.status, first.exit_code, after.exit_code) == (Status.EVALUATED, 0, 1)


def test_the_maker_of_the_vehicle_is_somebody_that_it_names(folder: Path) -> None:
    program(folder, "a", register=OTHER, extra='manufacturer = "Example Unrelated Oy"')
    first = outcome(folder)
    register(folder, OTHER.replace('headquarters = "FI"', 'headquarters = "CN"'))
    assert again(folder, first) is Status.EVALUATED


def test_a_register_that_cannot_be_read_any_more_is_an_error(folder: Path, first: Outcome) -> None:
    register(folder, "[[party]]\nnaem = 1\n")
    after = outcome(folder, record=first.record)
    assert (after.status, after.exit_code) == (Status.FAILED, 4)
    assert "line 2" in after.message


def test_a_review_that_comes_into_force_is_noticed(folder: Path) -> None:
    later = REGISTER.replace("2026-03-02", "2026-12-24")
    program(folder, "a", OPEN, register=later)
    first = outcome(folder)
    assert first.exit_code == 3
    assert again(folder, first, today=date(2026, 12, 1)) is Status.UNCHANGED
    after = outcome(folder, record=first.record, today=date(2026, 12, 24))
    assert (after.status, after.exit_code) == (Status.EVALUATED, 0)


def test_a_review_of_somebody_else_that_comes_into_force_changes_nothing(
    folder: Path, first: Outcome
) -> None:
    program(folder, "a", OPEN, register=REGISTER + OTHER.replace("2026-03-02", "2026-12-24"))
    first = outcome(folder)
    assert again(folder, first, today=date(2026, 12, 31)) is Status.UNCHANGED


def test_a_screening_list_is_looked_at_as_a_whole(folder: Path) -> None:
    head = "_id,source,entity_number,type,programs,name,title,addresses,alt_names\n"
    row = "1,Entity List (EL) - Bureau of Industry and Security,,,,{},,,\n"
    program(folder, "a", OPEN, register=REGISTER)
    (folder / "a" / "csl.csv").write_text(head + row.format("Somebody"))
    place = folder / "a" / "program.toml"
    place.write_text(place.read_text().replace('.toml"]', '.toml", "csl.csv"]'))
    first = outcome(folder)
    assert first.status is Status.EVALUATED, first.message
    assert again(folder, first) is Status.UNCHANGED
    (folder / "a" / "csl.csv").write_text(head + row.format("Somebody Else"))
    assert again(folder, first) is Status.EVALUATED


# -- decisions ------------------------------------------------------------------------------------


def test_decisions_are_inputs_and_expire(folder: Path) -> None:
    text = decision("radio-stack") + "expires = 2027-01-15\n"
    program(folder, "a", OPEN, extra='decisions = "decisions.toml"')
    (folder / "a" / "decisions.toml").write_text(text)
    first = outcome(folder)
    assert first.exit_code == 0
    assert again(folder, first, today=date(2027, 1, 1)) is Status.UNCHANGED
    after = outcome(folder, record=first.record, today=date(2027, 1, 15))
    assert (after.status, after.exit_code) == (Status.EVALUATED, 3)
    (folder / "a" / "decisions.toml").write_text(text.replace("Reviewed.", "Reviewed again."))
    assert again(folder, first) is Status.EVALUATED


def test_a_failure_is_tried_again(folder: Path) -> None:
    program(folder, "a", register="[[party]]\nnaem = 1\n")
    first = outcome(folder)
    assert first.status is Status.FAILED
    register(folder, OTHER)
    assert again(folder, first) is Status.EVALUATED


@pytest.mark.parametrize("record", [b"", b"{", b"null", b"\xff", b'{"schema":"else"}'])
def test_a_record_that_is_none_proves_nothing(folder: Path, record: bytes) -> None:
    program(folder, "a")
    assert outcome(folder, record=record).status is Status.EVALUATED


# -- what if --------------------------------------------------------------------------------------


def what_if(folder: Path, first: Outcome, name: str, record: bytes = b"") -> Outcome:
    return outcome(
        folder,
        record=record,
        real_record=first.record,
        assumed_parties={name: Origin.NEXUS},
        hypotheses=(f"party:{name}=nexus",),
    )


def test_a_what_if_evaluates_whoever_names_the_party(folder: Path, first: Outcome) -> None:
    after = what_if(folder, first, MAKER.upper())
    assert (after.status, after.exit_code) == (Status.EVALUATED, 1)
    assert what_if(folder, first, MAKER.upper(), after.record).status is Status.UNCHANGED


def test_a_what_if_leaves_alone_whoever_does_not(folder: Path, first: Outcome) -> None:
    after = what_if(folder, first, "Example Unrelated Oy")
    assert (after.status, after.exit_code) == (Status.UNCONCERNED, first.exit_code)


def test_a_what_if_concerns_whoever_the_party_owns(folder: Path) -> None:
    program(folder, "a", OPEN, register=OWNED)
    first = outcome(folder)
    assert what_if(folder, first, "Example Family Office").status is Status.EVALUATED


def test_a_what_if_evaluates_where_the_real_result_is_old(folder: Path, first: Outcome) -> None:
    program(folder, "a", bom(undecided(), unrelated("bolt")), register=REGISTER)
    assert what_if(folder, first, "Example Unrelated Oy").status is Status.EVALUATED


def test_a_name_without_utf8_is_no_obstacle(folder: Path) -> None:
    odd = bom(thing("x", maker="Example \ud800 Ltd", class_="vcs-software"))
    program(folder, "a", odd, register=REGISTER)
    first = outcome(folder)
    assert first.status is Status.EVALUATED, first.message
    assert again(folder, first) is Status.UNCHANGED
