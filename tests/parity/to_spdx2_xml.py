"""The unit as SPDX 2.3 XML: the JSON value, a list as an element that stands several times."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

from tests.parity import spdx2
from tests.parity.unit import Unit

NAME: Final = "spdx.xml"
CANNOT_SAY: Final[frozenset[str]] = frozenset({"country of an address"})


def element(name: str, value: object) -> str:
    if isinstance(value, list):
        return "".join(element(name, each) for each in value)
    inner = (
        "".join(element(key, each) for key, each in value.items())
        if isinstance(value, dict)
        else escape(str(value))
    )
    return f"<{name}>{inner}</{name}>"


def write(unit: Unit) -> bytes:
    return ("<?xml version='1.0'?>" + element("Document", spdx2.document(unit))).encode()
