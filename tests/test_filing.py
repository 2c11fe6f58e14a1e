"""The [declaration] table: every key is read, and what is wrong is refused with its line."""

from __future__ import annotations

from datetime import date

import pytest

from vcs_check.errors import MalformedError
from vcs_check.filing import YearOf
from vcs_check.inventory.vocabulary import Answer
from vcs_check.program import Program, read_program

_HEAD = '[program]\nname = "Example EV"\nmodel_year = 2027\ndate = 2026-09-01\n'


def read(text: str, head: str = _HEAD) -> Program:
    return read_program((head + text).encode(), "program.toml")


def test_without_the_table_nothing_is_known() -> None:
    filing = read("").filing
    assert filing.declarant == ""
    assert filing.foreign_interest.answer is Answer.UNKNOWN
    assert filing.due_diligence.third_parties is None
    assert filing.stated_interest is Answer.UNKNOWN


def test_everything_stated_is_read() -> None:
    filing = read(
        '[declaration]\ndeclarant = "A"\naddress = "B"\nrole = "importer"\n'
        'authorizations = ["GA1"]\nprevious = "old.json"\n'
        '[[declaration.contact]]\nname = "C"\nphone = "1"\n'
        '[declaration.fcc_ids]\n"LTE modem" = ["2AX1", "2AX2"]\nCase = "none"\n'
        "[[declaration.year]]\nmodel_year = 2028\ndate = 2027-08-01\nfiled = 2027-05-01\n"
        'number = "N"\n'
        '[[declaration.change]]\non = 2027-06-01\nwhat = "x"\n'
    ).filing
    assert (filing.declarant, filing.address, filing.roles) == ("A", "B", ("importer",))
    assert filing.fcc_ids == (("LTE modem", ("2AX1", "2AX2")), ("Case", ()))
    year = filing.of_year(YearOf(model_year=2028))
    assert (year.first_import_or_sale, year.filed, year.number) == (
        date(2027, 8, 1), date(2027, 5, 1), "N",
    )  # fmt: skip
    assert filing.of_year(YearOf(model_year=2029)).filed is None
    assert filing.changes[0].on == date(2027, 6, 1)


def test_a_year_without_a_number_is_the_programs_own() -> None:
    program = read("[[declaration.year]]\nfiled = 2026-06-20\n")
    assert program.filing.of_year(YearOf(model_year=2027)).filed == date(2026, 6, 20)


def test_the_programs_own_day_may_stand_in_its_year() -> None:
    head = _HEAD.replace("date = 2026-09-01\n", "")
    assert read("[[declaration.year]]\nmodel_year = 2027\ndate = 2026-09-02\n", head).on == date(
        2026, 9, 2
    )


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('[declaration]\ndeclarent = "A"\n', 6, "did you mean 'declarant'"),
        ('[declaration]\nrole = "seller"\n', 6, "'seller' is not one of manufacturer, importer"),
        ('[[declaration.contact]]\nmail = "A"\n', 6, "unknown key 'mail'"),
        ('[[declaration.contact]]\nemail = "A"\n', 5, "'name' is missing"),
        ('[[declaration.vehicle]]\nvin = "A"\n', 6, "unknown key 'vin'"),
        ('[declaration.foreign_interest]\nexists = "perhaps"\n', 6, "one of yes, no, unknown"),
        ('[declaration.due_diligence]\ndone = "yes"\n', 6, "not true or false"),
        ('[declaration.certification]\non = "2026-05-01"\n', 6, "a date without quotes"),
        ("[declaration.documentation]\nplace = 1\n", 6, "unknown key 'place'"),
        ("[declaration.fcc_ids]\nModem = []\n", 6, "give FCC IDs"),
        ('[declaration.fcc_ids]\nModem = ["none", "2AX"]\n', 6, "give FCC IDs"),
        ("[[declaration.year]]\nmodel_year = 2027\ncalendar_year = 2027\n", 7, "exclude each"),
        ("[[declaration.year]]\nmodel_year = 27\n", 6, "no year such as 2027"),
        ("[[declaration.year]]\ncalendar_year = 2027\ndate = 2028-01-01\n", 7, "not in 2027"),
        ("[[declaration.year]]\n[[declaration.year]]\nmodel_year = 2027\n", 6, "stands twice"),
        ("[[declaration.year]]\ndate = 2026-09-02\n", 5, "give one of them"),
        ('[[declaration.change]]\nwhat = "x"\n', 5, "'on' is missing"),
        ('[[declaration.change]]\non = 2026-01-02\nwhat = "x"\nfiled = 2026-01-01\n', 8, "before"),
        ("[declarations]\n", 5, "did you mean 'declaration'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_its_line(text: str, line: int, says: str) -> None:
    with pytest.raises(MalformedError) as caught:
        read(text)
    assert says in str(caught.value)
    assert caught.value.place == f"line {line}"
