"""Every writer of this folder: one file ``to_FORMAT.py`` a format, found by listing.

A writer has ``NAME``, the file name that it writes; ``write``, from a unit to the bytes of a file;
and ``CANNOT_SAY``, what the format has no place for, in the words of the tests that ask for it.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from tests.parity.unit import Unit


class Writer(NamedTuple):
    """One format of the parity tests."""

    name: str
    write: Callable[[Unit], bytes]
    cannot_say: frozenset[str]


def _writers() -> dict[str, Writer]:
    found = {}
    for path in sorted(Path(__file__).parent.glob("to_*.py")):
        module = import_module(f"tests.parity.{path.stem}")
        found[module.NAME] = Writer(module.NAME, module.write, module.CANNOT_SAY)
    return found


WRITERS = _writers()


def able_to_say(*things: str) -> tuple[Writer, ...]:
    """The writers of formats that have a place for each of these things."""
    return tuple(w for w in WRITERS.values() if not w.cannot_say & {*things})
