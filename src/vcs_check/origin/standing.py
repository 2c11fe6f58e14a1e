"""Parties of all registers as one graph: countries, names and dates become nodes and blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from vcs_check.inventory.vocabulary import Answer, Evidence, Origin
from vcs_check.origin.candidates import CandidateIndex
from vcs_check.origin.countries import country_code, country_name
from vcs_check.origin.holdings import Block, Node, Standing, units
from vcs_check.origin.identifiers import registration_country
from vcs_check.origin.kind import kind_differs
from vcs_check.origin.names import form_countries, name_key, name_keys, spelled
from vcs_check.origin.owners import identifier_index, owner_answer, vote_bounds
from vcs_check.origin.ownership import stand
from vcs_check.origin.ownership_by_number import stand_by_number
from vcs_check.origin.party import Owner, Party

_MOST_WITH_ROUNDING: Final = units(100.5)
"""What holdings may add up to by rounding alone."""


class Setting(Struct, frozen=True, kw_only=True):
    """What a finding depends on beside the parties."""

    prongs: Mapping[str, Answer]
    """For each country code whether it is a foreign adversary; absent: no."""
    evidence: Evidence
    today: date
    possibly_dominant_percent: float
    control_over_percent: float | None = None
    """The number of an edition that has one; None: a majority decides."""

    def adversary(self, code: str) -> Answer:
        """Whether the country is a foreign adversary; unknown for no country at all."""
        return self.prongs.get(code, Answer.NO) if code else Answer.UNKNOWN


class Graph:
    """All parties, their name index and the solved standing.

    Args:
        parties: merged; the user's first, then the rows of the bundled reference.
        setting: countries, day and policy.
        assumed_nexus: normalised names that a hypothesis makes nexus persons.
        look_for_similar: whether owners that are no party are compared with nexus parties.
    """

    def __init__(
        self,
        parties: Sequence[Party],
        setting: Setting,
        *,
        assumed_nexus: frozenset[str] = frozenset(),
        look_for_similar: bool = True,
    ) -> None:
        self.parties = parties
        self.setting = setting
        self.assumed_nexus = assumed_nexus
        self.similar: dict[tuple[int, int], tuple[int, ...]] = {}
        """For an owner by party and index: the nexus parties whose name its own resembles."""
        self.by_name: dict[str, list[int]] = {}
        for position, party in enumerate(parties):
            for name in (party.name, *party.aliases):
                for key in name_keys(name):
                    positions = self.by_name.setdefault(key, [])
                    if position not in positions[-1:]:
                        positions.append(position)
        self.by_identifier = identifier_index(parties)
        self.nodes = [self._node(party) for party in parties]
        self.standing: Standing = self._solved()
        if look_for_similar and self._doubt_similar_owners():
            self.standing = self._solved()  # what must be so is the same: only doubts were added

    def _solved(self) -> Standing:
        number = self.setting.control_over_percent
        if number is None:
            return stand(self.nodes, self.setting.possibly_dominant_percent)
        return stand_by_number(self.nodes, number)

    def _doubt_similar_owners(self) -> bool:
        """Let holders that are no party, but named almost like a nexus party, be doubtful."""
        accused = sorted(self.standing.must)
        index = CandidateIndex([self.parties[p] for p in accused], range(len(accused)))
        known: dict[str, tuple[int, ...]] = {}
        for position, party in enumerate(self.parties):
            for number, owner in enumerate(party.owners):
                block = self.nodes[position].blocks[number]
                if block.holder >= 0 or block.must:
                    continue
                if named := self.named(owner.name):  # one of the same name elsewhere
                    if namesakes := tuple(p for p in named if p in self.standing.must):
                        self.similar[position, number] = namesakes
                    continue
                if block.may or (owner.kind == "person" and owner.us_person):
                    continue
                similar = known.get(owner.name)
                if similar is None:
                    similar = tuple(accused[found] for found in index.propose(owner.name))
                    known[owner.name] = similar
                if similar:
                    block.may = True
                    self.similar[position, number] = similar
        return bool(self.similar)

    def origin(self, position: int) -> Origin:
        """What both fixpoints say of a party."""
        if position in self.standing.must:
            return Origin.NEXUS
        return Origin.UNKNOWN if position in self.standing.may else Origin.NONE

    def suspects(self) -> set[int]:
        """Parties with a nexus, and those that a place in an adversary country speaks against."""
        of_places = {
            position
            for position in self.standing.may
            if any(
                self.setting.adversary(code) is not Answer.NO
                for code, _ in places(self.parties[position])
            )
        }
        return of_places.union(self.standing.must)

    def holder_may(self, position: int, index: int) -> bool:
        """Whether the holder of a block may be a nexus person."""
        block = self.nodes[position].blocks[index]
        return block.must or block.may or block.holder in self.standing.may

    def named(self, name: str) -> list[int]:
        """Parties with that name or alias, the user's first.

        A bundled row that a party of the user's replaces is not among the parties; one that
        merely shares a name with it still answers to the name.
        """
        keys = name_keys(name)
        found = (position for key in keys for position in self.by_name.get(key, ()))
        return sorted(dict.fromkeys(found)) if len(keys) > 1 else list(dict.fromkeys(found))

    def _node(self, party: Party) -> Node:
        settled = decision_in_force(party, self.setting) is Origin.NONE
        acts_must, acts_may, principals = self._principals(party)
        must = party.verified and (own_nexus(party, self.setting) is not None or acts_must)
        may = acts_may or bool(missing_facts(party, self.setting, control_settled=settled))
        if self.assumed_nexus:
            names = {name_key(name) for name in (party.name, *party.aliases)}
            must = must or not names.isdisjoint(self.assumed_nexus)
        return Node(
            must=must,
            may=may,
            control_settled=settled,
            blocks=self._blocks(party),
            acts_for=principals,
        )

    def _principals(self, party: Party) -> tuple[bool, bool, tuple[int, ...]]:
        """Whether a principal is an adversary, whether one may be, and those in the register."""
        must = may = False
        principals: list[int] = []
        for name in party.acts_for:
            code = country_code(name)
            positions = self.named(name)
            if code is not None:
                answer = self.setting.adversary(code)
                must = must or answer is Answer.YES
                may = may or answer is Answer.UNKNOWN
            elif len(positions) == 1:
                principals.extend(positions)
            elif name_key(name) in self.assumed_nexus:
                must = True
            else:
                may = True
        return must, may, tuple(principals)

    def _blocks(self, party: Party) -> list[Block]:
        bounds = vote_bounds(party.owners)
        blocks = [
            self._block(party, owner, low, high)
            for owner, (low, high) in zip(party.owners, bounds, strict=True)
        ]
        holders = [block.holder for block in blocks if block.holder >= 0]
        if len(set(holders)) < len(holders):  # one holder under two names
            counts = Counter(holders)
            for block in blocks:
                if counts[block.holder] > 1:
                    block.concerts = (*block.concerts, f"\0{block.holder}")
        if not party.verified:  # without a source, no holding is certain
            for block in blocks:
                block.low, block.has_special_share, block.has_control = 0, False, False
        return blocks

    def _block(self, party: Party, owner: Owner, low: int, high: int) -> Block:
        answer = owner_answer(owner, self.setting.adversary)
        identified = self._identified(owner)
        positions = identified or self.named(owner.name)
        holder, must, may = -1, answer is Answer.YES, answer is not Answer.NO
        if len(positions) > 1:
            agreeing = [p for p in positions if owner.country in self.parties[p].countries]
            positions = agreeing if len(agreeing) == 1 else positions
        if len(positions) > 1:
            must, may = False, True
        elif positions:
            holder, must, may = self._party_holder(
                party, owner, positions[0], answer, is_identified=bool(identified)
            )
        if owner.as_of is not None and owner.as_of > self.setting.today:
            may = True  # a holding of a later day is no counterweight today
        if self.assumed_nexus and not positions:
            must = must or name_key(owner.name) in self.assumed_nexus
        return Block(
            holder=holder,
            low=low,
            high=high,
            must=must,
            may=may,
            is_state=owner.kind == "state",
            has_special_share="special-share" in owner.rights,
            has_control=bool(owner.control),
            has_rights=bool(owner.rights),
            concerts=owner.concerts,
        )

    def _identified(self, owner: Owner) -> list[int]:
        """Parties with one of the owner's identifiers."""
        found = (p for pair in owner.identifiers for p in self.by_identifier.get(pair, ()))
        return list(dict.fromkeys(found))

    def _party_holder(
        self, party: Party, owner: Owner, position: int, answer: Answer, *, is_identified: bool
    ) -> tuple[int, bool, bool]:
        """Holder, must and may of a block whose owner has the name or identifier of one party."""
        known = self.parties[position]
        other_country = bool(
            owner.country and known.countries and owner.country not in known.countries
        )
        form = form_countries(owner.name)
        other_kind = not is_identified and bool(kind_differs(owner.name, known))
        other_form = bool(
            not is_identified
            and form
            and known.countries
            and not form.intersection(known.countries)
        )
        if other_country or other_form or other_kind:
            # The same name elsewhere is another company, or a slip: somebody has to look.
            same_name = spelled(owner.name) in {spelled(n) for n in (known.name, *known.aliases)}
            certain = not same_name or own_nexus(known, self.setting) is not None
            return -1, answer is Answer.YES and certain, True
        if known.bundled and not party.bundled:
            if not known.verified and answer is Answer.NO:
                return -1, False, False
            if self.setting.evidence is Evidence.STRICT and answer is not Answer.NO:
                return position, False, True
        return position, False, False


