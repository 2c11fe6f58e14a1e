"""What holds of every ownership graph, whatever it looks like."""

from __future__ import annotations

import random
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.origin.build import claim, owner, parties, party, resolver

from vcs_check.inventory.vocabulary import Evidence, Origin
from vcs_check.origin.party import Owner, Party

_RANK = {Origin.NONE: 0, Origin.UNKNOWN: 1, Origin.NEXUS: 2}
_NAMES = [f"P{number}" for number in range(6)]
_OUTSIDE = ["Lotus River", "Meadow Holding", "Fog"]
_HOMES = {"Lotus River": "CN", "Meadow Holding": "SE", "Fog": ""}
_RIGHTS: list[tuple[str, ...]] = [(), (), (), ("board",), ("special-share",)]


@st.composite
def _graphs(draw: st.DrawFn) -> list[Party]:
    entries = []
    for name in _NAMES:
        holders = draw(st.lists(st.sampled_from(_NAMES + _OUTSIDE), unique=True, max_size=4))
        left = 100
        owners: list[Owner] = []
        for holder in holders:
            share = draw(st.sampled_from([1, 5, 25, 50, 51, 60, None]))
            share = min(share, left) if share is not None else None
            left -= share or 0
            more: dict[str, Any] = {
                "rights": draw(st.sampled_from(_RIGHTS)),
                "kind": draw(st.sampled_from(["", "company", "state"])),
                "concerts": draw(st.sampled_from([(), (), ("pact",)])),
            }
            owners.append(owner(holder, share, _HOMES.get(holder, ""), **more))
        home = draw(st.sampled_from(["DE", "SE", "SE", "CN", ""]))
        entries.append(party(name, *owners, home=home))
    return entries


def _origins(entries: list[Party], evidence: Evidence = Evidence.STANDARD) -> dict[str, Origin]:
    found = resolver(parties(*entries), evidence=evidence)
    return {name: found.resolve(claim(name)).origin for name in _NAMES}


@given(_graphs(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_parties_and_owners_never_matters(
    entries: list[Party], shuffle: random.Random
) -> None:
    mixed = [
        msgspec.structs.replace(
            entry, owners=tuple(shuffle.sample(entry.owners, len(entry.owners)))
        )
        for entry in entries
    ]
    shuffle.shuffle(mixed)
    assert _origins(mixed) == _origins(entries)


@given(_graphs(), st.sampled_from(_NAMES), st.sampled_from([0, 1, 10, 50, 51, None]))
@settings(max_examples=150, deadline=None)
def test_one_more_owner_with_a_nexus_never_improves_anybody(
    entries: list[Party], name: str, share: float | None
) -> None:
    before = _origins(entries)
    more = [
        msgspec.structs.replace(entry, owners=(*entry.owners, owner("Birch", share, "RU")))
        if entry.name == name
        else entry
        for entry in entries
    ]
    after = _origins(more)
    assert all(_RANK[after[party_name]] >= _RANK[before[party_name]] for party_name in _NAMES)


@given(_graphs())
@settings(max_examples=100, deadline=None)
def test_strict_is_never_more_lenient_than_standard(entries: list[Party]) -> None:
    standard = _origins(entries)
    strict = _origins(entries, Evidence.STRICT)
    assert all(_RANK[strict[name]] >= _RANK[standard[name]] for name in _NAMES)


@given(_graphs(), st.sampled_from(_NAMES))
@settings(max_examples=100, deadline=None)
def test_a_fact_taken_away_never_makes_a_party_clean(entries: list[Party], name: str) -> None:
    before = _origins(entries)
    less = [
        msgspec.structs.replace(entry, headquarters="", ownership_reviewed=None)
        if entry.name == name
        else entry
        for entry in entries
    ]
    after = _origins(less)
    assert all(
        after[party_name] is not Origin.NONE or before[party_name] is Origin.NONE
        for party_name in _NAMES
    )


@given(_graphs())
@settings(max_examples=100, deadline=None)
def test_every_finding_explains_itself(entries: list[Party]) -> None:
    found = resolver(parties(*entries))
    for name in _NAMES:
        result = found.resolve(claim(name))
        assert result.why
        assert (result.origin is Origin.UNKNOWN) == bool(result.gaps)
        assert (result.origin is Origin.NEXUS) == bool(result.prong)
