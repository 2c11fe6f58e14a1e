"""From a hit of knowledge to the identity that it stands for."""

from __future__ import annotations

from vcs_check.classification.entry import Entry, Form
from vcs_check.classification.matching import Hit
from vcs_check.classification.tag import Confidence, Function, Identity, Layer
from vcs_check.inventory.vocabulary import Answer, Axis, Radio


def concluded(
    hit: Hit,
    *,
    function: Function | None = None,
    radios: tuple[Radio, ...] | None = None,
    confidence: Confidence | None = None,
    and_because: str = "",
    axis: Axis = Axis.HARDWARE,
) -> Identity:
    """The identity that ``hit`` stands for, with what other evidence changed about it."""
    entry = hit.entry
    sure = (confidence or entry.confidence) is not Confidence.LOW
    is_part = entry.form is Form.PART and axis is Axis.HARDWARE
    return Identity(
        function=function or entry.function,
        radios=entry.radios if radios is None else radios,
        listed_kind=entry.listed_kind,
        programmable=Answer.of(entry.programmable),
        system_software=entry.system_software,
        device_firmware=entry.device_firmware,
        automation_level=entry.automation_level,
        axis=axis,
        layer=Layer.WORDS if entry.form in (Form.WORD, Form.UNIT) else Layer.IDENTITY,
        confidence=confidence or entry.confidence,
        makers=entry.made_by if is_part and sure else (),
        entry=entry.id,
        because=f"“{hit.token}”: {entry.reason}{_by_whom(entry)}{and_because}",
        source=hit.source or entry.source,
        own=entry.own,
    )


def _by_whom(entry: Entry) -> str:
    """That an entry is the user's own shows wherever its reason does."""
    return f" ({entry.own})" if entry.own else ""
