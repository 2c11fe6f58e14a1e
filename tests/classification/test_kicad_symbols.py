"""No radio among thousands of parts that are none: the symbols of Debian's ``kicad-symbols``.

The symbols (CC-BY-SA 4.0) are not part of this project; ``apt-get install kicad-symbols`` puts
them where they are looked for, ``VCS_CHECK_KICAD_SYMBOLS`` names another folder.
"""

from __future__ import annotations

import functools
import os
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.classification.building import component, tags

from vcs_check.classification.doubt import CLEARING
from vcs_check.classification.tag import Confidence, Function, Identity

_FOLDER = Path(os.environ.get("VCS_CHECK_KICAD_SYMBOLS", "/usr/share/kicad/symbols"))
pytestmark = pytest.mark.skipif(
    not _FOLDER.is_dir(), reason="Debian's kicad-symbols is not installed"
)
_SYMBOL = re.compile(r'^  \(symbol "((?:[^"\\]|\\.)*)"', re.MULTILINE)
_DESCRIPTION = re.compile(r'\(property "ki_description" "((?:[^"\\]|\\.)*)"')
_COMMUNICATING = frozenset({Function.RADIO, Function.BAND_UNKNOWN})
_RADIO_LIBRARIES = ("RF_Bluetooth", "RF_GSM", "RF_Module", "RF_WiFi", "RF_ZigBee")
_RADIOS_ELSEWHERE = re.compile(
    r"CY8C4\w+-(?:BL|4xx)|CYBL|DA146|ESP8266|ESP32|Adafruit_Feather_\w*(?:Blue|HUZZAH|Radio|W[Ii])"
    r"|Adafruit_HUZZAH|Carambola2|WeMos|MKW\d|nRF5\d|CC430|CC13\d|STM32W|ATSAMR"
)
"""Microcontrollers with a radio in them, which stand in libraries of microcontrollers."""
_RIGHTLY_OUT = re.compile(r"DWM1000|.*(?:315|433).*")
"""Ultra-wideband ranging, and variants for 315 or 433 MHz."""


class Symbol(NamedTuple):
    library: str
    name: str
    description: str
    own: Identity


@functools.cache
def _symbols() -> list[Symbol]:
    rows = []
    for file in sorted(_FOLDER.glob("*.kicad_sym")):
        text = file.read_text("utf-8")
        found = list(_SYMBOL.finditer(text))
        ends = [match.start() for match in found[1:]] + [len(text)]
        for match, end in zip(found, ends, strict=True):
            said = _DESCRIPTION.search(text, match.end(), end)
            rows.append((file.stem, match[1].rpartition(":")[2], said[1] if said else ""))
    found_tags = tags(*(component(name, description=text) for _, name, text in rows))
    return [Symbol(*row, tag.own) for row, tag in zip(rows, found_tags, strict=True)]


def test_no_part_outside_the_radio_libraries_is_called_a_radio() -> None:
    others = [s for s in _symbols() if not s.library.startswith("RF")]
    wrong = [
        s for s in others
        if s.own.function in _COMMUNICATING and s.own.confidence is not Confidence.LOW
        and not _RADIOS_ELSEWHERE.match(s.name)
    ]  # fmt: skip
    assert len(others) > 10_000
    assert wrong == []


def test_every_radio_is_called_one_and_none_is_cleared() -> None:
    radios = [s for s in _symbols() if s.library in _RADIO_LIBRARIES]
    missed = [
        s for s in radios
        if s.own.function not in _COMMUNICATING and not _RIGHTLY_OUT.match(s.name)
    ]  # fmt: skip
    assert len(radios) > 50
    assert missed == []


def test_no_programmable_part_and_no_part_of_a_radio_path_is_cleared() -> None:
    wrong = [
        s for s in _symbols()
        if s.library.startswith(("MCU_", "CPU", "DSP_", "FPGA_", "CPLD_", "RF_Switch", "RF_Mixer"))
        and s.own.function in CLEARING and s.own.confidence is not Confidence.LOW
    ]  # fmt: skip
    assert wrong == []
