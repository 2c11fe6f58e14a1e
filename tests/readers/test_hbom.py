"""What hardware BOMs say of makers and places: claims and evidence, never a clearance."""

from __future__ import annotations

import json
from typing import Any

import pytest

from vcs_check.inventory.component import Component
from vcs_check.inventory.document import Document
from vcs_check.inventory.vocabulary import Role
from vcs_check.readers import read_bom

FCC = "cdx:device:certifications:US:FCC:id"


def cdx(properties: dict[str, str], **more: Any) -> Document:
    part = {
        "type": "device",
        "name": "modem",
        "properties": [{"name": name, "value": value} for name, value in properties.items()],
    } | more
    bom = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [part]}
    return read_bom(json.dumps(bom).encode(), "a.json")


def spdx(properties: dict[str, str]) -> Document:
    comment = "\n".join(f"{name}={value}" for name, value in properties.items())
    package = {"name": "modem", "SPDXID": "a", "annotations": [{"comment": comment}]}
    bom = {"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "packages": [package]}
    return read_bom(json.dumps(bom).encode(), "a.json")


def claims(component: Component) -> list[tuple[Role, str, str, tuple[tuple[str, str], ...]]]:
    return [(c.role, c.name, c.country, c.identifiers) for c in component.parties]


@pytest.mark.parametrize("read", [cdx, spdx])
def test_fcc_id_identifies_the_manufacturer(read: Any) -> None:
    (made,) = read({FCC: "2AXYZ-1"}).components
    assert claims(made) == [(Role.MANUFACTURER, "", "", (("fcc", "2AXYZ-1"),))]
    (declared,) = read({"vcs:fcc-id": "2AXYZ-1", "vcs:manufacturer": "Example Radio"}).components
    assert (Role.MANUFACTURER, "Example Radio", "", ()) not in claims(declared)
    assert all(c.identifiers for c in declared.parties if c.role is Role.MANUFACTURER)


@pytest.mark.parametrize(
    ("properties", "made_in", "notes"),
    [
        ({"cdx:device:countryOfOrigin": "CN"}, "CN", 0),
        ({"cdx:device:countryOfOrigin": "china"}, "CN", 0),
        ({"acme:COMP_MFG_LOC_CODE": "CN-GD"}, "CN", 0),
        ({"cdx:device:countryOfOrigin": "US"}, "", 0),
        ({"cdx:device:countryOfOrigin": "Atlantis"}, "", 1),
        ({"cdx:device:countryOfOrigin": "US", "coo": "RU"}, "RU", 0),
        ({"cdx:device:countryOfOrigin": "CN", "vcs:made-in": "US"}, "CN", 1),
        ({"cdx:device:countryOfOrigin": "US", "vcs:made-in": "DE"}, "DE", 1),
        ({"cdx:device:countryOfOrigin": "DE", "vcs:made-in": "DE"}, "DE", 0),
        ({"vcs:made-in": "US"}, "US", 0),
    ],
)
def test_place_of_manufacture_is_evidence_and_clears_nothing(
    properties: dict[str, str], made_in: str, notes: int
) -> None:
    for read in (cdx, spdx):
        document = read({name if ":" in name else f"x:{name}": v for name, v in properties.items()})
        assert document.components[0].declared.made_in == made_in
        assert len(document.notes) == notes


def test_attributes_of_the_hbom_framework_name_makers_and_part() -> None:
    (made,) = cdx(
        {
            "COMP_MANUFACTURER": "Example Radio",
            "hbom:FGA_SUPPLIER": "Example Trade",
            "ASSY_AND_TEST_SUPPLIER": "Example Assembly",
            "COMP_MANUFACTURER_PN": "ER-1",
        }
    ).components
    assert {(role, name) for role, name, _, _ in claims(made)} == {
        (Role.MANUFACTURER, "Example Radio"),
        (Role.SUPPLIER, "Example Trade"),
        (Role.MANUFACTURER, "Example Assembly"),
    }
    assert made.part_number == "ER-1"


ORIGINS = [
    {
        "stage": "manufactured",
        "distribution": [{"isoCode": "CN", "percentage": 60, "performedBy": "org-1"}],
    },
    {"stage": "designed", "distribution": [{"isoCode": "RU", "performedBy": "Example Design"}]},
    {"stage": "smelted", "distribution": [{"isoCode": "CL", "performedBy": "Example Smelter"}]},
]
PARTIES = [
    {
        "bom-ref": "org-1",
        "roles": ["supplier"],
        "organization": {
            "name": "Example Radio",
            "jurisdiction": "DE",
            "parent": {"name": "Example Holding", "jurisdiction": "CN"},
        },
    }
]


def test_origins_and_parties_of_the_draft_of_2_0_are_read() -> None:
    (made,) = cdx({}, origins=ORIGINS, parties=PARTIES).components
    assert made.declared.made_in == "CN"
    assert {(role, name, country) for role, name, country, _ in claims(made)} == {
        (Role.SUPPLIER, "Example Radio", "DE"),
        (Role.MANUFACTURER, "Example Radio", "DE"),
        (Role.DESIGNER, "Example Design", ""),
    }
    above = {p.name for claim in made.parties for p in claim.parents}
    assert above == {"Example Holding"}


@pytest.mark.parametrize("odd", ["x", 5, True, ["x"], [["x"]], {"a": 1}, [{"distribution": [5]}]])
def test_odd_origins_end_in_a_note_or_nothing(odd: Any) -> None:
    for field in ("origins", "parties"):
        document = cdx({}, **{field: odd})
        assert len(document.components) == 1
        assert all(note.hides_components for note in document.notes)
    circle = [{"stage": "designed", "distribution": [{"performedBy": odd}]}]
    assert len(cdx({}, origins=circle, parties=[{"roles": odd}]).components) == 1
