"""What several radio technologies make of one item: excluded only if all of them are.

The rule leaves out what *exclusively* senses, receives and so on, so any two-way technology
above 450 MHz decides, whatever else the item has.
"""

from __future__ import annotations

from collections.abc import Iterable

from vcs_check.classification.matching import Hit, Knowledge
from vcs_check.classification.tag import Function
from vcs_check.inventory.vocabulary import Radio

RADIO_LIKE = (
    Function.RADIO,
    Function.BAND_UNKNOWN,
    Function.UWB_ACCESS,
    Function.RECEIVE_ONLY,
    Function.SENSING,
    Function.LOW_BAND,
)
"""Functions of things that radiate, receive or sense; the first one present decides."""


def worst(functions: Iterable[Function]) -> Function | None:
    """The function that decides among several; None where none is radio-like."""
    present = set(functions)
    return next((function for function in RADIO_LIKE if function in present), None)


def of_radios(radios: Iterable[Radio], knowledge: Knowledge) -> Function | None:
    """The function of an item that has exactly these technologies."""
    return worst(knowledge.function_of[radio] for radio in radios)


def all_radios(hits: Iterable[Hit]) -> tuple[Radio, ...]:
    """Every technology that any of the hits stands for, sorted."""
    return tuple(sorted({radio for hit in hits for radio in hit.entry.radios}))
