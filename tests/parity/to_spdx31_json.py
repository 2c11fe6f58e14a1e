"""The unit as SPDX 3.1 JSON-LD, which can say where an organization has its headquarters."""

from __future__ import annotations

import json
from typing import Final

from tests.parity import to_spdx3_json
from tests.parity.unit import Unit

NAME: Final = "unit.spdx31.json"
CANNOT_SAY: Final[frozenset[str]] = frozenset()


def write(unit: Unit) -> bytes:
    return json.dumps(to_spdx3_json.document(unit, "3.1.0")).encode()
