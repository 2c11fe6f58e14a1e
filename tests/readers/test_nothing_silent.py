"""What could mislead becomes a note, and blocks a pass where it may hide something."""

from __future__ import annotations

import json
from typing import Any

import pytest

from vcs_check.inventory.document import Document
from vcs_check.pipeline.contradictions import note_circular_dependencies
from vcs_check.readers import read_bom
from vcs_check.text import latin, look_alikes


def cdx(*components: dict[str, Any], **members: Any) -> Document:
    bom = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": list(components)} | members
    return read_bom(json.dumps(bom).encode(), "a.json")


def spdx(packages: list[dict[str, Any]], *related: tuple[str, str, str], **more: Any) -> Document:
    bom = {
        "spdxVersion": "SPDX-2.3",
        "SPDXID": "SPDXRef-DOCUMENT",
        "packages": packages,
        "relationships": [
            {"spdxElementId": a, "relationshipType": kind, "relatedSpdxElement": b}
            for a, kind, b in related
        ],
    }
    return read_bom(json.dumps(bom | more).encode(), "a.json")


def xml(inner: str) -> Document:
    text = f'<bom xmlns="http://cyclonedx.org/schema/bom/1.6">{inner}</bom>'
    return read_bom(text.encode(), "a.xml")


def said(document: Document) -> list[tuple[str, bool]]:
    return [(note.message, note.hides_components) for note in document.notes]


LIB = {"type": "library", "name": "a", "bom-ref": "a"}


def test_usual_bom_has_no_notes() -> None:
    assert said(cdx(LIB, formulation=[], properties=[], version=1)) == []
    assert said(spdx([{"name": "a", "SPDXID": "a"}], ("a", "BUILD_TOOL_OF", "a"))) == []


@pytest.mark.parametrize(
    ("document", "word"),
    [
        (cdx(LIB | {"type": "gadget"}, LIB | {"type": "gadget", "bom-ref": "b"}), "gadget"),
        (cdx(LIB | {"scope": "sometimes"}), "sometimes"),
        (cdx(LIB | {"scope": "excluded"}), "counted all the same"),
        (cdx(LIB, formulation=[{"components": [LIB]}]), "not installed"),
        (cdx(LIB, properties=[{"name": "vcs:part", "value": "x"}]), "into its metadata"),
        (cdx(LIB, extra=1), "'extra'"),
        (xml("<formulation><formula/></formulation>"), "not installed"),
        (xml('<components><component type="gadget"><name>a</name></component></components>'),
         "gadget"),
        (spdx([{"name": "a", "SPDXID": "a"}], ("a", "EMBEDS", "a")), "EMBEDS"),
        (spdx([{"name": "a", "SPDXID": "a", "primaryPackagePurpose": "GADGET"}]), "gadget"),
    ],
)  # fmt: skip
def test_unknown_words_and_unread_parts_are_one_note(document: Document, word: str) -> None:
    ((message, hides),) = said(document)
    assert word in message
    assert not hides


def test_excluded_component_is_counted() -> None:
    assert len(cdx(LIB | {"scope": "excluded"}).components) == 1


@pytest.mark.parametrize("name", ["Components", "component", "COMPONENTS", "servicess", "depends"])
def test_list_whose_name_has_a_slip_blocks_a_pass(name: str) -> None:
    ((message, hides),) = said(cdx(LIB, **{name: [LIB]}))
    assert name in message
    assert hides is (name not in ("depends", "servicess"))
    ((_, hides),) = said(spdx([], Packages=[]))
    assert hides


def test_circular_containment_blocks_a_pass() -> None:
    packages = [{"name": n, "SPDXID": n} for n in "ab"]
    ((_, hides),) = said(spdx(packages, ("a", "CONTAINS", "b"), ("b", "CONTAINS", "a")))
    assert hides


def test_circular_dependency_is_one_note() -> None:
    needs = [{"ref": "a", "dependsOn": ["b"]}, {"ref": "b", "dependsOn": ["a"]}]
    document = cdx(LIB, LIB | {"bom-ref": "b"}, dependencies=needs)
    note_circular_dependencies(document)
    ((message, hides),) = said(document)
    assert "'a', 'b'" in message
    assert not hides
    straight = cdx(LIB, LIB | {"bom-ref": "b"}, dependencies=needs[:1])
    note_circular_dependencies(straight)
    assert said(straight) == []


def test_two_suppliers_of_the_described_component_are_a_note() -> None:
    subject = {"type": "device", "name": "TCU", "supplier": {"name": "Example One"}}
    document = cdx(metadata={"component": subject, "supplier": {"name": "Example Two"}})
    ((message, _),) = said(document)
    assert "Example One" in message
    assert "Example Two" in message
    assert len(document.components[0].parties) == 2
    agreeing = cdx(metadata={"component": subject, "supplier": {"name": "EXAMPLE  one"}})
    assert said(agreeing) == []


@pytest.mark.parametrize(
    ("text", "plain", "alike"),
    [
        ("Qu\u0435ctel EC25", "Quectel EC25", "\u0435"),
        ("\u041cicrochip", "Microchip", "\u041c"),
        ("Huawei", "Huawei", ""),
        ("Москва", "Москва", ""),
        ("10k\u03a9 \u00b5C", "10k\u03a9 \u00b5C", ""),
        ("модем LTE", "модем LTE", ""),
        ("Бosch", "Бosch", ""),
    ],
)
def test_look_alike_letters_are_kept_told_and_matched(text: str, plain: str, alike: str) -> None:
    assert latin(text) == plain
    assert look_alikes(text) == alike
    document = cdx(LIB | {"name": text, "supplier": {"name": text}})
    assert document.components[0].name == text
    assert len([m for m, _ in said(document) if "look like Latin" in m]) == 2 * bool(alike)


@pytest.mark.parametrize("field", ["purl", "version", "group"])
@pytest.mark.parametrize("text", ["pkg:x/\u202ey", "1.\u200b0", "Qu\u0435ctel"])
def test_odd_characters_of_other_fields_are_told_and_kept(field: str, text: str) -> None:
    document = cdx(LIB | {field: text})
    assert getattr(document.components[0], field) == text
    (note,) = document.notes
    assert note.place == "/components/0"
    assert "characters" in note.message or "look like Latin" in note.message


def test_invisible_characters_do_not_hide_look_alikes() -> None:
    messages = [m for m, _ in said(cdx(LIB | {"name": "Qu\u200b\u0435ctel"}))]
    assert any("invisible" in m for m in messages)
    assert any("look like Latin" in m for m in messages)
