"""Formats are found by listing their folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from typing import Any

from vcs_check.reports._base import Report


def reports_of(folder: Iterable[str], package: str) -> dict[str, Report]:
    """The ``REPORT`` of every module ``to_*.py`` of a package, by its name, in its order."""
    return found_in(folder, package)


def found_in(folder: Iterable[str], package: str) -> dict[str, Any]:
    """The same for the formats of any kind of result, by the name of the format."""
    found: dict[str, Any] = {}
    for module in pkgutil.iter_modules(folder):
        if module.name.startswith("to_"):
            report = importlib.import_module(f"{package}.{module.name}").REPORT
            found[report.name] = report
    return dict(sorted(found.items()))
