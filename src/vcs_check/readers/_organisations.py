"""Organisations with more than CycloneDX 1.7 knows of them: jurisdiction, parents, several seats.

Source: the draft of CycloneDX 2.0 (``party``, ``organization``, ``partyRelations``). Suppliers
write these members into files of 1.x as well. What cannot be told apart counts: each seat is a
claim, and so is the jurisdiction, since any of them may be the one that decides. Parents stand on
each claim; what they mean for the party is a question of origin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from msgspec.structs import replace

from vcs_check.inventory.component import Parent, PartyClaim
from vcs_check.inventory.vocabulary import Role
from vcs_check.readers._notes import Notes, shown
from vcs_check.text import BomText, folded

MAX_PARENTS: Final = 20
"""Companies above a party; the deepest of real groups have about ten levels."""
_SCHEMES: Final = frozenset({"lei", "duns", "cage", "uscc", "inn", "ogrn"})
_REST: Final = ("streetAddress", "postOfficeBoxNumber", "postalCode", "locality", "region")
Known = Mapping[str, dict[str, Any]]
"""Parties that a reference may mean, by ``bom-ref``."""


class _Entity:
    """One party of the file, read: its name, its seats, its jurisdiction."""

    def __init__(self, said: dict[str, Any]) -> None:
        body: Any = said
        for kind in ("organization", "person", "system"):
            if isinstance(said.get(kind), dict):
                body = said[kind]
        self.is_person = body is said.get("person")
        self.name = _text(body.get("legalName")) or _text(body.get("name"))
        self.jurisdiction = _text(body.get("jurisdiction"))
        seats = [*_objects(body.get("addresses")), *_objects(body.get("address"))]
        self.seats = list(dict.fromkeys(filter(any, map(_seat, seats))))
        self.identifiers = tuple(dict.fromkeys(_identifiers(body.get("identifiers"))))
        above = [each.get("parent") for each in _objects(said.get("relations"))]
        above += [said.get("parent"), body.get("parent")]
        self.above: Any = next(filter(None, above), None)


def organisation_claims(
    role: Role, said: Any, field: str, place: str, notes: Notes, known: Known
) -> list[PartyClaim]:
    """Who is named, once for each seat, with whoever stands above, once for each seat as well.

    Args:
        role: of all of them.
        said: an organisation or a party, decoded; a name; or the ``bom-ref`` of one of ``known``.
        field: where it stands in the component.
        place: of the component, for notes.
        notes: takes what is not understood.
        known: parties that a reference may mean.

    Raises:
        TypeError: a value of another kind than belongs there.
    """
    first = _entity(said, known)
    if first is None:
        return []
    parents = _above(first, known, lambda: _note_endless(first.name, field, place, notes))
    claim = PartyClaim(
        role=role,
        name=first.name,
        is_person=first.is_person,
        identifiers=first.identifiers,
        field=field,
        jurisdiction=first.jurisdiction,
        parents=tuple(
            Parent(
                name=each.name,
                country=country,
                address=address,
                jurisdiction=each.jurisdiction,
                identifiers=each.identifiers,
            )
            for each in parents
            for country, address in each.seats or [(BomText(""), BomText(""))]
        ),
    )
    found = _seated(claim, first)
    return [c for c in found if c.name or c.country or c.address or c.identifiers]


def _seated(claim: PartyClaim, entity: _Entity) -> Iterator[PartyClaim]:
    """The claim with each seat; with the jurisdiction as country, if that is none of theirs."""
    law, seats = entity.jurisdiction, entity.seats or [(entity.jurisdiction, BomText(""))]
    for country, address in seats:
        yield replace(claim, country=country, address=address)
    if law and folded(law) not in {folded(country) for country, _ in seats}:
        yield replace(claim, country=law, field=f"{claim.field}/jurisdiction")


def _above(first: _Entity, known: Known, too_many: Callable[[], None]) -> list[_Entity]:
    """The parents, nearest first; a circle ends where it closes."""
    found: list[_Entity] = []
    seen = {folded(first.name)}
    at = _entity(first.above, known)
    while at is not None and folded(at.name) not in seen:
        if len(found) == MAX_PARENTS:
            too_many()
            break
        seen.add(folded(at.name))
        found.append(at)
        at = _entity(at.above, known)
    return found


def _note_endless(name: str, field: str, place: str, notes: Notes) -> None:
    notes.add(
        "too many parents",
        f"{field} names {shown(name)} with more than {MAX_PARENTS} parents above each other; "
        "those above them are not read, shorten the chain",
        place,
        hides=True,
    )


def _entity(said: Any, known: Known) -> _Entity | None:
    if isinstance(said, str):
        if not said.strip():
            return None
        said = known.get(said.strip()) or {"name": said}
    if said is None or said == []:
        return None
    if not isinstance(said, dict):
        raise TypeError("a party is an object or a name")
    return _Entity(said)


def _seat(address: dict[str, Any]) -> tuple[BomText, BomText]:
    """Country and the rest; ``isoCode`` is authoritative where there is one."""
    country = _text(address.get("isoCode")) or _text(address.get("country"))
    return country, BomText(", ".join(filter(None, (_text(address.get(n)) for n in _REST))))


def _identifiers(entries: Any) -> Iterator[tuple[str, str]]:
    for each in _objects(entries):
        scheme = each.get("scheme") or each.get("type")
        if isinstance(scheme, dict):
            scheme = scheme.get("name")
        name, value = _text(scheme).lower(), _text(each.get("value"))
        name = "cage" if name == "ncage" else name
        if name in _SCHEMES and value:
            yield name, value


def _objects(value: Any) -> list[dict[str, Any]]:
    if value is None:
        return []
    entries = value if isinstance(value, list) else [value]
    if not all(isinstance(each, dict) for each in entries):
        raise TypeError("objects belong here")
    return entries


def _text(value: Any) -> BomText:
    if value is not None and not isinstance(value, str):
        raise TypeError("a text belongs here")
    return BomText(value.strip()) if value else BomText("")
