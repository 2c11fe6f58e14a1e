"""The unit as a table in delimited text."""

from __future__ import annotations

from typing import Final

from tests.parity._table import rows
from tests.parity.unit import Unit
from tests.readers.workbooks import csv_of

NAME: Final = "unit.csv"
CANNOT_SAY: Final[frozenset[str]] = frozenset({"dependencies", "digests", "persons"})


def write(unit: Unit) -> bytes:
    return csv_of(rows(unit))
