"""``csv``: one row a component, for spreadsheets.

Comma-separated, every cell quoted, CRLF line ends (RFC 4180), with the byte order mark that
spreadsheets need to read UTF-8. Each cell passes :func:`~._escape.csv_cell`.
"""

from __future__ import annotations

import csv
import io

from vcs_check.assessment import Assessment
from vcs_check.reports import _digest as digest
from vcs_check.reports._base import RenderOptions, Report
from vcs_check.reports._escape import csv_cell
from vcs_check.reports._rows import COLUMNS, rows

_BYTE_ORDER_MARK = "\ufeff"


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """A header and one row a component; what is counted and not listed has a row of its own."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for cells in rows(assessment, digest.select(assessment, options)):
        writer.writerow(map(csv_cell, cells))
    return (_BYTE_ORDER_MARK + buffer.getvalue()).encode()


REPORT = Report(name="csv", file_name="report.csv", media_type="text/csv", render=render)
