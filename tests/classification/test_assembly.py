"""What a component is part of decides about parts that could be anywhere."""

from __future__ import annotations

import itertools

import pytest
from tests.classification.building import component, document, hosts, tags

from vcs_check.classification import classify
from vcs_check.classification.tag import Confidence, Function, Host
from vcs_check.inventory.component import Component
from vcs_check.inventory.facts import DeclaredFacts
from vcs_check.inventory.vocabulary import ComponentClass, Exclusion, Radio


def functions(found: list[Host]) -> list[Function]:
    return [host.function for host in found]


def test_modem_three_levels_deep_makes_every_item_around_it_a_radio_item() -> None:
    found = hosts(
        component("Gateway"),
        component("Main assembly", parents=(0,)),
        component("Carrier", parents=(1,)),
        component("SIM7600G", parents=(2,)),
        component("STM32F413", parents=(0,)),
        component("STM32F103", parents=(1,)),
    )
    assert functions(found) == [Function.RADIO] * 6
    assert found[4].name == "Gateway"
    assert found[5].name == "Main assembly"
    assert "sim7600g" in found[4].because


def test_gateway_without_a_radio_stays_open() -> None:
    found = hosts(component("Gateway"), component("STM32F413", parents=(0,)))
    assert found[1].function is Function.UNKNOWN


def test_nearest_item_decides_where_the_outer_one_is_only_a_radio_item_by_content() -> None:
    found = hosts(
        component("Body assembly"),
        component("SIM7600G", parents=(0,)),
        component("Seat control module", parents=(0,)),
        component("STM32F413", parents=(2,)),
    )
    assert found[3].function is Function.UNRELATED


def test_everything_in_a_telematics_unit_is_part_of_it() -> None:
    found = hosts(
        component("Telematics control unit"),
        component("Camera input board", parents=(0,)),
        component("STM32F413", parents=(1,)),
    )
    assert found[2].function is Function.RADIO
    assert found[2].name == "Telematics control unit"


@pytest.mark.parametrize(
    ("item", "function"),
    [
        ("Telematics control unit", Function.RADIO),
        ("Automated driving computer", Function.DRIVING),
        ("Keyless entry receiver", Function.BAND_UNKNOWN),
        ("Front radar", Function.SENSING),
        ("Seat control module", Function.UNRELATED),
        ("PCA-000117", Function.UNKNOWN),
    ],
)
def test_item_hands_its_function_to_its_parts(item: str, function: Function) -> None:
    in_tree = hosts(component(item), component("STM32F413", parents=(0,)))
    as_subject = hosts(component(item), component("STM32F413"), subject=0)
    as_part = hosts(component("STM32F413"), component("openssl", "library"), part=item)
    assert in_tree[1].function is as_subject[1].function is function
    assert functions(as_part) == [function, function]


def test_worst_of_several_parents_decides() -> None:
    names = ["Telematics control unit", "Automated driving computer", "PCA-000117",
             "Front radar", "Seat control module"]  # fmt: skip
    worst_first = [
        Function.RADIO, Function.DRIVING, Function.UNKNOWN, Function.SENSING, Function.UNRELATED,
    ]  # fmt: skip
    for one, other in itertools.permutations(range(len(names)), 2):
        found = hosts(
            component(names[one]),
            component(names[other]),
            component("STM32F413", parents=(0, 1)),
        )
        assert found[2].function is worst_first[min(one, other)], (names[one], names[other])


def test_vehicle_passes_nothing_from_one_unit_to_another() -> None:
    found = hosts(
        component("Example EV"),
        component("Telematics control unit", parents=(0,)),
        component("SIM7600G", parents=(1,)),
        component("Unit 17", parents=(0,)),
        component("STM32F413", parents=(3,)),
        subject=0,
    )
    assert functions(found) == [
        Function.UNKNOWN, Function.RADIO, Function.RADIO, Function.UNKNOWN, Function.UNKNOWN,
    ]  # fmt: skip


def test_list_of_control_units_is_a_vehicle_by_whatever_name() -> None:
    found = hosts(
        component("Aurora LX"),
        *(component(f"{name} control module", parents=(0,)) for name in ("Seat", "Door")),
        component("Telematics control unit", parents=(0,)),
        component("STM32F413", parents=(0,)),
        subject=0,
    )
    assert found[4].function is Function.UNKNOWN


def test_name_with_a_vehicle_in_it_is_not_a_vehicle() -> None:
    found = hosts(
        component("Vehicle interface"),
        component("RN41-I/RM"),
        component("LPC1769"),
        subject=0,
    )
    assert found[2].function is Function.RADIO


def test_flat_list_without_subject_is_one_item() -> None:
    found = hosts(component("SIM7600G"), component("STM32F413"), component("10k"))
    assert functions(found) == [Function.RADIO] * 3
    assert found[1].confidence is Confidence.MEDIUM


def test_radio_software_is_a_suspicion_only() -> None:
    found = hosts(
        component("rootfs", "container"),
        component("bluez5", "application"),
        component("openssl", "library"),
        subject=0,
    )
    assert (found[2].function, found[2].confidence) == (Function.RADIO, Confidence.LOW)


