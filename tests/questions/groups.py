"""Groups of equal components, as the questions see them: parties, outcome, size."""

from __future__ import annotations

from typing import Any

from vcs_check.assessment import Missing, Outcome
from vcs_check.inventory.vocabulary import ComponentClass, Origin, Role, Verdict
from vcs_check.origin.finding import OriginGap, PartyFinding
from vcs_check.regulations.facts import NamedParty
from vcs_check.text import BomText

Group = tuple[tuple[NamedParty, ...], Outcome, int]


def party(
    name: str,
    origin: Origin = Origin.UNKNOWN,
    role: Role = Role.MANUFACTURER,
    gaps: tuple[str, ...] = (),
    **more: Any,
) -> NamedParty:
    """A party as a component names it, with what was found about it."""
    finding = PartyFinding(
        name=name,
        origin=origin,
        why="because",
        gaps=tuple(OriginGap(fact=fact, ask=f"What is its {fact}?") for fact in gaps),
        **more,
    )
    return NamedParty(role=role, name=BomText(name), finding=finding, field="/manufacturer")


def missing(of: str, fact: str = "ownership") -> Missing:
    """A fact that is missing about somebody or something."""
    return Missing(fact=fact, of=of, ask=f"What is the {fact} of {of}?")


def group(
    verdict: Verdict, size: int = 1, *parties: NamedParty, lacks: tuple[Missing, ...] = ()
) -> Group:
    """A group of equal components."""
    outcome = Outcome(
        verdict=verdict,
        component_class=ComponentClass.VCS_SOFTWARE,
        exclusion=None,
        origin=Origin.UNKNOWN,
        citation="15 CFR 791.303",
        reason="because",
        missing=lacks,
    )
    return (parties, outcome, size)
