"""``text``: for a terminal; ``-v`` shows everything that it cuts short."""

from __future__ import annotations

from typing import Final

from vcs_check.assessment.fleet import FleetProgram, FleetSummary
from vcs_check.inventory.vocabulary import Origin, OverallVerdict
from vcs_check.reports._base import RenderOptions
from vcs_check.reports._columns import wrap
from vcs_check.reports._digest import NO_LEGAL_ADVICE, plural
from vcs_check.reports._escape import terminal
from vcs_check.reports.fleet import _story as story
from vcs_check.reports.fleet._base import FleetReport

_MIN_WIDTH: Final = 60
_PROGRAMS, _SUPPLIERS, _QUESTIONS, _CHANGES = 20, 8, 5, 5
_SIGNS: Final = {
    OverallVerdict.FAIL: "x",
    OverallVerdict.INDETERMINATE: "?",
    OverallVerdict.PASS: ".",
}
_COLORS: Final = {
    OverallVerdict.FAIL: "1;31",
    OverallVerdict.INDETERMINATE: "1;33",
    OverallVerdict.PASS: "1;32",
}
_YEAR_COLUMNS: Final = 3


class _Page:
    def __init__(self, options: RenderOptions) -> None:
        self.lines: list[str] = []
        self.width = max(options.width, _MIN_WIDTH)
        self.all = options.verbose > 0
        self._color = options.color

    def text(self, text: str, indent: int = 0) -> None:
        for line in wrap(terminal(text), self.width - indent, None if self.all else 4) or [""]:
            self.lines.append((" " * indent + line).rstrip())

    def heading(self, text: str) -> None:
        self.lines += ["", self.colored(text, "1")]

    def colored(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._color else text

    def more(self, total: int, shown: int, what: str) -> None:
        if total > shown:
            self.lines.append(f"  and {plural(total - shown, what)} more; -v shows all")

    def cut(self, total: int, most: int) -> int:
        return total if self.all else min(total, most)


def render(summary: FleetSummary, options: RenderOptions) -> bytes:
    """UTF-8 text; what it does not show is counted."""
    page = _Page(options)
    verdict = story.overall(summary)
    what = " (what if: hypothetical)" if summary.hypotheses else ""
    word = page.colored(story.WORDS[verdict].upper(), _COLORS[story.color(verdict)])
    name = terminal(summary.name or summary.manifest)
    page.lines.append(f"{word}{what}  {name}, as of {summary.today}")
    page.text(f"{plural(len(summary.programs), 'program')}: {story.counted(summary)}")
    page.text(f"{story.done(summary)}; {plural(summary.components, 'component')}")
    for hypothesis in summary.hypotheses:
        page.text(f"assumed: {hypothesis}")
    for line in summary.trouble:
        page.text(f"! {line}")
    _programs(page, summary)
    _suppliers(page, summary)
    _questions(page, summary)
    _changes(page, summary)
    for note in summary.notes:
        page.lines.append("")
        page.text(f"note: {note}")
    page.lines += ["", NO_LEGAL_ADVICE]
    page.lines += [terminal(f"written: {path}") for path in options.written]
    return ("\n".join(page.lines) + "\n").encode("utf-8", "backslashreplace")


def _programs(page: _Page, summary: FleetSummary) -> None:
    years = story.years(summary)
    # the worst first, because a terminal shows few
    ranked = sorted(summary.programs, key=_rank)
    shown = page.cut(len(ranked), _PROGRAMS)
    wide = min(max((len(terminal(p.id)) for p in ranked[:shown]), default=0), 32)
    page.heading("Programs by model year")
    head = "".join(f"{year % 100:>{_YEAR_COLUMNS}}" for year in years)
    page.lines.append(f"  {'':{wide}}{head}")
    for program in ranked[:shown]:
        label = terminal(program.id)[:wide].ljust(wide)
        cells = {year.model_year: year for year in program.years}
        signs = "".join(
            " " * (_YEAR_COLUMNS - 1)
            + (
                page.colored(_SIGNS[cells[y].verdict], _COLORS[cells[y].verdict])
                if y in cells
                else "-"
            )
            for y in years
        )
        mark = " (what if)" if program.hypothetical else ""
        page.lines.append(f"  {label}{signs}  {story.fails_from(program)}{mark}")
        if program.error and program.status != "unreached":
            page.text(program.error, 4)
    page.more(len(ranked), shown, "program")
    page.lines.append("  x fails  ? undecided  . passes  - not evaluated")


def _rank(program: FleetProgram) -> tuple[int, int, str]:
    order = (OverallVerdict.FAIL, None, OverallVerdict.INDETERMINATE, OverallVerdict.PASS)
    return order.index(program.verdict), program.first_failing_year or 9999, program.id


def _suppliers(page: _Page, summary: FleetSummary) -> None:
    deciding = story.deciding(summary)
    if not deciding:
        return
    page.heading("Suppliers that decide most programs")
    shown = page.cut(len(deciding), _SUPPLIERS)
    for supplier in deciding[:shown]:
        origin = story.origin_words(supplier.origin)
        why = f"; {supplier.why}" if page.all or supplier.origin is Origin.NEXUS else ""
        page.text(f"{supplier.name} ({origin}): {story.role_of(supplier)}{why}", 2)
    page.more(len(deciding), shown, "supplier")


def _questions(page: _Page, summary: FleetSummary) -> None:
    if not summary.questions:
        return
    page.heading("Ask first")
    shown = page.cut(len(summary.questions), _QUESTIONS)
    for question in summary.questions[:shown]:
        waiting = (
            f"{plural(question.programs, 'program')}, {plural(question.components, 'component')}"
        )
        page.text(f"{question.ask} ({waiting})", 2)
    page.more(len(summary.questions), shown, "question")


def _changes(page: _Page, summary: FleetSummary) -> None:
    page.heading("What changed")
    page.text(story.since_words(summary), 2)
    for heading, lines in story.changes(summary):
        shown = page.cut(len(lines), _CHANGES)
        page.lines.append(f"  {heading}")
        for line in lines[:shown]:
            page.text(line, 4)
        page.more(len(lines), shown, "change")


REPORT = FleetReport(name="text", file_name="fleet.txt", media_type="text/plain", render=render)
