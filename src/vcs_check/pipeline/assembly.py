"""Where a component sits in the vehicle, and the worst verdict of it and its parts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from vcs_check.inventory.assembly import Assembly
from vcs_check.inventory.vocabulary import SEVERITY, Verdict

_MAX_MORE_PATHS = 8
Path = tuple[str, ...]


def rolled_up(assembly: Assembly, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """For each component of a program the worst verdict of it and everything inside it.

    Worst first: each node is reached once, so cycles end and the cost is linear.

    Args:
        assembly: the program's documents.
        verdicts: one for each component, in the order of the assembly's nodes.
    """
    result: list[Verdict | None] = [None] * len(assembly.parents)
    by_verdict: dict[Verdict, list[int]] = {}
    for node, verdict in enumerate(verdicts):
        by_verdict.setdefault(verdict, []).append(node)
    for verdict in sorted(by_verdict, key=SEVERITY.__getitem__):
        waiting = by_verdict[verdict]
        while waiting:
            node = waiting.pop()
            if result[node] is not None:
                continue
            result[node] = verdict
            waiting.extend(p for p in assembly.parents[node] if result[p] is None)
    components = result[: assembly.size]
    return [verdict if verdict is not None else Verdict.OUT_OF_SCOPE for verdict in components]


class Paths:
    """Names from the program down to each component.

    The root of a document adds no name of its own: what is in it is reached from the program,
    through what the program says that it is installed in, and through what links to it.
    """

    def __init__(self, assembly: Assembly, program: str) -> None:
        self._assembly = assembly
        self._parents = assembly.parents
        self._program = (program,)
        self._known: dict[int, Path] = {}
        self._all: dict[int, tuple[Path, ...]] = {}
        self._has_several = any(len(parents) > 1 for parents in self._parents) or bool(
            assembly.above
        )
        self._names = [c.name for unit in assembly.units for c in unit.document.components]

    def _installed(self, root: int) -> Path | None:
        """The path that the program itself gives a document; None where only links do."""
        part = self._assembly.units[root - self._assembly.size].part
        if part:
            return (*self._program, part)
        return None if self._parents[root] else self._program

    def path(self, node: int) -> Path:
        """The first path: through the first parent, its first parent, and so on."""
        chain: list[int] = []
        seen: set[int] = set()
        size = self._assembly.size
        names: Path | None = None
        at = node
        while names is None:
            names = self._known.get(at)
            if names is None and at >= size:
                names = self._installed(at)
            if names is None:
                if at in seen:  # a circle that hangs on nothing
                    names = self._program
                    break
                chain.append(at)
                seen.add(at)
                at = self._parents[at][0]
        for at in reversed(chain):
            if at < size:
                names = (*names, self._names[at])
            if at != node:
                self._known[at] = names
        return names

    def more(self, node: int) -> tuple[Path, ...]:
        """Further paths, where the component or an assembly above it has several parents."""
        if not self._has_several:
            return ()
        first = self.path(node)
        others = (path for path in self._paths(node) if path != first)
        return tuple(islice(others, _MAX_MORE_PATHS))

    def _paths(self, node: int) -> tuple[Path, ...]:
        """Paths to a component, at most one more than are shown; no path runs in a circle."""
        waiting, begun = [node], {node}
        while waiting:
            at = waiting[-1]
            parents = self._parents[at][: _MAX_MORE_PATHS + 1]
            above = next((p for p in parents if p not in self._all and p not in begun), None)
            if above is not None:
                waiting.append(above)
                begun.add(above)
                continue
            waiting.pop()
            self._all[at] = self._joined(at, parents)
        return self._all[node]

    def _joined(self, at: int, parents: tuple[int, ...]) -> tuple[Path, ...]:
        """The paths to a node, those to its parents being known."""
        leading = (path for parent in parents for path in self._all.get(parent, ()))
        if at < self._assembly.size:
            paths = ((*path, self._names[at]) for path in leading)
            shown = tuple(islice(dict.fromkeys(paths), _MAX_MORE_PATHS + 1))
            return shown or ((*self._program, self._names[at]),)
        installed = self._installed(at)
        own = () if installed is None else (installed,)
        shown = tuple(islice(dict.fromkeys((*own, *leading)), _MAX_MORE_PATHS + 1))
        return shown or (self._program,)
