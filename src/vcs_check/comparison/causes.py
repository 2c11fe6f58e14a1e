"""Why a component changed, from what the two reports record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vcs_check.comparison.differences import decision_words, short
from vcs_check.comparison.records import (
    ComponentRecord,
    InputRecord,
    MissingRecord,
    PartyRecord,
    ReportRecord,
    trace_of,
)
from vcs_check.comparison.result import AnswerChange, Cause, CauseKind, FieldChange

_OF_THE_BOM: Final = frozenset({"name", "version", "purl", "kind", "place", "file", "named"})
"""Fields that stand in the BOM, or follow from where it stands in it."""
_OF_CLASSIFICATION: Final = frozenset({"class", "exclusion"})
_EVERYWHERE: Final = (CauseKind.EDITION, CauseKind.PROGRAM, CauseKind.OPTIONS)
_UNEXPLAINED: Final = Cause(
    CauseKind.UNEXPLAINED, "nothing that the two reports record says why; see the traces"
)


class Causes:
    """The causes of changes between two reports.

    Args:
        old: the earlier report.
        new: the later one.
        back: the inputs of the new report that the old one has, by position.
        differences: what differs between the evaluations as such.
    """

    def __init__(
        self,
        old: ReportRecord,
        new: ReportRecord,
        back: dict[int, int],
        differences: tuple[Cause, ...],
    ) -> None:
        self._old, self._new, self._back = old, new, back
        self._forth = {before: after for after, before in back.items()}
        self._of_evaluation = tuple(c for c in differences if c.kind in _EVERYWHERE)
        self._answers = tuple(c for c in differences if c.kind is CauseKind.ANSWERS)
        self._tool = tuple(c for c in differences if c.kind is CauseKind.TOOL)
        self._elsewhere = tuple(
            Cause(CauseKind.BOM, _changed_bytes(old.inputs[before], new.inputs[after]))
            for after, before in sorted(back.items())
            if old.inputs[before].sha256 != new.inputs[after].sha256
        )

    def of_change(
        self, old: ComponentRecord, new: ComponentRecord, fields: tuple[FieldChange, ...]
    ) -> tuple[Cause, ...]:
        """The causes of a change of a component that both reports have."""
        names = {change.field for change in fields}
        judged = bool(names - _OF_THE_BOM)
        found = [*self._registers(old, new), *self._decisions(old, new)]
        if judged:
            found += self._of_evaluation
            found += self._answers if names & {"named", "missing", "origin"} else ()
        of_bom = self._bom(old.input, new.input)
        other_reading = names & _OF_CLASSIFICATION or (old.layer, old.entry) != (
            new.layer,
            new.entry,
        )
        if of_bom is not None and (names & _OF_THE_BOM or other_reading or not found):
            found.insert(0, of_bom)
        if of_bom is None and other_reading:
            found += self._tool
        return tuple(dict.fromkeys(found)) or self._elsewhere or self._tool or (_UNEXPLAINED,)

    def of_new(self, new: ComponentRecord) -> tuple[Cause, ...]:
        """Why a component is there that was not."""
        if new.input not in self._back:
            return (Cause(CauseKind.BOM, f"{self._new.inputs[new.input].path} is new here"),)
        of_bom = self._bom(self._back[new.input], new.input)
        return (of_bom,) if of_bom else self._elsewhere or self._tool or (_UNEXPLAINED,)

    def of_gone(self, old: ComponentRecord) -> tuple[Cause, ...]:
        """Why a component is there no more."""
        if old.input not in self._forth:
            path = self._old.inputs[old.input].path
            return (Cause(CauseKind.BOM, f"{path} is no longer part of it"),)
        of_bom = self._bom(old.input, self._forth[old.input])
        return (of_bom,) if of_bom else self._elsewhere or self._tool or (_UNEXPLAINED,)

    def _bom(self, old: int, new: int) -> Cause | None:
        before, after = self._old.inputs[old], self._new.inputs[new]
        if self._back.get(new) != old:
            return Cause(CauseKind.BOM, f"from {before.path} to {after.path}")
        if before.sha256 == after.sha256:
            return None
        return Cause(CauseKind.BOM, _changed_bytes(before, after))

    def _registers(self, old: ComponentRecord, new: ComponentRecord) -> Iterator[Cause]:
        before = {party.name: party for party in old.people}
        for party in dict.fromkeys(new.people):
            was = before.get(party.name)
            if was is not None and (was.origin, was.country) != (party.origin, party.country):
                why = f": {party.why}" if party.why else ""
                text = f"{party.name}: {was.origin.value} → {party.origin.value}{why}"
                yield Cause(CauseKind.REGISTER, text)

    def _decisions(self, old: ComponentRecord, new: ComponentRecord) -> Iterator[Cause]:
        before, after = _applied(self._old, old), _applied(self._new, new)
        for words in after:
            if words not in before:
                yield Cause(CauseKind.DECISION, f"{words} applies")
        for words in before:
            if words not in after:
                yield Cause(CauseKind.DECISION, f"{words} no longer applies")


def _changed_bytes(old: InputRecord, new: InputRecord) -> str:
    name = new.path if old.path == new.path else f"{old.path} → {new.path}"
    return f"{name} changed (SHA-256 {short(old.sha256)} → {short(new.sha256)})"


def _applied(report: ReportRecord, component: ComponentRecord) -> list[str]:
    total = len(report.decisions)
    return [decision_words(report.decisions[n]) for n in component.decisions if 0 <= n < total]


def field_changes(
    old: ComponentRecord, new: ComponentRecord, old_file: str, new_file: str
) -> tuple[FieldChange, ...]:
    """The facts that differ, in the order in which a reader asks for them."""
    texts = zip(_facts(old, old_file), _facts(new, new_file), strict=True)
    return tuple(
        FieldChange(name, before, after) for (name, before), (_, after) in texts if before != after
    )


def _facts(component: ComponentRecord, file: str) -> Iterator[tuple[str, str]]:
    exempt = component.exempt_before
    yield "verdict", component.verdict.value
    yield "name", component.name
    yield "version", component.version
    yield "purl", component.purl
    yield "kind", component.kind
    yield "place", " | ".join(sorted(" > ".join(path[1:-1]) for path in component.paths))
    yield "file", file
    yield "named", _named(component.people)
    yield "class", component.class_.value
    yield "exclusion", component.exclusion.value if component.exclusion else ""
    yield "origin", component.origin.value
    yield "citation", component.citation
    yield "exempt before", _until(exempt.model_year, exempt.date) if exempt else ""
    yield "authorization", component.authorization
    yield "missing", _asked(component.questions)
    yield "assumptions", " | ".join(sorted(set(component.assumptions)))
    yield "hypothetical", "yes" if component.hypothetical else ""


def _named(people: tuple[PartyRecord, ...]) -> str:
    return ", ".join(sorted({f"{party.name} ({party.role})" for party in people}))


def _asked(questions: tuple[MissingRecord, ...]) -> str:
    return ", ".join(sorted({f"{question.fact} of {question.of}" for question in questions}))


def _until(year: int | None, day: str | None) -> str:
    return " or ".join([f"model year {year}"] * (year is not None) + [day or ""] * bool(day))


def answer_changes(old: ComponentRecord, new: ComponentRecord) -> tuple[AnswerChange, ...]:
    """The questions of the procedure that were answered otherwise, in their order."""
    before = {line.question: line for line in trace_of(old)}
    after = {line.question: line for line in trace_of(new)}
    found = []
    for question in dict.fromkeys((*after, *before)):
        was, now = before.get(question), after.get(question)
        line = now or was
        if line is None or (was is not None and now is not None and was.answer is now.answer):
            continue
        found.append(
            AnswerChange(
                question,
                was.answer if was else None,
                now.answer if now else None,
                line.because,
                line.citation,
            )
        )
    return tuple(found)
