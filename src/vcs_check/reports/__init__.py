"""Reports: an assessment as text, JSON, HTML and other formats.

One file a format: every module ``to_*.py`` in this folder offers a constant ``REPORT`` and is
found by listing the folder. Reports know the assessment only and never each other.
"""

from __future__ import annotations

import functools
from importlib import resources

from vcs_check.reports._base import (
    PROGRAM_FILE,
    ComponentChoice,
    Locate,
    Place,
    RenderOptions,
    Report,
    ReportOf,
    nowhere,
    out_of_reach,
)
from vcs_check.reports._finding import reports_of
from vcs_check.reports._writing import write_atomically

__all__ = [
    "PROGRAM_FILE",
    "ComponentChoice",
    "Locate",
    "Place",
    "RenderOptions",
    "Report",
    "ReportOf",
    "available",
    "nowhere",
    "out_of_reach",
    "report_schema",
    "schemas",
    "write_atomically",
]


@functools.cache
def available() -> dict[str, Report]:
    """Every report format that is built, by the word after ``--output``, in order of the word."""
    return reports_of(__path__, __name__)


def report_schema() -> bytes:
    """The JSON Schema (draft 2020-12) of the JSON report, as UTF-8 bytes."""
    return schemas()["report"]


def schemas() -> dict[str, bytes]:
    """The published JSON Schemas, by the name of what they describe, in order of the name."""
    folder = resources.files(__name__).joinpath("schema")
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    return {file.name.partition("-")[0]: file.read_bytes() for file in files}
