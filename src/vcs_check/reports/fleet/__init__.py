"""What ``vcs-check fleet`` shows: many programs, their model years and suppliers.

One file a format: every module ``to_*.py`` in this folder offers a constant ``REPORT`` and is
found by listing the folder.
"""

from __future__ import annotations

import functools

from vcs_check.reports._finding import found_in
from vcs_check.reports.fleet._base import FleetReport

__all__ = ["FleetReport", "available"]


@functools.cache
def available() -> dict[str, FleetReport]:
    """Every format that is built, by the word after ``--output``, in order of the word."""
    return found_in(__path__, __name__)
