"""Which component of one report is which of the other.

Neither order nor place in the file says so, as both change when a BOM is made anew. What says
so, strongest first: the input with id and name; the package (or name) without its version with
its place in the vehicle; the id alone, for one that was renamed; then the package or name alone,
for one that was moved. Each step takes what those before it left. Where several are alike, equal
ones are paired first, then the worst with the worst.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from pathlib import PurePosixPath
from typing import Final

from vcs_check.comparison.records import ComponentRecord, InputRecord, ReportRecord
from vcs_check.inventory.vocabulary import SEVERITY
from vcs_check.text import folded

Pairs = list[tuple[int | None, int | None]]
"""Positions in the old and the new report; None where there is no counterpart."""
_VERSION: Final = re.compile(r"@[^/?#]*(?=$|[?#])")
_QUALIFIERS: Final = re.compile(r"[?#].*", re.DOTALL)


def match_inputs(
    old: Sequence[InputRecord], new: Sequence[InputRecord]
) -> tuple[dict[int, int], dict[int, int]]:
    """The inputs that are the same file, by position: old to new, and new to old.

    By equal path; then by equal bytes; then by equal file name; then, if one is left on each
    side, those.
    """
    forth: dict[int, int] = {}
    back: dict[int, int] = {}
    keys: tuple[Callable[[InputRecord], str], ...] = (
        lambda entry: entry.path,
        lambda entry: entry.sha256,
        lambda entry: PurePosixPath(entry.path.replace("\\", "/")).name,
        lambda entry: "the only one",
    )
    for key in keys:
        left = _unique(old, forth, key)
        right = _unique(new, back, key)
        for word, number in left.items():
            other = right.get(word)
            if word and number is not None and other is not None:
                forth[number], back[other] = other, number
    return forth, back


def _unique(
    inputs: Sequence[InputRecord], taken: dict[int, int], key: Callable[[InputRecord], str]
) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for number, entry in enumerate(inputs):
        if number not in taken:
            word = key(entry)
            found[word] = None if word in found else number
    return found


def package_of(component: ComponentRecord) -> str:
    """The purl without version and qualifiers; empty without one."""
    return _VERSION.sub("", _QUALIFIERS.sub("", component.purl))


def places_of(component: ComponentRecord) -> frozenset[tuple[str, ...]]:
    """Where it stands in the vehicle, without the program's own name, in every place."""
    return frozenset(path[1:] for path in component.paths)


def content_of(component: ComponentRecord) -> tuple[Hashable, ...]:
    """What a reader would call the component and its verdict; no id, no place in the file."""
    return (
        component.name,
        component.version,
        component.purl,
        component.kind,
        places_of(component),
        component.class_,
        component.exclusion,
        component.origin,
        component.verdict,
        component.citation,
        component.people,
        component.questions,
        component.exempt_before,
        component.authorization,
    )


def match(old: ReportRecord, new: ReportRecord, forth: dict[int, int]) -> Pairs:
    """Every component of both reports once, with its counterpart where it has one.

    Args:
        old: the earlier report.
        new: the later one.
        forth: the inputs that are the same file, from :func:`match_inputs`.
    """
    pairs: Pairs = []
    left, right = list(range(len(old.components))), list(range(len(new.components)))
    for key in _KEYS:
        groups: dict[Hashable, tuple[list[int], list[int]]] = {}
        for number in left:
            component = old.components[number]
            word = key(component, forth.get(component.input, -1 - component.input))
            if word is not None:
                groups.setdefault(word, ([], []))[0].append(number)
        for number in right:
            component = new.components[number]
            word = key(component, component.input)
            group = groups.get(word) if word is not None else None
            if group is not None:
                group[1].append(number)
        paired = [
            pair
            for before, after in groups.values()
            if after
            for pair in _paired(old, new, before, after)
        ]
        pairs += paired
        taken = {before for before, _ in paired}, {after for _, after in paired}
        left = [number for number in left if number not in taken[0]]
        right = [number for number in right if number not in taken[1]]
    pairs += [(number, None) for number in left]
    return pairs + [(None, number) for number in right]


def _paired(
    old: ReportRecord, new: ReportRecord, before: list[int], after: list[int]
) -> list[tuple[int, int]]:
    """Within a group of alike: equal ones first, then the worst with the worst."""
    if len(before) == len(after) == 1:
        return [(before[0], after[0])]
    found: list[tuple[int, int]] = []
    waiting: dict[Hashable, list[int]] = {}
    for number in after:
        waiting.setdefault(content_of(new.components[number]), []).append(number)
    for numbers in waiting.values():
        numbers.reverse()  # so that pop() takes the first
    unpaired = []
    for number in before:
        equal = waiting.get(content_of(old.components[number]))
        if equal:
            found.append((number, equal.pop()))
        else:
            unpaired.append(number)
    rest = [number for numbers in waiting.values() for number in numbers]
    unpaired.sort(key=lambda number: _rank(old.components[number]))
    rest.sort(key=lambda number: _rank(new.components[number]))
    return found + list(zip(unpaired, rest, strict=False))


def _rank(component: ComponentRecord) -> tuple[object, ...]:
    return (
        SEVERITY[component.verdict],
        component.version,
        component.name,
        component.purl,
        sorted(component.paths),
        component.id,
    )


_Key = Callable[[ComponentRecord, int], Hashable | None]
"""A component and its input, as the new report numbers it (an old one without counterpart gets a
number of its own) → what it is known by; None where it has no such name."""


def _own_id(component: ComponentRecord) -> str:
    """The id, unless it is only the place in the file."""
    return "" if component.id == component.source else component.id


def _by_id_and_name(component: ComponentRecord, number: int) -> Hashable | None:
    own = _own_id(component)
    return (number, own, folded(component.name), package_of(component)) if own else None


def _by_package_and_place(component: ComponentRecord, number: int) -> Hashable | None:
    package = package_of(component)
    parents = frozenset(path[1:-1] for path in component.paths)
    return (number, package, parents) if package else None


def _by_name_and_place(component: ComponentRecord, number: int) -> Hashable | None:
    parents = frozenset(path[1:-1] for path in component.paths)
    return (number, folded(component.name), parents) if component.name else None


def _by_id(component: ComponentRecord, number: int) -> Hashable | None:
    own = _own_id(component)
    return (number, own) if own and not own.isdecimal() else None


def _by_package_in_input(component: ComponentRecord, number: int) -> Hashable | None:
    package = package_of(component)
    return (number, package) if package else None


def _by_name_in_input(component: ComponentRecord, number: int) -> Hashable | None:
    return (number, *_bare_name(component)) if _bare_name(component) else None


def _by_package(component: ComponentRecord, number: int) -> Hashable | None:
    return package_of(component) or None


def _by_name(component: ComponentRecord, number: int) -> Hashable | None:
    return _bare_name(component) or None


def _bare_name(component: ComponentRecord) -> tuple[str, ...]:
    """Name and kind of a component without a package, which would say more."""
    return (folded(component.name), component.kind) if component.name and not component.purl else ()


_KEYS: Final[tuple[_Key, ...]] = (
    _by_id_and_name,
    _by_package_and_place,
    _by_name_and_place,
    _by_id,
    _by_package_in_input,
    _by_name_in_input,
    _by_package,
    _by_name,
)
