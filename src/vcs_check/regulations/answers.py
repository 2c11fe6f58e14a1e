"""The answer to one question of the procedure, and three-valued logic."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from vcs_check.assessment import Missing, TraceLine
from vcs_check.inventory.vocabulary import Answer, Exclusion, Mark
from vcs_check.regulations.edition import Provision


class Answered(Struct, frozen=True, kw_only=True):
    """A question, its answer, and why: a line of the trace, with what would settle it."""

    question: str
    answer: Answer
    because: str
    citation: str
    mark: Mark
    exclusion: Exclusion | None = None
    """The word for the exclusion that the question is about, if it is about one."""
    missing: tuple[Missing, ...] = ()
    """What is missing, where the answer is unknown."""
    asks_for_exclusion: bool = False
    """Whether the question is put the other way round (*Is it firmware?*): the answer says
    whether the definition is met, so the trace shows its opposite."""
    assumptions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def line(self) -> TraceLine:
        """The answer as a line of the trace."""
        return TraceLine(
            question=self.question,
            answer=opposite(self.answer) if self.asks_for_exclusion else self.answer,
            because=self.because,
            citation=self.citation,
            mark=self.mark,
        )


def answered(
    question: str,
    answer: Answer,
    because: str,
    provision: Provision,
    *,
    mark: Mark | None = None,
    exclusion: Exclusion | None = None,
    missing: tuple[Missing, ...] = (),
    asks_for_exclusion: bool = False,
    assumptions: tuple[str, ...] = (),
    warnings: tuple[str, ...] = (),
) -> Answered:
    """An answer that rests on ``provision``; ``mark`` where it rests on less than that."""
    return Answered(
        question=question,
        answer=answer,
        because=because,
        citation=provision.citation,
        mark=mark or provision.mark,
        exclusion=exclusion,
        missing=missing,
        asks_for_exclusion=asks_for_exclusion,
        assumptions=assumptions,
        warnings=warnings,
    )


def all_of(answers: Iterable[Answer]) -> Answer:
    """Yes if all are yes, no if any is no, else unknown."""
    found = set(answers)
    if Answer.NO in found:
        return Answer.NO
    return Answer.UNKNOWN if Answer.UNKNOWN in found else Answer.YES


def any_of(answers: Iterable[Answer]) -> Answer:
    """No if all are no, yes if any is yes, else unknown."""
    found = set(answers)
    if Answer.YES in found:
        return Answer.YES
    return Answer.UNKNOWN if Answer.UNKNOWN in found else Answer.NO


def opposite(answer: Answer) -> Answer:
    """Yes for no, no for yes, unknown for unknown."""
    match answer:
        case Answer.YES:
            return Answer.NO
        case Answer.NO:
            return Answer.YES
    return Answer.UNKNOWN


class Reading(Struct, frozen=True, kw_only=True):
    """How one definition of the rule reads on a component: in, out or undecided."""

    answer: Answer
    """Yes: it falls under the definition. No: it does not."""
    because: str
    exclusion: Exclusion | None = None
    """The word for why it does not, where the answer is no."""
    missing: tuple[Missing, ...] = ()
    warnings: tuple[str, ...] = ()
    mark: Mark | None = None
    """Where it rests on less than the definition's own mark."""


def within(because: str, *, mark: Mark | None = None, warnings: tuple[str, ...] = ()) -> Reading:
    """The component falls under the definition."""
    return Reading(answer=Answer.YES, because=because, mark=mark, warnings=warnings)


def outside(exclusion: Exclusion, because: str, *, mark: Mark | None = None) -> Reading:
    """The component does not fall under the definition, for this reason."""
    return Reading(answer=Answer.NO, because=because, exclusion=exclusion, mark=mark)


def undecided(
    because: str,
    fact: str,
    of: str,
    ask: str,
    *,
    mark: Mark | None = None,
    warnings: tuple[str, ...] = (),
) -> Reading:
    """It cannot be told; ``fact`` about ``of`` is missing, and ``ask`` would bring it."""
    return Reading(
        answer=Answer.UNKNOWN,
        because=because,
        missing=(Missing(fact=fact, of=of, ask=ask),),
        mark=mark,
        warnings=warnings,
    )
