"""What is inside what, once every component is known: no circles, no bottomless nesting."""

from __future__ import annotations

from vcs_check.errors import LimitError
from vcs_check.inventory.document import Document
from vcs_check.limits import Limits
from vcs_check.readers._notes import Notes, shown

_Parents = tuple[int, ...] | dict[int, None]
"""Of one component, each once; a tuple that components share, where there is one alone."""


class Containment:
    """The assemblies of each component of one document, by position."""

    def __init__(self, document: Document, notes: Notes, limits: Limits) -> None:
        self._document, self._notes, self._limits = document, notes, limits
        self._parents: dict[int, _Parents] = {}
        self._alone: dict[int, tuple[int]] = {}

    def put(self, part: int, assembly: int) -> None:
        """The part is inside the assembly, and perhaps inside others."""
        above = self._parents.get(part)
        if above is None:
            self._parents[part] = self._only(assembly)
        elif assembly not in above:
            self._several(part)[assembly] = None

    def _several(self, part: int) -> dict[int, None]:
        """The assemblies of the part, so that they can be changed."""
        above = self._parents[part]
        if isinstance(above, tuple):
            above = self._parents[part] = dict.fromkeys(above)
        return above

    def _only(self, assembly: int) -> tuple[int]:
        """The one tuple of this assembly alone."""
        found = self._alone.get(assembly)
        if found is None:
            found = self._alone[assembly] = (assembly,)
        return found

    def put_rest_into(self, subject: int) -> None:
        """Whatever nothing else contains is inside the subject, which is inside nothing."""
        parents, alone = self._parents, self._only(subject)
        for position in range(len(self._document.components)):
            if position not in parents:
                parents[position] = alone
        parents.pop(subject, None)

    def settle(self) -> None:
        """Set the parents of the components, circles opened with a note.

        Raises:
            LimitError: contained too many levels deep.
        """
        self._drop_cycles()
        components = self._document.components
        shared: dict[tuple[int, ...], tuple[int, ...]] = {}
        for position, above in self._parents.items():
            if type(above) is tuple:
                components[position].parents = above
            else:
                several = tuple(above)
                components[position].parents = shared.setdefault(several, several)

    def _drop_cycles(self) -> None:
        """Take out each containment that closes a circle, and refuse one that is too deep.

        Walks from every component to its assemblies, iteratively; linear in the containments.
        """
        parents = self._parents
        levels = [0] * len(self._document.components)
        for start, above in parents.items():
            if levels[start]:
                continue
            level = self._level_below(above, levels)
            if level:
                levels[start] = level
                self._check_level(start, level)
            else:
                self._walk_up(start, levels)

    def _level_below(self, above: _Parents, levels: list[int]) -> int:
        """The level of a part of these assemblies; 0 where one of theirs is not known yet."""
        highest = 0
        for assembly in above:
            level = levels[assembly]
            if not level:
                if assembly in self._parents:
                    return 0
                level = levels[assembly] = 1
            highest = max(highest, level)
        return highest + 1

    def _walk_up(self, start: int, levels: list[int]) -> None:
        """Find the levels of a component and of all that it is in, circles opened."""
        parents = self._parents
        open_: dict[int, None] = {start: None}
        waiting = [(start, iter(tuple(parents.get(start, ()))))]
        while waiting:
            part, assemblies = waiting[-1]
            for assembly in assemblies:
                if assembly in open_:
                    del self._several(part)[assembly]
                    self._note_cycle(part, assembly)
                elif not levels[assembly]:
                    open_[assembly] = None
                    waiting.append((assembly, iter(tuple(parents.get(assembly, ())))))
                    break
            else:
                waiting.pop()
                del open_[part]
                above = parents.get(part, ())
                levels[part] = 1 + max((levels[each] for each in above), default=0)
                self._check_level(part, levels[part])

    def _check_level(self, position: int, level: int) -> None:
        if level > self._limits.max_nesting_depth + 1:
            raise LimitError(
                self._document.path,
                f"contained more than {self._limits.max_nesting_depth} levels deep "
                "(limits.max_nesting_depth); flatten the BOM",
                self._document.components[position].source,
            )

    def _note_cycle(self, part: int, assembly: int) -> None:
        components = self._document.components
        self._notes.add(
            "circular containment",
            f"{shown(components[part].name)} and {shown(components[assembly].name)} contain each "
            "other, directly or by others; one of the two statements is not used",
            components[part].source,
            hides=True,  # what was left out may be where a part belongs
        )
