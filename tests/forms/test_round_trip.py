"""From the program to the forms, filled in, and back: what was promised is settled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cli.vehicle import TODAY, bom, program, run, thing, write
from tests.forms.filling import Answer, Owner, fill_markdown, fill_workbook, sheets

OWNERS = (
    {"name": "Family Muster", "kind": "person", "country": "DE", "voting-percent": "60"},
    {"name": "Example Pension Fund", "country": "US", "voting-percent": "40"},
)
CLEAN = {
    "designer": "we", "developer": "we", "manufacturer": "we", "supplier": "we",
    "developed": "2026-06-01", "first-supplied": "2026-06-01", "last-altered": "2026-06-01",
    "altered-by": "we", "processor": "primary", "firmware": "no", "open-source": "no",
    "licence": "don't know", "source-location": "don't know", "modified": "no",
    "modifications-shared": "don't know", "directly-enables": "yes", "programmable": "yes",
    "frequency-mhz": "2400", "automation-level": "3", "made-in": "DE", "foreign-interest": "yes",
    "explanation": "It sends.", "incorporated-in": "DE", "headquarters": "DE",
    "principal-place-of-business": "DE", "ownership-complete": "yes",
    "ownership-day": "2026-10-01", "acts-for": "nobody", "company-explanation": "The family.",
}  # fmt: skip
"""Answers of a clean supplier to everything that may be asked but whether it makes all itself."""


@pytest.fixture(autouse=True)
def files(folder: Path) -> None:
    write(
        folder,
        tcu_json=bom(
            thing("stack", maker="Muster Telematik GmbH", class_="vcs-software"),
            thing("wifi", maker="Muster Telematik GmbH", class_="vcs-software"),
            thing("nameless", class_="vcs-software"),
            thing("helper", kind="firmware", maker="Beispiel AG", class_="vcs-software"),
            thing(
                "update-agent",
                maker="Beispiel AG",
                class_="vcs-software",
                first_supplied="2025-01-01",
            ),
            thing("library", maker="Beispiel AG") | {"licenses": [{"license": {"id": "MIT"}}]},
            component={
                "type": "device",
                "name": "Box",
                "bom-ref": "box",
                "supplier": {"name": "Exempel AB"},
            },
        ),
        p_toml=program("tcu.json").replace(
            'path = "tcu.json"', 'path = "tcu.json"\npart = "Telematics control unit"'
        ),
    )


def ask(*more: str) -> list[Path]:
    result = run("suppliers", "p.toml", "--today", TODAY, "--questionnaire", "ask", "-q", *more)
    assert result.exit_code == 0, result.stderr
    return sorted(Path("ask").iterdir())


def clean(subject: str, field: str) -> str:
    return "" if subject == "ALL" else CLEAN.get(field, "")


def filled(path: Path, answer: Answer = clean, owners: tuple[Owner, ...] = OWNERS) -> str:
    data = path.read_bytes()
    fill = fill_markdown if path.suffix == ".md" else fill_workbook
    has_owners = b"[[owner]]" in data if path.suffix == ".md" else "Owners" in sheets(data)
    target = Path(f"filled-{path.name}")
    target.write_bytes(fill(data, answer, owners=owners if has_owners else ()))
    return str(target)


def given(paths: list[str]) -> Iterator[str]:
    for path in paths:
        yield from ("--answers", path)


def checked(*paths: str, more: tuple[str, ...] = ()) -> dict[str, Any]:
    result = run("check", "p.toml", "--today", TODAY, *given(list(paths)), *more, "-o", "json")
    assert result.stdout, result.stderr
    read: dict[str, Any] = json.loads(result.stdout)
    return read


def undecided(report: dict[str, Any]) -> set[str]:
    return {c["name"] for c in report["components"] if c["verdict"] == "indeterminate"}


@pytest.mark.parametrize("ending", [".xlsx", ".md"])
def test_answers_settle_as_many_as_was_promised_step_by_step(ending: str) -> None:
    steps = checked()["asking"]
    total = len(undecided(checked()))
    forms = {path: path.read_bytes() for path in ask() if path.suffix == ending}
    by_supplier = {step["who"]: path for step in steps for path in forms
                   if step["who"].split()[0].lower() in path.name}  # fmt: skip
    assert len(by_supplier) == len(steps) == 3
    given_so_far: list[str] = []
    for step in steps:
        given_so_far.append(filled(by_supplier[step["who"]]))
        assert total - len(undecided(checked(*given_so_far))) == step["so_far"]
    assert steps[-1]["so_far"] == total


@pytest.mark.parametrize("ending", [".xlsx", ".md"])
@pytest.mark.parametrize("evidence", ["standard", "strict"])
def test_who_has_answered_everything_is_asked_nothing_more(ending: str, evidence: str) -> None:
    mode = ("--evidence", evidence)
    for path in (p for p in ask(*mode) if p.suffix == ending):
        report = checked(filled(path), more=mode)
        (answers,) = report["answers"]
        assert answers["supplier"] not in {step["who"] for step in report["asking"]}


def test_who_does_not_know_is_asked_nothing_more_and_settles_nothing() -> None:
    before = undecided(checked())
    for path in (p for p in ask() if p.suffix == ".xlsx"):
        report = checked(filled(path, lambda _, __: "don't know", owners=()))
        (answers,) = report["answers"]
        assert answers["statements"] == 0
        assert answers["not_known"] > 0
        assert undecided(report) == before
        assert answers["supplier"] not in {step["who"] for step in report["asking"]}


def test_empty_form_changes_nothing() -> None:
    before = checked()
    for path in (p for p in ask() if p.suffix == ".xlsx"):
        after = checked(filled(path, lambda _, __: "", owners=()))
        assert after["asking"] == before["asking"]
        assert undecided(after) == undecided(before)


def test_answers_for_all_hold_where_a_product_has_none_of_its_own() -> None:
    def in_one_row(subject: str, field: str) -> str:
        return CLEAN.get(field, "") if subject in ("ALL", "company") else ""

    everything = [p for p in ask() if p.suffix == ".xlsx"]
    assert undecided(checked(*(filled(path, in_one_row) for path in everything))) == set()


def test_answer_shows_who_when_and_where() -> None:
    (path,) = [p for p in ask() if "muster" in p.name and p.suffix == ".xlsx"]
    name = filled(path)
    report = checked(name)
    (answers,) = report["answers"]
    assert answers["by"] == "A. Example, head of compliance"
    assert answers["on"] == "2026-11-01"
    assert len(answers["sha256"]) == 64
    stack = next(c for c in report["components"] if c["name"] == "stack")
    assert stack["verdict"] == "permitted"
    assert any("as it stated itself on 2026-10-01" in text for text in stack["assumptions"])
    assert any(name in text for text in stack["assumptions"])
    (party,) = [s for s in report["suppliers"] if s["name"].startswith("Muster")]
    assert party["origin"] == "none"
    assert [holding["source"] for holding in party["holdings"]] == [
        f"{name}, Owners!A3", f"{name}, Owners!A4",
    ]  # fmt: skip


def test_own_word_on_owners_is_no_review_in_strict_evidence() -> None:
    mode = ("--evidence", "strict")
    (path,) = [p for p in ask(*mode) if "muster" in p.name and p.suffix == ".xlsx"]
    report = checked(filled(path), more=mode)
    stack = next(c for c in report["components"] if c["name"] == "stack")
    assert stack["verdict"] == "indeterminate"
    asked = [m for m in stack["missing"] if m["fact"] == "ownership"]
    assert [m["of"] for m in asked] == ["you"]


def test_item_answers_stand_in_the_trace() -> None:
    (path,) = [p for p in ask() if "exempel" in p.name and p.suffix == ".xlsx"]
    report = checked(filled(path))
    nameless = next(c for c in report["components"] if c["name"] == "nameless")
    line = nameless["trace"][-1]
    assert line["question"] == "Has a supplier answered about it?"
    assert "manufacturer = Exempel AB (Products!I" in line["because"]
    assert [p["name"] for p in nameless["parties"] if p["role"] == "manufacturer"] == ["Exempel AB"]


def test_form_holds_only_what_its_own_supplier_is_asked() -> None:
    others = {
        "muster": ("nameless", "helper", "update-agent", "library", "Beispiel", "Exempel"),
        "beispiel": ("nameless", "stack", "wifi", "Muster", "Exempel", "helper"),
        "exempel": ("stack", "wifi", "Muster", "Beispiel"),
    }
    for path in ask():
        if path.suffix != ".md":
            text = json.dumps(list(sheets(path.read_bytes()).values()))
        else:
            text = path.read_text("utf-8").split("```toml")[1]
        secret = others[path.name.split("-")[0]]
        for word in (*secret, "Example Motors", "tcu.json", "Telematics control unit"):
            assert word not in text, (path.name, word)


def test_same_request_gives_the_same_bytes() -> None:
    first = {path.name: path.read_bytes() for path in ask()}
    assert {path.name: path.read_bytes() for path in ask()} == first


def test_where_nobody_has_to_be_asked_a_line_says_so(folder: Path) -> None:
    write(folder, seat_json=bom(thing("seat", kind="device", class_="other")))
    result = run("suppliers", "seat.json", "--today", TODAY, "--questionnaire", "none", "-q")
    assert result.exit_code == 0
    assert "nobody has to be asked, so there is no form" in result.stderr
    assert not Path("none").exists()


def test_explain_and_suppliers_take_answers_as_well() -> None:
    (path,) = [p for p in ask() if "muster" in p.name and p.suffix == ".xlsx"]
    answers = ("--answers", filled(path), "--today", TODAY)
    assert "PERMITTED: stack" in run("explain", "p.toml", "stack", *answers).stdout
    assert "Asking these 2 settles" in run("suppliers", "p.toml", *answers).stdout
