"""``markdown``: a summary for a pull request, small enough for a comment.

No text from a BOM becomes a link, a mention or markup; what is cut is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vcs_check.assessment import Assessment
from vcs_check.inventory.vocabulary import OverallVerdict, Verdict
from vcs_check.reports import _digest as digest
from vcs_check.reports._base import RenderOptions, Report
from vcs_check.reports._escape import markdown, shown

_SIGNS = {
    OverallVerdict.FAIL: "❌",
    OverallVerdict.INDETERMINATE: "❓",
    OverallVerdict.PASS: "✅",
}
_MAX_CHARS = 60_000  # the largest hosts take 65,536 characters in a comment


@dataclass(frozen=True)
class _Room:
    """How much a comment shows of each."""

    rows: int
    items: int
    chars: int
    """Characters of one text before escaping."""

    def text(self, text: str) -> str:
        """The text, cut and escaped."""
        readable = shown(text)
        return markdown(readable if len(readable) <= self.chars else readable[: self.chars] + "…")


_EVERYTHING = _Room(rows=1_000_000, items=1_000_000, chars=1_000_000)
_EVER_SMALLER = (_Room(20, 5, 400), _Room(10, 5, 200), _Room(5, 3, 100), _Room(2, 2, 50))


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """Markdown with tables, in UTF-8."""
    page = ""
    for room in (_EVERYTHING,) if options.verbose > 0 else _EVER_SMALLER:
        page = _page(assessment, room)
        if len(page) <= _MAX_CHARS:
            break
    return page.encode()


def _page(a: Assessment, room: _Room) -> str:
    text = room.text
    lines = [
        f"## {_SIGNS[a.verdict]} {digest.verdict_words(a).capitalize()}: "
        f"{text(a.program.name or 'unnamed program')}",
        "",
        text(digest.summary_sentence(a)),
        "",
        f"15 CFR Part 791 Subpart D, {text(a.edition.id)} ({text(a.edition.citation)}); "
        f"{digest.model_year_text(a)}; evidence {a.evidence.value}, "
        f"{digest.plural(a.counts.assumptions, 'component')} on assumptions; "
        f"software scope {a.software_scope.value}; as of {text(a.today)}.",
    ]
    if a.hypotheses:
        lines += ["", f"**Hypothetical**, no finding: {text('; '.join(a.hypotheses))}"]
    if a.baseline is not None:
        lines += ["", f"**Baseline**: {text(digest.baseline_sentence(a))}"]
    lines += [*_counts(a), *_schedule(a), *_actions(a, room)]
    lines += [*_prohibited(a, room), *_undecided(a, room), *_notes(a, room)]
    return "\n".join([*lines, "", f"_{digest.NO_LEGAL_ADVICE}_"]) + "\n"


def _table(title: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    ruler = "|".join("---" for _ in heads)
    body = [f"| {' | '.join(row)} |" for row in rows]
    return ["", f"### {title}", "", f"| {' | '.join(heads)} |", f"|{ruler}|", *body]


def _more(left: int, what: str = "components") -> list[str]:
    return ["", f"…and {left:,} more {what}."] if left > 0 else []


def _counts(a: Assessment) -> list[str]:
    words = [f"{count:,} {word}" for word, count in a.counts.verdicts.items() if count]
    total = digest.plural(a.counts.components, "component")
    return ["", f"{total}: {', '.join(words) or 'none'}."]


def _schedule(a: Assessment) -> list[str]:
    if not a.schedule:
        return []
    rows = [
        (
            f"**{row.model_year}**"
            if row.model_year == a.program.model_year
            else f"{row.model_year}",
            f"{_SIGNS[row.verdict]} {row.verdict.value}",
            f"{row.prohibited:,}",
            f"{row.indeterminate:,}",
        )
        for row in a.schedule
    ]
    return _table("By model year", ("Model year", "Verdict", "Prohibited", "Undecided"), rows)


def _actions(a: Assessment, room: _Room) -> list[str]:
    if not a.actions:
        return []
    listed = a.actions[: room.items]
    lines = ["", "### What to do", ""]
    for position, action in enumerate(listed, start=1):
        effect = f", {digest.plural(action.effect, 'component')}" if action.effect else ""
        lines.append(f"{position}. {room.text(action.what)} ({room.text(action.who)}{effect})")
    return lines + _more(len(a.actions) - len(listed), "things to do")


def _prohibited(a: Assessment, room: _Room) -> list[str]:
    rows = [
        ("the program itself", "", room.text(finding.reason), room.text(finding.citation))
        for finding in a.findings
        if finding.verdict is Verdict.PROHIBITED
    ]
    found = digest.with_verdict(a, Verdict.PROHIBITED)
    listed = found[: room.rows]
    for component in listed:
        people = digest.parties_by_person(digest.nexus_parties(component))
        rows.append(
            (
                room.text(" > ".join(component.path) or component.component.name),
                room.text("; ".join(f"{party.name} ({roles})" for party, roles in people)),
                room.text(component.outcome.reason),
                room.text(component.outcome.citation),
            )
        )
    if not rows:
        return []
    heads = ("Component", "Party", "Reason", "Provision")
    return _table("Prohibited", heads, rows) + _more(len(found) - len(listed))


def _undecided(a: Assessment, room: _Room) -> list[str]:
    rows = [
        (room.text(" ".join(m.ask for m in f.missing) or f.reason), "", "the program itself")
        for f in a.findings
        if f.verdict is Verdict.INDETERMINATE
    ]
    groups = digest.open_questions(a)
    listed = groups[: room.rows]
    for group in listed:
        asks = " ".join(fact.ask for fact in group.missing)
        about = "; ".join(dict.fromkeys(fact.of for fact in group.missing))
        rows.append(
            (
                room.text(asks or group.components[0].outcome.reason),
                room.text(about),
                digest.plural(len(group.components), "component"),
            )
        )
    if not rows:
        return []
    left = sum(len(group.components) for group in groups[len(listed) :])
    return _table("Undecided", ("Question", "About", "Would settle"), rows) + _more(left)


def _notes(a: Assessment, room: _Room) -> list[str]:
    notes = [f"Could not be read: {entry.error}" for entry in digest.failed_inputs(a)]
    if a.declaration.due:
        notes.append(
            f"Declaration of Conformity due on {a.declaration.due}: {a.declaration.status}"
        )
    if a.other_edition is not None:
        count = digest.plural(len(a.other_edition.differs), "component")
        notes.append(
            f"Under {a.other_edition.id}: {a.other_edition.verdict}, {count} with another verdict."
        )
    notes += a.notes
    if not notes:
        return []
    listed = notes[: room.items]
    lines = ["", "### Notes", "", *(f"- {room.text(note)}" for note in listed)]
    return lines + _more(len(notes) - len(listed), "notes")


REPORT = Report(name="markdown", file_name="report.md", media_type="text/markdown", render=render)
