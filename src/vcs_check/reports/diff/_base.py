"""What a format of ``vcs-check diff`` is."""

from __future__ import annotations

from vcs_check.comparison import Comparison
from vcs_check.reports._base import ReportOf


class DiffReport(ReportOf[Comparison]):
    """One format. A module ``to_*.py`` in this folder offers one as ``REPORT``."""
