"""What answers do to an outcome: a line of the trace, doubt, and no question asked twice.

A contradiction is never resolved towards leniency: unless every reading of it gives the same
verdict, the component is indeterminate. What a supplier has answered is not asked again; where its
answer does not settle the matter, the question is yours.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from vcs_check.assessment import Missing, Outcome, TraceLine
from vcs_check.inventory.vocabulary import Answer, Mark, Verdict
from vcs_check.pipeline.answering import AnswerBook, Heard
from vcs_check.pipeline.gathering import Case
from vcs_check.questions.fields import fields_for, is_about_company
from vcs_check.questions.order import DECIDED_BY_YOU
from vcs_check.questions.requests import supplier_key

_QUESTION = "Has a supplier answered about it?"
_YOU = "you"


def agreed(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict that all readings share; indeterminate where they do not."""
    found = set(verdicts)
    return found.pop() if len(found) == 1 else Verdict.INDETERMINATE


def contradicted(outcome: Outcome, case: Case) -> Outcome:
    """Undecided, because what is stated leads to different verdicts."""
    said = case.heard.in_words() if case.heard is not None else ""
    ask = f"Which of the contradicting statements of BOM and answers is right? Answered: {said}"
    missing = Missing(fact="contradiction", of=_YOU, ask=ask)
    return msgspec.structs.replace(
        outcome,
        verdict=Verdict.INDETERMINATE,
        exclusion=None,
        reason="Undecided: statements of BOM and answers contradict each other, and the verdict "
        "depends on which is right.",
        missing=(*outcome.missing, missing),
        warnings=(*outcome.warnings, "an answer contradicts another statement"),
    )


def with_answers(outcome: Outcome, heard: Heard) -> Outcome:
    """The outcome with what was answered as a line of its trace."""
    line = TraceLine(
        question=_QUESTION,
        answer=Answer.YES,
        because=heard.in_words(),
        citation=outcome.citation,
        mark=Mark.INTERPRETATION,
    )
    return msgspec.structs.replace(outcome, trace=(*outcome.trace, line))


def asked_anew(outcome: Outcome, heard: Heard | None, book: AnswerBook) -> Outcome:
    """The outcome without questions to those who have answered them: they are yours now."""
    missing = tuple(_anew(item, heard, book) for item in outcome.missing)
    ways_out = tuple(item for item in outcome.ways_out if _anew(item, heard, book) is item)
    if missing == outcome.missing and ways_out == outcome.ways_out:
        return outcome
    return msgspec.structs.replace(
        outcome, missing=tuple(dict.fromkeys(missing)), ways_out=ways_out
    )


def _anew(item: Missing, heard: Heard | None, book: AnswerBook) -> Missing:
    supplier = supplier_key(item.of)
    if supplier not in book.suppliers:
        return item
    answered = book.company_fields(supplier)
    if not is_about_company(item.fact):
        answered = heard.fields_of(supplier) if heard is not None else frozenset()
    if answered.isdisjoint(fields_for(item.fact)) and not (
        answered and item.fact in DECIDED_BY_YOU  # it may be the answer that contradicts
    ):
        return item
    ask = f"{item.of} has answered, and it is still open: {item.ask} Decide it, and record that."
    return Missing(fact=item.fact, of=_YOU, ask=ask)
