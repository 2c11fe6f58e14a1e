"""Alerts for GitLab and GitHub: as many as SARIF has, each with a place, and none breaks out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

import pytest
from tests.reports.assessments import everywhere, of_size, realistic
from tests.reports.test_hostile import HOSTILE

from vcs_check.inventory.vocabulary import Verdict
from vcs_check.reports import RenderOptions, available
from vcs_check.reports._alerts import rule_of
from vcs_check.reports._base import Place

COMMAND = re.compile(
    r"::(error|warning) file=([^,:]*),line=(\d+),col=(\d+),title=([^,:]*)::(.*)", re.DOTALL
)


def locate(number: int, sources: Sequence[str]) -> Mapping[str, Place]:
    return {source: Place(file=f"boms/{number}, x.json", line=9, column=2) for source in sources}


def test_all_three_formats_have_the_same_alerts() -> None:
    options = RenderOptions(locate=locate)
    made = {n: available()[n].render(of_size(90), options) for n in ("sarif", "gitlab", "github")}
    quality = json.loads(made["gitlab"])
    results = json.loads(made["sarif"])["runs"][0]["results"]
    lines = made["github"].decode().splitlines()
    assert len(quality) == len(results) == len(lines) - 1
    assert [q["check_name"] for q in quality] == [r["ruleId"] for r in results]
    assert {q["severity"] for q in quality} == {"blocker", "major"}
    assert len({q["fingerprint"] for q in quality}) == len(quality)
    assert {q["location"]["lines"]["begin"] for q in quality} == {9}


def test_the_last_line_for_github_says_the_verdict() -> None:
    last = available()["github"].render(realistic(), RenderOptions()).decode().splitlines()[-1]
    assert last.startswith("::notice title=vcs-check::fail (hypothetical)")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_ends_a_command_or_begins_another(text: str) -> None:
    hostile = everywhere(realistic(), lambda original: text + original)
    options = RenderOptions(locate=locate)
    lines = available()["github"].render(hostile, options).decode().split("\n")
    assert lines.pop() == ""
    assert lines.pop().startswith("::notice title=vcs-check::")
    assert len(lines) == len(json.loads(available()["gitlab"].render(hostile, options)))
    for line in lines:
        found = COMMAND.fullmatch(line)
        assert found is not None
        assert found[2] == "boms/0%2C x.json" or found[2].endswith(".json")
        assert not re.search(r"%(?!25|3A|2C)", found[5] + found[6])


@pytest.mark.parametrize(
    ("verdict", "citation", "rule"),
    [
        (Verdict.PROHIBITED, "15 CFR 791.303(a)", "prohibited-791.303-a"),
        (Verdict.INDETERMINATE, "15 CFR 791.302(a)", "indeterminate-791.302-a"),
        (Verdict.PROHIBITED, "S. 4429 § 3", "prohibited-S.-4429-3"),
        (Verdict.PROHIBITED, "", "prohibited"),
    ],
)
def test_a_rule_is_named_after_the_verdict_and_the_provision(
    verdict: Verdict, citation: str, rule: str
) -> None:
    assert rule_of(verdict, citation) == rule