def decision_in_force(party: Party, setting: Setting) -> Origin | None:
    """The party's ``decided`` word, if its day has come.

    A finding of no nexus cannot have seen a holding of a later day, so it does not count then.
    """
    decided = party.decided
    if decided is None or decided.on > setting.today:
        return None
    seen_later = any(owner.as_of and owner.as_of > decided.on for owner in party.owners)
    if decided.nexus is Origin.NONE and seen_later:
        return None
    return decided.nexus


def own_nexus(party: Party, setting: Setting) -> tuple[str, str, str] | None:
    """Prong, country and fact that make the party itself a nexus person; None without one.

    Prong 3 from its places and from a valid registration number, prong 1 from the countries that
    it acts for, prong 4 from a decision.
    """
    for code, fact in places(party):
        if setting.adversary(code) is Answer.YES:
            return "3", code, f"{fact} {country_name(code)}"
    for code in party.address_countries:
        if setting.adversary(code) is Answer.YES:
            return "3", code, f"with an address in {country_name(code)}"
    for scheme, value in party.identifiers:
        code = registration_country(scheme, value)
        if code and setting.adversary(code) is Answer.YES:
            return "3", code, f"registered in {country_name(code)} ({scheme.upper()} {value})"
    for name in party.acts_for:
        code = country_code(name) or ""
        if code and setting.adversary(code) is Answer.YES:
            return "1", code, f"acting for {country_name(code)}"
    if decision_in_force(party, setting) is Origin.NEXUS and party.decided is not None:
        decided = party.decided
        return "4", "", f"decided by {decided.by} on {decided.on} to be controlled"
    return None


