"""The unit as a workbook."""

from __future__ import annotations

from typing import Final

from tests.parity._table import rows
from tests.parity.unit import Unit
from tests.readers.workbooks import xlsx_of

NAME: Final = "unit.xlsx"
CANNOT_SAY: Final[frozenset[str]] = frozenset({"dependencies", "digests", "persons"})


def write(unit: Unit) -> bytes:
    return xlsx_of(rows(unit))
