"""What is prohibited is offered its way out: a form that says so, and settles nothing by itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.vehicle import TODAY, bom, program, prohibited, run, thing, write
from tests.forms.filling import SIGNED, fill_markdown, sheets

SUPPLIER = "Muster Telematik GmbH"


def forms(folder: Path, *things: Any) -> dict[str, bytes]:
    """The forms about these things, by ending."""
    text = program("car.json").replace('"car.json"\n', f'"car.json"\nsupplier = "{SUPPLIER}"\n')
    write(folder, car_json=bom(*things), p_toml=text)
    assert run("suppliers", "p.toml", "--questionnaire", "ask", "--today", TODAY).exit_code == 0
    return {path.suffix: path.read_bytes() for path in sorted((folder / "ask").glob("*"))}


def checked(*more: str) -> dict[str, Any]:
    done = run("check", "p.toml", "--today", TODAY, "-o", "json", *more)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def answered(folder: Path, form: bytes, **answers: str) -> dict[str, Any]:
    """The component after the Markdown form was filled in."""
    given = {name.replace("_", "-"): value for name, value in answers.items()}

    def answer(subject: str, field: str) -> str:
        return given.get(field, "") if subject != "ALL" else ""

    signed = {**SIGNED, "company": SUPPLIER}
    (folder / "answer.md").write_bytes(fill_markdown(form, answer, signed=signed))
    component: dict[str, Any] = checked("--answers", "answer.md")["components"][0]
    return component


def test_prohibited_software_is_asked_for_dates_processor_and_firmware(folder: Path) -> None:
    made = forms(folder, prohibited())
    text = made[".md"].decode()
    for field in ("developed", "first-supplied", "last-altered", "altered-by", "processor"):
        assert f'\n{field} = ""' in text
    assert "does not let this product in" in text
    assert 'manufacturer = ""' not in text
    row = sheets(made[".xlsx"])["Products"][3]
    assert "does not let this product in" in str(row[5])


def test_the_way_out_is_nothing_that_asking_settles(folder: Path) -> None:
    forms(folder, prohibited())
    told = json.loads(run("suppliers", "p.toml", "--today", TODAY, "-o", "json").stdout)
    assert told["asking"] == []
    report = checked()
    assert (report["verdict"], report["components"][0]["missing"]) == ("fail", [])


def test_what_is_undecided_comes_first_and_is_not_marked(folder: Path) -> None:
    text = forms(folder, prohibited(), thing("radio-stack", class_="vcs-software"))[".md"].decode()
    assert text.count("does not let this product in") == 1
    assert text.index("# radio-stack") < text.index("# remote-agent")


def test_early_dates_and_no_change_since_are_the_way_out(folder: Path) -> None:
    form = forms(folder, prohibited())[".md"]
    out = answered(folder, form, first_supplied="2025-05-02", last_altered="2025-06-01")
    assert (out["verdict"], out["exclusion"]) == ("out-of-scope", "legacy")


def test_late_dates_and_silence_leave_it_prohibited(folder: Path) -> None:
    form = forms(folder, prohibited())[".md"]
    late = answered(folder, form, first_supplied="2026-05-02", last_altered="2026-06-01")
    assert late["verdict"] == "prohibited"
    silent = answered(folder, form, first_supplied="don't know", processor="don't know")
    assert silent["verdict"] == "prohibited"


def test_who_has_answered_is_not_asked_again(folder: Path) -> None:
    form = forms(folder, prohibited())[".md"]
    answered(folder, form, first_supplied="don't know", processor="don't know")
    for path in (folder / "ask").glob("*"):
        path.unlink()
    done = run("suppliers", "p.toml", "--today", TODAY, "--answers", "answer.md",
               "--questionnaire", "ask")  # fmt: skip
    assert done.exit_code == 0
    assert list((folder / "ask").glob("*")) == []


def test_hardware_and_software_with_dates_have_no_such_way_out(folder: Path) -> None:
    dated = prohibited(first_supplied="2026-06-01", processor="primary")
    hardware = thing("modem", kind="device", maker="Quectel", class_="vcs-hardware")
    text = program("car.json", model_year="2031")
    write(folder, car_json=bom(dated, hardware), p_toml=text)
    run("suppliers", "p.toml", "--questionnaire", "ask", "--today", TODAY)
    assert list((folder / "ask").glob("*")) == []
