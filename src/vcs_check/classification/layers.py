"""Which layer decided what a component is: the strongest that says something of it."""

from __future__ import annotations

from typing import Final

from vcs_check.classification.tag import Confidence, Function, Layer, Tag
from vcs_check.inventory.facts import NOTHING_DECLARED, DeclaredFacts

_BY_ITS_ITEM: Final = frozenset(
    {Function.GENERIC_SOFTWARE, Function.COMPUTE, Function.UNKNOWN, Function.RADIO_PATH}
)
"""What is decided by the item that a thing is part of, or runs on."""


def deciding_layer(tag: Tag, declared: DeclaredFacts) -> tuple[Layer, Confidence]:
    """The layer that says what a component does, and how sure it is.

    Args:
        tag: what the component is, and what it is part of.
        declared: what is declared or decided of it.
    """
    if declared is not NOTHING_DECLARED and _speaks_of_function(declared):
        return Layer.DECLARED, Confidence.HIGH
    own, host = tag.own, tag.host
    if own.function in _BY_ITS_ITEM and host.function is not Function.UNKNOWN:
        return Layer.ASSEMBLY, host.confidence
    return own.layer, own.confidence


def _speaks_of_function(declared: DeclaredFacts) -> bool:
    return bool(
        declared.component_class is not None
        or declared.radios
        or declared.exclusions
        or declared.directly_enables is not None
        or declared.receive_only is not None
        or declared.frequency_mhz is not None
        or declared.automation_level is not None
    )
