"""The components of the HTML report as markup for browsers without script.

A browser with script treats the whole as one text, which costs nothing to parse; the script
reads its rows from there. So every component stands in the file once. What script and rows
agree on:

- a row is one line that starts with ``<tr><th>``, its cells are parted by ``<td>``: name, version,
  id, purl (:data:`AS_ID` where the id starts with it), place in the file, remarks (parted by
  ``<br>``); empty cells at the end are left out;
- a line that starts with ``<tbody>`` begins the next group of :class:`Listing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from vcs_check.assessment import AssessedComponent, InputView, Missing, Outcome, TraceLine
from vcs_check.inventory.vocabulary import Mark
from vcs_check.reports import _digest as digest
from vcs_check.reports._escape import html_text as e
from vcs_check.reports._html_listing import Listing

MARK_MEANS = {
    Mark.TEXT: "text of the regulation",
    Mark.SECONDARY: "official or legal summaries",
    Mark.INTERPRETATION: "this project's reading",
}
ORIGIN_WORDS = {"nexus": "nexus", "none": "no nexus", "unknown": "origin unknown"}
# A page has to open in a browser. Where nearly every component differs from all others, these
# bounds hold what the page says beside the rows themselves; the worst outcomes come first.
TRACES_BYTES = 1_000_000
"""Traces that are written out; what is beyond shows by numbered answers."""
NUMBERS_BYTES = 1_000_000
"""Those numbers; what is beyond stands in the JSON report."""
ANSWERS_BYTES = 1_500_000
"""Distinct answers that the page holds; a trace with others stands in the JSON report."""
FACTS_BYTES = 1_500_000
"""What outcomes say beside their reason: missing facts, assumptions, warnings."""


class Room:
    """How many bytes may still be written."""

    def __init__(self, size: int) -> None:
        self._left = size

    def take(self, size: int) -> bool:
        """Take ``size`` bytes, if they are left."""
        if size > self._left:
            return False
        self._left -= size
        return True


AS_ID = "as id"
"""In place of a package URL that the id is, or starts with: many tools make ids that way."""

# Heads of columns need no scope in a <thead>, and end tags are optional; both cost megabytes.
_HEAD = (
    "<thead><tr><th>Component<th>Version<th>Id in the BOM<th>Package URL<th>Place in the file"
    "<th>Remarks</thead>"
)
_TRACE_HEAD = (
    '<thead><tr><th class="t-question">Question<th>Answer<th>Because<th class="t-citation">Rests on'
    "</thead>"
)


class Answers:
    """The distinct lines of all traces, numbered from 1, as far as the page has room."""

    def __init__(self, traces: Sequence[tuple[TraceLine, ...]]) -> None:
        self.lines: list[TraceLine] = []
        self.numbers: list[tuple[int, ...] | None] = []
        """For each trace the numbers of its lines; None where the page has no room for them."""
        found: dict[TraceLine, int] = {}
        room = Room(ANSWERS_BYTES)
        for trace in traces:
            new = [line for line in dict.fromkeys(trace) if line not in found]
            if not room.take(sum(map(_size, new))):
                self.numbers.append(None)
                continue
            for line in new:
                self.lines.append(line)
                found[line] = len(self.lines)
            self.numbers.append(tuple(found[line] for line in trace))


def _size(line: TraceLine) -> int:
    return 60 + len(line.question) + len(line.because) + len(line.citation)


def rows(listing: Listing, answers: Answers, inputs: Sequence[InputView]) -> str:
    """The markup of all components, one closed ``<details>`` for each outcome."""
    traces = _Traces(listing, answers)
    files = [f"; in {e(view.path)}" for view in inputs] if len(inputs) > 1 else []
    parties = [_parties(found) for found in listing.parties]
    room = Room(FACTS_BYTES)
    parts: list[str] = []
    for number, outcome in enumerate(listing.outcomes):
        facts = "".join(f"<p>{e(text)}</p>" for text in sentences(outcome))
        if not room.take(len(facts)):
            facts = f"<p>{MORE_ELSEWHERE}</p>"
        parts.append(_outcome(number, outcome, listing.count(number), facts + traces.of(number)))
        place = ""
        for group in listing.groups[number]:
            file = files[group.input] if group.input < len(files) else ""
            before, place = place, " / ".join(map(e, group.path)) or "the program itself"
            place += file
            shown = f"{place}; " if place != before else ""
            parts.append(f"<tbody><tr><th colspan=6>{shown}{parties[group.parties]}\n")
            parts.extend(map(_row, group.components))
        parts.append("</table></div></details>\n")
    if traces.numbered:
        parts.extend(_answer_list(answers.lines))
    return "".join(parts)


def _outcome(number: int, outcome: Outcome, count: int, body: str) -> str:
    word = outcome.verdict.value
    return (
        f'<details class="outcome" id="o{number + 1}"><summary>'
        f'<span class="badge c-{word}">{word}</span><span class="why">{e(outcome.reason)}</span>'
        f'<span class="num">{count:,}</span></summary><div class="body">\n{body}'
        f"<table>{_HEAD}\n"
    )


def sentences(outcome: Outcome) -> list[str]:
    """What an outcome says beside its reason, a line each; not yet escaped."""
    parts = [f"{outcome.component_class.value}"]
    if outcome.exclusion:
        parts.append(f"excluded: {outcome.exclusion.value}")
    parts += [ORIGIN_WORDS[outcome.origin.value], outcome.citation]
    if outcome.authorization:
        parts.append(outcome.authorization)
    turns = turn_text(outcome)
    if turns:
        parts.append(turns)
    return [
        "; ".join(parts),
        *map(missing_text, outcome.missing),
        *(f"Assumed: {text}" for text in outcome.assumptions),
        *(f"Warning: {text}" for text in outcome.warnings),
    ]


def missing_text(fact: Missing) -> str:
    """A missing fact as a question that says whom it is about."""
    about = "" if fact.of in fact.ask else f", of {fact.of}"
    return f"Missing ({fact.fact}{about}): {fact.ask}"


def turn_text(outcome: Outcome) -> str:
    """Until when an outcome is spared, and from which model year it is prohibited."""
    parts = []
    until = digest.exempt_until(outcome.exempt_before)
    if until:
        spared = "exempt" if outcome.verdict == "exempt" else "would be exempt"
        parts.append(f"{spared} {until}")
    if outcome.first_model_year_prohibited is not None:
        parts.append(f"prohibited from model year {outcome.first_model_year_prohibited}")
    return "; ".join(parts)


def _parties(parties: Sequence[object]) -> str:
    found = digest.parties_by_person(parties)  # type: ignore[arg-type]
    return (
        "; ".join(
            f"<b>{e(party.name)}</b> {roles}, {ORIGIN_WORDS[party.origin.value]}"
            f"{', ' + e(country) if (country := digest.country_text(party)) else ''}"
            for party, roles in found
        )
        or "no party is named"
    )


def _row(assessed: AssessedComponent) -> str:
    component = assessed.component
    id_, purl, source = component.id, component.purl, component.source
    cells = [
        e(component.name),
        e(component.version),
        e(id_),
        AS_ID if purl and id_.startswith(purl) else e(purl),
        e(source) if source != id_ else "",
        "<br>".join(map(e, remarks(assessed))),
    ]
    while not cells[-1] and len(cells) > 1:
        cells.pop()
    return f"<tr><th>{'<td>'.join(cells)}\n"


def remarks(assessed: AssessedComponent) -> list[str]:
    """What is special about one component, a line each; not yet escaped."""
    found = []
    if assessed.rolled_up is not assessed.outcome.verdict:
        found.append(f"with its parts: {assessed.rolled_up.value}")
    if assessed.other_verdict is not None:
        found.append(f"under the other edition: {assessed.other_verdict.value}")
    if assessed.hypothetical:
        found.append("rests on a hypothesis")
    found += [f"decision {number + 1}" for number in assessed.decisions]
    found += [f"also in {' / '.join(path[:-1])}" for path in assessed.more_paths]
    return found


class _Traces:
    """Every trace once: in full while there is room, then by number, then by a word on where."""

    def __init__(self, listing: Listing, answers: Answers) -> None:
        self._listing, self._answers = listing, answers
        self._shown: dict[int, int] = {}
        self._room = Room(TRACES_BYTES)
        self._room_for_numbers = Room(NUMBERS_BYTES)
        self.numbered = False
        """Whether some trace refers to numbered answers."""

    def of(self, number: int) -> str:
        """The trace of the outcome at that position, as markup."""
        trace = self._listing.trace_of[number]
        first = self._shown.setdefault(trace, number)
        if first != number:
            return f'<p><a href="#o{first + 1}">Decided by the same answers as here</a></p>\n'
        numbers = self._answers.numbers[trace]
        if numbers is None:
            return f"<p>{TRACE_ELSEWHERE}</p>\n"
        lines = self._listing.traces[trace]
        if self._room.take(sum(map(_size, lines))):
            return trace_table(lines)
        if not self._room_for_numbers.take(24 * len(numbers)):
            return f"<p>{TRACE_ELSEWHERE}</p>\n"
        self.numbered = True
        links = " ".join(f"<a href=#a{answer}>{answer}</a>" for answer in numbers)
        return f"<p>Decided by these answers, in order: {links}</p>\n"


TRACE_ELSEWHERE = "How this was decided: see the JSON report, or vcs-check explain."
MORE_ELSEWHERE = "What is missing or assumed: see the JSON report."


def trace_table(lines: Sequence[TraceLine], name: str = "") -> str:
    """A trace as a table; ``name`` is its caption."""
    caption = f"<caption>{name}</caption>" if name else ""
    body = "".join(_answers(lines, _no_id))
    return f"<table>{caption}{_TRACE_HEAD}<tbody>\n{body}</table>\n"


def _answer_list(lines: Sequence[TraceLine]) -> Iterator[str]:
    yield '<details class="outcome" id="answers"><summary><span class="why">Every answer, '
    yield f'numbered</span><span class="num">{len(lines):,}</span></summary>'
    yield f'<div class="body"><table>{_TRACE_HEAD}<tbody>\n'
    yield from _answers(lines, lambda number: f' id="a{number}"')
    yield "</table></div></details>\n"


def _no_id(number: int) -> str:
    return ""


def _answers(lines: Sequence[TraceLine], id_: Callable[[int], str]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        yield (
            f'<tr{id_(number)}><th scope=row>{e(line.question)}<td class="answer">'
            f"{line.answer.value}<td>{e(line.because)}<td>{e(line.citation)} "
            f'<span class="soft">({MARK_MEANS[line.mark]})</span>\n'
        )
