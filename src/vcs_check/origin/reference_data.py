"""The bundled reference of well-known suppliers: dated facts, each row with its source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Final

import msgspec

from vcs_check.bundled import read_bundled
from vcs_check.origin.party import Party

REFERENCE_DATE: Final = date(2026, 11, 21)
"""The day as of which the rows were compiled and their ownership counts as reviewed."""

_FILE: Final = "suppliers.jsonl"


@cache
def reference_parties() -> tuple[Party, ...]:
    """The rows of the bundled reference, in file order."""
    data = read_bundled(f"origin/reference/{_FILE}")
    return with_source(msgspec.json.Decoder(Party).decode_lines(data))


def with_source(rows: Iterable[Party]) -> tuple[Party, ...]:
    """The rows that say where they come from; one that does not is no fact, and is left out."""
    return tuple(row for row in rows if row.place)
