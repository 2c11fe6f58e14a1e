"""Which licences are open: anyone may use, study, change and redistribute the whole source.

Licence terms follow the SPDX licence list (SPDX specification, annex D, for expressions).
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any, Final

from vcs_check.classification.open_source_data import open_source_data
from vcs_check.inventory.vocabulary import Answer

if TYPE_CHECKING:
    from license_expression import Licensing


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


_OPERATOR: Final = re.compile(r"(?<!\S)(?:and|or|with)(?!\S)", re.IGNORECASE)


@functools.cache
def _expressions() -> Licensing:
    # Imported only where an expression is met: most BOMs name single licences.
    from license_expression import Licensing

    return Licensing()


@functools.lru_cache(maxsize=4096)
def licence_is_open(text: str) -> Answer:
    """Whether a licence id, SPDX expression or free name lets anyone use, change and share.

    ``A OR B`` is open if either is (the recipient chooses), ``A AND B`` if both are;
    ``A WITH exception`` as ``A``. A name that is not known is unknown.
    """
    if _OPERATOR.search(text):
        known = _expression(text)
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


def _expression(text: str) -> Answer:
    """The answer of an SPDX expression; unknown where the text is none."""
    from license_expression import ExpressionError, ExpressionParseError

    try:
        tree = _expressions().parse(text, simple=True)
    except (ExpressionError, ExpressionParseError):
        return Answer.UNKNOWN
    # Without recursion, so that no nesting is too deep: parts stand behind what they are parts of.
    nodes = [tree]
    for node in nodes:
        nodes += node.args
    answers: dict[int, Answer] = {}
    for node in reversed(nodes):
        if node.args:
            join = _either if node.operator == " OR " else _both
            answers[id(node)] = functools.reduce(join, (answers[id(part)] for part in node.args))
        else:
            answers[id(node)] = _symbol(node)
    return answers[id(tree)]


def _symbol(node: Any) -> Answer:
    """A licence of an expression, with its exception where it has one."""
    exception = getattr(node, "exception_symbol", None)
    if exception is None:
        return _single(node.key)
    known = exception.key.lower() in _open_exceptions()
    return _both(_single(node.license_symbol.key), Answer.YES if known else Answer.UNKNOWN)


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
