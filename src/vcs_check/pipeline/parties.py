"""The parties of cases, resolved under one edition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from vcs_check.inventory.component import PartyClaim
from vcs_check.origin.resolver import PartyResolver
from vcs_check.origin.statements import said_of_claim, strength_of_naming
from vcs_check.pipeline.gathering import Case
from vcs_check.regulations.facts import ComponentFacts, NamedParty

_UNDATED: Final[Mapping[int, date]] = {}


class Parties:
    """The parties of cases, resolved under one edition; equal lists of claims share one tuple.

    Args:
        resolver: finds out who they are.
        days: the day of the BOM that a claim stands in, by the claim's identity.
    """

    def __init__(self, resolver: PartyResolver, days: Mapping[int, date] = _UNDATED) -> None:
        self._resolver = resolver
        self._days = days
        self._known: dict[tuple[int, ...], tuple[NamedParty, ...]] = {}
        self._named: dict[int, NamedParty] = {}

    def facts(self, case: Case) -> ComponentFacts:
        """The facts of a case with its parties."""
        facts = case.facts
        return ComponentFacts(
            axis=facts.axis,
            declared=facts.declared,
            tag=facts.tag,
            parties=self._parties(case),
            open_source=facts.open_source,
            is_firmware_kind=facts.is_firmware_kind,
            is_operating_system_kind=facts.is_operating_system_kind,
            is_driver_kind=facts.is_driver_kind,
            built_on=facts.built_on,
            released_on=facts.released_on,
            decided_facts=facts.decided_facts,
            authorization=facts.authorization,
            ask=facts.ask,
            model_year_contradicted=facts.model_year_contradicted,
            base=facts,
        )

    def _parties(self, case: Case) -> tuple[NamedParty, ...]:
        key = tuple(map(id, case.claims))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = tuple(map(self._party, case.claims))
        return known

    def _party(self, claim: PartyClaim) -> NamedParty:
        party = self._named.get(id(claim))
        if party is None:
            finding = self._resolver.resolve(claim)
            on = claim.stated_on or self._days.get(id(claim))
            day = on.isoformat() if on is not None else ""
            party = self._named[id(claim)] = NamedParty(
                role=claim.role,
                name=claim.name,
                finding=finding,
                field=claim.field,
                strength=strength_of_naming(claim),
                day=day,
                said=said_of_claim(claim, day),
            )
        return party
