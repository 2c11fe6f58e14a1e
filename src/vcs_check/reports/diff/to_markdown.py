"""``markdown``: for a comment on a pull request; links nothing, fits into 65,536 characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vcs_check.comparison import Comparison
from vcs_check.comparison.result import Change
from vcs_check.inventory.vocabulary import OverallVerdict
from vcs_check.reports._base import RenderOptions
from vcs_check.reports._digest import NO_LEGAL_ADVICE
from vcs_check.reports._escape import markdown, shown
from vcs_check.reports.diff import _story as story
from vcs_check.reports.diff._base import DiffReport

_SIGNS = {OverallVerdict.FAIL: "❌", OverallVerdict.INDETERMINATE: "❓", None: "✅"}
_MAX_CHARS = 60_000  # the largest hosts take 65,536 characters in a comment
_HEADS = ("Component", "Verdict", "Why", "Cause")


@dataclass(frozen=True)
class _Room:
    """How much a comment shows of each."""

    rows: int
    chars: int
    """Characters of one text before escaping."""

    def text(self, text: str) -> str:
        """The text, cut and escaped."""
        readable = shown(text)
        return markdown(readable if len(readable) <= self.chars else readable[: self.chars] + "…")


_EVERYTHING = _Room(rows=1_000_000, chars=1_000_000)
_EVER_SMALLER = (_Room(15, 300), _Room(8, 150), _Room(4, 80), _Room(1, 30))


def render(comparison: Comparison, options: RenderOptions) -> bytes:
    """Markdown with tables, in UTF-8; ``verbose`` cuts nothing."""
    page = ""
    for room in (_EVERYTHING,) if options.verbose > 0 else _EVER_SMALLER:
        page = _page(comparison, room)
        if len(page) <= _MAX_CHARS:
            break
    return page.encode()


def _page(comparison: Comparison, room: _Room) -> str:
    text = room.text
    name = comparison.new.program.name or "unnamed program"
    lines = [
        f"## {_SIGNS[story.got_worse(comparison)]} {story.headline(comparison)}",
        "",
        f"**{text(name)}**: {story.overall_words(comparison)}. {story.counted(comparison)}.",
        "",
        f"Old: {text(story.report_words(comparison.old))}",
        "",
        f"New: {text(story.report_words(comparison.new))}",
    ]
    differences = [cause.text for cause in comparison.differences]
    lines += _listed("What was asked differs", differences, room)
    findings = [story.finding_words(change) for change in comparison.findings]
    lines += _listed("The program itself", findings, room)
    for section in story.sections(comparison):
        lines += _section(section, room)
    lines += _listed("Inputs", [story.input_words(c) for c in comparison.inputs], room)
    lines += _listed("Parties", [story.party_words(c) for c in comparison.parties], room)
    return "\n".join([*lines, "", f"_{NO_LEGAL_ADVICE}_"]) + "\n"


def _listed(title: str, texts: Sequence[str], room: _Room) -> list[str]:
    if not texts:
        return []
    lines = ["", f"### {title}", "", *(f"- {room.text(text)}" for text in texts[: room.rows])]
    return lines + _more(len(texts) - room.rows)


def _section(section: story.Section, room: _Room) -> list[str]:
    rows: list[str] = []
    for group in section.groups:
        causes = "; ".join(story.cause_words(cause) for cause in group.causes)
        for change in group.changes[: room.rows]:
            if len(rows) < room.rows:
                component = change.component
                name = f"{story.name_of(component)}, in {story.place_of(component)}"
                cells = (name, group.verdicts, _why(change), causes)
                rows.append(f"| {' | '.join(map(room.text, cells))} |")
    heads = [f"| {' | '.join(_HEADS)} |", "|---|---|---|---|"]
    title = ["", f"### {section.title} ({section.count:,})", "", f"{section.lead.capitalize()}."]
    return [*title, "", *heads, *rows, *_more(section.count - len(rows))]


def _why(change: Change) -> str:
    facts = "; ".join(map(story.fact_words, story.facts_of(change)))
    if change.is_new_finding or not facts:
        return change.component.reason
    return facts


def _more(left: int) -> list[str]:
    return ["", f"…and {left:,} more."] if left > 0 else []


REPORT = DiffReport(name="markdown", file_name="", media_type="text/markdown", render=render)
