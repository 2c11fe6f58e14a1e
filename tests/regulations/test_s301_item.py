"""§ 791.301: whether the item around a component is a VCS item, or drives."""

from __future__ import annotations

import msgspec
import pytest
from tests.regulations.build import DRAFT, FINAL, PROPOSAL, host

from vcs_check.classification.tag import Confidence, Function, Host
from vcs_check.inventory.vocabulary import Answer, Radio
from vcs_check.regulations.us_15cfr791_subpart_d.scope import item_communicates, item_drives

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN

COMMUNICATES = {
    Function.RADIO: (YES, YES),
    Function.DRIVING: (NO, NO),
    Function.DRIVER_ASSISTANCE: (NO, NO),
    Function.SENSING: (NO, UNKNOWN),
    Function.UWB_ACCESS: (NO, UNKNOWN),
    Function.RECEIVE_ONLY: (NO, UNKNOWN),
    Function.POWER: (NO, UNKNOWN),
    Function.LOW_BAND: (NO, NO),
    Function.PASSIVE: (NO, NO),
    Function.UNRELATED: (NO, NO),
    Function.BAND_UNKNOWN: (UNKNOWN, UNKNOWN),
    Function.COMPUTE: (UNKNOWN, UNKNOWN),
    Function.RADIO_PATH: (UNKNOWN, UNKNOWN),
    Function.ANTENNA: (UNKNOWN, UNKNOWN),
    Function.GENERIC_SOFTWARE: (UNKNOWN, UNKNOWN),
    Function.UNKNOWN: (UNKNOWN, UNKNOWN),
}
"""Under the final rule, and under the proposal, which has none of the four exclusions."""
NOTHING_KNOWN = {Function.UNKNOWN, Function.COMPUTE, Function.GENERIC_SOFTWARE}


@pytest.mark.parametrize("function", Function)
def test_an_item_communicates_unless_what_it_does_exclusively_is_left_out(
    function: Function,
) -> None:
    final, proposal = COMMUNICATES[function]
    assert item_communicates(host(function), FINAL) is final
    assert item_communicates(host(function), DRAFT) is final
    assert item_communicates(host(function), PROPOSAL) is proposal


def test_an_item_for_satellite_navigation_communicates_where_no_exclusion_leaves_it_out() -> None:
    navigation = host(Function.RECEIVE_ONLY, radios=(Radio.GNSS, Radio.AM_FM))
    assert item_communicates(navigation, FINAL) is NO
    assert item_communicates(navigation, PROPOSAL) is YES
    broadcast = host(Function.RECEIVE_ONLY, radios=(Radio.AM_FM,))
    assert item_communicates(broadcast, PROPOSAL) is UNKNOWN
    for excluded, expected in (({"receive-only": UNKNOWN}, UNKNOWN), ({}, YES)):
        connectivity = msgspec.structs.replace(FINAL.connectivity, exclusions=excluded)
        edition = msgspec.structs.replace(FINAL, connectivity=connectivity)
        assert item_communicates(navigation, edition) is expected


@pytest.mark.parametrize("function", Function)
def test_an_item_drives_only_where_it_is_known_to(function: Function) -> None:
    expected = YES if function is Function.DRIVING else NO
    assert item_drives(host(function)) is (UNKNOWN if function in NOTHING_KNOWN else expected)


@pytest.mark.parametrize("function", Function)
def test_a_weak_clue_on_the_item_settles_nothing(function: Function) -> None:
    weak: Host = host(function, confidence=Confidence.LOW, radios=(Radio.GNSS,))
    assert item_drives(weak) is UNKNOWN
    for edition in (FINAL, PROPOSAL):
        assert item_communicates(weak, edition) is UNKNOWN
