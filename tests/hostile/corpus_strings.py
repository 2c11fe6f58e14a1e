"""Strings and lists that are too long, strange, or made for a slow search."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from tests.hostile.corpus import Case, malformed, no_bom, reads, too_much
from tests.hostile.corpus_graphs import PART, cdx, spdx

HEAD: Final = b'{"bomFormat":"CycloneDX","specVersion":"1.6"'
LONG: Final = 1_000_001
"""One character more than a string may have."""


def part(**members: Any) -> bytes:
    return cdx(components=[PART | members])


def fact(name: str, value: str) -> bytes:
    return part(properties=[{"name": name, "value": value}])


def package(**members: Any) -> bytes:
    return spdx(packages=[{"name": "p", "SPDXID": "SPDXRef-0"} | members])


def with_note(comment: str) -> bytes:
    return package(annotations=[{"comment": comment}])


def utf8(**members: Any) -> bytes:
    """Without escapes, which :mod:`json` writes for what is not ASCII."""
    head = {"bomFormat": "CycloneDX", "specVersion": "1.6"}
    return msgspec.json.encode(head | {"components": [PART | members]})


def too_long(**members: Any) -> Case:
    return too_much(lambda: utf8(**members), "max_string_chars")


CASES: Final[dict[str, Case]] = {
    "a long name": too_long(name="a" * LONG),
    "a long name of wide characters": too_long(name="漢" * LONG),
    "a long description": too_long(description="a" * LONG),
    "a long version": too_long(version="1" * LONG),
    "a long purl": too_long(purl="pkg:" + "a/" * LONG),
    "a long cpe": too_long(cpe="cpe:2.3:" + ":" * LONG),
    "a long id": too_long(**{"bom-ref": "r" * LONG}),
    "a long supplier": too_long(supplier={"name": "a" * LONG}),
    "a long licence": too_long(licenses=[{"expression": "(" * LONG}]),
    "a long property": too_long(properties=[{"name": "x", "value": "a" * LONG}]),
    "a long text that nobody reads": too_long(copyright="a" * LONG),
    "a long text full of quotes": too_long(description='"' * LONG),
    "a long text full of backslashes": too_long(description="\\" * LONG),
    "a long key": too_much(lambda: cdx(**{"k" * LONG: 1}), "max_string_chars"),
    "a text as long as may be": reads(lambda: utf8(copyright="漢" * (LONG - 1)), 1, None),
    "escapes as many as may be": reads(lambda: part(copyright="漢" * (LONG - 1)), 1, None),
    "quotes as many as may be": reads(lambda: part(copyright='"' * (LONG - 1)), 1, None),
    "3 MB between two strings": reads(lambda: HEAD + b" " * 3 * LONG + b',"components":[]}', 0),
    "3 MB of numbers": reads(
        lambda: HEAD + b',"x-numbers":[' + b"1," * LONG + b'1],"components":[]}', 0),
    "300,000 brackets in a licence": reads(
        lambda: part(licenses=[{"expression": "(" * 300_000 + "MIT" + ")" * 300_000}]), 1, None),
    "100,000 choices in a licence": reads(
        lambda: part(licenses=[{"expression": " OR ".join(["MIT"] * 100_000)}]), 1, None),
    "400,000 hidden characters": reads(lambda: part(name="a\u202e" * 400_000), 1, "U+202E"),
    "800,000 accents on one letter": reads(
        lambda: part(name="a" + "\u0301\u0327" * 400_000), 1, None),
    "characters that stand for eighteen": reads(lambda: part(name="\ufdfa" * 300_000), 1, None),
    "10,001 properties": too_much(
        lambda: part(properties=[{"name": "x", "value": "y"}] * 10_001),
        "max_properties_per_component", "/components/0"),
    "10,000 properties": reads(
        lambda: part(properties=[{"name": "x", "value": "y"}] * 10_000), 1, None),
    "a number of 900,000 digits": malformed(
        lambda: fact("vcs:frequency-mhz", "9" * 900_000), "vcs:frequency-mhz"),
    "a day of 900,000 digits": malformed(
        lambda: fact("vcs:first-supplied", "0" * 900_000), "vcs:first-supplied"),
    "a country after 900,000 spaces": malformed(
        lambda: fact("vcs:made-in", " " * 900_000 + "x"), "vcs:made-in"),
    "an address after 900,000 spaces": reads(
        lambda: part(supplier={"name": "a", "address": {"country": " " * 900_000 + "x"}}), 1, None),
    "100,000 licences": reads(
        lambda: part(licenses=[{"license": {"name": f"l{n}"}} for n in range(100_000)]), 1, None),
    "100,000 authors": reads(
        lambda: part(authors=[{"name": f"a{n}"} for n in range(100_000)]), 1, None),
    "100,000 digests": reads(
        lambda: part(hashes=[{"alg": "x", "content": f"{n}"} for n in range(100_000)]), 1, None),
    "200,000 members": reads(lambda: cdx(**{f"k{n}": 1 for n in range(200_000)}), 0, "is nothing"),
    "200,000 members of a component": reads(
        lambda: part(**{f"k{n}": 1 for n in range(200_000)}), 1, None),
    "a million escaped colons": too_much(
        lambda: HEAD + b',"x-x":"' + b"\\u003a" * LONG + b'"}', "max_string_chars"),
    "20,000 escaped colons": reads(
        lambda: HEAD + b',"components":['
        + b",".join([b'{"type":"library","name":"a\\u003a"}'] * 20_000) + b"]}", 20_000, None),
    "a string without end": malformed(
        lambda: HEAD + b',"x":"' + b"a" * 5_000_000, "ends too early"),
    "300,000 brackets": too_much(lambda: b'{"a":' * 300_000, "max_document_depth"),
    "lists 401 deep": too_much(
        lambda: HEAD + b',"x-x":' + b"[" * 400 + b"]" * 400 + b"}", "max_document_depth"),
    "lists 400 deep": reads(
        lambda: HEAD + b',"x-x":' + b"[" * 399 + b"]" * 399 + b"}", 0),
    "brackets in texts": reads(lambda: part(description="[{" * 300_000), 1),
    "a million quotes": no_bom(lambda: b'"' * 1_000_000, "no BOM"),
    "a million NULs": no_bom(lambda: bytes(1_000_000), "binary"),
    "30 MB of nothing before the BOM": reads(lambda: b" " * 30_000_000 + part(), 1),
    "30 MB of empty lines before the BOM": reads(lambda: b"\n" * 30_000_000 + part(), 1),
    "60 MB of nothing": no_bom(lambda: b" " * 60_000_000, "empty"),
    "1,000 wrappers": too_much(
        lambda: b'{"sbom":' * 1000 + cdx() + b"}" * 1000, "max_document_depth"),
    "a million marks of byte order": reads(lambda: b"\xef\xbb\xbf" * 1_000_000 + part(), 1),
    "UTF-16 without a mark": no_bom(lambda: part().decode().encode("utf-16-le"), "binary"),
    "half a character in UTF-16": malformed(
        lambda: (HEAD + b',"x":"').decode().encode("utf-16") + b"\x00\xd8"
        + '"}'.encode("utf-16-le"), "UTF-16"),
    "UTF-7": no_bom(lambda: b"+AHsAIgBi-", "no BOM"),
    "a mark of direction before a key": reads(
        lambda: cdx(**{"\u202ecomponents": [PART]}), 0, "it may hold components"),
    "a minus without a number": malformed(lambda: HEAD + b',"x":-}', "line 1"),
    "a number without end": malformed(lambda: HEAD + b',"x":1e}', "line 1"),
    "an escape of nothing": malformed(lambda: HEAD + b',"x":"\\q"}', "line 1"),
    "a supplier of 500,000 brackets": reads(
        lambda: package(supplier="Organization: " + "(" * 500_000), 1, None),
    "a supplier of 300,000 spaces and brackets": reads(
        lambda: package(supplier="Organization: " + " (" * 300_000 + "x"), 1, None),
    "a long annotation": too_much(lambda: with_note("x" * LONG), "max_string_chars"),
    "60,000 facts in an annotation": too_much(
        lambda: with_note("vcs:class=other\n" * 60_000), "max_properties_per_component"),
    "an annotation of 900,000 spaces": reads(
        lambda: with_note("vcs:" + " " * 900_000 + "x"), 1, "vcs:"),
    "500,000 brackets in a declared licence": reads(
        lambda: package(licenseDeclared="(" * 500_000), 1, None),
    "100,000 external references": reads(
        lambda: package(externalRefs=[{"referenceCategory": "x", "referenceType": "purl",
                                       "referenceLocator": "pkg:a"}] * 100_000), 1, None),
    "a day of creation of 900,000 digits": reads(
        lambda: spdx(creationInfo={"created": "2" * 900_000}), 0, None),
}  # fmt: skip
