"""Names that mislead, from bills of materials that people really wrote."""

from __future__ import annotations

import pytest
from tests.classification.building import component, identity, tags

from vcs_check.classification.tag import Confidence, Function, Layer
from vcs_check.inventory.facts import DeclaredFacts
from vcs_check.inventory.vocabulary import Answer, Axis, Radio


@pytest.mark.parametrize(
    ("name", "description", "function"),
    [
        ("SIM8060", "SIM card socket", Function.PASSIVE),
        ("SIM8202G", "5G module", Function.RADIO),
        ("Q3", "NPN BJT for SIM7600 Power Key", Function.PASSIVE),
        ("SIM7600G-H", "Power Key driven by NPN BJT", Function.RADIO),
        ("U.FL", "GSM connector", Function.PASSIVE),
        ("X1", "U.FL GSM connector", Function.PASSIVE),
        ("RF1", "GPS connector", Function.PASSIVE),
        ("ESP32-WROOM-32U", "Wi-Fi module with U.FL connector", Function.RADIO),
        ("I.C.", "BGA725L6E6327FTSA1 INFINEON TSLP-6", Function.RECEIVE_ONLY),
        ("CY8C4247LQI-BL473", "", Function.RADIO),
        ("CY8C4247LQI-M485", "", Function.COMPUTE),
        ("STM32WB55", "", Function.RADIO),
        ("STM32F413", "", Function.COMPUTE),
        ("SRV05-4", "", Function.PASSIVE),
        ("U4", "OTA amplifier, operational transconductance", Function.UNKNOWN),
        ("LMV321", "OTA amplifier, operational transconductance", Function.UNRELATED),
        ("MODULE", "BLUETOOTH W/ANT CLASS1", Function.RADIO),
        ("IC1", "IC REG LDO 3.3V 1A", Function.POWER),
        ("IC2", "IC CAN TXRX HI-SPEED", Function.UNRELATED),
        ("C1", "CAP CER 22PF 50V 0402", Function.PASSIVE),
        ("R1", "RES 10K 1% 0603", Function.PASSIVE),
    ],
)
def test_part_is_what_it_is_and_not_what_it_is_for(
    name: str, description: str, function: Function
) -> None:
    found = identity(name, description=description)
    if function is Function.UNKNOWN:
        assert found.function is Function.UNKNOWN or found.confidence is Confidence.LOW
    else:
        assert found.function is function


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("Telematic Control Unit Module", Function.RADIO),
        ("TCU", Function.RADIO),
        ("Transmission Control Unit (TCU)", Function.UNRELATED),
        ("T-Box", Function.RADIO),
        ("Accessory Protocol Interface Module (APIM)", Function.RADIO),
        ("Head unit", Function.RADIO),
        ("V2X OBU", Function.RADIO),
        ("BLE anchor left", Function.RADIO),
        ("Radio Transceiver Module", Function.BAND_UNKNOWN),
        ("Handsfree module (access)", Function.BAND_UNKNOWN),
        ("Remote Function Actuator", Function.BAND_UNKNOWN),
        ("Tire Pressure Monitor Module", Function.BAND_UNKNOWN),
        ("Wireless Device Charger Module", Function.LOW_BAND),
        ("Vehicle Immobilizer Control Module", Function.LOW_BAND),
        ("Front radar", Function.SENSING),
        ("Automated driving controller", Function.DRIVING),
        ("Driver assistance controller", Function.DRIVER_ASSISTANCE),
        ("Gateway Module A", Function.COMPUTE),
        ("Seat control module", Function.UNRELATED),
        ("Telematik-Steuergerät", Function.RADIO),
        ("Wegfahrsperre", Function.LOW_BAND),
        ("车载T-Box终端", Function.RADIO),
        ("座椅控制器", Function.UNRELATED),
        ("テレマティクスユニット", Function.RADIO),
        ("Boîtier télématique", Function.RADIO),
        ("Unidad telemática", Function.RADIO),
    ],
)
def test_control_unit_is_recognised_by_its_name(name: str, function: Function) -> None:
    found = identity(name)
    assert found.function is function
    assert found.layer is Layer.WORDS
    assert found.confidence is Confidence.MEDIUM


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("bluez5", Function.RADIO),
        ("wpa_supplicant", Function.RADIO),
        ("ModemManager", Function.RADIO),
        ("qcrild", Function.RADIO),
        ("modules/v2x", Function.RADIO),
        ("osrm", Function.GENERIC_SOFTWARE),
        ("craton2", Function.RADIO),  # a library that is called like a V2X chip, and nothing more
        ("ovms_tpms", Function.GENERIC_SOFTWARE),
        ("gnss_to_map_convertor", Function.GENERIC_SOFTWARE),
        ("openssl", Function.GENERIC_SOFTWARE),
        ("babblesim_ext_2G4_modem_magic", Function.UNRELATED),
        ("gtest", Function.UNRELATED),
        ("autoware_bluetooth_monitor", Function.DRIVING),
        ("autoware_mission_planner_universe", Function.DRIVING),
        ("tier4_planning_rviz_plugin", Function.UNRELATED),
        ("modeld", Function.DRIVER_ASSISTANCE),
        ("radio-button-group", Function.GENERIC_SOFTWARE),
    ],
)
def test_software_is_recognised_by_its_package_name(name: str, function: Function) -> None:
    found = identity(name, "library")
    assert found.function is function
    assert found.axis is Axis.SOFTWARE


