"""Which decisions apply to which components of the files given, and which cannot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vcs_check.classification.tag import Tag
from vcs_check.decisions.decision import Decision, DecisionStatus
from vcs_check.decisions.groups import Groups
from vcs_check.inventory.assembly import Assembly
from vcs_check.inventory.component import Component
from vcs_check.inventory.facts import DeclaredFacts, parse_facts


class DecisionBook:
    """Which decisions apply to which components of the files given."""

    def __init__(self, decisions: Sequence[Decision], today: date) -> None:
        self.decisions = tuple(decisions)
        self.status: list[DecisionStatus] = [
            decision.timely(today) or DecisionStatus.UNMATCHED for decision in self.decisions
        ]
        in_force = [n for n, decision in enumerate(decisions) if decision.timely(today) is None]
        self._groups = [n for n in in_force if decisions[n].selector.is_group]
        self._by_word: dict[str, list[int]] = {}
        for number in in_force:
            if number not in self._groups:
                word = base_of(decisions[number].selector.component)
                self._by_word.setdefault(word, []).append(number)
        self.matches: list[list[int]] = [[] for _ in self.decisions]
        """For each decision the nodes of the components that it is about."""

    def settle(
        self, assembly: Assembly, paths: Sequence[str], tags: Sequence[Sequence[Tag]]
    ) -> dict[int, tuple[int, ...]]:
        """The decisions that apply to each component, by node; those on groups come last.

        A decision whose word means different things is over-broad, two decisions that set one
        fact of one component differently are conflicting; neither is applied.

        Args:
            assembly: the documents.
            paths: their names as the user gave them.
            tags: what each component is, by document.
        """
        for number, path in enumerate(paths):
            self._collect(assembly, number, path)
        if self._groups:
            groups = Groups(assembly, paths, tags)
            for index in self._groups:
                self.matches[index] = groups.of(self.decisions[index])
        applying: dict[int, list[int]] = {}
        for index, found in enumerate(self.matches):
            if not found:
                continue
            if self._is_over_broad(assembly, index, found):
                self.status[index] = DecisionStatus.OVER_BROAD
                continue
            self.status[index] = DecisionStatus.APPLIED
            for place in dict.fromkeys(found):
                applying.setdefault(place, []).append(index)
        for indices in applying.values():
            self._conflicts(indices)
        return {
            place: tuple(sorted(kept, key=lambda i: self.decisions[i].selector.is_group))
            for place, indices in applying.items()
            if (kept := [i for i in indices if self.status[i] is DecisionStatus.APPLIED])
        }

    def _collect(self, assembly: Assembly, number: int, path: str) -> None:
        """Note which components of one file are named."""
        if not self._by_word:
            return
        start = assembly.starts[number]
        for position, component in enumerate(assembly.units[number].document.components):
            words = {component.id, component.name, base_of(component.id), base_of(component.purl)}
            for word in words:
                for index in self._by_word.get(word, ()):
                    if _fits(self.decisions[index], component, path):
                        self.matches[index].append(start + position)

    def _is_over_broad(self, assembly: Assembly, index: int, found: Sequence[int]) -> bool:
        """Whether a word means different things; a purl and what describes a group mean one."""
        decision = self.decisions[index]
        exact = base_of(decision.selector.component).startswith("pkg:")
        if exact or decision.hypothetical or decision.selector.is_group:
            return False
        return len({_identity(assembly.component(node)) for node in found}) > 1

    def _conflicts(self, indices: list[int]) -> None:
        real = [i for i in indices if not self.decisions[i].hypothetical]
        for left in real:
            for right in real:
                one, other = self.decisions[left], self.decisions[right]
                if one.selector.is_group is not other.selector.is_group:
                    continue  # what is decided on the component itself comes first
                if left < right and _conflict(one, other):
                    self.status[left] = self.status[right] = DecisionStatus.CONFLICTING


def base_of(word: str) -> str:
    """A purl without version, qualifiers and subpath; any other word as it is."""
    if not word.startswith("pkg:"):
        return word
    head, slash, last = _without_qualifiers(word).rpartition("/")
    return f"{head}{slash}{last.partition('@')[0]}"


def _without_qualifiers(word: str) -> str:
    """A purl without qualifiers and subpath; any other word as it is."""
    return word.partition("#")[0].partition("?")[0] if word.startswith("pkg:") else word


def _fits(decision: Decision, component: Component, path: str) -> bool:
    selector = decision.selector
    if not selector.agrees(component):
        return False
    word = selector.component
    if word != base_of(word):  # a purl that says more than which package: a version, qualifiers
        whole = {component.purl, component.id}
        if word not in whole | {_without_qualifiers(purl) for purl in whole}:
            return False
    return selector.is_in_file(path)


def same_thing(left: Component, right: Component) -> bool:
    """Whether a word that names both means one thing."""
    return _identity(left) == _identity(right)


def _identity(component: Component) -> tuple[object, ...]:
    return (
        component.kind,
        component.name,
        component.version,
        component.purl,
        component.part_number,
        component.group,
        component.description,
        component.cpe,
        component.licences,
        component.parties,
        component.declared,
    )


def _conflict(left: Decision, right: Decision) -> bool:
    if left.authorization and right.authorization:
        return left.authorization != right.authorization
    shared = left.fact_names & right.fact_names
    return any(_said(left, fact) != _said(right, fact) for fact in shared)


def _said(decision: Decision, fact: str) -> DeclaredFacts:
    """What a decision says of one fact alone; the same facts in other spelling are equal."""
    return parse_facts(((name, value) for name, value in decision.sets if name == fact), prefix="")
