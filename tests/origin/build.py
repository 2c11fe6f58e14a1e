"""Registers and resolvers for tests, in few words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.vocabulary import Answer, Evidence, Origin, Role
from vcs_check.origin.party import Owner, Party, Register
from vcs_check.origin.register import read_register
from vcs_check.origin.resolver import Resolver
from vcs_check.text import BomText

FINAL = dict.fromkeys(("CN", "HK", "MO", "RU"), Answer.YES)
NPRM = {**FINAL, "MO": Answer.UNKNOWN}
TODAY = date(2026, 6, 1)


def register(toml: str, path: str = "suppliers.toml") -> Register:
    """The register that a TOML text stands for."""
    return read_register(toml.encode(), path)


def resolver(
    *registers: str | Register,
    prongs: Mapping[str, Answer] = FINAL,
    evidence: Evidence = Evidence.STANDARD,
    use_reference: bool = False,
    today: date = TODAY,
    assumed: Mapping[str, Origin] | None = None,
) -> Resolver:
    """A resolver over TOML texts or registers, without the bundled reference."""
    read = [
        register(item, f"register{number}.toml") if isinstance(item, str) else item
        for number, item in enumerate(registers, 1)
    ]
    return Resolver(
        read,
        prongs=prongs,
        evidence=evidence,
        today=today,
        use_reference=use_reference,
        assumed=assumed or {},
    )


def claim(name: str, country: str = "", **identifiers: str) -> PartyClaim:
    """A manufacturer named in a BOM."""
    return PartyClaim(
        role=Role.MANUFACTURER,
        name=BomText(name),
        country=BomText(country),
        identifiers=tuple(identifiers.items()),
    )


def owner(name: str, percent: float | None = None, country: str = "", **more: Any) -> Owner:
    """A holding with an exact share, or without any."""
    return Owner(
        name=BomText(name),
        country=country,
        **{"voting_percent_min": percent, "voting_percent_max": percent, **more},
    )


def party(name: str, *owners: Owner, home: str = "DE", **more: Any) -> Party:
    """A party at home in one country with reviewed owners."""
    facts: dict[str, Any] = {
        "file": "suppliers.toml",
        "place": "line 1",
        "incorporated_in": home,
        "headquarters": home,
        "principal_place_of_business": home,
        "ownership_reviewed": date(2026, 1, 1),
    }
    return Party(name=BomText(name), owners=owners, **{**facts, **more})


def parties(*entries: Party) -> Register:
    """A register of parties made here."""
    numbered = [
        msgspec.structs.replace(entry, place=f"entry {number}")
        for number, entry in enumerate(entries, 1)
    ]
    return Register(path="suppliers.toml", parties=tuple(numbered))


def origin_of(subject: str, *entries: Party, **options: Any) -> Origin:
    """The origin of one party among some."""
    return resolver(parties(*entries), **options).resolve(claim(subject)).origin


def claim_at(name: str, *, address: str = "", country: str = "") -> PartyClaim:
    """A manufacturer with an address, its parts joined as the readers do."""
    return PartyClaim(
        role=Role.MANUFACTURER,
        name=BomText(name),
        country=BomText(country),
        address=BomText(address),
    )


def origin_at(address: str, country: str) -> Origin:
    """The origin of a clean party of the US with an address in the BOM."""
    found = resolver(parties(party("Meadow", home="US")))
    return found.resolve(claim_at("Meadow", address=address, country=country)).origin
