"""``text``: a summary for a terminal, the verdict first and what to do last.

Without ``-v`` it is at most 60 lines long and says what it leaves out. Colour repeats what the
words say and is never the only sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vcs_check.asked import AnswersView
from vcs_check.assessment import AssessedComponent, Assessment, Missing
from vcs_check.inventory.vocabulary import OverallVerdict, Verdict
from vcs_check.reports import _digest as digest
from vcs_check.reports._base import RenderOptions, Report
from vcs_check.reports._columns import columns, pad, wrap
from vcs_check.reports._escape import terminal

_MIN_WIDTH = 40
_LABEL_COLUMNS = 12
_COLOURS = {
    OverallVerdict.FAIL: "1;31",
    OverallVerdict.INDETERMINATE: "1;33",
    OverallVerdict.PASS: "1;32",
}
_MAX_LINES = 60
_ACTIONS_SHOWN = 3
_REPORTS_SHOWN = 6


@dataclass(frozen=True)
class _Limits:
    """How many of each the summary shows."""

    prohibited: int
    questions: int
    notes: int
    lines: int = 2
    """Lines of one paragraph."""


_EVER_SHORTER = (_Limits(4, 4, 3), _Limits(3, 3, 2), _Limits(2, 2, 1), _Limits(1, 1, 1, 1))


class _Page:
    """Lines of a fixed width; every text that comes in is made harmless here."""

    def __init__(self, options: RenderOptions, limits: _Limits) -> None:
        self.lines: list[str] = []
        self.limits = limits
        self.width = max(options.width, _MIN_WIDTH)
        self.all = options.verbose > 0
        self._color = options.color

    def text(self, text: str, indent: int = 0, first: str = "", max_lines: int = 2) -> None:
        """A paragraph, its first line led by ``first``, at most ``max_lines`` without -v."""
        room = self.width - indent
        limit = None if self.all else min(max_lines, self.limits.lines)
        for position, line in enumerate(wrap(terminal(text), room, limit) or [""]):
            lead = first if position == 0 else ""
            self.lines.append((pad(lead, indent) + line).rstrip())

    def field(self, label: str, text: str, max_lines: int = 2) -> None:
        """A labelled line."""
        self.text(text, _LABEL_COLUMNS, label, max_lines)

    def heading(self, text: str) -> None:
        """An empty line and a heading."""
        self.lines += ["", self.colored(text, "1")]

    def colored(self, text: str, code: str) -> str:
        """The text in a colour, where colours are wanted."""
        return f"\x1b[{code}m{text}\x1b[0m" if self._color else text

    def more(self, left: int) -> None:
        """Say how many were left out, if any were."""
        if left > 0:
            self.lines.append(f"  and {left:,} more; -v shows all")

    def shown(self, count: int, limit: int) -> int:
        """How many of ``count`` to show."""
        return count if self.all else min(count, limit)


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """UTF-8 text with a line break at its end."""
    prohibited = digest.prohibited_alike(assessment)
    questions = digest.open_questions(assessment)
    lines: list[str] = []
    for limits in _EVER_SHORTER:
        page = _Page(options, limits)
        _verdict(page, assessment)
        _schedule(page, assessment)
        _prohibited(page, assessment, prohibited)
        _undecided(page, assessment, questions)
        _next_steps(page, assessment)
        _notes(page, assessment)
        _reports(page, options)
        lines = [*page.lines, "", digest.NO_LEGAL_ADVICE]
        if page.all or len(lines) <= _MAX_LINES:
            break
    return ("\n".join(lines) + "\n").encode()


def _verdict(page: _Page, a: Assessment) -> None:
    word = digest.verdict_words(a).upper()
    rest = wrap(terminal(digest.summary_sentence(a)), page.width - len(word) - 2, 3)
    page.lines.append(f"{page.colored(word, _COLOURS[a.verdict])}  {rest[0]}")
    page.lines += [" " * (len(word) + 2) + line for line in rest[1:]]
    if a.hypotheses:
        page.text("HYPOTHETICAL: " + "; ".join(a.hypotheses) + ". No finding of fact.")
    page.lines.append("")
    made_by = f" by {a.program.manufacturer}" if a.program.manufacturer else ""
    name = a.program.name or "unnamed program"
    words = [f"{name}{made_by}", digest.model_year_text(a), a.program.transaction]
    page.field("Program", ", ".join(word for word in words if word))
    page.field("Rule", f"15 CFR Part 791 Subpart D, {a.edition.id} ({a.edition.citation})")
    resting = (
        digest.plural(a.counts.assumptions, "component rests", "components rest")
        if a.counts.assumptions
        else "no component rests"
    )
    page.field(
        "Evidence",
        f"{a.evidence.value}: {resting} on an assumption; software scope "
        f"{a.software_scope.value}; today is {a.today}",
    )
    counted = [f"{count:,} {word}" for word, count in a.counts.verdicts.items() if count]
    files = f"; {digest.plural(a.counts.files, 'file')} as a group" if a.counts.files else ""
    total = digest.plural(a.counts.components, "component")
    page.field("Components", f"{total}: {', '.join(counted) or 'none'}{files}")
    if a.baseline is not None:
        page.field("Baseline", digest.baseline_sentence(a), 4)


def _schedule(page: _Page, a: Assessment) -> None:
    if not a.schedule:
        return
    page.heading("By model year")
    room = max((page.width - _LABEL_COLUMNS) // 7, 1)
    short = {"fail": "FAIL", "indeterminate": "open", "pass": "pass"}
    for start in range(0, len(a.schedule), max(room, 1)):
        rows = a.schedule[start : start + room]
        mine = a.program.model_year
        years = [f"{r.model_year}{'*' if r.model_year == mine else ''}" for r in rows]
        _row(page, "", years)
        words = [short[r.verdict.value] for r in rows]
        colours = [_COLOURS[r.verdict] for r in rows]
        _row(page, "verdict", words, colours)
        _row(page, "prohibited", [f"{r.prohibited:,}" for r in rows])
        _row(page, "undecided", [f"{r.indeterminate:,}" for r in rows])


def _row(page: _Page, label: str, cells: Sequence[str], colours: Sequence[str] = ()) -> None:
    padded = [pad(cell, 6) for cell in cells]
    line = (pad(label, _LABEL_COLUMNS) + " ".join(padded)).rstrip()
    if colours:
        words = zip(cells, colours, strict=True)
        painted = [page.colored(cell, code) + " " * (6 - len(cell)) for cell, code in words]
        line = (pad(label, _LABEL_COLUMNS) + " ".join(painted)).rstrip()
    page.lines.append(line)


def _prohibited(page: _Page, a: Assessment, groups: list[list[AssessedComponent]]) -> None:
    findings = [f for f in a.findings if f.verdict is Verdict.PROHIBITED]
    if not groups and not findings:
        return
    page.heading(f"Prohibited ({sum(map(len, groups)):,})")
    for finding in findings[: page.shown(len(findings), page.limits.prohibited)]:
        page.text(f"The program itself: {finding.reason} [{finding.citation}]", 2, "-")
    shown = page.shown(len(groups), page.limits.prohibited)
    for alike in groups[:shown]:
        for component in alike if page.all else alike[:1]:
            page.text(_name_and_place(component), 2, "-", 1)
        if not page.all and len(alike) > 1:
            page.text(f"and {len(alike) - 1:,} more for the same reason", 4)
        parties = "; ".join(
            f"{party.name} ({', '.join(filter(None, (roles, digest.country_text(party))))})"
            for party, roles in digest.parties_by_person(digest.nexus_parties(alike[0]))
        )
        outcome = alike[0].outcome
        page.text(f"{parties or 'no party named'} [{outcome.citation}]", 4, max_lines=1)
        page.text(outcome.reason, 4)
    page.more(sum(len(alike) for alike in groups[shown:]))


def _name_and_place(assessed: AssessedComponent) -> str:
    version = f" {assessed.component.version}" if assessed.component.version else ""
    place = " > ".join(assessed.path[:-1]) or "the program"
    return f"{assessed.component.name}{version}, in {place}"


def _undecided(page: _Page, a: Assessment, groups: list[digest.OpenQuestion]) -> None:
    findings = [f for f in a.findings if f.verdict is Verdict.INDETERMINATE]
    if not groups and not findings:
        return
    total = sum(len(group.components) for group in groups)
    page.heading(f"Undecided ({total:,}), by what would settle it")
    for finding in findings[: page.shown(len(findings), 1)]:
        _question(page, finding.missing, "The program itself", finding.reason)
    shown = page.shown(len(groups), page.limits.questions)
    for group in groups[:shown]:
        count = digest.plural(len(group.components), "component")
        _question(page, group.missing, count, group.components[0].outcome.reason)
        for component in group.components if page.all else ():
            page.text(_name_and_place(component), 6, "    -")
    page.more(sum(len(group.components) for group in groups[shown:]))


def _question(page: _Page, missing: tuple[Missing, ...], subject: str, reason: str) -> None:
    if not missing:
        page.text(f"{subject}: {reason}", 2, "-")
        return
    shown = page.shown(len(missing), page.limits.lines)
    for position, fact in enumerate(missing[:shown]):
        about = "" if fact.of in fact.ask else f" (about {fact.of})"
        if position == 0:
            page.text(f"{subject}: {fact.ask}{about}", 2, "-")
        else:
            page.text(f"and: {fact.ask}{about}", 4)
    if shown < len(missing):
        page.lines.append(f"    and {digest.plural(len(missing) - shown, 'more question')}")


def _next_steps(page: _Page, a: Assessment) -> None:
    if not a.actions:
        return
    shown = page.shown(len(a.actions), _ACTIONS_SHOWN)
    page.heading("Do next")
    for position, action in enumerate(a.actions[:shown], start=1):
        effect = f", {digest.plural(action.effect, 'component')}" if action.effect else ""
        page.text(f"{action.what} [{action.who}{effect}]", 3, f"{position}.")
    page.more(len(a.actions) - shown)


def _notes(page: _Page, a: Assessment) -> None:
    failed = [f"Could not be read: {entry.error}" for entry in digest.failed_inputs(a)]
    about = [*_about_declaration(a), *_about_other_edition(a), *_about_decisions(a)]
    answers = _about_answers(a)
    if not (failed or about or answers or a.notes):
        return
    page.heading("Notes")
    for lines, limit in (
        (failed, page.limits.notes),
        (about, len(about)),
        (answers, page.limits.notes),
        (a.notes, page.limits.notes),
    ):
        shown = page.shown(len(lines), limit)
        for line in lines[:shown]:
            page.text(line, 2, "-")
        page.more(len(lines) - shown)


def _about_other_edition(a: Assessment) -> list[str]:
    other = a.other_edition
    if other is None:
        return []
    differs = digest.plural(len(other.differs), "component differs", "components differ")
    return [f"Under {other.id} ({other.citation}): {other.verdict.value}; {differs}."]


def _about_decisions(a: Assessment) -> list[str]:
    if not a.decisions:
        return []
    changed = sum(1 for decision in a.decisions if decision.changed)
    idle = sum(1 for decision in a.decisions if decision.status != "applied")
    given = digest.plural(len(a.decisions), "decision")
    return [f"{given} given; {changed} changed a verdict, {idle} not applied."]


def _about_answers(a: Assessment) -> list[str]:
    """One line a form: who answered when, what came of it, and the file's digest."""
    return [
        f"{'Certificate' if view.signer else 'Answers'} of {view.supplier} ({view.by}, {view.on}): "
        f"{view.path}, sha256 {view.sha256}; {_sealed(view)}"
        f"{digest.plural(view.statements, 'answer')} for "
        f"{digest.plural(view.components, 'component')}, {view.not_known} not known, "
        f"{digest.plural(len(view.conflicts), 'contradiction')}, {len(view.unused)} not used."
        for view in a.answers
    ]


def _sealed(view: AnswersView) -> str:
    if not view.signer:
        return ""
    return f"signed by {view.signer}, trusted through {view.trusted_by}, until {view.expires}; "


def _about_declaration(a: Assessment) -> list[str]:
    if not a.declaration.status:
        return []
    due = f"due on {a.declaration.due}; " if a.declaration.due else ""
    return [f"Declaration of Conformity: {due}{a.declaration.status}."]


def _reports(page: _Page, options: RenderOptions) -> None:
    if not options.written:
        return
    page.heading("Reports")
    joined = ", ".join(options.written)
    if columns(joined) <= page.width - 2:
        page.text(joined, 2)
        return
    shown = page.shown(len(options.written), _REPORTS_SHOWN)
    for path in options.written[:shown]:
        page.text(path, 2, max_lines=1)
    page.more(len(options.written) - shown)


REPORT = Report(name="text", file_name="", media_type="text/plain", render=render)
