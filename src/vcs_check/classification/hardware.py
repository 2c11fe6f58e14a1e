"""What a device, board or electronic part is by itself."""

from __future__ import annotations

import re

from vcs_check.classification import notation
from vcs_check.classification.conclusion import concluded
from vcs_check.classification.doubt import cautious, cautious_of_part
from vcs_check.classification.entry import Form
from vcs_check.classification.exclusivity import RADIO_LIKE, all_radios
from vcs_check.classification.frequency import is_over_limit
from vcs_check.classification.head import is_head
from vcs_check.classification.matching import Hit
from vcs_check.classification.subject_text import Key
from vcs_check.classification.tag import Confidence, Function, Identity, Layer
from vcs_check.inventory.vocabulary import Answer, Axis, Radio

_RADIATING = frozenset({*RADIO_LIKE, Function.ANTENNA}) - {Function.RECEIVE_ONLY}
"""Functions that an FCC ID does not contradict."""
_UNIT_WORD = re.compile(
    r" (?:m[oó]dul\w*|unidad|unité|control|controller|unit|ecu|computer|system|sensor\w*|"
    r"actuator|motor|switch|heater|pump|steuerger\w+|\w*elektr\w*|calculateur|mando|centralita|fan|lock|panel|display|"
    r"cluster|box|electronics|instrument\w*|блок\w*|модул\w*|контроллер\w*) "
    r"|[\u3040-\u9fff\uac00-\ud7af]"
)
_RADIO_PART_WORD = re.compile(r" (?:modul\w*|modem\w*|transceiver|mcu|soc|microcontroller) ")
_DESCRIBING = frozenset({"passive", "screw", "screws", "magnetic", "magnet", "adhesive", "glass"})
_TWO_WAY = frozenset({Function.RADIO, Function.BAND_UNKNOWN})
_HINTS = frozenset({Function.RADIO, Function.UNKNOWN})
_SOLID = frozenset(
    {Function.PASSIVE, Function.POWER, Function.UNRELATED, Function.RADIO_PATH, Function.ANTENNA}
)
_ORDER_OF_UNITS = (
    *RADIO_LIKE[:2], Function.DRIVING, Function.DRIVER_ASSISTANCE, *RADIO_LIKE[2:],
    Function.COMPUTE, Function.UNRELATED, Function.POWER,
)  # fmt: skip
_UWB_PURPOSES = (
    (
        Function.UWB_ACCESS,
        re.compile(
            r" (?:(?:vehicle|car|door|physical) access|access (?:only|anchor|to (?:the )?vehicle)) "
        ),
    ),
    (Function.SENSING, re.compile(r" (?:secure )?(?:ranging|distance measurement) ")),
)
_ANSWERING = frozenset({Radio.KEYLESS, Radio.TPMS})
"""What is woken at 125 kHz and answers at another frequency."""
_LEAST_ANSWER_MHZ = 1.0
_SURE_CHARS = 5
"""Characters of a part number below which another family may be meant."""


def identify(key: Key, text: str, hits: list[Hit]) -> Identity | None:
    """The identity of a hardware component; None where nothing is known of it."""
    usable = [
        hit for hit in hits if hit.entry.axis != "software" and hit.entry.form is not Form.PACKAGE
    ]
    own = [hit for hit in usable if not hit.pointed_at]
    pointed = [hit for hit in usable if hit.pointed_at]
    parts = [hit for hit in own if hit.entry.form is Form.PART]
    named = [hit for hit in parts if hit.in_name]
    terms = [hit for hit in own if hit.entry.form is not Form.PART]
    raw = _from_parts(named, terms, key)
    if raw is not None and raw.confidence is Confidence.LOW:
        words = cautious(_by_words(key, text, parts, terms), key, text, own, pointed)
        if _say_the_same(raw, words):
            return _with_certificate(key, words)  # a short part number, and what it is in words
    chosen = (
        cautious_of_part(raw, text, terms)
        or _from_notation(key, usable)
        or cautious(_by_words(key, text, parts, terms), key, text, own, pointed)
    )
    return _with_certificate(key, chosen)


