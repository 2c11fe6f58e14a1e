"""Whatever stands on the command line or in a settings file, the tool itself never breaks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cli.vehicle import bom, check, program, prohibited, run, write

ODD: Final = [
    "", " ", "-", "--", "=", "a=b", "0", "-1", "1e400", "nan", "inf", "٣", "２０２７", "\u202e",
    "\U0001f4a5", "x" * 5_000, "a\nb", "\x1b[31m", "../..", "/", "~", "%s", "{}", "null", "[]",
    "party:=", "component:.=", "party:\u200b=none", "none", "json", "json=/", "\ud800",
    "json=" + "y" * 5_000,
]  # fmt: skip
OPTIONS: Final = [
    "--model-year", "--date", "--today", "--gvwr-lb", "--edition", "--compare-edition",
    "--register", "--decisions", "--evidence", "--software-scope", "--assume", "--part", "-o",
    "--fail-on", "--components", "--possibly-dominant-percent",
]  # fmt: skip
CONTRACT: Final = {0, 1, 2, 3, 4, 5}
HERE: Final = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(autouse=True)
def files(folder: Path) -> None:
    write(folder, bad_json=bom(prohibited()), p_toml=program("bad.json"))


@pytest.mark.parametrize("option", OPTIONS)
def test_no_value_of_an_option_breaks_the_tool(option: str) -> None:
    for value in ODD:
        result = run("check", "bad.json", option, value)
        assert result.exit_code in CONTRACT, (value, result.stderr)


@pytest.mark.parametrize("command", ["check", "explain", "inventory"])
def test_no_path_breaks_the_tool(command: str) -> None:
    for value in ODD:
        if value in ("/", "../..", " "):
            continue  # folders of the machine, which are none of ours
        more = ["x"] if command == "explain" else []
        assert run(command, "--", value, *more).exit_code in CONTRACT, value


def test_no_word_to_explain_breaks_the_tool() -> None:
    for value in ODD:
        assert run("explain", "bad.json", "--", value).exit_code in (0, 2), value


SCALARS: Final = (
    st.text(max_size=12)
    | st.integers(-5, 3000)
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
)
VALUES: Final = SCALARS | st.lists(SCALARS, max_size=3)


@HERE
@given(
    key=st.sampled_from(
        ["model-year", "date", "today", "gvwr-lb", "edition", "register", "decisions", "evidence",
         "output", "fail-on", "exit-zero", "assume", "part", "components", "quiet", "verbose",
         "no-color", "report-dir", "no-model-year", "software-scope", "compare-edition"]
    ),
    value=VALUES,
)  # fmt: skip
def test_no_value_of_a_setting_breaks_the_tool(key: str, value: object, folder: Path) -> None:
    (folder / "vcs-check.toml").write_text(f"{key} = {json.dumps(value)}\n", "utf-8")
    assert check("bad.json").exit_code in CONTRACT


@HERE
@given(
    key=st.sampled_from(
        ["name", "manufacturer", "model_year", "gvwr_lb", "gvwr_kg", "date", "transaction",
         "vehicle_kind", "service_model_year", "made_in", "ads_service", "register", "decisions",
         "authorizations", "other"]
    ),
    value=VALUES | st.dates(),
)  # fmt: skip
def test_no_value_in_a_program_breaks_the_tool(key: str, value: object, folder: Path) -> None:
    shown = json.dumps(value) if not hasattr(value, "isoformat") else value.isoformat()
    (folder / "odd.toml").write_text(
        f'[program]\n{key} = {shown}\n[[bom]]\npath = "bad.json"\n', "utf-8"
    )
    result = check("odd.toml")
    assert result.exit_code in CONTRACT, result.stderr
    if result.exit_code == 4:
        assert result.stderr.startswith("vcs-check: ")


@HERE
@given(
    key=st.sampled_from(["component", "version", "bom", "reason", "by", "on", "expires",
                         "evidence", "sets", "authorization", "other"]),
    value=VALUES | st.dates() | st.dictionaries(st.sampled_from(["class", "model-year", "x"]),
                                                SCALARS, max_size=2),
)  # fmt: skip
def test_no_value_in_a_decision_breaks_the_tool(key: str, value: object, folder: Path) -> None:
    fields = {
        "component": '"remote-agent"', "sets": '{ class = "other" }', "reason": '"r"',
        "by": '"b"', "on": "2026-01-01",
    }  # fmt: skip
    if isinstance(value, dict):
        inner = ", ".join(f"{name} = {json.dumps(item)}" for name, item in value.items())
        fields[key] = f"{{ {inner} }}"
    else:
        fields[key] = json.dumps(value) if not hasattr(value, "isoformat") else value.isoformat()
    text = "".join(f"{name} = {shown}\n" for name, shown in fields.items())
    (folder / "d.toml").write_text(f"[[decision]]\n{text}", "utf-8")
    result = check("bad.json", "--decisions", "d.toml")
    assert result.exit_code in CONTRACT, result.stderr
