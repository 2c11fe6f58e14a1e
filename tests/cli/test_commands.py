"""``explain``, ``inventory`` and ``rules``."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest
from tests.cli.vehicle import (
    TODAY,
    bom,
    program,
    prohibited,
    run,
    thing,
    undecided,
    unrelated,
    write,
)

PURL = "pkg:generic/remote-agent@1.2?arch=arm64"


@pytest.fixture(autouse=True)
def files(folder: Path) -> None:
    agent = prohibited(ref="agent-ref") | {"purl": PURL, "version": "1.2"}
    write(
        folder,
        car_json=bom(
            agent,
            unrelated("twin", ref="a"),
            unrelated("twin", ref="b"),
            thing("box", kind="device", class_="other", parts=[undecided("inner")]),
        ),
        p_toml=program("car.json"),
    )


def explain(word: str) -> str:
    result = run("explain", "p.toml", word, "--today", TODAY)
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize("word", ["agent-ref", PURL, "remote-agent", "0#agent-ref"])
def test_explain_finds_a_component_by_id_purl_name_or_key(word: str) -> None:
    text = explain(word)
    assert text.startswith("PROHIBITED: remote-agent 1.2")


def test_explain_shows_every_question_with_answer_reason_and_citation() -> None:
    text = explain("agent-ref")
    report = json.loads(run("check", "p.toml", "-o", "json", "--today", TODAY).stdout)
    (component,) = [c for c in report["components"] if c["id"] == "agent-ref"]
    flat = " ".join(text.split())
    assert len(component["trace"]) >= 5
    for line in component["trace"]:
        assert line["question"] in flat
        assert " ".join(line["because"].split()) in flat
        assert line["citation"] in flat


def test_explain_ends_with_zero_whatever_the_verdict() -> None:
    assert run("explain", "car.json", "twin", "--today", TODAY).exit_code == 2
    assert explain("a").startswith("OUT-OF-SCOPE: twin")


def test_explain_with_several_matches_says_how_to_name_one() -> None:
    result = run("explain", "p.toml", "twin")
    assert result.exit_code == 2
    assert "0#a" in result.stderr
    assert "0#b" in result.stderr
    assert result.stdout == ""


def test_explain_follows_the_options(folder: Path) -> None:
    result = run("explain", "p.toml", "agent-ref", "--model-year", "2026")
    assert result.stdout.startswith("EXEMPT")


def test_explain_marks_what_is_hypothetical() -> None:
    result = run("explain", "p.toml", "agent-ref", "--assume", "component:agent-ref.class=other")
    assert "HYPOTHETICAL" in result.stdout


def test_inventory_lists_what_was_read_without_a_verdict() -> None:
    result = run("inventory", "car.json")
    assert result.exit_code == 0
    for word in ("remote-agent 1.2", "twin", "box", "inner", "/components/3/components/0"):
        assert word in result.stdout
    assert "prohibited" not in result.stdout.lower()


def test_inventory_tree_puts_parts_below_their_assembly() -> None:
    lines = run("inventory", "car.json", "-o", "tree").stdout.splitlines()
    box = next(n for n, line in enumerate(lines) if line.startswith("box"))
    assert lines[box + 1].startswith("  inner")


def test_inventory_why_names_the_entry_that_decided() -> None:
    plain = run("inventory", "car.json").stdout
    why = run("inventory", "car.json", "--why").stdout
    assert "because" not in plain.splitlines()[1]
    assert why.splitlines()[1].split()[-3:] == ["entry", "because", "[source]"]


def test_inventory_json_is_the_same_list() -> None:
    read = json.loads(run("inventory", "p.toml", "-o", "json").stdout)
    (document,) = read
    assert document["format"] == "cyclonedx-json"
    assert len(document["sha256"]) == 64
    assert [c["name"] for c in document["components"]] == [
        "remote-agent", "twin", "twin", "box", "inner",
    ]  # fmt: skip
    assert [c["source"] for c in document["components"]][-1] == "/components/3/components/0"
    assert document["components"][-1]["parents"] == [3]
    assert all({"function", "because", "host"} <= c.keys() for c in document["components"])


def test_inventory_names_what_it_could_not_read_and_shows_the_rest() -> None:
    result = run("inventory", "gone.json", "car.json")
    assert result.exit_code == 4
    assert "gone.json" in result.stderr
    assert "remote-agent" in result.stdout


def test_rules_lists_both_editions_with_citations_marks_and_values() -> None:
    text = run("rules").stdout
    for word in (
        "final-2025", "nprm-2024", "90 FR 5360", "89 FR 79088", "15 CFR 791.308", "2027", "2030",
        "2029-01-01", "450", "[text]", "[secondary]", "legal advice",
    ):  # fmt: skip
        assert word in text


def test_rules_of_one_edition_are_only_its_own() -> None:
    read = json.loads(run("rules", "--edition", "final-2025", "-o", "json").stdout)
    assert [edition["id"] for edition in read] == ["final-2025"]
    assert read[0]["is_default"] is True
    assert all(p["citation"] and p["mark"] for p in read[0]["provisions"])
    assert run("rules", "--edition", "x").exit_code == 2


def test_exactly_one_edition_is_the_default() -> None:
    read = json.loads(run("rules", "-o", "json").stdout)
    assert [edition["id"] for edition in read if edition["is_default"]] == ["final-2025"]


def test_schema_of_the_report_is_a_valid_schema() -> None:
    schema = json.loads(run("rules", "--schema", "report").stdout)
    assert jsonschema_rs.meta.is_valid(schema)
    assert not jsonschema_rs.is_valid(schema, {"schema": "vcs-check/report/1"})


def test_version_is_one_line() -> None:
    assert run("--version").stdout.startswith("vcs-check, version ")


def test_help_names_every_exit_code() -> None:
    text = " ".join(run("--help").stdout.split())
    for code in ("0 pass", "1 ", "2 wrong usage", "3 ", "4 ", "5 ", "70 "):
        assert code in text
