"""15 CFR 791.306 and 791.307: general and specific authorizations.

A general authorization applies only to the transactions that it names, and is not open to a
manufacturer that is itself a nexus person. A specific one is claimed by a reviewed decision
on the component.
"""

from __future__ import annotations

from vcs_check.inventory.vocabulary import Answer, Origin
from vcs_check.regulations.answers import Answered, answered
from vcs_check.regulations.edition import Edition, GeneralAuthorization
from vcs_check.regulations.facts import ComponentFacts, Transaction

QUESTION = "Does an authorization cover it?"


def authorization(
    facts: ComponentFacts, transaction: Transaction, edition: Edition
) -> tuple[str, Answered]:
    """The authorization that applies (empty where none does), and the line of the trace."""
    claimed = facts.authorization
    lines: list[Answered] = []
    if claimed and claimed not in edition.authorizations:
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
                    f"{name} is no general authorization; a specific one needs a decision",
                    edition.specific_authorizations,
                )
            )  # fmt: skip
            continue
        why_not = _why_not(name, provision, transaction, by_decision=name == claimed)
        if not why_not:
            because = f"{name}: {provision.title}"
            if provision.note:
                because += f" ({provision.note.rstrip('.')})"
            return name, answered(QUESTION, Answer.YES, because, provision)
        lines.append(answered(QUESTION, Answer.NO, why_not, provision))
    if lines:
        return "", lines[0]
    return "", answered(QUESTION, Answer.NO, "none is claimed", edition.specific_authorizations)


def _why_not(
    name: str, provision: GeneralAuthorization, transaction: Transaction, *, by_decision: bool
) -> str:
    """Why a general authorization does not apply; empty where it does."""
    if transaction.kind not in provision.transactions:
        named = ", ".join(sorted(provision.transactions))
        return (
            f"{name} covers {named}, not {transaction.kind or 'a transaction that is not stated'}"
        )
    if provision.needs_decision and not by_decision:
        return f"{name} ({provision.title}) needs a reviewed decision on the component"
    maker = transaction.manufacturer
    if maker is not None and maker.origin is Origin.NEXUS:
        return f"{name} is not open to {maker.name}, which is itself a nexus person"
    if maker is not None and maker.origin is Origin.UNKNOWN:
        return f"{name} is not open to a nexus manufacturer, and {maker.name} may be one"
    starts = provision.in_force_from
    if starts is not None and (transaction.on is None or transaction.on < starts):
        return f"{name} is in force only from {starts}"
    return ""
