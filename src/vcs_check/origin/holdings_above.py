"""Who holds a party, and who holds those: the part of the graph that a person wants to see."""

from __future__ import annotations

from collections import deque
from typing import Final

from vcs_check.assessment import Holding
from vcs_check.inventory.vocabulary import Origin
from vcs_check.origin.holding_text import share_text
from vcs_check.origin.ownership import BY_AGENCY
from vcs_check.origin.party import CONCERT, Owner, Party
from vcs_check.origin.standing import Graph

_MAX_HOLDINGS: Final = 120
"""More than anybody reads; the holdings that decide are always among them."""


def holdings_above(graph: Graph, position: int) -> tuple[Holding, ...]:
    """The holdings in a party and in its holders, nearest first; those that decided are marked."""
    deciding = _deciding(graph, position)
    found: list[Holding] = []
    waiting, seen = deque([position]), {position}
    while waiting:
        at = waiting.popleft()
        party = graph.parties[at]
        steps = [
            (index, graph.nodes[at].blocks[index].holder) for index in range(len(party.owners))
        ]
        for index, holder in steps:
            decides = (at, index) in deciding
            if decides or len(found) < _MAX_HOLDINGS:
                found.append(_holding(graph, at, index, holder, decides=decides))
        for principal in graph.nodes[at].acts_for:
            decides = (at, -1) in deciding and principal == graph.standing.must[at].party
            found.append(_agency(graph, party, principal, decides=decides))
        # The path that decided goes on, whatever else there is.
        above = [*(holder for _, holder in steps), *graph.nodes[at].acts_for]
        for holder in above:
            is_deciding = any(of == holder for of, _ in deciding)
            if holder >= 0 and holder not in seen and (is_deciding or len(found) < _MAX_HOLDINGS):
                seen.add(holder)
                waiting.append(holder)
    return tuple(found)


def _deciding(graph: Graph, position: int) -> set[tuple[int, int]]:
    """Party and block of each step from the party to whoever decides; block -1 is agency."""
    causes = graph.standing.must if position in graph.standing.must else graph.standing.may
    steps: set[tuple[int, int]] = set()
    at = position
    while at in causes:
        cause = causes[at]
        block = -1 if cause.how == BY_AGENCY else cause.block
        if (block < 0 and cause.how != BY_AGENCY) or (at, block) in steps:
            break
        steps.add((at, block))
        if cause.party < 0:
            break
        at = cause.party
    return steps


def _holding(graph: Graph, at: int, index: int, holder: int, *, decides: bool) -> Holding:
    party = graph.parties[at]
    owner, block = party.owners[index], graph.nodes[at].blocks[index]
    if holder >= 0:
        origin = graph.origin(holder)
    else:
        origin = Origin.NEXUS if block.must else Origin.UNKNOWN if block.may else Origin.NONE
    known = graph.parties[holder] if holder >= 0 else None
    return Holding(
        owner=known.name if known is not None else owner.name,
        owner_origin=origin,
        owner_country=owner.country or (next(iter(known.countries), "") if known else ""),
        of=party.name,
        what=share_text(owner),
        rights=(*owner.rights, *(CONCERT + group for group in owner.concerts)),
        voting_percent_min=owner.voting_percent_min,
        voting_percent_max=owner.voting_percent_max,
        as_of=owner.as_of.isoformat() if owner.as_of is not None else "",
        source=_source(party, owner),
        decides=decides,
    )


def _source(party: Party, owner: Owner) -> str:
    return ", ".join(part for part in (party.file, owner.place or party.place) if part)


def _agency(graph: Graph, party: Party, principal: int, *, decides: bool) -> Holding:
    known = graph.parties[principal]
    return Holding(
        owner=known.name,
        owner_origin=graph.origin(principal),
        owner_country=next(iter(known.countries), ""),
        of=party.name,
        what="directs it: it acts for this party",
        source=party.source,
        decides=decides,
    )
