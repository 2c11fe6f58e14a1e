"""XML: entities, encodings, much of what nobody reads, and what stands where it must not."""

from __future__ import annotations

from typing import Final

from tests.hostile.corpus import Case, malformed, no_bom, reads, too_much

NS: Final = "http://cyclonedx.org/schema/bom/1.6"
LONG: Final = 1_000_001
TERMS: Final = "http://spdx.org/rdf/terms#"
RDF: Final = (
    f'<rdf:RDF xmlns:s="{TERMS}" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#">'
)


def xml(inner: str = "", *, prolog: str = "", before: str = "", after: str = "") -> bytes:
    components = f"<components>{inner}</components>"
    return f'{prolog}<bom xmlns="{NS}">{before}{components}{after}</bom>'.encode()


def part(inner: str = "<name>a</name>", attributes: str = "") -> str:
    return f'<component type="library"{attributes}>{inner}</component>'


def named(name: str) -> bytes:
    return xml(part(f"<name>{name}</name>"))


def encoded(name: str, text: str = "a", codec: str = "utf-8") -> bytes:
    prolog = f'<?xml version="1.0" encoding="{name}"?>'
    return xml(part(f"<name>{text}</name>"), prolog=prolog).decode().encode(codec)


def spdx(inner: str) -> bytes:
    return f"<Document><spdxVersion>SPDX-2.3</spdxVersion>{inner}</Document>".encode()


def rdf(inner: str = "") -> bytes:
    return (
        f'{RDF}<s:SpdxDocument rdf:about="http://e/d#SPDXRef-DOCUMENT">'
        f"<s:specVersion>SPDX-2.3</s:specVersion></s:SpdxDocument>{inner}</rdf:RDF>"
    ).encode()


def package(number: int, inner: str = "") -> str:
    about = f"http://e/d#SPDXRef-{number}"
    return f'<s:Package rdf:about="{about}"><s:name>p{number}</s:name>{inner}</s:Package>'


def contains(number: int) -> str:
    return (
        "<s:relationship><s:Relationship>"
        f'<s:relationshipType rdf:resource="{TERMS}relationshipType_contains"/>'
        f'<s:relatedSpdxElement rdf:resource="http://e/d#SPDXRef-{number}"/>'
        "</s:Relationship></s:relationship>"
    )


def licences(levels: int) -> str:
    """Two licences that are each of the next two, and so on."""
    return package(1, '<s:licenseDeclared rdf:nodeID="a0"/>') + "".join(
        f'<s:ConjunctiveLicenseSet rdf:nodeID="{each}{n}"><s:member rdf:nodeID="a{n + 1}"/>'
        f'<s:member rdf:nodeID="b{n + 1}"/></s:ConjunctiveLicenseSet>'
        for n in range(levels)
        for each in "ab"
    )


