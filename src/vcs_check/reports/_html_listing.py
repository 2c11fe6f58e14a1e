"""All components of the HTML report, grouped so that whatever they share is written once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from vcs_check.assessment import AssessedComponent, Outcome, PartyView, TraceLine
from vcs_check.inventory.vocabulary import SEVERITY
from vcs_check.reports import _digest as digest


@dataclass(slots=True)
class Group:
    """Components of one input with the same outcome, the same parties and the same assembly."""

    outcome: int
    """Position in :attr:`Listing.outcomes`."""
    parties: int
    """Position in :attr:`Listing.parties`."""
    path: tuple[str, ...]
    """Names from the program down to the assembly."""
    input: int
    components: list[AssessedComponent] = field(default_factory=list)


@dataclass(slots=True)
class Listing:
    """Every component exactly once, the worst outcome first."""

    outcomes: list[Outcome] = field(default_factory=list)
    groups: list[list[Group]] = field(default_factory=list)
    """For each outcome its groups, in order of first appearance."""
    parties: list[tuple[PartyView, ...]] = field(default_factory=list)
    traces: list[tuple[TraceLine, ...]] = field(default_factory=list)
    trace_of: list[int] = field(default_factory=list)
    """For each outcome the position of its trace in :attr:`traces`."""
    _outcome_numbers: dict[int, int] = field(default_factory=dict)
    _party_numbers: dict[int, int] = field(default_factory=dict)

    def number(self, outcome: Outcome) -> int:
        """The position of an outcome of a listed component; -1 for any other."""
        return self._outcome_numbers.get(id(outcome), -1)

    def party(self, parties: tuple[PartyView, ...]) -> int:
        """The position of the parties of a listed component; -1 for any other."""
        return self._party_numbers.get(id(parties), -1)

    def count(self, outcome: int) -> int:
        """How many components have the outcome at that position."""
        return sum(len(group.components) for group in self.groups[outcome])


def listing(components: Iterable[AssessedComponent]) -> Listing:
    """The components by outcome, parties and place."""
    made = Listing()
    parties = _Numbers(made.parties, made._party_numbers)
    traces = _Numbers(made.traces, {})
    ranked = sorted(
        digest.by_outcome(components), key=lambda group: SEVERITY[group.outcome.verdict]
    )
    for position, alike in enumerate(ranked):
        places: dict[tuple[int, int, tuple[str, ...]], Group] = {}
        for component in alike.components:
            made._outcome_numbers[id(component.outcome)] = position
            key = (parties.of(component.parties), component.input, component.path[:-1])
            group = places.get(key)
            if group is None:
                group = places[key] = Group(position, key[0], key[2], key[1])
            group.components.append(component)
        made.outcomes.append(alike.outcome)
        made.trace_of.append(traces.of(alike.outcome.trace))
        made.groups.append(list(places.values()))
    return made


class _Numbers:
    """Numbers equal tuples alike, in order of first appearance, and lists them in ``found``."""

    def __init__(
        self,
        found: list[tuple[PartyView, ...]] | list[tuple[TraceLine, ...]],
        by_identity: dict[int, int],
    ) -> None:
        self._found: list[object] = found  # type: ignore[assignment]
        self._by_identity = by_identity
        self._by_value: dict[object, int] = {}

    def of(self, value: tuple[PartyView, ...] | tuple[TraceLine, ...]) -> int:
        # Hashing is slow, so an object that was seen is recognised by identity first.
        number = self._by_identity.get(id(value))
        if number is None:
            said = (part.who if isinstance(part, PartyView) else part for part in value)
            number = self._by_value.setdefault(tuple(said), len(self._found))
            if number == len(self._found):
                self._found.append(value)
            self._by_identity[id(value)] = number
        return number
