"""Who a CycloneDX component names, and under which licences it stands."""

from __future__ import annotations

from typing import Final

from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.vocabulary import Role
from vcs_check.readers._claims import Claimed, Claims
from vcs_check.readers._cyclonedx import Contact, Item, LicenseChoice, Organization
from vcs_check.text import BomText

NO_TEXT: Final = BomText("")
UNNAMED_LICENCE: Final = BomText("LicenseRef-unnamed")
"""A licence of which only the text is given: it applies, and nobody knows which it is."""


def text(value: object) -> BomText:
    """The value without white space at its ends; empty where it is absent."""
    return BomText(value.strip()) if isinstance(value, str) else NO_TEXT


class CycloneDxParties:
    """Claims of one file; components that name the same parties share one tuple."""

    def __init__(self, claimed: Claimed) -> None:
        self._claimed = claimed
        self._claims: dict[tuple[object, ...], Claims] = {}
        self._organizations: dict[tuple[Role, Organization, str], Claims] = {}
        self._defaults: list[PartyClaim] = []

    def add_default(self, role: Role, organization: Organization, field: str, place: str) -> None:
        """A party that the metadata names for the described component, where that is silent."""
        self._defaults += self._organization(role, organization, field, place)

    def claims_of(self, item: Item, place: str, *, is_subject: bool) -> Claims:
        """Everybody whom the component's own fields name, in the order of the roles."""
        key = (
            item.manufacturer,
            item.supplier,
            item.provider,
            item.publisher,
            item.author,
            item.authors,
        )
        known = self._claims.get(key)
        if known is None:
            known = self._claims[key] = self._made(key, place)
        if is_subject:
            spoken = {claim.role for claim in known}
            return known + tuple(claim for claim in self._defaults if claim.role not in spoken)
        return known

    def _made(self, key: tuple[object, ...], place: str) -> Claims:
        manufacturer, supplier, provider, publisher, author, authors = key
        made: list[PartyClaim] = []
        for role, organization in (
            (Role.MANUFACTURER, manufacturer),
            (Role.SUPPLIER, supplier),
            (Role.PROVIDER, provider),
        ):
            if isinstance(organization, Organization):
                made += self._organization(role, organization, f"/{role.value}", place)
        for role, value in ((Role.PUBLISHER, publisher), (Role.AUTHOR, author)):
            if name := text(value):
                claim = PartyClaim(role=role, name=name, field=f"/{role.value}")
                made.append(self._claimed.claim(claim, place))
        if isinstance(authors, tuple):
            people = (_person(Role.AUTHOR, person, "/authors") for person in authors)
            made += [self._claimed.claim(person, place) for person in people if person]
        return tuple(made)

    def _organization(
        self, role: Role, organization: Organization, field: str, place: str
    ) -> Claims:
        key = (role, organization, field)
        known = self._organizations.get(key)
        if known is None:
            found = organization_claim(role, organization, field)
            known = (self._claimed.claim(found, place),) if found else ()
            self._organizations[key] = known
        return known


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
    """Every licence id, name or expression; all of them apply."""
    found: list[BomText] = []
    for choice in choices:
        said = [choice.expression]
        if licence := choice.license:
            said += [licence.id, licence.name] if licence.id or licence.name else [licence.url]
        # one that says two things, against the schema, is held to both
        texts = [name for each in said if (name := text(each))]
        found += texts or [UNNAMED_LICENCE]
    return tuple(found)
