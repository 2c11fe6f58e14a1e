"""Values, footprints and designators are passives; names of parts are not."""

from __future__ import annotations

import pytest
from tests.classification.building import identity

from vcs_check.classification import notation
from vcs_check.classification.tag import Confidence, Function


@pytest.mark.parametrize(
    "name",
    ["100n", "4.7u", "22p", "10k", "5.1k", "4k7", "2R2", "0R1", "100nF/50V", "1M", "10uF 16V"],
)
def test_value_of_a_passive_is_recognised(name: str) -> None:
    assert notation.is_value(name)
    assert identity(name).function is Function.PASSIVE


@pytest.mark.parametrize(
    "name", ["N75", "L26", "J5", "EC25", "4G", "5G", "22", "M66", "BG96", "3G", "2.4G", "9602"]
)
def test_short_part_number_is_no_value(name: str) -> None:
    assert not notation.is_value(name)
    assert identity(name).function is not Function.PASSIVE


def test_bare_number_needs_a_footprint() -> None:
    assert identity("22").function is Function.UNKNOWN
    assert identity("22", part_number="R0402").function is Function.PASSIVE


@pytest.mark.parametrize(
    ("designators", "function"),
    [
        ("R1, R2", Function.PASSIVE),
        ("C17", Function.PASSIVE),
        ("R1, U5", Function.UNKNOWN),
        ("U5", Function.UNKNOWN),
        ("R1, C2", Function.UNKNOWN),
        ("ANT1", Function.UNKNOWN),
    ],
)
def test_designator_decides_only_where_it_is_clear(designators: str, function: Function) -> None:
    found = identity("4711-0815", properties=(("RefDes", designators),))
    assert found.function is function
    if function is Function.PASSIVE:
        assert found.confidence is Confidence.MEDIUM


def test_designator_of_a_connector_does_not_hide_a_radio() -> None:
    found = identity("SIM7600G", properties=(("RefDes", "J3"),))
    assert found.function is Function.RADIO
    by_words = identity("Card", description="LTE modem card", properties=(("RefDes", "J3"),))
    assert by_words.function is Function.RADIO
