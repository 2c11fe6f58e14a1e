"""What is undecided as a decisions file that waits to be filled in.

Every entry is one of a decisions file (contract, section 4): with a ``sets``, a reason, a name and
a day it is a decision, without them it is read as not filled in. Answers that were tried out stand
beside it as comments, each with the verdict that it leads to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from vcs_check.pipeline.review import Effect, Question, Review
from vcs_check.reports._escape import terminal, toml

_MOST_LISTED: Final = 25
"""Components named in a comment; the others are counted."""
_MOST_ASKS: Final = 3
_HEAD: Final = """\
# What is undecided, most valuable first. To decide one entry: remove the # before one of its
# `sets` (or write another), change what is an example, give reason, by and on. Then:
#     vcs-check check … --decisions THIS_FILE
# What is not filled in is left out, and the report says so. A decision on a group (every key but
# `component`) fills gaps only: what a component says of itself, and what is known of it, stays."""


def decisions_toml(review: Review, made_on: str) -> bytes:
    """The file, UTF-8.

    Args:
        review: what is undecided.
        made_on: the day (ISO date) that the program was evaluated for.
    """
    lines = [_HEAD, "#", *_comment(_counts(review, made_on))]
    for number, question in enumerate(review.questions, 1):
        lines += ["", "", *_question(question, number, len(review.questions))]
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")


def _counts(review: Review, made_on: str) -> Iterator[str]:
    asked = sum(len(question.components) for question in review.questions)
    yield (
        f"Evaluated for {made_on}. Undecided components: {review.undecided}; entries below: "
        f"{len(review.questions)}, which may settle {asked}."
    )
    if review.waiting_for_companies:
        yield (
            f"{review.waiting_for_companies} more wait for facts about companies: a register, or "
            "their answers (vcs-check suppliers … --questionnaire DIR)."
        )
    if review.waiting_for_program:
        yield f"{review.waiting_for_program} more wait for the program: model year, date, weight."
    if review.waiting_otherwise:
        yield (
            f"{review.waiting_otherwise} more are settled by no single answer: see vcs-check "
            "explain."
        )


def _question(question: Question, number: int, total: int) -> Iterator[str]:
    count = len(question.components)
    yield from _comment(
        [
            f"{number} of {total}: {count} component{'s' if count != 1 else ''}: {question.title}",
            f"Why open: {question.because}",
            *question.asks[:_MOST_ASKS],
        ]
    )
    if len(question.asks) > _MOST_ASKS:
        yield f"# (and {len(question.asks) - _MOST_ASKS} more questions)"
    for one in question.components[:_MOST_LISTED]:
        yield from _comment([f"  {one.name} {one.version}".rstrip() + f"  ({one.bom}: {one.key})"])
    if count > _MOST_LISTED:
        yield f"#   and {count - _MOST_LISTED} more"
    yield "[[decision]]"
    for key, value in question.selector:
        yield f"{key} = {toml(value)}"
    for effect in question.effects:
        yield _effect(effect)
    yield 'reason = ""'
    yield 'by = ""'
    yield "# on = 2026-01-31"


def _effect(effect: Effect) -> str:
    facts = ", ".join(f"{name} = {toml(value)}" for name, value in effect.way.sets)
    several = len(effect.verdicts) > 1
    ends = ", ".join(f"{count} {v.value}" if several else v.value for v, count in effect.verdicts)
    if effect.way.names_somebody:
        ends = f"{ends}, if that party has no nexus"
    return f"# sets = {{ {facts} }}  # {effect.way.says}: {ends}"


def _comment(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield f"# {terminal(text)}"
