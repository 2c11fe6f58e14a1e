"""``suppliers``: the list, its formats, its exit codes, and the bundled reference."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from tests.cli.vehicle import (
    PRC_MAKER,
    REGISTER,
    TODAY,
    UNKNOWN_MAKER,
    bom,
    program,
    prohibited,
    run,
    thing,
    undecided,
    write,
)

HOSTILE = "=cmd|' /C calc'!A0\u202e\x1b[31m"


@pytest.fixture(autouse=True)
def files(folder: Path) -> None:
    write(
        folder,
        car_json=bom(
            prohibited(),
            undecided("radio-stack"),
            undecided("wifi-stack"),
            thing("nameless", class_="vcs-software"),
        ),
        p_toml=program("car.json"),
        register_toml=REGISTER,
    )


def suppliers(*arguments: str) -> Result:
    return run("suppliers", *arguments, "--today", TODAY)


def listing(*arguments: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(suppliers(*arguments, "-o", "json").stdout)
    return read


def test_list_begins_with_whom_to_ask_and_what_that_settles() -> None:
    result = suppliers("p.toml")
    assert result.exit_code == 0
    assert result.stdout.startswith("Asking these 2 settles 3 of 3 undecided components.\n")
    first = next(line for line in result.stdout.splitlines() if line.startswith("1"))
    assert UNKNOWN_MAKER[:12] in first
    assert "+2 =2" in first
    assert "nexus 3" in result.stdout


def test_terminal_table_fits_eighty_columns() -> None:
    assert max(map(len, suppliers("p.toml").stdout.splitlines())) <= 80


def test_verbose_shows_the_questions() -> None:
    text = " ".join(suppliers("p.toml", "-v").stdout.split())
    assert f"In which country is {UNKNOWN_MAKER} headquartered?" in text


def test_json_and_csv_say_the_same_as_the_table() -> None:
    told = listing("p.toml")
    assert told["schema"] == "vcs-check/suppliers/1"
    assert [(step["who"], step["so_far"]) for step in told["asking"]] == [
        (UNKNOWN_MAKER, 2), ("the supplier of car.json", 3),
    ]  # fmt: skip
    rows = list(
        csv.DictReader(io.StringIO(suppliers("p.toml", "-o", "csv").stdout.lstrip("\ufeff")))
    )
    assert [row["party"] for row in rows] == [
        UNKNOWN_MAKER, "the supplier of car.json", PRC_MAKER,
    ]  # fmt: skip
    assert [(row["rank"], row["origin"], row["prong"]) for row in rows] == [
        ("1", "unknown", ""), ("2", "", ""), ("", "nexus", "3"),
    ]  # fmt: skip


def test_check_has_the_same_order(folder: Path) -> None:
    report = json.loads(run("check", "p.toml", "-o", "json", "--today", TODAY).stdout)
    assert report["asking"] == listing("p.toml")["asking"]
    assert report["suppliers"] == listing("p.toml")["suppliers"]


def test_register_answers_and_nobody_is_left_to_ask() -> None:
    text = suppliers("p.toml", "--register", "register.toml").stdout
    assert text.startswith("Asking this one settles 1 of 1 undecided component.")


def test_several_formats_are_written_at_once(folder: Path) -> None:
    result = suppliers("p.toml", "-o", "json=s.json", "-o", "csv=s.csv", "-q")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (folder / "s.json").exists()
    assert (folder / "s.csv").exists()


def test_exit_codes_are_of_the_listing_and_not_of_the_verdict(folder: Path) -> None:
    assert suppliers("p.toml").exit_code == 0  # although a component is prohibited
    write(folder, broken_json="{")
    result = suppliers("car.json", "broken.json")
    assert result.exit_code == 4
    assert "broken.json" in result.stderr
    assert UNKNOWN_MAKER[:12] in result.stdout
    for wrong in (("suppliers",), ("suppliers", "p.toml", "-o", "xml"),
                  ("suppliers", "--reference", "p.toml")):  # fmt: skip
        assert run(*wrong).exit_code == 2
    assert suppliers("p.toml", "-o", "csv=p.toml").exit_code == 2


def test_formats_of_check_in_the_settings_are_not_those_of_suppliers(folder: Path) -> None:
    (folder / "vcs-check.toml").write_text('output = ["sarif=x.sarif"]\n')
    result = suppliers("p.toml", "--register", "register.toml")
    assert result.exit_code == 0
    assert "settles 1 of 1 undecided component" in result.stdout
    assert not (folder / "x.sarif").exists()


def test_hostile_names_are_shown_and_do_nothing(folder: Path) -> None:
    write(folder, bad_json=bom(thing("x", maker=HOSTILE, class_="vcs-software")))
    for form in ("text", "csv"):
        out = suppliers("bad.json", "-o", form).stdout
        assert "\x1b" not in out
        assert "\u202e" not in out
    assert "\"'=cmd" in suppliers("bad.json", "-o", "csv").stdout


def test_reference_is_shown_with_source_date_confidence_and_what_counts() -> None:
    result = run("suppliers", "--reference", "-o", "json")
    assert result.exit_code == 0
    rows = json.loads(result.stdout)["suppliers"]
    assert all(row["source"] and row["as_of"] and row["confidence"] for row in rows)
    assert not any(row["counts"] for row in rows if row["confidence"] == "unverified")
    quectel = next(row for row in rows if row["name"].startswith("Quectel"))
    assert (quectel["headquarters"], quectel["counts"]) == ("CN", True)
    assert "移远通信" in quectel["aliases"]
    table = run("suppliers", "--reference").stdout
    assert max(map(len, table.splitlines())) <= 80
    assert "decide nothing" in table
    told = run("suppliers", "--reference", "-o", "csv").stdout
    assert len(list(csv.DictReader(io.StringIO(told.lstrip("\ufeff"))))) == len(rows)
    assert "confidence: found" in run("suppliers", "--reference", "-v").stdout


def test_reference_refuses_unknown_formats_and_two_on_one_output(folder: Path) -> None:
    assert run("suppliers", "--reference", "-o", "xml").exit_code == 2
    assert run("suppliers", "--reference", "-o", "json", "-o", "csv").exit_code == 2
    assert run("suppliers", "--reference", "-o", "csv=r.csv", "-q").exit_code == 0
    assert (folder / "r.csv").exists()


def test_without_the_reference_its_companies_are_unknown(folder: Path) -> None:
    write(folder, q_json=bom(thing("modem", kind="device", maker="Quectel", class_="vcs-hardware")))
    assert listing("q.json")["suppliers"][0]["origin"] == "nexus"
    assert listing("q.json", "--no-reference")["suppliers"][0]["origin"] == "unknown"


def test_every_claim_has_source_strength_and_day_and_contradictions_stay(folder: Path) -> None:
    part = thing("radio", class_="vcs-hardware")
    part["supplier"] = {"name": "Hill Radio", "address": {"country": "FR"}}
    part["properties"].append({"name": "vcs:manufacturer", "value": "Lake Radio"})
    part["manufacturer"] = {"name": "Hill Radio"}
    made = json.loads(bom(part))
    made["metadata"] = {**made.get("metadata", {}), "timestamp": "2026-05-01T00:00:00Z"}
    write(folder, both_json=json.dumps(made))
    result = run("check", "both.json", "-o", "json", "--today", TODAY)
    (named,) = (c["parties"] for c in json.loads(result.stdout)["components"])
    assert [(p["name"], p["source"], p["strength"], p["date"]) for p in named] == [
        ("Hill Radio", "/manufacturer", "strong", "2026-05-01"),
        ("Hill Radio", "/supplier", "strong", "2026-05-01"),
        ("Lake Radio", "vcs:manufacturer", "strong", "2026-05-01"),
    ]
    hill = next(p for p in listing("both.json")["suppliers"] if p["name"] == "Hill Radio")
    assert {(said["says"], said["source"]) for said in hill["evidence"]} == {
        ("named as manufacturer", "/manufacturer"),
        ("named as supplier", "/supplier"),
        ("address FR", "/supplier"),
    }
    shown = run("explain", "both.json", "radio", "--today", TODAY).stdout
    assert "named in vcs:manufacturer; strong, 2026-05-01" in shown
    assert "Said of Hill Radio:" in shown
