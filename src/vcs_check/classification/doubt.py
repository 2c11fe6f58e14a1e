"""Signs that a thing may do more than the word that would clear it; then nothing is cleared.

An exclusion holds for what does *exclusively* one thing. A camera gateway, a display with
CarPlay or a door control "with SmartAccess" may be more than its first word, so what words
say of it has low confidence, which never decides towards leniency.
"""

from __future__ import annotations

import re

import msgspec

from vcs_check.classification.entry import Form
from vcs_check.classification.matching import Hit
from vcs_check.classification.normal import MAX_CHARS, words
from vcs_check.classification.subject_text import Key
from vcs_check.classification.tag import Confidence, Function, Identity
from vcs_check.inventory.vocabulary import Radio

CLEARING = frozenset(
    {
        Function.SENSING, Function.RECEIVE_ONLY, Function.UWB_ACCESS, Function.LOW_BAND,
        Function.POWER, Function.PASSIVE, Function.UNRELATED, Function.DRIVER_ASSISTANCE,
    }
)  # fmt: skip
_TWO_WAY = frozenset({Function.RADIO, Function.BAND_UNKNOWN})
_HINTING = _TWO_WAY | {Function.UNKNOWN}
_RECEIVING = frozenset({Function.RECEIVE_ONLY, Function.LOW_BAND})
"""An antenna is no sign of anything else beside these, nor beside a radar."""
_OF_A_RADAR = frozenset({"rf", "transceiver", "transmitter"})
_OF_A_KEY = frozenset({"transmitter", "transmitters", "sender", "émetteur", "transmisor", "remote"})
_ANSWERING = frozenset({Radio.KEYLESS, Radio.TPMS})
"""What keys and tyre sensors are, whose frequency is known."""
_AMBIGUOUS = "unit-tcu"
_OTHER_SENSE = re.compile(
    r" (?:transmission\w*|gear\w*|getriebe\w*|clutch|drive ?train|door\w*|power ?train)"
)
"""What TCU and DCM stand for where they are no telematics unit."""
_ADDITION = re.compile(
    r"[+&](?!\s*\d)|\b(?:with|incl|including|includes|and|plus|mit|inkl|samt|und|avec|et|con|y|w)\b|、|及|与"
)
_MIN_LETTERS = 3
_UNITS = frozenset({"khz", "mhz", "ghz", "volt", "amp", "watt", "bit", "pin", "way"})
_LETTERS = re.compile(r"[^\W\d_]+")


def cautious(found: Identity | None, key: Key, text: str, own: list[Hit], pointed: list[Hit]) -> (
    Identity | None
):  # fmt: skip
    """``found`` by words, with low confidence where the text speaks of more than it says.

    Args:
        found: what the words say.
        key: what the component says of itself.
        text: its searched text.
        own: what knowledge found in the text.
        pointed: what it found behind *for* and the like.
    """
    if found is None or found.function not in CLEARING or found.confidence is Confidence.LOW:
        return found
    sign = _sign(found, text, own, pointed) or _addition(key.name, own)
    return doubted(found, f"; but “{sign}” may mean more") if sign else found


def cautious_of_part(found: Identity | None, text: str, own: list[Hit]) -> Identity | None:
    """The same for a part number that stands in a name beside words for something else."""
    if found is None or found.function not in CLEARING or found.confidence is Confidence.LOW:
        return found
    strong = found.function in (Function.PASSIVE, Function.POWER)
    for hit in own:
        counts = not strong or not hit.entry.weak or hit.entry.form is Form.UNIT
        if hit.in_name and counts and _is_sign(hit, found, text):
            return doubted(found, f"; but “{hit.token}” may mean more")
    return found


def whole(found: Identity, key: Key) -> Identity:
    """``found``, in doubt where a text is so long that not all of it is looked at."""
    if found.function not in CLEARING or found.confidence is Confidence.LOW:
        return found
    length = len(key.name) + len(key.group) + len(key.description) + len(key.functions)
    if length + len(key.part_number) + len(key.purl) + len(key.cpe) < MAX_CHARS:
        return found
    return doubted(found, f"; but only the first {MAX_CHARS} characters are looked at")


def doubted(found: Identity, because: str) -> Identity:
    """``found`` with low confidence, and why."""
    return msgspec.structs.replace(
        found, confidence=Confidence.LOW, because=found.because + because, makers=()
    )


def _sign(found: Identity, text: str, own: list[Hit], pointed: list[Hit]) -> str:
    if found.function is not Function.PASSIVE:  # for a passive part its place decides
        for hit in own:
            if _is_sign(hit, found, text):
                return hit.token
    if found.function in (Function.PASSIVE, Function.POWER):
        return ""  # what supplies or holds a radio is *for* it
    is_unit = found.entry.startswith("unit-")
    for hit in pointed:
        counts = is_unit or hit.entry.function is Function.UNKNOWN
        if counts and hit.entry.weak and hit.entry.form is Form.WORD:
            return hit.token
    return ""


def _is_sign(hit: Hit, found: Identity, text: str) -> bool:
    """Whether a hit speaks of a radio or a connection beside ``found``."""
    entry = hit.entry
    if entry.id == found.entry or entry.form is Form.PART:
        return False
    if entry.id == _AMBIGUOUS:
        return found.function is not Function.UNRELATED or not _OTHER_SENSE.search(text)
    if entry.function is Function.ANTENNA:
        return found.function not in _RECEIVING and Radio.RADAR not in found.radios
    if hit.token in _OF_A_RADAR and Radio.RADAR in found.radios:
        return False
    if hit.token in _OF_A_KEY and not _ANSWERING.isdisjoint(found.radios):
        return False
    if entry.form is Form.UNIT and entry.function is Function.COMPUTE:
        return True
    return entry.function in _HINTING


def _addition(name: str, own: list[Hit]) -> str:
    """What a name adds (*with X*, *and X*, *+ X*) that nothing is known of; empty if nothing."""
    if not _ADDITION.search(name.lower()):
        return ""
    for part in _ADDITION.split(name.lower())[1:]:
        said = words(part)
        telling = (word for word in _LETTERS.findall(said) if word not in _UNITS)
        if not any(len(word) >= _MIN_LETTERS for word in telling):
            continue
        if not any(hit.token in said for hit in own):
            return said
    return ""
