"""What a sequence of property names means: which of the values are facts, which say something."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from vcs_check.inventory.facts import PREFIX
from vcs_check.readers._inventory import QUANTITY
from vcs_check.text import BomText

_CHARS: Final = len(PREFIX)
MAX_SHARED_CHARS: Final = 24
"""What is longer seldom stands twice, and remembering it would cost more than it saves."""


class NamesPlan:
    """Made once for each sequence of names, since most components of a file have the same one.

    Args:
        names: without white space at their ends, in file order.
        is_evidence: whether a property of this name speaks of makers, places or parts.
    """

    __slots__ = ("_others", "facts", "quantity_at", "says_more")

    def __init__(self, names: Iterable[BomText], is_evidence: Callable[[str], bool]) -> None:
        listed = list(names)
        self.facts = [
            # in another case it is no known name: noted, not used
            (name[_CHARS:] if name[:_CHARS] == PREFIX else name, at)
            for at, name in enumerate(listed)
            if name[:_CHARS].lower() == PREFIX
        ]
        facts = {at for _, at in self.facts}
        self._others = [(name, at) for at, name in enumerate(listed) if at not in facts]
        quantities = [at for name, at in self._others if name == QUANTITY]
        self.quantity_at = quantities[-1] if quantities else -1
        """Which of the values is the quantity; -1 where none is."""
        self.says_more = any(is_evidence(name) for name, _ in self._others)
        """Whether one of the others is evidence."""

    def declared(self, values: list[BomText]) -> tuple[tuple[str, str], ...]:
        """``(name without prefix, value)`` of the facts."""
        return tuple([(name, values[at]) for name, at in self.facts])

    def others(
        self, values: list[BomText], known: dict[str, BomText]
    ) -> tuple[tuple[BomText, BomText], ...]:
        """``(name, value)`` of all that are no facts; short values are those of ``known``."""
        return tuple(
            [
                (
                    name,
                    value
                    if len(value := values[at]) >= MAX_SHARED_CHARS
                    else known.setdefault(value, value),
                )
                for name, at in self._others
            ]
        )
