"""The workbook: every component, no formula, no link, as many sheets as the rows need."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook
from tests.reports.assessments import everywhere, of_size, realistic
from tests.reports.test_hostile import HOSTILE, MARKER

from vcs_check.assessment import Assessment
from vcs_check.reports import RenderOptions, available, to_xlsx
from vcs_check.reports._escape import shown


def workbook(assessment: Assessment) -> CalamineWorkbook:
    data = available()["xlsx"].render(assessment, RenderOptions())
    return CalamineWorkbook.from_filelike(io.BytesIO(data))


def test_the_components_are_those_of_the_csv_report() -> None:
    assessment = of_size(70)
    rows = workbook(assessment).get_sheet_by_name("Components").to_python()
    text = available()["csv"].render(assessment, RenderOptions()).decode("utf-8-sig")
    others = list(csv.reader(io.StringIO(text)))
    assert [str(cell).replace(" ", "_") for cell in rows[0]] == others[0]
    assert [[str(cell) for cell in row] for row in rows[1:]] == others[1:]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_becomes_a_formula_or_a_link_and_none_is_lost(text: str) -> None:
    hostile = everywhere(realistic(), lambda original: f"{text}{MARKER}{original}")
    data = available()["xlsx"].render(hostile, RenderOptions())
    with zipfile.ZipFile(io.BytesIO(data)) as members:
        for name in members.namelist():
            content = members.read(name)
            assert b"<f>" not in content
            assert b"<hyperlink" not in content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Components")
    names = [str(row[6]) for row in rows.to_python()[1:]]
    assert any(name.startswith(shown(text)) for name in names)


def test_rows_that_do_not_fit_go_on_in_a_second_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(to_xlsx, "MAX_ROWS", 31)
    book = workbook(of_size(70))
    sheets = [name for name in book.sheet_names if name.startswith("Components")]
    assert sheets == ["Components", "Components 2", "Components 3"]
    lengths = [len(book.get_sheet_by_name(name).to_python()) - 1 for name in sheets]
    assert lengths[:2] == [30, 30]
    assert sum(lengths) >= 70


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    long = everywhere(realistic(), lambda original: original + "x" * 40_000)
    rows = workbook(long).get_sheet_by_name("Components").to_python()
    name = str(rows[1][6])
    assert len(name) == 32_767
    assert name.endswith("(cut; the JSON report has all of it)")
