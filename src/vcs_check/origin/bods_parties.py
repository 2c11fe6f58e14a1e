"""From BODS records in force to parties with their owners."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import msgspec
from msgspec import Struct

from vcs_check.origin.addresses import subdivision_country
from vcs_check.origin.bods_interests import holding, in_force
from vcs_check.origin.bods_statements import (
    EntityDetails,
    Interest,
    PersonDetails,
    Place,
    RelationshipDetails,
    Statement,
    Unspecified,
    decoded,
)
from vcs_check.origin.countries import country_code, is_country_code
from vcs_check.origin.identifiers import RECORD, canonical, is_valid
from vcs_check.origin.names import spelled
from vcs_check.origin.party import Owner, Party
from vcs_check.text import BomText

_STATES: Final = frozenset({"state", "stateBody"})
_NO_OWNERS: Final = frozenset({"noBeneficialOwners", "subjectExemptFromDisclosure"})
"""Reasons of the subject itself: they say that nothing is said, not that somebody is there."""
_EVIDENCE: Final = frozenset({"registered", "business"})
"""Addresses that say where an entity is; at another one it merely receives post."""
_SCHEMES: Final = {
    **dict.fromkeys(("XI-LEI", "LEI", "GLEIF"), "lei"),
    **dict.fromkeys(("CN-SAIC", "CN-SAMR", "CN-USCC", "USCC"), "uscc"),
    **dict.fromkeys(("RU-OGRN", "OGRN"), "ogrn"),
    **dict.fromkeys(("RU-INN", "INN"), "inn"),
    **dict.fromkeys(("XI-DUNS", "DUNS", "US-DUNS"), "duns"),
}
_SCHEME_NAMES: Final = (
    ("legal entity identifier", "lei"),
    ("unified social credit", "uscc"),
    ("统一社会信用代码", "uscc"),
    ("огрн", "ogrn"),
)


class Latest(Struct, frozen=True):
    """The statement in force on a record, and where it stands."""

    statement: Statement
    place: str

    @property
    def where(self) -> str:
        """Record and statement, for people."""
        return f"{self.place}, statement {self.statement.statement_id}"


class _Records(Struct):
    entities: dict[str, tuple[Latest, EntityDetails]]
    persons: dict[str, tuple[Latest, PersonDetails]]
    relationships: list[tuple[Latest, RelationshipDetails]]
    names: dict[str, str]


def parties_of(
    latest: Mapping[str, Latest], file: str, today: date | None
) -> tuple[tuple[Party, ...], tuple[str, ...]]:
    """The entities with everybody who has an interest in them, and notes.

    Args:
        latest: the statement in force of each record, in the order of the file.
        file: the file's name, for messages and sources.
        today: the day of the run; interests that ended before it are left out.

    Raises:
        MalformedError: a record that is none of BODS 0.4; with its place.
    """
    found = _Records({}, {}, [], {})
    for record, entry in latest.items():
        details = entry.statement.record_details
        kind = entry.statement.record_type
        if kind == "entity":
            entity = decoded(details, EntityDetails, file, entry.place)
            found.entities[record] = (entry, entity)
        elif kind == "person":
            found.persons[record] = (entry, decoded(details, PersonDetails, file, entry.place))
        else:
            relationship = decoded(details, RelationshipDetails, file, entry.place)
            interests = in_force(relationship.interests, today)
            if interests or not relationship.interests:
                relationship = msgspec.structs.replace(relationship, interests=interests)
                found.relationships.append((entry, relationship))
    found.names = _unique_names(found)
    holdings = _by_subject(found)
    notes: list[str] = []
    parties = tuple(
        _party(record, found, holdings.get(record, {}), file, notes)
        for record, (_, entity) in found.entities.items()
        if entity.entity_type.type not in _STATES
    )
    return parties, tuple(notes)


def _unique_names(found: _Records) -> dict[str, str]:
    """A name for each entity and person that no other of the file has."""
    names = {
        record: entity.name or f"unnamed {entity.entity_type.type}"
        for record, (_, entity) in found.entities.items()
    } | {record: _person_name(person, record) for record, (_, person) in found.persons.items()}
    counts = Counter(map(spelled, names.values()))
    return {
        record: name if counts[spelled(name)] == 1 else f"{name} (record {record})"
        for record, name in names.items()
    }


def _by_subject(
    found: _Records,
) -> dict[str, dict[str | Unspecified, list[tuple[Latest, RelationshipDetails]]]]:
    """For each subject what each interested party has in it, in the order of the file."""
    subjects: dict[str, dict[str | Unspecified, list[tuple[Latest, RelationshipDetails]]]] = {}
    for entry, relationship in found.relationships:
        if isinstance(relationship.subject, str):
            holders = subjects.setdefault(relationship.subject, {})
            holders.setdefault(relationship.interested_party, []).append((entry, relationship))
    return subjects


def _party(
    record: str,
    found: _Records,
    holders: Mapping[str | Unspecified, Sequence[tuple[Latest, RelationshipDetails]]],
    file: str,
    notes: list[str],
) -> Party:
    entry, entity = found.entities[record]
    name = found.names[record]
    owners: list[Owner] = []
    for holder, stated in holders.items():
        if isinstance(holder, Unspecified) and holder.reason in _NO_OWNERS:
            notes.append(
                f"{file}: {name}: {holder.reason} ({stated[0][0].where}), which is no proof"
            )
            continue
        owners.append(_owner(holder, stated, found, file, number=len(owners) + 1))
    places = [(address.type, _country(address.country)) for address in entity.addresses]
    aliases = (*entity.alternate_names, *((entity.name,) if name != entity.name else ()))
    statement = entry.statement
    return Party(
        name=BomText(name),
        file=file,
        place=entry.where,
        aliases=tuple(BomText(alias) for alias in aliases if alias),
        identifiers=((RECORD, f"{file}#{record}"), *_identifiers(entity)),
        incorporated_in=_country(entity.jurisdiction),
        principal_place_of_business=next((c for kind, c in places if kind == "business"), ""),
        address_countries=tuple(
            dict.fromkeys(code for kind, code in places if code and kind in _EVIDENCE)
        ),
        evidence=(BomText(f"BODS statement of {statement.statement_date[:10]}"),),
        owners=tuple(owners),
        imported=True,
        stated_on=statement.day,
    )


def _owner(
    holder: str | Unspecified,
    stated: Sequence[tuple[Latest, RelationshipDetails]],
    found: _Records,
    file: str,
    *,
    number: int,
) -> Owner:
    interests: list[Interest] = [i for _, relation in stated for i in relation.interests]
    if any(not relation.interests for _, relation in stated):
        interests.append(Interest())
    place = "; ".join(entry.where for entry, _ in stated)
    if isinstance(holder, Unspecified):
        name = f"somebody who is not named ({holder.reason}, no. {number})"
        return holding(name, interests, file, place)
    if holder in found.persons:
        _, person = found.persons[holder]
        return holding(found.names[holder], interests, file, place, **_citizen(person))
    if holder not in found.entities:
        return holding(f"the record {holder}, which is missing", interests, file, place)
    _, entity = found.entities[holder]
    name = found.names[holder]
    if entity.entity_type.type in _STATES:
        code = _country(entity.jurisdiction)
        return holding(name, interests, file, place, kind="state", country=code)
    identifiers = ((RECORD, f"{file}#{holder}"),)
    return holding(name, interests, file, place, identifiers=identifiers)


def _person_name(person: PersonDetails, record: str) -> str:
    if person.person_type == "knownPerson" and person.names:
        return person.names[0].full_name
    return f"a person who is not named (record {record})"


def _citizen(person: PersonDetails) -> dict[str, object]:
    """Citizenships and residences; a person of unknown citizenship has no country."""
    citizen_of = [code for place in person.nationalities if (code := _country(place))]
    resident = [_country(a.country) for a in person.addresses if a.type == "residence"]
    resident += [_country(place) for place in person.tax_residencies]
    more = [code for code in (*citizen_of[1:], *resident) if code]
    return {
        "kind": "person",
        "country": citizen_of[0] if citizen_of else "",
        "more_countries": tuple(dict.fromkeys(more)),
        "us_person": True if "US" in citizen_of else None,
    }


def _identifiers(entity: EntityDetails) -> Iterator[tuple[str, str]]:
    for item in entity.identifiers:
        scheme = _SCHEMES.get(item.scheme.upper(), "") or next(
            (known for word, known in _SCHEME_NAMES if word in item.scheme_name.lower()), ""
        )
        if scheme and is_valid(*canonical(scheme, item.id)):
            yield canonical(scheme, item.id)


def _country(place: Place | None) -> str:
    """The alpha-2 code; where the code is none of the table, what the name says."""
    if place is None:
        return ""
    code = place.code.strip().upper()
    if is_country_code(code):
        return code
    return subdivision_country(code) or country_code(place.name) or ""
