"""What the rule is asked about: one component's facts, and the transaction that it is in."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from vcs_check.assessment import Statement
from vcs_check.classification.open_source import OpenSourceSigns
from vcs_check.classification.tag import Tag
from vcs_check.inventory.facts import DeclaredFacts
from vcs_check.inventory.vocabulary import (
    Axis,
    Evidence,
    Exclusion,
    Role,
    SoftwareScope,
    Strength,
)
from vcs_check.origin.finding import PartyFinding

CREATING_ROLES = (Role.DESIGNER, Role.DEVELOPER, Role.MANUFACTURER)
VERBS = (*CREATING_ROLES, Role.SUPPLIER)
"""The four roles of the rule: designed, developed, manufactured or supplied."""


class NamedParty(Struct, frozen=True, kw_only=True):
    """A party named for a component, in one role, with what is known of it."""

    role: Role
    name: str
    """As the BOM has it; may be empty where only an identifier is given."""
    finding: PartyFinding
    field: str = ""
    """Where the BOM says it: ``/manufacturer``, ``vcs:supplier``, ``decision`` …"""
    strength: Strength = Strength.STRONG
    """What being named there is worth for the role."""
    day: str = ""
    """The day of the naming (ISO date): that of the BOM, decision or answer; empty for none."""
    said: tuple[Statement, ...] = ()
    """What is said beside the name where it is named: address, identifiers."""


class ComponentFacts(Struct, frozen=True, kw_only=True, eq=False):
    """Everything about one component that a verdict may rest on.

    Components that agree in all of it share one object, and so one outcome; nothing here
    names the component itself.
    """

    axis: Axis
    declared: DeclaredFacts
    tag: Tag
    parties: tuple[NamedParty, ...]
    open_source: OpenSourceSigns
    is_firmware_kind: bool = False
    """``type: firmware``: a sign, not a proof."""
    is_operating_system_kind: bool = False
    is_driver_kind: bool = False
    built_on: date | None = None
    released_on: date | None = None
    decided_facts: frozenset[str] = frozenset()
    """Names of the facts in ``declared`` that a reviewed decision set."""
    authorization: str = ""
    """Authorization that a reviewed decision claims for the component."""
    ask: str = ""
    """Whom to ask where no party is named: the unit's supplier, or the unit."""
    model_year_contradicted: bool = False
    """Whether the component states a model year and its unit none, or the reverse."""
    base: ComponentFacts | None = None
    """The same facts without parties, shared by all components that differ in those only."""

    def was_decided(self, *facts: str, exclusion: Exclusion | None = None) -> bool:
        """Whether a reviewed decision set one of these very facts, or this very exclusion.

        A decision on something else gives a supplier's own declaration no more weight.
        """
        if not self.decided_facts.isdisjoint(facts):
            return True
        return (
            exclusion is not None
            and "exclusion" in self.decided_facts
            and exclusion in self.declared.exclusions
        )


class Transaction(Struct, frozen=True, kw_only=True):
    """The vehicle program, as far as the rule cares."""

    kind: str = ""
    """``sale``, ``import``, ``import-hardware``, ``repair``, ``testing``, ``used-sale``;
    empty where not stated."""
    model_year: int | None = None
    no_model_year: bool = False
    """Whether it is *stated* that the units have no model year."""
    model_year_contradicted: bool = False
    """Whether one statement names a model year and another says that there is none."""
    on: date | None = None
    """Day of the first import or sale. Never the day of the run."""
    gvwr_lb: float | None = None
    gvwr_kg: float | None = None
    vehicle_kind: str = ""
    service_model_year: int | None = None
    manufacturer: PartyFinding | None = None
    """None where no vehicle manufacturer is named."""
    ads_service: bool = False
    authorizations: tuple[str, ...] = ()
    evidence: Evidence = Evidence.STANDARD
    software_scope: SoftwareScope = SoftwareScope.BROAD

    @property
    def is_strict(self) -> bool:
        """Whether no assumption may be made."""
        return self.evidence is Evidence.STRICT
