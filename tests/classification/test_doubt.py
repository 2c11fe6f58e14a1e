"""A word clears only what the rest of the text leaves no doubt about."""

from __future__ import annotations

import pytest
from tests.classification.building import component, hosts, identity

from vcs_check.classification.doubt import CLEARING
from vcs_check.classification.normal import MAX_CHARS
from vcs_check.classification.tag import Confidence, Function, Identity
from vcs_check.inventory.facts import DeclaredFacts
from vcs_check.inventory.vocabulary import Exclusion, Radio


def clears(found: Identity) -> bool:
    return found.function in CLEARING and found.confidence is not Confidence.LOW


@pytest.mark.parametrize(
    ("plain", "more"),
    [
        ("Door camera", "Door camera with cloud uplink"),
        ("Front camera", "Front camera gateway"),
        ("Corner radar", "Corner radar gateway"),
        ("GNSS receiver", "GNSS tracker unit"),
        ("GNSS receiver", "GNSS receiver with internet"),
        ("Display module", "CarPlay display module"),
        ("Display module", "Display module for Android Auto"),
        ("Sunroof controller", "Sunroof and antenna controller"),
        ("HD radio tuner", "HD radio tuner and internet"),
        ("Wireless charger", "Wireless charger with phone pairing"),
        ("Charging controller", "Charging controller OCPP"),
        ("Driver assistance controller", "Driver assistance controller, online"),
        ("NFC reader", "NFC reader with app"),
        ("Voltage regulator", "Voltage regulator with telemetry uplink"),
        ("Fahrerkamera", "Fahrerkamera mit Fernzugriff"),
        ("Caméra avant", "Caméra connectée"),
        ("Cámara", "Cámara conectada"),
        ("前摄像头", "云端摄像头"),
        ("カメラ", "カメラ クラウド"),
        ("Camera", "Camera 클라우드"),
        ("Camera", "Camera облачная"),
        ("Kamera", "Kamera eSIM"),
        ("Camera", "Camera TCU"),
    ],
)
def test_sign_of_a_connection_beside_a_clearing_word_clears_nothing(plain: str, more: str) -> None:
    if plain != "Fahrerkamera":  # German compounds are not taken apart
        assert clears(identity(plain))
    assert not clears(identity(more))


def test_sign_in_the_description_counts_as_well() -> None:
    assert clears(identity("Seat module", description="heats the seat"))
    assert not clears(identity("Seat module", description="heats the seat, remote by phone"))


def test_item_in_doubt_clears_nothing_that_it_contains() -> None:
    inner = component("program", "library", parents=(0,))
    plain = hosts(component("Front camera"), inner, subject=0)[1]
    gateway = hosts(component("Front camera gateway"), inner, subject=0)[1]
    assert plain.function is Function.SENSING
    assert gateway.function is Function.UNKNOWN
    named = hosts(component("program", "library"), part="Front camera gateway")[0]
    assert named.function is Function.UNKNOWN


@pytest.mark.parametrize(
    "name", ["Roof module", "Sensor cluster", "Overhead console", "Audio unit"]
)
def test_place_or_general_word_clears_nothing(name: str) -> None:
    assert not clears(identity(name))


def test_clearing_words_need_no_general_word_beside_them() -> None:
    assert clears(identity("Instrument cluster"))
    assert clears(identity("Sunroof module"))


@pytest.mark.parametrize(
    ("understood", "not_understood"),
    [
        ("Door control", "Door control with SmartAccess"),
        ("Seat and mirror control", "Seat and Zorblat control"),
        ("Seat module with fan", "Seat module + QuuxLink"),
        ("Sitzsteuergerät mit Spiegelsteuergerät", "Sitzsteuergerät mit Zorblat"),
    ],
)
def test_addition_that_nothing_is_known_of_clears_nothing(
    understood: str, not_understood: str
) -> None:
    assert clears(identity(understood))
    assert not clears(identity(not_understood))


def test_part_number_in_a_name_for_something_else_does_not_clear_it() -> None:
    assert clears(identity("NEO-M8N"))
    assert not clears(identity("NEO-M8N gateway"))
    assert clears(identity("BC847"))
    assert not clears(identity("BC847 with LTE modem"))


@pytest.mark.parametrize(
    "name",
    [
        "Passive BLE tag", "BLE tag, passive", "Adhesive BLE beacon", "Plastic TCU",
        "Bluetooth cable adapter", "mPCIe connector card LTE", "Connectorized LTE",
        "TCU housing with electronics", "Screw set and eSIM", "Wi-Fi plastic box", "Antenna-tuner",
    ],
)  # fmt: skip
def test_what_a_radio_is_made_of_does_not_clear_it(name: str) -> None:
    assert not clears(identity(name))


