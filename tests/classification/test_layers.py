"""The layer that decided shows, and a lower one never overrides a higher one in silence."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.classification.building import component, identity, tags
from tests.cli.vehicle import bom, report, thing, write

from vcs_check.classification.layers import deciding_layer
from vcs_check.classification.tag import Confidence, Function, Layer
from vcs_check.inventory.facts import NOTHING_DECLARED, parse_facts

RADIO_PARTS = ["EG25-G", "SIM7600", "WP7702", "nRF52840", "ESP32-WROOM-32"]
CLEARING_WORDS = [
    "seat heater", "bracket", "connector", "resistor", "door lock", "GNSS receiver", "power supply",
    "Sitzheizung", "座椅", "passive", "radar sensor", "wireless charging", "capacitor 22pF 50V",
]  # fmt: skip


def layer_of(name: str, **facts: str) -> tuple[Layer, Confidence]:
    declared = parse_facts([(fact.rstrip("_"), text) for fact, text in facts.items()], prefix="")
    (tag,) = tags(component(name, declared=declared))
    return deciding_layer(tag, declared if facts else NOTHING_DECLARED)


def test_declared_facts_are_the_strongest_layer() -> None:
    assert layer_of("EG25-G") == (Layer.IDENTITY, Confidence.HIGH)
    assert layer_of("EG25-G", class_="vcs-hardware")[0] is Layer.DECLARED
    assert layer_of("EG25-G", part="Seat module")[0] is Layer.IDENTITY  # says nothing of itself


def test_what_only_its_item_decides_is_decided_by_the_assembly() -> None:
    found = tags(component("Telematics control unit"), component("app", "library", parents=(0,)))
    assert deciding_layer(found[0], NOTHING_DECLARED)[0] is Layer.WORDS
    layer, confidence = deciding_layer(found[1], NOTHING_DECLARED)
    assert (layer, confidence) == (Layer.ASSEMBLY, found[1].host.confidence)
    assert deciding_layer(tags(component("app", "library"))[0], NOTHING_DECLARED)[0] is Layer.NONE


def test_report_names_the_layer_that_decided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    parts = [thing("app", kind="library"), thing("EG25-G", kind="device")]
    box = thing("Telematics control unit", kind="device", class_="vcs-hardware", parts=parts)
    write(tmp_path, b_json=bom(box))
    found = {c["name"]: c["layer"] for c in report("b.json")["components"]}
    assert found == {"Telematics control unit": "declared", "app": "assembly", "EG25-G": "identity"}


def test_layers_are_ordered_strongest_first() -> None:
    order = list(Layer)
    assert all(one is not other for one, other in pairwise(order))
    assert order[0] is Layer.DECLARED
    assert order[-1] is Layer.NONE


@given(
    st.sampled_from(RADIO_PARTS),
    st.lists(st.sampled_from(CLEARING_WORDS), min_size=1, max_size=4).map(" ".join),
)
def test_words_of_a_description_never_override_a_part_number(part: str, described: str) -> None:
    found = identity(part, description=described)
    assert found.function is Function.RADIO
    assert found.layer is Layer.IDENTITY


@given(
    st.sampled_from(RADIO_PARTS),
    st.sampled_from(["app", "libfoo", "seat control", "updater", "tzdata"]),
    st.sampled_from(["Seat module", "Front radar", "GNSS receiver", "Instrument cluster"]),
)
def test_name_of_a_unit_never_overrides_the_radio_in_it(part: str, inside: str, unit: str) -> None:
    found = tags(
        component(unit), component(part, parents=(0,)), component(inside, "library", parents=(0,))
    )
    assert found[2].host.function is Function.RADIO


@given(st.lists(st.sampled_from([*CLEARING_WORDS, "LTE modem", "Bluetooth", "with Wi-Fi"]),
                min_size=1, max_size=4).map(" ".join))  # fmt: skip
def test_low_confidence_decides_nothing_towards_leniency(name: str) -> None:
    found = identity(name)
    if any(word in name for word in ("LTE modem", "with Wi-Fi", "Bluetooth")):
        cleared = found.function not in (
            Function.RADIO, Function.UNKNOWN, Function.BAND_UNKNOWN, Function.ANTENNA,
            Function.RADIO_PATH, Function.COMPUTE,
        )  # fmt: skip
        assert not cleared or found.function is Function.PASSIVE or (
            found.confidence is Confidence.LOW
        )  # fmt: skip
