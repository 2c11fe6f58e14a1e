"""15 CFR 791.306 and 791.307: general and specific authorizations.

A general authorization applies only to the transactions that it names, and is not open to a
manufacturer that is itself a nexus person. A specific one is claimed by a reviewed decision
on the component.
"""

from __future__ import annotations

import re

from vcs_check.assessment import Missing
from vcs_check.inventory.vocabulary import Answer, Origin
from vcs_check.regulations.answers import Answered, answered
from vcs_check.regulations.edition import Edition, GeneralAuthorization
from vcs_check.regulations.facts import ComponentFacts, Transaction

_GENERAL = re.compile(r"GA\d+")
QUESTION = "Does an authorization cover it?"


def authorization(
    facts: ComponentFacts, transaction: Transaction, edition: Edition
) -> tuple[str, Answered]:
    """The authorization that applies (empty where none does), and the line of the trace."""
    claimed = facts.authorization
    lines: list[Answered] = []
    if claimed and not _GENERAL.fullmatch(claimed):
        line = answered(
            QUESTION, Answer.YES, f"specific authorization {claimed}, by reviewed decision",
            edition.specific_authorizations,
        )  # fmt: skip
        return claimed, line
    names = dict.fromkeys([*((claimed,) if claimed else ()), *transaction.authorizations])
    for name in names:
        provision = edition.authorizations.get(name)
        if provision is None:
            lines.append(
                answered(
                    QUESTION, Answer.NO,
                    f"{name} is no general authorization of this edition",
                    edition.specific_authorizations,
                )
            )  # fmt: skip
            continue
        line = _general(name, provision, transaction, by_decision=name == claimed)
        if line.answer is Answer.YES:
            return name, line
        lines.append(line)
    if lines:
        return "", next((line for line in lines if line.answer is Answer.UNKNOWN), lines[0])
    return "", answered(QUESTION, Answer.NO, "none is claimed", edition.specific_authorizations)


def _general(
    name: str, provision: GeneralAuthorization, transaction: Transaction, *, by_decision: bool
) -> Answered:
    """Whether a general authorization applies; unknown where a sign of it is no proof."""
    why_not = _why_not(name, provision, transaction)
    if why_not:
        return answered(QUESTION, Answer.NO, why_not, provision)
    maker = transaction.manufacturer
    if maker is not None and maker.origin is Origin.UNKNOWN:
        return _open(
            f"{name} is not open to a nexus manufacturer, and {maker.name} may be one",
            provision, "ownership", maker.name, f"Who owns and controls {maker.name}?",
        )  # fmt: skip
    if provision.needs_decision and not by_decision:
        return _open(
            f"{name} ({provision.title}) is claimed for the program, but no reviewed decision says "
            "that it covers this component",
            provision, "authorization", "program", f"Does {name} cover this component, and why?",
        )  # fmt: skip
    if provision.in_force_from is not None and transaction.on is None:
        return _open(
            f"{name} is in force from {provision.in_force_from}, and the day is not given",
            provision, "date", "program", "On which day is the first import or sale (--date)?",
        )  # fmt: skip
    because = f"{name}: {provision.title}"
    if provision.note:
        because += f" ({provision.note.rstrip('.')})"
    return answered(QUESTION, Answer.YES, because, provision)


def _open(because: str, provision: GeneralAuthorization, fact: str, of: str, ask: str) -> Answered:
    missing = (Missing(fact=fact, of=of, ask=ask),)
    return answered(QUESTION, Answer.UNKNOWN, because, provision, missing=missing)


def _why_not(name: str, provision: GeneralAuthorization, transaction: Transaction) -> str:
    """Why a general authorization does not apply, for certain; empty where it may."""
    if transaction.kind not in provision.transactions:
        named = ", ".join(sorted(provision.transactions))
        kind = transaction.kind or "a transaction that is not stated"
        return f"{name} covers {named}, not {kind}"
    maker = transaction.manufacturer
    if maker is not None and maker.origin is Origin.NEXUS:
        return f"{name} is not open to {maker.name}, which is itself a nexus person"
    starts = provision.in_force_from
    if starts is not None and transaction.on is not None and transaction.on < starts:
        return f"{name} is in force only from {starts}"
    return ""
