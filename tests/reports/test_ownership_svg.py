"""The ownership graph as inline SVG."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from vcs_check.assessment import Holding
from vcs_check.inventory.vocabulary import Origin
from vcs_check.reports._ownership_svg import ownership_lines, ownership_svg

HOSTILE = 'Example "><script>alert(1)</script>\u202e\x1b[31m & Söhne'


def holding(owner: str, of: str, **more: object) -> Holding:
    values: dict[str, object] = {
        "owner": owner, "of": of, "owner_origin": Origin.NONE, "owner_country": "DE",
        "what": "51 % of the votes", **more,
    }  # fmt: skip
    return Holding(**values)  # type: ignore[arg-type]


def drawn(*holdings: Holding, name: str = "Example GmbH") -> str:
    return str(ownership_svg(name, Origin.UNKNOWN, "DE", holdings, identifier="own-1"))


def boxes(svg: str) -> int:
    return len(re.findall("<rect", svg))


def test_nothing_is_drawn_where_nobody_is_known() -> None:
    assert drawn() == ""


def test_graph_is_well_formed_titled_and_described_in_words() -> None:
    svg = drawn(
        holding("Example Holding", "Example GmbH", source="register.toml, line 3",
                as_of="2026-01-02"),
        holding("Example Fund", "Example Holding", owner_origin=Origin.NEXUS, decides=True),
    )  # fmt: skip
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    title, description = root.get("aria-labelledby", "").split()
    texts = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    assert texts[title] == "Who holds Example GmbH"
    told = texts[description] or ""
    assert "Example Fund (DE), nexus: 51 % of the votes of Example Holding" in told
    assert "as of 2026-01-02 [register.toml, line 3]" in told
    assert boxes(svg) == 3


def test_holders_stand_above_whom_they_hold() -> None:
    root = ET.fromstring(drawn(holding("Owner", "Example GmbH"), holding("Top", "Owner")))
    heights = {
        (group.findtext("title") or ""): int(group.find("rect").get("y", ""))  # type: ignore[union-attr]
        for group in root.iter("g")
    }
    assert heights["Top"] < heights["Owner"] < heights["Example GmbH"]


def test_deciding_path_is_bold_and_drawn_even_where_much_is_cut() -> None:
    many = [holding(f"Owner {n}", "Example GmbH") for n in range(60)]
    last = holding("Deciding Fund", "Example GmbH", decides=True)
    svg = drawn(*many, last)
    assert ">Deciding Fund<" in svg
    assert 'stroke-width="2.5"' in svg
    assert "and 55 more holdings, in the list" in svg
    assert boxes(svg) == 7
    assert len(ownership_lines([*many, last])) == 61


def test_chains_are_cut_at_some_dozens_of_boxes() -> None:
    chain = [holding(f"Owner {n}", f"Owner {n - 1}" if n else "Example GmbH") for n in range(90)]
    svg = drawn(*chain)
    assert boxes(svg) == 36
    assert "and 55 more holdings" in svg


def test_holdings_in_a_circle_end() -> None:
    svg = drawn(holding("Owner", "Example GmbH"), holding("Example GmbH", "Owner"))
    assert boxes(svg) == 2
    ET.fromstring(svg)


def test_hostile_names_stay_text() -> None:
    svg = drawn(holding(HOSTILE, "Example GmbH", what=HOSTILE, rights=(HOSTILE,), source=HOSTILE))
    assert "<script" not in svg
    assert "\u202e" not in svg
    assert "\x1b" not in svg
    ET.fromstring(svg)


def test_same_holdings_give_the_same_bytes() -> None:
    graph = [holding("A", "Example GmbH"), holding("B", "A")]
    assert drawn(*graph) == drawn(*graph)
