"""What ``vcs-check suppliers`` shows: every party, one line each, best to ask first.

One file a format: every module ``to_*.py`` in this folder offers a constant ``REPORT`` and is
found by listing the folder.
"""

from __future__ import annotations

import functools

from vcs_check.reports._base import Report
from vcs_check.reports._finding import reports_of


@functools.cache
def available() -> dict[str, Report]:
    """Every format that is built, by the word after ``--output``, in order of the word."""
    return reports_of(__path__, __name__)