CASES: Final[dict[str, Case]] = {
    "50,000 attributes": reads(
        lambda: xml(part(attributes="".join(f' a{n}="x"' for n in range(50_000)))), 1),
    "100,000 attributes": too_much(
        lambda: xml(part(attributes="".join(f' a{n}="x"' for n in range(100_000)))),
        "max_string_chars"),
    "40,000 namespaces": reads(
        lambda: xml(part(attributes="".join(f' xmlns:a{n}="x{n}"' for n in range(40_000)))), 1),
    "a long attribute": too_much(
        lambda: xml(part(attributes=f' bom-ref="{"x" * LONG}"')), "max_string_chars"),
    "an attribute twice": malformed(lambda: xml('<component type="a" type="b"/>'), "duplicate"),
    "a long name": too_much(lambda: named("a" * LONG), "max_string_chars"),
    "a long text that nobody reads": too_much(
        lambda: xml(part(f"<name>a</name><copyright>{'a' * LONG}</copyright>")),
        "max_string_chars"),
    "a text as long as may be": reads(
        lambda: xml(part(f"<name>a</name><copyright>{'漢' * (LONG - 1)}</copyright>")), 1),
    "references as many as may be": reads(
        lambda: xml(part(f"<name>a</name><copyright>{'&#97;' * (LONG - 1)}</copyright>")), 1),
    "a comment of 20 MB": reads(lambda: xml(part() + f"<!--{'x' * 20_000_000}-->"), 1),
    "a comment of 20 MB before all": reads(
        lambda: xml(part(), prolog=f"<!--{'x' * 20_000_000}-->"), 1),
    "a comment of 20 MB in RDF": reads(lambda: rdf(f"<!--{'x' * 20_000_000}-->" + package(1)), 1),
    "an instruction of 20 MB": reads(lambda: xml(part() + f"<?a {'x' * 20_000_000}?>"), 1),
    "CDATA of 5 MB": too_much(
        lambda: named(f"<![CDATA[{'x' * 5_000_000}]]>"), "max_string_chars"),
    "500,000 comments": reads(lambda: xml(part() + "<!--x-->" * 500_000), 1),
    "300,000 instructions": reads(lambda: xml(part() + "<?a b?>" * 300_000), 1),
    "300,000 comments before all": reads(lambda: xml(part(), prolog="<!--x-->" * 300_000), 1),
    "a name in 100,000 pieces": reads(lambda: named("<![CDATA[a]]>" * 100_000), 1),
    "a name of 200,000 references": reads(lambda: named("&#97;" * 200_000), 1),
    "a reference to NUL": malformed(lambda: named("&#0;"), "invalid character"),
    "a reference to half a character": malformed(lambda: named("&#xD800;"), "invalid character"),
    "a reference to no character": malformed(lambda: named("&#xFFFE;"), "invalid character"),
    "a reference beyond all": malformed(lambda: named("&#x110000;"), "invalid character"),
    "UTF-7": malformed(lambda: encoded("UTF-7"), "not valid XML"),
    "UTF-16 that is not": malformed(lambda: encoded("UTF-16"), "not valid XML"),
    "EBCDIC that is not": malformed(lambda: encoded("cp037"), "not valid XML"),
    "Shift-JIS": malformed(lambda: encoded("shift_jis", "あ", "shift_jis"), "not valid XML"),
    "an encoding that is none of texts": malformed(lambda: encoded("zlib"), "not valid XML"),
    "an encoding of machine names": malformed(lambda: encoded("idna"), "not valid XML"),
    "the encoding that always fails": malformed(lambda: encoded("undefined"), "not valid XML"),
    "a file to include": reads(
        lambda: xml(part('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" '
                         'href="file:///etc/passwd"/><name>a</name>')), 1),
    "a style sheet": reads(
        lambda: xml(part(), prolog='<?xml-stylesheet href="file:///etc/passwd"?>'), 1),
    "a DOCTYPE in small letters": malformed(
        lambda: xml(part(), prolog="<!doctype bom>"), "not valid XML"),
    "a DOCTYPE in the middle": malformed(lambda: xml("<!DOCTYPE bom>" + part()), "not valid XML"),
    "a parameter entity": malformed(
        lambda: xml(prolog='<!DOCTYPE b [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>'),
        "DOCTYPE", "line 1"),
    "components twice": malformed(
        lambda: xml(part(), after=f"<components>{part()}</components>"), "twice", "/bom"),
    "no namespace": no_bom(lambda: b"<bom><components/></bom>", "no BOM"),
    "a namespace of 9.9": malformed(
        lambda: xml().replace(b"bom/1.6", b"bom/9.9"), "names no version", "/bom"),
    "10,001 properties": too_much(
        lambda: xml(part("<name>a</name><properties>"
                         + '<property name="x">y</property>' * 10_001 + "</properties>")),
        "max_properties_per_component"),
    "20,000 components of one id": reads(
        lambda: xml(part(attributes=' bom-ref="x"') * 20_000), 20_000, "also stands at"),
    "50,000 dependencies on nothing": reads(
        lambda: xml(part(attributes=' bom-ref="x"'), after="<dependencies>"
                    + '<dependency ref="x"><dependency ref="y"/></dependency>' * 50_000
                    + "</dependencies>"), 1, "not listed"),
    "SPDX: 5,000 packages in each other": too_much(
        lambda: spdx("<packages>" * 5000 + "</packages>" * 5000), "max_document_depth"),
    "SPDX: a DOCTYPE": malformed(
        lambda: b"<!DOCTYPE d [<!ENTITY x 'y'>]>" + spdx(""), "DOCTYPE", "line 1"),
    "SPDX: 50,000 packages of nothing": reads(
        lambda: spdx("<packages/>" * 50_000), 50_000, "no name"),
    "SPDX: two versions": malformed(lambda: spdx("<spdxVersion>SPDX-2.2</spdxVersion>"), ""),
    "RDF: contained in a circle": reads(
        lambda: rdf(package(0, contains(1)) + package(1, contains(0))), 2, "contain each other"),
    "RDF: a licence of itself": reads(
        lambda: rdf(package(1, '<s:licenseDeclared rdf:nodeID="l"/>')
                    + '<s:ConjunctiveLicenseSet rdf:nodeID="l"><s:member rdf:nodeID="l"/>'
                    "</s:ConjunctiveLicenseSet>"), 1, None),
    "RDF: licences that double": too_much(lambda: rdf(licences(60)), "max_string_chars"),
    "RDF: 5,000 deep": too_much(
        lambda: rdf("<s:x><s:y>" * 5000 + "</s:y></s:x>" * 5000), "max_document_depth"),
    "RDF: a package twice": reads(lambda: rdf(package(1) + package(1)), 1, None),
    "RDF: two names": malformed(lambda: rdf(package(1, "<s:name>b</s:name>")), "several values"),
    "RDF: a literal of XML": malformed(
        lambda: rdf(package(1, '<s:comment rdf:parseType="Literal"><b>x</b></s:comment>')),
        "parseType"),
    "RDF: a base that is a file": reads(
        lambda: rdf(package(1)).replace(b"<rdf:RDF ", b'<rdf:RDF xml:base="file:///etc/passwd" '),
        1),
    "RDF: an address that is none": reads(
        lambda: rdf(package(1)).replace(b"http://e/d#SPDXRef-1", b"http://[bad"), 1, None),
    "RDF: 50,000 comments": reads(
        lambda: rdf(package(1, "<s:comment>x</s:comment>" * 50_000)), 1, None),
    "RDF: 100,000 nodes of nothing": reads(lambda: rdf("<s:X/>" * 100_000), 0, None),
    "RDF: two ids": malformed(
        lambda: rdf('<s:Package rdf:about="http://e/d#SPDXRef-1" rdf:nodeID="x"/>'), "two ids"),
    "RDF: a DOCTYPE": malformed(
        lambda: b"<!DOCTYPE r [<!ENTITY x 'y'>]>" + rdf(), "DOCTYPE", "line 1"),
}  # fmt: skip
