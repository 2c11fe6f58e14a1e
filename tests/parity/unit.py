"""One made-up unit in words that every format has; the writers beside this file write it down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

Thing = dict[str, Any]
Facts = dict[str, str]

CREATED: Final = "2026-05-01T00:00:00Z"
DOCUMENT_ID: Final = "SPDXRef-DOCUMENT"
PRC: Final = "Example Huadong Radio"


@dataclass(frozen=True)
class Part:
    """One component, in words that every format has."""

    name: str
    kind: str = "device"
    maker: str = PRC
    supplier: str = PRC
    version: str = ""
    purl: str = ""
    cpe: str = ""
    licence: str = ""
    description: str = ""
    released: str = ""
    country: str = ""
    sha256: str = ""
    is_person: bool = False
    """Whether the supplier is a person."""
    patched: bool = False
    facts: Facts = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    number: int = 0
    """Tells parts of one name apart."""

    @property
    def id(self) -> str:
        return f"SPDXRef-{self.number}-" + "".join(char for char in self.name if char.isalnum())


@dataclass(frozen=True)
class Unit:
    """A BOM: what it describes, and what it declares for everything in it."""

    part: Part
    facts: Facts = field(default_factory=dict)
    needs: tuple[tuple[Part, Part], ...] = ()
    """Dependencies: the first needs the second."""


def everything(part: Part) -> tuple[Part, ...]:
    return (part, *(found for inner in part.parts for found in everything(inner)))


def relationships(unit: Unit) -> list[tuple[str, str, str]]:
    """What is described, what contains what, and what needs what."""
    return [
        (DOCUMENT_ID, "DESCRIBES", unit.part.id),
        *(
            (outer.id, "CONTAINS", inner.id)
            for outer in everything(unit.part)
            for inner in outer.parts
        ),
        *((one.id, "DEPENDS_ON", other.id) for one, other in unit.needs),
    ]


def comment(facts: Facts) -> str:
    return "\n".join(f"{name}={value}" for name, value in facts.items())
