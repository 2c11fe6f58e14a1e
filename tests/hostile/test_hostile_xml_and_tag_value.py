"""Hostile XML and tag-value, each with its promised outcome."""

from __future__ import annotations

import time

import pytest

from vcs_check.errors import InputError, LimitError, MalformedError, NotABomError
from vcs_check.readers import looks_like_bom, read_bom

NS = "http://cyclonedx.org/schema/bom/1.6"
BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
TV = "SPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\n"


def xml(components: str = "", *, prolog: str = "", before: str = "", after: str = "") -> bytes:
    return (
        f'{prolog}<bom xmlns="{NS}">{before}<components>{components}</components>{after}</bom>'
    ).encode()


def part(inner: str = "<name>a</name>") -> str:
    return f'<component type="library">{inner}</component>'


def nested(levels: int) -> str:
    opening = '<component type="library"><name>a</name><components>'
    return opening * levels + "</components></component>" * levels


TOOLS = f"<components>{part()}</components>"
REFUSED: dict[str, tuple[bytes, type[InputError], str]] = {
    "a DOCTYPE": (xml(prolog="<!DOCTYPE bom>"), MalformedError, "DOCTYPE"),
    "a DOCTYPE after a long comment": (
        xml(prolog=f"<!--{'x' * 100_000}--><!DOCTYPE bom>"), MalformedError, "DOCTYPE",
    ),
    "an external entity": (
        xml(part("<name>&x;</name>"), prolog='<!DOCTYPE b [<!ENTITY x SYSTEM "file:///etc/hosts">]>'),
        MalformedError, "DOCTYPE",
    ),
    "a billion laughs": (
        xml(part("<name>&a9;</name>"), prolog=f'<!DOCTYPE b [<!ENTITY a0 "ha">{BOMB}]>'),
        MalformedError, "DOCTYPE",
    ),
    "an external DTD": (
        xml(prolog='<!DOCTYPE bom SYSTEM "http://example.com/x.dtd">'), MalformedError, "DOCTYPE",
    ),
    "a DOCTYPE in UTF-16": (
        xml(prolog="<!DOCTYPE bom>").decode().encode("utf-16"), MalformedError, "DOCTYPE",
    ),
    "an undefined entity": (xml(part("<name>&x;</name>")), MalformedError, "not valid XML"),
    "truncated": (xml(part())[:-15], MalformedError, "not valid XML"),
    "another end tag": (xml("<component>"), MalformedError, "mismatched tag"),
    "a control character": (xml(part("<name>\x01</name>")), MalformedError, "not valid XML"),
    "a NUL": (xml(part("<name>\x00</name>")), MalformedError, "not valid XML"),
    "two roots": (xml() + xml(), MalformedError, "not valid XML"),
    "an unknown encoding": (
        xml(prolog='<?xml version="1.0" encoding="x-none"?>'), MalformedError, "not valid XML",
    ),
    "bytes that are not UTF-8": (
        xml(part()).replace(b">a<", b">\xe9<"), MalformedError, "not valid XML",
    ),
    "elements 20,000 deep": (
        xml("<x>" * 20_000 + "</x>" * 20_000), LimitError, "max_document_depth",
    ),
    "components 65 deep": (xml(nested(65)), LimitError, "max_nesting_depth"),
    "elements never closed": (b"<bom xmlns='" + NS.encode() + b"'>" + b"<a>" * 9999, LimitError,
        "max_document_depth"),
    "another root": (b"<project><artifactId>a</artifactId></project>", NotABomError, "no BOM"),
    "no root": (b"<!-- nothing -->", NotABomError, "no element"),
    "a namespace without version": (
        xml().replace(b"bom/1.6", b"bom/12"), MalformedError, "names no version",
    ),
    "a supplier twice": (
        xml(part("<supplier><name>a</name></supplier><supplier><name>b</name></supplier>")),
        MalformedError, "'supplier' twice",
    ),
    "a name twice": (xml(part("<name>a</name><name>b</name>")), MalformedError, "'name' twice"),
    "elements in a name": (xml(part("<name><b/></name>")), MalformedError, "'name'"),
    "metadata twice": (xml(before="<metadata/><metadata/>"), MalformedError, "'metadata' twice"),
    "metadata at the end": (xml(part(), after="<metadata/>"), MalformedError, "before the comp"),
    "modified a word": (xml(part("<modified>yes</modified>")), MalformedError, "/modified"),
    "a fact that is no word": (
        xml(part('<name>a</name><properties><property name="vcs:processor">both</property>'
                 "</properties>")),
        MalformedError, "component 'a': vcs:processor",
    ),
    "SPDX RDF": (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        b'xmlns="http://spdx.org/rdf/terms#"/>', NotABomError, "RDF without an SpdxDocument",
    ),
    "SPDX XML": (
        b"<Document><spdxVersion>SPDX-9.3</spdxVersion></Document>", MalformedError, "spdxVersion",
    ),
    # tag-value
    "tag-value cut off": (
        f"{TV}PackageName: a\nPackageComment: <text>no end".encode(), MalformedError, "line 4",
    ),
    "a line without a tag": (f"{TV}PackageName: a\nand more\n".encode(), MalformedError, "line 4"),
    "a supplier twice in one package": (
        f"{TV}PackageName: a\nPackageSupplier: Person: x\nPackageSupplier: Person: y\n".encode(),
        MalformedError, "line 5",
    ),
    "a supplier of nothing": (
        f"{TV}PackageSupplier: Person: x\n".encode(), MalformedError, "outside a package",
    ),
    "two documents in one": ((TV * 2).encode(), MalformedError, "SPDXVersion stands twice"),
    "a relationship of two words": (
        f"{TV}Relationship: SPDXRef-a CONTAINS\n".encode(), MalformedError, "three words",
    ),
    "an external reference of one word": (
        f"{TV}PackageName: a\nExternalRef: purl\n".encode(), MalformedError, "three words",
    ),
    "an annotation of nobody": (
        f"{TV}AnnotationComment: vcs:class=other\n".encode(), MalformedError, "Annotator",
    ),
    "SPDX 1.2": (b"SPDXVersion: SPDX-1.2\n", MalformedError, "SPDX-2.3"),
    "tag-value in Latin-1": (
        f"{TV}PackageName: Zo\xeb\n".encode("latin-1"), MalformedError, "line 3",
    ),
    "SPDX YAML": (b"SPDXID: SPDXRef-DOCUMENT\nspdxVersion: 3\n", MalformedError, "SPDX 2 such"),
    "CycloneDX protobuf": (b"\n\x031.6\x10\x01\x1a\x02a", NotABomError, "CycloneDX as protobuf"),
    "CycloneDX YAML": (b"bomFormat: CycloneDX\n", NotABomError, "CycloneDX as YAML"),
    "a fact in tag-value that is no number": (
        f"{TV}PackageName: a\nSPDXID: SPDXRef-a\nAnnotator: Person: x\nSPDXREF: SPDXRef-a\n"
        "AnnotationComment: vcs:frequency-mhz=fast\n".encode(),
        MalformedError, "component 'a': vcs:frequency-mhz",
    ),
    "prose": (b"The SPDXVersion is unknown to us.\n", NotABomError, "no BOM"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_text_is_refused_by_name_and_place(name: str) -> None:
    data, error, words = REFUSED[name]
    started = time.perf_counter()
    with pytest.raises(error) as refused:
        read_bom(data, "hostile.bom")
    assert time.perf_counter() - started < 2
    assert words in str(refused.value)
    assert str(refused.value).startswith("hostile.bom: ")


ACCEPTED: dict[str, tuple[bytes, int]] = {
    "empty elements": (xml(part("<name>a</name><version/><supplier><name/></supplier>")), 1),
    "a component of another namespace": (
        xml('<x:component xmlns:x="urn:x"><x:name>b</x:name></x:component>' + part()), 1,
    ),
    "CDATA": (xml(part("<name><![CDATA[a]]></name>")), 1),
    "a comment in a name": (xml(part("<name>a<!-- x -->b</name>")), 1),
    "UTF-16": (xml(part()).decode().encode("utf-16"), 1),
    "UTF-16 that says so": (
        xml(part(), prolog='<?xml version="1.0" encoding="UTF-16"?>').decode().encode("utf-16"), 1,
    ),
    "Latin-1 that says so": (
        xml(part("<name>Zo\xeb</name>"), prolog='<?xml version="1.0" encoding="ISO-8859-1"?>')
        .decode().encode("latin-1"), 1,
    ),
    "components 64 deep": (xml(nested(64)), 64),
    "a prefix": (xml(part()).replace(b"<bom xmlns=", b"<bom xmlns:q='urn:q' xmlns="), 1),
    "two identical components": (xml(part() * 2), 2),
    "a tool's components": (
        xml(part(), before=f"<metadata><tools>{TOOLS}</tools></metadata>"),
        1,
    ),
    "a pedigree's components": (
        xml(part(f"<name>a</name><pedigree><ancestors>{part()}</ancestors></pedigree>")), 1,
    ),
    "tag-value with CRLF": (f"{TV}PackageName: a\n".replace("\n", "\r\n").encode(), 1),
    "tag-value with a mark": (b"\xef\xbb\xbf" + f"{TV}PackageName: a\n".encode(), 1),
    "tag-value after comments": (f"# note\n\n{TV}# x: y\nPackageName: a\n".encode(), 1),
    "a text on the next line": (
        f"{TV}PackageName: a\nPackageComment:\n<text>b\nPackageName: c</text>\n".encode(), 1,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ACCEPTED)
def test_odd_text_is_read_in_full(name: str) -> None:
    data, count = ACCEPTED[name]
    document = read_bom(data, "odd.bom")
    assert len(document.components) == count
    assert {c.name for c in document.components} <= {"a", "ab", "Zo\xeb"}
    assert all(claim.name != "None" for c in document.components for claim in c.parties)


def test_broken_xml_and_tag_value_still_look_like_a_bom() -> None:
    assert looks_like_bom(xml(part())[:-15])
    assert looks_like_bom(xml(prolog="<!DOCTYPE bom>"))
    assert looks_like_bom(f"{TV}PackageName".encode())
    assert not looks_like_bom(b"<project/>")
    assert not looks_like_bom(b"The SPDXVersion is unknown to us.\n")


def test_extensions_between_components_cost_no_more_than_their_number() -> None:
    count = 20_000
    data = xml(('<e:e xmlns:e="urn:e"/>' + part()) * count)
    started = time.perf_counter()
    assert len(read_bom(data, "a").components) == count
    assert time.perf_counter() - started < 5  # searching the list each time takes minutes
