"""What a component is where a user's knowledge and the bundled one say different things."""

from __future__ import annotations

from typing import Final

import msgspec

from vcs_check.classification.doubt import CLEARING
from vcs_check.classification.tag import Confidence, Function, Identity
from vcs_check.inventory.vocabulary import Answer

_STRICTNESS: Final = {
    Function.RADIO: 6, Function.DRIVING: 5, Function.BAND_UNKNOWN: 4, Function.COMPUTE: 3,
    Function.RADIO_PATH: 3, Function.ANTENNA: 3, Function.UNKNOWN: 2,
    Function.GENERIC_SOFTWARE: 2,
}  # fmt: skip
"""How much a function leaves in question; what clears has the least."""
_NOTHING_KNOWN: Final = frozenset({Function.UNKNOWN, Function.GENERIC_SOFTWARE})


def together(bundled: Identity, both: Identity) -> Identity:
    """What counts.

    Args:
        bundled: by the bundled knowledge alone.
        both: with the user's entries as well.

    Returns:
        ``both`` where it is as strict or where nothing was known; else ``bundled``, which then
        says that an own entry speaks against it.
    """
    if both == bundled:
        return bundled
    if not _is_weaker(both, bundled):
        return both
    return msgspec.structs.replace(
        bundled,
        because=(
            f"{bundled.because}; own knowledge says otherwise ({both.because}), which clears "
            "nothing that is known: a reviewed decision has to"
        ),
        overruled=both.own or both.because,
    )


def _is_weaker(new: Identity, old: Identity) -> bool:
    """Whether something would be lost that the bundled knowledge is sure enough of to ask."""
    if old.system_software and not new.system_software:
        return True
    if old.function in _NOTHING_KNOWN and not old.entry:
        return False
    if _strictness(new) < _strictness(old):
        return True
    if old.function in CLEARING:
        return False
    return (
        (new.device_firmware and not old.device_firmware)
        or (bool(old.listed_kind) and not new.listed_kind)
        or (old.programmable is not Answer.NO and new.programmable is Answer.NO)
        or (
            old.automation_level is not None
            and (new.automation_level is None or new.automation_level < old.automation_level)
        )
    )


def _strictness(identity: Identity) -> int:
    if identity.function in CLEARING and identity.confidence is Confidence.LOW:
        return _STRICTNESS[Function.UNKNOWN]
    return _STRICTNESS.get(identity.function, 1)
