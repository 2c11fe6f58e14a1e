"""Which answers a person may give to an open question: facts that a decision can set.

Each way names the missing facts that it answers. Whether it settles a component is not said here
but tried out, with the rule itself (:mod:`vcs_check.pipeline.trying`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from vcs_check.inventory.vocabulary import Axis

SOMEBODY: Final = "NAME"
"""Stands for the party that whoever answers has to name."""
_DOES: Final = ("function", "host", "listed-kind", "exclusive-function", "contradiction", "type")
_WHO: Final = ("creator", "designer", "developer", "manufacturer", "supplier", "role")


class Way(Struct, frozen=True, kw_only=True):
    """One answer: what it sets, and what that says in words."""

    sets: tuple[tuple[str, str], ...]
    says: str
    answers: tuple[str, ...]
    """Missing facts that it may settle."""
    axis: Axis | None = None
    """What it can be said of; None: of anything."""

    @property
    def names_somebody(self) -> bool:
        """Whether it is about who made it, and not about what it is."""
        return any(value == SOMEBODY for _, value in self.sets)


ITEM_WAYS: Final = (
    Way(
        sets=(("directly-enables", "false"),),
        says="it neither communicates by radio above 450 MHz nor drives",
        answers=("host",),
    ),
    Way(
        sets=(("directly-enables", "true"),),
        says="it communicates by radio above 450 MHz",
        answers=("host",),
    ),
)
"""What can be said of an item; it decides for what is in it."""
PLACE_WAYS: Final = (
    Way(
        sets=(("part", "Seat control module"),),
        says="it is installed in a unit without radio (name the unit)",
        answers=("host",),
    ),
    Way(
        sets=(("part", "Telematics control unit"),),
        says="it is installed in a unit that communicates (name the unit)",
        answers=("host",),
    ),
)
"""What can be said of everything in a BOM that names no item."""

_THING_WAYS: Final = (
    Way(
        sets=(("class", "other"),),
        says="neither connectivity nor automated driving",
        answers=_DOES,
    ),
    Way(
        sets=(("exclusion", "unrelated"),),
        says="has nothing to do with what its item communicates",
        answers=("contradiction",),
        axis=Axis.SOFTWARE,
    ),
    Way(
        sets=(("class", "vcs-hardware"),),
        says="directly enables radio communication above 450 MHz",
        answers=_DOES,
        axis=Axis.HARDWARE,
    ),
    Way(
        sets=(("class", "vcs-software"),),
        says="directly enables radio communication above 450 MHz",
        answers=_DOES,
        axis=Axis.SOFTWARE,
    ),
    Way(
        sets=(("class", "ads-software"),),
        says="automated driving of SAE level 3 or more",
        answers=("function", "automation-level"),
        axis=Axis.SOFTWARE,
    ),
    Way(
        sets=(("exclusion", "not-listed"),),
        says="hardware of no kind that the rule lists",
        answers=("listed-kind",),
        axis=Axis.HARDWARE,
    ),
    Way(
        sets=(("programmable", "false"),),
        says="contains no software and cannot be programmed",
        answers=("listed-kind",),
        axis=Axis.HARDWARE,
    ),
    Way(
        sets=(("frequency-mhz", "433.92"),),
        says="its highest communication frequency, where that is 450 MHz or less",
        answers=("frequency",),
    ),
    Way(
        sets=(("frequency-mhz", "868"),),
        says="its highest communication frequency, where that is over 450 MHz",
        answers=("frequency",),
    ),
    Way(
        sets=(("automation-level", "2"),),
        says="drives at SAE level 2 at most",
        answers=("automation-level",),
    ),
    Way(
        sets=(("automation-level", "3"),),
        says="drives at SAE level 3 or more",
        answers=("automation-level",),
    ),
    Way(
        sets=(("exclusion", "uwb-access"),),
        says="ultra-wideband only for physical access to the vehicle",
        answers=("uwb-purpose",),
    ),
    Way(
        sets=(("exclusion", "sensing"),),
        says="only senses",
        answers=("uwb-purpose", "exclusive-function", "function"),
        axis=Axis.HARDWARE,
    ),
    Way(
        sets=(("exclusion", "receive-only"),),
        says="only receives one-way signals",
        answers=("exclusive-function", "function"),
    ),
    Way(
        sets=(("firmware", "true"), ("processor", "subordinate")),
        says="programmed for one hardware device, to control and talk to it only",
        answers=("firmware",),
        axis=Axis.SOFTWARE,
    ),
    Way(
        sets=(("firmware", "false"), ("processor", "primary")),
        says="runs on a primary processing unit and is no firmware",
        answers=("firmware",),
        axis=Axis.SOFTWARE,
    ),
    Way(
        sets=(("exclusion", "open-source"), ("modified", "false")),
        says="open source, unmodified",
        answers=("open-source",),
        axis=Axis.SOFTWARE,
    ),
    Way(
        sets=(("modified", "true"), ("modifications-shared", "true")),
        says="open source, and its modifications are shared",
        answers=("open-source", "modifications-shared"),
        axis=Axis.SOFTWARE,
    ),
    Way(
        sets=(("modified", "true"), ("modifications-shared", "false")),
        says="modified for proprietary purposes and not shared",
        answers=("open-source", "modifications-shared"),
        axis=Axis.SOFTWARE,
    ),
    Way(
        sets=(("foreign-interest", "false"),),
        says="no person outside the United States has any interest in it",
        answers=("foreign-interest",),
        axis=Axis.SOFTWARE,
    ),
)


def ways_for(
    missing: Iterable[str],
    axis: Axis,
    needed_roles: tuple[str, ...],
    first_day_too_late: date | None,
) -> tuple[Way, ...]:
    """The ways to answer what is missing of a thing.

    Args:
        missing: the facts that are missing.
        axis: hardware or software; otherwise ways for both.
        needed_roles: who has to be named, where somebody has to be.
        first_day_too_late: for legacy software; None where the edition knows none.
    """
    wanted = set(missing)
    both = axis not in (Axis.HARDWARE, Axis.SOFTWARE)
    found = [
        way
        for way in _THING_WAYS
        if not wanted.isdisjoint(way.answers) and (both or way.axis in (None, axis))
    ]
    if "legacy" in wanted and first_day_too_late is not None:
        found.append(_legacy(first_day_too_late))
    if not wanted.isdisjoint(_WHO) and needed_roles:
        found.append(who_way(needed_roles))
    return tuple(found)


def who_way(roles: tuple[str, ...]) -> Way:
    """Naming somebody in each of these roles."""
    return Way(
        sets=tuple((role, SOMEBODY) for role in roles),
        says=f"who made it; {' and '.join(roles)} must be named",
        answers=_WHO,
    )


def _legacy(first_day_too_late: date) -> Way:
    day = str(first_day_too_late - timedelta(days=1))
    return Way(
        sets=(("first-supplied", day), ("last-altered", day)),
        says=f"supplied before {first_day_too_late} and not altered since (write the true days)",
        answers=("legacy",),
        axis=Axis.SOFTWARE,
    )
