"""The components that a group decision is about, looked up by what they have in common."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from vcs_check.classification.tag import Function, Tag
from vcs_check.decisions.decision import Decision
from vcs_check.inventory.assembly import Assembly
from vcs_check.origin.names import spelled

_FUNCTION: Final = frozenset(
    {
        "class", "exclusion", "radio", "frequency-mhz", "receive-only", "programmable",
        "directly-enables", "automation-level",
    }
)  # fmt: skip
"""Facts that say what a thing does."""
_IN_QUESTION: Final = frozenset({Function.RADIO, Function.BAND_UNKNOWN, Function.DRIVING})


class Groups:
    """All components of a program, by supplier, knowledge entry and enclosing item.

    Args:
        assembly: the documents.
        paths: their names as the user gave them.
        tags: what each component is, by document.
    """

    def __init__(
        self, assembly: Assembly, paths: Sequence[str], tags: Sequence[Sequence[Tag]]
    ) -> None:
        self._assembly = assembly
        self._paths = paths
        self._tags = tags

    def of(self, decision: Decision) -> list[int]:
        """The nodes of the components that a decision is about, in order.

        What a supplier or an item has in common says nothing of what each thing does: where one
        is a radio or drives by what is known of it, such a decision does not reach it.
        """
        selector = decision.selector
        may_clear = not (selector.pins_down or decision.fact_names.isdisjoint(_FUNCTION))
        found: set[int] = set(range(self._assembly.size))
        if selector.supplier:
            found &= self._by_supplier.get(spelled(selector.supplier), set())
        if selector.entry:
            found &= self._by_entry.get(selector.entry, set())
        if selector.within:
            found &= self._within(selector.within)
        files = {n for n, path in enumerate(self._paths) if selector.is_in_file(path)}
        return [
            node
            for node in sorted(found)
            if self._assembly.unit_of(node) in files
            and selector.agrees(self._assembly.component(node))
            and not (may_clear and self._tag(node).own.function in _IN_QUESTION)
        ]

    def _tag(self, node: int) -> Tag:
        unit = self._assembly.unit_of(node)
        return self._tags[unit][node - self._assembly.starts[unit]]

    @cached_property
    def _by_supplier(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        known: dict[int, str] = {}
        for node in range(self._assembly.size):
            for claim in self._assembly.component(node).parties:
                name = known.get(id(claim))
                if name is None:
                    name = known[id(claim)] = spelled(claim.name)
                found.setdefault(name, set()).add(node)
        return found

    @cached_property
    def _by_entry(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for start, tags in zip(self._assembly.starts, self._tags, strict=True):
            for node, tag in enumerate(tags, start):
                if tag.own.entry:
                    found.setdefault(tag.own.entry, set()).add(node)
        return found

    def _within(self, item: str) -> set[int]:
        """Everything below the items of that name or id, at any depth and across linked BOMs."""
        assembly = self._assembly
        waiting = deque(
            node
            for node in range(assembly.size)
            if item in (assembly.component(node).id, assembly.component(node).name)
        )
        found: set[int] = set()
        while waiting:
            for child in assembly.children.get(waiting.popleft(), ()):
                if child not in found:
                    found.add(child)
                    waiting.append(child)
        return {node for node in found if node < assembly.size}
