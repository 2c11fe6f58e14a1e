"""Who an SPDX 3 document names: agents, their identifiers and where they have their seat."""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.vocabulary import Role
from vcs_check.readers._claims import Claimed, Claims
from vcs_check.readers._inventory import text
from vcs_check.readers._notes import Notes, shown
from vcs_check.readers._spdx3 import Agent, Location, References, listed
from vcs_check.readers._spdx_inventory import actor_claim, stated
from vcs_check.text import BomText

_NOBODY: Final = re.compile(
    r"(?:https?://spdx\.org/rdf/[^/]+/terms/\w+/|spdx:\w+/|expandedlicensing_)?"
    r"(?:(NoAssertion|NOASSERTION)|None|NONE)(?:Element|License)?",
    re.ASCII,
)
_ENCODE: Final = msgspec.json.Encoder().encode
_SCHEMES: Final = {
    "lei": "lei", "gleif": "lei", "duns": "duns", "d-u-n-s": "duns", "dun & bradstreet": "duns",
    "cage": "cage", "uscc": "uscc", "inn": "inn", "ogrn": "ogrn", "fcc": "fcc",
}  # fmt: skip
"""Identifier types and issuing authorities that name a scheme of :class:`PartyClaim`."""


def nobody(reference: str) -> str:
    """``NOASSERTION`` or ``NONE`` for the individuals that say so; empty for anything else."""
    found = _NOBODY.fullmatch(reference)
    return "" if found is None else "NOASSERTION" if found[1] else "NONE"


def word(value: object) -> str:
    """The last part of a word of a vocabulary, which may be written as an IRI."""
    return text(value).rpartition("/")[2]


class Agents:
    """The agents of one document, by id."""

    def __init__(self, claimed: Claimed, notes: Notes) -> None:
        self._claimed, self._notes = claimed, notes
        self._agents: dict[str, list[tuple[Agent, str]]] = {}
        self._seen: dict[str, set[bytes]] = {}
        self._locations: dict[str, Location] = {}
        self._claims: dict[tuple[Role, str, References], Claims] = {}

    def add(self, spdx_id: str, agent: Agent, kind: str, place: str) -> None:
        """An agent; where several have one id, each of them is meant."""
        others = self._agents.setdefault(spdx_id, [])
        if others:
            seen = self._seen.setdefault(spdx_id, {_ENCODE(others[0][0])})
            if (written := _ENCODE(agent)) in seen:
                return
            seen.add(written)
        if others and others[0][0].name != agent.name:
            self._notes.add(
                "duplicate ids",
                f"the id {shown(spdx_id)} names {shown(text(others[0][0].name))} and "
                f"{shown(text(agent.name))}; both are counted, correct the one that is wrong",
                place,
            )
        others.append((agent, kind))

    def knows(self, spdx_id: str) -> bool:
        """Whether an agent has this id."""
        return spdx_id in self._agents

    def add_location(self, spdx_id: str, location: Location) -> None:
        """A place that an organization may have its headquarters at."""
        self._locations.setdefault(spdx_id, location)

    def claims(self, role: Role, field: str, references: References, place: str) -> Claims:
        """The claims of those referred to; the same object for the same reference."""
        key = (role, field, references)
        known = self._claims.get(key)
        if known is None:
            claims = (
                claim
                for each in listed(references)
                for claim in self._claims_of(role, field, each.strip(), place)
            )
            known = self._claims[key] = self._claimed.all_named(claims, place)
        return known

    def _claims_of(self, role: Role, field: str, reference: str, place: str) -> list[PartyClaim]:
        if not reference or nobody(reference):
            return []
        agents = self._agents.get(reference)
        if agents is None:
            self._notes.add(
                "agents that are not in this BOM",
                f"{field[1:]} names {shown(reference)}, of which no agent of this BOM has the id; "
                "list the agent with its name",
                place,
            )
            said = actor_claim(role, reference, field)  # as SPDX 2 names somebody
            return [said] if said else []
        return [
            claim
            for agent, kind in agents
            for claim in self._of_agent(role, field, agent, kind, reference)
        ]

    def _of_agent(
        self, role: Role, field: str, read: Agent, kind: str, reference: str
    ) -> list[PartyClaim]:
        """One claim for each seat that is stated; one where none is."""
        agent: Any = read
        name = stated(agent.name)
        if not name and text(agent.name):
            return []
        identifiers = []
        for entry in agent.external_identifier or ():
            value = text(entry.identifier)
            for said in (entry.external_identifier_type, entry.issuing_authority):
                if (scheme := _SCHEMES.get(word(said).lower())) and value:
                    identifiers.append((scheme, value))
                    break
            name = name or value
        claim = PartyClaim(
            role=role,
            name=name or BomText(reference),
            is_person=kind == "Person",
            identifiers=tuple(dict.fromkeys(identifiers)),
            field=field,
        )
        seats = (self._locations.get(each) for each in listed(agent.headquarters_location))
        return [
            replace(claim, country=text(seat.country), address=_address(seat))
            for seat in seats
            if seat is not None
        ] or [claim]


def _address(seat: Location) -> BomText:
    parts = (seat.street_address, seat.postal_code, seat.city, seat.province_state_code)
    return BomText(", ".join(filter(None, map(text, parts))))