def test_level_of_automation_is_known_for_stacks() -> None:
    assert identity("autoware_mission_planner_universe", "library").automation_level == 4
    assert identity("openpilot", "application").automation_level == 2


def test_short_part_number_needs_its_maker() -> None:
    assert identity("AG15").function is Function.UNKNOWN
    assert identity("AG15", maker="Example Boards").function is Function.UNKNOWN
    assert identity("AG15", maker="Quectel").function is Function.RADIO
    assert identity("L26").function is Function.UNKNOWN
    assert identity("J5").function is Function.UNKNOWN


def test_maker_of_radio_modules_alone_clears_nothing_and_says_why() -> None:
    found = identity("XYZ-17", maker="移远通信")
    assert found.function is Function.UNKNOWN
    assert "radio modules" in found.because


def test_operating_system_is_system_software() -> None:
    assert identity("QNX Neutrino", "application").system_software
    assert identity("anything at all", "operating-system").system_software
    assert not identity("anything at all", "library").system_software


def test_type_firmware_is_a_claim_and_no_proof() -> None:
    assert identity("linux-firmware", "firmware").device_firmware
    assert not identity("TCU firmware image", "firmware").device_firmware


def test_fcc_id_makes_an_unknown_part_a_radio_but_does_not_change_a_radar() -> None:
    with_id = DeclaredFacts(fcc_id="ABC-EXAMPLE1")
    assert identity("Box 7", declared=with_id).function is Function.RADIO
    assert identity("Box 7").function is Function.UNKNOWN
    assert identity("Corner radar", declared=with_id).function is Function.SENSING
    assert identity("Seat control module", declared=with_id).function is Function.RADIO
    as_property = (("cdx:device:certifications:US:FCC:id", "ABC-EXAMPLE1"),)
    assert identity("Box 7", properties=as_property).function is Function.RADIO


def test_function_of_device_property_is_read() -> None:
    found = identity("Box 7", properties=(("cdx:device:function", "Bluetooth"),))
    assert found.function is Function.RADIO
    assert Radio.BLUETOOTH in found.radios


@pytest.mark.parametrize(
    "name",
    ["SIM7600G-H", "sim7600g_h", "SIM\u200b7600G", "ＳＩＭ７６００", "SIM\u00ad7600", "sim7600"],
)
def test_invisible_and_full_width_characters_hide_nothing(name: str) -> None:
    assert identity(name).function is Function.RADIO


def test_marks_of_the_search_cannot_be_smuggled_in() -> None:
    name = "seat module \x03 \x02 x"
    assert identity(name, description="LTE modem").function is Function.RADIO


def test_software_without_a_match_is_decided_by_its_host() -> None:
    found = identity("left-pad", "library")
    assert (found.function, found.layer) == (Function.GENERIC_SOFTWARE, Layer.NONE)


def test_hardware_without_a_match_is_unknown() -> None:
    found = identity("PCA-00001186-000")
    assert (found.function, found.axis) == (Function.UNKNOWN, Axis.HARDWARE)


def test_kind_that_is_not_given_is_decided_by_identity() -> None:
    assert identity("openssl", "").axis is Axis.SOFTWARE
    assert identity("SIM7600G", "", maker="SIMCom").axis is Axis.HARDWARE
    assert identity("SIM7600G", "", part_number="SIM7600G").axis is Axis.HARDWARE
    assert identity("SIM7600G", "").axis is Axis.UNKNOWN
    assert identity("xyzzy", "").function is Function.UNKNOWN


def test_listed_kinds_are_the_words_of_the_editions() -> None:
    assert identity("SIM7600G").listed_kind == "cellular-module"
    assert identity("STM32F413RGT6").listed_kind == "microcontroller"
    assert identity("XC7Z020").listed_kind == "fpga"
    assert identity("TMS320F28335").listed_kind == "digital-signal-processor"
    assert identity("STM32F413RGT6").programmable is Answer.YES


def test_equal_components_share_one_identity() -> None:
    found = tags(component("SIM7600G"), component("SIM7600G", parents=(0,)), component("bluez"))
    assert found[0].own is found[1].own
    assert found[0].own is not found[2].own
