"""From a claim of a BOM to a finding: identifiers, then exact names, then proposals.

The order matters. An identifier that a register has decides before a name does; a name matches
exactly, after normalisation, and only where the country does not speak against it; a similar name
is a proposal and decides nothing. Evidence on the claim itself (an address or a registration in
an adversary country) makes a nexus whatever the name is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

import msgspec

from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.vocabulary import Answer, Evidence, Origin, Role
from vcs_check.origin.candidates import CandidateIndex
from vcs_check.origin.claim import ClaimEvidence, weigh
from vcs_check.origin.claim_effects import with_claim_evidence, with_parents
from vcs_check.origin.countries import country_name
from vcs_check.origin.distributors import is_distributor
from vcs_check.origin.doubt import doubt, stranger
from vcs_check.origin.explain import finding
from vcs_check.origin.finding import PartyFinding
from vcs_check.origin.foreign import sign_of_claim
from vcs_check.origin.identifiers import canonical
from vcs_check.origin.kind import kind_differs
from vcs_check.origin.listing import ListingIndex
from vcs_check.origin.merge import merge_parties
from vcs_check.origin.names import form_countries, name_key, spelled
from vcs_check.origin.party import Party, Register
from vcs_check.origin.reference_data import reference_parties
from vcs_check.origin.replacement import replace_bundled
from vcs_check.origin.standing import Graph, Setting
from vcs_check.origin.statements import bounded, named_like, said_of_party
from vcs_check.text import BomText

_EMPTY: Mapping[str, Origin] = {}
_NAMES_NO_OWNER = frozenset({"fcc_grantee"})
"""Schemes that name a brand or integrator: they may show a nexus, but clear nobody else's name."""


class PartyResolver(Protocol):
    """Whatever finds out who stands behind a party."""

    notes: list[str]
    """What was noticed in the registers."""

    def resolve(self, claim: PartyClaim) -> PartyFinding:
        """The finding on the party that a claim names."""

    def resolve_name(self, name: str) -> PartyFinding:
        """The finding on a party of which only the name is known."""


