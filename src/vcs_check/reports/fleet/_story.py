"""A fleet in words and in the order in which people read it."""

from __future__ import annotations

from typing import Final

from vcs_check.assessment.fleet import FleetProgram, FleetSummary, FleetSupplier
from vcs_check.inventory.vocabulary import Origin, OverallVerdict
from vcs_check.reports._digest import plural

WORDS: Final = {
    OverallVerdict.FAIL: "fail",
    OverallVerdict.INDETERMINATE: "undecided",
    OverallVerdict.PASS: "pass",
    None: "not evaluated",
}
_CHANGES: Final = {
    "worse": "Worse", "error": "Not read or not evaluated", "gone": "Gone", "new": "New",
    "better": "Better", "changed": "Changed", "supplier": "Suppliers",
}  # fmt: skip


def overall(summary: FleetSummary) -> OverallVerdict | None:
    """The fleet's verdict: the worst of its programs; None where one has none."""
    verdicts = {program.verdict for program in summary.programs}
    for verdict in (OverallVerdict.FAIL, None, OverallVerdict.INDETERMINATE):
        if verdict in verdicts:
            return verdict
    return OverallVerdict.PASS if verdicts else None


def color(verdict: OverallVerdict | None) -> OverallVerdict:
    """The verdict whose colour and sign is used: what was not evaluated is not decided."""
    return verdict or OverallVerdict.INDETERMINATE


def counted(summary: FleetSummary) -> str:
    """``3 fail, 12 undecided, 85 pass``; what was not evaluated is counted too."""
    words = [
        f"{count:,} {word}"
        for verdict, word in WORDS.items()
        if (count := summary.verdicts.get(verdict.value if verdict else "none", 0))
    ]
    return ", ".join(words) or "no program"


def done(summary: FleetSummary) -> str:
    """What the run did, in one line."""
    words = {
        "evaluated": "evaluated", "unchanged": "unchanged since they were",
        "unconcerned": "not concerned by the what-if", "failed": "could not be evaluated",
        "unreached": "not reached",
    }  # fmt: skip
    return ", ".join(
        f"{summary.statuses[s]:,} {w}" for s, w in words.items() if s in summary.statuses
    )


def years(summary: FleetSummary) -> tuple[int, ...]:
    """The model years of the schedule."""
    return tuple(sorted({year.model_year for p in summary.programs for year in p.years}))


def title(program: FleetProgram) -> str:
    """The program's own name; its id where it has none."""
    return program.name or program.id


def fails_from(program: FleetProgram) -> str:
    """``fails from 2027``, or what can be said in its place."""
    if program.verdict is None:
        return "not evaluated"
    if program.first_failing_year is not None:
        return f"fails from {program.first_failing_year}"
    undecided = [y.model_year for y in program.years if y.verdict is OverallVerdict.INDETERMINATE]
    return f"undecided from {undecided[0]}" if undecided else "fails in no year"


def deciding(summary: FleetSummary) -> list[FleetSupplier]:
    """The suppliers that decide anything, most programs first."""
    return [supplier for supplier in summary.suppliers if supplier.decides]


def role_of(supplier: FleetSupplier) -> str:
    """What a supplier does to the programs, in words."""
    if supplier.fails:
        year = supplier.first_failing_year
        since = f" from {year}" if year is not None else ""
        return f"makes {plural(supplier.fails, 'program')} fail{since}"
    return f"leaves {plural(supplier.decides, 'program')} undecided"


def origin_words(origin: Origin) -> str:
    """``nexus``, ``no nexus``, ``origin unknown``."""
    return {Origin.NEXUS: "nexus", Origin.NONE: "no nexus"}.get(origin, "origin unknown")


def changes(summary: FleetSummary) -> list[tuple[str, list[str]]]:
    """Headings and lines of what changed, the worst first."""
    found: dict[str, list[str]] = {}
    for change in summary.changes:
        line = f"{change.program}: {change.text}" if change.program else change.text
        found.setdefault(_CHANGES[change.kind], []).append(line)
    return [(heading, found[heading]) for heading in _CHANGES.values() if heading in found]


def since_words(summary: FleetSummary) -> str:
    """What the changes are against."""
    if not summary.since:
        return "This is the first run that came to its end, so there is nothing to compare with."
    against = summary.since if summary.hypotheses else f"the run for {summary.since}"
    if not summary.changes:
        return f"Nothing differs from {against}."
    return f"Against {against}: {plural(summary.changes_total, 'change')}."
