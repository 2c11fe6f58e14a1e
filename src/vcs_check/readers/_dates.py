"""Dates as BOMs write them: a calendar date, with or without a time of day."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from msgspec import Raw

from vcs_check.readers._notes import Notes, shown

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?=T|\Z)", re.ASCII)


def written_on(said: object) -> date | None:
    """The calendar date that a BOM's own timestamp begins with; None for anything else.

    It only dates claims, so one that is none is no reason for a note. A text, also as raw JSON.
    """
    if isinstance(said, Raw):
        said = bytes(said).decode().strip('" ')
    found = _DATE.match(said.strip()) if isinstance(said, str) else None
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def noted_date(said: str, field: str, place: str, notes: Notes) -> date | None:
    """The calendar date that ``said`` begins with, as it is written, whatever its time zone.

    None, with a note, where there is none.
    """
    try:
        if found := _DATE.match(said):
            return date.fromisoformat(found[0])
    except ValueError:
        pass
    notes.add("dates that are none", f"{field} {shown(said)} is no date, so it is not used", place)
    return None
