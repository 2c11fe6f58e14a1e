"""SPDX 2 in XML: the same inventory as in JSON; no entity, no ambiguity, no depth."""

from __future__ import annotations

import re
import time

import pytest
from tests.parity.to_spdx2_xml import element
from tests.readers import samples
from tests.readers.test_spdx2_yaml import without_file
from tests.readers.test_type_confusion import outcome

from vcs_check.errors import InputError, LimitError, MalformedError
from vcs_check.inventory.document import Document, Elsewhere
from vcs_check.limits import Limits
from vcs_check.readers import _xml, read_bom

TEXT = element("Document", samples.SPDX)
PACKAGE = "<packages><SPDXID>SPDXRef-a</SPDXID><name>a</name></packages>"


def read(text: str, limits: Limits | None = None) -> Document:
    return read_bom(text.encode(), "bom.xml", *([limits] if limits else []))


def document(inner: str) -> str:
    return f"<Document><spdxVersion>SPDX-2.3</spdxVersion>{inner}</Document>"


def refusal(text: str, limits: Limits | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        read(text, limits)
    return caught.value


def test_xml_is_read_as_the_json_that_it_stands_for() -> None:
    expected = read_bom(samples.as_bytes(samples.SPDX), "a")
    found = read(TEXT)
    assert [c.source for c in found.components] == [
        f"/Document/packages[{n}]" for n in range(1, len(expected.components) + 1)
    ]
    for theirs, mine in zip(expected.components, found.components, strict=True):
        mine.source = theirs.source
    assert without_file(found) == without_file(expected)
    assert found.format == "spdx-xml"
    assert found.serial == expected.serial


def test_parts_may_stand_in_any_order_and_namespace() -> None:
    note = "<annotations><comment>vcs:part=Unit</comment></annotations>"
    described = "<documentDescribes>SPDXRef-a</documentDescribes>"
    text = f"<Document xmlns='urn:x'>{described}{PACKAGE}{note}<SPDXID>SPDXRef-D</SPDXID>"
    made = read(text + "<spdxVersion>SPDX-2.2</spdxVersion></Document>")
    assert made.subject == 0
    assert made.components[0].declared.part == "Unit"
    assert made.version == "2.2"


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ("<!DOCTYPE Document><Document><spdxVersion/></Document>", "line 1", "DOCTYPE"),
        ('<!DOCTYPE d [<!ENTITY e "x">]>' + document("&e;"), "line 1", "DOCTYPE"),
        (document("<packages><name>a</name><name>b</name></packages>"),
         "/Document/packages[1]", "twice"),
        (document("<spdxVersion>SPDX-2.2</spdxVersion>"), "/Document", "twice"),
        (document(PACKAGE + "<packages><name><b>x</b></name></packages>"),
         "/Document/packages[2]/name", "a text belongs here"),
        (document("<packages><name>a</name>"), "", "not valid XML"),
        (document("&nobody;"), "", "not valid XML"),
        (document("").replace("2.3", "3.0"), "/Document/spdxVersion", "spdxVersion"),
    ],
)  # fmt: skip
def test_what_could_be_read_in_two_ways_is_refused(text: str, place: str, why: str) -> None:
    error = refusal(text)
    assert isinstance(error, MalformedError)
    assert error.place == place
    assert why in error.message


def test_depth_and_number_end_at_their_limits() -> None:
    deep = document("<a>" * 5000 + "</a>" * 5000)
    assert isinstance(refusal(deep), LimitError)
    assert isinstance(refusal(document(PACKAGE * 3), Limits(max_components=2)), LimitError)
    assert len(read(document(PACKAGE * 2), Limits(max_components=2)).components) == 2


def test_an_annotation_of_nobody_and_a_relationship_to_nobody_are_noted() -> None:
    made = read(
        document(
            PACKAGE + "<annotations><SPDXID>SPDXRef-x</SPDXID><comment>vcs:part=U</comment>"
            "</annotations><relationships><spdxElementId>SPDXRef-a</spdxElementId>"
            "<relationshipType>CONTAINS</relationshipType>"
            "<relatedSpdxElement>SPDXRef-gone</relatedSpdxElement></relationships>"
        )
    )
    places = {note.place: note.hides_components for note in made.notes}
    assert places["/Document/annotations[1]"] is False
    assert places["/Document/relationships[1]"] is True


def test_every_text_and_tag_of_xml_may_be_replaced() -> None:
    hostile = ("", " ", "\u202eevil", "<x/>", "<name/>", "<packages/>", "&evil;", "\x00",
               "<![CDATA[<]]>", "<!-- c -->", "<?pi?>", "NOASSERTION", "9" * 5000,
               "</packages>", "<name>a</name><name>b</name>")  # fmt: skip
    values = [match.span(1) for match in re.finditer(r">([^<>]*)<", TEXT)]
    tags = [match.span() for match in re.finditer(r"<[^>]*>", TEXT)]
    started = time.process_time()
    outcomes = [outcome((TEXT[:a] + v + TEXT[z:]).encode()) for a, z in values for v in hostile]
    outcomes += [outcome((TEXT[:start] + TEXT[end:]).encode()) for start, end in tags]
    assert len(outcomes) >= 960
    assert {"document", "MalformedError"} <= set(outcomes)
    assert time.process_time() - started < 20


def test_an_element_of_another_document_is_a_link() -> None:
    made = read(
        document(
            PACKAGE + "<externalDocumentRefs><externalDocumentId>DocumentRef-o"
            "</externalDocumentId><spdxDocument>https://example.com/o</spdxDocument><checksum>"
            "<algorithm>SHA1</algorithm><checksumValue>ab</checksumValue></checksum>"
            "</externalDocumentRefs><relationships><spdxElementId>SPDXRef-a</spdxElementId>"
            "<relationshipType>CONTAINS</relationshipType><relatedSpdxElement>"
            "DocumentRef-o:SPDXRef-x</relatedSpdxElement></relationships>"
        )
    )
    (link,) = made.links
    assert link.outer == 0
    assert link.inner == Elsewhere(
        written="DocumentRef-o:SPDXRef-x (https://example.com/o)",
        document="https://example.com/o",
        element="SPDXRef-x",
        hashes=(("SHA1", "ab"),),
    )


@pytest.mark.parametrize("chunk_bytes", [1, 7, 64, 1000])
def test_the_inventory_is_the_same_wherever_the_file_is_cut(
    monkeypatch: pytest.MonkeyPatch, chunk_bytes: int
) -> None:
    broken = TEXT.replace("</Document>", "<packages></Document>")
    expected, why = read(TEXT), refusal(broken).message
    monkeypatch.setattr(_xml, "_CHUNK_BYTES", chunk_bytes)
    assert read(TEXT) == expected
    assert refusal(broken).message == why
    deep = document("<x>" * 30 + "</x>" * 30 + PACKAGE)
    assert read(deep, Limits(max_document_depth=31)).components
    assert "max_document_depth" in refusal(deep, Limits(max_document_depth=30)).message