class Resolver:
    """Finds out who stands behind a party, and remembers.

    Args:
        registers: the user's, in the order given.
        prongs: for each ISO 3166-1 alpha-2 code whether the edition counts the country as a
            foreign adversary; a country that is absent is none.
        evidence: ``standard`` or ``strict`` (rule, section 5).
        today: the day of the evaluation; later reviews and decisions do not count.
        use_reference: whether the bundled reference is consulted.
        possibly_dominant_percent: policy, not law; see
            :func:`vcs_check.origin.ownership.stand`.
        control_over_percent: the number that an edition sets for control; None: a majority.
        assumed: hypotheses by party name; they override the finding and say so.
    """

    def __init__(
        self,
        registers: Sequence[Register],
        *,
        prongs: Mapping[str, Answer],
        evidence: Evidence,
        today: date,
        use_reference: bool = True,
        possibly_dominant_percent: float = 5.0,
        control_over_percent: float | None = None,
        assumed: Mapping[str, Origin] = _EMPTY,
    ) -> None:
        self.notes: list[str] = [note for register in registers for note in register.notes]
        self._assumed = {name_key(name): (name, origin) for name, origin in assumed.items()}
        stated = [party for register in registers for party in register.parties]
        own, contradictions = merge_parties(stated)
        self.notes.extend(contradictions)
        bundled = reference_parties() if use_reference else ()
        own, kept, self._replaced = replace_bundled(own, bundled)
        self.notes.extend(note for notes in self._replaced.values() for note in notes)
        self._setting = Setting(
            prongs=prongs,
            evidence=evidence,
            today=today,
            possibly_dominant_percent=possibly_dominant_percent,
            control_over_percent=control_over_percent,
        )
        # The rows of the reference are held against each other when they are written (a test).
        self._graph = Graph([*own, *kept], self._setting, look_for_similar=bool(own))
        self._what_if = self._under_hypotheses(assumed)
        self._by_identifier = self._graph.by_identifier
        self._candidates = CandidateIndex(self._graph.parties, self._graph.suspects())
        self._listings = ListingIndex(registers, today)
        self._findings: dict[int, PartyFinding] = {}
        self._by_identity: dict[int, tuple[PartyClaim, PartyFinding]] = {}
        self._by_value: dict[tuple[object, ...], PartyFinding] = {}

    def resolve(self, claim: PartyClaim) -> PartyFinding:
        """The finding on the party that a claim names; claims of equal content share one."""
        hit = self._by_identity.get(id(claim))
        if hit is not None and hit[0] is claim:
            return hit[1]
        key = (
            claim.name, claim.country, claim.address, claim.identifiers, claim.is_person,
            claim.role is Role.IDENTIFIED, claim.jurisdiction, claim.parents,
        )  # fmt: skip
        found = self._by_value.get(key)
        if found is None:
            found = self._by_value[key] = self._resolve(claim)
        # The claim is kept beside its finding, so that its id cannot be used again.
        self._by_identity[id(claim)] = (claim, found)
        return found

    def resolve_name(self, name: str) -> PartyFinding:
        """The finding on a party of which only the name is known (the vehicle manufacturer)."""
        return self.resolve(PartyClaim(role=Role.MANUFACTURER, name=BomText(name)))

    def _resolve(self, claim: PartyClaim) -> PartyFinding:
        weighed = weigh(claim, self._setting)
        position, result = self._match(claim, weighed)
        party = None if position is None else self._graph.parties[position]
        listed = self._listings.warnings(claim, party)
        warnings = (*result.warnings, *weighed.warnings, *listed)
        if position is not None:
            warnings = (*warnings, *self._replaced.get(position, ()))
        result = with_claim_evidence(result, weighed)
        if claim.parents:
            result = with_parents(result, claim, party, self.resolve)
        hits = self._listings.hits(claim, party)
        if result.origin is Origin.NONE and hits:
            result = doubt(
                result,
                f"{result.name} has the name of an entry of a screening list: {hits[0]}",
                "identity",
            )
        result = self._with_assumption(claim, result)
        evidence = (
            *(said_of_party(party) if party is not None else ()),
            *self._listings.statements(claim, party),
            *named_like(result.candidates),
        )
        return msgspec.structs.replace(
            result,
            warnings=tuple(dict.fromkeys(warnings)),
            evidence=bounded(evidence),
            foreign_sign=result.foreign_sign or sign_of_claim(claim, weighed),
            distributor=not result.creates_what_it_supplies
            and (is_distributor(claim.name) or is_distributor(result.name)),
        )

    def _under_hypotheses(self, assumed: Mapping[str, Origin]) -> Graph | None:
        """The graph once more, with the nexus that is assumed; it travels to what they control."""
        names = frozenset(name_key(n) for n, origin in assumed.items() if origin is Origin.NEXUS)
        if not names:
            return None
        graph = self._graph
        return Graph(graph.parties, self._setting, assumed_nexus=names)

    def _finding(self, position: int) -> PartyFinding:
        found = self._findings.get(position)
        if found is None:
            found = finding(self._graph, position)
            graph = self._what_if
            if graph is not None and graph.origin(position) is not self._graph.origin(position):
                assumed = finding(graph, position)
                found = msgspec.structs.replace(assumed, hypothetical=True)
            self._findings[position] = found
        return found

    def _match(self, claim: PartyClaim, weighed: ClaimEvidence) -> tuple[int | None, PartyFinding]:
        """The party of the registers that the claim means, if any, and what is known of it."""
        named = self._graph.named(claim.name)
        by_identifier: dict[int, str] = {}
        for scheme, value in weighed.identifiers:
            for position in self._by_identifier.get((scheme, value), ()):
                by_identifier.setdefault(position, scheme)
        own = [p for p in by_identifier if not self._graph.parties[p].bundled]
        identified = own or list(by_identifier)
        if identified:
            return self._identified(claim, identified, by_identifier, named)
        return self._by_the_name(claim, weighed, named)

    def _identified(
        self, claim: PartyClaim, identified: list[int], schemes: dict[int, str], named: list[int]
    ) -> tuple[int | None, PartyFinding]:
        result = self._agreeing(identified, claim, "has identifiers of different parties")
        if len(identified) > 1:
            return None, result
        position = identified[0]
        scheme = schemes[position]
        if named and position not in named:
            others = self._agreeing([position, *named], claim, "")
            if result.origin is Origin.NEXUS and others.origin is Origin.NEXUS:
                return position, result
            return position, doubt(
                result,
                f"the {scheme} on {claim.name} is that of {result.name}, the name that of "
                f"{self._graph.parties[named[0]].name}",
                "conflict",
            )
        if not named and name_key(claim.name) != name_key(result.name):
            note = f"{claim.name} was identified as {result.name} by its {scheme}"
            result = msgspec.structs.replace(result, warnings=(*result.warnings, note))
            if result.origin is Origin.NONE and scheme in _NAMES_NO_OWNER:
                result = doubt(
                    result,
                    f"the {scheme} of {claim.name} is that of {result.name}, which does not show "
                    f"who {claim.name} is",
                    "identity",
                )
        return position, result

    def _by_the_name(
        self, claim: PartyClaim, weighed: ClaimEvidence, named: list[int]
    ) -> tuple[int | None, PartyFinding]:
        if not named:
            return None, self._unmatched(claim, weighed.country)
        parties = self._graph.parties
        agreeing = [p for p in named if _country_agrees(parties[p], weighed.country)]
        if not agreeing:
            other = parties[named[0]]
            homes = ", ".join(country_name(code) for code in other.countries)
            return None, stranger(
                claim,
                weighed.country,
                f"{claim.name} has the name of {other.name} ({homes}; {other.source}), but an "
                f"address in {country_name(weighed.country)}: a company of the same name in "
                "another country is another company",
                (other.name,),
            )
        exact = [p for p in agreeing if spelled(claim.name) in _spellings(parties[p])]
        if len(exact) == 1:
            agreeing = exact
        if len(agreeing) > 1:
            result = self._agreeing(agreeing, claim, "names several parties")
            return (agreeing[0] if result.origin is not Origin.UNKNOWN else None), result
        position = agreeing[0]
        result = self._finding(position)
        party = parties[position]
        contradiction = _identifier_contradiction(party, weighed)
        if contradiction:
            return position, doubt(result, f"{claim.name}: {contradiction}", "conflict")
        if result.origin is not Origin.NONE:
            return position, result
        form = form_countries(claim.name)
        if form and party.countries and not form.intersection(party.countries):
            return None, stranger(
                claim,
                weighed.country,
                f"{claim.name} has the name of {party.name} ({party.source}), but a legal form "
                f"that {country_name(party.countries[0])} does not have",
                (party.name,),
            )
        if kind := kind_differs(claim.name, party):
            return None, stranger(
                claim,
                weighed.country,
                f"{claim.name} has the name of {party.name} ({party.source}), but another legal "
                f"form ({kind}): a company of its own",
                (party.name,),
            )
        if claim.country and not weighed.country:
            result = doubt(
                result,
                f"the country {claim.country!r} of {claim.name} is not known, so that it may be "
                f"another company than {party.name}",
                "identity",
            )
        return position, result

    def _agreeing(self, positions: Sequence[int], claim: PartyClaim, why: str) -> PartyFinding:
        """The finding that all parties share; unknown, as a conflict, where they differ."""
        findings = [self._finding(position) for position in positions]
        if len({found.origin for found in findings}) == 1:
            return findings[0]
        named = "; ".join(f"{found.name}: {found.origin} ({found.why})" for found in findings)
        return doubt(findings[0], f"{claim.name} {why}: {named}", "conflict")

    def _unmatched(self, claim: PartyClaim, country: str) -> PartyFinding:
        if not claim.name:
            return stranger(claim, country, "no party is named", ())
        candidates = self._candidates.propose(claim.name)
        why = f"{claim.name} is in no register"
        if candidates:
            shown = []
            for position in candidates:
                found = self._finding(position)
                home = f", {country_name(found.country)}" if found.country else ""
                shown.append(f"{found.name} ({found.origin}{home})")
            why += f"; similar names, which decide nothing: {', '.join(shown)}"
        listed = self._listings.similar(claim.name)
        if listed:
            why += f"; similar names on lists, which decide nothing: {', '.join(listed.values())}"
        names = (*(self._graph.parties[position].name for position in candidates), *listed)
        return stranger(claim, country, why, tuple(dict.fromkeys(names)))

    def _with_assumption(self, claim: PartyClaim, result: PartyFinding) -> PartyFinding:
        if not self._assumed:
            return result
        for name in (claim.name, result.name):
            assumed = self._assumed.get(name_key(name))
            if assumed is not None:
                return msgspec.structs.replace(
                    result,
                    origin=assumed[1],
                    prong="",
                    why=f"assumed to be {assumed[1]} (--assume party:{assumed[0]}={assumed[1]})",
                    path=(),
                    gaps=result.gaps if assumed[1] is Origin.UNKNOWN else (),
                    assumptions=(),
                    hypothetical=True,
                )
        return result


def _spellings(party: Party) -> set[str]:
    return {spelled(name) for name in (party.name, *party.aliases)}


def _country_agrees(party: Party, code: str) -> bool:
    return not code or not party.countries or code in party.countries


def _identifier_contradiction(party: Party, weighed: ClaimEvidence) -> str:
    """Where the claim has another valid LEI (or registration) than the party of that name."""
    for scheme, value in weighed.identifiers:
        if scheme not in ("lei", "uscc", "ogrn", "duns"):
            continue
        stated = [other for name, other in party.identifiers if name == scheme]
        if stated and canonical(scheme, value)[1] not in stated:
            return f"the {scheme} {value} is not that of {party.name} ({stated[0]}; {party.source})"
    return ""
