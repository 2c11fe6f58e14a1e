"""Who a CycloneDX component names, and under which licences it stands."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from msgspec import Raw

from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.vocabulary import Role
from vcs_check.readers import _json
from vcs_check.readers._claims import Claimed, Claims
from vcs_check.readers._content import Content
from vcs_check.readers._cyclonedx import Contact, Item, LicenseChoice, Organization
from vcs_check.readers._elementwise import Part
from vcs_check.readers._inventory import NO_TEXT, UNNAMED_LICENCE, text
from vcs_check.readers._nobody import NO_ASSERTION
from vcs_check.readers._notes import Notes
from vcs_check.readers._organisations import organisation_claims
from vcs_check.text import BomText, folded

MAX_KEY_BYTES: Final = 4096
"""What is longer does not stand in thousands of components, and is no key of a memo."""
_NOBODY: Final[Claims] = ()


class CycloneDxParties:
    """Claims of one file; components that name the same parties share one tuple."""

    def __init__(self, claimed: Claimed, notes: Notes, content: Content) -> None:
        self._claimed, self._notes, self._file = claimed, notes, content.file
        self._organizations = Part[Organization](content, Organization)
        self._people = Part[tuple[Contact, ...]](content, tuple[Contact, ...])
        self._known: dict[str, dict[object, Claims]] = {
            "manufacturer": {}, "supplier": {}, "provider": {},
            "publisher": {}, "author": {}, "authors": {},
        }  # fmt: skip
        self._suppliers = self._known["supplier"]
        self._joined: dict[tuple[int, int], Claims] = {}
        self._defaults: list[PartyClaim] = []

    def add_default(self, role: Role, organization: Organization, field: str, place: str) -> None:
        """A party that the metadata names for the described component, where that is silent."""
        found = self._organization(role, organization, field, place)
        self._defaults += self._claimed.all_named(found, place)

    def claims_of(self, item: Item, place: str) -> Claims:
        """Everybody whom the component's own fields name, in the order of the roles."""
        known = _NOBODY
        if item.manufacturer:  # which to ask for is decided here, without a loop: the hot path
            known = self._named(known, "manufacturer", item.manufacturer, place)
        if said := item.supplier:
            here = self._suppliers.get(bytes(said)) if type(said) is Raw and not known else None
            known = here or self._named(known, "supplier", said, place)
        if item.provider:
            known = self._named(known, "provider", item.provider, place)
        if item.publisher:
            known = self._named(known, "publisher", item.publisher, place)
        if item.author:
            known = self._named(known, "author", item.author, place)
        if item.authors:
            known = self._named(known, "authors", item.authors, place)
        return known

    def with_defaults(self, claims: Claims) -> Claims:
        """The described component's claims and the metadata's; where they differ, both stand."""
        named = {(claim.role, folded(claim.name)) for claim in claims}
        return claims + tuple(
            claim for claim in self._defaults if (claim.role, folded(claim.name)) not in named
        )

    @property
    def defaults(self) -> Claims:
        """Whom the metadata names for the described component."""
        return tuple(self._defaults)

    def _named(self, before: Claims, field: str, said: Any, place: str) -> Claims:
        """``before``, and whom one field names; ``said`` is what :class:`Item` has there."""
        key = bytes(said) if type(said) is Raw else said
        known = self._known[field].get(key)
        if known is None:
            known = self._claimed.same(self._made(field, key, place))
            if not isinstance(key, bytes) or len(key) <= MAX_KEY_BYTES:
                self._known[field][key] = known
        if not before:
            return known
        if not known:
            return before
        pair = (id(before), id(known))  # both are shared and live on, so identity will do
        joined = self._joined.get(pair)
        if joined is None:
            joined = self._joined[pair] = before + known
        return joined

    def _made(self, field: str, said: Any, place: str) -> Claims:
        here = f"/{field}"
        if field in ("publisher", "author"):
            name = text(said)
            claims = [PartyClaim(role=Role(field), name=name, field=here)] if name else []
        elif field == "authors":
            people = self._people.decoded(said, place + here) if isinstance(said, bytes) else said
            claims = [c for person in people or () if (c := _person(Role.AUTHOR, person, here))]
        else:
            role = Role(field)
            if isinstance(said, bytes):
                said = self._organizations.decoded(said, place + here)
            claims = self._organization(role, said, here, place) if said else []
        return self._claimed.all_named(claims, place)

    def _organization(
        self, role: Role, said: Organization, field: str, place: str
    ) -> list[PartyClaim]:
        """Everybody whom an organisation names: itself, and what it says of itself besides."""
        found = organization_claim(role, said, field)
        if not said.says_more():
            return [found] if found else []
        name = text(said.name) or (found.name if found else NO_TEXT)
        whole: dict[str, Any] = {
            "name": name,
            "legalName": said.legal_name or None,
            "jurisdiction": said.jurisdiction or None,
            "address": msgspec.to_builtins(said.address) if said.address else None,
        }
        for key in ("parent", "relations", "addresses", "identifiers"):
            more = getattr(said, key)
            if isinstance(more, Raw | bytes):
                more = _json.loose(more, self._file, f"{place}{field}/{key}")
            whole[key] = more or None
        try:
            return organisation_claims(role, whole, field, place, self._notes, {})
        except TypeError:
            self._notes.add(
                "parties not understood",
                f"{field} has parts of a shape that is not known here; they are not used",
                place,
                hides=True,
            )
            return [found] if found else []


def organization_claim(role: Role, organization: Organization, field: str) -> PartyClaim | None:
    """Who is named, with the address; None where the entity is empty.

    Without a name, a contact stands for it (a person), then a web address: somebody is meant.
    """
    name, is_person = text(organization.name), False
    if not name:
        people = [text(c.name) or text(c.email) for c in organization.contact or ()]
        name = next((person for person in people if person), NO_TEXT)
        is_person = bool(name)
    if not name:
        urls = organization.url or ()
        name = text(urls) if isinstance(urls, str) else text(next(iter(urls), ""))
    address = organization.address
    country, rest = NO_TEXT, NO_TEXT
    if address:
        country = text(address.country)
        parts = (
            text(address.street_address),
            text(address.post_office_box_number),
            text(address.postal_code),
            text(address.locality),
            text(address.region),
        )
        rest = BomText(", ".join(part for part in parts if part))
    if not (name or country or rest):
        return None
    return PartyClaim(
        role=role, name=name, country=country, address=rest, is_person=is_person, field=field
    )


def _person(role: Role, contact: Contact, field: str) -> PartyClaim | None:
    name = text(contact.name) or text(contact.email)
    return PartyClaim(role=role, name=name, is_person=True, field=field) if name else None


def licences(choices: tuple[LicenseChoice, ...]) -> tuple[BomText, ...]:
    """Every licence id, name or expression; all of them apply.

    None where all of them say that nothing is said; beside others, that is one more to clear.
    """
    found: list[BomText] = []
    for choice in choices:
        said = [choice.expression]
        if licence := choice.license:
            said += [licence.id, licence.name] if licence.id or licence.name else [licence.url]
        # one that says two things, against the schema, is held to both
        texts = [name for each in said if (name := text(each))]
        found += texts or [UNNAMED_LICENCE]
    return tuple(found) if any(each.upper() not in NO_ASSERTION for each in found) else ()
