"""The supplier register as TOML (contract section 3), strict about every key and word."""

from __future__ import annotations

from typing import Final

from vcs_check.errors import MalformedError
from vcs_check.inventory.vocabulary import Origin
from vcs_check.origin.checks import (
    REPEATED,
    check_votes,
    identifier_notes,
    repeated_owner,
    rights_and_concerts,
    valid_country,
)
from vcs_check.origin.identifiers import SCHEMES, canonical
from vcs_check.origin.party import OWNER_KINDS, Decided, Owner, Party, Register
from vcs_check.text import BomText
from vcs_check.tomlfile import TomlTable, read_toml

_PARTY_KEYS: Final = (
    *("name", "aliases", "identifiers", "incorporated_in", "headquarters"),
    *("principal_place_of_business", "creates_what_it_supplies", "ownership_reviewed"),
    *("foreign_interest", "acts_for", "evidence", "owner", "decided"),
)
_OWNER_KEYS: Final = (
    *("name", "country", "voting_percent", "voting_percent_min", "voting_percent_max"),
    *("kind", "rights", "us_person", "as_of"),
)
_DECIDED_KEYS: Final = ("nexus", "reason", "by", "on")


def recognises(data: bytes, path: str) -> bool:
    """By the ending ``.toml``."""
    return path.lower().endswith(".toml")


def read(data: bytes, path: str) -> Register:
    """The parties of a TOML register; MalformedError with the line of the first fault."""
    root = read_toml(data, path).root
    root.allow(("party",))
    parties = tuple(_party(table, path) for table in root.tables("party"))
    notes = tuple(note for party in parties for note in identifier_notes(party))
    if not parties:
        notes = (*notes, f"{path}: the register has no [[party]]")
    return Register(path=path, parties=parties, notes=notes)


def _party(table: TomlTable, path: str) -> Party:
    table.allow(_PARTY_KEYS)
    owners = tuple(_owner(owner) for owner in table.tables("owner"))
    twice = repeated_owner(owners)
    if twice is not None:
        raise MalformedError(path, f"the owner {twice.name!r} {REPEATED}", twice.place)
    decided = table.table("decided")
    return Party(
        name=table.need("name", table.text("name")),
        file=path,
        place=table.place(),
        aliases=table.texts("aliases"),
        identifiers=_identifiers(table),
        incorporated_in=_country(table, "incorporated_in"),
        headquarters=_country(table, "headquarters"),
        principal_place_of_business=_country(table, "principal_place_of_business"),
        creates_what_it_supplies=table.boolean("creates_what_it_supplies"),
        ownership_reviewed=table.date("ownership_reviewed"),
        foreign_interest=table.boolean("foreign_interest"),
        acts_for=table.texts("acts_for"),
        evidence=table.texts("evidence"),
        owners=owners,
        decided=None if decided is None else _decided(decided),
    )


def _identifiers(table: TomlTable) -> tuple[tuple[str, str], ...]:
    identifiers = table.table("identifiers")
    if identifiers is None:
        return ()
    identifiers.allow(SCHEMES)
    return tuple(
        canonical(scheme, value)
        for scheme in identifiers.values
        for value in identifiers.texts(scheme)
    )


def _owner(table: TomlTable) -> Owner:
    table.allow(_OWNER_KEYS)
    name = table.need("name", table.text("name"))
    share = table.number("voting_percent", at_least=0, at_most=100)
    lowest = table.number("voting_percent_min", at_least=0, at_most=100)
    highest = table.number("voting_percent_max", at_least=0, at_most=100)
    try:
        lowest, highest = check_votes(share, lowest, highest)
        rights, concerts = rights_and_concerts(table.texts("rights"))
    except ValueError as error:
        raise _fault(table, error) from None
    return Owner(
        name=name,
        country=_country(table, "country"),
        kind=table.word("kind", OWNER_KINDS) or "",
        voting_percent_min=lowest,
        voting_percent_max=highest,
        rights=rights,
        concerts=concerts,
        us_person=table.boolean("us_person"),
        as_of=table.date("as_of"),
        place=table.place(),
    )


def _decided(table: TomlTable) -> Decided:
    table.allow(_DECIDED_KEYS)
    nexus = table.need("nexus", table.word("nexus", (Origin.NEXUS, Origin.NONE)))
    return Decided(
        nexus=Origin(nexus),
        reason=table.need("reason", table.text("reason")),
        by=table.need("by", table.text("by")),
        on=table.need("on", table.date("on")),
        place=table.place(),
    )


def _country(table: TomlTable, key: str) -> str:
    code = table.text(key) or BomText("")
    try:
        return valid_country(code)
    except ValueError as error:
        raise table.fault(f"{key}: {error}", key) from None


def _fault(table: TomlTable, error: ValueError) -> MalformedError:
    key = "rights" if "right" in str(error) else "voting_percent"
    if key not in table.values:
        key = "voting_percent_min" if "voting_percent_min" in table.values else "name"
    return table.fault(str(error), key)
