"""A statement file: what it says, and every fault with its line."""

from __future__ import annotations

from datetime import date

import pytest
from tests.certification.supplier import COMPANY, HEAD, OWNED, STATEMENT, TCU, certify
from tests.cli.vehicle import bom, thing, undecided

from vcs_check.certification.statement_file import read_statement
from vcs_check.errors import MalformedError


def read(text: str) -> object:
    return read_statement(text.encode(), "s.toml")


def test_statement_says_who_certifies_what_until_when() -> None:
    made = read_statement(STATEMENT.encode(), "s.toml")
    assert (made.company, made.by) == (COMPANY, "A. Example, Head of Compliance")
    assert (made.signed_on, made.expires) == (date(2026, 11, 1), date(2027, 11, 1))
    assert made.certifies == ("origin", "ownership", "firmware", "changes")
    assert made.parts[0].model_years == (2027,)
    assert {said.field: said.value for said in made.items[0].says}["developer"] == COMPANY
    assert made.owners[0].country == "CH"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("[program]\n", 1, "no [certificate] table"),
        (STATEMENT + "\n[other]\n", 37, "unknown key 'other'"),
        (STATEMENT.replace("reference =", "referenc ="), 3, "did you mean 'reference'"),
        (STATEMENT.replace('signed_by = "A. Example"\n', ""), 1, "'signed_by' is missing"),
        (STATEMENT.replace('place = "Musterstadt"\n', ""), 1, "'place' is missing"),
        (STATEMENT.replace("date = 2026-11-01\n", ""), 1, "'date' is missing"),
        (STATEMENT.replace("date = 2026-11-01", 'date = "1 May"'), 7, "a date without quotes"),
        (STATEMENT.replace("expires = 2027-11-01", "expires = 2026-11-01"), 8, "not after"),
        (STATEMENT.replace("expires = 2027-11-01", "expires = 2037-11-01"), 8, "ten years"),
        (STATEMENT.replace('"origin", ', ""), 9, "has to name 'origin'"),
        (STATEMENT.replace(', "changes"', ""), 9, "has to name 'changes'"),
        (STATEMENT.replace('"origin"', '"orgin"'), 9, "'orgin'"),
        (HEAD + OWNED, 1, "needs a [[part]]"),
        (HEAD + TCU + TCU + OWNED, 11, "each needs 'boms'"),
        (STATEMENT.replace("[2027]", "[]"), 14, "would cover nothing"),
        (STATEMENT.replace("[2027]", "[27]"), 14, "a list of model years"),
        (STATEMENT.replace("[2027]", "[true]"), 14, "a list of model years"),
        (STATEMENT.replace("[2027]", "[2027]\ndate = 2028-01-01"), 15, "without a model year"),
        (STATEMENT.replace('boms = ["x"]', "").replace("[2027]", "[2027]\nbom = 1"), 15, "boms"),
        (STATEMENT.replace('"DE"', '"Mordor"', 1), 17, "no country code"),
        (STATEMENT.replace('incorporated-in = "DE"', 'incorporate = "DE"'), 17, "incorporated-in"),
        (STATEMENT.replace('designer = "we"', 'firmware = "perhaps"'), 32, "neither yes nor no"),
        (STATEMENT.replace('designer = "we"', "designer = []"), 32, "no single value"),
        (STATEMENT.replace('designer = "we"', 'designer = ""'), 32, "is empty"),
        (STATEMENT.replace('designer = "we"', "open-source = true"), 32, "'licence'"),
        (STATEMENT + "\n[[item]]\ncomponent = 'x'\n", 37, "nothing is stated"),
        (STATEMENT + "\n[[open]]\nreason = 'x'\n", 37, "'component' or 'bom'"),
        (STATEMENT + "\n[[open]]\ncomponent = 'x'\n", 37, "'reason' is missing"),
        (STATEMENT + "\n[[evidence]]\npath = '../x'\n", 38, "beneath the statement's folder"),
        (STATEMENT.replace("voting-percent = 100", "voting-percent = 200"), 28, "more than 100"),
        (STATEMENT.replace('country = "CH"\n', ""), 24, "needs a country"),
        (STATEMENT.replace("ownership-complete = true", "ownership-complete = false"), 9, "needs"),
        (STATEMENT.replace("ownership-day = 2026-10-01\n", ""), 21, "day of the table"),
        (
            STATEMENT.replace("ownership-day = 2026-10-01", "ownership-day = 2026-12-01"),
            22,
            "after",
        ),
        (HEAD + TCU + OWNED.split("[[owner]]")[0], 21, "is empty"),
    ],
)
def test_fault_has_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(MalformedError) as caught:
        read(text)
    assert message in str(caught.value)
    assert caught.value.place == f"line {line}", caught.value


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("[[item]]\ncomponent = 'nothing-here'\nfirmware = true\n", "nothing in the BOMs given"),
        ("[[open]]\nbom = 'other.json'\nreason = 'x'\n", "nothing in the BOMs given"),
        ("[[item]]\ncomponent = 'radio-stack'\ndesigner = 'Somebody [FR]'\n", "stated twice"),
    ],
)
def test_words_that_mean_nothing_are_input_errors(more: str, message: str) -> None:
    result = certify(statement=STATEMENT + "\n" + more)
    assert (result.exit_code, message in result.stderr) == (4, True), result.stderr


@pytest.mark.parametrize(
    ("boms", "message"),
    [('boms = ["other.json"]', "belongs to no part"), ('boms = ["tcu.json", "x.json"]', "x.json")],
)
def test_bom_and_part_have_to_fit(boms: str, message: str) -> None:
    result = certify(
        statement=STATEMENT.replace("model_years = [2027]", f"model_years = [2027]\n{boms}")
    )
    assert (result.exit_code, message in result.stderr) == (4, True), result.stderr


def test_word_that_means_two_things_asks_for_more() -> None:

    boms = bom(
        undecided(), thing("twin", ref="a", class_="other"), thing("twin", ref="b", part="x")
    )
    result = certify(
        statement=STATEMENT + "\n[[item]]\ncomponent = 'twin'\nfirmware = true\n", boms=boms
    )
    assert (result.exit_code, "means different things" in result.stderr) == (4, True)
    assert "a, b" in result.stderr
