"""Radios that are written otherwise, look like something else, or stand where one does not look."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.classification.building import identity

from vcs_check.classification.normal import words
from vcs_check.classification.tag import Confidence, Function, Identity
from vcs_check.inventory.vocabulary import Axis
from vcs_check.text import plain_numbers

CLEARED = {
    Function.SENSING, Function.RECEIVE_ONLY, Function.UWB_ACCESS, Function.LOW_BAND, Function.POWER,
    Function.PASSIVE, Function.UNRELATED, Function.DRIVER_ASSISTANCE,
}  # fmt: skip


def is_cleared(found: Identity) -> bool:
    return found.function in CLEARED and found.confidence is not Confidence.LOW


@pytest.mark.parametrize(
    "name",
    [
        "EG25G", "EG25-G", "eg25_g", "EG25/G", "EG25.G", "EG 25-G", "EG2 5-G", "E G 2 5 - G",
        "QUECTEL_EG25G-MINIPCIE", "Quectel EG 25-G", "100-0423-EG25-G", "9001234EG25G",
        "P/N 0012345 EG25-G", "EG‐25‑G", "EG 25G (LTE Cat 4)", "SIM 7600G-H",
    ],
)  # fmt: skip
def test_part_number_is_known_however_it_is_parted(name: str) -> None:
    assert identity(name).function is Function.RADIO


@pytest.mark.parametrize(
    "name",
    [
        "EG\u200b25-G", "E\u200bG25-G", "EG25\u00ad-G", "EG25\u202eG", "ЕG25-G", "ЕС25-E", "ΕΜ7455",
        "SІМ7600", "ＥＧ２５－Ｇ", "𝐄𝐆𝟐𝟓-𝐆", "E\u0301G25-G", "EG\u036125-G", "EG٢٥-G",
        "Blu\u200detooth module", "Вluetooth module", "ВLUETООTH модуль", "W\u200bi-Fi module",
    ],
)  # fmt: skip
def test_invisible_and_look_alike_characters_hide_no_radio(name: str) -> None:
    assert identity(name).function is Function.RADIO


def test_honest_words_of_other_alphabets_stay_as_they_are() -> None:
    assert words("модем МТС 5") == "модем мтс 5"
    assert words("САР 5") == "сар 5"
    assert plain_numbers("ЛА3 4k7Ω 10µF") == "ЛА3 4k7Ω 10µF"


@pytest.mark.parametrize(
    "properties",
    [
        (("mpn", "EG25-G"),), (("acme:ManufacturerPartNumber", "EG25-G"),),
        (("cdx:device:sku", "EG25-G"),), (("internal:note", "EG25-G"),),
        (("internal:note", "Quectel EG25-G"),), (("acme:variant", "EG 25-G"),),
        (("Mfr. Part No.", "EG25GGB-256-SGNS"),),
        (("cdx:device:function", "LTE modem"),), (("cdx:device:deviceType", "modem"),),
    ],
)  # fmt: skip
def test_radio_in_a_property_is_found(properties: tuple[tuple[str, str], ...]) -> None:
    assert identity("10-1234", properties=properties).function is Function.RADIO


@pytest.mark.parametrize(
    "texts",
    [
        {"part_number": "EG25-G"}, {"part_number": "EG 25-G"}, {"description": "EG25-G"},
        {"cpe": "cpe:2.3:h:quectel:eg25-g:-:*:*:*:*:*:*:*"},
        {"purl": "pkg:generic/quectel/eg25-g@1"},
    ],
)  # fmt: skip
def test_radio_in_another_field_is_found(texts: dict[str, str]) -> None:
    assert identity("10-1234", **texts).function is Function.RADIO


@pytest.mark.parametrize(
    ("name", "properties"),
    [
        ("Seat module", (("mpn", "EG25-G"),)),
        ("Seat module", (("internal:note", "EG25-G"),)),
        ("Seat module EG 25-G", ()),
        ("Door lock actuator 9001234EG25G", ()),
    ],
)
def test_hidden_part_number_clears_nothing_away(
    name: str, properties: tuple[tuple[str, str], ...]
) -> None:
    assert not is_cleared(identity(name, properties=properties))


@pytest.mark.parametrize(
    "properties",
    [(("compatible modem", "EG25-G"),), (("replaces", "EG25-G"),), (("serialNumber", "EG25-G"),)],
)
def test_property_that_speaks_of_another_thing_makes_no_radio(
    properties: tuple[tuple[str, str], ...],
) -> None:
    assert identity("10-1234", properties=properties).function is Function.UNKNOWN


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a3f5c9e1_EG25-G.bin", "file"), ("firmware/EG25GGBR07A08M2G.bin", "file"),
        ("EG25GGBR07A08M2G_01.001", "firmware"), ("EG25-G", "application"), ("EG25-G", "library"),
        ("brcmfmac", "device-driver"), ("brcmfmac.ko", "firmware"), ("wpa_supplicant", "firmware"),
        ("NON-HLOS.bin", "file"), ("tbox_app", "firmware"),
    ],
)  # fmt: skip
def test_software_of_a_radio_is_that_whatever_its_kind_says(name: str, kind: str) -> None:
    found = identity(name, kind)
    assert found.function is Function.RADIO
    assert found.axis is Axis.SOFTWARE


@pytest.mark.parametrize("name", ["seat-motor-fw", "Linux firmware image", "cp210x"])
def test_word_firmware_proves_nothing(name: str) -> None:
    for kind in ("firmware", "device-driver", "library"):
        found = identity(name, kind)
        assert not found.device_firmware
        assert not is_cleared(found)


@pytest.mark.parametrize(
    "name",
    ["CONN HEADER 25 POS", "RES 10 K 0402", "Module 25 G", "Screw M 3 x 10", "4k7", "SIM 8060",
     "M 4 screw", "grade 25 steel", "IC 7404", "BAT 54 S"],
)  # fmt: skip
def test_other_numbers_are_no_radios(name: str) -> None:
    assert identity(name).function is not Function.RADIO


INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a\u202e"


@given(
    st.sampled_from(["EG25-G", "SIM7600", "WP7702", "NRF52840", "ESP32-WROOM", "BG96"]),
    st.lists(st.tuples(st.integers(0, 12), st.sampled_from(INVISIBLE)), max_size=4),
)
def test_invisible_characters_anywhere_change_nothing(
    name: str, hidden: list[tuple[int, str]]
) -> None:
    written = name
    for place, char in hidden:
        written = written[:place] + char + written[place:]
    assert identity(written) == identity(name)


@given(st.text(alphabet="EG25-GЕС SIM7600\u200b_./", max_size=14))
def test_value_of_a_property_never_clears(value: str) -> None:
    assert not is_cleared(identity("10-1234", properties=(("note", value),)))


@given(st.text(alphabet="EG25-GЕС SIM7600\u200b_./", min_size=1, max_size=14))
def test_part_number_in_a_property_is_one(value: str) -> None:
    assert identity("x", properties=(("mpn", value),)) == identity("x", part_number=value)
