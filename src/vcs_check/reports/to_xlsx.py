"""``xlsx``: a workbook for the purchasing desk.

Sheets: what was found, every component, the open questions with whom to ask, the suppliers.
Every text is written as a text cell, so that none can be a formula or a link.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from vcs_check.assessment import Assessment
from vcs_check.reports import _digest as digest
from vcs_check.reports._base import RenderOptions, Report
from vcs_check.reports._escape import xlsx_cell
from vcs_check.reports._rows import COLUMNS, question_text, rows

MAX_ROWS: Final = 1_048_576
"""Rows of one sheet in the format, its header included."""
_MADE_ON: Final = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)
"""A fixed day, so that the same assessment gives the same bytes."""
_COLOURS: Final = {
    "prohibited": "#F8D7DA",
    "indeterminate": "#FFF3CD",
    "exempt": "#D9E8F6",
    "authorized": "#D9E8F6",
    "permitted": "#D8EFDE",
}
_WIDTHS: Final = {"name": 34, "path": 50, "parties": 44, "reason": 70, "missing": 70, "input": 26}
Cells = Sequence[str | int]


class _Book:
    """The workbook under construction."""

    def __init__(self) -> None:
        import xlsxwriter  # needed for workbooks only

        self.data = io.BytesIO()
        self.book: Any = xlsxwriter.Workbook(
            self.data, {"constant_memory": True, "strings_to_formulas": False}
        )
        self.book.set_properties({"title": "vcs-check report", "created": _MADE_ON})
        self.heading = self.book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        self.text = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.fills = {
            verdict: self.book.add_format({"bg_color": colour, "bold": True, "valign": "top"})
            for verdict, colour in _COLOURS.items()
        }

    def table(self, name: str, columns: Sequence[str], lines: Iterable[Cells]) -> None:
        """A sheet with a header that stays in sight; a second one where the rows do not fit."""
        numbered, title, left = 1, name, MAX_ROWS - 1
        sheet = self._sheet(title, columns)
        row = 0
        for cells in lines:
            if row == left:
                self._end(sheet, columns, row)
                numbered += 1
                title, row = f"{name} {numbered}", 0
                sheet = self._sheet(title, columns)
            row += 1
            for column, value in enumerate(cells):
                if isinstance(value, int):
                    sheet.write_number(row, column, value, self.text)
                elif value:
                    form = self.fills.get(value, self.text)
                    sheet.write_string(row, column, xlsx_cell(value), form)
        self._end(sheet, columns, row)

    def _sheet(self, title: str, columns: Sequence[str]) -> Any:
        sheet = self.book.add_worksheet(title)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, _WIDTHS.get(column, 18))
            sheet.write_string(0, number, column.replace("_", " "), self.heading)
        sheet.freeze_panes(1, 0)
        return sheet

    @staticmethod
    def _end(sheet: Any, columns: Sequence[str], row: int) -> None:
        sheet.autofilter(0, 0, max(row, 1), len(columns) - 1)


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """The workbook as bytes; the same for the same assessment."""
    book = _Book()
    book.table("Summary", ("fact", "value"), _summary(assessment))
    selection = digest.select(assessment, options)
    book.table("Components", COLUMNS, rows(assessment, selection))
    book.table("Questions", ("components", "ask", "missing", "for example"), _questions(assessment))
    book.table(
        "Suppliers",
        ("name", "origin", "country", "components", "decides", "reason", "missing"),
        _suppliers(assessment),
    )
    book.book.close()
    return book.data.getvalue()


def _summary(a: Assessment) -> Iterator[Cells]:
    yield "verdict", digest.verdict_words(a)
    yield "in one sentence", digest.summary_sentence(a)
    yield "program", a.program.name
    yield "manufacturer", a.program.manufacturer
    yield "model year", digest.model_year_text(a)
    yield "edition", f"{a.edition.id} ({a.edition.citation})"
    yield "evidence", a.evidence.value
    yield "software scope", a.software_scope.value
    yield "day of the run", a.today
    yield "components", a.counts.components
    for verdict, count in sorted(a.counts.verdicts.items()):
        yield f"of these {verdict}", count
    for line in a.schedule:
        yield (
            f"model year {line.model_year}",
            f"{line.verdict.value}: {line.prohibited} prohibited, {line.indeterminate} undecided",
        )
    for entry in a.inputs:
        said = f"SHA-256 {entry.sha256}" if entry.error is None else f"not read: {entry.error}"
        yield "input", f"{entry.path}: {said}"
    for text in a.hypotheses:
        yield "hypothetical", text
    for text in a.notes:
        yield "note", text
    yield "note", digest.NO_LEGAL_ADVICE


def _questions(a: Assessment) -> Iterator[Cells]:
    for group in digest.open_questions(a):
        yield (
            len(group.components),
            "; ".join(dict.fromkeys(fact.of for fact in group.missing)),
            "; ".join(map(question_text, group.missing)),
            "; ".join(member.component.name or member.key for member in group.components[:5]),
        )


def _suppliers(a: Assessment) -> Iterator[Cells]:
    for party in a.suppliers:
        missing = "; ".join(map(question_text, party.missing))
        yield (
            party.name, party.origin.value, party.country, party.components, party.decides,
            party.why, missing,
        )  # fmt: skip


REPORT = Report(
    name="xlsx",
    file_name="",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    render=render,
)
