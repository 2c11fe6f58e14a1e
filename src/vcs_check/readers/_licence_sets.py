"""Licence expressions from sets of licences that refer to each other (SPDX RDF, SPDX 3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from vcs_check.errors import LimitError
from vcs_check.limits import Limits
from vcs_check.readers._inventory import UNNAMED_LICENCE

_LONG_ONES: Final = 16
"""How many expressions of the greatest length: sets within sets repeat what is in them, so that
their lengths add up to the square of their number."""


class LicenceSet(Struct, frozen=True):
    """``AND``, ``OR``, ``WITH`` (licence, exception) or ``+`` (one licence) of other licences."""

    operator: str
    members: tuple[str, ...]


class LicenceTexts:
    """The SPDX expression of each licence of a file, each made once.

    Args:
        lookup: what stands at an id: the licence's own text, or a set of ids.
        file: for errors.
        limits: sets of sets may double at each level, so ``max_string_chars`` ends them.
    """

    def __init__(
        self, lookup: Callable[[str], str | LicenceSet], file: str, limits: Limits
    ) -> None:
        self._lookup, self._file, self._limits = lookup, file, limits
        self._known: dict[str, str] = {}
        self._chars = 0

    def text(self, start: str) -> str:
        """The expression.

        Never recursive; a set that contains itself is an unnamed licence there.

        Raises:
            LimitError: longer than ``limits.max_string_chars``.
        """
        known = self._known
        open_: set[str] = set()
        waiting: list[tuple[str, LicenceSet | None]] = [(start, None)]
        while waiting:
            at, ended = waiting.pop()
            if ended is not None:
                open_.discard(at)
                known[at] = self._joined(ended)
            elif at not in known:
                found = self._lookup(at)
                if isinstance(found, str):
                    known[at] = found
                    continue
                open_.add(at)
                waiting.append((at, found))
                waiting += [(m, None) for m in found.members if m not in open_ and m not in known]
        return known[start]

    def _joined(self, sets: LicenceSet) -> str:
        texts = [self._known.get(each, UNNAMED_LICENCE) for each in sets.members]
        if sets.operator == "+":
            made = "".join(f"{said}+" for said in texts[:1])
        else:
            joint = f" {sets.operator} "
            made = joint.join(
                f"({said})" if " " in said and len(texts) > 1 else said for said in texts
            )
        limit = self._limits.max_string_chars
        self._chars += len(made)
        if len(made) > limit or self._chars > limit * _LONG_ONES:
            raise LimitError(
                self._file,
                f"a licence expression of more than {limit} characters, or {_LONG_ONES} times as "
                "many in all of them (limits.max_string_chars); simplify them",
            )
        return made
