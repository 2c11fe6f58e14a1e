"""Who contains whom, and which nodes are vehicles rather than items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vcs_check.classification.identity import Identifier
from vcs_check.classification.items import (
    Item,
    declared_function,
    is_vehicle_name,
    item_of,
    item_of_part,
)
from vcs_check.classification.tag import Function, Identity
from vcs_check.inventory.assembly import Assembly
from vcs_check.inventory.facts import NOTHING_DECLARED, DeclaredFacts

_CONTROL_UNITS = frozenset(
    {
        "unit-telematics", "unit-tcu", "unit-infotainment", "unit-infotainment-vague",
        "unit-body-and-chassis",
        "unit-body-and-chassis-german",
        "unit-driving-computer", "unit-driver-assistance", "unit-gateway", "unit-keyless",
        "unit-tyre-pressure",
    }
)  # fmt: skip
_PLAIN_UNITS = frozenset({"unit-body-and-chassis", "unit-body-and-chassis-german"})
_MIN_UNITS_OF_A_VEHICLE = 3
_MIN_PLAIN_UNITS_OF_A_VEHICLE = 2


class Structure:
    """The containment of all components, with one node around those of each document.

    Attributes:
        assembly: the documents; it numbers the nodes.
        parents: for each node, its parents; only a root that no link names has none.
        children: what each node contains directly; absent where nothing.
        items: what each node is as an item; None where that is unknown.
        parts: items that a component (``vcs:part``), or a document that another one links to,
            is said to be installed in.
        vehicles: nodes that are vehicles or lists of control units. No function passes them.
    """

    def __init__(
        self,
        assembly: Assembly,
        identities: list[Identity],
        identifier: Identifier,
        decided: Mapping[int, DeclaredFacts],
    ) -> None:
        self.assembly = assembly
        self._decided = decided
        self.parents = assembly.parents
        self.names: list[str] = []
        self.children = assembly.children
        self.items: list[Item | None] = []
        self.parts: dict[int, Item] = {}
        knowledge = self._knowledge = identifier.knowledge
        known: dict[str, Item | None] = {}
        for number, unit in enumerate(assembly.units):
            subject = assembly.node(number, None)
            for node, component in enumerate(unit.document.components, assembly.starts[number]):
                self.names.append(component.name)
                declared = decided.get(node, component.declared)
                self.items.append(
                    item_of(node, component.name, declared, identities[node], knowledge)
                    if node in self.children or node == subject
                    else None
                )
                if named := declared.part:
                    if named not in known:
                        known[named] = item_of_part(named, identifier.of_text(named))
                    if (item := known[named]) is not None:
                        self.parts[node] = item
        for number, unit in enumerate(assembly.units):
            part, root = unit.part, assembly.root(number)
            item = item_of_part(part, identifier.of_text(part)) if part else None
            self.names.append(part)
            linked = bool(self.parents[root])
            self.items.append(None if linked else item)
            if linked and item is not None:  # two statements on one thing: the worse one counts
                self.parts[root] = item
        self._listed: dict[int, _Units] = {}
        self.vehicles = self._vehicles(identities)
        for node in self.vehicles:
            self.items[node] = None

    def declared_radio(self, node: int) -> bool:
        """Whether it is declared, or decided, that a component communicates by radio."""
        declared = self._declared(node)
        if declared is NOTHING_DECLARED:
            return False
        return declared_function(declared, self._knowledge) is Function.RADIO

    def _declared(self, node: int) -> DeclaredFacts:
        return self._decided.get(node) or self.assembly.component(node).declared

    def was_decided(self, node: int) -> bool:
        """Whether a reviewed decision says what the node does, where its BOM does not."""
        if node not in self._decided:
            return False
        declared = self.assembly.component(node).declared
        return (
            declared_function(declared, self._knowledge) is None
            and declared_function(self._decided[node], self._knowledge) is not None
        )

    def is_root(self, node: int) -> bool:
        """Whether the node stands for what a document is installed in."""
        return node >= self.assembly.size

    def is_outermost(self, node: int) -> bool:
        """Whether it is a root, and nothing is known around it."""
        return node >= self.assembly.size and not self.parents[node]

    def is_top(self, node: int) -> bool:
        """Whether nothing but the root of its document is known around it."""
        parents = self.parents[node]
        return len(parents) == 1 and self.is_outermost(parents[0])

    def _vehicles(self, identities: list[Identity]) -> set[int]:
        """Vehicles by name, lists of control units by content, from the root downwards."""
        found: set[int] = set()
        roots = [self.assembly.root(number) for number in range(len(self.assembly.units))]
        waiting, seen = [*roots], {*roots}
        while waiting:
            node = waiting.pop()
            name = self.names[node]
            is_vehicle = bool(name) and is_vehicle_name(name)
            if is_vehicle or (self.items[node] is None and self._lists_units(node, identities)):
                found.add(node)
            elif not self.is_root(node):
                continue
            for child in self.children.get(node, ()):
                if child in self.children and child not in seen:
                    seen.add(child)
                    waiting.append(child)
        for root in roots:
            top = self.children.get(root, [])
            if top and found.issuperset(top):
                found.add(root)
        return found

    def _lists_units(self, node: int, identities: list[Identity]) -> bool:
        total = _NO_UNITS
        for child in self.children.get(node, ()):
            if not self.is_root(child):
                total = total.with_one(identities[child])
            elif child in self._listed:
                total = total.with_all(self._listed[child])
            else:  # a linked BOM: what it lists, each counted once for all that link to it
                inside = _NO_UNITS
                for part in self.children.get(child, ()):
                    if not self.is_root(part):
                        inside = inside.with_one(identities[part])
                self._listed[child] = inside
                total = total.with_all(inside)
        return total.plain >= _MIN_PLAIN_UNITS_OF_A_VEHICLE or (
            total.units >= _MIN_UNITS_OF_A_VEHICLE and len(total.entries) > 1
        )


class _Units(NamedTuple):
    """How many control units something lists, and of which kinds."""

    units: int = 0
    entries: frozenset[str] = frozenset()
    plain: int = 0

    def with_one(self, own: Identity) -> _Units:
        if own.entry not in _CONTROL_UNITS:
            return self
        is_plain = own.entry in _PLAIN_UNITS and own.function is Function.UNRELATED
        return self.with_all(_Units(1, frozenset({own.entry}), int(is_plain)))

    def with_all(self, other: _Units) -> _Units:
        return _Units(
            self.units + other.units, self.entries | other.entries, self.plain + other.plain
        )


_NO_UNITS = _Units()
