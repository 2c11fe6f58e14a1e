"""The unit as SPDX 2.3 YAML."""

from __future__ import annotations

from typing import Final

import yaml
from tests.parity import spdx2
from tests.parity.unit import Unit

NAME: Final = "spdx.yaml"
CANNOT_SAY: Final[frozenset[str]] = frozenset({"country of an address"})


def write(unit: Unit) -> bytes:
    text: str = yaml.safe_dump(spdx2.document(unit), allow_unicode=True, sort_keys=False)
    return text.encode()
