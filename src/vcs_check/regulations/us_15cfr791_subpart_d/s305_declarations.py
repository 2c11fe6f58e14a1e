"""15 CFR 791.305: whether a Declaration of Conformity is needed, and when it is due.

At least 60 days before the first import or first sale of each model year (or calendar year),
for any foreign interest, not only of a foreign adversary. Not needed for exempt or generally
authorized transactions. A material change has to be told within a number of days. A missing
or late declaration is its own finding, never folded into a component's verdict.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from vcs_check.assessment import DeclarationView, Outcome
from vcs_check.inventory.vocabulary import Answer, DueState, Origin, Verdict
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import VERBS, NamedParty
from vcs_check.regulations.us_15cfr791_subpart_d.s301_foreign_interest import (
    foreign_interest_of,
)

_NEEDS_NONE = frozenset({Verdict.EXEMPT, Verdict.OUT_OF_SCOPE})
NOT_STATED = "nobody states whether there is a foreign interest, and unknown counts as one"


class ForeignInterest(Struct, frozen=True, kw_only=True):
    """Whether any person outside the United States has an interest in what is in scope."""

    answer: Answer
    because: str


class Need(Struct, frozen=True, kw_only=True):
    """Whether a declaration is needed; unknown means that it cannot be said not to be."""

    answer: Answer
    because: str


def needs_declaring(outcome: Outcome, edition: Edition) -> bool:
    """Whether a component is part of a transaction that is neither exempt nor let in by itself."""
    return _counts(outcome.verdict, outcome.authorization, edition)


def _counts(verdict: Verdict, authorized_by: str, edition: Edition) -> bool:
    return verdict not in _NEEDS_NONE and authorized_by not in edition.authorizations


def foreign_interest(
    groups: Iterable[tuple[tuple[NamedParty, ...], Outcome, int]],
    stated: Answer,
    edition: Edition,
) -> ForeignInterest:
    """The foreign interest in what is in scope: what is known of the parties, then what is stated.

    Args:
        groups: the parties and the outcome of each group of equal components, and its size.
        stated: what the declarant states; never beats a sign of a foreign person.
        edition: says which authorizations are general.
    """
    of_parties: set[Answer] = set()
    nobody_named = False
    for parties, outcome, _ in groups:
        if not needs_declaring(outcome, edition):
            continue
        in_verbs = [party for party in parties if party.role in VERBS]
        nobody_named |= {party.role for party in in_verbs} != set(VERBS)
        for party in in_verbs:
            answer = foreign_interest_of(party.finding)
            if answer is Answer.YES:
                because = f"{party.role.value} {party.finding.name or party.name} is no US person"
                if party.finding.origin is not Origin.NEXUS and party.finding.foreign_sign:
                    because = party.finding.foreign_sign
                if stated is Answer.NO:
                    because += "; the statement that there is no foreign interest is contradicted"
                return ForeignInterest(answer=Answer.YES, because=because)
            of_parties.add(answer)
    if stated is Answer.YES:
        return ForeignInterest(answer=Answer.YES, because="stated by the declarant")
    if of_parties == {Answer.NO} and not nobody_named:
        return ForeignInterest(
            answer=Answer.NO, because="no party in scope has a foreign interest (register)"
        )
    if stated is Answer.NO:
        return ForeignInterest(answer=Answer.NO, because="stated by the declarant")
    return ForeignInterest(answer=Answer.UNKNOWN, because=NOT_STATED)


def need(
    verdicts: Iterable[tuple[Verdict, str]], interest: ForeignInterest, edition: Edition
) -> Need:
    """Whether a declaration is needed.

    Args:
        verdicts: each verdict that occurs, with the authorization that it rests on, if any.
        interest: any foreign interest in what is in scope.
        edition: says which authorizations are general.
    """
    counting = {verdict for verdict, by in verdicts if _counts(verdict, by, edition)}
    if not counting:
        return Need(
            answer=Answer.NO,
            because="everything is exempt, out of scope or generally authorized",
        )
    if counting == {Verdict.INDETERMINATE}:
        return Need(answer=Answer.UNKNOWN, because="what is in scope is not decided")
    if interest.answer is Answer.YES:
        return Need(answer=Answer.YES, because=f"foreign interest: {interest.because}")
    if interest.answer is Answer.NO and Verdict.PROHIBITED in counting:
        return Need(
            answer=Answer.YES,
            because="something is prohibited, so a foreign person has an interest in it",
        )
    if interest.answer is Answer.NO and Verdict.INDETERMINATE in counting:
        return Need(
            answer=Answer.UNKNOWN,
            because=f"no foreign interest: {interest.because}; but something is not decided",
        )
    if interest.answer is Answer.NO:
        return Need(answer=Answer.NO, because=f"no foreign interest: {interest.because}")
    return Need(answer=Answer.UNKNOWN, because=interest.because)


def filing_state(due: date, filed: date | None, today: date) -> DueState:
    """How something that is due on a day stands; the day itself is in time.

    A day of filing after ``today`` is a plan: nothing is filed yet.
    """
    if filed is not None and filed <= today:
        return DueState.FILED_IN_TIME if filed <= due else DueState.FILED_LATE
    return DueState.DUE if today <= due else DueState.OVERDUE


def declaration(
    wanted: Need, on: date | None, today: date, edition: Edition, filed: date | None = None
) -> DeclarationView:
    """Whether a declaration is needed, by when, and how that stands.

    Args:
        wanted: see :func:`need`; unknown counts as needed.
        on: day of the first import or sale.
        today: serves the deadline only.
        edition: says how many days before.
        filed: the day on which it was filed, if it was.
    """
    provision = edition.declarations
    was_filed = filed is not None and filed <= today
    if wanted.answer is Answer.NO:
        return DeclarationView(
            due=None, status=f"not needed: {wanted.because}", citation=provision.citation,
            needed=Answer.NO, because=wanted.because, state=DueState.NOT_NEEDED,
        )  # fmt: skip
    days = provision.days_before_first_import_or_sale
    due = None if on is None else on - timedelta(days=days)
    if due is None:
        status = f"due {days} days before the first import or sale, whose day is not given"
        if was_filed:
            status = f"filed on {filed}; {status}"
        state = DueState.UNKNOWN
    else:
        state = filing_state(due, filed, today)
        status = _words(state, due, filed, today)
    return DeclarationView(
        due=None if due is None else due.isoformat(), status=status, citation=provision.citation,
        needed=wanted.answer, because=wanted.because, state=state,
        filed=filed.isoformat() if filed is not None and was_filed else "",
    )  # fmt: skip


def update_due(changed_on: date, edition: Edition) -> date:
    """The last day on which a material change of that day can be told in time."""
    return changed_on + timedelta(days=edition.declarations.days_to_update_after_change)


def _words(state: DueState, due: date, filed: date | None, today: date) -> str:
    left = (due - today).days
    match state:
        case DueState.FILED_IN_TIME:
            return f"filed in time, on {filed}"
        case DueState.FILED_LATE:
            assert filed is not None
            late = (filed - due).days
            return f"filed late, on {filed}: {late} day{'s' if late != 1 else ''} after it was due"
        case DueState.OVERDUE:
            return f"was due {-left} days ago; if it is not filed, the transaction is late"
        case _:
            return f"due in {left} days" if left > 0 else "due today"
