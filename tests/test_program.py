"""The program file: contract section 2."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from vcs_check.errors import LimitError, MalformedError
from vcs_check.limits import DEFAULT_LIMITS
from vcs_check.program import TRANSACTIONS, VEHICLE_KINDS, Program, read_program, with_stated

WHOLE = """\
[program]
name = "Example EV"
manufacturer = "Example Motors"
model_year = 2027
gvwr_lb = 6200
date = 2026-09-01
transaction = "sale"
vehicle_kind = "road"
service_model_year = 2028
made_in = "US"
ads_service = true
register = ["suppliers.toml", "more.csv"]
decisions = "decisions.toml"
authorizations = ["GA1"]

[[bom]]
path = "tcu.cdx.json"
part = "Telematics control unit"
supplier = "Example Telematics"
quantity = 2

[[bom]]
path = "seat.spdx"
"""


def read(text: str) -> Program:
    return read_program(text.encode(), "p.toml")


def one(lines: str) -> Program:
    return read(f"[program]\n{lines}\n")


def fault(text: str) -> str:
    with pytest.raises(MalformedError) as caught:
        read(text)
    return str(caught.value)


def test_every_key_of_the_contract_is_read() -> None:
    program = read(WHOLE)
    assert program.name == "Example EV"
    assert program.manufacturer == "Example Motors"
    assert (program.model_year, program.no_model_year) == (2027, False)
    assert (program.gvwr_lb, program.gvwr_kg) == (6200, None)
    assert program.on == date(2026, 9, 1)
    assert program.transaction == "sale"
    assert program.vehicle_kind == "road"
    assert program.service_model_year == 2028
    assert program.made_in == "US"
    assert program.ads_service is True
    assert program.registers == ("suppliers.toml", "more.csv")
    assert program.decisions == "decisions.toml"
    assert program.authorizations == ("GA1",)
    first, second = program.boms
    assert (first.path, first.part, first.supplier, first.quantity) == (
        "tcu.cdx.json", "Telematics control unit", "Example Telematics", 2,
    )  # fmt: skip
    assert (second.path, second.part, second.supplier, second.quantity) == ("seat.spdx", "", "", 1)


def test_what_is_left_out_is_not_stated() -> None:
    assert read("[program]\n") == Program()
    assert Program().ads_service is False
    assert Program().model_year is None
    assert Program().no_model_year is False


def test_model_year_none_states_that_there_is_none() -> None:
    program = one('model_year = "none"')
    assert (program.model_year, program.no_model_year) == (None, True)


@pytest.mark.parametrize("year", [1980, 2027, 2099])
def test_model_years_that_can_be_meant(year: int) -> None:
    assert one(f"model_year = {year}").model_year == year


@pytest.mark.parametrize(
    "year", ["1979", "2100", "27", '"2027"', "2027.0", "true", '"None"', "-1", "2026-09-01"]
)
@pytest.mark.parametrize("key", ["model_year", "service_model_year"])
def test_model_years_that_cannot_be_meant_are_an_error_with_its_line(key: str, year: str) -> None:
    message = fault(f'[program]\nname = "x"\n{key} = {year}\n')
    assert message.startswith("p.toml: line 3: ")
    assert key in message


def test_repaired_vehicle_without_a_model_year_is_left_out_not_none() -> None:
    assert "line 2" in fault('[program]\nservice_model_year = "none"\n')


@pytest.mark.parametrize("word", TRANSACTIONS)
def test_every_transaction_of_the_contract(word: str) -> None:
    assert one(f'transaction = "{word}"').transaction == word


def test_transactions_and_kinds_are_those_of_the_contract() -> None:
    assert set(TRANSACTIONS) == {
        "sale", "import", "import-hardware", "repair", "testing", "used-sale",
    }  # fmt: skip
    assert set(VEHICLE_KINDS) == {"road", "rail", "off-road"}


@pytest.mark.parametrize("word", VEHICLE_KINDS)
def test_every_kind_of_vehicle_of_the_contract(word: str) -> None:
    assert one(f'vehicle_kind = "{word}"').vehicle_kind == word


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('transaction = "lease"', "used-sale"),
        ('transaction = "Sale"', "sale"),
        ('vehicle_kind = "truck"', "off-road"),
        ('made_in = "USA"', "ISO 3166"),
        ('made_in = "us"', "ISO 3166"),
        ("ads_service = 1", "true or false"),
        ('ads_service = "false"', "true or false"),
        ('date = "2026-09-01"', "date"),
        ("date = 2026-09-01T00:00:00", "date"),
        ("date = 0001-01-01", "0001-01-01"),
        ("date = 2100-01-01", "2100-01-01"),
        ("gvwr_lb = -1", "gvwr_lb"),
        ('gvwr_lb = "6200"', "number"),
        ("gvwr_kg = nan", "number"),
        ("gvwr_kg = inf", "number"),
        ("name = 5", "text"),
        ('name = ""', "empty"),
        ("register = 5", "list"),
        ('register = ["a.toml", ""]', "empty"),
        ("decisions = []", "text"),
        ("authorizations = [1]", "list"),
        ("modelyear = 2027", "model_year"),
        ("gvwr = 6200", "gvwr_"),
        ("colour = 'red'", "unknown key"),
    ],
)
def test_bad_word_is_an_error_with_its_line(line: str, says: str) -> None:
    message = fault(f"[program]\n\n# a comment\n{line}\n")
    assert message.startswith("p.toml: line 4: ")
    assert says in message


@pytest.mark.parametrize(
    ("lines", "line", "says"),
    [
        ('part = "x"', 2, "path"),
        ('path = "a"\nparts = "x"', 4, "part"),
        ('path = "a"\nquantity = -1', 4, "quantity"),
        ('path = "a"\nquantity = 1.5', 4, "quantity"),
        ("path = 5", 3, "text"),
        ('path = "a"\n[[boms]]\npath = "b"', 4, "boms"),
    ],
)
def test_slip_in_a_bom_entry_is_named_with_its_line(lines: str, line: int, says: str) -> None:
    message = fault(f"[program]\n[[bom]]\n{lines}\n")
    assert message.startswith(f"p.toml: line {line}: ")
    assert says in message


def test_single_register_may_be_written_without_brackets() -> None:
    assert one('register = "suppliers.toml"').registers == ("suppliers.toml",)


def test_weight_in_kilograms_is_kept_as_kilograms() -> None:
    program = one("gvwr_kg = 4536")
    assert (program.gvwr_lb, program.gvwr_kg) == (None, 4536)


@pytest.mark.parametrize(
    ("pounds", "kilograms", "agree"),
    [(10000, 4536, True), (10000, 4535.92, True), (6200, 2812, True), (10000, 4540, False),
     (4536, 10000, False), (0, 0, True)],
)  # fmt: skip
def test_weights_in_both_units_must_agree(pounds: int, kilograms: float, agree: bool) -> None:
    lines = f"gvwr_lb = {pounds}\ngvwr_kg = {kilograms}"
    if agree:
        assert one(lines).gvwr_lb == pounds
    else:
        assert "disagree" in fault(f"[program]\n{lines}\n")


@pytest.mark.parametrize("text", ["", 'name = "x"\n', '[[bom]]\npath = "a"\n', "[tool]\nx = 1\n"])
def test_file_without_a_program_is_no_program(text: str) -> None:
    assert "p.toml" in fault(text)


def test_broken_toml_is_an_error_with_its_line() -> None:
    assert fault('[program]\nname = "x\n').startswith("p.toml: line 2: ")


def test_program_that_is_too_large_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(LimitError):
        read_program(b"#" * (DEFAULT_LIMITS.max_settings_bytes + 1), "p.toml")


@pytest.mark.parametrize(
    ("stated", "year", "none"),
    [
        ({}, 2027, False),
        ({"model_year": None, "no_model_year": None}, 2027, False),
        ({"model_year": 2030}, 2030, False),
        ({"no_model_year": True}, None, True),
    ],
)
def test_options_replace_the_model_year(
    stated: dict[str, Any], year: int | None, none: bool
) -> None:
    program = with_stated(read(WHOLE), stated, stated)
    assert (program.model_year, program.no_model_year) == (year, none)


def test_model_year_option_replaces_none() -> None:
    program = with_stated(one('model_year = "none"'), {"model_year": 2027}, {"model_year"})
    assert (program.model_year, program.no_model_year) == (2027, False)


def test_pounds_of_an_option_replace_kilograms_of_the_file() -> None:
    program = with_stated(one("gvwr_kg = 5000"), {"gvwr_lb": 6200.0}, {"gvwr_lb"})
    assert (program.gvwr_lb, program.gvwr_kg) == (6200, None)


def test_options_change_nothing_else() -> None:
    program = with_stated(read(WHOLE), {"on": date(2027, 1, 1)}, {"on"})
    assert program.on == date(2027, 1, 1)
    assert with_stated(program, {"on": date(2026, 9, 1)}, {"on"}) == read(WHOLE)


def test_an_option_that_does_not_override_fills_only_what_the_program_is_silent_on() -> None:
    stated = {"model_year": 2030, "no_model_year": False, "gvwr_lb": 9000.0}
    program = with_stated(one("model_year = 2027"), stated, ())
    assert (program.model_year, program.gvwr_lb) == (2027, 9000.0)
    assert with_stated(one('model_year = "none"'), stated, ()).model_year is None