def test_radio_software_in_a_seat_unit_ends_its_clearance() -> None:
    without = hosts(component("Seat control module"), component("openssl", "library"), subject=0)
    with_radio = hosts(
        component("Seat control module"),
        component("openssl", "library"),
        component("bluez5", "library"),
        subject=0,
    )
    assert without[1].function is Function.UNRELATED
    assert (with_radio[1].function, with_radio[1].confidence) == (Function.RADIO, Confidence.LOW)


def test_driving_stack_makes_a_driving_computer_only_if_it_is_enough_of_it() -> None:
    parts = [component(f"autoware_part_{number}", "library") for number in range(3)]
    other = component("openssl", "library")
    assert hosts(*parts, other)[3].function is Function.DRIVING
    assert hosts(*parts[:2], other)[2].function is Function.UNKNOWN


def test_declared_facts_beat_the_name() -> None:
    def host_of_part(declared: DeclaredFacts, name: str = "Box 7") -> Function:
        return hosts(component(name, declared=declared), component("STM32F413", parents=(0,)))[
            1
        ].function

    assert (
        host_of_part(DeclaredFacts(component_class=ComponentClass.VCS_HARDWARE)) is Function.RADIO
    )
    assert host_of_part(DeclaredFacts(directly_enables=True)) is Function.RADIO
    assert host_of_part(DeclaredFacts(radios=(Radio.GNSS,))) is Function.RECEIVE_ONLY
    assert host_of_part(DeclaredFacts(radios=(Radio.GNSS, Radio.WIFI))) is Function.RADIO
    assert host_of_part(DeclaredFacts(exclusions=(Exclusion.SENSING,))) is Function.SENSING
    other = DeclaredFacts(component_class=ComponentClass.OTHER)
    assert host_of_part(other) is Function.UNRELATED
    assert host_of_part(other, "SIM7600G") is Function.UNKNOWN


def test_declared_other_does_not_hide_a_radio_inside() -> None:
    found = hosts(
        component("Box 7", declared=DeclaredFacts(component_class=ComponentClass.OTHER)),
        component("SIM7600G", parents=(0,)),
        component("STM32F413", parents=(0,)),
    )
    assert found[2].function is Function.RADIO


def test_part_declared_on_a_component_holds_for_what_it_contains() -> None:
    found = hosts(
        component("image", "container", declared=DeclaredFacts(part="Telematics control unit")),
        component("openssl", "library", parents=(0,)),
        component("zlib", "library"),
    )
    assert functions(found) == [Function.RADIO, Function.RADIO, Function.UNKNOWN]


def test_part_declared_for_the_whole_bom_is_one_shared_host() -> None:
    facts = DeclaredFacts(part="Telematics control unit")
    found = tags(*(component("10k", declared=facts) for _ in range(3)))
    assert found[0].host.function is Function.RADIO
    assert found[0] is found[1] is found[2]


def test_subject_and_part_together_take_the_worse() -> None:
    found = hosts(component("Seat control module"), component("STM32F413"), subject=0, part="T-Box")
    assert found[1].function is Function.RADIO


def test_cycles_end_and_keep_the_item_in_them() -> None:
    found = hosts(
        component("Telematics control unit", parents=(2,)),
        component("Board", parents=(0,)),
        component("STM32F413", parents=(1,)),
        component("Self", parents=(3,)),
    )
    assert found[2].function is Function.RADIO
    assert len(found) == 4


def test_parent_out_of_range_is_no_parent() -> None:
    assert len(hosts(component("STM32F413", parents=(99,)))) == 1


def test_empty_document_has_no_tags() -> None:
    assert classify(document()) == []


def test_components_of_one_item_share_one_host_and_one_tag() -> None:
    found = tags(
        component("T-Box"),
        component("10k", parents=(0,)),
        component("10k", parents=(0,)),
    )
    assert found[1] is found[2]


def test_metadata_fcc_id_belongs_to_the_subject_alone() -> None:
    facts = DeclaredFacts(fcc_id="ABC-EXAMPLE1")
    parts = [component("Box 7", declared=facts), component("Part 9", declared=facts)]
    own = [tag.own.function for tag in classify(document(*parts, subject=0, declared=facts))]
    assert own == [Function.RADIO, Function.UNKNOWN]


def _reordered(components: list[Component], order: list[int]) -> list[Component]:
    place = {old: new for new, old in enumerate(order)}
    moved = []
    for old in order:
        made = components[old]
        moved.append(
            component(made.name, made.kind, parents=tuple(sorted(place[p] for p in made.parents)))
        )
    return moved


def test_order_of_components_changes_no_tag() -> None:
    components = [
        component("Gateway"),
        component("Main assembly", parents=(0,)),
        component("SIM7600G", parents=(1,)),
        component("STM32F413", parents=(0, 4)),
        component("Seat control module"),
        component("openssl", "library", parents=(3,)),
    ]
    expected: dict[str, tuple[object, ...]] = {}
    for order in itertools.permutations(range(len(components))):
        moved = _reordered(components, list(order))
        for made, tag in zip(moved, tags(*moved), strict=True):
            seen = (tag.own, tag.host.function, tag.host.name, tag.host.confidence)
            assert expected.setdefault(made.name, seen) == seen


def test_deep_chain_and_wide_list_are_no_problem() -> None:
    chain = [component("Gateway")]
    chain += [component(f"Level {n}", parents=(n - 1,)) for n in range(1, 5000)]
    chain.append(component("SIM7600G", parents=(4999,)))
    assert hosts(*chain)[1].function is Function.RADIO
