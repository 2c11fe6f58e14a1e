"""15 CFR 791.301 and 791.2: is a foreign adversary's person behind any of the four verbs?

*Owned by, controlled by, or subject to the jurisdiction or direction of.*

Who a party is, ``origin`` has found; here the roles come together. A nexus in any role is
enough. None takes a party without nexus in every role; a named creator stands for designer,
developer and manufacturer, and for a supplier that nobody names, but that is an assumption.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vcs_check.assessment import Missing
from vcs_check.inventory.vocabulary import Answer, Mark, Origin, Role
from vcs_check.origin.finding import PartyFinding
from vcs_check.regulations.answers import Answered, answered
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import CREATING_ROLES, VERBS, ComponentFacts, NamedParty

QUESTION = "Did a nexus person design, develop, manufacture or supply it?"
CREATOR_STANDS_FOR_ROLES = (
    "the named creator is taken as designer, developer and manufacturer, and as supplier where "
    "none is named"
)
_UNCLEAR_ROLES = (Role.PUBLISHER, Role.AUTHOR, Role.PART_FAMILY, Role.IDENTIFIED)


def made_in_adversary(facts: ComponentFacts, edition: Edition) -> Answered | None:
    """Under an edition that counts it: a place of manufacture in a foreign adversary."""
    place = facts.declared.made_in
    if not place or not edition.nexus.place_of_manufacture_counts:
        return None
    if edition.foreign_adversaries.countries.get(place, Answer.NO) is not Answer.YES:
        return None
    return answered(QUESTION, Answer.YES, f"it is made in {place}", edition.nexus)


def origin_of(parties: Sequence[NamedParty], *, is_strict: bool) -> Origin:
    """The origin of a component from everybody who is named for it, without reasons."""
    unknown = False
    named: set[Role] = set()
    makes_what_it_supplies = True
    for party in parties:
        origin, role = party.finding.origin, party.role
        if role in VERBS:
            if origin is Origin.NEXUS:
                return Origin.NEXUS
            unknown = unknown or origin is Origin.UNKNOWN or _only_sells(party)
            named.add(role)
            if role is Role.SUPPLIER and not party.finding.creates_what_it_supplies:
                makes_what_it_supplies = False
        elif role in _UNCLEAR_ROLES and origin is Origin.NEXUS:
            unknown = True
    if unknown:
        return Origin.UNKNOWN
    for role in VERBS:
        if role in named or (Role.MANUFACTURER in named and not is_strict):
            continue
        if role in CREATING_ROLES and Role.SUPPLIER in named and makes_what_it_supplies:
            continue
        return Origin.UNKNOWN
    return Origin.NONE


def origin_line(
    parties: Sequence[NamedParty], edition: Edition, *, is_strict: bool, ask: str
) -> Answered:
    """The same as a line of the trace: who decides, or what is missing.

    Args:
        parties: the parties by role; the same role may be named more than once.
        edition: for its citations.
        is_strict: whether every role must be named itself.
        ask: whom to ask where nobody is named.
    """
    origin = origin_of(parties, is_strict=is_strict)
    if origin is Origin.NEXUS:
        nexus = [p for p in parties if p.role in VERBS and p.finding.origin is Origin.NEXUS]
        because = "; ".join(_sentences(nexus))
        mark = _weakest(party.finding.mark for party in nexus)
        return answered(QUESTION, Answer.YES, because, edition.nexus, mark=mark)
    missing, assumptions, reasons = _open_roles(parties, is_strict=is_strict, ask=ask)
    warnings = tuple(dict.fromkeys(w for p in parties for w in p.finding.warnings))
    if origin is Origin.UNKNOWN:
        return answered(
            QUESTION,
            Answer.UNKNOWN,
            "; ".join(dict.fromkeys(reasons)),
            edition.nexus,
            missing=tuple(dict.fromkeys(missing)),
            warnings=warnings,
        )
    clean = dict.fromkeys(p.finding.name for p in parties if p.role in VERBS)
    assumed = [a for p in parties if p.role in VERBS for a in p.finding.assumptions]
    return answered(
        QUESTION,
        Answer.NO,
        f"no nexus of {', '.join(clean)}",
        edition.nexus,
        assumptions=tuple(dict.fromkeys([*assumptions, *assumed])),
        warnings=warnings,
    )


def _open_roles(
    parties: Sequence[NamedParty], *, is_strict: bool, ask: str
) -> tuple[list[Missing], list[str], list[str]]:
    """What is missing before every role is known to be without nexus."""
    by_role: dict[Role, list[NamedParty]] = {role: [] for role in VERBS}
    for party in parties:
        if party.role in by_role:
            by_role[party.role].append(party)
    missing: list[Missing] = []
    assumptions: list[str] = []
    reasons: list[str] = []
    undecided = [
        party for role in VERBS for party in by_role[role] if party.finding.origin is Origin.UNKNOWN
    ]
    missing.extend(gap for party in undecided for gap in _gaps(party))
    reasons.extend(_sentences(undecided))
    for party in parties:
        if _only_sells(party):
            name = party.finding.name or party.name
            reasons.append(f"{party.role.value}: {name} is a known distributor, not the maker")
            missing.append(
                Missing(
                    fact="creator",
                    of=name,
                    ask=f"Who designed, developed and made it? {name} is a known distributor.",
                )
            )
    makes_what_it_supplies = by_role[Role.SUPPLIER] and all(
        p.finding.creates_what_it_supplies for p in by_role[Role.SUPPLIER]
    )
    for role in VERBS:
        if by_role[role]:
            continue
        if role in CREATING_ROLES and makes_what_it_supplies:
            reasons.append("the register says that the supplier makes what it supplies")
        elif by_role[Role.MANUFACTURER] and not is_strict:
            assumptions.append(CREATOR_STANDS_FOR_ROLES)
        elif role in CREATING_ROLES and not is_strict:
            # A manufacturer would stand for all three, so one question is enough.
            named = [role.value for role in CREATING_ROLES if by_role[role]]
            missing.append(_creator(named, by_role, ask))
            reasons.append(
                f"only its {' and '.join(named)} is named, and not its manufacturer"
                if named
                else "its creator (designer, developer, manufacturer) is not named"
            )
        elif missing and role is Role.SUPPLIER and not is_strict:
            continue  # a creator, once named, stands for the supplier as well
        else:
            missing.append(_unnamed(role.value, _DID[role], by_role, ask))
            reasons.append(f"no {role.value} is named")
    for party in parties:
        if party.role in _UNCLEAR_ROLES and party.finding.origin is Origin.NEXUS:
            name = party.finding.name
            where = f" by its {party.field}" if party.role is Role.IDENTIFIED else ""
            reasons.append(f"as {party.role.value} only{where}: {party.finding.why}")
            # Whoever supplies the part knows; a party that only an identifier names owes no answer.
            missing.append(
                Missing(
                    fact="role",
                    of=_who_supplies(by_role, ask),
                    ask=f"Did {name} design, develop, manufacture or supply it?",
                )
            )
    return missing, assumptions, reasons


def _only_sells(party: NamedParty) -> bool:
    """Whether a distributor stands where the maker belongs."""
    return party.role in CREATING_ROLES and party.finding.distributor


_DID = {
    Role.DESIGNER: "designed",
    Role.DEVELOPER: "developed",
    Role.MANUFACTURER: "manufactured",
    Role.SUPPLIER: "supplied",
}


def _creator(named: list[str], by_role: dict[Role, list[NamedParty]], ask: str) -> Missing:
    """The question that is enough in ``standard`` evidence: who stands for every creating role."""
    if not named:
        return _unnamed("creator", "designed, developed and made", by_role, ask)
    return Missing(
        fact="manufacturer",
        of=_who_supplies(by_role, ask),
        ask=(
            "Who manufactured it (software: built and released it)? That its "
            f"{' and '.join(named)} is named is not enough; a manufacturer is."
        ),
    )


def _unnamed(fact: str, did: str, by_role: dict[Role, list[NamedParty]], ask: str) -> Missing:
    return Missing(fact=fact, of=_who_supplies(by_role, ask), ask=f"Who {did} it?")


def _who_supplies(by_role: dict[Role, list[NamedParty]], ask: str) -> str:
    """The component's supplier, else its manufacturer, else who supplies the unit."""
    suppliers = by_role[Role.SUPPLIER] or by_role[Role.MANUFACTURER]
    return (suppliers[0].finding.name if suppliers else ask) or ask


def _gaps(party: NamedParty) -> Iterable[Missing]:
    name = party.finding.name or party.name
    if not party.finding.gaps:
        yield Missing(fact="origin", of=name, ask=f"Who owns and controls {name}, and where is it?")
    for gap in party.finding.gaps:
        yield Missing(fact=gap.fact, of=name, ask=gap.ask)


def _sentences(parties: Iterable[NamedParty]) -> list[str]:
    """One sentence a finding, with the roles that it is about."""
    roles: dict[int, list[str]] = {}
    findings: dict[int, PartyFinding] = {}
    for party in parties:
        findings[id(party.finding)] = party.finding
        named = roles.setdefault(id(party.finding), [])
        if party.role.value not in named:
            named.append(party.role.value)
    return [f"{' and '.join(roles[key])}: {finding.why}" for key, finding in findings.items()]


_STRONGEST_FIRST = (Mark.TEXT, Mark.SECONDARY, Mark.INTERPRETATION)


def _weakest(marks: Iterable[Mark]) -> Mark:
    return max(marks, key=_STRONGEST_FIRST.index)
