"""From components to groups that agree in every fact a verdict may rest on.

A vehicle has 200,000 components and some hundred different cases among them. Components of
one case share one :class:`ComponentFacts`, so the rule is asked once a case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import msgspec
from msgspec import Struct

from vcs_check.classification.open_source import OpenSourceSigns, open_source_signs
from vcs_check.classification.tag import Tag
from vcs_check.decisions import Decision
from vcs_check.inventory.component import Component, PartyClaim
from vcs_check.inventory.document import Document
from vcs_check.inventory.facts import NOTHING_DECLARED, DeclaredFacts, replace_facts
from vcs_check.inventory.vocabulary import Answer, Role
from vcs_check.origin.known_by import KnownBy
from vcs_check.pipeline.answering import Heard, readings, stated_facts
from vcs_check.pipeline.deciding import DecidedHere, stated
from vcs_check.regulations.facts import VERBS, ComponentFacts
from vcs_check.text import BomText

_GUESSED_ROLES: Final = frozenset({Role.PART_FAMILY, Role.IDENTIFIED})
NOTHING_HEARD: Final[Mapping[int, Heard]] = {}


class Case(Struct, kw_only=True, eq=False):
    """A group of components with the same facts."""

    claims: tuple[PartyClaim, ...]
    facts: ComponentFacts
    """Without parties; :class:`Parties` adds them for one edition."""
    size: int = 0
    decisions: tuple[int, ...] = ()
    hypothetical: bool = False
    decided_by: str = ""
    """The decisions and assumptions that apply, in words."""
    heard: Heard | None = None
    """What suppliers have answered about it."""
    alternatives: tuple[Case, ...] | None = ()
    """The same case by every other reading of contradicting statements; None: too many."""
    without: Case | None = None
    """The same case without its decisions, to show what they change; None where there are none."""


class Gatherer:
    """Sorts components into cases, over all files of a program."""

    def __init__(self, decisions: Sequence[Decision], known_by: KnownBy) -> None:
        self.cases: list[Case] = []
        self.days: dict[int, date] = {}
        """The day of the BOM that a claim stands in, by the claim's identity."""
        self._known_by = known_by
        self._decisions = decisions
        self._index: dict[tuple[object, ...], int] = {}
        self._bases: dict[tuple[object, ...], ComponentFacts] = {}
        self._unit_year = NOTHING_DECLARED
        self._families: dict[tuple[str, ...], tuple[PartyClaim, ...]] = {}
        self._answered: dict[int, tuple[PartyClaim, ...]] = {}
        self._kept: list[object] = []  # keeps what is keyed by identity alive

    def gather(
        self,
        document: Document,
        tags: Sequence[Tag],
        *,
        ask: str,
        unit_claims: tuple[PartyClaim, ...],
        decided: DecidedHere,
        heard: Mapping[int, Heard] = NOTHING_HEARD,
    ) -> list[int]:
        """The case of each component of one file, by position.

        Args:
            document: the file.
            tags: the classification of each component.
            ask: whom to ask where a component names nobody.
            unit_claims: who is named for the unit beside its own line; without such a line,
                for everything directly in the BOM.
            decided: which decisions reach which component.
            heard: answers of suppliers by the component's position.
        """
        index, cases, subject = self._index, self.cases, document.subject
        self._kept.append((document, tags, unit_claims))
        self._unit_year = _unit_year(document)
        numbers: list[int] = []
        for position, (component, tag) in enumerate(zip(document.components, tags, strict=True)):
            own, said = decided.applying.get(position, ()), heard.get(position)
            through = decided.through.get(position, ())
            before = decided.before[position] if through else tag
            claims = component.parties
            if unit_claims and (position == subject or (subject is None and not component.parents)):
                claims = (*claims, *unit_claims)
            if identified := self._known_by.claims(component):
                claims = (*claims, *identified)
            if tag.own.makers:
                claims = (*claims, *self._family(tag.own.makers))
            if said is not None:
                claims = (*claims, *self._answered_parties(said))
            signs = open_source_signs(
                component.licences,
                component.purl,
                component.name,
                component.version,
                component.modified,
                component.modification_signs,
            )
            base = (
                id(component.declared), id(tag.own), id(tag.host), id(signs), component.kind,
                component.built_on, component.released_on, ask, own, id(said),
                said is not None and component.modified, through, id(before.host),
            )  # fmt: skip
            key = (base, *map(id, claims))
            number = index.get(key)
            if number is None:
                number = index[key] = len(cases)
                if document.written_on is not None:
                    for claim in component.parties:
                        self.days.setdefault(id(claim), document.written_on)
                cases.append(
                    self._case(component, claims, tag, signs, ask, own, base, said)
                    if not through
                    else self._reached(
                        component, claims, (tag, before), signs, ask, own, base, said, through
                    )
                )
            cases[number].size += 1
            numbers.append(number)
        return numbers

    def _reached(
        self,
        component: Component,
        claims: tuple[PartyClaim, ...],
        tags: tuple[Tag, Tag],
        signs: OpenSourceSigns,
        ask: str,
        own: tuple[int, ...],
        base: tuple[object, ...],
        heard: Heard | None,
        through: tuple[int, ...],
    ) -> Case:
        """The case of a component whose item was decided on, beside what it was without that."""
        tag, before = tags
        case = self._case(component, claims, tag, signs, ask, own, base, heard)
        case.without = self._case(
            component, claims, before, signs, ask, (), (base, "before"), heard
        )
        case.decisions = tuple(dict.fromkeys((*own, *through)))
        case.decided_by = self._in_words(case.decisions)
        return case

    def _in_words(self, decided: tuple[int, ...]) -> str:
        return "; ".join(self._decisions[number].in_words() for number in decided)

    def _family(self, makers: tuple[str, ...]) -> tuple[PartyClaim, ...]:
        """The maker of a known part family, where only one makes it."""
        known = self._families.get(makers)
        if known is None:
            known = self._families[makers] = tuple(
                PartyClaim(role=Role.PART_FAMILY, name=BomText(name), field="part family")
                for name in makers
                if len(makers) == 1
            )
        return known

    def _settled(self, decided: tuple[int, ...]) -> DeclaredFacts:
        """What reviewed decisions set; a contradiction on it is no longer one."""
        settled = NOTHING_DECLARED
        for number in decided:
            settled = self._decisions[number].facts.over(settled)
        return settled

    def _answered_parties(self, heard: Heard) -> tuple[PartyClaim, ...]:
        known = self._answered.get(id(heard))
        if known is None:
            self._kept.append(heard)
            known = self._answered[id(heard)] = heard.parties
        return known

    def _case(
        self,
        component: Component,
        claims: tuple[PartyClaim, ...],
        tag: Tag,
        signs: OpenSourceSigns,
        ask: str,
        decided: tuple[int, ...],
        base: tuple[object, ...],
        heard: Heard | None = None,
        reading: DeclaredFacts | None = None,
    ) -> Case:
        """The case of a component, by one reading of what is declared and answered."""
        declared = component.declared
        others: tuple[Case, ...] | None = ()
        if reading is not None:
            declared = reading
        elif heard is not None:
            several = readings(stated_facts(component, heard), heard, self._settled(decided))
            declared = several[0] if several else declared
            others = (
                None
                if not several
                else tuple(
                    self._case(component, claims, tag, signs, ask, decided, (base, n), heard, other)
                    for n, other in enumerate(several[1:])
                )
            )
        if heard is not None and heard.not_open_source:
            signs = msgspec.structs.replace(
                signs, licence=Answer.NO, licence_because=heard.not_open_source
            )
        without = None
        if decided and reading is None:
            without = self._case(component, claims, tag, signs, ask, (), (base,), heard)
        names: set[str] = set()
        authorization, hypothetical = "", False
        declared = stated(declared, [self._decisions[number] for number in decided])
        for number in decided:
            decision = self._decisions[number]
            claims = with_decided_roles(claims, decision)
            if not decision.selector.is_group:
                names |= decision.fact_names
            authorization = decision.authorization or authorization
            hypothetical = hypothetical or decision.hypothetical
        claims = without_settled_doubt(claims, decided, self._decisions)
        declared, contradicted = _latest_year(declared, self._unit_year)
        facts = self._bases.get(base)
        if facts is None:
            self._kept.append(signs)
            facts = self._bases[base] = ComponentFacts(
                axis=component.axis,
                declared=declared,
                tag=tag,
                parties=(),
                open_source=signs,
                is_firmware_kind=component.kind == "firmware",
                is_operating_system_kind=component.kind == "operating-system",
                is_driver_kind=component.kind == "device-driver",
                built_on=component.built_on,
                released_on=component.released_on,
                decided_facts=frozenset(names),
                authorization=authorization,
                ask=ask,
                model_year_contradicted=contradicted,
            )
        known = {claim.name for claim in claims if claim.role is Role.ALTERED_BY}
        claims += tuple(
            PartyClaim(role=Role.ALTERED_BY, name=BomText(name), field="vcs:altered-by")
            for name in declared.altered_by
            if name not in known
        )
        return Case(
            claims=claims,
            facts=facts,
            decisions=decided,
            hypothetical=hypothetical,
            decided_by=self._in_words(decided),
            without=without,
            heard=heard,
            alternatives=others,
        )


