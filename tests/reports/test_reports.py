"""What holds for every report."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET

import msgspec
import pytest
from python_calamine import CalamineWorkbook
from tests.reports.assessments import OUTCOMES, everywhere, of_size, realistic

from vcs_check.assessment import Assessment
from vcs_check.inventory.vocabulary import (
    ComponentClass,
    Evidence,
    Exclusion,
    Mark,
    Origin,
    OverallVerdict,
    SoftwareScope,
    Verdict,
)
from vcs_check.reports import ComponentChoice, RenderOptions, Report, available

CONTRACT_FORMATS = "text json html sarif junit markdown csv xlsx gitlab cyclonedx"
FORMATS = sorted(set(available()) - {"cyclonedx"})
"""Those that render an assessment alone; a copy of the inputs needs the inputs."""
ALERTS = {"github", "gitlab"}
"""Formats that list what is wrong and say nothing of the rest."""


def render(format_: str, assessment: Assessment, **options: object) -> str:
    data = available()[format_].render(assessment, RenderOptions(**options))  # type: ignore[arg-type]
    return workbook_text(data) if format_ == "xlsx" else data.decode()


def workbook_text(data: bytes) -> str:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    return "\n".join(" ".join(map(str, row)) for row in rows)


def test_every_format_of_the_contract_is_built_or_planned() -> None:
    assert set(available()) == {*CONTRACT_FORMATS.split(), "github"}


def test_the_set_of_a_report_folder_has_the_names_of_the_contract() -> None:
    named = {report.file_name for report in available().values() if report.file_name}
    assert named == {
        "report.html", "report.json", "report.junit.xml", "report.md", "report.csv",
        "report.sarif",
    }  # fmt: skip


@pytest.mark.parametrize("report", available().values(), ids=available())
def test_a_report_says_what_it_is(report: Report) -> None:
    assert available()[report.name] is report
    assert re.fullmatch(r"[a-z]+/[a-z.+-]+", report.media_type)


@pytest.mark.parametrize("format_", FORMATS)
def test_nothing_found_renders_and_shows_no_pass(
    format_: str, empty_assessment: Assessment
) -> None:
    page = render(format_, empty_assessment)
    assert page.strip()
    if format_ != "csv":
        assert "indeterminate" in page.lower()
        assert '"pass"' not in page


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("verdict", list(OverallVerdict))
@pytest.mark.parametrize("evidence", list(Evidence))
@pytest.mark.parametrize("scope", list(SoftwareScope))
def test_every_overall_word_renders(
    format_: str, verdict: OverallVerdict, evidence: Evidence, scope: SoftwareScope
) -> None:
    changed = msgspec.structs.replace(
        realistic(), verdict=verdict, evidence=evidence, software_scope=scope
    )
    page = render(format_, changed).lower()
    if format_ not in {"csv", *ALERTS}:
        assert verdict.value in page
        assert evidence.value in page
        assert scope.value in page


@pytest.mark.parametrize("format_", ["json", "html", "csv"])
@pytest.mark.parametrize("exclusion", list(Exclusion))
def test_every_exclusion_renders(format_: str, exclusion: Exclusion) -> None:
    changed = realistic()
    for component in changed.components:
        component.outcome = msgspec.structs.replace(
            OUTCOMES["passive"], exclusion=exclusion, reason="fixed"
        )
    assert exclusion.value in render(format_, changed)


@pytest.mark.parametrize("format_", ["json", "html", "csv"])
@pytest.mark.parametrize(
    "word", [*Verdict, *ComponentClass, *Origin, *Mark], ids=lambda word: f"{type(word).__name__}"
)
def test_every_word_about_a_component_renders(
    format_: str, word: Verdict | ComponentClass | Origin | Mark
) -> None:
    changed = realistic()
    outcome = OUTCOMES["modem"]
    if isinstance(word, Mark):
        trace = tuple(msgspec.structs.replace(line, mark=word) for line in outcome.trace)
        new = msgspec.structs.replace(outcome, trace=trace)
    else:
        field = {Verdict: "verdict", ComponentClass: "component_class", Origin: "origin"}
        new = msgspec.structs.replace(outcome, **{field[type(word)]: word})
    for component in changed.components:
        component.outcome = new
        component.rolled_up = new.verdict
    page = render(format_, changed)
    assert word.value in page or (isinstance(word, Mark) and format_ != "json")


def test_counts_agree_across_formats() -> None:
    assessment = of_size(230)
    counts = assessment.counts.verdicts
    rows = list(csv.DictReader(io.StringIO(render("csv", assessment).lstrip("\ufeff"))))
    assert {v: sum(1 for row in rows if row["verdict"] == v) for v in counts} == counts
    listed = msgspec.json.decode(render("json", assessment))["components"]
    assert {v: sum(1 for c in listed if c["verdict"] == v) for v in counts} == counts
    failures = list(ET.fromstring(render("junit", assessment)).iter("failure"))
    # One undecided finding is about the program itself.
    assert len(failures) == counts["prohibited"] + counts["indeterminate"] + 1
    for format_ in ("text", "markdown"):
        assert f"{counts['prohibited']} prohibited" in render(format_, assessment)
    page = render("html", assessment)
    assert page.count("\n<tr><th>") == 230
    assert f'<b class="c-prohibited">{counts["prohibited"]}</b>' in page


@pytest.mark.parametrize("format_", ["html", "csv"])
def test_relevant_counts_what_it_leaves_out(format_: str) -> None:
    page = render(format_, of_size(110), components=ComponentChoice.RELEVANT)
    assert "out of scope: passive" in page
    assert "out of scope: open-source" in page


def test_junit_counts_are_those_of_its_cases() -> None:
    root = ET.fromstring(render("junit", of_size(64)))
    for suite in (root, *root.iter("testsuite")):
        for attribute, tag in (
            ("tests", "testcase"),
            ("failures", "failure"),
            ("errors", "error"),
            ("skipped", "skipped"),
        ):
            assert int(suite.get(attribute, "-1")) == len(list(suite.iter(tag)))
    assert {failure.get("type") for failure in root.iter("failure")} == {
        "prohibited", "indeterminate",
    }  # fmt: skip


@pytest.mark.parametrize("format_", sorted(set(FORMATS) - {"csv", *ALERTS}))
def test_it_says_once_that_it_is_no_legal_advice(format_: str) -> None:
    assert render(format_, realistic()).count("no legal advice") == 1


@pytest.mark.parametrize("format_", sorted(set(FORMATS) - {"csv"}))
def test_a_hypothesis_shows(format_: str) -> None:
    assert "party:Example Silicon GmbH=none" in render(format_, realistic()).replace("\\", "")


@pytest.mark.parametrize("format_", ["text", "html", "markdown", "junit", "json", "xlsx", "gitlab"])
def test_an_unreadable_input_shows(format_: str) -> None:
    page = " ".join(render(format_, realistic()).split()).replace("\\", "")
    assert "hmi.spdx.json: /packages/3: nested 65 levels deep" in page


def test_a_pull_request_comment_stays_within_its_limit() -> None:
    huge = of_size(5000, shared=False)
    hostile = everywhere(of_size(500, shared=False), lambda text: f"{text}{'<' * 5000}")
    for assessment in (huge, hostile):
        assert 1_000 < len(render("markdown", assessment)) < 65_536


def test_a_pull_request_comment_counts_what_it_cuts_and_v_shows_it() -> None:
    assessment = of_size(500, shared=False)
    prohibited = assessment.counts.verdicts["prohibited"]
    assert f"and {prohibited - 20} more" in render("markdown", assessment)
    assert " more" not in render("markdown", assessment, verbose=1)
