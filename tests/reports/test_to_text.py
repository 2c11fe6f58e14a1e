"""The terminal report."""

from __future__ import annotations

import re

import msgspec
import pytest
from tests.reports.assessments import everywhere, of_size, realistic

from vcs_check.assessment import Assessment
from vcs_check.inventory.vocabulary import OverallVerdict
from vcs_check.reports import RenderOptions, available
from vcs_check.reports._columns import columns


def lines(assessment: Assessment, **options: object) -> list[str]:
    page = available()["text"].render(assessment, RenderOptions(**options))  # type: ignore[arg-type]
    return page.decode().removesuffix("\n").split("\n")


@pytest.mark.parametrize("size", [0, 1, 11, 500])
@pytest.mark.parametrize("shared", [True, False])
def test_the_summary_has_at_most_sixty_lines(size: int, shared: bool) -> None:
    assessment = of_size(size, shared=shared)
    notes = tuple(f"note {number}" for number in range(50))
    crowded = msgspec.structs.replace(
        assessment, notes=notes, inputs=assessment.inputs * 20, actions=assessment.actions * 9
    )
    written = tuple(f"{'folder/' * 9}report-{number}.html" for number in range(7))
    assert len(lines(crowded, written=written)) <= 60


def test_the_summary_of_very_long_texts_has_at_most_sixty_lines() -> None:
    long = everywhere(of_size(60, shared=False), lambda text: f"{text} " * 40)
    assert len(lines(long)) <= 60


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("verbose", [0, 1])
def test_no_line_is_wider_than_the_terminal(width: int, verbose: int) -> None:
    page = lines(of_size(40, shared=False), width=width, verbose=verbose)
    assert max(columns(line) for line in page) <= width


def test_the_verdict_comes_first_in_words() -> None:
    for verdict in OverallVerdict:
        changed = msgspec.structs.replace(realistic(), verdict=verdict)
        assert lines(changed)[0].startswith(verdict.value.upper())


def test_colour_changes_no_word() -> None:
    plain, colored = lines(realistic()), lines(realistic(), color=True)
    assert plain != colored
    assert plain == [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in colored]


def test_what_the_summary_cuts_is_counted_and_shown_with_v() -> None:
    assessment = of_size(300, shared=False)
    short = "\n".join(lines(assessment))
    assert "-v shows all" in short
    full = "\n".join(lines(assessment, verbose=1))
    assert "-v shows all" not in full
    for component in assessment.components:
        if component.outcome.verdict.value in ("prohibited", "indeterminate"):
            assert str(component.component.name) in full


def test_the_prohibited_are_counted_whole_however_they_are_grouped() -> None:
    page = "\n".join(lines(of_size(110)))
    assert "Prohibited (20)" in page
    assert page.count("and 9 more for the same reason") == 2


def test_it_names_the_reports_that_were_written() -> None:
    assert "  out/report.html" in lines(realistic(), written=("out/report.html",))
    assert "Reports" not in lines(realistic())


def test_the_answers_used_are_named_with_who_when_and_digest() -> None:
    view = realistic().answers[0]
    text = " ".join(" ".join(lines(realistic(), verbose=1)).split())
    for said in (view.path, view.sha256, view.supplier, view.by, view.on):
        assert said in text
    without = msgspec.structs.replace(realistic(), answers=())
    assert "Answers of" not in " ".join(lines(without))
