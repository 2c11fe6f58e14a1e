"""Who contains whom in one document, and which nodes are vehicles rather than items."""

from __future__ import annotations

from vcs_check.classification.identity import Identifier
from vcs_check.classification.items import Item, is_vehicle_name, item_of, item_of_part
from vcs_check.classification.tag import Function, Identity
from vcs_check.inventory.document import Document

_CONTROL_UNITS = frozenset(
    {
        "unit-telematics", "unit-tcu", "unit-infotainment", "unit-body-and-chassis",
        "unit-body-and-chassis-german",
        "unit-driving-computer", "unit-driver-assistance", "unit-gateway", "unit-keyless",
        "unit-tyre-pressure",
    }
)  # fmt: skip
_PLAIN_UNITS = frozenset({"unit-body-and-chassis", "unit-body-and-chassis-german"})
_MIN_UNITS_OF_A_VEHICLE = 3
_MIN_PLAIN_UNITS_OF_A_VEHICLE = 2


class Structure:
    """The containment of a document's components, with one node around them all.

    Attributes:
        root: the position after the last component; it stands for what the document is
            installed in, and contains the subject, or everything that has no parent.
        parents: for each component, its parents; never empty, never itself.
        children: what each component, and the root, contains directly; absent where nothing.
        items: what each component, and the root, is as an item; None where that is unknown.
        vehicles: nodes that are vehicles or lists of control units. No function passes them.
    """

    def __init__(
        self, document: Document, identities: list[Identity], part: str, identifier: Identifier
    ) -> None:
        components = document.components
        count = self.root = len(components)
        subject = document.subject
        top = (count,) if subject is None else (subject,)
        self.names = [*(component.name for component in components), part]
        self.parents: list[tuple[int, ...]] = []
        self.children: dict[int, list[int]] = {}
        for index, component in enumerate(components):
            parents = component.parents
            if not parents:
                parents = (count,) if index == subject else top
            elif index in parents or not all(0 <= parent < count for parent in parents):
                parents = tuple(p for p in parents if p != index and 0 <= p < count) or top
            if index == subject:
                parents = (count,)
            self.parents.append(parents)
            for parent in parents:
                inside = self.children.get(parent)
                if inside is None:
                    self.children[parent] = [index]
                else:
                    inside.append(index)
        knowledge = identifier.knowledge
        self.items: list[Item | None] = [
            item_of(index, component, identities[index], knowledge)
            if index in self.children or index == subject
            else None
            for index, component in enumerate(components)
        ]
        self.items.append(item_of_part(part, identifier.of_text(part)) if part else None)
        self.parts: dict[int, Item] = {}
        """Items that components declare to be installed in (``vcs:part``)."""
        known: dict[str, Item | None] = {}
        for index, component in enumerate(components):
            if named := component.declared.part:
                if named not in known:
                    known[named] = item_of_part(named, identifier.of_text(named))
                if (item := known[named]) is not None:
                    self.parts[index] = item
        self.vehicles = self._vehicles(identities)
        for node in self.vehicles:
            self.items[node] = None

    def _vehicles(self, identities: list[Identity]) -> set[int]:
        """Vehicles by name, lists of control units by content, from the root downwards."""
        found: set[int] = set()
        waiting, seen = [self.root], {self.root}
        while waiting:
            node = waiting.pop()
            name = self.names[node]
            is_vehicle = bool(name) and is_vehicle_name(name)
            if is_vehicle or (self.items[node] is None and self._lists_units(node, identities)):
                found.add(node)
            elif node != self.root:
                continue
            for child in self.children.get(node, ()):
                if child in self.children and child not in seen:
                    seen.add(child)
                    waiting.append(child)
        top = self.children.get(self.root, [])
        if top and found.issuperset(top):
            found.add(self.root)
        return found

    def _lists_units(self, node: int, identities: list[Identity]) -> bool:
        entries = [
            own.entry
            for child in self.children.get(node, ())
            if (own := identities[child]).entry in _CONTROL_UNITS
        ]
        plain = sum(
            1
            for child in self.children.get(node, ())
            if identities[child].entry in _PLAIN_UNITS
            and identities[child].function is Function.UNRELATED
        )
        return plain >= _MIN_PLAIN_UNITS_OF_A_VEHICLE or (
            len(entries) >= _MIN_UNITS_OF_A_VEHICLE and len(set(entries)) > 1
        )
