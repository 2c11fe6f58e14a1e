"""``vcs-check diff``: exit codes, files, and what a user may get wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.vehicle import bom, check, prohibited, run, undecided, unrelated

BOMS: dict[str, str] = {
    "pass": bom(unrelated()),
    "open": bom(unrelated(), undecided()),
    "fail": bom(unrelated(), prohibited()),
    "both": bom(unrelated(), undecided(), prohibited()),
    "bad": "no BOM",
}


@pytest.fixture(autouse=True)
def _reports(folder: Path) -> None:
    for name, text in BOMS.items():
        (folder / "tcu.json").write_text(text)
        check("tcu.json", "--model-year", "2027", "-q", "-o", f"json={name}")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("pass", "pass", 0), ("fail", "fail", 0), ("both", "pass", 0), ("fail", "pass", 0),
        ("pass", "fail", 1), ("open", "fail", 1), ("open", "both", 1), ("bad", "fail", 1),
        ("pass", "open", 3), ("fail", "open", 3), ("fail", "both", 3), ("pass", "bad", 3),
        ("fail", "bad", 3), ("bad", "bad", 0), ("bad", "pass", 0),
    ],
)  # fmt: skip
def test_exit_code_says_what_is_worse(old: str, new: str, code: int) -> None:
    assert run("diff", old, new).exit_code == code


@pytest.mark.parametrize(
    ("new", "options", "code"),
    [
        ("fail", ["--fail-on", "prohibited"], 1),
        ("open", ["--fail-on", "prohibited"], 0),
        ("fail", ["--fail-on", "never"], 0),
        ("fail", ["--exit-zero"], 0),
    ],
)
def test_fail_on_says_what_matters(new: str, options: list[str], code: int) -> None:
    assert run("diff", "pass", new, *options).exit_code == code


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"schema": "vcs-check/report/9"}', "\x00"])
def test_what_is_no_report_is_an_input_error_of_one_line(folder: Path, content: str) -> None:
    (folder / "x.json").write_text(content)
    for pair in (("x.json", "pass"), ("pass", "x.json"), ("pass", "gone.json"), ("pass", ".")):
        result = run("diff", *pair)
        assert result.exit_code == 4
        assert result.stdout == ""
        assert result.stderr.count("\n") == 1
        assert not result.stderr.startswith("vcs-check: a defect")


def test_every_format_goes_to_its_file(folder: Path) -> None:
    formats = ["text", "json", "markdown", "html"]
    words = [word for name in formats for word in ("-o", f"{name}=out.{name}")]
    assert run("diff", "pass", "fail", "-q", *words).exit_code == 1
    assert all((folder / f"out.{name}").stat().st_size for name in formats)
    made: dict[str, Any] = json.loads((folder / "out.json").read_text())
    assert made["worse"] == "fail"
    assert [c["new"]["name"] for c in made["changes"] if c["new_finding"]] == ["remote-agent"]
    assert made["inputs"][0]["what"] == "changed"


def test_one_report_may_come_from_standard_input(folder: Path) -> None:
    data = (folder / "pass").read_bytes()
    assert run("diff", "-", "fail", stdin=data).exit_code == 1
    assert run("diff", "fail", "-", stdin=data).exit_code == 0
    assert run("diff", "-", "-", stdin=data).exit_code == 2


@pytest.mark.parametrize(
    "words",
    [["pass"], ["pass", "fail", "open"], ["pass", "fail", "-o", "sarif"],
     ["pass", "fail", "-o", "json=pass"]],
)  # fmt: skip
def test_wrong_usage_is_2_and_harms_no_input(folder: Path, words: list[str]) -> None:
    before = (folder / "pass").read_bytes()
    assert run("diff", *words).exit_code == 2
    assert (folder / "pass").read_bytes() == before


def test_unwritable_place_is_5(folder: Path) -> None:
    (folder / "file").write_text("x")
    assert run("diff", "pass", "fail", "-q", "-o", "json=file/x.json").exit_code == 5


def test_formats_of_check_in_the_settings_are_not_those_of_diff(folder: Path) -> None:
    (folder / "vcs-check.toml").write_text('output = ["sarif=x.sarif"]\nfail-on = "never"\n')
    result = run("diff", "pass", "fail")
    assert result.exit_code == 0
    assert "newly prohibited" in result.stdout
    assert not (folder / "x.sarif").exists()


def test_schema_is_published_and_fits(folder: Path) -> None:
    assert json.loads(run("rules", "--schema", "diff").stdout)["$id"] == "urn:vcs-check:diff:1"
