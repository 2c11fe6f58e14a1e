"""Frequencies that a text states, where nothing else says on which side of 450 MHz it works."""

from __future__ import annotations

import re

_FREQUENCY = re.compile(r"(?<![\w.])(\d{1,5}(?:[.,]\d{1,3})?)\s?([kmg])hz\b", re.IGNORECASE)
_IN_MHZ = {"k": 0.001, "m": 1.0, "g": 1000.0}
LIMIT_MHZ = 450.0
"""The rule's own line; 450.0 itself is not over it."""
_LOW_BANDS_MHZ = (
    (0.08, 0.36),
    (6.7, 6.8),
    (13.5, 13.6),
    (26.9, 27.4),
    (40.6, 40.7),
    (225.0, 450.0),
)
"""Where radios below the line are; other low numbers are clocks and data rates."""


def stated_mhz(text: str) -> list[float]:
    """Every frequency that the text states, in MHz, in its order."""
    if "hz" not in text.lower():
        return []
    return [
        float(number.replace(",", ".")) * _IN_MHZ[unit.lower()]
        for number, unit in _FREQUENCY.findall(text)
    ]


def is_over_limit(text: str, least_mhz: float = 0.0) -> bool | None:
    """Whether the text states a radio frequency over 450 MHz; None where it states none.

    Args:
        text: what is said of the thing.
        least_mhz: frequencies below do not count; keys and tyre sensors are woken at 125 kHz,
            but answer at another frequency.
    """
    stated = [mhz for mhz in stated_mhz(text) if mhz >= least_mhz]
    if any(mhz > LIMIT_MHZ for mhz in stated):
        return True
    if any(low <= mhz <= high for mhz in stated for low, high in _LOW_BANDS_MHZ):
        return False
    return None
