"""What is undecided, grouped so that one answer settles many components, most valuable first.

Every answer is tried out with the rule before it is offered: what settles nothing is not asked.
A component is asked about once, in the group whose answer may settle the most.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from vcs_check.assessment import Missing
from vcs_check.classification import classify_together
from vcs_check.classification.around import items_around
from vcs_check.classification.entry import Form
from vcs_check.classification.tag import Host
from vcs_check.decisions.book import base_of, same_thing
from vcs_check.inventory.component import Component
from vcs_check.inventory.facts import DeclaredFacts, parse_facts
from vcs_check.inventory.vocabulary import Axis, Verdict
from vcs_check.pipeline.gathering import Case
from vcs_check.pipeline.judging import Judgement
from vcs_check.pipeline.request import Request
from vcs_check.pipeline.run import Run
from vcs_check.pipeline.trying import Trial, needed_roles
from vcs_check.questions.fields import is_about_company
from vcs_check.questions.ways import ITEM_WAYS, PLACE_WAYS, Way, ways_for
from vcs_check.regulations.facts import VERBS

_KINDS: Final = ("item", "place", "supplier", "family", "package", "part", "name", "thing")
"""What a group has in common; among equally valuable ones the first is taken, and of a single
component the last: a group of one is better named itself."""
_GROUPS: Final = frozenset({"supplier", "family", "part", "name"})
"""Kinds that are decided of a group, so that they fill gaps only."""
_IN_ITEM: Final = frozenset({"item", "place"})
_ON_ITEM: Final = frozenset({"host", "function"})
"""Missing facts that what an item does may settle, for itself and what is in it."""

Key = tuple[str, tuple[tuple[str, str], ...]]
"""What a group is, and its selector as the decisions file writes it."""


class Listed(Struct, frozen=True, kw_only=True):
    """An undecided component of a group."""

    key: str
    name: str
    version: str
    bom: str


class Effect(Struct, frozen=True, kw_only=True):
    """A way to answer, and what it leads to.

    Those that leave it open are listed as well, so that no answer is suggested by omission.
    """

    way: Way
    verdicts: tuple[tuple[Verdict, int], ...]
    """With the number of components that end so."""


class Question(Struct, frozen=True, kw_only=True):
    """One thing to decide."""

    kind: str
    selector: tuple[tuple[str, str], ...]
    title: str
    asks: tuple[str, ...]
    because: str
    """Why the first of them is undecided."""
    effects: tuple[Effect, ...]
    components: tuple[Listed, ...]


class Review(Struct, frozen=True, kw_only=True):
    """All that a person can settle by deciding, and how much waits for something else."""

    undecided: int
    questions: tuple[Question, ...]
    waiting_for_companies: int
    """Components that only facts about companies can settle: a register, or their answers."""
    waiting_for_program: int
    waiting_otherwise: int


def review(request: Request) -> tuple[Run, Review]:
    """Evaluate, and group what is undecided."""
    run = Run(request)
    judgements = run.judged()
    return run, _Reviewer(run, judgements).review()


class _Reviewer:
    """The undecided components of one evaluation, by node of its assembly."""

    def __init__(self, run: Run, judgements: Sequence[Judgement]) -> None:
        self.run = run
        self.trial = Trial(run.request)
        self.assembly = run.assembly
        self.paths = [run.request.inputs[number].path for number in run.documents]
        self.tags = list(run.tags.values())
        numbers = [case for n in run.documents for case in run.case_numbers[n]]
        self.cases: dict[int, Case] = {}
        self.missing: dict[int, tuple[Missing, ...]] = {}
        self.because: dict[int, str] = {}
        for node, number in enumerate(numbers):
            outcome = judgements[number].outcome
            if outcome.verdict is Verdict.INDETERMINATE:
                self.cases[node] = run.gatherer.cases[number]
                self.missing[node] = outcome.missing
                self.because[node] = outcome.reason
        self._hosts = self._hosts_if()
        self._tried: dict[tuple[object, ...], Verdict] = {}
        self._unique = self._names()
        self._families = {e.id for e in run.knowledge.entries if e.form is Form.PART}

    def review(self) -> Review:
        members: dict[Key, list[int]] = {}
        for node in self.cases:
            for key in self._keys(node):
                members.setdefault(key, []).append(node)
        questions = []
        left = set(self.cases)
        for key, nodes in self._chosen(members, left):
            questions.append(self._question(key, nodes))
        return Review(
            undecided=len(self.cases),
            questions=tuple(questions),
            waiting_for_companies=sum(self._waits_for_companies(node) for node in left),
            waiting_for_program=sum(
                not self._waits_for_companies(node) and self._waits_for_program(node)
                for node in left
            ),
            waiting_otherwise=sum(
                not self._waits_for_companies(node) and not self._waits_for_program(node)
                for node in left
            ),
        )

    # -- which groups a component may be asked about in ----------------------------------------

    def _keys(self, node: int) -> Iterator[Key]:
        component, own = self.assembly.component(node), self.cases[node].facts.tag.own
        bom = self.paths[self.assembly.unit_of(node)]
        item = self._items[node]
        if any(missing.fact in _ON_ITEM for missing in self.missing[node]):
            if item is not None:
                yield self._item_key(item)
            if node in self._asked:
                yield self._item_key(node)
        for claim in component.parties:
            if claim.name:
                yield "supplier", (("supplier", claim.name),)
        if own.entry in self._families:
            yield "family", (("entry", own.entry),)
        if component.purl:
            yield "package", (("component", base_of(component.purl)),)
            return
        number = component.part_number or component.name
        if number == component.name and self._unique.get(component.name):
            yield "thing", (("component", component.name),)
            return
        yield (
            ("part", (("part_number", number),))
            if component.part_number
            else ("name", (("name", number),))
        )
        yield "thing", (("component", component.id), ("bom", bom))

    def _item_key(self, item: int) -> Key:
        bom = self.paths[self.assembly.unit_of(item)]
        if item >= self.assembly.size:
            key: Key = ("place", (("name", "*"), ("bom", bom)))
        else:
            component = self.assembly.component(item)
            key = ("item", (("component", component.id), ("bom", bom)))
        self._item_of[key] = item
        return key

    def _names(self) -> dict[str, bool]:
        """Names of undecided components that stand for one and the same thing everywhere."""
        wanted = {self.assembly.component(node).name for node in self.cases}
        first: dict[str, Component] = {}
        unique: dict[str, bool] = {}
        for node in range(self.assembly.size):
            component = self.assembly.component(node)
            for word in {component.name, component.id}:
                if word in wanted:
                    same = same_thing(first.setdefault(word, component), component)
                    unique[word] = unique.get(word, True) and same
        return unique

    # -- what answers lead to ------------------------------------------------------------------

    def _hosts_if(self) -> dict[str, list[Host]]:
        """What each component would be part of if every item were so: by the way's fact."""
        assembly, knowledge = self.assembly, self.run.knowledge
        self._items: list[int | None] = []
        self._asked: set[int] = set()
        self._item_of: dict[Key, int] = {}
        if not self.cases:
            return {}
        self._items = items_around(assembly, self.tags, knowledge)
        asked = {item for node in self.cases if (item := self._items[node]) is not None}
        self._asked = asked
        found: dict[str, list[Host]] = {}
        for item_way, place_way in zip(ITEM_WAYS, PLACE_WAYS, strict=True):
            decided: dict[int, DeclaredFacts] = {}
            of_item = parse_facts(item_way.sets, prefix="")
            of_place = parse_facts(place_way.sets, prefix="")
            for node in range(assembly.size):
                declared = assembly.component(node).declared
                if node in asked:
                    decided[node] = of_item.over(declared)
                elif assembly.root(assembly.unit_of(node)) in asked:
                    decided[node] = declared.over(of_place)
            tags = classify_together(assembly, knowledge, decided)
            hosts = [tag.host for unit in tags for tag in unit]
            found[item_way.says] = found[place_way.says] = hosts
        return found

    def _verdict(self, node: int, key: Key, way: Way) -> Verdict:
        kind, case = key[0], self.cases[node]
        in_item = kind in _IN_ITEM and self._item_of[key] != node
        host = self._hosts[way.says][node] if in_item else None
        memo = (id(case), way, kind in _GROUPS, host)
        verdict = self._tried.get(memo)
        if verdict is None:
            verdict = self._tried[memo] = (
                self.trial.verdict_in(case, host)
                if host is not None
                else self.trial.verdict(case, way, is_group=kind in _GROUPS)
            )
        return verdict

    def _ways(self, kind: str, nodes: Iterable[int]) -> tuple[Way, ...]:
        if kind in _IN_ITEM:
            return ITEM_WAYS if kind == "item" else PLACE_WAYS
        found: dict[Way, None] = {}
        legacy = self.run.request.edition.covered_software.legacy
        is_strict = self.run.transaction.is_strict
        for node in nodes:
            facts = self.cases[node].facts
            axis = facts.axis if facts.axis is not Axis.UNKNOWN else facts.tag.own.axis
            ways = ways_for(
                (item.fact for item in self.missing[node]),
                axis,
                needed_roles(self.cases[node], VERBS, is_strict=is_strict),
                legacy.first_day_too_late if legacy else None,
            )
            found.update(dict.fromkeys(ways))
        if kind == "supplier":
            return tuple(way for way in found if way.names_somebody)
        return tuple(found)

    # -- which groups are asked ----------------------------------------------------------------

    def _chosen(
        self, members: Mapping[Key, list[int]], left: set[int]
    ) -> Iterator[tuple[Key, list[int]]]:
        """Groups by what their best answer settles of what is left; ``left`` shrinks."""
        ways = {key: self._ways(key[0], nodes) for key, nodes in members.items()}
        heap = [(-len(nodes), _rank(key[0], len(nodes)), key) for key, nodes in members.items()]
        heapq.heapify(heap)
        while heap:
            _, _, key = heapq.heappop(heap)
            nodes = [node for node in members[key] if node in left]
            settled = {way: [n for n in nodes if self._settles(n, key, way)] for way in ways[key]}
            best = max(map(len, settled.values()), default=0)
            if not best:
                continue
            now = (-best, _rank(key[0], best), key)
            if heap and now > heap[0]:
                heapq.heappush(heap, now)
                continue
            asked = {node for found in settled.values() for node in found}
            left -= asked
            yield key, sorted(asked)

    def _settles(self, node: int, key: Key, way: Way) -> bool:
        return self._verdict(node, key, way) is not Verdict.INDETERMINATE

    def _question(self, key: Key, nodes: Sequence[int]) -> Question:
        kind, selector = key
        effects = []
        for way in self._ways(kind, nodes):
            verdicts = Counter(self._verdict(node, key, way) for node in nodes)
            ends = tuple((end, verdicts[end]) for end in Verdict if verdicts[end])
            effects.append(Effect(way=way, verdicts=ends))
        answered = {fact for effect in effects for fact in effect.way.answers}
        asks = dict.fromkeys(
            item.ask for node in nodes for item in self.missing[node] if item.fact in answered
        )
        return Question(
            kind=kind,
            selector=selector,
            title=self._title(key, nodes),
            asks=tuple(asks),
            because=self.because[nodes[0]],
            effects=tuple(effects),
            components=tuple(map(self._listed, nodes)),
        )

    def _title(self, key: Key, nodes: Sequence[int]) -> str:
        kind, selector = key
        what = selector[0][1]
        match kind:
            case "item":
                return f"{self.assembly.component(self._item_of[key]).name} and what is in it"
            case "place":
                return f"everything in {selector[1][1]}, which does not say what it is installed in"
            case "supplier":
                return f"what {what} is named for"
            case "family":
                return f"the family {what}: {self.cases[nodes[0]].facts.tag.own.because}"
            case "package":
                return f"the package {what}"
        return str(self.assembly.component(nodes[0]).name)

    def _listed(self, node: int) -> Listed:
        component = self.assembly.component(node)
        unit = self.assembly.unit_of(node)
        return Listed(
            key=component.id,
            name=component.name,
            version=component.version,
            bom=self.paths[unit],
        )

    def _waits_for_companies(self, node: int) -> bool:
        return any(is_about_company(item.fact) for item in self.missing[node])

    def _waits_for_program(self, node: int) -> bool:
        return any(item.of == "program" for item in self.missing[node])


def _rank(kind: str, settles: int) -> int:
    place = _KINDS.index(kind)
    return place if settles > 1 else -place
