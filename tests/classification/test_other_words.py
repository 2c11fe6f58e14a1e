"""Other words for the same things, and false friends, in nine languages."""

from __future__ import annotations

import pytest
from tests.classification.building import identity

from vcs_check.classification.notation import is_clock_frequency, is_pin_count
from vcs_check.classification.tag import Confidence, Function
from vcs_check.inventory.vocabulary import Radio


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("遠端資訊處理控制單元", Function.RADIO),
        ("車載情報端末", Function.RADIO),
        ("Datenkommunikationsmodul", Function.RADIO),
        ("Boitier telematique", Function.RADIO),
        ("Centralita de telemática", Function.RADIO),
        ("텔레매틱스 유닛", Function.RADIO),
        ("Модем LTE", Function.RADIO),
        ("Keramikkondensator", Function.PASSIVE),
        ("Résistance à couche", Function.PASSIVE),
        ("Resistance a couche", Function.PASSIVE),
        ("積層セラミックコンデンサ", Function.PASSIVE),
        ("Beschleunigungssensor", Function.UNRELATED),
        ("CAN收发器", Function.UNRELATED),
        ("Abwärtswandler", Function.POWER),
        ("Abwaertswandler", Function.POWER),
        ("激光雷达", Function.SENSING),
        ("Recharge sans fil par induction", Function.LOW_BAND),
        ("Türsteuergerät Fahrer", Function.UNRELATED),
        ("Турбо-модем связи", Function.RADIO),
    ],
)
def test_thing_is_known_in_the_language_of_its_bill(name: str, function: Function) -> None:
    found = identity(name)
    assert found.function is function
    assert found.confidence is not Confidence.LOW


@pytest.mark.parametrize(
    ("name", "kind", "description"),
    [
        ("react-bluetooth-icon", "library", ""),
        ("wifi-docs", "library", "Documentation of the Wi-Fi stack"),
        ("fonts-lte", "library", ""),
        ("phonon", "library", "multimedia framework"),
        ("log-collector", "application", "runs on the telematics control unit"),
        ("ntfs-3g", "library", "read/write driver for NTFS"),
        ("cellular-automata", "library", ""),
    ],
)
def test_software_that_only_speaks_of_a_radio_is_generic(
    name: str, kind: str, description: str
) -> None:
    assert identity(name, kind, description=description).function is Function.GENERIC_SOFTWARE


@pytest.mark.parametrize(
    ("name", "kind"),
    [("wifi-docs", "application"), ("bluetooth-icon", "device-driver"), ("wifi", "library")],
)
def test_a_program_is_no_document_whatever_its_name(name: str, kind: str) -> None:
    assert identity(name, kind).function is Function.RADIO


def test_what_a_driver_loads_is_device_firmware_and_the_driver_is_not() -> None:
    assert identity("iwlwifi-cc-a0-77.ucode", "firmware").device_firmware
    assert not identity("iwlwifi", "firmware").device_firmware
    assert not identity("Bluetooth driver firmware", "firmware").device_firmware
    assert identity("EC25 module firmware", "firmware").function is Function.RADIO
    assert not identity("EC25 module firmware", "firmware").device_firmware


@pytest.mark.parametrize(
    ("name", "is_clock"),
    [
        ("32.768kHz", True),
        ("8MHz", True),
        ("26 MHz 10ppm", True),
        ("13.56 MHz", False),
        ("27.12 MHz", False),
        ("433.92 MHz", False),
        ("868MHz", False),
        ("26 MHz radio", False),
    ],
)
def test_frequency_alone_names_a_crystal_only_where_no_radio_works(
    name: str, is_clock: bool
) -> None:
    assert is_clock_frequency(name) is is_clock
    assert (identity(name).function is Function.PASSIVE) is is_clock


def test_number_of_pins_is_that_of_a_connector() -> None:
    assert is_pin_count("12-pin-RA")
    assert is_pin_count("4 way")
    assert not is_pin_count("12-pin modem")
    assert identity("1318772-2X", description="12-pin-RA").function is Function.PASSIVE


def test_radio_family_wins_against_a_passive_one_of_about_the_same_length() -> None:
    assert identity("BC832").function is Function.RADIO
    assert identity("BC847").function is Function.PASSIVE
    assert identity("AP6256").function is Function.RADIO
    assert identity("AP62300").function is Function.POWER


def test_frequency_of_a_tyre_transmitter_decides() -> None:
    low = identity("Tyre pressure transmitter 433 MHz")
    assert low.function is Function.LOW_BAND
    assert low.confidence is not Confidence.LOW
    assert identity("Tyre pressure transmitter 2.4 GHz").function is Function.RADIO
    assert Radio.TPMS in low.radios


def test_words_that_a_name_adds_are_not_lost_behind_a_connector() -> None:
    assert identity("BLE OBD-II adapter").function is Function.RADIO
    assert identity("USB-C modem").function is Function.RADIO
    assert identity("LED driver").function is Function.UNRELATED
    assert identity("BATTERY HOLDER 2468").function is Function.PASSIVE
