"""What ``vcs-check verify`` shows.

One file a format: every module ``to_*.py`` in this folder offers a constant ``REPORT`` and is
found by listing the folder.
"""

from __future__ import annotations

import functools
from typing import Any

from vcs_check.reports._base import ReportOf
from vcs_check.reports._finding import found_in
from vcs_check.reports._json_encoding import schema_of
from vcs_check.verified import Verification

VerificationReport = ReportOf[Verification]


@functools.cache
def available() -> dict[str, VerificationReport]:
    """Every format that is built, by the word after ``--output``, in order of the word."""
    return found_in(__path__, __name__)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the JSON format."""
    return schema_of(Verification, "verification", 1)
