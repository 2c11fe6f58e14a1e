"""One component, its verdict and what the verdict rests on."""

from __future__ import annotations

from msgspec import Struct

from vcs_check.inventory.component import Component
from vcs_check.inventory.vocabulary import (
    Answer,
    ComponentClass,
    Exclusion,
    Mark,
    Origin,
    Role,
    Standing,
    Strength,
    Verdict,
)


class TraceLine(Struct, frozen=True, kw_only=True):
    """One question of the decision procedure (rule, section 4) and its answer."""

    question: str
    answer: Answer
    because: str
    citation: str
    mark: Mark


class Missing(Struct, frozen=True, kw_only=True):
    """A fact that an ``indeterminate`` lacks, and who could give it."""

    fact: str
    of: str
    """The party, component or program that the fact is about."""
    ask: str
    """The question to ask, in one sentence."""


class ExemptBefore(Struct, frozen=True, kw_only=True):
    """Until when 15 CFR 791.308 exempts: a model year, or a day of import."""

    model_year: int | None = None
    """First model year that is no longer exempt."""
    import_date: str = ""
    """First day of import (ISO date) that is no longer exempt."""


class PartyView(Struct, frozen=True, kw_only=True):
    """A party of one component in one role."""

    role: Role
    name: str
    origin: Origin
    country: str
    why: str
    path: tuple[str, ...] = ()
    source: str = ""
    """Where the party is named: a field of the component, ``vcs:manufacturer``, ``decision`` …"""
    strength: Strength = Strength.STRONG
    """What naming it there is worth for the role."""
    date: str = ""
    """The day of the naming (ISO date): that of the BOM, decision or answer; empty for none."""

    @property
    def who(self) -> tuple[object, ...]:
        """Who it is and in which role, wherever and whenever that is said."""
        return (self.role, self.name, self.origin, self.country, self.why, self.path)


class Outcome(Struct, frozen=True, kw_only=True):
    """The verdict on a component. Components with the same facts share one object."""

    verdict: Verdict
    component_class: ComponentClass
    exclusion: Exclusion | None
    origin: Origin
    citation: str
    reason: str
    """One sentence."""
    exempt_before: ExemptBefore | None = None
    missing: tuple[Missing, ...] = ()
    ways_out: tuple[Missing, ...] = ()
    """What could still show that a prohibited component is none of the rule's, if it is so."""
    assumptions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    trace: tuple[TraceLine, ...] = ()
    authorization: str = ""
    """Number of the specific, or name of the general, authorization that applies."""
    first_model_year_prohibited: int | None = None
    """First model year of the schedule in which the component would be prohibited."""


class AssessedComponent(Struct, kw_only=True, weakref=False):
    """One component with its verdict and its place in the vehicle."""

    component: Component
    key: str
    """``INPUT#ID``, unique in the report."""
    input: int
    """Position in :attr:`Assessment.inputs`."""
    outcome: Outcome
    parties: tuple[PartyView, ...]
    rolled_up: Verdict
    """The worst verdict of the component and its parts."""
    layer: str
    """The layer of classification that decided."""
    confidence: str
    entry: str
    """The knowledge entry that decided, if any."""
    path: tuple[str, ...] = ()
    """Names from the program down to the component; the first of ``paths``."""
    more_paths: tuple[tuple[str, ...], ...] = ()
    other_verdict: Verdict | None = None
    """The verdict under the other edition, where it differs."""
    decisions: tuple[int, ...] = ()
    """Positions in :attr:`Assessment.decisions` of those that apply."""
    hypothetical: bool = False
    """Whether the verdict rests on an ``--assume``."""
    standing: Standing | None = None
    """With a baseline: whether this finding is in it. None for what is no finding."""
