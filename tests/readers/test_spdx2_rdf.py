"""SPDX 2 in RDF/XML: one graph, however its pieces lie in the file; no entity, no depth."""

from __future__ import annotations

import re
import time

import pytest
from tests.parity import to_spdx2_rdf
from tests.readers import samples
from tests.readers.test_type_confusion import outcome

from vcs_check.errors import InputError, LimitError, MalformedError, NotABomError
from vcs_check.inventory.document import Document, Elsewhere
from vcs_check.inventory.vocabulary import Role
from vcs_check.limits import Limits
from vcs_check.readers import read_bom

BASE = "https://example.com/d#"
ROOT = (
    '<rdf:RDF xmlns:s="http://spdx.org/rdf/terms#" xmlns="http://spdx.org/rdf/terms#"'
    ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#">'
)
DOCUMENT = (
    f'<SpdxDocument rdf:about="{BASE}SPDXRef-DOCUMENT"><specVersion>SPDX-2.3</specVersion>'
    "{}</SpdxDocument>"
)
TEXT = to_spdx2_rdf.of(samples.SPDX).decode()


def rdf(inner: str, of_document: str = "") -> str:
    return ROOT + DOCUMENT.format(of_document) + inner + "</rdf:RDF>"


def package(name: str, inner: str = "") -> str:
    return f'<Package rdf:about="{BASE}SPDXRef-{name}"><name>{name}</name>{inner}</Package>'


def relation(kind: str, end: str) -> str:
    return (
        "<relationship><Relationship>"
        f'<relationshipType rdf:resource="http://spdx.org/rdf/terms#relationshipType_{kind}"/>'
        f'<relatedSpdxElement rdf:resource="{end}"/></Relationship></relationship>'
    )


def read(text: str, limits: Limits | None = None) -> Document:
    return read_bom(text.encode(), "bom.rdf", *([limits] if limits else []))


