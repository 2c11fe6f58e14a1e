"""Two JSON reports side by side: what appeared, what went, what changed, and why.

Pure: records in, a :class:`~vcs_check.comparison.result.Comparison` out.
"""

from __future__ import annotations

from vcs_check.comparison.baseline import mark
from vcs_check.comparison.compare import compare
from vcs_check.comparison.reading import read_report
from vcs_check.comparison.records import ReportRecord
from vcs_check.comparison.result import Comparison

__all__ = ["Comparison", "ReportRecord", "compare", "mark", "read_report"]
