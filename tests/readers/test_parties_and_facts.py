"""Who is named for a component, what is declared, and how the two meet."""

from __future__ import annotations

import json
from typing import Any

from vcs_check.inventory.component import Component
from vcs_check.inventory.document import Document
from vcs_check.inventory.vocabulary import Role
from vcs_check.readers import read_bom

MAKER = {"name": "Example Radio", "address": {"country": "CN", "locality": "Shenzhen"}}


def read(own: dict[str, Any], **metadata: Any) -> Document:
    bom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "metadata": metadata,
        "components": [{"type": "device", "name": "modem"} | own],
    }
    return read_bom(json.dumps(bom).encode(), "a.json")


def first(own: dict[str, Any], **metadata: Any) -> Component:
    return read(own, **metadata).components[-1]


def vcs(**facts: str) -> list[dict[str, str]]:
    return [{"name": "vcs:" + k.replace("_", "-"), "value": v} for k, v in facts.items()]


def said(component: Component) -> list[tuple[str, str, str, str]]:
    return [(c.role.value, c.name, c.country, c.field) for c in component.parties]


def test_a_manufacturer_is_read_with_the_address() -> None:
    claim = first({"manufacturer": MAKER}).parties[0]
    assert (claim.role, claim.name, claim.country) == (Role.MANUFACTURER, "Example Radio", "CN")
    assert claim.address == "Shenzhen"
    assert not claim.is_person


def test_an_address_without_a_name_is_still_a_claim() -> None:
    assert said(first({"manufacturer": {"address": {"country": "RU"}}})) == [
        ("manufacturer", "", "RU", "/manufacturer")
    ]


def test_an_empty_organisation_is_no_claim() -> None:
    assert first({"manufacturer": {"name": " "}, "supplier": {}, "publisher": ""}).parties == ()


def test_a_bare_name_stands_for_an_organisation() -> None:
    assert said(first({"manufacturer": "Example Radio"})) == [
        ("manufacturer", "Example Radio", "", "/manufacturer")
    ]


def test_publisher_and_authors_are_neither_maker_nor_supplier() -> None:
    component = first({"publisher": "P", "author": "A", "authors": [{"name": "J"}]})
    assert [(c.role, c.name, c.is_person) for c in component.parties] == [
        (Role.PUBLISHER, "P", False),
        (Role.AUTHOR, "A", False),
        (Role.AUTHOR, "J", True),
    ]


def test_the_metadata_supplier_supplies_the_described_component_only() -> None:
    document = read(
        {}, supplier={"name": "S"}, manufacture={"name": "M"}, component={"name": "TCU"}
    )
    assert [(c.role, c.name) for c in document.components[0].parties] == [
        (Role.SUPPLIER, "S"),
        (Role.MANUFACTURER, "M"),
    ]
    assert document.components[1].parties == ()


def test_another_supplier_in_the_metadata_stands_beside_the_components_own() -> None:
    document = read({}, supplier={"name": "S"}, component={"name": "T", "supplier": {"name": "O"}})
    assert [c.name for c in document.components[0].parties] == ["O", "S"]
    same = read({}, supplier={"name": "O"}, component={"name": "T", "supplier": {"name": "O"}})
    assert [c.name for c in same.components[0].parties] == ["O"]


def test_the_metadata_supplier_is_kept_where_no_component_is_described() -> None:
    document = read({"name": "modem"}, supplier={"name": "S"})
    assert [(c.role, c.name) for c in document.unit_parties] == [(Role.SUPPLIER, "S")]
    assert document.components[0].parties == ()


def test_the_same_supplier_in_two_places_names_each_place() -> None:
    document = read({"supplier": {"name": "S"}}, supplier={"name": "S"}, component={"name": "T"})
    assert [c.field for part in document.components for c in part.parties] == [
        "/metadata/supplier",
        "/supplier",
    ]


def test_who_made_the_bom_made_nothing_else() -> None:
    document = read({}, manufacturer={"name": "Example Office"}, component={"name": "TCU"})
    assert all(c.parties == () for c in document.components)
    assert any("Example Office" in note.message for note in document.notes)


def test_a_declared_role_replaces_the_same_name_and_keeps_the_address() -> None:
    component = first({"manufacturer": MAKER, "properties": vcs(manufacturer="EXAMPLE  radio")})
    assert said(component) == [("manufacturer", "Example Radio", "CN", "vcs:manufacturer")]


def test_a_declared_role_stands_beside_another_name_with_a_note() -> None:
    document = read({"manufacturer": MAKER, "properties": vcs(manufacturer="Other")})
    assert said(document.components[0]) == [
        ("manufacturer", "Example Radio", "CN", "/manufacturer"),
        ("manufacturer", "Other", "", "vcs:manufacturer"),
    ]
    assert any("'Other'" in note.message for note in document.notes)


