"""Formats are found by listing their folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable

from vcs_check.reports._base import Report


def reports_of(folder: Iterable[str], package: str) -> dict[str, Report]:
    """The ``REPORT`` of every module ``to_*.py`` of a package, by its name, in its order."""
    found: dict[str, Report] = {}
    for module in pkgutil.iter_modules(folder):
        if module.name.startswith("to_"):
            report: Report = importlib.import_module(f"{package}.{module.name}").REPORT
            found[report.name] = report
    return dict(sorted(found.items()))
