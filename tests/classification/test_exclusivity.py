"""An exclusion holds only for what does nothing else."""

from __future__ import annotations

import pytest
from tests.classification.building import identity

from vcs_check.classification.exclusivity import RADIO_LIKE, of_radios
from vcs_check.classification.frequency import is_over_limit
from vcs_check.classification.knowledge import load
from vcs_check.classification.tag import Confidence, Function
from vcs_check.inventory.vocabulary import Radio

_TWO_WAY = [radio for radio in Radio if load().function_of[radio] is Function.RADIO]


def test_every_radio_of_the_contract_has_a_function() -> None:
    assert set(load().function_of) == set(Radio)
    assert set(load().function_of.values()) <= set(RADIO_LIKE)


@pytest.mark.parametrize("two_way", _TWO_WAY)
@pytest.mark.parametrize("other", list(Radio))
def test_any_two_way_technology_decides(two_way: Radio, other: Radio) -> None:
    assert of_radios([other, two_way], load()) is Function.RADIO
    assert of_radios([two_way, other], load()) is Function.RADIO


def test_without_any_technology_nothing_is_said() -> None:
    assert of_radios([], load()) is None


@pytest.mark.parametrize(
    ("alone", "together", "excluded"),
    [
        ("GNSS receiver", "GNSS receiver with LTE", Function.RECEIVE_ONLY),
        ("UWB access anchor", "UWB access anchor with BLE", Function.UWB_ACCESS),
        ("Camera", "Camera with Wi-Fi uplink", Function.SENSING),
        ("Radio tuner", "Radio tuner and Bluetooth", Function.RECEIVE_ONLY),
        ("NFC reader", "NFC and Bluetooth reader", Function.LOW_BAND),
        ("Seat module", "Seat module with Bluetooth", Function.UNRELATED),
        ("DW1000", "DWM1001", Function.UWB_ACCESS),
        ("NEO-M8N", "SIM7000G", Function.RECEIVE_ONLY),
        ("GPS antenna", "Smart antenna with GPS", Function.RECEIVE_ONLY),
    ],
)
def test_item_is_excluded_only_while_nothing_else_is_in_it(
    alone: str, together: str, excluded: Function
) -> None:
    assert identity(alone).function is excluded
    assert identity(together).function is Function.RADIO


def test_all_technologies_of_a_combined_part_are_named() -> None:
    assert {Radio.CELLULAR, Radio.GNSS} <= set(identity("SIM7000G").radios)
    assert {Radio.UWB, Radio.BLUETOOTH} <= set(identity("DWM1001").radios)


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("433.92 MHz", False),
        ("450 MHz", False),
        ("450.1 MHz", True),
        ("868MHz", True),
        ("315 MHz or 902 MHz", True),
        ("125 kHz", False),
        ("2.4 GHz", True),
        ("48 MHz clock", None),
        ("no number", None),
    ],
)
def test_stated_frequency_is_on_one_side_of_the_line(text: str, over: bool | None) -> None:
    assert is_over_limit(text) is over


def test_frequency_decides_what_the_name_leaves_open() -> None:
    assert identity("Keyless entry receiver").function is Function.BAND_UNKNOWN
    low = identity("Keyless entry receiver 433.92 MHz")
    assert (low.function, low.confidence) == (Function.LOW_BAND, Confidence.MEDIUM)
    assert identity("Keyless entry receiver 868 MHz").function is Function.RADIO
    assert identity("Keyless entry receiver 315 MHz and 915 MHz").function is Function.RADIO


def test_single_vague_word_clears_nothing() -> None:
    assert identity("seat").confidence is Confidence.LOW
    assert identity("Box", description="for the seat").function is Function.UNKNOWN