def refusal(text: str, limits: Limits | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        read(text, limits)
    return caught.value


def contents(made: Document) -> list[object]:
    return [
        [(c.id, c.kind, c.name, c.version, c.purl, c.parties, c.licences, c.declared, c.hashes,
          c.parents, c.quantity, c.modification_signs, c.built_on, c.released_on)
         for c in made.components],
        made.dependencies, made.subject, made.files, made.serial, made.declared, made.version,
    ]  # fmt: skip


def test_rdf_is_read_as_the_json_of_the_same_document() -> None:
    made = read(TEXT)
    assert contents(made) == contents(read_bom(samples.as_bytes(samples.SPDX), "a"))
    assert made.format == "spdx-rdf"
    assert [c.source.startswith("line ") for c in made.components] == [True, True]


def test_a_node_may_be_nested_referred_to_or_in_pieces() -> None:
    whole = read(rdf(package("tcu", relation("contains", BASE + "SPDXRef-modem"))
                     + package("modem", "<versionInfo>1</versionInfo>")))  # fmt: skip
    nested = read(
        rdf(
            f'<rdf:Description rdf:about="{BASE}SPDXRef-tcu" s:name="tcu">'
            '<rdf:type rdf:resource="http://spdx.org/rdf/terms#Package"/>'
            '<relationship rdf:nodeID="r"/></rdf:Description>'
            '<Relationship rdf:nodeID="r"><relatedSpdxElement>'
            + package("modem")
            + "</relatedSpdxElement></Relationship>"
            '<rdf:Description rdf:nodeID="r"><relationshipType '
            'rdf:resource="http://spdx.org/rdf/terms#relationshipType_contains"/>'
            "</rdf:Description>"
            f'<rdf:Description xml:base="{BASE}" rdf:ID="SPDXRef-modem">'
            "<versionInfo>1</versionInfo></rdf:Description>"
        )
    )
    assert contents(nested) == contents(whole)
    assert [c.parents for c in nested.components] == [(), (0,)]


def test_what_is_referred_to_may_stand_anywhere() -> None:
    others = (
        '<Relationship rdf:nodeID="r"><relationshipType '
        'rdf:resource="http://spdx.org/rdf/terms#relationshipType_contains"/>'
        f'<relatedSpdxElement rdf:resource="{BASE}SPDXRef-b"/></Relationship>'
        '<Checksum rdf:nodeID="c"><checksumValue>ab</checksumValue></Checksum>'
        '<ExternalRef rdf:nodeID="e" s:referenceType="purl" s:referenceLocator="pkg:npm/a@1"/>'
        '<Annotation rdf:nodeID="n"><rdfs:comment>vcs:radio=wifi</rdfs:comment></Annotation>'
        '<ExtractedLicensingInfo rdf:nodeID="l"><licenseId>LicenseRef-9</licenseId>'
        "</ExtractedLicensingInfo>"
    )
    first = package(
        "a",
        '<relationship rdf:nodeID="r"/><checksum rdf:nodeID="c"/><externalRef rdf:nodeID="e"/>'
        '<annotation rdf:nodeID="n"/><licenseDeclared rdf:nodeID="l"/>',
    )
    made = [read(rdf(text)) for text in (others + first + package("b"), package("b") + first
                                         + others, first + package("b") + others)]  # fmt: skip
    for document in made:
        by_id = {str(c.id): c for c in document.components}
        a, b = by_id["SPDXRef-a"], by_id["SPDXRef-b"]
        assert (a.purl, a.hashes, a.licences) == ("pkg:npm/a@1", (("", "ab"),), ("LicenseRef-9",))
        assert [radio.value for radio in a.declared.radios] == ["wifi"]
        assert [document.components[p].id for p in b.parents] == ["SPDXRef-a"]


def test_a_node_in_many_pieces_costs_no_more_than_they_do() -> None:
    pieces = "".join(
        f'<rdf:Description rdf:about="{BASE}SPDXRef-a"><summary>s</summary></rdf:Description>'
        for _ in range(20_000)
    )
    shared = "".join(package(f"p{n}", '<checksum rdf:nodeID="c"/>') for n in range(2_000))
    many = '<Checksum rdf:nodeID="c">' + "<x>1</x>" * 5_000 + "</Checksum>"
    started = time.process_time()
    assert len(read(rdf(package("a") + pieces + shared + many)).components) == 2_001
    assert time.process_time() - started < 2


def test_properties_may_be_attributes_or_resources_without_an_element_of_their_own() -> None:
    made = read(
        rdf(
            package(
                "modem",
                '<checksum rdf:parseType="Resource"><checksumValue>ab</checksumValue></checksum>'
                '<externalRef s:referenceType="purl" s:referenceLocator="pkg:npm/a@1"/>',
            )
        )
    )
    assert made.components[0].hashes == (("", "ab"),)
    assert made.components[0].purl == "pkg:npm/a@1"


def test_nobody_is_named_by_noassertion() -> None:
    nobody = '<supplier rdf:resource="http://spdx.org/rdf/terms#noassertion"/>'
    made = read(rdf(package("a", nobody + "<originator>Organization: X (a@b.c)</originator>")))
    assert [(p.role, p.name) for p in made.components[0].parties] == [(Role.MANUFACTURER, "X")]


@pytest.mark.parametrize(
    ("inner", "licence"),
    [
        ('<licenseDeclared rdf:resource="http://spdx.org/licenses/MIT"/>', ("MIT",)),
        ('<licenseDeclared rdf:resource="http://spdx.org/rdf/terms#noassertion"/>', ()),
        ("<licenseDeclared>MIT OR Apache-2.0</licenseDeclared>", ("MIT OR Apache-2.0",)),
        (f'<licenseDeclared rdf:resource="{BASE}LicenseRef-1"/>', ("LicenseRef-1",)),
        ("<licenseDeclared><ExtractedLicensingInfo><licenseId>LicenseRef-2</licenseId>"
         "</ExtractedLicensingInfo></licenseDeclared>", ("LicenseRef-2",)),
        ("<licenseDeclared><ExtractedLicensingInfo/></licenseDeclared>", ("LicenseRef-unnamed",)),
        ('<licenseDeclared><ConjunctiveLicenseSet><member rdf:resource="http://spdx.org/licenses/'
         'MIT"/><member rdf:resource="http://spdx.org/rdf/terms#noassertion"/>'
         "</ConjunctiveLicenseSet></licenseDeclared>", ("MIT AND NOASSERTION",)),
        ("<licenseDeclared><WithExceptionOperator><member><OrLaterOperator><member rdf:resource="
         '"http://spdx.org/licenses/GPL-2.0"/></OrLaterOperator></member><licenseException>'
         "<LicenseException><licenseExceptionId>Classpath-exception-2.0</licenseExceptionId>"
         "</LicenseException></licenseException></WithExceptionOperator></licenseDeclared>",
         ("GPL-2.0+ WITH Classpath-exception-2.0",)),
        ('<licenseDeclared rdf:resource="http://spdx.org/licenses/MIT"/>'
         '<licenseDeclared rdf:resource="http://spdx.org/licenses/Zlib"/>', ("(MIT) AND (Zlib)",)),
    ],
)  # fmt: skip
def test_licences_become_expressions(inner: str, licence: tuple[str, ...]) -> None:
    assert read(rdf(package("a", inner))).components[0].licences == licence


def test_an_element_of_another_document_is_a_link() -> None:
    other = (
        "<externalDocumentRef><ExternalDocumentRef><externalDocumentId>DocumentRef-o"
        '</externalDocumentId><spdxDocument rdf:resource="https://example.com/o"/>'
        "</ExternalDocumentRef></externalDocumentRef>"
    )
    end = relation("contains", "https://example.com/o#SPDXRef-x")
    made = read(rdf(package("a", end), other))
    assert [(link.outer, link.inner) for link in made.links] == [
        (
            0,
            Elsewhere(
                written="DocumentRef-o:SPDXRef-x (https://example.com/o)",
                document="https://example.com/o",
                element="SPDXRef-x",
            ),
        )
    ]


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("<!DOCTYPE rdf:RDF [<!ENTITY a 'x'>]>" + rdf(package("a")), MalformedError, "DOCTYPE"),
        (rdf("") .replace("SPDX-2.3", "SPDX-1.2"), MalformedError, "SPDX 2"),
        (ROOT + package("a") + "</rdf:RDF>", NotABomError, "without an SpdxDocument"),
        (rdf(DOCUMENT.replace("DOCUMENT", "D2").format("")), MalformedError, "second SpdxDocument"),
        (rdf(package("a", "<name>b</name>")), MalformedError, "several values of name"),
        (rdf(package("a", '<x rdf:parseType="Literal"><b/></x>')), MalformedError, "parseType"),
        (rdf(package("a", "text")), MalformedError, "a text stands where"),
        (rdf(package("a", "<x><File/><File/></x>")), MalformedError, "two values"),
        (rdf(package("a", '<x rdf:resource="a" rdf:nodeID="b"/>')), MalformedError, "two values"),
        (rdf('<Package rdf:about="a" rdf:nodeID="b"/>'), MalformedError, "two ids"),
        (rdf(package("a") + "<"), MalformedError, "not valid XML"),
        (rdf(package("a", "&e;")), MalformedError, "not valid XML"),
    ],
)  # fmt: skip
def test_what_is_no_single_document_is_refused(text: str, kind: type[InputError], why: str) -> None:
    error = refusal(text)
    assert isinstance(error, kind)
    assert why in error.message


