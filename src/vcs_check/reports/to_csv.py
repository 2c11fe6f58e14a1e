"""``csv``: one row a component, for spreadsheets.

Comma-separated, every cell quoted, CRLF line ends (RFC 4180), with the byte order mark that
spreadsheets need to read UTF-8. Each cell passes :func:`~._escape.csv_cell`.
"""

from __future__ import annotations

import csv
import io

from vcs_check.assessment import AssessedComponent, Assessment, Missing, PartyView
from vcs_check.reports import _digest as digest
from vcs_check.reports._base import RenderOptions, Report
from vcs_check.reports._escape import csv_cell

_BYTE_ORDER_MARK = "\ufeff"
_COLUMNS = (
    "key", "verdict", "rolled_up", "class", "exclusion", "origin", "name", "version", "path",
    "input", "source", "purl", "parties", "citation", "reason", "exempt_before", "missing",
    "assumptions", "warnings", "authorization", "first_model_year_prohibited", "other_verdict",
    "hypothetical",
)  # fmt: skip


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """A header and one row a component; what is counted and not listed has a row of its own."""
    selection = digest.select(assessment, options)
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    files = [csv_cell(entry.path) for entry in assessment.inputs]
    parties: dict[int, str] = {}
    for component in selection.shown:
        # Parties are shared by many components, and escaping them is most of the work.
        people = parties.get(id(component.parties))
        if people is None:
            people = parties[id(component.parties)] = csv_cell(_parties(component.parties))
        writer.writerow(_row(component, files[component.input], people))
    for group in selection.groups:
        what = "file" if group.files else "component"
        counted = digest.plural(group.components or group.files, what)
        cells = {"reason": f"{group.why} ({counted} counted, not listed)"}
        writer.writerow([csv_cell(cells.get(column, "")) for column in _COLUMNS])
    return (_BYTE_ORDER_MARK + buffer.getvalue()).encode()


def _row(assessed: AssessedComponent, file: str, parties: str) -> list[str]:
    component, outcome = assessed.component, assessed.outcome
    first_year = outcome.first_model_year_prohibited
    return [
        csv_cell(assessed.key),
        outcome.verdict,
        assessed.rolled_up,
        outcome.component_class,
        outcome.exclusion or "",
        outcome.origin,
        csv_cell(component.name),
        csv_cell(component.version),
        csv_cell(" > ".join(assessed.path)),
        file,
        csv_cell(component.source),
        csv_cell(component.purl),
        parties,
        csv_cell(outcome.citation),
        csv_cell(outcome.reason),
        digest.exempt_until(outcome.exempt_before),
        csv_cell("; ".join(_question(fact) for fact in outcome.missing)),
        csv_cell("; ".join(outcome.assumptions)),
        csv_cell("; ".join(outcome.warnings)),
        csv_cell(outcome.authorization),
        "" if first_year is None else str(first_year),
        assessed.other_verdict or "",
        "yes" if assessed.hypothetical else "",
    ]


def _parties(parties: tuple[PartyView, ...]) -> str:
    return "; ".join(
        f"{party.name} ({', '.join(filter(None, (party.role, party.origin, party.country)))})"
        for party in parties
    )


def _question(fact: Missing) -> str:
    return f"{fact.fact} of {fact.of}: {fact.ask}"


REPORT = Report(name="csv", file_name="report.csv", media_type="text/csv", render=render)
