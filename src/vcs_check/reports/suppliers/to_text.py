"""``text``: a table that fits the terminal, one line a party; ``-v`` shows everything cut."""

from __future__ import annotations

import textwrap
from typing import Final

from vcs_check.assessment import Assessment
from vcs_check.reports._base import RenderOptions, Report
from vcs_check.reports._digest import statement_words
from vcs_check.reports._escape import terminal
from vcs_check.reports._ownership_svg import ownership_lines
from vcs_check.reports._table import Column, text_table
from vcs_check.reports.suppliers._listing import Row, promises, rows

_HEAD: Final = (
    Column(heading="#", is_number=True),
    Column(heading="party", share=5),
    Column(heading="origin"),
    Column(heading="parts", is_number=True),
    Column(heading="settles", is_number=True),
    Column(heading="missing", share=4),
    Column(heading="evidence", share=4),
)


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """UTF-8 text, at most ``options.width`` columns wide without ``verbose``."""
    found = rows(assessment)
    lines = [
        line
        for sentence in promises(assessment)
        for line in textwrap.wrap(sentence, max(options.width, 40))
    ]
    lines.append("")
    if not found:
        lines.append("No party is named in any BOM.")
    elif options.verbose:
        for row in found:
            lines += _in_full(row)
    else:
        lines += text_table(_HEAD, [_cells(row) for row in found], options.width)
        lines += ["", "-v shows each in full; --questionnaire DIR writes a form for each to ask."]
    if assessment.hypotheses:
        lines += ["", "HYPOTHETICAL, because of --assume:"]
        lines += [f"  {terminal(text)}" for text in assessment.hypotheses]
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")


def _cells(row: Row) -> list[str]:
    return [
        str(row.rank) if row.rank else "",
        row.name,
        row.origin,
        f"{row.components:,}",
        f"+{row.step.settles:,} ={row.step.so_far:,}" if row.step is not None else "",
        row.missing,
        row.short_evidence,
    ]


def _in_full(row: Row) -> list[str]:
    lines = [f"{f'{row.rank}. ' if row.rank else ''}{terminal(row.name)}: {row.origin}"]
    if row.step is not None:
        lines.append(
            f"    asked about {row.step.asked_about:,}, settles {row.step.settles:,}, "
            f"{row.step.so_far:,} so far"
        )
    lines += _wrapped(row.evidence)
    view = row.view
    if view is None:
        return [*lines, ""]
    roles = ", ".join(role.value for role in view.roles)
    lines.append(f"    named for {view.components:,} components, as {roles}")
    lines += [line for step in view.path for line in _wrapped(step)]
    if view.holdings:
        lines.append("    held by:")
        lines += [
            line for text in ownership_lines(view.holdings) for line in _wrapped(text, "      ")
        ]
    if view.evidence:
        lines.append("    said of it:")
        lines += [
            line for said in view.evidence for line in _wrapped(statement_words(said), "      ")
        ]
    for item in view.missing:
        lines += _wrapped(f"missing: {item.fact}: {item.ask}")
    if view.candidates:
        lines += _wrapped(f"similar names, which decide nothing: {', '.join(view.candidates)}")
    lines += [line for warning in view.warnings for line in _wrapped(f"note: {warning}")]
    return [*lines, ""]


def _wrapped(text: str, indent: str = "    ") -> list[str]:
    return textwrap.wrap(terminal(text), 96, initial_indent=indent, subsequent_indent=f"{indent}  ")


REPORT = Report(name="text", file_name="", media_type="text/plain", render=render)