def _say_the_same(family: Identity, words: Identity | None) -> bool:
    """Whether words are surer of what a part family only hints at."""
    if words is None or words.layer is not Layer.WORDS or words.confidence is Confidence.LOW:
        return False
    return words.function is family.function


def _by_words(key: Key, text: str, parts: list[Hit], terms: list[Hit]) -> Identity | None:
    return (
        _from_head(key, text, parts, terms)
        or _from_parts(parts, terms, key, Confidence.MEDIUM)
        or _from_terms(text, terms, key)
        or _from_hints(text, terms, key)
    )


def _from_parts(
    parts: list[Hit], terms: list[Hit], key: Key, confidence: Confidence | None = None
) -> Identity | None:
    """What the part families say; a two-way radio in the text adds itself to radios and MCUs."""
    if not parts:
        return None
    best = max(parts, key=_weight_of_family)
    radio = [hit for hit in parts if hit.entry.function is Function.RADIO]
    if radio and best.entry.function is not Function.RADIO:
        rival = max(radio, key=lambda hit: hit.strength)
        if rival.strength > _SURE_CHARS and rival.start != best.start:
            best = rival
    confidence = confidence or best.entry.confidence
    function = best.entry.function
    if function not in RADIO_LIKE and function is not Function.COMPUTE:
        return concluded(best, confidence=confidence)
    telling = [hit for hit in terms if hit.entry.form is Form.WORD and not hit.entry.weak]
    alike = [hit for hit in parts if hit.entry.function in RADIO_LIKE]
    if function is Function.COMPUTE:
        alike = []
    radios = all_radios([*alike, *telling])
    two_way = [hit for hit in telling if hit.entry.function is Function.RADIO]
    if two_way and function is not Function.RADIO:
        return concluded(
            best, function=Function.RADIO, radios=radios, confidence=Confidence.MEDIUM,
            and_because=f"; and “{two_way[0].token}” {two_way[0].entry.reason}",
        )  # fmt: skip
    if function is Function.COMPUTE:
        return concluded(best, confidence=confidence)
    if function is Function.BAND_UNKNOWN:
        return _by_frequency(concluded(best, radios=radios, confidence=confidence), key)
    return concluded(best, radios=radios, confidence=confidence)


def _weight_of_family(hit: Hit) -> tuple[int, bool, bool]:
    """A longer pattern knows more; a radio wins against one that is longer by a character."""
    own, function = bool(hit.entry.own), hit.entry.function
    return hit.strength + (own or function in _TWO_WAY), function is Function.RADIO, own


def _by_frequency(identity: Identity, key: Key) -> Identity:
    """``identity``, decided by the frequency that the text states, if it states one."""
    answers = not _ANSWERING.isdisjoint(identity.radios)
    over = is_over_limit(
        f"{key.name} {key.part_number} {key.description}", _LEAST_ANSWER_MHZ if answers else 0.0
    )
    if over is None:
        return identity
    return Identity(
        function=Function.RADIO if over else Function.LOW_BAND, radios=identity.radios,
        listed_kind=identity.listed_kind, programmable=identity.programmable, axis=identity.axis,
        layer=identity.layer, confidence=Confidence.MEDIUM, entry=identity.entry,
        source=identity.source, own=identity.own,
        because=identity.because + "; the stated frequency is "
        + ("over 450 MHz" if over else "not over 450 MHz"),
    )  # fmt: skip


