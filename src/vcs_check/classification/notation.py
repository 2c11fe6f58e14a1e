"""Passive parts by how bills of materials write them: values, footprints, designators."""

from __future__ import annotations

import re

_VALUE = re.compile(
    r"""(?: \d+(?:[.,]\d+)?\s?(?:[pnuµμm]f?|[pnuµμm]h|[kmr]|k?ohms?|[kmr]?[ωΩ])  # 100n, 4.7 uF
        | \d+[pnuµμkmr]\d+ # 2u2, 4k7, 0R1
        | [rc]\d+(?:[pnukm]\d*)?f? # R10k, C100n
        )(?:[\s/,@-]+(?:\d+(?:\.\d+)?\s?(?:v|w|%|mw|ma|a|mohm)|\d+/\d+w|[xcn][0-9p][rg0o]
            |0201|0402|0603|0805|1206|1210|1812|2010|2512|±?\d+%|dnp|nc|npo))*""",
    re.VERBOSE | re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_FOOTPRINT = re.compile(
    r"(?:(?:res|cap|ind|r|c|l|fb|d|led)[\s_:-]*)?"
    r"(?:01005|0201|0402|0603|0805|1206|1210|1812|2010|2512)(?:_\d{4}metric)?(?:[\s_-]\w+)*",
    re.IGNORECASE,
)
_PREFIXED_FOOTPRINT = re.compile(
    r"(?:res|cap|ind|r|c|l|fb)[\s_:-]*(?:01005|0201|0402|0603|0805|1206|1210|1812|2010|2512)\b"
    r"(?![\w-]*[a-z]{3})",
    re.IGNORECASE,
)
_DESIGNATOR = re.compile(
    r"(?P<letters>R|RN|RP|C|CP|L|FB|TP|FID|MH|D|LED|F|Y|XTAL|Q|J|P|CN|CON|SW|JP)\d{1,4}\b"
)
_DESIGNATED = {
    "R": "a resistor", "RN": "a resistor array", "RP": "a resistor array", "C": "a capacitor",
    "CP": "a capacitor", "L": "an inductor", "FB": "a ferrite bead", "TP": "a test point",
    "FID": "a fiducial", "MH": "a mounting hole", "D": "a diode", "LED": "a light-emitting diode",
    "F": "a fuse", "Y": "a crystal", "XTAL": "a crystal", "Q": "a transistor",
    "J": "a connector", "P": "a connector", "CN": "a connector", "CON": "a connector",
    "SW": "a switch", "JP": "a jumper",
}  # fmt: skip
_PIN_COUNT = re.compile(
    r"\d{1,3}[\s-]?(?:pins?|pos(?:ition)?s?|ways?|polig|broches|pines|ピン|针|芯)"
    r"(?:[\s,/-]+(?:ra|smd|tht|male|female|straight|right[\s-]angle|angled|vertical|horizontal|mm|"
    r"\d+(?:[.,]\d+)?(?:mm)?))*",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?:32[.,]768\s?khz|(?:[1-9]|[1-4]\d)(?:[.,]\d{1,6})?\s?mhz)"
    r"(?:[\s/,-]+(?:\d+(?:[.,]\d+)?\s?(?:pf|ppm)|xtal|osc|smd|\d{4}))*",
    re.IGNORECASE,
)
_RADIO_MHZ = re.compile(r"(?:13[.,]56|27[.,]\d+|40[.,]6\d*)\s?mhz", re.IGNORECASE)
"""Clock frequencies at which radios are common as well."""
_MAX_CHARS = 40


def is_value(name: str) -> bool:
    """Whether the whole name is the value of a resistor, capacitor or inductor: ``4k7``."""
    return len(name) <= _MAX_CHARS and _VALUE.fullmatch(name.strip()) is not None


def is_pin_count(text: str) -> bool:
    """Whether the text is a number of pins and how they stand: ``12-pin``, ``3-pin RA``."""
    return len(text) <= _MAX_CHARS and _PIN_COUNT.fullmatch(text.strip()) is not None


def is_clock_frequency(name: str) -> bool:
    """Whether the whole name is the frequency of a crystal, below 50 MHz: ``32.768 kHz``."""
    name = name.strip()
    if len(name) > _MAX_CHARS or _RADIO_MHZ.match(name):
        return False
    return _CLOCK.fullmatch(name) is not None


def is_bare_number(name: str) -> bool:
    """Whether the name is a number only, which a footprint makes a value."""
    return len(name) <= 8 and _BARE_NUMBER.fullmatch(name) is not None


def is_passive_footprint(text: str) -> bool:
    """Whether the text is the footprint of a two-pole chip part: ``R0402``, ``0603``."""
    return len(text) <= _MAX_CHARS and _FOOTPRINT.fullmatch(text.strip()) is not None


def has_prefixed_footprint(text: str) -> bool:
    """Whether the text names such a footprint together with its kind: ``C0603``."""
    return len(text) <= _MAX_CHARS and _PREFIXED_FOOTPRINT.match(text) is not None


def designated(references: str) -> str:
    """What reference designators stand for (``R1, R2`` → *a resistor*); empty if unclear.

    The letters are those of IEEE 315 / ASME Y14.44; several kinds in one field decide nothing.
    """
    kinds = set()
    for word in references.replace(",", " ").replace(";", " ").split():
        match = _DESIGNATOR.match(word)
        if match is None:
            return ""
        kinds.add(_DESIGNATED[match["letters"]])
    return kinds.pop() if len(kinds) == 1 else ""
