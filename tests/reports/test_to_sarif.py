"""SARIF points at the line of the BOM, keeps its fingerprints, and stays within the limits."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.reports.assessments import everywhere, of_size, realistic
from tests.reports.test_hostile import HOSTILE

from vcs_check.assessment import Assessment
from vcs_check.inventory.vocabulary import OverallVerdict, Verdict
from vcs_check.reports import RenderOptions, available
from vcs_check.reports._base import Locate, Place, nowhere
from vcs_check.reports.to_sarif import MAX_RESULTS
from vcs_check.text import BomText

VALIDATOR = os.environ.get("VCS_CHECK_SARIF_VALIDATOR") or shutil.which("Sarif.Multitool")


def log(assessment: Assessment, locate: Locate = nowhere) -> dict[str, Any]:
    made = available()["sarif"].render(assessment, RenderOptions(locate=locate))
    decoded: dict[str, Any] = json.loads(made)
    return decoded


def run_of(assessment: Assessment, locate: Locate = nowhere) -> dict[str, Any]:
    (run,) = log(assessment, locate)["runs"]
    found: dict[str, Any] = run
    return found


def at_line_seven(number: int, sources: Sequence[str]) -> Mapping[str, Place]:
    return {source: Place(file=f"boms/{number}.json", line=7, column=3) for source in sources}


def test_each_prohibited_or_undecided_component_is_one_result_and_no_other() -> None:
    assessment = of_size(230)
    counts = assessment.counts.verdicts
    results = run_of(assessment)["results"]
    about = [r for r in results if "properties" in r]
    assert len(about) == counts["prohibited"] + counts["indeterminate"]
    levels = [r["level"] for r in about]
    assert levels == ["error"] * counts["prohibited"] + ["warning"] * counts["indeterminate"]


def test_every_result_has_a_line_also_where_no_place_is_found() -> None:
    for locate in (nowhere, at_line_seven):
        for result in run_of(realistic(), locate)["results"]:
            (location,) = result["locations"]
            assert location["physicalLocation"]["artifactLocation"]["uri"]
            assert location["physicalLocation"]["region"]["startLine"] >= 1
    lines = {
        r["locations"][0]["physicalLocation"]["region"]["startLine"]
        for r in run_of(realistic(), at_line_seven)["results"]
        if "properties" in r
    }
    assert lines == {7}


def test_every_result_names_a_rule_with_help_and_citation() -> None:
    run = run_of(realistic())
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["defaultConfiguration"]["level"] == result["level"]
        if "properties" in result:
            assert result["properties"]["citation"] in rule["help"]["text"]


def test_fingerprints_are_unique_and_do_not_move_with_lines_order_or_version() -> None:
    assessment = of_size(60)
    before = run_of(assessment)["results"]
    moved = msgspec.structs.replace(assessment, components=list(assessment.components))
    for assessed in moved.components:
        assessed.component.version = BomText(f"{assessed.component.version}.1")
    after = run_of(moved, at_line_seven)["results"]

    def prints(results: list[dict[str, Any]]) -> list[str]:
        return [r["partialFingerprints"]["vcsCheckSubject/v1"] for r in results]

    assert prints(before) == prints(after)
    assert len(set(prints(before))) == len(before)


def test_what_is_cut_is_counted_and_the_prohibited_are_kept() -> None:
    assessment = of_size(60)
    prohibited = [c for c in assessment.components if c.outcome.verdict is Verdict.PROHIBITED]
    undecided = [c for c in assessment.components if c.outcome.verdict is Verdict.INDETERMINATE]
    many = undecided[:1] * MAX_RESULTS + prohibited[:1]
    run = run_of(msgspec.structs.replace(assessment, components=many, findings=()))
    results = run["results"]
    assert len(results) == MAX_RESULTS
    assert sum(1 for r in results if r["level"] == "error") == 1
    notice = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert "left out here" in notice
    assert "indeterminate" in notice


def test_an_unreadable_input_is_a_result_and_the_run_is_no_success() -> None:
    run = run_of(realistic())
    assert run["invocations"][0]["executionSuccessful"] is False
    (result,) = [r for r in run["results"] if r["ruleId"] == "unreadable-input"]
    assert result["level"] == "warning"


def test_a_verdict_that_is_no_pass_never_shows_an_empty_list() -> None:
    silent = msgspec.structs.replace(
        realistic(), components=[], findings=(), inputs=(), hypotheses=()
    )
    for verdict, rules in (
        (OverallVerdict.INDETERMINATE, ["undecided-program"]),
        (OverallVerdict.FAIL, ["undecided-program"]),
        (OverallVerdict.PASS, []),
    ):
        results = run_of(msgspec.structs.replace(silent, verdict=verdict))["results"]
        assert [r["ruleId"] for r in results] == rules
    assumed = msgspec.structs.replace(
        silent, verdict=OverallVerdict.PASS, hypotheses=("party:X=none",)
    )
    (result,) = run_of(assumed)["results"]
    assert "party:X=none" in result["message"]["text"]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("boms/a b#c.json", {"uri": "boms/a%20b%23c.json", "uriBaseId": "%SRCROOT%"}),
        ("./x.json", {"uri": "x.json", "uriBaseId": "%SRCROOT%"}),
        ("/abs/ä.json", {"uri": "file:///abs/%C3%A4.json"}),
        ("javascript:alert(1)", {"uri": "javascript%3Aalert%281%29", "uriBaseId": "%SRCROOT%"}),
    ],
)
def test_a_file_becomes_a_uri(file: str, uri: dict[str, str]) -> None:
    def locate(_: int, sources: Sequence[str]) -> Mapping[str, Place]:
        return {source: Place(file=file) for source in sources}

    (location,) = run_of(realistic(), locate)["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"] == uri


def test_a_name_can_make_no_link_in_a_message() -> None:
    hostile = everywhere(realistic(), lambda text: f"[click](https://evil.example){text}")
    for result in run_of(hostile)["results"]:
        text = result["message"]["text"].replace("\\\\", "").replace("\\[", "").replace("\\]", "")
        assert "[" not in text
        assert "]" not in text


@pytest.mark.skipif(VALIDATOR is None, reason="VCS_CHECK_SARIF_VALIDATOR names no validator")
@pytest.mark.parametrize("kind", ["plain", "hostile", "empty"])
def test_the_official_validator_and_the_rules_of_code_scanning_find_nothing(
    tmp_path: Path, kind: str
) -> None:
    assert VALIDATOR is not None
    assessment = realistic()
    if kind == "hostile":
        text = "".join(value for key, value in HOSTILE.items() if key != "very long")
        assessment = everywhere(assessment, lambda original: text + original)
    elif kind == "empty":
        assessment = msgspec.structs.replace(assessment, components=[], findings=())
    options = RenderOptions(locate=at_line_seven)
    file = tmp_path / "report.sarif"
    file.write_bytes(available()["sarif"].render(assessment, options))
    done = subprocess.run(
        [VALIDATOR, "validate", str(file), "--rule-kind", "Sarif;Ghas"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
    )
    assert "Analysis completed successfully" in done.stdout
    complaints = [
        line
        for line in done.stdout.splitlines()
        if ": error " in line or (": warning " in line and "SARIF2005" not in line)
    ]  # SARIF2005 asks for the address of a web site
    assert not complaints
