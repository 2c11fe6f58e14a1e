"""What does not say whether it is hardware is not made hardware by a word."""

from __future__ import annotations

import pytest
from tests.classification.building import identity

from vcs_check.classification.doubt import CLEARING
from vcs_check.classification.tag import Confidence, Function
from vcs_check.inventory.vocabulary import Axis


@pytest.mark.parametrize(
    "name",
    ["socket.io", "spring", "relay", "transformers", "10k", "cloud-connector", "camera-hal",
     "gps-daemon", "nfc-service", "door-lock", "BC847"],
)  # fmt: skip
def test_name_like_a_part_clears_nothing_without_a_type(name: str) -> None:
    found = identity(name, "")
    assert found.axis is not Axis.HARDWARE
    assert found.function not in CLEARING or found.confidence is Confidence.LOW


@pytest.mark.parametrize("name", ["relay", "10k", "BC847"])
def test_same_name_of_a_device_is_a_part(name: str) -> None:
    found = identity(name)
    assert found.function is Function.PASSIVE
    assert found.axis is Axis.HARDWARE
    assert found.confidence is not Confidence.LOW


@pytest.mark.parametrize("name", ["LTE modem", "Bluetooth stack", "TCU software", "SIM7600G"])
def test_radio_stays_a_radio_but_its_axis_is_open(name: str) -> None:
    found = identity(name, "")
    assert found.function is Function.RADIO
    assert found.axis is Axis.UNKNOWN


def test_identifier_of_hardware_makes_it_hardware() -> None:
    assert identity("SIM7600G", "", maker="SIMCom").axis is Axis.HARDWARE
    assert identity("SIM7600G", "", maker="Example Works").axis is Axis.UNKNOWN
    assert identity("SIM7600G driver", "", maker="SIMCom").axis is Axis.UNKNOWN
    assert identity("modem", "", part_number="SIM7600G").axis is Axis.HARDWARE
    placed = identity("10k", "", properties=(("refdes", "R1, R2"),))
    assert (placed.axis, placed.confidence) == (Axis.HARDWARE, Confidence.MEDIUM)


def test_package_url_makes_it_software_unless_it_may_be_a_radio() -> None:
    found = identity("socket.io", "", purl="pkg:npm/socket.io@4.0.0")
    assert found.function is Function.GENERIC_SOFTWARE
    radio = identity("SIM7600G", "", purl="pkg:generic/SIM7600G@1")
    assert (radio.function, radio.axis) == (Function.RADIO, Axis.UNKNOWN)


def test_the_worse_of_hardware_and_software_is_kept() -> None:
    found = identity("camera trajectory planner", "")
    assert (found.function, found.axis) == (Function.DRIVING, Axis.UNKNOWN)
    assert identity("Camera RTOS", "").system_software
    assert not identity("Camera", "").system_software


def test_makers_of_the_family_are_named() -> None:
    assert identity("EC25").makers == ("Quectel",)
    assert identity("EC25", maker="Example Works").makers == ("Quectel",)
    assert identity("EC25", "").makers == ()
    assert identity("LTE modem").makers == ()
    assert identity("EC25 driver", "device-driver").makers == ()
