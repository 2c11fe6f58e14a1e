"""What a format of ``vcs-check declare`` is."""

from __future__ import annotations

from vcs_check.declaration.draft import Declaration
from vcs_check.reports._base import ReportOf


class DeclarationReport(ReportOf[Declaration]):
    """One format. A module ``to_*.py`` in this folder offers one as ``REPORT``."""
