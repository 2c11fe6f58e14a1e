"""What each component is part of: its nearest enclosing item, found in two passes.

Upwards, a radio makes every item around it a radio item, as far as the vehicle. Downwards,
each item hands its function to what it contains. Both passes touch each edge a bounded number
of times, whatever the shape of the graph; cycles end because a host can only become worse.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from vcs_check.classification.identity import Identifier
from vcs_check.classification.items import UNKNOWN_ITEM, Item
from vcs_check.classification.structure import Structure
from vcs_check.classification.tag import NO_HOST, Confidence, Function, Host, Identity
from vcs_check.inventory.assembly import Assembly
from vcs_check.inventory.facts import DeclaredFacts
from vcs_check.inventory.vocabulary import Axis

_MIN_DRIVING_PARTS = 3
_MIN_DRIVING_SHARE = 0.2
"""Fewer parts of a driving stack, or a smaller share, do not make an item a driving computer."""


def hosts(
    assembly: Assembly,
    identities: list[Identity],
    identifier: Identifier,
    decided: Mapping[int, DeclaredFacts],
) -> list[Host]:
    """The host of each component, in order; components of one item share one object."""
    structure = Structure(assembly, identities, identifier, decided)
    contained = _radios_upwards(structure, identities)
    _suspicions(structure, identities, contained)
    around = _downwards(structure, contained)
    shared: dict[int, Host] = {id(UNKNOWN_ITEM): NO_HOST}
    result = []
    for index, outer in enumerate(around):
        item = outer
        if index in contained and contained[index].rank >= outer.rank:
            item = contained[index]
        host = shared.get(id(item))
        if host is None:
            host = shared[id(item)] = Host(
                function=item.function,
                name=item.name,
                radios=item.radios,
                component=None if item.component is None else assembly.position(item.component),
                confidence=item.confidence,
                because=item.because,
            )
        result.append(host)
    return result


def _made(
    structure: Structure, node: int, function: Function, confidence: Confidence, own: Identity,
    because: str,
) -> Item:  # fmt: skip
    component = None if structure.is_root(node) else node
    return Item(function, confidence, own.radios, component, structure.names[node], because)


def _radios_upwards(structure: Structure, identities: list[Identity]) -> dict[int, Item]:
    """Items that are radio items because of the hardware in them, at any depth."""
    made: dict[int, Item] = {}
    for index, own in enumerate(identities):
        if own.axis is Axis.SOFTWARE:
            continue
        if own.function is Function.RADIO and own.confidence is not Confidence.LOW:
            because = own.because
        elif structure.declared_radio(index):
            because = f"“{structure.names[index]}” is declared to communicate by radio"
        else:
            continue
        waiting = list(structure.parents[index])
        while waiting:
            node = waiting.pop()
            if node in made or node in structure.vehicles:
                continue
            made[node] = _made(
                structure, node, Function.RADIO, Confidence.MEDIUM, own,
                f"it contains a radio: {because}",
            )  # fmt: skip
            waiting.extend(structure.parents[node])
    return made


def _suspicions(structure: Structure, identities: list[Identity], made: dict[int, Item]) -> None:
    """Items whose software speaks of a radio or of driving, while they say nothing of it."""
    above: dict[int, int] = {}
    software: dict[int, int] = {}
    driving: dict[int, list[Identity]] = {}
    radio: dict[int, tuple[Identity, str]] = {}
    for index, own in enumerate(identities):
        if own.axis is not Axis.SOFTWARE:
            continue
        node = structure.parents[index][0]
        if not (structure.is_outermost(node) or structure.is_top(node)):
            node = _item_node(structure, identities, index, above)
        software[node] = software.get(node, 0) + 1
        if own.function is Function.DRIVING:
            driving.setdefault(node, []).append(own)
        elif own.function is Function.RADIO and own.confidence is not Confidence.LOW:
            radio.setdefault(node, (own, own.because))
        elif structure.declared_radio(index):
            radio.setdefault(node, (own, f"“{structure.names[index]}” is declared to be that"))
    for node, parts in driving.items():
        enough = max(_MIN_DRIVING_PARTS, software[node] * _MIN_DRIVING_SHARE)
        if len(parts) >= enough and _is_open(structure, node, made):
            made[node] = _made(
                structure, node, Function.DRIVING, Confidence.LOW, parts[0],
                f"it runs {len(parts)} parts of a driving stack",
            )  # fmt: skip
    for node, (own, because) in radio.items():
        if _is_open(structure, node, made):
            made[node] = _made(
                structure, node, Function.RADIO, Confidence.LOW, own,
                f"it runs radio software: {because}",
            )  # fmt: skip


def _is_open(structure: Structure, node: int, made: dict[int, Item]) -> bool:
    if node in made or node in structure.vehicles or structure.was_decided(node):
        return False
    item = structure.items[node]
    return item is None or item.function is Function.UNRELATED


def _item_node(
    structure: Structure, identities: list[Identity], index: int, known: dict[int, int]
) -> int:
    """The nearest node around a piece of software that is not software itself."""
    path: dict[int, None] = {}
    node = index
    while node not in known:
        path[node] = None
        parent = structure.parents[node][0]
        if (
            structure.is_outermost(parent)
            or parent in path
            or structure.is_top(parent)
            or (not structure.is_root(parent) and identities[parent].axis is not Axis.SOFTWARE)
        ):
            known[node] = parent
            break
        node = parent
    found = known[node]
    known.update(dict.fromkeys(path, found))
    return found


def _worse(one: Item, other: Item) -> Item:
    """The item of greater rank; among equals the same one, whatever their order."""
    if one is other or one.rank > other.rank:
        return one
    if other.rank > one.rank:
        return other
    return min(one, other, key=_tie)


def _tie(item: Item) -> tuple[str, str, int]:
    return item.name, item.because, -1 if item.component is None else item.component


def _downwards(structure: Structure, contained: dict[int, Item]) -> list[Item]:
    """The item around each component: the worst over all its parents."""
    around: list[Item | None] = [None] * len(structure.parents)
    outermost = [n for n in range(structure.assembly.size, len(around)) if not structure.parents[n]]
    for node in outermost:
        around[node] = UNKNOWN_ITEM
    _spread(structure, contained, around, deque(outermost))
    unreached = [node for node, item in enumerate(around) if item is None]
    for node in unreached:  # cycles that hang on nothing
        around[node] = UNKNOWN_ITEM
    _spread(structure, contained, around, deque(unreached))
    components = around[: structure.assembly.size]
    return [_with_part(structure, node, outer) for node, outer in enumerate(components)]


def _with_part(structure: Structure, node: int, outer: Item | None) -> Item:
    """What is around a node, where it is also said what it is installed in (``vcs:part``)."""
    if node not in structure.parts:
        return outer or UNKNOWN_ITEM
    if outer is None or outer is UNKNOWN_ITEM:
        return structure.parts[node]
    return _worse(structure.parts[node], outer)


def _spread(
    structure: Structure,
    contained: dict[int, Item],
    around: list[Item | None],
    waiting: deque[int],
) -> None:
    """Hands items down until nothing changes; each node changes at most once for each rank."""
    while waiting:
        node = waiting.popleft()
        passed = _passed_on(structure, contained, around[node], node)
        for child in structure.children.get(node, ()):
            outer = around[child]
            if outer is passed:
                continue
            worse = passed if outer is None else _worse(outer, passed)
            if worse is not outer:
                around[child] = worse
                if child in structure.children:
                    waiting.append(child)


def _passed_on(
    structure: Structure, contained: dict[int, Item], outer: Item | None, node: int
) -> Item:
    """What a node hands to its contents: itself, if it is an item; else what is around it."""
    if node in structure.vehicles:
        return structure.parts.get(node, UNKNOWN_ITEM)
    outer = _with_part(structure, node, outer)
    own = structure.items[node]
    if node in contained:
        own = contained[node] if own is None else _worse(own, contained[node])
    if own is None or (outer.lasting and outer.rank > own.rank):
        return outer
    return own
