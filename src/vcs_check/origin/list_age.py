"""Which edition of a screening list or data set was used, and how old it is by now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from vcs_check.origin.party import Register


def list_notes(
    registers: Iterable[Register], today: date, max_age_days: int | None
) -> tuple[str, ...]:
    """One note a list or data set: what it is, its digest, its day and its age.

    Args:
        registers: those without a title are the user's own, and have no edition.
        today: the day of the run.
        max_age_days: lists that are older, or whose age nobody knows, are called so.
    """
    return tuple(
        f"{register.path}: {register.title}, {_age(register, today, max_age_days)}, "
        f"sha256 {register.sha256}"
        for register in registers
        if register.title
    )


def _age(register: Register, today: date, max_age_days: int | None) -> str:
    day, newest = register.edition, register.newest_entry
    limit = "" if max_age_days is None else f"; the limit is {max_age_days} (--max-list-age)"
    if day is not None:
        age = (today - day).days
        if age < 0:
            return f"of {day}, which is after the day of this run"
        if max_age_days is not None and age > max_age_days:
            return f"of {day}, OUT OF DATE: {age} days old{limit}; get the current edition"
        return f"of {day}, {age} days old"
    known = f", its newest entry is of {newest}" if newest else ""
    if max_age_days is None:
        return f"of a day that neither the file nor its name states{known}"
    at_most = f", at most {(today - newest).days} days old" if newest and newest <= today else ""
    return (
        f"of a day that neither the file nor its name states{known}{at_most}, so it may be OUT OF "
        f"DATE{limit}; put the day into the file's name (2026-01-31)"
    )
