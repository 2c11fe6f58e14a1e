"""The hostile files, and what is promised of each: ``corpus_*.py`` here, and older tables.

A module ``corpus_*.py`` has ``CASES``, from a name that says what is hostile to a :class:`Case`.
The files are made when they are needed, so that nothing large is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from vcs_check.errors import InputError, LimitError, MalformedError, NotABomError


class Case(NamedTuple):
    """One file and its promised outcome."""

    make: Callable[[], bytes]
    error: type[InputError] | None
    """The class of the refusal; None where an inventory is promised."""
    words: str | None
    """In the refusal, or in a note of the inventory (empty: no notes; None: whichever)."""
    place: str = ""
    """Of the refusal; empty: not looked at."""
    components: int = -1
    """Of the inventory; -1: not looked at."""


def reads(make: Callable[[], bytes], components: int, note: str | None = "") -> Case:
    return Case(make, None, note, components=components)


def no_bom(make: Callable[[], bytes], words: str, place: str = "") -> Case:
    return Case(make, NotABomError, words, place)


def malformed(make: Callable[[], bytes], words: str, place: str = "") -> Case:
    return Case(make, MalformedError, words, place)


def too_much(make: Callable[[], bytes], limit: str, place: str = "") -> Case:
    return Case(make, LimitError, f"limits.{limit}", place)


def _older() -> Iterator[tuple[str, dict[str, Case]]]:
    """The tables that stand in test modules."""
    from tests.hostile import (
        test_hostile_archives,
        test_hostile_json,
        test_hostile_xml_and_tag_value,
    )

    def same(data: bytes) -> Callable[[], bytes]:
        return lambda: data

    json_module, text_module = test_hostile_json, test_hostile_xml_and_tag_value
    for name, refused in (("json", json_module.REFUSED), ("text", text_module.REFUSED)):
        yield name, {n: Case(same(d), error, words) for n, (d, error, words) in refused.items()}
    yield (
        "odd json",
        {
            name: reads(same(data), count, note)
            for name, (data, count, note) in json_module.ACCEPTED.items()
        },
    )
    yield (
        "odd text",
        {
            name: reads(same(data), count, None)
            for name, (data, count) in text_module.ACCEPTED.items()
        },
    )
    archives = test_hostile_archives.REFUSED
    yield "archives", {name: Case(*case) for name, case in archives.items()}


def groups() -> dict[str, dict[str, Case]]:
    """Every case, by group and name."""
    found = dict(_older())
    for path in sorted(Path(__file__).parent.glob("corpus_*.py")):
        module = import_module(f"tests.hostile.{path.stem}")
        found[path.stem.removeprefix("corpus_")] = module.CASES
    return found
