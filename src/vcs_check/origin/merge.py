"""Several statements of one party become one: completed where silent, in conflict where not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from vcs_check.inventory.vocabulary import Origin
from vcs_check.origin.identifiers import RECORD, is_valid
from vcs_check.origin.names import name_key, normalised, spelled
from vcs_check.origin.party import Decided, Owner, Party
from vcs_check.origin.statements import said_of_party

_T = TypeVar("_T")
_IDENTITY_SCHEMES = frozenset({"lei", "uscc", "ogrn", "duns", RECORD})
_ROUNDING_PERCENT = 0.5
"""Holdings may add up to this much more than 100 % by rounding alone."""


def merge_parties(parties: Sequence[Party]) -> tuple[list[Party], list[str]]:
    """One party for all statements of it, and a note for each contradiction.

    Statements are of one party where name and legal form agree, where one of them leaves the
    legal form out and only one other has that name, or where a valid identifier agrees.
    """
    merged: list[Party] = []
    notes: list[str] = []
    for group in _groups(parties):
        party = group[0] if len(group) == 1 else _merge(group)
        merged.append(party)
        notes.extend(
            f"the registers contradict each other on the {fact} of {party.name!r} ({party.source})"
            for fact in party.conflicts
        )
    return merged, notes


def _groups(parties: Sequence[Party]) -> list[list[Party]]:
    leader: dict[int, int] = {}

    def find(position: int) -> int:
        while leader.get(position, position) != position:
            position = leader[position]
        return position

    seen: dict[tuple[str, ...], int] = {}

    def join(key: tuple[str, ...], position: int) -> None:
        other = find(seen.setdefault(key, position))
        own = find(position)
        leader[max(own, other)] = min(own, other)

    forms: dict[str, set[str]] = {}
    for party in parties:
        full = spelled(party.name)
        bare = normalised(party.name)
        if full != bare:
            forms.setdefault(bare, set()).add(full)
    reviewed: dict[str, set[str]] = {}
    for party in parties:
        if not party.imported:
            reviewed.setdefault(spelled(party.name), set()).update(party.countries)
    for position, party in enumerate(parties):
        full = spelled(party.name)
        variants = forms.get(full, set())
        name = next(iter(variants)) if len(variants) == 1 else full
        homes = reviewed.get(name)
        # a data set has companies of one name in many countries
        is_namesake = party.imported and (
            homes is None or (homes and party.countries and homes.isdisjoint(party.countries))
        )
        join(("name", name, *(party.countries[:1] if is_namesake else ())), position)
        for scheme, value in party.identifiers:
            if scheme in _IDENTITY_SCHEMES and is_valid(scheme, value):
                join((scheme, value), position)
    groups: dict[int, list[Party]] = {}
    for position, party in enumerate(parties):
        groups.setdefault(find(position), []).append(party)
    return list(groups.values())


def _merge(group: Sequence[Party]) -> Party:
    first = group[0]
    conflicts: list[str] = []

    def one(fact: str, values: Iterable[_T], silence: _T) -> _T:
        spoken = list(dict.fromkeys(value for value in values if value != silence))
        if len(spoken) > 1:
            conflicts.append(fact)
        return spoken[0] if len(spoken) == 1 else silence

    owners = _merge_owners(group, conflicts)
    names = [name for party in group for name in (party.name, *party.aliases)]
    merged = Party(
        name=first.name,
        file=first.file,
        place="; ".join(
            dict.fromkeys(
                [first.place] + [p.place if p.file == first.file else p.source for p in group[1:]]
            )
        ),
        aliases=tuple(dict.fromkeys(names[1:])),
        identifiers=tuple(dict.fromkeys(pair for party in group for pair in party.identifiers)),
        incorporated_in=one("place of incorporation", (p.incorporated_in for p in group), ""),
        headquarters=one("headquarters", (p.headquarters for p in group), ""),
        principal_place_of_business=one(
            "principal place of business", (p.principal_place_of_business for p in group), ""
        ),
        creates_what_it_supplies=one(
            "answer whether it makes what it supplies",
            (p.creates_what_it_supplies for p in group),
            None,
        ),
        ownership_reviewed=max(
            (p.ownership_reviewed for p in group if p.ownership_reviewed), default=None
        ),
        foreign_interest=one("foreign interest", (p.foreign_interest for p in group), None),
        acts_for=tuple(dict.fromkeys(name for party in group for name in party.acts_for)),
        evidence=tuple(dict.fromkeys(item for party in group for item in party.evidence)),
        owners=owners,
        decided=_merge_decided(group, conflicts),
        verified=all(party.verified for party in group),
        bundled=first.bundled,
        imported=all(party.imported for party in group),
        address_countries=_all(party.address_countries for party in group),
        stated_on=max((p.stated_on for p in group if p.stated_on), default=None),
        said=_all(map(said_of_party, group)),
    )
    return msgspec.structs.replace(merged, conflicts=tuple(conflicts)) if conflicts else merged


def supplement(row: Party, more: Party) -> Party:
    """A row of the bundled reference with what a data set says of the same company.

    The row's facts stay; one that the data set contradicts is a conflict. Owners add up, one that
    both name becomes one statement.
    """
    conflicts = list(row.conflicts)
    for fact, own, other in (
        ("place of incorporation", row.incorporated_in, more.incorporated_in),
        ("headquarters", row.headquarters, more.headquarters),
    ):
        if own and other and own != other:
            conflicts.append(fact)
    owners = list(row.owners)
    for owner in more.owners:
        name = name_key(owner.name)
        same = [number for number, known in enumerate(owners) if name_key(known.name) == name]
        if same:
            first = owners[same[0]]
            owners[same[0]] = msgspec.structs.replace(
                first,
                control=owner.control or first.control,
                rights=_all((first.rights, owner.rights)),
                identifiers=_all((first.identifiers, owner.identifiers)),
                place="; ".join(part for part in (first.place, owner.place) if part),
            )
        else:
            owners.append(owner)
    return msgspec.structs.replace(
        row,
        place=f"{row.place}; {more.source}",
        aliases=_all((row.aliases, (more.name,), more.aliases)),
        identifiers=_all((row.identifiers, more.identifiers)),
        incorporated_in=row.incorporated_in or more.incorporated_in,
        owners=tuple(owners),
        address_countries=more.address_countries,
        evidence=_all((row.evidence, more.evidence)),
        conflicts=tuple(dict.fromkeys(conflicts)),
        said=_all((said_of_party(row), said_of_party(more))),
    )


def _merge_decided(group: Sequence[Party], conflicts: list[str]) -> Decided | None:
    decided = [party.decided for party in group if party.decided is not None]
    if {decision.nexus for decision in decided} == {Origin.NEXUS, Origin.NONE}:
        conflicts.append("decision on control")
        return None
    return max(decided, key=lambda decision: decision.on, default=None)


def _merge_owners(group: Sequence[Party], conflicts: list[str]) -> tuple[Owner, ...]:
    by_name: dict[str, list[Owner]] = {}
    for party in group:
        for owner in party.owners:
            by_name.setdefault(spelled(owner.name), []).append(owner)
    owners = [_merge_owner(statements, conflicts) for statements in by_name.values()]
    low = sum(owner.voting_percent_min or 0.0 for owner in owners)
    stated_by = [party for party in group if party.owners]
    if low > 100 + _ROUNDING_PERCENT and len(stated_by) > 1:
        # Each statement may be right by itself, not both: no holding is certain any more.
        conflicts.append("owners")
        owners = [
            msgspec.structs.replace(
                owner,
                voting_percent_min=0.0,
                voting_percent_max=owner.voting_percent_max,
                majority=False,
            )
            if len(by_name[spelled(owner.name)]) < len(stated_by)
            else owner
            for owner in owners
        ]
    return tuple(owners)


def _merge_owner(statements: Sequence[Owner], conflicts: list[str]) -> Owner:
    first = statements[0]
    if all(owner == first for owner in statements):
        return first

    def one(fact: str, values: Iterable[_T], silence: _T) -> _T:
        spoken = list(dict.fromkeys(value for value in values if value != silence))
        if len(spoken) > 1:
            conflicts.append(f"{fact} of the owner {first.name!r}")
        return spoken[0] if len(spoken) == 1 else silence

    shares = [
        (owner.voting_percent_min, owner.voting_percent_max)
        for owner in statements
        if (owner.voting_percent_min, owner.voting_percent_max) != (None, None)
    ]
    if len(set(shares)) > 1:
        conflicts.append(f"share of the owner {first.name!r}")
    lows = [low or 0.0 for low, _ in shares]
    highs = [high for _, high in shares]
    return Owner(
        name=first.name,
        country=one("country", (owner.country for owner in statements), ""),
        kind=one("kind", (owner.kind for owner in statements), ""),
        voting_percent_min=min(lows) if lows else None,
        voting_percent_max=(
            None if not highs or None in highs else max(high or 0.0 for high in highs)
        ),
        rights=tuple(dict.fromkeys(right for owner in statements for right in owner.rights)),
        concerts=tuple(dict.fromkeys(name for owner in statements for name in owner.concerts)),
        us_person=one("citizenship", (owner.us_person for owner in statements), None),
        as_of=max((owner.as_of for owner in statements if owner.as_of), default=None),
        majority=all(owner.majority for owner in statements),
        place="; ".join(dict.fromkeys(owner.place for owner in statements if owner.place)),
        more_countries=_all(owner.more_countries for owner in statements),
        control="; ".join(dict.fromkeys(owner.control for owner in statements if owner.control)),
        indirect=any(owner.indirect for owner in statements),
        identifiers=_all(owner.identifiers for owner in statements),
    )


def _all(values: Iterable[Iterable[_T]]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(item for items in values for item in items))