def test_number_and_depth_end_at_their_limits() -> None:
    two = rdf(package("a") + package("b"))
    assert len(read(two, Limits(max_components=2)).components) == 2
    assert isinstance(refusal(two, Limits(max_components=1)), LimitError)
    assert isinstance(refusal(rdf("<a><b>" * 9000 + "</b></a>" * 9000)), LimitError)
    sets = "".join(
        f'<ConjunctiveLicenseSet rdf:nodeID="l{n}"><member rdf:nodeID="l{n + 1}"/>'
        f'<member rdf:resource="http://spdx.org/licenses/MIT"/><member rdf:nodeID="l{n + 2}"/>'
        "</ConjunctiveLicenseSet>"
        for n in range(200)
    )
    started = time.process_time()
    bomb = rdf(package("a", '<licenseDeclared rdf:nodeID="l0"/>') + sets)
    assert isinstance(refusal(bomb), LimitError)
    assert time.process_time() - started < 2


def test_every_text_attribute_and_tag_may_be_replaced() -> None:
    hostile = ("", "x", "\u202eevil", "<x/>", "<Package/>", "&evil;", "\x00", "<!-- c -->", "_:x",
               "http://spdx.org/rdf/terms#none", "9" * 3000, "</s:Package>", "#")  # fmt: skip
    values = [match.span(1) for match in re.finditer(r">([^<>]*)<", TEXT)]
    values += [match.span(1) for match in re.finditer(r'rdf:\w+="([^"]*)"', TEXT)]
    tags = [match.span() for match in re.finditer(r"<[^>]*>", TEXT)]
    outcomes = [outcome((TEXT[:a] + v + TEXT[z:]).encode()) for a, z in values for v in hostile]
    outcomes += [outcome((TEXT[:start] + TEXT[end:]).encode()) for start, end in tags]
    assert len(outcomes) >= 960
    assert {"document", "MalformedError"} <= set(outcomes)
