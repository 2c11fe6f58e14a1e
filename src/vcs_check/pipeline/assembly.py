"""Where a component sits in the vehicle, and the worst verdict of it and its parts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from vcs_check.inventory.component import Component
from vcs_check.inventory.vocabulary import SEVERITY, Verdict

_MAX_MORE_PATHS = 8


def rolled_up(components: Sequence[Component], verdicts: Sequence[Verdict]) -> list[Verdict]:
    """For each component of one file the worst verdict of it and everything inside it.

    Worst first: each component is reached once, so cycles end and the cost is linear.
    """
    result: list[Verdict | None] = [None] * len(components)
    by_verdict: dict[Verdict, list[int]] = {}
    for position, verdict in enumerate(verdicts):
        by_verdict.setdefault(verdict, []).append(position)
    for verdict in sorted(by_verdict, key=SEVERITY.__getitem__):
        waiting = by_verdict[verdict]
        while waiting:
            position = waiting.pop()
            if result[position] is not None:
                continue
            result[position] = verdict
            waiting.extend(p for p in components[position].parents if result[p] is None)
    return [verdict if verdict is not None else Verdict.OUT_OF_SCOPE for verdict in result]


class Paths:
    """Names from the program down to each component of one file."""

    def __init__(self, components: Sequence[Component], above: tuple[str, ...]) -> None:
        self._components = components
        self._above = above
        self._known: dict[int, tuple[str, ...]] = {}
        self._all: dict[int, tuple[tuple[str, ...], ...]] = {}
        self._has_several = any(len(component.parents) > 1 for component in components)

    def path(self, position: int) -> tuple[str, ...]:
        """The first path: through the first parent, its first parent, and so on."""
        chain: list[int] = []
        seen: set[int] = set()
        at: int | None = position
        while at is not None and at not in self._known and at not in seen:
            chain.append(at)
            seen.add(at)
            parents = self._components[at].parents
            at = parents[0] if parents else None
        names = self._known[at] if at is not None and at in self._known else self._above
        for at in reversed(chain):
            names = (*names, self._components[at].name)
            if at != position or self._components[at].parents == ():
                self._known[at] = names
        return names

    def more(self, position: int) -> tuple[tuple[str, ...], ...]:
        """Further paths, where the component or an assembly above it has several parents."""
        if not self._has_several:
            return ()
        first = self.path(position)
        others = (path for path in self._paths(position) if path != first)
        return tuple(islice(others, _MAX_MORE_PATHS))

    def _paths(self, position: int) -> tuple[tuple[str, ...], ...]:
        """Paths to a component, at most one more than are shown; no path runs in a circle."""
        waiting, begun = [position], {position}
        while waiting:
            at = waiting[-1]
            parents = self._components[at].parents[: _MAX_MORE_PATHS + 1]
            above = next((p for p in parents if p not in self._all and p not in begun), None)
            if above is not None:
                waiting.append(above)
                begun.add(above)
                continue
            waiting.pop()
            name = self._components[at].name
            paths = ((*path, name) for parent in parents for path in self._all.get(parent, ()))
            shown = tuple(islice(dict.fromkeys(paths), _MAX_MORE_PATHS + 1))
            self._all[at] = shown or ((*self._above, name),)
        return self._all[position]
