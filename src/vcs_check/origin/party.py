"""What a register says of a party: plain facts, each with its place. Nothing is concluded here."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from vcs_check.assessment import Statement
from vcs_check.inventory.vocabulary import Origin
from vcs_check.text import BomText

OWNER_KINDS = ("person", "company", "state")
RIGHTS = ("board", "proxy", "special-share", "contract")
"""Means of control beside votes; ``acting-in-concert:GROUP`` stands apart."""
CONCERT = "acting-in-concert:"


class Owner(Struct, frozen=True, kw_only=True):
    """A holding in a party, as a register states it. Percentages of the votes, 0 to 100."""

    name: BomText
    country: str = ""
    """ISO 3166-1 alpha-2 code; empty where not stated."""
    kind: str = ""
    """``person``, ``company`` or ``state``; empty is read as a company."""
    voting_percent_min: float | None = None
    voting_percent_max: float | None = None
    rights: tuple[str, ...] = ()
    concerts: tuple[str, ...] = ()
    """Names of the groups in which the owner acts in concert with others."""
    us_person: bool | None = None
    """A US citizen or permanent resident; only ``kind = "person"`` is cleared by it."""
    as_of: date | None = None
    majority: bool = False
    """More than half of the votes, the share itself not stated."""
    place: str = ""
    more_countries: tuple[str, ...] = ()
    """Further countries of a person: other citizenships, residences."""
    control: str = ""
    """A stated control beside votes, in words: ``consolidated in its accounts``; empty for none."""
    indirect: bool = False
    """Held through others, so that the same votes stand in another holding as well."""
    identifiers: tuple[tuple[str, str], ...] = ()
    """``(scheme, value)``, canonical; they find the owner's party before its name does."""


class Decided(Struct, frozen=True, kw_only=True):
    """A human finding on control (prong 4), with who answers for it."""

    nexus: Origin
    """``nexus`` or ``none``."""
    reason: BomText
    by: BomText
    on: date
    place: str = ""


class Party(Struct, frozen=True, kw_only=True):
    """One ``[[party]]`` of a register. Countries are alpha-2 codes; empty or None: not stated."""

    name: BomText
    file: str
    """The register's name as the user gave it."""
    place: str
    """``line N``, row or statement."""
    aliases: tuple[BomText, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    """``(scheme, value)``, canonical."""
    incorporated_in: str = ""
    headquarters: str = ""
    principal_place_of_business: str = ""
    creates_what_it_supplies: bool | None = None
    ownership_reviewed: date | None = None
    foreign_interest: bool | None = None
    acts_for: tuple[BomText, ...] = ()
    """Parties or countries at whose order or direction it acts (prong 1)."""
    evidence: tuple[BomText, ...] = ()
    owners: tuple[Owner, ...] = ()
    decided: Decided | None = None
    confidence: str = ""
    """Of a row of the bundled reference: ``found``, ``found+unverified`` or ``unverified``."""
    verified: bool = True
    """False for a row of the bundled reference without a public source."""
    bundled: bool = False
    """Whether the party comes from the bundled reference."""
    imported: bool = False
    """Whether it comes from a public data set, which nobody of the user's reviewed."""
    address_countries: tuple[str, ...] = ()
    """Countries of addresses that are neither headquarters nor place of business: evidence only."""
    conflicts: tuple[str, ...] = ()
    """Facts on which several statements of the party contradict each other."""
    stated_on: date | None = None
    """The day of the entry itself: a record's last change, the day of an answer."""
    said: tuple[Statement, ...] = ()
    """Where several entries became one: what each of them says, contradictions included."""

    @property
    def source(self) -> str:
        """Where the party stands, for people."""
        return ", ".join(part for part in (self.file, self.place) if part)

    @property
    def countries(self) -> tuple[str, ...]:
        """The distinct countries of incorporation, headquarters and business, in this order."""
        stated = (self.incorporated_in, self.headquarters, self.principal_place_of_business)
        return tuple(dict.fromkeys(code for code in stated if code))


class ListEntry(Struct, frozen=True, kw_only=True):
    """An entry of a screening list: evidence that names list and entry, never a finding."""

    name: BomText
    list_name: str
    entry: str
    """The entry's own id or number on the list."""
    aliases: tuple[BomText, ...] = ()
    countries: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    since: date | None = None
    """The day of listing."""
    until: date | None = None
    """The last day on the list; None while it is on it."""


class MacBlock(Struct, frozen=True, kw_only=True):
    """A block of MAC addresses and to whom the IEEE has registered it."""

    prefix: str
    """The first 6, 7 or 9 hexadecimal digits of its addresses, in capitals."""
    registrant: BomText
    country: str
    """Of the registrant's address, alpha-2; empty where none is stated."""
    source: str


class Register(Struct, frozen=True, kw_only=True):
    """What one register file says: parties, list entries, and what was noticed reading it."""

    path: str
    parties: tuple[Party, ...] = ()
    listings: tuple[ListEntry, ...] = ()
    mac_blocks: tuple[MacBlock, ...] = ()
    notes: tuple[str, ...] = ()
    sha256: str = ""
    """Of the file, where it is a list or data set that others publish."""
    title: str = ""
    """What list or data set the file is; empty for a register of the user's own."""
    edition: date | None = None
    """The day as of which it was published; None where neither the file nor its name says so."""
    newest_entry: date | None = None
    """The latest day that an entry bears; a list cannot be older than this."""
