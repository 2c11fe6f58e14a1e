"""Who is named, and what is declared: shared objects for what thousands of components repeat.

Equal claims of one document are one object, and so are equal tuples of claims and equal
declared facts; identity may then serve as a memo key, here and later.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from vcs_check.errors import MalformedError
from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.facts import (
    FACT_NAMES,
    NOTHING_DECLARED,
    PREFIX,
    DeclaredFacts,
    FactError,
    parse_facts,
)
from vcs_check.inventory.vocabulary import Role
from vcs_check.readers._nobody import party_name
from vcs_check.readers._notes import Notes, shown
from vcs_check.text import BomText, folded

Pairs = tuple[tuple[str, str], ...]
Claims = tuple[PartyClaim, ...]


class Claimed:
    """Facts and claims of one document, each made once."""

    def __init__(self, file: str, notes: Notes) -> None:
        self._file = file
        self._notes = notes
        self._metadata = NOTHING_DECLARED
        self._facts: dict[Pairs, DeclaredFacts] = {(): NOTHING_DECLARED}
        self._claims: dict[PartyClaim, PartyClaim] = {}
        self._merged: dict[tuple[int, int], tuple[DeclaredFacts, Claims]] = {}
        self._alive: list[tuple[Claims, DeclaredFacts]] = []
        self._same_facts: dict[DeclaredFacts, DeclaredFacts] = {}
        self._same_claims: dict[Claims, Claims] = {}
        self._below: dict[frozenset[Role], DeclaredFacts] = {}

    def set_metadata(self, pairs: Pairs, place: str) -> DeclaredFacts:
        """Facts declared for the whole BOM; call it before any component is merged."""
        self._metadata = self.facts(pairs, "", place)
        return self._metadata

    def facts(self, pairs: Pairs, whose: str, place: str) -> DeclaredFacts:
        """The facts in ``(name without prefix, value)`` pairs; ``whose`` empty: the BOM's.

        Raises:
            MalformedError: a value that does not belong there; names component and property.
        """
        known = self._facts.get(pairs)
        if known is None:
            known = self._parsed(pairs, whose, place)
            known = self._facts[pairs] = self._same_facts.setdefault(known, known)
        return known

    def _parsed(self, pairs: Pairs, whose: str, place: str) -> DeclaredFacts:
        whose = f"component {shown(whose)}" if whose else "the BOM's metadata"
        for name, _ in pairs:
            if name not in FACT_NAMES:
                self._notes.add(
                    "unknown vcs: properties",
                    f"{shown(PREFIX + name)} of {whose} is no fact that can be declared, "
                    "so it is not used; check its spelling",
                    place,
                )
        try:
            return parse_facts(pair for pair in pairs if pair[0] in FACT_NAMES)
        except FactError as error:
            raise MalformedError(self._file, f"{whose}: {_cut(str(error))}", place) from None

    def claim(self, claim: PartyClaim, place: str) -> PartyClaim:
        """The one object that equals ``claim``."""
        known = self._claims.get(claim)
        if known is None:
            known = self._claims[claim] = claim
            if not (claim.name.isascii() and claim.name.isprintable()):
                self._notes.odd_characters(claim.name, place)
        return known

    def all_named(self, claims: Iterable[PartyClaim], place: str) -> Claims:
        """Each once, its name without what is written around it; without those of nobody.

        An address without a name is somebody's.
        """
        found: dict[PartyClaim, None] = {}
        for each in claims:
            name, is_person = party_name(each.name)
            claim = each
            if name != each.name:
                claim = replace(each, name=name, is_person=each.is_person or is_person)
            if name or claim.country or claim.address or claim.identifiers:
                found[self.claim(claim, place)] = None
        return tuple(found)

    def same_facts(self, facts: DeclaredFacts) -> DeclaredFacts:
        """The one object that equals ``facts``; it lives as long as this object."""
        return self._same_facts.setdefault(facts, facts)

    def same(self, claims: Claims) -> Claims:
        """The one tuple that equals ``claims``; it lives as long as this object."""
        return self._same_claims.setdefault(claims, claims)

    def merged(
        self, claims: Claims, own: DeclaredFacts, whose: str, place: str
    ) -> tuple[DeclaredFacts, Claims]:
        """What a component declares over the BOM's metadata, and everybody named for it.

        Args:
            claims: what the format's own fields say.
            own: the component's own ``vcs:`` facts.
            whose: the component, for notes.
            place: its place in the file.
        """
        if own is NOTHING_DECLARED and self._metadata is NOTHING_DECLARED:
            return own, claims
        key = (id(claims), id(own))  # both are shared; hashing all their fields costs 2 us
        known = self._merged.get(key)
        if known is None:
            self._alive.append((claims, own))
            declared, parties = self._merge(claims, own, whose, place)
            known = self._merged[key] = (
                self._same_facts.setdefault(declared, declared),
                self._same_claims.setdefault(parties, parties),
            )
        return known

    def _merge(
        self, claims: Claims, own: DeclaredFacts, whose: str, place: str
    ) -> tuple[DeclaredFacts, Claims]:
        spoken = frozenset(claim.role for claim in claims)
        declared = own.over(self._below_for(spoken, own))
        if not (declared.roles or declared.altered_by or declared.identifiers):
            return declared, claims
        result = list(claims)
        where = (whose, place)
        for role, name in declared.roles:
            self._declare(result, PartyClaim(role=role, name=BomText(name)), claims, where)
        for name in declared.altered_by:
            claim = PartyClaim(role=Role.ALTERED_BY, name=BomText(name))
            self._declare(result, claim, claims, where)
        if declared.identifiers:
            if not any(claim.role is Role.MANUFACTURER for claim in result):
                result.append(
                    PartyClaim(role=Role.MANUFACTURER, name=BomText(""), field=PREFIX + "lei")
                )
            result = [
                replace(claim, identifiers=claim.identifiers + declared.identifiers)
                if claim.role is Role.MANUFACTURER
                else claim
                for claim in result
            ]
        return declared, tuple(self.claim(claim, place) for claim in result)

    def _below_for(self, spoken: frozenset[Role], own: DeclaredFacts) -> DeclaredFacts:
        """The metadata's facts that reach a component whose own fields speak of these roles.

        The metadata's manufacturer, and his identifiers, are nobody's who names another.
        """
        spoken |= {role for role, _ in own.roles}
        known = self._below.get(spoken)
        if known is None:
            known = self._below[spoken] = replace(
                self._metadata,
                roles=tuple(pair for pair in self._metadata.roles if pair[0] not in spoken),
                identifiers=() if Role.MANUFACTURER in spoken else self._metadata.identifiers,
            )
        return known

    def _declare(
        self,
        result: list[PartyClaim],
        claim: PartyClaim,
        claims: Claims,
        where: tuple[str, str],
    ) -> None:
        """Put a declared party into ``result``; ``where`` is the component and its place."""
        declared = replace(claim, field=PREFIX + claim.role.value)
        name = folded(declared.name)
        others = [other for other in claims if other.role is declared.role]
        agreeing = [other for other in others if folded(other.name) == name]
        for other in agreeing:  # the address stays: it is evidence of its own
            if other in result:
                result[result.index(other)] = replace(other, field=declared.field)
        if not agreeing:
            result.append(declared)
        if others and not agreeing:
            self._notes.add(
                "declared and named parties differ",
                f"{where[0]}: {declared.field} declares {shown(declared.name)}, "
                f"{others[0].field} names {shown(others[0].name)}; both are counted, "
                "correct the one that is wrong",
                where[1],
            )


def _cut(message: str) -> str:
    """A message without the middle of a value that is longer than a screen."""
    return message if len(message) <= 400 else f"{message[:200]} … {message[-150:]}"
