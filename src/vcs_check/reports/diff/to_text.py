"""``text``: for a terminal; ``-v`` shows everything that it cuts short."""

from __future__ import annotations

from typing import Final

from vcs_check.comparison import Comparison
from vcs_check.comparison.result import Change
from vcs_check.inventory.vocabulary import OverallVerdict, Verdict
from vcs_check.reports._base import RenderOptions
from vcs_check.reports._columns import wrap
from vcs_check.reports._escape import terminal
from vcs_check.reports.diff import _story as story
from vcs_check.reports.diff._base import DiffReport

_MIN_WIDTH: Final = 40
_LABEL_COLUMNS: Final = 9
_GROUPS, _MEMBERS, _LINES = 5, 4, 8
_COLORS: Final = {OverallVerdict.FAIL: "1;31", OverallVerdict.INDETERMINATE: "1;33", None: "1;32"}
_WORDS: Final = {
    OverallVerdict.FAIL: "WORSE",
    OverallVerdict.INDETERMINATE: "NEWLY UNDECIDED",
    None: "NOT WORSE",
}


class _Page:
    def __init__(self, options: RenderOptions) -> None:
        self.lines: list[str] = []
        self.all = options.verbose > 0
        self._width = max(options.width, _MIN_WIDTH)
        self._color = options.color

    def text(self, text: str, indent: int = 0, first: str = "") -> None:
        lead = first.ljust(indent)
        limit = None if self.all else 4
        for line in wrap(terminal(text), self._width - indent, limit) or [""]:
            self.lines.append((lead + line).rstrip())
            lead = " " * indent

    def titled(self, title: str, text: str, code: str) -> None:
        """A coloured beginning of a line and the rest of it."""
        first, *rest = wrap(f"{title} {text}", self._width)
        self.lines.append(first.replace(title, self.colored(title, code), 1))
        self.lines += rest

    def heading(self, text: str) -> None:
        self.lines += ["", self.colored(text, "1")]

    def colored(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._color else text

    def cut(self, total: int, limit: int, what: str) -> int:
        """How many of ``total`` to show; the rest is said by :meth:`more`."""
        return total if self.all else min(total, limit)

    def more(self, left: int, indent: int) -> None:
        if left > 0:
            self.lines.append(f"{' ' * indent}and {left:,} more; -v shows all")


def render(comparison: Comparison, options: RenderOptions) -> bytes:
    """UTF-8 text with a line break at its end."""
    page = _Page(options)
    worse = story.got_worse(comparison)
    page.titled(_WORDS[worse], f"{story.headline(comparison)}", _COLORS[worse])
    page.lines.append("")
    page.text(story.overall_words(comparison), _LABEL_COLUMNS, "Verdict")
    page.text(story.report_words(comparison.old), _LABEL_COLUMNS, "Old")
    page.text(story.report_words(comparison.new), _LABEL_COLUMNS, "New")
    page.text(story.counted(comparison), _LABEL_COLUMNS, "Changes")
    _listed(page, "What was asked differs", [c.text for c in comparison.differences])
    findings = [story.finding_words(change) for change in comparison.findings]
    _listed(page, "The program itself", findings)
    for section in story.sections(comparison):
        _section(page, section)
    _listed(page, "Inputs", [story.input_words(change) for change in comparison.inputs])
    _listed(page, "Parties", [story.party_words(change) for change in comparison.parties])
    return ("\n".join(page.lines) + "\n").encode("utf-8", "backslashreplace")


def _listed(page: _Page, title: str, texts: list[str]) -> None:
    if not texts:
        return
    page.heading(title)
    shown = page.cut(len(texts), _LINES, title)
    for text in texts[:shown]:
        page.text(text, 4, "  -")
    page.more(len(texts) - shown, 4)


def _section(page: _Page, section: story.Section) -> None:
    code = {Verdict.PROHIBITED: "1;31", Verdict.INDETERMINATE: "1;33", None: "1"}[section.verdict]
    title = f"{section.title} ({section.count:,})"
    page.lines.append("")
    page.titled(f"{title}:", section.lead, code)
    shown = page.cut(len(section.groups), _GROUPS, title)
    for group in section.groups[:shown]:
        members = page.cut(len(group.changes), _MEMBERS, title)
        for change in group.changes[:members]:
            _change(page, change, group.verdicts)
        if members < len(group.changes):
            page.lines.append(f"    and {len(group.changes) - members:,} more for the same reason")
        for cause in group.causes:
            page.text(story.cause_words(cause), 6, "    =")
    page.more(sum(len(group.changes) for group in section.groups[shown:]), 2)


def _change(page: _Page, change: Change, verdicts: str) -> None:
    component = change.component
    page.text(f"{story.name_of(component)}, in {story.place_of(component)}", 4, "  -")
    page.text(f"{verdicts} [{component.citation}]", 4)
    if change.is_new_finding:
        page.text(component.reason, 4)
    for fact in story.facts_of(change):
        if change.kind == "other" or fact.field in ("version", "named", "place", "name"):
            page.text(story.fact_words(fact), 4)
    for answer in story.answers_of(change) if page.all else ():
        page.text(answer, 6, "    ?")


REPORT = DiffReport(name="text", file_name="", media_type="text/plain", render=render)
