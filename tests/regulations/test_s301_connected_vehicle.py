"""§ 791.301, connected vehicle: weight, kind, used sale, and a supplier's word on them."""

from __future__ import annotations

from typing import Any

import pytest
from tests.regulations.build import DRAFT, FINAL, PROPOSAL, transaction, vcs_hardware

from vcs_check.inventory.vocabulary import Answer, Exclusion, Mark
from vcs_check.regulations.us_15cfr791_subpart_d.s301_connected_vehicle import (
    declared_vehicle_exclusion,
    vehicle_in_scope,
)


@pytest.mark.parametrize(
    ("weight", "answer"),
    [
        ({"gvwr_lb": 10000.0}, Answer.YES),
        ({"gvwr_lb": 10001.0}, Answer.NO),
        ({"gvwr_kg": 4536.0}, Answer.YES),
        ({"gvwr_kg": 4537.0}, Answer.NO),
        ({}, Answer.YES),
    ],
)
def test_weight_leaves_out_only_what_is_over_the_limit_of_an_edition_with_one(
    weight: dict[str, Any], answer: Answer
) -> None:
    found = vehicle_in_scope(transaction(**weight), FINAL)
    assert found.answer is answer
    assert found.exclusion is (Exclusion.VEHICLE_WEIGHT if answer is Answer.NO else None)
    for value in weight.values():
        assert f"{value:g}" in found.because
    for edition in (PROPOSAL, DRAFT):
        unlimited = vehicle_in_scope(transaction(**weight), edition)
        assert unlimited.answer is Answer.YES
        assert "whatever its weight" in unlimited.because


def test_a_used_sale_is_no_sale_and_off_road_and_rail_are_no_connected_vehicles() -> None:
    used = vehicle_in_scope(transaction(kind="used-sale"), FINAL)
    assert (used.answer, used.exclusion) == (Answer.NO, Exclusion.NOT_A_SALE)
    for kind in ("rail", "off-road"):
        found = vehicle_in_scope(transaction(vehicle_kind=kind), FINAL)
        assert (found.answer, found.exclusion) == (Answer.NO, Exclusion.VEHICLE_KIND)
    assert vehicle_in_scope(transaction(vehicle_kind="road"), FINAL).answer is Answer.YES


@pytest.mark.parametrize(
    ("exclusion", "silent", "speaking"),
    [
        (Exclusion.NOT_A_SALE, {"kind": ""}, {"kind": "sale"}),
        (Exclusion.VEHICLE_KIND, {"vehicle_kind": ""}, {"vehicle_kind": "road"}),
        (Exclusion.VEHICLE_WEIGHT, {}, {"gvwr_lb": 6200.0}),
        (Exclusion.VEHICLE_WEIGHT, {}, {"gvwr_kg": 2800.0}),
    ],
)
def test_a_word_on_the_vehicle_stands_only_where_the_program_is_silent(
    exclusion: Exclusion, silent: dict[str, Any], speaking: dict[str, Any]
) -> None:
    facts = vcs_hardware(exclusions=(exclusion,))
    followed = declared_vehicle_exclusion(facts, transaction(**silent), FINAL)
    assert followed is not None
    assert (followed.answer, followed.exclusion) == (Answer.NO, exclusion)
    assert followed.mark is Mark.INTERPRETATION
    against = declared_vehicle_exclusion(facts, transaction(**speaking), FINAL)
    assert against is not None
    assert against.answer is Answer.YES
    assert against.warnings


def test_a_word_on_the_weight_does_not_help_where_no_limit_is() -> None:
    facts = vcs_hardware(exclusions=(Exclusion.VEHICLE_WEIGHT,))
    found = declared_vehicle_exclusion(facts, transaction(), DRAFT)
    assert found is not None
    assert found.answer is Answer.YES
    assert declared_vehicle_exclusion(vcs_hardware(), transaction(), FINAL) is None
