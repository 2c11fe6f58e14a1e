"""All that is said of a party, one statement a fact: what, where, when, and what it is worth.

Nothing is concluded here, and nothing left out because something else contradicts it: a finding
shows beside its reason what every source says. The strengths are those of ``docs/origin.md``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from vcs_check.assessment import Statement
from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.vocabulary import Role, Strength
from vcs_check.origin.countries import country_name
from vcs_check.origin.holding_text import owner_place, owner_text, share_text
from vcs_check.origin.identifiers import RECORD, canonical, is_valid
from vcs_check.origin.party import Owner, Party

MAX_STATEMENTS: Final = 60
"""Of one party; whoever has more holders than this has them listed in the register."""

_OF_ROLE: Final = {
    Role.PUBLISHER: Strength.WEAK,
    Role.AUTHOR: Strength.WEAK,
    Role.PART_FAMILY: Strength.WEAK,
    Role.IDENTIFIED: Strength.WEAK,
}
_BY_DECISION: Final = "decision"
_OF_IDENTIFIER: Final = {
    "lei": Strength.DECISIVE,
    "uscc": Strength.DECISIVE,
    "ogrn": Strength.DECISIVE,
    "duns": Strength.STRONG,
    "cage": Strength.STRONG,
    "inn": Strength.MEDIUM,
    "fcc_grantee": Strength.MEDIUM,
}


def strength_of_naming(claim: PartyClaim) -> Strength:
    """What it is worth for the role that a claim names somebody in it."""
    if claim.field == _BY_DECISION:
        return Strength.DECISIVE
    return _OF_ROLE.get(claim.role, Strength.STRONG)


def strength_of_party(party: Party) -> Strength:
    """What an entry is worth: the user's own, a data set's, one of the bundled reference."""
    if not party.verified:
        return Strength.WEAK
    return Strength.STRONG if party.bundled or party.imported else Strength.DECISIVE


def said_of_party(party: Party) -> tuple[Statement, ...]:
    """What the registers say of a party; where several entries became one, each by itself."""
    return party.said or tuple(_statements(party))


def bounded(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Each statement once, and not more than are worth showing."""
    return tuple(dict.fromkeys(statements))[:MAX_STATEMENTS]


def _statements(party: Party) -> Iterable[Statement]:
    strength = strength_of_party(party)
    on = party.stated_on or (party.ownership_reviewed if party.bundled else None)

    def stated(says: str, day: date | None = None, worth: Strength = strength) -> Statement:
        return Statement(says=says, source=party.source, strength=worth, date=_iso(day or on))

    for code, phrase in (
        (party.incorporated_in, "incorporated in"),
        (party.headquarters, "headquartered in"),
        (party.principal_place_of_business, "with its principal place of business in"),
        *((code, "with an address in") for code in party.address_countries),
    ):
        if code:
            yield stated(f"{phrase} {country_name(code)}")
    for scheme, value in party.identifiers:
        if scheme != RECORD:
            yield stated(f"identified by {scheme} {value}")
    if party.creates_what_it_supplies is not None:
        does = "makes" if party.creates_what_it_supplies else "does not make"
        yield stated(f"{does} what it supplies")
    if party.foreign_interest is not None:
        yield stated(f"{'a' if party.foreign_interest else 'no'} foreign interest")
    for name in party.acts_for:
        yield stated(f"acts for {name}")
    for owner in party.owners:
        yield _holding(party, owner, strength, on)
    if party.ownership_reviewed is not None:
        yield stated("ownership reviewed", party.ownership_reviewed)
    if party.decided is not None:
        decided = party.decided
        yield stated(
            f"control decided by {decided.by}: {decided.nexus.value}", decided.on, Strength.DECISIVE
        )


def _holding(party: Party, owner: Owner, strength: Strength, on: date | None) -> Statement:
    rights = f" and rights ({', '.join(owner.rights)})" if owner.rights else ""
    concert = f", acting in concert ({', '.join(owner.concerts)})" if owner.concerts else ""
    return Statement(
        says=f"{share_text(owner)}{rights} held by {owner_text(owner)}{concert}",
        source=owner_place(party, owner),
        strength=strength,
        date=_iso(owner.as_of or party.ownership_reviewed or on),
    )


def said_of_claim(claim: PartyClaim, on: str) -> tuple[Statement, ...]:
    """What the claim itself says beside the name: its address and identifiers, as of a day."""
    found: list[Statement] = []
    where = claim.field or "the BOM"
    if address := ", ".join(part for part in (claim.address, claim.country) if part):
        strength = Strength.MEDIUM if claim.role is Role.IDENTIFIED else Strength.STRONG
        found.append(Statement(says=f"address {address}", source=where, strength=strength, date=on))
    if claim.jurisdiction:
        says = f"organised under the law of {claim.jurisdiction}"
        found.append(Statement(says=says, source=where, strength=Strength.STRONG, date=on))
    found += (
        Statement(says=f"parent {each.name}", source=where, strength=Strength.STRONG, date=on)
        for each in claim.parents
    )
    for stated_scheme, stated in claim.identifiers:
        scheme, value = canonical(stated_scheme, stated)
        valid = is_valid(scheme, value)
        strength = _OF_IDENTIFIER.get(scheme, Strength.WEAK) if valid else Strength.NONE
        says = f"{stated_scheme} {value if valid else stated}"
        says += "" if valid else ", which fails its check"
        found.append(Statement(says=says, source=where, strength=strength, date=on))
    return tuple(found)


def named_like(names: Iterable[str]) -> tuple[Statement, ...]:
    """Proposals: names that are like the one that no register has."""
    return tuple(
        Statement(
            says=f"a name like that of {name}",
            source="comparison of names",
            strength=Strength.WEAK,
        )
        for name in names
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
