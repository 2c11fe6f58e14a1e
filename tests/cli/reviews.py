"""Fills in what ``inventory --review`` writes, as a person would in an editor."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

CLEAN = "Example Reviewed GmbH"
REGISTER = f"""\
[[party]]
name = "{CLEAN}"
incorporated_in = "DE"
headquarters = "DE"
principal_place_of_business = "DE"
creates_what_it_supplies = true
ownership_reviewed = 2026-03-02
"""
_WAY = re.compile(r"^# (sets = \{.*\})  # (.*)$")
_LISTED = re.compile(r"^#   (?P<name>.*?)  \((?P<bom>.*): (?P<id>.*)\)$")


class Entry(NamedTuple):
    """One question as the file has it."""

    lines: tuple[str, ...]

    @property
    def ways(self) -> list[tuple[str, str]]:
        """``sets`` and the promise behind it."""
        return [(m[1], m[2]) for line in self.lines if (m := _WAY.match(line))]

    @property
    def listed(self) -> list[str]:
        """Ids of the components that it is about."""
        return [m["id"] for line in self.lines if (m := _LISTED.match(line))]

    @property
    def selector(self) -> dict[str, str]:
        """What the entry is about."""
        (entry,) = tomllib.loads("\n".join(self.lines))["decision"]
        return {key: value for key, value in entry.items() if key not in ("reason", "by")}

    def filled(self, way: int) -> str:
        """With that answer; from the first again where there are fewer."""
        sets = self.ways[way % len(self.ways)][0]
        text = "\n".join(self.lines).replace(f"# {sets}", sets, 1).replace('"NAME"', f'"{CLEAN}"')
        text = text.replace('reason = ""', 'reason = "Reviewed."').replace('by = ""', 'by = "desk"')
        return text.replace("# on = 2026-01-31", "on = 2026-05-11")

    def promised(self, way: int) -> dict[str, int]:
        """How many components the file says end in which verdict."""
        promise = self.ways[way % len(self.ways)][1].rpartition(": ")[2]
        promise = promise.removesuffix(", if that party has no nexus")
        if " " not in promise:
            return {promise: len(self.listed)}
        return {verdict: int(n) for n, verdict in (end.split() for end in promise.split(", "))}


def entries(text: str) -> Iterator[Entry]:
    """The questions of a review, in order."""
    tomllib.loads(text)
    for block in text.split("\n\n\n")[1:]:
        yield Entry(tuple(block.rstrip().splitlines()))


def filled(text: str, way: int) -> str:
    """The whole file with each entry's ``way``-th answer."""
    return "\n".join(entry.filled(way) for entry in entries(text))