def places(party: Party) -> list[tuple[str, str]]:
    """The stated countries of a party as ``(code, phrase)``."""
    stated = (
        (party.incorporated_in, "incorporated in"),
        (party.headquarters, "headquartered in"),
        (party.principal_place_of_business, "with its principal place of business in"),
    )
    return [(code, phrase) for code, phrase in stated if code]


def missing_facts(party: Party, setting: Setting, *, control_settled: bool) -> list[str]:
    """The facts of the party itself without which a nexus is not excluded.

    Words as in :class:`vcs_check.origin.finding.OriginGap`. A bundled row counts as reviewed, and
    its headquarters as principal place of business; what ``strict`` makes of that is decided
    where the finding is made.
    """
    missing: list[str] = []
    if not party.verified:
        missing.append("source")
    if not party.incorporated_in:
        missing.append("incorporation")
    if not party.headquarters:
        missing.append("headquarters")
    if not party.principal_place_of_business and not (party.bundled and party.headquarters):
        missing.append("principal-place-of-business")
    addressed = [*(code for code, _ in places(party)), *party.address_countries]
    if any(setting.adversary(code) is Answer.UNKNOWN for code in addressed):
        missing.append("jurisdiction")
    reviewed = party.ownership_reviewed
    if (reviewed is None or (reviewed > setting.today and not party.bundled)) and (
        not control_settled
    ):
        missing.append("ownership")
    direct = [owner for owner in party.owners if not owner.indirect]
    if sum(low for low, _ in vote_bounds(direct)) > _MOST_WITH_ROUNDING:
        missing.append("votes")
    if party.conflicts:
        missing.append("conflict")
    return missing