def _from_notation(key: Key, hits: list[Hit]) -> Identity | None:
    """Values, footprints and designators, where nothing speaks of a radio or processor."""
    if any(
        hit.entry.function in _TWO_WAY or hit.entry.function is Function.COMPUTE for hit in hits
    ):
        return None
    confidence = Confidence.MEDIUM
    if notation.is_value(key.name):
        because = "the name is the value of a passive part"
    elif notation.has_prefixed_footprint(key.part_number) or notation.has_prefixed_footprint(
        key.footprint
    ):
        because = "the footprint is that of a chip resistor, capacitor or inductor"
    elif notation.is_bare_number(key.name) and (
        notation.is_passive_footprint(key.footprint or key.part_number or key.description)
    ):
        because = "a value and the footprint of a chip resistor, capacitor or inductor"
    elif notation.is_pin_count(key.description):
        because = "the description is a number of pins, which connectors have"
    elif notation.is_clock_frequency(key.name):
        because = "the name is the frequency of a crystal or oscillator"
    elif kind := notation.designated(key.designators):
        because = f"the reference designator is that of {kind}"
    elif notation.is_passive_footprint(key.footprint or key.description):
        because = "the footprint is that of a two-pole chip part"
    else:
        return None
    return Identity(
        function=Function.PASSIVE, programmable=Answer.NO, axis=Axis.HARDWARE,
        layer=Layer.IDENTITY, confidence=confidence, entry="passive-notation", because=because,
        source="notation of bills of materials; designators of IEEE 315 / ASME Y14.44",
    )  # fmt: skip


def _from_head(key: Key, text: str, parts: list[Hit], terms: list[Hit]) -> Identity | None:
    """What the head of the description says: ``CAP CER …``, ``IC REG LDO …``, ``CONN …``."""
    words = [h for h in terms if h.entry.form is Form.WORD and not h.entry.weak]
    solid = [h for h in words if h.entry.function in _SOLID]
    computing = [h for h in words if h.entry.function is Function.COMPUTE]
    if not solid and not computing:
        return None
    radio_like = [
        h for h in [*terms, *parts] if h.entry.function in RADIO_LIKE and not h.entry.weak
    ]
    two_way = [h for h in radio_like if h.entry.function in _TWO_WAY]
    units = [h for h in terms if h.entry.form is Form.UNIT and h.in_name]
    first = min(solid, key=lambda h: (h.start, h.start - h.end)) if solid else None
    if first is not None and first.entry.function is Function.PASSIVE and not computing:
        antenna = _antenna_so_described(first, solid)
        if antenna is not None:
            return _antenna(antenna, radio_like)
        signs = [*two_way, *(h for h in terms if h.entry.weak and h.entry.function in _HINTS)]
        electronic = [h for h in solid if h.entry.function is Function.RADIO_PATH]
        if is_head(key, text, first, solid, [*signs, *electronic]):
            return concluded(first)
        return concluded(electronic[0]) if electronic and not two_way else None
    if two_way:
        return _beside_radio(text, solid, radio_like)
    if computing and not units:
        return None if parts else concluded(computing[0])
    if first is None or units:
        return None
    if first.entry.function is Function.ANTENNA:
        return _antenna(first, radio_like)
    if any(h.start < first.start for h in radio_like):
        return None
    return concluded(first)


def _antenna_so_described(passive: Hit, solid: list[Hit]) -> Hit | None:
    """The antenna that a passive word only describes: a *passive* or *screw-mount* antenna."""
    if passive.token.split()[0] not in _DESCRIBING:
        return None
    antennas = [h for h in solid if h.entry.function is Function.ANTENNA]
    return next((h for h in antennas if h.start > passive.start), None)


def _beside_radio(text: str, solid: list[Hit], radio_like: list[Hit]) -> Identity | None:
    """Amplifiers, switches and antennas *of* a radio are not the radio."""
    if _RADIO_PART_WORD.search(text):
        return None
    for hit in solid:
        if hit.entry.function is Function.RADIO_PATH:
            return concluded(hit, radios=all_radios(radio_like))
    for hit in solid:
        if hit.entry.function is Function.ANTENNA:
            return _antenna(hit, radio_like)
    return None


def _antenna(hit: Hit, radio_like: list[Hit]) -> Identity | None:
    """An antenna, which only receives (or only works low) where all its technologies do."""
    functions = {other.entry.function for other in radio_like}
    radios = all_radios(radio_like)
    if len(functions) == 1 and functions <= {Function.RECEIVE_ONLY, Function.LOW_BAND}:
        (function,) = functions
        return concluded(hit, function=function, radios=radios)
    if any(
        other.entry.form is Form.UNIT
        and other.entry.function is Function.RADIO
        and other.start <= hit.start
        and hit.end <= other.end
        for other in radio_like
    ):
        return None
    return concluded(hit, radios=radios)