def _unit_year(document: Document) -> DeclaredFacts:
    """What the BOM, or the line of its unit, says of the model year."""
    stated = document.declared
    if document.subject is not None and stated.model_year is None and not stated.no_model_year:
        return document.components[document.subject].declared
    return stated


def _latest_year(declared: DeclaredFacts, unit: DeclaredFacts) -> tuple[DeclaredFacts, bool]:
    """A part's own model year against its unit's: the later one, for the vehicle's decides.

    Returns:
        The facts, and whether one of them says that there is no model year at all.
    """
    own, whole = declared.model_year, unit.model_year
    if own is not None and whole is not None and own < whole:
        return replace_facts(declared, model_year=whole), False
    if (own is not None and unit.no_model_year) or (whole is not None and declared.no_model_year):
        return replace_facts(declared, model_year=None, no_model_year=True), True
    return declared, False


def with_decided_roles(
    claims: tuple[PartyClaim, ...], decision: Decision
) -> tuple[PartyClaim, ...]:
    """Parties that a decision names are added; a what-if puts them in the place of others."""
    added = tuple(
        PartyClaim(
            role=role,
            name=BomText(name),
            field="--assume" if decision.hypothetical else "decision",
            stated_on=None if decision.hypothetical else decision.on,
        )
        for role, name in decision.facts.roles
    )
    if decision.hypothetical:
        replaced = {claim.role for claim in added}
        claims = tuple(claim for claim in claims if claim.role not in replaced)
    if decision.selector.is_group:  # it fills gaps only
        named = {claim.role for claim in claims}
        added = tuple(claim for claim in added if claim.role not in named)
    return (*claims, *added)


def without_settled_doubt(
    claims: tuple[PartyClaim, ...], decided: tuple[int, ...], decisions: Sequence[Decision]
) -> tuple[PartyClaim, ...]:
    """Without those whose part was only guessed at, where decisions name everybody who had one."""
    exact = [n for n in decided if not decisions[n].selector.is_group]
    said = {role for n in exact for role, _ in decisions[n].facts.roles}
    if not said.issuperset(VERBS):
        return claims
    return tuple(claim for claim in claims if claim.role not in _GUESSED_ROLES)
