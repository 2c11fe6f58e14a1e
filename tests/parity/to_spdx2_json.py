"""The unit as SPDX 2.3 JSON."""

from __future__ import annotations

import json
from typing import Final

from tests.parity import spdx2
from tests.parity.unit import Unit

NAME: Final = "spdx.json"
CANNOT_SAY: Final[frozenset[str]] = frozenset({"country of an address"})


def write(unit: Unit) -> bytes:
    return json.dumps(spdx2.document(unit)).encode()
