"""Places, parents, completeness, licences and signs of modification."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from tests.readers import samples

from vcs_check.errors import LimitError
from vcs_check.inventory.document import Document
from vcs_check.limits import Limits
from vcs_check.readers import read_bom


def cdx(**members: Any) -> Document:
    bom = {"bomFormat": "CycloneDX", "specVersion": "1.6"} | members
    return read_bom(json.dumps(bom).encode(), "a.json")


def spdx(packages: list[dict[str, Any]], *related: tuple[str, str, str]) -> Document:
    bom = {
        "spdxVersion": "SPDX-2.3",
        "SPDXID": "SPDXRef-DOCUMENT",
        "packages": packages,
        "relationships": [
            {"spdxElementId": a, "relationshipType": kind, "relatedSpdxElement": b}
            for a, kind, b in related
        ],
    }
    return read_bom(json.dumps(bom).encode(), "a.json")


def package(spdx_id: str, **fields: Any) -> dict[str, Any]:
    return {"name": spdx_id, "SPDXID": spdx_id, **fields}


def test_every_component_of_cyclonedx_json_has_its_pointer_and_parents() -> None:
    document = read_bom(samples.as_bytes(samples.CYCLONEDX), "a.json")
    assert [(c.source, c.parents) for c in document.components] == [
        ("/metadata/component", ()),
        ("/metadata/component/components/0", (0,)),
        ("/components/0", (0,)),
        ("/components/0/components/0", (2,)),
        ("/components/1", (0,)),
        ("/services/0", (0,)),
        ("/services/0/services/0", (5,)),
    ]
    assert document.components[3].id == "/components/0/components/0"
    assert document.subject == 0
    assert document.dependencies == [("tcu", "modem"), ("tcu", "tls"), ("tcu", "boot")]
    modem = document.components[2]
    assert modem.quantity == "2"
    assert modem.modified is True
    assert modem.modification_signs == ("pedigree/patches", "pedigree/notes")
    assert ("cdx:device:certifications:US:FCC:id", "2AXYZ-1") in modem.properties
    assert modem.licences == ("MIT", "Example")
    assert modem.references == (("website", "https://example.com/m"),)


def test_every_component_of_cyclonedx_xml_has_its_xpath_and_parents() -> None:
    document = read_bom(samples.CYCLONEDX_XML.encode(), "a.xml")
    assert [(c.source, c.parents) for c in document.components] == [
        ("/bom/metadata/component", ()),
        ("/bom/components/component[1]", (0,)),
        ("/bom/components/component[1]/components/component[1]", (1,)),
        ("/bom/services/service[1]", (0,)),
    ]
    assert document.components[0].declared.part == "Telematics control unit"
    assert document.components[1].modification_signs == ("pedigree/patches",)


def test_pointers_lead_through_a_wrapper() -> None:
    wrapped = json.dumps({"predicate": samples.CYCLONEDX}).encode()
    assert read_bom(wrapped, "a").components[2].source == "/predicate/components/0"


def test_numbers_are_the_text_that_they_are_written_as() -> None:
    data = b'{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"version":1.10}]}'
    assert read_bom(data, "a").components[0].version == "1.10"


def test_a_licence_without_name_is_not_lost() -> None:
    document = cdx(
        components=[{"name": "a", "licenses": [{"license": {"text": {"content": "x"}}}]}]
    )
    assert document.components[0].licences == ("LicenseRef-unnamed",)


def test_every_kind_of_licence_of_xml_counts_also_an_unknown_one() -> None:
    data = """<bom xmlns="http://cyclonedx.org/schema/bom/1.7"><components>
      <component type="library"><name>a</name><licenses><license><id>MIT</id></license>
      <expression>ISC OR MIT</expression>
      <expression-detailed expression="LicenseRef-x"/><proprietary/></licenses></component>
    </components></bom>"""
    assert read_bom(data.encode(), "a").components[0].licences == (
        "MIT",
        "ISC OR MIT",
        "LicenseRef-x",
        "LicenseRef-unnamed",
    )


@pytest.mark.parametrize(
    ("aggregate", "notes", "hides"),
    [
        ("complete", 0, False),
        ("incomplete", 1, True),
        ("incomplete_third_party_only", 1, True),
        ("incomplete_first_party_proprietary_only", 1, True),
        ("unknown", 1, True),
        ("partial", 1, True),
        ("not_specified", 1, False),
    ],
)
def test_compositions_that_do_not_say_complete_hide_components(
    aggregate: str, notes: int, *, hides: bool
) -> None:
    document = cdx(compositions=[{"aggregate": aggregate}])
    assert len(document.notes) == notes
    assert any(note.hides_components for note in document.notes) is hides


def test_what_the_only_described_package_does_not_contain_becomes_its_part() -> None:
    document = spdx(
        [package("a"), package("b"), package("c")],
        ("SPDXRef-DOCUMENT", "DESCRIBES", "a"),
        ("b", "CONTAINS", "c"),
    )
    assert document.subject == 0
    assert [c.parents for c in document.components] == [(), (0,), (1,)]


def test_several_described_packages_are_nobodys_parts() -> None:
    document = spdx(
        [package("a"), package("b")],
        ("SPDXRef-DOCUMENT", "DESCRIBES", "a"),
        ("b", "DESCRIBED_BY", "SPDXRef-DOCUMENT"),
    )
    assert document.subject is None
    assert [c.parents for c in document.components] == [(), ()]


def test_a_package_in_two_assemblies_has_two_parents() -> None:
    document = spdx(
        [package("a"), package("b"), package("c")],
        ("a", "CONTAINS", "c"),
        ("c", "contained-by", "b"),
    )
    assert document.components[2].parents == (0, 1)


@pytest.mark.parametrize(
    ("related", "edge"),
    [
        (("a", "DEPENDS_ON", "b"), ("a", "b")),
        (("a", "DEPENDENCY_OF", "b"), ("b", "a")),
        (("a", "RUNTIME_DEPENDENCY_OF", "b"), ("b", "a")),
        (("a", "STATIC_LINK", "b"), ("a", "b")),
    ],
)
def test_spdx_dependencies_have_one_direction(
    related: tuple[str, str, str], edge: tuple[str, str]
) -> None:
    assert spdx([package("a"), package("b")], related).dependencies == [edge]


def test_spdx_says_which_package_was_modified() -> None:
    document = spdx(
        [package("a"), package("b"), package("c")],
        ("a", "PATCH_FOR", "b"),
        ("c", "VARIANT_OF", "b"),
        ("a", "GENERATED_FROM", "b"),
    )
    assert [c.modification_signs for c in document.components] == [
        (),
        ("relationship/PATCH_FOR",),
        ("relationship/VARIANT_OF",),
    ]


def test_an_unlisted_end_and_noassertion_hide_components() -> None:
    unlisted = spdx([package("a")], ("a", "CONTAINS", "SPDXRef-b"))
    assert [note.hides_components for note in unlisted.notes] == [True]
    unknown = spdx([package("a")], ("a", "CONTAINS", "NOASSERTION"))
    assert [note.hides_components for note in unknown.notes] == [True]
    assert spdx([package("a")], ("a", "CONTAINS", "NONE")).notes == []


def test_timestamps_with_fractional_seconds_are_read_and_nonsense_is_noted() -> None:
    read = spdx([package("a", builtDate="2026-03-17T00:00:00.123Z", releaseDate="soon")])
    assert read.components[0].built_on == date(2026, 3, 17)
    assert read.components[0].released_on is None
    assert any("'soon'" in note.message for note in read.notes)


def test_tag_value_has_the_line_of_each_package() -> None:
    document = read_bom(samples.TAG_VALUE.encode(), "a.spdx")
    lines = samples.TAG_VALUE.split("\n")
    for component in document.components:
        number = int(component.source.removeprefix("line "))
        assert lines[number - 1] == f"PackageName: {component.name}"
    assert document.files == 1
    assert document.components[1].declared.frequency_mhz == 2400
    assert document.components[1].parents == (0,)


def test_limits_are_refused_from_both_sides() -> None:
    parts = [{"type": "library", "name": "a", "properties": [{"name": "n", "value": "v"}] * 3}] * 5
    data = json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": parts})
    size = len(data)
    at_limit = Limits(max_components=5, max_input_bytes=size, max_properties_per_component=3)
    assert len(read_bom(data.encode(), "a", at_limit).components) == 5
    for below in (
        Limits(max_components=4),
        Limits(max_input_bytes=size - 1),
        Limits(max_properties_per_component=2),
    ):
        with pytest.raises(LimitError, match=r"limits\.max_"):
            read_bom(data.encode(), "a", below)


def test_a_long_text_is_refused_one_character_above_the_limit() -> None:
    limits = Limits(max_string_chars=100)

    def data(chars: int) -> bytes:
        part = {"type": "library", "name": "a" * chars}
        bom = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [part]}
        return json.dumps(bom).encode()

    assert len(read_bom(data(100), "a", limits).components) == 1
    with pytest.raises(LimitError, match="max_string_chars"):
        read_bom(data(101), "a", limits)
