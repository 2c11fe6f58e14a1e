"""Which prohibited or undecided thing is new, and which was there before.

This decides what a baseline hides, so that it errs on the side of new. A finding is known if the
same component was as bad or worse before, by the same provision, and nobody stands behind it who
did not then.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from vcs_check.comparison.records import ComponentRecord, FindingRecord
from vcs_check.inventory.vocabulary import SEVERITY, Origin, Verdict
from vcs_check.text import folded

ALERTS: Final = frozenset({Verdict.PROHIBITED, Verdict.INDETERMINATE})


def is_new_finding(
    old: ComponentRecord | None, new: ComponentRecord | None, *, same_edition: bool
) -> bool:
    """Whether a component is prohibited or undecided in a way in which it was not.

    Args:
        old: the component before; None if it was not there.
        new: the component now; None if it is no more.
        same_edition: whether both reports cite the same edition, so that citations compare.
    """
    if new is None or new.verdict not in ALERTS:
        return False
    if old is None or SEVERITY[new.verdict] < SEVERITY[old.verdict]:
        return True
    if new.verdict is old.verdict and same_edition and new.citation != old.citation:
        return True
    return not _behind(new) <= _behind(old)


def _behind(component: ComponentRecord) -> set[tuple[str, bool]]:
    """Who may make a nexus. One who was unknown and is nexus now is somebody else."""
    return {
        (folded(party.name), is_nexus)
        for party in component.people
        if party.origin is not Origin.NONE
        for is_nexus in ((False, True) if party.origin is Origin.NEXUS else (False,))
    }


def new_findings(old: Iterable[FindingRecord], new: Iterable[FindingRecord]) -> list[FindingRecord]:
    """Verdicts on the program itself that were not there, or not as bad, by the same provision."""
    worst: dict[str, int] = {}
    for finding in old:
        rank = SEVERITY[finding.verdict]
        worst[finding.citation] = min(rank, worst.get(finding.citation, rank))
    return [
        finding
        for finding in new
        if finding.verdict in ALERTS
        and SEVERITY[finding.verdict] < worst.get(finding.citation, len(SEVERITY))
    ]
