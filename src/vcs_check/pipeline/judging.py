"""Every case under the edition, the other edition, and each model year of the schedule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

import msgspec
from msgspec import Struct

from vcs_check.assessment import Finding, Outcome, PartyView, ScheduleRow, TraceLine
from vcs_check.inventory.vocabulary import Answer, Exclusion, Mark, OverallVerdict, Verdict
from vcs_check.origin.resolver import PartyResolver
from vcs_check.pipeline.answering import AnswerBook
from vcs_check.pipeline.gathering import Case
from vcs_check.pipeline.hearing import agreed, asked_anew, contradicted, with_answers
from vcs_check.pipeline.parties import Parties
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import ComponentFacts, NamedParty, Transaction
from vcs_check.regulations.procedure import Procedure, Timing

SCHEDULE_YEARS: Final = range(2025, 2034)
_ALWAYS_OUT: Final = (Verdict.OUT_OF_SCOPE,) * len(SCHEDULE_YEARS)
_YEARLY: Final = frozenset({Exclusion.NOT_IMPORTED})
"""Exclusions that § 791.304 does not know, so that the model year matters after all."""


class Judgement(Struct, kw_only=True, eq=False):
    """The outcome of one case."""

    outcome: Outcome
    parties: tuple[NamedParty, ...]
    views: tuple[PartyView, ...]
    by_year: tuple[Verdict, ...]
    """The verdict in each of :data:`SCHEDULE_YEARS`."""
    hypothetical: bool = False
    """Whether it rests on an ``--assume``."""


class Judges:
    """The procedures of one edition: for the program as stated, and for each line of the schedule.

    Years between two lines of the schedule share their verdict, so each line is asked once.
    """

    def __init__(
        self,
        resolver: PartyResolver,
        transaction: Transaction,
        edition: Edition,
        book: AnswerBook | None = None,
        days: Mapping[int, date] | None = None,
    ) -> None:
        self._book = book
        self._parties = Parties(resolver) if days is None else Parties(resolver, days)
        self._procedure = Procedure(transaction, edition)
        timings: list[Timing] = []
        self._lengths: list[int] = []
        self._known_views: dict[int, tuple[object, tuple[PartyView, ...]]] = {}
        lines = {line.first_year for line in edition.schedule.lines}
        for year in SCHEDULE_YEARS:
            if not timings or year in lines:
                timings.append(Timing(in_year(transaction, year, edition), edition))
                self._lengths.append(0)
            self._lengths[-1] += 1
        self._timings = tuple(timings)

    def judge(self, case: Case) -> Judgement:
        """The outcome of one case, with its schedule."""
        facts = self._parties.facts(case)
        outcome = self._procedure.evaluate(facts)
        by_year = self._schedule(facts, outcome)
        if case.alternatives != ():
            outcome, by_year = self._in_doubt(case, outcome, by_year)
        if case.without is not None:
            outcome = self._with_decision(case, outcome)
        if case.heard is not None:
            outcome = with_answers(outcome, case.heard)
        if self._book is not None and self._book.suppliers:
            outcome = asked_anew(outcome, case.heard, self._book)
        if Verdict.PROHIBITED in by_year:
            first = SCHEDULE_YEARS[by_year.index(Verdict.PROHIBITED)]
            outcome = msgspec.structs.replace(outcome, first_model_year_prohibited=first)
        return Judgement(
            outcome=outcome,
            parties=facts.parties,
            views=self._views(facts.parties),
            by_year=by_year,
            hypothetical=case.hypothetical or any(p.finding.hypothetical for p in facts.parties),
        )

    def _with_decision(self, case: Case, outcome: Outcome) -> Outcome:
        """The trace with what was decided or assumed, and the verdict without it."""
        assert case.without is not None
        before = self.verdict(case.without)
        line = TraceLine(
            question="Has a reviewed decision, or an assumption, set facts of it?",
            answer=Answer.YES,
            because=(
                f"{case.decided_by}; without it: {before.value}, with it: {outcome.verdict.value}"
            ),
            citation=outcome.citation,
            mark=Mark.INTERPRETATION,
        )
        return msgspec.structs.replace(outcome, trace=(*outcome.trace, line))

    def _in_doubt(
        self, case: Case, outcome: Outcome, by_year: tuple[Verdict, ...]
    ) -> tuple[Outcome, tuple[Verdict, ...]]:
        """Where statements contradict each other: what holds by every reading of them."""
        if case.alternatives is None:
            return contradicted(outcome, case), (Verdict.INDETERMINATE,) * len(by_year)
        outcomes, years = [outcome], [by_year]
        for other in case.alternatives:
            facts = self._parties.facts(other)
            found = self._procedure.evaluate(facts)
            outcomes.append(found)
            years.append(self._schedule(facts, found))
        each_year = tuple(agreed(verdicts) for verdicts in zip(*years, strict=True))
        if all(found.verdict is outcome.verdict for found in outcomes):
            return outcome, each_year
        return contradicted(outcome, case), each_year

    def verdict(self, case: Case) -> Verdict:
        """The verdict on one case alone."""
        found = self._procedure.verdict(self._parties.facts(case))
        if case.alternatives is None:
            return Verdict.INDETERMINATE
        return agreed((found, *map(self.verdict, case.alternatives)))

    def _schedule(self, facts: ComponentFacts, outcome: Outcome) -> tuple[Verdict, ...]:
        if outcome.verdict is Verdict.OUT_OF_SCOPE and outcome.exclusion not in _YEARLY:
            return _ALWAYS_OUT
        verdicts = self._procedure.verdicts(facts, self._timings)
        return tuple(
            verdict
            for verdict, length in zip(verdicts, self._lengths, strict=True)
            for _ in range(length)
        )

    def _views(self, parties: tuple[NamedParty, ...]) -> tuple[PartyView, ...]:
        known = self._known_views.get(id(parties))
        if known is None:
            known = (parties, tuple(map(_view, parties)))
            self._known_views[id(parties)] = known
        return known[1]


def _view(party: NamedParty) -> PartyView:
    return PartyView(
        role=party.role,
        name=party.finding.name or party.name,
        origin=party.finding.origin,
        country=party.finding.country,
        why=party.finding.why,
        path=party.finding.path,
        source=party.field,
        strength=party.strength,
        date=party.day,
    )


def in_year(transaction: Transaction, year: int, edition: Edition) -> Transaction:
    """The same transaction for a vehicle (or, in a repair, a repaired vehicle) of that year.

    Under an edition that counts by the calendar, a sale in the middle of that year.
    """
    service_year = year if transaction.kind == "repair" else transaction.service_model_year
    by_calendar = any(line.first_date_prohibited is not None for line in edition.schedule.lines)
    return msgspec.structs.replace(
        transaction,
        model_year=year,
        no_model_year=False,
        service_model_year=service_year,
        on=date(year, 7, 1) if by_calendar else transaction.on,
    )


def overall(prohibited: int, indeterminate: int, *, may_pass: bool) -> OverallVerdict:
    """A program fails if anything is prohibited, else is undecided if anything is."""
    if prohibited:
        return OverallVerdict.FAIL
    if indeterminate or not may_pass:
        return OverallVerdict.INDETERMINATE
    return OverallVerdict.PASS


def overall_of(
    verdicts: Mapping[str, int], findings: Iterable[Finding], *, may_pass: bool
) -> OverallVerdict:
    """The same from the counts of verdicts and the findings on the program itself."""
    of_program = [finding.verdict for finding in findings]
    return overall(
        verdicts[Verdict.PROHIBITED] + of_program.count(Verdict.PROHIBITED),
        verdicts[Verdict.INDETERMINATE] + of_program.count(Verdict.INDETERMINATE),
        may_pass=may_pass,
    )


def schedule_rows(
    judged: list[tuple[Judgement, int]], finding_by_year: dict[int, Verdict], *, may_pass: bool
) -> tuple[ScheduleRow, ...]:
    """The program's verdict in each model year.

    Args:
        judged: each case's judgement with the number of its components.
        finding_by_year: the verdict of findings on the program itself, by year.
        may_pass: whether every input was read and none is empty.
    """
    rows = []
    for offset, year in enumerate(SCHEDULE_YEARS):
        prohibited = sum(size for j, size in judged if j.by_year[offset] is Verdict.PROHIBITED)
        open_ = sum(size for j, size in judged if j.by_year[offset] is Verdict.INDETERMINATE)
        finding = finding_by_year.get(year)
        rows.append(
            ScheduleRow(
                model_year=year,
                verdict=overall(
                    prohibited + (finding is Verdict.PROHIBITED),
                    open_ + (finding is Verdict.INDETERMINATE),
                    may_pass=may_pass,
                ),
                prohibited=prohibited,
                indeterminate=open_,
            )
        )
    return tuple(rows)
