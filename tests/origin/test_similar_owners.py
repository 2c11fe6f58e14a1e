"""Owners with almost the name of a nexus party, and hypotheses that travel along holdings."""

from __future__ import annotations

import pytest
from tests.origin.build import FINAL, TODAY, claim, owner, parties, party, resolver

from vcs_check.inventory.vocabulary import Evidence, Origin
from vcs_check.origin.reference_data import reference_parties
from vcs_check.origin.standing import Graph, Setting

NEXUS, UNKNOWN, NONE = Origin.NEXUS, Origin.UNKNOWN, Origin.NONE
HUADONG = party("Example Huadong Radio", home="CN", aliases=("EHR",))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ехample Huadong Radio", UNKNOWN),
        ("Example Hua-dong Radio", UNKNOWN),
        ("Example Huadong Radios", UNKNOWN),
        ("Example Huadong Radio Holdings", UNKNOWN),
        ("EHR Capital", UNKNOWN),
        ("Blue Meadow Fund", NONE),
    ],
)
@pytest.mark.parametrize("percent", [50.5, 90])
def test_an_owner_with_almost_the_name_of_a_nexus_party_is_doubtful(
    name: str, expected: Origin, percent: float
) -> None:
    held = party("Hill", owner(name, percent, "US"), home="US")
    found = resolver(parties(held, HUADONG)).resolve(claim("Hill"))
    assert found.origin is expected
    assert found.candidates == (("Example Huadong Radio",) if expected is UNKNOWN else ())
    if expected is UNKNOWN:
        assert "like that of Example Huadong Radio" in found.why
        assert any("the same as Example Huadong Radio" in gap.ask for gap in found.gaps)


def test_the_doubt_travels_and_a_clean_majority_still_excludes_it() -> None:
    held = party("Hill", owner("EHR Capital", 60, "US"), home="US")
    above = party("Top", owner("Hill", 80), home="US")
    minor = party("Dale", owner("Brook", 60, "US"), owner("EHR Capital", 5, "US"), home="US")
    found = resolver(parties(held, above, minor, HUADONG))
    assert found.resolve(claim("Top")).origin is UNKNOWN
    assert found.resolve(claim("Dale")).origin is NONE


def test_an_owner_like_a_nexus_party_of_the_reference_is_doubtful() -> None:
    held = party("Hill", owner("Quectel Wireless", 90, "US"), home="US")
    assert resolver(parties(held), use_reference=True).resolve(claim("Hill")).origin is UNKNOWN


def test_no_owner_of_the_reference_is_named_like_one_of_its_nexus_parties() -> None:
    setting = Setting(
        prongs=FINAL, evidence=Evidence.STANDARD, today=TODAY, possibly_dominant_percent=5.0
    )
    assert Graph(reference_parties(), setting).similar == {}


@pytest.mark.parametrize(
    ("name", "candidate"),
    [
        ("Huawei Device", "Huawei Technologies Co., Ltd."),
        ("Quectel Wireless Europe", "Quectel Wireless Solutions Co., Ltd."),
        ("BYD Semiconductor", "BYD Company Limited"),
        ("Shenzhen DJI Osmo", "Shenzhen DJI Technology Co., Ltd."),
        ("华为终端有限公司", "Huawei Technologies Co., Ltd."),
    ],
)
def test_a_name_that_contains_that_of_a_nexus_party_names_it(name: str, candidate: str) -> None:
    found = resolver(use_reference=True).resolve(claim(name))
    assert found.origin is UNKNOWN
    assert found.candidates[0] == candidate


def test_the_smallest_share_over_half_is_a_majority_and_shows_its_decimals() -> None:
    for percent, expected in ((50.0, UNKNOWN), (50.0000001, NEXUS), (50.00000000000001, NEXUS)):
        held = party("Hill", owner("Example Huadong Radio", percent, "CN"), home="US")
        found = resolver(parties(held, HUADONG)).resolve(claim("Hill"))
        assert found.origin is expected
        assert f"{percent:.15g} %" in found.why


def test_holders_in_concert_add_up_exactly() -> None:
    group = {"concerts": ("G",)}
    for last, expected in ((20.0, UNKNOWN), (20.000000000001, NEXUS)):
        held = party(
            "Hill",
            owner("Alder", 29.9, "CN", **group),
            owner("Birch", 0.1, "CN", **group),
            owner("Cedar", last, "CN", **group),
            home="US",
        )
        assert resolver(parties(held)).resolve(claim("Hill")).origin is expected


def test_an_assumed_nexus_travels_to_what_the_party_controls() -> None:
    register = parties(
        party("Base", home="US"),
        party("Mid", owner("Base", 60), home="US"),
        party("Top", owner("Mid", 80), home="US"),
        party("Low", owner("Base", 30), home="US"),
        party("Free", owner("Brook", 80, "US"), home="US"),
        party("Real", home="CN"),
    )
    found = resolver(register, assumed={"Base": NEXUS, "Brook": NEXUS})
    origins = {n: found.resolve(claim(n)) for n in ("Mid", "Top", "Low", "Free", "Real")}
    assert {n: f.origin for n, f in origins.items()} == {
        "Mid": NEXUS, "Top": NEXUS, "Low": UNKNOWN, "Free": NEXUS, "Real": NEXUS,
    }  # fmt: skip
    assert [n for n, f in origins.items() if not f.hypothetical] == ["Real"]
    assert origins["Top"].path[-1] == "Base: assumed to be nexus"
    without = resolver(register).resolve(claim("Top"))
    assert (without.origin, without.hypothetical) == (NONE, False)
