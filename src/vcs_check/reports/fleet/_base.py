"""What a format of ``vcs-check fleet`` is."""

from __future__ import annotations

from vcs_check.assessment.fleet import FleetSummary
from vcs_check.reports._base import ReportOf


class FleetReport(ReportOf[FleetSummary]):
    """One format. A module ``to_*.py`` in this folder offers one as ``REPORT``."""