def test_the_metadatas_role_reaches_only_components_that_are_silent_on_it() -> None:
    facts = {"properties": vcs(manufacturer="Meta", lei="529900T8BM49AURSDO55")}
    silent, speaking = first({}, **facts), first({"manufacturer": MAKER}, **facts)
    assert said(silent) == [("manufacturer", "Meta", "", "vcs:manufacturer")]
    assert silent.parties[0].identifiers == (("lei", "529900T8BM49AURSDO55"),)
    assert said(speaking) == [("manufacturer", "Example Radio", "CN", "/manufacturer")]
    assert speaking.parties[0].identifiers == ()
    assert speaking.declared.identifiers == ()
    assert speaking.declared.roles == ()


def test_identifiers_are_the_manufacturers_also_of_an_unnamed_one() -> None:
    component = first({"supplier": {"name": "S"}, "properties": vcs(duns="123456789")})
    assert said(component) == [
        ("supplier", "S", "", "/supplier"),
        ("manufacturer", "", "", "vcs:lei"),
    ]
    assert component.parties[0].identifiers == ()
    assert component.parties[1].identifiers == (("duns", "123456789"),)


def test_who_altered_it_is_a_party() -> None:
    component = first({"properties": vcs(altered_by="Example Tuning")})
    assert said(component) == [("altered-by", "Example Tuning", "", "vcs:altered-by")]


def test_own_facts_stand_over_those_of_the_metadata() -> None:
    component = first(
        {"properties": vcs(processor="primary")},
        properties=vcs(processor="subordinate", part="TCU"),
    )
    assert component.declared.processor == "primary"
    assert component.declared.part == "TCU"


def test_equal_claims_and_facts_are_one_object() -> None:
    part = {"type": "library", "name": "a", "supplier": {"name": "S"}, "properties": vcs(part="T")}
    bom = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [part] * 3}
    one, two, three = read_bom(json.dumps(bom).encode(), "a.json").components
    assert one is not two
    assert one.parties is two.parties is three.parties
    assert one.declared is two.declared


def test_a_service_names_its_provider() -> None:
    bom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.4",
        "services": [{"name": "cloud", "provider": MAKER, "services": [{"name": "inner"}]}],
    }
    outer, inner = read_bom(json.dumps(bom).encode(), "a.json").components
    assert said(outer) == [("provider", "Example Radio", "CN", "/provider")]
    assert (outer.kind, inner.kind, inner.parents) == ("service", "service", (0,))
    assert inner.source == "/services/0/services/0"


def spdx(**fields: Any) -> Component:
    bom = {"spdxVersion": "SPDX-2.3", "packages": [{"name": "p"} | fields]}
    return read_bom(json.dumps(bom).encode(), "a.json").components[0]


def test_spdx_actors_are_read_in_every_spelling() -> None:
    for text, name, is_person in (
        ("Organization: Example (mail@example.com)", "Example", False),
        ("Organization:Example ()", "Example", False),
        ("organization: Example (Shenzhen)", "Example (Shenzhen)", False),
        ("Person: Jo Example", "Jo Example", True),
        ("Example", "Example", False),
    ):
        claim = spdx(supplier=text).parties[0]
        assert (claim.role, claim.name, claim.is_person) == (Role.SUPPLIER, name, is_person)


def test_spdx_says_nothing_of_somebody_not_asserted() -> None:
    for text in ("NOASSERTION", "NONE", "", "Organization: NOASSERTION", "Organization: ", None):
        assert spdx(supplier=text, originator=text).parties == ()


def test_the_spdx_originator_is_the_creator() -> None:
    assert said(spdx(originator="Organization: E")) == [("manufacturer", "E", "", "/originator")]


def test_spdx_keeps_both_licences_where_they_differ() -> None:
    assert spdx(licenseDeclared="MIT", licenseConcluded="MIT").licences == ("MIT",)
    assert spdx(licenseDeclared="NOASSERTION", licenseConcluded="MIT").licences == ("MIT",)
    assert spdx(licenseDeclared="MIT", licenseConcluded="GPL-2.0-only").licences == (
        "MIT",
        "GPL-2.0-only",
    )
    assert spdx(licenseDeclared="NONE", licenseConcluded="NOASSERTION").licences == ()


def test_spdx_kind_is_the_purpose_and_otherwise_never_hardware() -> None:
    def reference(kind: str, locator: str) -> list[dict[str, str]]:
        return [{"referenceType": kind, "referenceLocator": locator}]

    assert spdx(primaryPackagePurpose="OPERATING_SYSTEM").kind == "operating-system"
    assert spdx(primaryPackagePurpose="DEVICE").kind == "device"
    assert spdx().kind == ""
    assert spdx(externalRefs=reference("purl", "pkg:deb/debian/curl@8")).kind == "library"
    assert spdx(externalRefs=reference("purl", "pkg:generic/curl@8")).kind == ""
    assert spdx(externalRefs=reference("cpe23Type", "cpe:2.3:o:x:y:1")).kind == "operating-system"
    assert spdx(externalRefs=reference("cpe23Type", "cpe:2.3:h:x:y:1")).kind == ""
