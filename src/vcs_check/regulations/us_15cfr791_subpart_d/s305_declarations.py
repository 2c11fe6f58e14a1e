"""15 CFR 791.305: when a Declaration of Conformity is due.

At least 60 days before the first import or first sale of each model year (or calendar year),
for any foreign interest. Not needed for exempt or generally authorized transactions. A
missing or late declaration is its own finding, never folded into a component's verdict.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from vcs_check.assessment import DeclarationView
from vcs_check.inventory.vocabulary import Verdict
from vcs_check.regulations.edition import Edition

_NEEDS_NONE = frozenset({Verdict.EXEMPT, Verdict.OUT_OF_SCOPE})


def declaration(
    verdicts: Iterable[tuple[Verdict, str]], on: date | None, today: date, edition: Edition
) -> DeclarationView:
    """Whether a declaration is needed, and by when.

    Args:
        verdicts: each verdict that occurs, with the authorization that it rests on, if any.
        on: day of the first import or sale.
        today: serves the deadline only.
        edition: says how many days before.
    """
    provision = edition.declarations
    needed = any(
        verdict not in _NEEDS_NONE and authorized_by not in edition.authorizations
        for verdict, authorized_by in verdicts
    )
    if not needed:
        return DeclarationView(
            due=None,
            status="not needed: everything is exempt, out of scope or generally authorized",
            citation=provision.citation,
        )
    days = provision.days_before_first_import_or_sale
    if on is None:
        return DeclarationView(
            due=None,
            status=f"due {days} days before the first import or sale, whose day is not given",
            citation=provision.citation,
        )
    due = on - timedelta(days=days)
    left = (due - today).days
    when = (
        f"due in {left} days" if left > 0
        else "due today" if left == 0
        else f"was due {-left} days ago; if it is not filed, the transaction is late"
    )  # fmt: skip
    return DeclarationView(due=due.isoformat(), status=when, citation=provision.citation)
