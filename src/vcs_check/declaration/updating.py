"""Material changes that have to be told after filing, and by when (15 CFR 791.305)."""

from __future__ import annotations

from datetime import date

from vcs_check.declaration.changes import Previous
from vcs_check.declaration.draft import Deadline, Draft, Earlier, Gap, Update
from vcs_check.filing import DeclaredChange, Filing
from vcs_check.inventory.vocabulary import DueState
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.us_15cfr791_subpart_d.s305_declarations import filing_state, update_due


def updates_of(
    draft: Draft,
    earlier: Earlier | None,
    previous: Previous | None,
    filing: Filing,
    edition: Edition,
    today: date,
) -> tuple[tuple[Update, ...], tuple[Gap, ...], tuple[str, ...]]:
    """The updates that are due or were filed, what is missing for them, and notes.

    Args:
        draft: the draft for one year, with its deadline.
        earlier: what it was compared with, and the changes.
        previous: the earlier declaration itself.
        filing: has the changes that the program file states.
        edition: says how many days a change may wait.
        today: serves the deadlines only.
    """
    days = edition.declarations.days_to_update_after_change
    if not draft.deadline.filed:
        notes = () if not filing.changes else (
            "changes are stated, but the declaration of this year is not filed: they go into it, "
            "and no update is due",
        )  # fmt: skip
        return (), (), notes
    filed = date.fromisoformat(draft.deadline.filed)
    stated = [change for change in filing.changes if change.on >= filed]
    updates = [_stated(change, edition, today) for change in stated]
    gaps: list[Gap] = []
    material = [
        change for change in (earlier.changes if earlier is not None else ())
        if change.material and change.about != "year"
    ]  # fmt: skip
    if earlier is None or previous is None or not material:
        return tuple(updates), (), ()
    if earlier.year != draft.year_words:
        note = (
            f"what changed since {earlier.year} has to be told for that year's declaration too "
            f"where it concerns its vehicles, within {days} days of the change"
        )
        return tuple(updates), (), (note,)
    if any(change.on >= previous.today for change in stated):
        note = (
            f"{len(material)} material changes since {previous.today}: taken as what "
            "[[declaration.change]] tells"
        )
        return tuple(updates), (), (note,)
    updates.append(_undated(len(material), previous, edition, today))
    gaps.append(
        Gap(
            what=f"the day of the change: {len(material)} material changes since "
            f"{previous.today} ({material[0].text}{' …' if len(material) > 1 else ''})",
            who="you",
            how="[[declaration.change]] on and what",
        )
    )
    return tuple(updates), tuple(gaps), ()


def _stated(change: DeclaredChange, edition: Edition, today: date) -> Update:
    due = update_due(change.on, edition)
    state = filing_state(due, change.filed, today)
    was_filed = change.filed is not None and change.filed <= today
    words = {
        DueState.FILED_IN_TIME: f"filed in time, on {change.filed}",
        DueState.FILED_LATE: f"filed late, on {change.filed}; it was due on {due}",
        DueState.OVERDUE: f"overdue: it was due on {due}, {(today - due).days} days ago",
        DueState.DUE: f"due on {due}, in {(due - today).days} days",
    }
    return Update(
        what=change.what,
        changed_on=change.on.isoformat(),
        deadline=Deadline(
            due=due.isoformat(),
            state=state,
            text=words[state],
            citation=edition.declarations.citation,
            filed=change.filed.isoformat() if change.filed is not None and was_filed else "",
            number=change.number,
        ),
    )


def _undated(count: int, previous: Previous, edition: Edition, today: date) -> Update:
    """Changes of which nobody says the day: the earliest that it can have been counts."""
    due = update_due(previous.today, edition)
    in_time = today <= due
    return Update(
        what=f"{count} material changes since the declaration of {previous.today}",
        deadline=Deadline(
            due=due.isoformat(),
            state=DueState.DUE if in_time else DueState.UNKNOWN,
            text=(
                f"due on {due} at the earliest, in {(due - today).days} days"
                if in_time
                else f"may be overdue since {due}"
            )
            + "; the day of the change is not given",
            citation=edition.declarations.citation,
        ),
    )
