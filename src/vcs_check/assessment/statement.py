"""One thing that a source says of a party, beside what others say, agreeing or not."""

from __future__ import annotations

from msgspec import Struct

from vcs_check.inventory.vocabulary import Strength


class Statement(Struct, frozen=True, kw_only=True):
    """What is said, where, when, and what it is worth. Contradictions stand side by side."""

    says: str
    """In words: ``incorporated in China``, ``named as supplier``."""
    source: str
    """File and place, register, list or data set."""
    strength: Strength
    date: str = ""
    """The day as of which it is said (ISO date); empty where the source states none."""