def _from_terms(text: str, terms: list[Hit], key: Key) -> Identity | None:
    """Names of control units and strong words; the function that weighs most decides."""
    strong = [h for h in terms if not h.entry.weak]
    functions = {h.entry.function for h in strong}
    function = next((f for f in _ORDER_OF_UNITS if f in functions), None)
    if function is None:
        return None
    hit = min(
        (h for h in strong if h.entry.function is function),
        key=lambda h: (not h.in_name, h.start, h.start - h.end),
    )
    if function in (Function.UNRELATED, Function.POWER):
        return _unit_without_radio(text, hit, terms)
    if function not in RADIO_LIKE:
        return concluded(hit)
    unsure = (h for h in terms if h.entry.weak and h.entry.function is Function.UNKNOWN)
    radios = all_radios([*(h for h in strong if h.entry.function in RADIO_LIKE), *unsure])
    found = concluded(hit, radios=radios)
    return _by_frequency(found, key) if function is Function.BAND_UNKNOWN else found


def _unit_without_radio(text: str, hit: Hit, terms: list[Hit]) -> Identity:
    """A control unit that has no radio by its name; only as sure as the name is clear."""
    names = text[: text.find("\x03")]
    clear = hit.in_name and (not hit.entry.needs_unit_word or _UNIT_WORD.search(names) is not None)
    hints = any(h.entry.weak and h.entry.form is Form.WORD for h in terms)
    return concluded(
        hit, confidence=hit.entry.confidence if clear and not hints else Confidence.LOW
    )


def _from_hints(text: str, terms: list[Hit], key: Key) -> Identity | None:
    """Weak words: enough for a suspicion, never to clear anything."""
    weak = [h for h in terms if h.entry.weak]
    if not weak:
        return None
    hit = min(weak, key=_weight_of_hint)
    if hit.entry.function is not Function.RADIO:
        return _by_purpose(hit, text) if Radio.UWB in hit.entry.radios else concluded(hit)
    over = is_over_limit(f"{key.name} {key.part_number} {key.description}")
    if over is False and hit.entry.confidence is Confidence.LOW:
        return concluded(
            hit, function=Function.LOW_BAND, confidence=Confidence.MEDIUM,
            and_because="; the stated frequency is not over 450 MHz",
        )  # fmt: skip
    return concluded(hit, confidence=Confidence.MEDIUM if over else None)


def _by_purpose(hit: Hit, text: str) -> Identity:
    """Ultra-wideband, which is left out only for a purpose that the text names."""
    for function, purpose in _UWB_PURPOSES:
        if named := purpose.search(text):
            return concluded(
                hit, function=function, confidence=Confidence.MEDIUM,
                and_because=f"; and it is said to be for “{named[0].strip()}”",
            )  # fmt: skip
    return concluded(hit)


def _weight_of_hint(hit: Hit) -> tuple[bool, bool, bool, int]:
    radio = hit.entry.function is Function.RADIO
    return hit.entry.confidence is Confidence.LOW, not radio, not hit.in_name, hit.start


def _with_certificate(key: Key, found: Identity | None) -> Identity | None:
    """What an FCC ID adds: whoever has one radiates on purpose."""
    if not key.fcc_id:
        return found
    if found is not None and found.function in _RADIATING:
        return found
    return Identity(
        function=Function.RADIO, radios=found.radios if found else (),
        listed_kind=found.listed_kind if found else "", axis=Axis.HARDWARE,
        programmable=found.programmable if found else Answer.UNKNOWN, layer=Layer.IDENTITY,
        confidence=Confidence.HIGH, entry="fcc-id",
        because="an FCC ID is given, so it transmits on purpose",
        source="47 CFR 2.803, 2.926 (equipment authorization of intentional radiators)",
    )  # fmt: skip
