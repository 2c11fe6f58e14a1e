"""``explain``: the proof, what did not apply, what would change it, the other edition."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.vehicle import PRC_MAKER, TODAY, bom, prohibited, run, undecided, unrelated

from vcs_check.reports._escape import shown


@pytest.fixture(autouse=True)
def _files(folder: Path) -> None:
    made = bom(unrelated(), prohibited(), undecided(first_supplied="2025-01-01"))
    (folder / "tcu.json").write_text(json.dumps(json.loads(made), indent=1))


def explain(*words: str) -> str:
    result = run("explain", "tcu.json", *words, "--today", TODAY, "--model-year", "2027")
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_place_is_file_line_and_column_as_an_editor_opens_it(folder: Path) -> None:
    (line,) = [row for row in explain("remote-agent").splitlines() if row.startswith("  place")]
    file, number, column = line.split()[1].split(":")
    assert file == "tcu.json"
    rows = (folder / "tcu.json").read_text().splitlines()
    assert "".join(rows[int(number) - 1 :])[int(column) - 1 :].startswith("{")
    assert "remote-agent" in "".join(rows[int(number) - 1 : int(number) + 3])


def test_nothing_is_wider_than_eighty_columns() -> None:
    assert max(map(len, explain("remote-agent").splitlines())) <= 80


def test_what_did_not_apply_stands_with_its_reason() -> None:
    text = explain("remote-agent")
    part = text.split("Did not apply:")[1].split("\n\n")[0]
    made = json.loads(explain("remote-agent", "-o", "json"))
    noes = [line for line in made["component"]["trace"] if line["answer"] == "no"]
    assert noes
    assert [line["question"] for line in noes] == [q["question"] for q in made["did_not_apply"]]
    assert all(line["because"] in " ".join(part.split()) for line in noes)


def test_missing_facts_are_what_would_change_it() -> None:
    made = json.loads(explain("radio-stack", "-o", "json"))
    asks = [fact["ask"] for fact in made["component"]["missing"]]
    assert asks
    assert all(any(ask in text for text in made["would_change"]) for ask in asks)
    assert "Would change it:" in explain("radio-stack")


def test_exemption_names_the_year_in_which_it_would_hold() -> None:
    assert "model year before 2027" in " ".join(explain("remote-agent").split())


def test_the_other_edition_has_its_own_verdict_and_answers() -> None:
    made = json.loads(explain("remote-agent", "-o", "json"))
    other = made["other_edition"]
    assert (made["edition"]["id"], other["edition"]["id"]) == ("final-2025", "nprm-2024")
    assert other["component"]["trace"]
    assert "Under nprm-2024" in explain("remote-agent")
    assert json.loads(explain("remote-agent", "-o", "json", "--compare-edition", "none"))[
        "other_edition"
    ] is None  # fmt: skip


def test_explanation_goes_to_a_file_and_no_input_is_written_over(folder: Path) -> None:
    explain("remote-agent", "-o", "json=proof.json", "-o", "text")
    assert json.loads((folder / "proof.json").read_text())["schema"] == "vcs-check/explanation/1"
    assert run("explain", "tcu.json", "remote-agent", "-o", "text=tcu.json").exit_code == 2


def test_hostile_text_reaches_no_terminal(folder: Path) -> None:
    name = "x\x1b[2J\u202e\u200b\n=1+1"
    made = prohibited(name, ref="bad") | {"version": "\x07"}
    made["manufacturer"]["name"] = f"{PRC_MAKER}\x1b]0;x\x07"
    (folder / "tcu.json").write_text(bom(made))
    for line in explain("bad").splitlines():
        assert line.isprintable()
        assert shown(line) == line
    assert json.loads(explain("bad", "-o", "json"))["component"]["version"] == "\x07"
