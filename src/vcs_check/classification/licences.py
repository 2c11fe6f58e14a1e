"""Which licences are open: anyone may use, study, change and redistribute the whole source.

Licence terms follow the SPDX licence list (SPDX specification, annex D, for expressions).
"""

from __future__ import annotations

import functools
import re
from typing import Final

from vcs_check.classification.open_source_data import open_source_data
from vcs_check.inventory.vocabulary import Answer


@functools.cache
def _open_ids() -> frozenset[str]:
    return frozenset(name.lower() for name in open_source_data()["open"]["ids"])


@functools.cache
def _closed_ids() -> frozenset[str]:
    return frozenset(name.lower() for name in open_source_data()["closed"]["ids"])


@functools.cache
def _open_exceptions() -> frozenset[str]:
    return frozenset(name.lower() for name in open_source_data()["open"]["exceptions"])


@functools.cache
def _open_names() -> dict[str, str]:
    return {_plain(name): spdx for name, spdx in open_source_data()["open"]["names"].items()}


@functools.cache
def _closed_words() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in open_source_data()["closed"]["words"])
    return re.compile(rf"(?<![a-z])(?:{words})(?![a-z])")


def _plain(name: str) -> str:
    return re.sub(r"[\s,.\-_()\"']+", " ", name.lower()).strip()


_OPERATORS: Final = frozenset({"AND", "OR", "WITH", "and", "or", "with"})
_TOKEN: Final = re.compile(r"\(|\)|[^\s()]+")


@functools.lru_cache(maxsize=4096)
def licence_is_open(text: str) -> Answer:
    """Whether a licence id, SPDX expression or free name lets anyone use, change and share.

    ``A OR B`` is open if either is (the recipient chooses), ``A AND B`` if both are;
    ``A WITH exception`` as ``A``. A name that is not known is unknown.
    """
    tokens = _TOKEN.findall(text)
    if len(tokens) > 1 and any(token in _OPERATORS for token in tokens):
        known = _expression(tokens)
        if known is not Answer.UNKNOWN:
            return known
    return _single(text)


def _single(text: str) -> Answer:
    name = text.strip().lower().removesuffix("+")
    if name in _open_ids():
        return Answer.YES
    if name in _closed_ids() or _closed_words().search(_plain(name)):
        return Answer.NO
    return Answer.YES if _plain(name) in _open_names() else Answer.UNKNOWN


def _expression(tokens: list[str]) -> Answer:
    """Evaluate an SPDX expression with a stack, so that no nesting is too deep."""
    # Each frame holds the OR of the finished terms and the AND of the current one.
    stack: list[list[Answer | None]] = [[None, None]]
    expects_exception = False

    def put(value: Answer) -> None:
        frame = stack[-1]
        frame[1] = value if frame[1] is None else _both(frame[1], value)

    for token in tokens:
        word = token.lower()
        if expects_exception:
            expects_exception = False
            if word not in _open_exceptions():
                put(Answer.UNKNOWN)
        elif token == "(":
            stack.append([None, None])
        elif token == ")":
            if len(stack) == 1:
                return Answer.UNKNOWN
            done = _close(stack.pop())
            put(done)
        elif word == "or":
            frame = stack[-1]
            frame[0], frame[1] = _close(frame), None
        elif word == "with":
            expects_exception = True
        elif word != "and":
            put(_single(token))
    return _close(stack[0]) if len(stack) == 1 else Answer.UNKNOWN


def _close(frame: list[Answer | None]) -> Answer:
    left, right = frame
    if right is None:  # an operator without its right side
        return Answer.UNKNOWN
    return right if left is None else _either(left, right)


def _both(left: Answer, right: Answer) -> Answer:
    if Answer.NO in (left, right):
        return Answer.NO
    return Answer.UNKNOWN if Answer.UNKNOWN in (left, right) else Answer.YES


def _either(left: Answer, right: Answer) -> Answer:
    if Answer.YES in (left, right):
        return Answer.YES
    return Answer.UNKNOWN if Answer.UNKNOWN in (left, right) else Answer.NO


@functools.lru_cache(maxsize=4096)
def licences_are_open(licences: tuple[str, ...]) -> tuple[Answer, str]:
    """Whether all licences of a component are open, and why, in one clause."""
    if not licences:
        return Answer.UNKNOWN, "no licence is given"
    shown = ", ".join(licences[:3]) + (" …" if len(licences) > 3 else "")
    answer = Answer.YES
    for licence in licences:
        answer = _both(answer, licence_is_open(licence))
    match answer:
        case Answer.YES:
            return answer, f"the licence ({shown}) is open"
        case Answer.NO:
            return answer, f"the licence ({shown}) is not open"
    return answer, f"the licence ({shown}) is not one that is known to be open"
