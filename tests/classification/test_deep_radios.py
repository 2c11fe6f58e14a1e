"""A radio three assemblies deep makes every unit around it a VCS unit, in every BOM format."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from tests.classification.building import component, tags
from tests.parity.unit import Part, Unit, everything
from tests.parity.writers import WRITERS, Writer, able_to_say

from vcs_check.classification import classify
from vcs_check.classification.tag import Function, Tag
from vcs_check.inventory.facts import parse_facts
from vcs_check.readers import read_bom

APP = Part("app", "application", version="1.0")
WRITTEN = {
    "part number": Part("EG25-G"),
    "part number in other words": Part("QUECTEL EG 25-G"),
    "words": Part("Bluetooth module"),
    "description": Part("10-1234", description="LTE Cat 4 module"),
    "declared class": Part("10-1234", facts={"vcs:class": "vcs-hardware"}),
    "declared radio": Part("10-1234", facts={"vcs:radio": "cellular"}),
    "FCC ID": Part("10-1234", facts={"vcs:fcc-id": "XMR2018EG25G"}),
}


def numbered(part: Part, numbers: itertools.count[int]) -> Part:
    number = next(numbers)
    return replace(
        part, number=number, parts=tuple(numbered(inner, numbers) for inner in part.parts)
    )


def deep(radio: Part, unit: str) -> Part:
    """A unit with a radio board on a carrier board, and an application of the unit itself."""
    board = Part("Radio board", parts=(radio,))
    return numbered(
        Part(unit, parts=(Part("Carrier board", parts=(board,)), APP)), itertools.count(1)
    )


def tagged(writer: Writer, unit: Unit) -> dict[str, Tag]:
    document = read_bom(writer.write(unit), writer.name)
    found = classify(document)
    return {c.name: t for c, t in zip(document.components, found, strict=True)}


@pytest.mark.parametrize("writer", WRITERS.values(), ids=lambda writer: writer.name)
@pytest.mark.parametrize("radio", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize("unit", ["Seat module", "Central gateway"])
def test_radio_three_assemblies_deep_reaches_the_unit(
    unit: str, radio: Part, writer: Writer
) -> None:
    found = tagged(writer, Unit(deep(radio, unit)))
    for name in ("app", "Carrier board", "Radio board"):
        assert found[name].host.function is Function.RADIO, (name, found[name])


@pytest.mark.parametrize("writer", able_to_say("dependencies"), ids=lambda writer: writer.name)
def test_radio_at_the_end_of_a_chain_of_dependencies_reaches_the_unit(writer: Writer) -> None:
    whole = deep(WRITTEN["part number"], "Seat module")
    unit, carrier, board, radio, app = everything(whole)
    flat = replace(unit, parts=())
    parts = [replace(part, parts=()) for part in (carrier, board, radio, app)]
    needs = ((flat, parts[0]), (parts[0], parts[1]), (parts[1], parts[2]), (flat, parts[3]))
    found = tagged(writer, Unit(replace(flat, parts=tuple(parts)), needs=needs))
    assert found["app"].host.function is Function.RADIO


@pytest.mark.parametrize(
    "facts",
    [
        ("class", "vcs-hardware"),
        ("radio", "wifi"),
        ("directly-enables", "true"),
        ("fcc-id", "2AX-1"),
    ],
)
@pytest.mark.parametrize("depth", range(1, 6))
def test_declared_radio_counts_at_any_depth(facts: tuple[str, str], depth: int) -> None:
    chain = [component("Seat module")]
    chain += [component(f"board {n}", parents=(n - 1,)) for n in range(1, depth)]
    declared = parse_facts([facts], prefix="")
    chain.append(component("10-1234", parents=(depth - 1,), declared=declared))
    found = tags(*chain, component("app", "application", parents=(0,)))
    assert found[-1].host.function is Function.RADIO


@pytest.mark.parametrize("facts", [("class", "other"), ("radio", "gnss"), ("exclusion", "passive")])
def test_declaration_of_something_else_makes_no_radio_item(facts: tuple[str, str]) -> None:
    declared = parse_facts([facts], prefix="")
    found = tags(
        component("Seat module"),
        component("10-1234", parents=(0,), declared=declared),
        component("app", "application", parents=(0,)),
    )
    assert found[-1].host.function is Function.UNRELATED


def test_radio_of_one_unit_of_a_vehicle_does_not_reach_another() -> None:
    found = tags(
        component("Example vehicle"),
        component("Telematics control unit", parents=(0,)),
        component("EG25-G", parents=(1,)),
        component("Seat module", parents=(0,)),
        component("app", "application", parents=(3,)),
    )
    assert found[-1].host.function is Function.UNRELATED


def test_unit_named_in_the_program_holds_everything_in_the_bom() -> None:
    found = tags(component("app", "application"), part="Telematics control unit")
    assert found[0].host.function is Function.RADIO


def test_declared_radio_software_makes_its_item_suspected() -> None:
    declared = parse_facts([("class", "vcs-software")], prefix="")
    found = tags(
        component("Seat module"),
        component("agent", "application", parents=(0,), declared=declared),
        component("app", "application", parents=(0,)),
    )
    assert found[-1].host.function is Function.RADIO
    assert found[-1].host.confidence == "low"
