"""Flags win over variables, those over the program file, that over ``vcs-check.toml``."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.cli.vehicle import (
    PRC_MAKER,
    REGISTER,
    TODAY,
    bom,
    check,
    decision,
    program,
    prohibited,
    report,
    run,
    undecided,
    unrelated,
    verdicts,
    write,
)

from vcs_check.cli.settings import _KEYS

OPTIONS_OF_THE_CONTRACT = [
    "--model-year", "--no-model-year", "--date", "--today", "--gvwr-lb", "--edition",
    "--compare-edition", "--register", "--decisions", "--evidence", "--software-scope", "-o",
    "--output", "--report-dir", "--fail-on", "--exit-zero", "--assume", "--part", "--components",
    "-q", "-v", "--no-color", "--help",
]  # fmt: skip


@pytest.fixture(autouse=True)
def files(folder: Path) -> None:
    write(
        folder,
        bad_json=bom(prohibited()),
        open_json=bom(undecided()),
        clean_json=bom(unrelated()),
        p_toml=program("bad.json"),
        silent_toml='[program]\nname = "Example EV"\n[[bom]]\npath = "bad.json"\n',
        r_toml=REGISTER,
        d_toml=decision(),
    )


def settings(folder: Path, text: str) -> None:
    (folder / "vcs-check.toml").write_text(text, "utf-8")


@pytest.mark.parametrize("option", OPTIONS_OF_THE_CONTRACT)
def test_check_has_the_option(option: str) -> None:
    assert re.search(rf"(^|[ ,]){option}\b", run("check", "--help").stdout, re.MULTILINE)


def test_help_keeps_its_examples_as_lines() -> None:
    text = run("check", "--help").stdout
    assert "\\b" not in text
    assert "\n    vcs-check check program.toml --report-dir reports\n" in text


@pytest.mark.parametrize(
    "option", [name[2:] for name in OPTIONS_OF_THE_CONTRACT if name.startswith("--")]
)
def test_every_option_can_stand_in_the_settings(option: str) -> None:
    assert option in _KEYS or option == "help"


def _year(*arguments: str, env: dict[str, str] | None = None) -> object:
    read = report(*arguments, env=env)["program"]
    return "none" if read["no_model_year"] else read["model_year"]


def test_model_year_of_the_settings_serves_where_nothing_else_speaks(folder: Path) -> None:
    settings(folder, "model-year = 2026\n")
    assert _year("bad.json") == 2026
    assert _year("silent.toml") == 2026


def test_program_file_wins_over_the_settings(folder: Path) -> None:
    settings(folder, "model-year = 2026\ngvwr-lb = 12000\ndate = 2020-01-01\n")
    write(folder, p_toml=program("bad.json", extra="date = 2026-09-01"))
    read = report("p.toml")
    assert read["program"]["model_year"] == 2027
    assert read["program"]["gvwr_lb"] == 6200
    assert read["program"]["date"] == "2026-09-01"
    assert read["verdict"] == "fail"


def test_variable_wins_over_the_program_file(folder: Path) -> None:
    settings(folder, "model-year = 2025\n")
    assert _year("p.toml", env={"VCS_CHECK_MODEL_YEAR": "2026"}) == 2026


def test_flag_wins_over_everything(folder: Path) -> None:
    settings(folder, "model-year = 2025\n")
    assert _year("p.toml", "--model-year", "2028", env={"VCS_CHECK_MODEL_YEAR": "2026"}) == 2028


@pytest.mark.parametrize(
    ("text", "variables", "flags", "expected"),
    [
        ("no-model-year = true", {}, ["--model-year", "2026"], 2026),
        ("model-year = 2026", {}, ["--no-model-year"], "none"),
        ("no-model-year = true", {"VCS_CHECK_MODEL_YEAR": "2026"}, [], 2026),
        ("", {"VCS_CHECK_NO_MODEL_YEAR": "1"}, ["--model-year", "2026"], 2026),
        ("", {"VCS_CHECK_MODEL_YEAR": "2026"}, ["--no-model-year"], "none"),
    ],
)
def test_stronger_place_decides_between_a_model_year_and_none(
    text: str, variables: dict[str, str], flags: list[str], expected: object, folder: Path
) -> None:
    settings(folder, text)
    assert _year("bad.json", *flags, env=variables) == expected


def test_no_model_year_flag_wins_over_the_program_file() -> None:
    assert _year("p.toml", "--no-model-year") == "none"


def test_model_year_flag_wins_over_a_program_that_states_none(folder: Path) -> None:
    write(folder, p_toml=program("bad.json", model_year='"none"'))
    assert _year("p.toml") == "none"
    assert _year("p.toml", "--model-year", "2027") == 2027


@pytest.mark.parametrize(
    ("variable", "value", "where", "expected"),
    [
        ("VCS_CHECK_DATE", "2028-12-31", ("program", "date"), "2028-12-31"),
        ("VCS_CHECK_TODAY", "2027-01-02", ("today",), "2027-01-02"),
        ("VCS_CHECK_GVWR_LB", "9000", ("program", "gvwr_lb"), 9000),
        ("VCS_CHECK_EDITION", "nprm-2024", ("edition", "id"), "nprm-2024"),
        ("VCS_CHECK_EVIDENCE", "strict", ("evidence",), "strict"),
        ("VCS_CHECK_SOFTWARE_SCOPE", "narrow", ("software_scope",), "narrow"),
        ("VCS_CHECK_PART", "Seat module", ("inputs", 0, "part"), "Seat module"),
        ("VCS_CHECK_ASSUME", f"party:{PRC_MAKER}=none", ("hypotheses", 0),
         f"party:{PRC_MAKER}=none"),
        ("VCS_CHECK_DECISIONS", "d.toml", ("decisions", 0, "by"), "compliance desk"),
    ],
)  # fmt: skip
def test_every_option_has_its_variable_by_its_own_name(
    variable: str, value: str, where: tuple[str | int, ...], expected: object
) -> None:
    result = run("check", "bad.json", "-o", "json", env={variable: value})
    found = json.loads(result.stdout)
    for step in where:
        found = found[step]
    assert found == expected


def test_variable_of_a_repeatable_option_has_one_value_a_line(folder: Path) -> None:
    write(folder, two_toml=REGISTER.replace("Telematik", "Zweite"))
    one = report("open.json", "--model-year", "2027", env={"VCS_CHECK_REGISTER": "r.toml"})
    two = report(
        "open.json", "--model-year", "2027", env={"VCS_CHECK_REGISTER": "two.toml\nr.toml"}
    )
    assert one["verdict"] == two["verdict"] == "pass"


def test_variables_of_outputs_and_of_the_exit_code_work(folder: Path) -> None:
    env = {"VCS_CHECK_OUTPUT": "json=a.json\ncsv=b.csv", "VCS_CHECK_FAIL_ON": "never"}
    assert check("bad.json", "--model-year", "2027", env=env).exit_code == 0
    assert (folder / "a.json").is_file()
    assert (folder / "b.csv").is_file()


SETTINGS = [
    ("date = 2028-12-31", ("program", "date"), "2028-12-31"),
    ("date = '2028-12-31'", ("program", "date"), "2028-12-31"),
    ("model-year = 2031", ("program", "model_year"), 2031),
    ("no-model-year = true", ("program", "no_model_year"), True),
    ("gvwr-lb = 9000", ("program", "gvwr_lb"), 9000),
    ("edition = 'nprm-2024'", ("edition", "id"), "nprm-2024"),
    ("compare-edition = 'none'", ("other_edition",), None),
    ("evidence = 'strict'", ("evidence",), "strict"),
    ("software-scope = 'narrow'", ("software_scope",), "narrow"),
    ("part = 'Seat module'", ("inputs", 0, "part"), "Seat module"),
    ("assume = ['party:X=none']", ("hypotheses",), ["party:X=none"]),
    ("assume = 'party:X=none'", ("hypotheses",), ["party:X=none"]),
    ("decisions = 'd.toml'", ("decisions", 0, "status"), "applied"),
    ("components = 'relevant'", ("groups", 0, "components"), None),
]


@pytest.mark.parametrize(("text", "where", "expected"), SETTINGS, ids=[s[0] for s in SETTINGS])
def test_settings_take_effect(
    text: str, where: tuple[str | int, ...], expected: object, folder: Path
) -> None:
    settings(folder, text + "\n")
    found: Any = report("bad.json")
    if text.startswith("components"):
        assert found["groups"] == report("bad.json", "--components", "relevant")["groups"]
        return
    for step in where:
        found = found[step]
    assert found == expected


@pytest.mark.parametrize("text", ['register = "r.toml"', 'register = ["r.toml"]'])
def test_register_of_the_settings_is_read(text: str, folder: Path) -> None:
    settings(folder, text + "\n")
    assert report("open.json", "--model-year", "2027")["verdict"] == "pass"


def test_today_of_the_settings_is_used(folder: Path) -> None:
    settings(folder, "today = 2027-03-04\n")
    assert '"today": "2027-03-04"' in run("check", "clean.json", "-o", "json").stdout


@pytest.mark.parametrize("text", ['output = "json=a.json"', 'output = ["json=a.json"]'])
def test_output_of_the_settings_is_written(text: str, folder: Path) -> None:
    settings(folder, text + '\nreport-dir = "all"\n')
    assert check("clean.json").exit_code == 0
    assert (folder / "a.json").is_file()
    assert (folder / "all" / "report.html").is_file()


@pytest.mark.parametrize(
    ("text", "flags", "code"),
    [
        ("fail-on = 'never'", [], 0),
        ("exit-zero = true", [], 0),
        ("fail-on = 'never'", ["--fail-on", "prohibited"], 1),
        ("exit-zero = true", ["--fail-on", "prohibited"], 1),
        ("exit-zero = true", ["--fail-on", "indeterminate"], 1),
        ("fail-on = 'prohibited'", ["--exit-zero"], 0),
    ],
)
def test_flag_for_the_exit_code_wins_over_the_settings(
    text: str, flags: list[str], code: int, folder: Path
) -> None:
    settings(folder, text + "\n")
    assert check("bad.json", "--model-year", "2027", *flags).exit_code == code


def test_quiet_and_color_can_be_set(folder: Path) -> None:
    settings(folder, "quiet = true\nno-color = true\nverbose = 1\n")
    assert check("clean.json").stdout == ""


@pytest.mark.parametrize("command", ["check", "explain", "inventory"])
def test_unknown_key_of_the_settings_is_an_error_with_its_line(command: str, folder: Path) -> None:
    settings(folder, "# ours\nmodel-year = 2027\nfail_on = 'never'\n")
    result = run(command, "clean.json", *(["seat-heater"] if command == "explain" else []))
    assert result.exit_code == 4
    assert "vcs-check.toml: line 3" in result.stderr
    assert "fail-on" in result.stderr


def test_settings_that_are_no_toml_are_an_error_with_their_line(folder: Path) -> None:
    settings(folder, "model-year = 2027\nevidence =\n")
    result = check("clean.json")
    assert result.exit_code == 4
    assert "vcs-check.toml: line 2" in result.stderr


@pytest.mark.parametrize("text", ["evidence = 'lots'", "model-year = 'soon'", "date = 'soon'"])
def test_value_of_the_settings_that_does_not_belong_there_is_an_error_with_its_line(
    text: str, folder: Path
) -> None:
    settings(folder, f"# ours\n{text}\n")
    result = check("clean.json")
    assert result.exit_code == 4
    assert result.stdout == ""
    assert "vcs-check.toml: line 2" in result.stderr


def test_bad_flag_is_wrong_usage_beside_settings_too(folder: Path) -> None:
    settings(folder, "evidence = 'strict'\n")
    assert check("clean.json", "--evidence", "lots").exit_code == 2


def test_pyproject_serves_where_there_are_no_settings_of_our_own(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.vcs-check]\nmodel-year = 2026\n")
    assert _year("bad.json") == 2026
    settings(folder, "model-year = 2025\n")
    assert _year("bad.json") == 2025


@pytest.mark.parametrize("text", ["[tool.other]\nx = 1\n", "[project]\nname = 'vcs-check-x'\n", ""])
def test_pyproject_of_somebody_else_is_left_alone(text: str, folder: Path) -> None:
    (folder / "pyproject.toml").write_text(text)
    assert check("clean.json").exit_code == 0


def test_unknown_key_in_pyproject_is_an_error_with_its_line(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.vcs-check]\nmodelyear = 2026\n")
    result = check("clean.json")
    assert result.exit_code == 4
    assert "pyproject.toml: line 2" in result.stderr


def test_register_option_adds_to_those_of_the_program(folder: Path) -> None:
    other = REGISTER.replace("Muster Telematik GmbH", "Beispiel Funk AG")
    second = undecided("two") | {"manufacturer": {"name": "Beispiel Funk AG"}}
    write(
        folder,
        two_json=bom(undecided("one"), second),
        other_toml=other,
        p_toml=program("two.json", extra='register = ["r.toml"]'),
    )
    assert verdicts(report("p.toml")) == {"one": "permitted", "two": "indeterminate"}
    assert verdicts(report("p.toml", "--register", "other.toml")) == {
        "one": "permitted",
        "two": "permitted",
    }


def test_decisions_option_replaces_those_of_the_program_and_settings_do_not(folder: Path) -> None:
    write(
        folder,
        none_toml=decision("nobody"),
        p_toml=program("bad.json", extra='decisions = "d.toml"'),
    )
    assert report("p.toml")["verdict"] == "pass"
    assert report("p.toml", "--decisions", "none.toml")["verdict"] == "fail"
    settings(folder, 'decisions = "none.toml"\n')
    assert report("p.toml")["verdict"] == "pass"


def test_today_is_the_option_then_source_date_epoch_then_the_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    env = {"SOURCE_DATE_EPOCH": "1767225600"}  # 2026-01-01T00:00:00Z
    assert f'"today": "{TODAY}"' in check("clean.json", "-o", "json", env=env).stdout
    assert '"today": "2026-01-01"' in run("check", "clean.json", "-o", "json", env=env).stdout
    today = datetime.datetime.now(tz=datetime.UTC).astimezone().date()
    shown = run("check", "clean.json", "-o", "json").stdout
    days = [today, today + datetime.timedelta(days=1)]  # midnight may pass in between
    assert any(f'"today": "{day}"' in shown for day in days)


def test_day_of_import_or_sale_is_never_taken_from_today(folder: Path) -> None:
    hardware = {
        "type": "device",
        "name": "modem",
        "bom-ref": "modem",
        "manufacturer": {"name": PRC_MAKER, "address": {"country": "CN"}},
        "properties": [
            {"name": "vcs:class", "value": "vcs-hardware"},
            {"name": "vcs:radio", "value": "cellular"},
        ],
    }
    write(folder, hw_json=bom(hardware))
    for today in ("2028-12-31", "2029-01-01", "2035-01-01"):
        result = run("check", "hw.json", "--no-model-year", "-o", "json", "--today", today)
        assert result.exit_code == 3
        assert '"date": null' in result.stdout
    before = run("check", "hw.json", "--no-model-year", "--date", "2028-12-31", "--today", TODAY)
    after = run("check", "hw.json", "--no-model-year", "--date", "2029-01-01", "--today", TODAY)
    assert (before.exit_code, after.exit_code) == (0, 1)