@pytest.mark.parametrize(
    "name",
    [
        "TCU bracket", "TCU housings", "Bracket for TCU", "RF connector SMA male",
        "GSM connector", "SIM card holder", "Plastic cover", "Screw set",
        "Diplexer LTE", "Balun 2.4GHz", "Capacitor RF 2.4 GHz",
    ],
)  # fmt: skip
def test_passive_head_of_a_name_is_what_the_thing_is(name: str) -> None:
    found = identity(name)
    assert found.function is Function.PASSIVE
    assert clears(found)


def test_catalogue_style_begins_with_what_the_thing_is() -> None:
    assert clears(identity("X9", description="CONN SMA FOR LTE ANTENNA"))
    assert not clears(identity("LTE box", description="CONN SMA"))
    assert not clears(identity("X9", description="Passive RFID tag"))


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("RFID reader", Function.BAND_UNKNOWN),
        ("RFID UHF reader", Function.RADIO),
        ("Passive UHF RFID reader", Function.RADIO),
        ("RFID reader 868 MHz", Function.RADIO),
        ("RFID reader 13.56 MHz", Function.LOW_BAND),
        ("RFID reader 134 kHz", Function.LOW_BAND),
        ("HF RFID reader", Function.LOW_BAND),
        ("Transponder", Function.BAND_UNKNOWN),
        ("Keyless entry, woken at 125 kHz", Function.BAND_UNKNOWN),
        ("Keyless entry 125 kHz and 433 MHz", Function.LOW_BAND),
        ("UWB module", Function.UNKNOWN),
        ("UWB anchor", Function.UNKNOWN),
        ("UWB access point", Function.UNKNOWN),
        ("UWB access anchor", Function.UWB_ACCESS),
        ("UWB radar", Function.SENSING),
        ("UWB ranging sensor", Function.SENSING),
    ],
)
def test_band_or_purpose_must_be_stated(name: str, function: Function) -> None:
    found = identity(name)
    assert found.function is function
    assert clears(found) is (function in CLEARING)


def test_ultra_wideband_without_a_purpose_is_named_all_the_same() -> None:
    assert identity("UWB module").radios == (Radio.UWB,)
    assert Radio.UWB in identity("UWB module with BLE").radios
    assert clears(identity("UWB anchor", description="vehicle access only"))


def test_declared_ultra_wideband_item_needs_a_declared_purpose() -> None:
    inner = component("MCU", parents=(0,))
    bare = DeclaredFacts(radios=(Radio.UWB,))
    access = DeclaredFacts(radios=(Radio.UWB,), exclusions=(Exclusion.UWB_ACCESS,))
    assert hosts(component("Box", declared=bare), inner)[1].function is Function.UNKNOWN
    assert hosts(component("Box", declared=access), inner)[1].function is Function.UWB_ACCESS


@pytest.mark.parametrize(("name", "kind"), [("Seat module", "device"), ("BC847", "device")])
def test_text_that_is_longer_than_what_is_looked_at_clears_nothing(name: str, kind: str) -> None:
    assert clears(identity(name, kind, description="x " * 100))
    assert not clears(identity(name, kind, description="x " * (MAX_CHARS // 2)))


@pytest.mark.parametrize(
    "name",
    ["Acme RTOS", "Acme hypervisor", "AcmeLinux", "Acme BSP", "Acme OS", "LTE RTOS",
     "AUTOSAR OS", "VxWorks image", "车载操作系统", "Echtzeitbetriebssystem", "リアルタイムOS"],
)  # fmt: skip
def test_operating_system_is_known_by_its_words(name: str) -> None:
    assert identity(name, "firmware").system_software
    assert identity(name, "library").system_software


def test_operating_system_is_known_by_its_description_but_not_by_what_it_runs_on() -> None:
    assert identity("X", "firmware", description="Linux-based operating system").system_software
    assert identity("X", "firmware", description="real-time operating system").system_software
    assert not identity("X", "firmware", description="motor control").system_software
    assert not identity("X", "firmware", description="player for Linux").system_software
    assert not identity("zlib", "library", description="for any operating system").system_software
    assert identity("Acme RTOS", "firmware").function is Function.GENERIC_SOFTWARE
    assert identity("LTE RTOS", "firmware").function is Function.RADIO
