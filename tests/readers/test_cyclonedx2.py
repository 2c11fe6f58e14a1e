"""The draft of CycloneDX 2.0: nothing of it is lost, what is not known keeps from passing."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from tests.readers.samples import CYCLONEDX
from tests.readers.samples_cyclonedx2 import DRAFT
from tests.readers.test_type_confusion import HOSTILE, outcome, with_each_value

from vcs_check.errors import LimitError, MalformedError
from vcs_check.inventory.component import Component
from vcs_check.inventory.document import Document
from vcs_check.inventory.vocabulary import Radio, Role
from vcs_check.readers import read_bom


def read(**members: Any) -> Document:
    return read_bom(json.dumps({**DRAFT, **members}).encode(), "a.json")


def named(document: Document) -> dict[str, Component]:
    return {c.name: c for c in document.components}


def inventory(*components: Any) -> Document:
    subject = {"bom-ref": "tcu", "type": "device", "name": "TCU"}
    return read(inventories=[{"subject": subject, "components": list(components)}], dependencies=[])


def hiding(document: Document) -> list[str]:
    return [note.message for note in document.notes if note.hides_components]


def test_an_inventory_with_references_and_choices_is_read_whole() -> None:
    document = read()
    assert (document.format, document.version, document.revision) == ("cyclonedx-json", "2.0", "1")
    assert not hiding(document)
    assert [c.name for c in document.components] == [
        "TCU", "LTE modem", "cloud", "boot", "2N2222", "PN2222A", "runtime", "core",
    ]  # fmt: skip
    parts = named(document)
    inside = {
        name: {document.components[p].name for p in part.parents} for name, part in parts.items()
    }
    assert inside["runtime"] == {"LTE modem", "TCU"}
    assert inside["core"] == {"runtime"}
    assert inside["2N2222"] == inside["PN2222A"] == inside["LTE modem"] == {"TCU"}
    assert parts["TCU"].parents == ()
    assert document.subject == 0
    assert parts["runtime"].source == "/definitions/components/0"
    assert parts["cloud"].kind == "service"
    assert document.dependencies == [("modem", "core")]
    assert any("each is counted" in note.message for note in document.notes)


def test_parties_origins_and_identifiers_reach_the_component() -> None:
    modem = named(read())["LTE modem"]
    assert {(c.role, c.name, c.country, c.jurisdiction) for c in modem.parties} == {
        (Role.MANUFACTURER, "Example Radio GmbH", "DE-BY", "DE"),
        (Role.SUPPLIER, "Example Radio GmbH", "DE-BY", "DE"),
        (Role.MANUFACTURER, "Example Radio GmbH", "DE", "DE"),
        (Role.SUPPLIER, "Example Radio GmbH", "DE", "DE"),
    }
    assert {(p.name, p.jurisdiction) for c in modem.parties for p in c.parents} == {
        ("Example Group", "CN-GD")
    }
    assert all(("lei", "5493001KJTIIGC8Y1R12") in c.identifiers for c in modem.parties)
    assert ("fcc", "2AXYZ-1") in modem.declared.identifiers
    assert (modem.declared.made_in, modem.part_number, modem.quantity) == ("VN", "ER-1", "2")
    assert (modem.purl, modem.licences) == ("pkg:generic/lte@1", ("MIT",))
    assert modem.declared.radios == (Radio.CELLULAR,)


def test_the_older_shape_is_read_as_1_x_is() -> None:
    body = {k: v for k, v in CYCLONEDX.items() if k not in ("bomFormat", "specVersion")}
    body.pop("formulation", None)
    draft = {"specFormat": "CycloneDX", "specVersion": "2.0", **body}
    new = read_bom(json.dumps(draft).encode(), "a.json")
    old = read_bom(json.dumps(CYCLONEDX).encode(), "a.json")

    def facts(document: Document) -> list[Any]:
        return sorted(
            (c.id, c.name, c.kind, c.version, c.source, c.parties, c.licences, c.hashes,
             [document.components[p].id for p in c.parents], repr(c.declared))
            for c in document.components
        )  # fmt: skip

    assert facts(new) == facts(old)
    assert new.subject == old.subject
    assert sorted(new.dependencies) == sorted(old.dependencies)


def test_a_version_of_2_in_the_old_envelope_is_read_and_3_refused() -> None:
    draft = {k: v for k, v in DRAFT.items() if k != "specFormat"} | {"bomFormat": "CycloneDX"}
    assert len(read_bom(json.dumps(draft).encode(), "a.json").components) == 8
    with pytest.raises(MalformedError, match="specVersion"):
        read(specVersion="3.0")


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ({"ref": "nobody"}, "referred to and not in this file"),
        ({"type": "device", "name": "x", "parties": ["nobody"]}, "party 'nobody'"),
        ({"type": "device", "name": "x", "origins": "CN"}, "shape"),
        ({"type": "device", "name": "x", "subparts": [{"name": "y"}]}, "subparts"),
        (
            {"type": "device", "name": "x", "origins": [
                {"stage": {"name": "Blessed"}, "distribution": [{"performedBy": "radio"}]}]},
            "stage 'blessed'",
        ),
        (
            {"type": "device", "name": "x", "parties": [
                {"roles": [{"name": "Tier-1 maker"}], "organization": {"name": "Example"}}]},
            "role 'tier-1 maker'",
        ),
    ],
)  # fmt: skip
def test_what_is_not_known_keeps_from_passing(entry: Any, why: str) -> None:
    document = inventory(entry)
    assert any(why in message for message in hiding(document)), document.notes


def test_an_unknown_member_that_may_hold_components_keeps_from_passing() -> None:
    assert hiding(read(assemblies=[{"components": []}]))
    assert not hiding(read(assembly="x"))


def test_references_into_other_files_are_links() -> None:
    document = inventory({"ref": "urn:cdx:f08a6ccd-4dce-4759-bd84-c626675d60a7/1#x"})
    (link,) = document.links
    assert link.outer == 0
    assert not hiding(document)


def test_definitions_that_contain_each_other_are_opened_with_a_note() -> None:
    loop = [
        {"bom-ref": "a", "type": "library", "name": "a", "components": [{"ref": "b"}]},
        {"bom-ref": "b", "type": "library", "name": "b", "components": [{"ref": "a"}]},
    ]
    document = read(definitions={"components": loop}, inventories=[{"components": [{"ref": "a"}]}])
    assert [c.name for c in document.components] == ["a", "b"]
    assert hiding(document)


def test_limits_hold() -> None:
    part: dict[str, Any] = {"type": "device", "name": "end"}
    for number in range(70):
        part = {"type": "device", "name": f"{number}", "components": [part]}
    with pytest.raises(LimitError, match="max_nesting_depth"):
        inventory(part)
    twice = json.dumps(DRAFT).encode().replace(b'"name": "TCU"', b'"name": "TCU", "name": "T"')
    with pytest.raises(MalformedError, match="twice"):
        read_bom(twice, "a.json")


def test_hostile_values_at_every_place_end_in_an_inventory_or_an_input_error() -> None:
    document = copy.deepcopy(DRAFT)
    found = [outcome(json.dumps(each).encode()) for each in with_each_value(document, *HOSTILE)]
    assert len(found) > 1500
    assert {"document", "MalformedError"} <= set(found)
