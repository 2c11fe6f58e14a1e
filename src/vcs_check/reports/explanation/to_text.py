"""``text``: the proof as a tree of indented lines, at most as wide as the terminal."""

from __future__ import annotations

from typing import Final

from vcs_check.assessment import TraceLine
from vcs_check.inventory.vocabulary import Answer
from vcs_check.reports._base import RenderOptions
from vcs_check.reports._columns import wrap
from vcs_check.reports._digest import statement_words
from vcs_check.reports._escape import terminal
from vcs_check.reports.explanation._base import Explained, ExplanationReport

_MIN_WIDTH: Final = 40
_LABEL: Final = 12


class _Page:
    def __init__(self, width: int) -> None:
        self.lines: list[str] = []
        self._width = max(width, _MIN_WIDTH)

    def text(self, text: str, indent: int = 0, first: str = "") -> None:
        """A paragraph; the first line is led by ``first``, the others by as much space."""
        lead = first.ljust(indent)
        for line in wrap(terminal(text), self._width - indent) or [""]:
            self.lines.append((lead + line).rstrip())
            lead = " " * indent

    def field(self, label: str, text: str) -> None:
        self.text(text, _LABEL + 2, f"  {label}")

    def section(self, title: str, texts: list[str]) -> None:
        if texts:
            self.lines += ["", f"{title}:"]
            for text in texts:
                self.text(text, 4, "  -")


def render(explained: Explained, options: RenderOptions) -> bytes:
    """UTF-8 text with a line break at its end."""
    page = _Page(options.width)
    a, item = explained.assessment, explained.item
    outcome = item.outcome
    _head(page, explained)
    page.lines += ["", "Questions, in order:"]
    for number, line in enumerate(outcome.trace, 1):
        _question(page, line, f"  {number}.")
    _parties(page, explained)
    no, unknown = explained.answered(Answer.NO), explained.answered(Answer.UNKNOWN)
    page.section("Did not apply", [f"{line.question} No: {line.because}" for line in no])
    page.section("Not known", [f"{line.question} {line.because}" for line in unknown])
    page.section("Would change it", list(explained.changes()))
    _other_edition(page, explained)
    page.section("Assumptions", list(outcome.assumptions))
    page.section("Warnings", list(outcome.warnings))
    decided = [a.decisions[n] for n in item.decisions if n < len(a.decisions)]
    page.section("Decisions", [f"{d.sets} (by {d.by} on {d.on}: {d.reason})" for d in decided])
    page.section("HYPOTHETICAL, because of --assume", list(a.hypotheses))
    return ("\n".join(page.lines) + "\n").encode("utf-8", "backslashreplace")


def _head(page: _Page, explained: Explained) -> None:
    item, edition = explained.item, explained.assessment.edition
    component, outcome = item.component, item.outcome
    name = f"{component.name} {component.version}".rstrip()
    page.text(f"{outcome.verdict.upper()}: {name}", 0)
    page.text(outcome.reason, 2, "  ")
    page.lines.append("")
    page.field("key", item.key)
    file, place = explained.assessment.inputs[item.input].path, explained.place
    if place is not None:
        page.field("place", f"{place.file}:{place.line}:{place.column}")
        page.field("in file", component.source)
    else:
        page.field("place", f"{file} {component.source}")
    page.field("path", " > ".join(item.path))
    for path in item.more_paths:
        page.field("also", " > ".join(path))
    entry = f", entry {item.entry}" if item.entry else ""
    page.field(
        "class", f"{outcome.component_class.value}, by {item.layer} ({item.confidence}{entry})"
    )
    page.field("origin", outcome.origin.value)
    page.field("citation", f"{outcome.citation} ({edition.id}, {edition.citation})")
    if outcome.exclusion is not None:
        page.field("exclusion", outcome.exclusion.value)
    if outcome.authorization:
        page.field("authorized", outcome.authorization)
    if item.rolled_up is not outcome.verdict:
        page.field("its parts", f"the worst of them is {item.rolled_up.value}")


def _question(page: _Page, line: TraceLine, number: str) -> None:
    page.text(line.question, 6, number)
    page.text(f"{line.answer.upper()}: {line.because}", 8)
    page.text(f"{line.citation} [{line.mark.value}]", 8)


def _parties(page: _Page, explained: Explained) -> None:
    parties = explained.item.parties
    page.lines += ["", "Parties:" if parties else "Parties: nobody is named"]
    for party in parties:
        page.text(f"{party.role.value} {party.name}: {party.origin.value}. {party.why}", 4, "  -")
        named = f"named in {party.source or 'the BOM'}; {party.strength.value}"
        page.text(f"{named}, {party.date or 'undated'}", 6, "     ")
        for step in party.path:
            page.text(step, 8, "      >")
    for view in explained.known():
        said = [s for s in view.evidence if not s.says.startswith("named as")]
        page.section(f"Said of {terminal(view.name)}", list(map(statement_words, said)))


def _other_edition(page: _Page, explained: Explained) -> None:
    if explained.other is None:
        return
    assessment, item = explained.other
    edition = assessment.edition
    page.lines.append("")
    same = " as well" if item.outcome.verdict is explained.item.outcome.verdict else ""
    page.text(f"Under {edition.id} ({edition.citation}): {item.outcome.verdict.value}{same}")
    page.text(item.outcome.reason, 2, "  ")
    for ours, theirs in explained.otherwise():
        before = f"{ours.answer.value} here, " if ours else "not asked here, "
        page.text(
            f"{theirs.question} {before}{theirs.answer.value} there: {theirs.because}", 4, "  -"
        )


REPORT = ExplanationReport(name="text", file_name="", media_type="text/plain", render=render)
