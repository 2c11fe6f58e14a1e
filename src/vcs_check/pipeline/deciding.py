"""What reviewed decisions reach: the components that they are about, and what is in those.

What an item does decides for everything in it. So a decision on what a control unit is reaches
its software and its parts as if its BOM had declared it, and is shown on each of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from vcs_check.classification import classify_together
from vcs_check.classification.matching import Knowledge
from vcs_check.classification.tag import Tag
from vcs_check.decisions import Decision, DecisionBook
from vcs_check.inventory.assembly import Assembly
from vcs_check.inventory.facts import DeclaredFacts

_ON_ITEMS: Final = frozenset({"class", "directly-enables", "radio", "exclusion", "part"})
"""Facts of an item that say something of what is in it."""


class Decided(Struct, frozen=True, kw_only=True):
    """The tags of all components with decisions, and which decisions did what."""

    tags: list[list[Tag]]
    """By document, as decided."""
    before: list[list[Tag]]
    """The same without decisions; the same object where no decision changes a tag."""
    applying: dict[int, tuple[int, ...]]
    """By node: the decisions that are about the component."""
    through: dict[int, tuple[int, ...]]
    """By node: the decisions that reach it through an item that it is in."""

    def of(self, assembly: Assembly, unit: int) -> DecidedHere:
        """The same for one document, by position."""
        start = assembly.starts[unit]
        end = start + len(self.tags[unit])
        return DecidedHere(
            before=self.before[unit],
            applying={n - start: d for n, d in self.applying.items() if start <= n < end},
            through={n - start: d for n, d in self.through.items() if start <= n < end},
        )


class DecidedHere(Struct, frozen=True, kw_only=True):
    """What decisions reach in one document, by the component's position."""

    before: list[Tag]
    applying: dict[int, tuple[int, ...]]
    through: dict[int, tuple[int, ...]]


def decided(
    assembly: Assembly, book: DecisionBook, paths: Sequence[str], knowledge: Knowledge
) -> Decided:
    """Classify, and let the decisions on items reach what is in them."""
    before = classify_together(assembly, knowledge)
    applying = book.settle(assembly, paths, before)
    on_items = {
        node: telling
        for node, numbers in applying.items()
        if (telling := [n for n in numbers if not _ON_ITEMS.isdisjoint(_names(book, n))])
    }
    if not on_items:
        return Decided(tags=before, before=before, applying=applying, through={})
    facts = {
        node: stated(assembly.component(node).declared, [book.decisions[n] for n in applying[node]])
        for node in on_items
    }
    tags = classify_together(assembly, knowledge, facts)
    through: dict[int, tuple[int, ...]] = {}
    below = _below(assembly, on_items)
    for start, new, old in zip(assembly.starts, tags, before, strict=True):
        for node, (tag, was) in enumerate(zip(new, old, strict=True), start):
            if tag.host is not was.host and tag.host != was.host:
                through[node] = tuple(sorted(below.get(node, ())))
    return Decided(tags=tags, before=before, applying=applying, through=through)


def stated(declared: DeclaredFacts, decisions: Iterable[Decision]) -> DeclaredFacts:
    """What is declared of a component with what is decided: over it, or by a group below it.

    Args:
        declared: what the BOM says.
        decisions: those that apply, the ones on groups after the others.
    """
    for decision in decisions:
        is_group = decision.selector.is_group
        declared = declared.over(decision.facts) if is_group else decision.facts.over(declared)
    return declared


def _names(book: DecisionBook, number: int) -> frozenset[str]:
    return book.decisions[number].fact_names


def _below(assembly: Assembly, on_items: dict[int, list[int]]) -> dict[int, set[int]]:
    """By node: the decisions on anything above it."""
    found: dict[int, set[int]] = {}
    waiting = deque(on_items)
    while waiting:
        node = waiting.popleft()
        handed = found.get(node, set()).union(on_items.get(node, ()))
        for child in assembly.children.get(node, ()):
            known = found.setdefault(child, set())
            if not handed <= known:
                known |= handed
                waiting.append(child)
    return found
