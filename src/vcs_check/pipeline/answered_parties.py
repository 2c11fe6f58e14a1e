"""Who stands behind a party, with what suppliers say of themselves.

What they say can complete what is known and can show a nexus. It cannot undo one that registers,
the bundled reference or the BOM show, and where it contradicts them, it settles nothing.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

import msgspec

from vcs_check.inventory.component import Component, PartyClaim
from vcs_check.inventory.document import Document
from vcs_check.inventory.vocabulary import Mark, Origin, Role
from vcs_check.origin.doubt import doubt
from vcs_check.origin.finding import PartyFinding
from vcs_check.origin.names import spelled
from vcs_check.origin.party import Party, Register
from vcs_check.origin.reference_data import reference_parties
from vcs_check.origin.resolver import PartyResolver, Resolver
from vcs_check.pipeline.registers import claims_of
from vcs_check.text import BomText


class AnsweredResolver:
    """Two findings on each party, without and with the answers, joined so that neither clears.

    Args:
        known: resolves from registers and reference alone.
        told: the same with the answers as one more register.
        said: the answers as a register.
        assumptions: by supplier, what is assumed where its own word on its owners is relied on.
    """

    def __init__(
        self, known: Resolver, told: Resolver, said: Register, assumptions: Mapping[str, str]
    ) -> None:
        self.notes = list(dict.fromkeys((*known.notes, *told.notes)))
        self._known, self._told = known, told
        self._said: dict[str, list[Party]] = {}
        for party in said.parties:
            self._said.setdefault(spelled(party.name), []).append(party)
        self._assumptions = {spelled(name): text for name, text in assumptions.items()}
        self._found: dict[int, tuple[PartyClaim, PartyFinding]] = {}
        self._accused: dict[str, str] = {}

    def notice(self, claim: PartyClaim) -> None:
        """Keep what a BOM shows against a supplier; its word does not clear it elsewhere then."""
        name = spelled(claim.name)
        if name in self._said and name not in self._accused:
            found = self._known.resolve(claim)
            if found.origin is Origin.NEXUS:
                self._accused[name] = found.why

    def resolve(self, claim: PartyClaim) -> PartyFinding:
        """The finding on the party that a claim names."""
        hit = self._found.get(id(claim))
        if hit is not None and hit[0] is claim:
            return hit[1]
        found = self._joined(claim)
        self._found[id(claim)] = (claim, found)
        return found

    def resolve_name(self, name: str) -> PartyFinding:
        """The finding on a party of which only the name is known (the vehicle manufacturer)."""
        return self.resolve(PartyClaim(role=Role.MANUFACTURER, name=BomText(name)))

    def _joined(self, claim: PartyClaim) -> PartyFinding:
        before, after = self._known.resolve(claim), self._told.resolve(claim)
        if before is after or before == after:
            return before
        if before.origin is Origin.NEXUS and after.origin is not Origin.NEXUS:
            note = f"{before.name} has answered otherwise, which does not undo what is known of it"
            return msgspec.structs.replace(before, warnings=(*before.warnings, note))
        if after.origin is Origin.NONE and before.origin is not Origin.NONE:
            against = self.contradiction(after.name) or self._accused.get(spelled(after.name), "")
            if against:
                return doubt(after, against, "conflict")
            assumption = self._assumptions.get(spelled(after.name))
            if assumption is not None:
                return msgspec.structs.replace(
                    after,
                    assumptions=tuple(dict.fromkeys((*after.assumptions, assumption))),
                    mark=Mark.INTERPRETATION,
                )
        return after

    def conflicts(self, supplier: str) -> tuple[str, ...]:
        """Where a supplier's word on itself contradicts what is known of it."""
        claim = PartyClaim(role=Role.MANUFACTURER, name=BomText(supplier))
        before, after = self._known.resolve(claim), self._told.resolve(claim)
        found = [self.contradiction(supplier)]
        if before.origin is Origin.NEXUS and after.origin is not Origin.NEXUS:
            found.append(f"what is known of {supplier}: {before.why}")
        elif spelled(supplier) in self._accused:
            found.append(f"what a BOM says of {supplier}: {self._accused[spelled(supplier)]}")
        return tuple(filter(None, found))

    def contradiction(self, name: str) -> str:
        """Where the bundled reference says otherwise than a supplier of itself; empty if nowhere.

        A user's register is merged with the answers, so that it contradicts them by itself.
        """
        told = self._said.get(spelled(name), [])
        for row in reference_parties():
            if not any(spelled(known) == spelled(name) for known in (row.name, *row.aliases)):
                continue
            for party in told:
                against = _differences(party, row)
                if against:
                    return f"{party.name} answers otherwise than the bundled reference: {against}"
        return ""


def _differences(party: Party, row: Party) -> str:
    places = (
        ("place of incorporation", party.incorporated_in, row.incorporated_in),
        ("headquarters", party.headquarters, row.headquarters),
        (
            "principal place of business",
            party.principal_place_of_business,
            row.principal_place_of_business,
        ),
    )
    found = [
        f"{what} {answered}, not {known} ({row.place})"
        for what, answered, known in places
        if answered and known and answered != known
    ]
    owners = {spelled(owner.name) for owner in party.owners}
    found += [
        f"the owner {owner.name} ({row.place}) is not among those named"
        for owner in row.owners
        if owner.country and spelled(owner.name) not in owners
    ]
    return "; ".join(found)


def notice_all(resolver: PartyResolver, documents: Iterable[Document]) -> None:
    """Let a resolver that hears answers see first what the BOMs show of those who answer."""
    if isinstance(resolver, AnsweredResolver):
        for document in documents:
            for claim in claims_of(document):
                resolver.notice(claim)


def company_conflicts(resolver: PartyResolver, supplier: str) -> tuple[str, ...]:
    """Where a supplier's word on itself contradicts what is known of it."""
    if not isinstance(resolver, AnsweredResolver):
        return ()
    return resolver.conflicts(supplier)


def names_of(resolver: PartyResolver, component: Component) -> Iterator[str]:
    """The names of a component's parties, as findings and questions have them."""
    for claim in component.parties:
        yield resolver.resolve(claim).name or claim.name


def gaps_of(resolver: PartyResolver, named: Container[str], name: str) -> Iterator[str]:
    """The facts about a party that are missing; none about somebody whom nobody names."""
    if name in named:
        finding = resolver.resolve_name(name)
        if finding.origin is Origin.UNKNOWN:
            yield from (gap.fact for gap in finding.gaps)
