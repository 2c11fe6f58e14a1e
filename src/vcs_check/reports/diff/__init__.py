"""What ``vcs-check diff`` shows: two reports side by side.

One file a format: every module ``to_*.py`` in this folder offers a constant ``REPORT`` and is
found by listing the folder.
"""

from __future__ import annotations

import functools

from vcs_check.reports._finding import found_in
from vcs_check.reports.diff._base import DiffReport
from vcs_check.reports.diff._story import got_worse

__all__ = ["DiffReport", "available", "got_worse"]


@functools.cache
def available() -> dict[str, DiffReport]:
    """Every format that is built, by the word after ``--output``, in order of the word."""
    return found_in(__path__, __name__)
