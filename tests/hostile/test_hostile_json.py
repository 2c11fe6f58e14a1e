"""Hostile JSON: syntax, shape, encodings and graphs, each with its promised outcome."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from vcs_check.errors import InputError, LimitError, MalformedError, NotABomError
from vcs_check.inventory.document import Document
from vcs_check.readers import looks_like_bom, read_bom

CDX: dict[str, Any] = {"bomFormat": "CycloneDX", "specVersion": "1.6"}
SPDX: dict[str, Any] = {"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "n"}
HEAD = b'{"bomFormat":"CycloneDX","specVersion":"1.6"'
PART = {"type": "library", "name": "a"}


def cdx(**members: Any) -> bytes:
    return json.dumps(CDX | members).encode()


def spdx(**members: Any) -> bytes:
    return json.dumps(SPDX | members).encode()


def nested(levels: int) -> bytes:
    inner = b'{"type":"library","name":"a","components":['
    return HEAD + b',"components":[' + inner * levels + b"]}" * levels + b"]}"


def contained(count: int, *, circle: bool) -> bytes:
    packages = [{"name": "p", "SPDXID": f"SPDXRef-{n}"} for n in range(count)]
    ends = [(n, n + 1) for n in range(count - 1)] + ([(count - 1, 0)] if circle else [])
    return spdx(
        packages=packages,
        relationships=[
            {
                "spdxElementId": f"SPDXRef-{a}",
                "relationshipType": "CONTAINS",
                "relatedSpdxElement": f"SPDXRef-{b}",
            }
            for a, b in ends
        ],
    )


REFUSED: dict[str, tuple[bytes, type[InputError], str]] = {
    # syntax
    "nothing": (b"", NotABomError, "no BOM"),
    "blank": (b" \n\t", NotABomError, "no BOM"),
    "an empty object": (b"{}", NotABomError, "no BOM"),
    "an empty array": (b"[]", NotABomError, "no BOM"),
    "a number": (b"5", NotABomError, "no BOM"),
    "null": (b"null", NotABomError, "no BOM"),
    "truncated": (cdx(components=[PART])[:-9], MalformedError, "ends too early"),
    "truncated after the brace": (HEAD, MalformedError, "ends too early"),
    "trailing comma": (HEAD + b",}", MalformedError, "line 1, column"),
    "two documents": (cdx() + cdx(), MalformedError, "trailing characters"),
    "a comment": (HEAD + b"/* x */}", MalformedError, "not valid JSON"),
    "single quotes": (b"{'bomFormat':'CycloneDX'}", MalformedError, "not valid JSON"),
    "NaN": (HEAD + b',"components":[{"name":NaN}]}', MalformedError, "not valid JSON"),
    "Infinity": (HEAD + b',"version":-Infinity}', MalformedError, "not valid JSON"),
    "a lone surrogate": (HEAD + b',"components":[{"name":"\\ud800"}]}', MalformedError, "half"),
    "control character in a string": (HEAD + b',"serialNumber":"\x01"}', MalformedError, ""),
    "foreign JSON": (b'{"name":"left-pad","version":"1.0.0"}', NotABomError, "no BOM"),
    "broken foreign JSON": (b'{"name":"left-pad",', NotABomError, "no BOM"),
    "another bomFormat": (b'{"bomFormat":"SPDX","specVersion":"1.6"}', NotABomError, "no BOM"),
    "bomFormat a number": (b'{"bomFormat":5}', NotABomError, "no BOM"),
    # versions
    "no specVersion": (b'{"bomFormat":"CycloneDX"}', MalformedError, "/specVersion"),
    "specVersion 9.9": (cdx(specVersion="9.9"), MalformedError, "/specVersion"),
    "specVersion a word": (cdx(specVersion="latest"), MalformedError, "/specVersion"),
    "specVersion an object": (cdx(specVersion={}), MalformedError, "/specVersion"),
    "spdxVersion 4": (spdx(spdxVersion="SPDX-4.0"), MalformedError, "/spdxVersion"),
    "spdxVersion null": (spdx(spdxVersion=None), MalformedError, "/spdxVersion"),
    "SPDX 3": (
        b'{"@context":"https://spdx.org/rdf/9.0/spdx-context.jsonld","@graph":[]}',
        NotABomError, "JSON-LD other than SPDX 3, which is not read yet",
    ),
    "CycloneDX 3.0": (
        b'{"specFormat":"CycloneDX","specVersion":"3.0"}', MalformedError, "/specVersion",
    ),
    "CycloneDX 2.0 components a text": (
        b'{"specFormat":"CycloneDX","specVersion":"2.0","components":"x"}', MalformedError,
        "/components",
    ),
    # shape
    "components an object": (cdx(components={}), MalformedError, "/components"),
    "components a text": (cdx(components="none"), MalformedError, "/components"),
    "a component null": (cdx(components=[PART, None]), MalformedError, "/components/1"),
    "a component a text": (cdx(components=["a"]), MalformedError, "/components/0"),
    "a component an array": (cdx(components=[[]]), MalformedError, "/components/0"),
    "a name an object": (cdx(components=[{"name": {}}]), MalformedError, "/components/0/name"),
    "a name true": (cdx(components=[{"name": True}]), MalformedError, "/components/0/name"),
    "a huge number": (cdx(components=[{"version": 10**100}]), MalformedError, "/version"),
    "a huger number": (
        HEAD + b',"components":[{"version":1' + b"0" * 5000 + b"}]}", MalformedError, "/version",
    ),
    "metadata an array": (cdx(metadata=[]), MalformedError, "/metadata"),
    "properties an object": (cdx(components=[PART | {"properties": {}}]), MalformedError, "/prop"),
    "pedigree a text": (cdx(components=[PART | {"pedigree": "x"}]), MalformedError, "/pedigree"),
    "modified a word": (cdx(components=[PART | {"modified": "yes"}]), MalformedError, "/modified"),
    "dependencies an object": (cdx(dependencies={}), MalformedError, "/dependencies"),
    "a supplier a number": (cdx(components=[PART | {"supplier": 5}]), MalformedError, "/supplier"),
    "packages an object": (spdx(packages={}), MalformedError, "/packages"),
    "a package a text": (spdx(packages=["a"]), MalformedError, "/packages/0"),
    "relationships a text": (spdx(relationships="x"), MalformedError, "/relationships"),
    "files full of numbers": (spdx(files=[1]), MalformedError, "/files/0"),
    # duplicate keys
    "components twice": (HEAD + b',"components":[{"name":"a"}],"components":[]}', MalformedError,
        "'components' stands twice"),
    "supplier twice": (
        HEAD + b',"components":[{"name":"a","supplier":{"name":"x"},"supplier":{"name":"y"}}]}',
        MalformedError, "'supplier' stands twice",
    ),
    "the same value twice": (
        HEAD + b',"components":[{"name":"a","name":"a"}]}', MalformedError, "'name' stands twice",
    ),
    "an escaped key beside a plain one": (
        HEAD + b',"components":[{"name":"a","n\\u0061me":"b"}]}', MalformedError, "stands twice",
    ),
    "hidden behind an escaped colon": (
        HEAD + b',"components":[{"name":"a","description":"\\u003a","name":"b"}]}',
        MalformedError, "stands twice",
    ),
    "a property's value twice": (
        HEAD + b',"components":[{"properties":[{"name":"vcs:part","value":"a","value":"b"}]}]}',
        MalformedError, "'value' stands twice",
    ),
    "metadata's component twice": (
        HEAD + b',"metadata":{"component":{"name":"a"},"component":{"name":"b"}}}',
        MalformedError, "'component' stands twice",
    ),
    "originator twice": (
        b'{"spdxVersion":"SPDX-2.3","packages":[{"name":"a","originator":"X","originator":"Y"}]}',
        MalformedError, "'originator' stands twice",
    ),
    # depth
    "arrays 100,000 deep": (b"[" * 100_000, InputError, ""),
    "objects 100,000 deep": (b'{"bomFormat":' * 100_000, LimitError, "max_document_depth"),
    "an unneeded value 100,000 deep": (
        HEAD + b',"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}", LimitError, "max_document_depth",
    ),
    "components 65 deep": (nested(65), LimitError, "max_nesting_depth"),
    "components 2,000 deep": (nested(2_000), LimitError, ""),
    "contained 100 deep": (contained(100, circle=False), LimitError, "max_nesting_depth"),
    # encodings
    "UTF-32": (cdx().decode().encode("utf-32"), NotABomError, "UTF-32"),
    "Latin-1": (cdx(serialNumber="x").replace(b'"x"', b'"\xe9"'), MalformedError, "UTF-8"),
    "overlong UTF-8": (cdx(serialNumber="x").replace(b'"x"', b'"\xc0\xaf"'), MalformedError, ""),
    "encoded surrogates": (
        cdx(components=[PART]).replace(b'"a"', b'"\xed\xa0\x80"'), MalformedError, "UTF-8",
    ),
    "half of UTF-16": (cdx().decode().encode("utf-16")[:-1], MalformedError, "UTF-16"),
    "binary": (bytes(range(256)), NotABomError, ""),
    "a cut zip": (b"PK\x03\x04" + b"\0" * 30, MalformedError, "zip archive that has been cut"),
    # facts
    "a fact that is no word": (
        cdx(components=[PART | {"properties": [{"name": "vcs:class", "value": "radio"}]}]),
        MalformedError, "component 'a': vcs:class",
    ),
    "a fact declared twice": (
        cdx(components=[PART | {"properties": [
            {"name": "vcs:made-in", "value": "EE"}, {"name": "vcs:made-in", "value": "CN"}]}]),
        MalformedError, "vcs:made-in",
    ),
    "a bad fact on the metadata": (
        cdx(metadata={"properties": [{"name": "vcs:firmware", "value": "maybe"}]}),
        MalformedError, "the BOM's metadata: vcs:firmware",
    ),
    "a bad fact in an annotation": (
        spdx(packages=[{"name": "a", "annotations": [{"comment": "vcs:developed=soon"}]}]),
        MalformedError, "component 'a': vcs:developed",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_json_is_refused_by_name_and_place(name: str) -> None:
    data, error, words = REFUSED[name]
    started = time.perf_counter()
    with pytest.raises(error) as refused:
        read_bom(data, "hostile.json")
    assert time.perf_counter() - started < 2
    assert words in str(refused.value)
    assert str(refused.value).startswith("hostile.json: ")
    assert refused.value.message


ACCEPTED: dict[str, tuple[bytes, int, str]] = {
    # name: bytes, components, words of a note (or none)
    "no components": (cdx(), 0, ""),
    "components null": (cdx(components=None), 0, ""),
    "components 64 deep": (nested(64), 64, ""),
    "contained 64 deep": (contained(65, circle=False), 65, ""),
    "contained in a circle": (contained(40, circle=True), 40, "contain each other"),
    "contained in itself": (
        spdx(packages=[{"name": "a", "SPDXID": "S"}], relationships=[
            {"spdxElementId": "S", "relationshipType": "CONTAINS", "relatedSpdxElement": "S"}]),
        1, "contain each other",
    ),
    "a byte-order mark": (b"\xef\xbb\xbf" + cdx(components=[PART]), 1, ""),
    "UTF-16": (cdx(components=[PART]).decode().encode("utf-16"), 1, ""),
    "two identical components": (cdx(components=[PART, PART]), 2, ""),
    "two with one id": (cdx(components=[PART | {"bom-ref": "x"}] * 2), 2, "also stands at"),
    "an unknown minor version": (cdx(specVersion="1.8", components=[PART]), 1, "not known"),
    "no bomFormat": (b'{"specVersion":"1.5","components":[]}', 0, "bomFormat is missing"),
    "unknown members": (cdx(components=[PART | {"x-y": {"name": "z"}}]), 1, ""),
    "a hidden character": (cdx(components=[{"type": "library", "name": "a\u202eb"}]), 1, "U+202E"),
    "a component without anything": (cdx(components=[{}]), 1, "no name"),
    "a missing dependency": (
        cdx(components=[PART | {"bom-ref": "a"}], dependencies=[{"ref": "a", "dependsOn": ["b"]}]),
        1, "not listed",
    ),
    "incomplete": (cdx(compositions=[{"aggregate": "incomplete"}]), 0, "may be missing"),
    "an unknown fact": (
        cdx(components=[PART | {"properties": [{"name": "vcs:colour", "value": "red"}]}]),
        1, "vcs:colour",
    ),
    "a fact in capitals": (
        cdx(components=[PART | {"properties": [{"name": "VCS:class", "value": "other"}]}]),
        1, "VCS:class",
    ),
    "wrapped by GitHub": (b'{"sbom":' + spdx(packages=[{"name": "a"}]) + b"}", 1, ""),
    "wrapped by in-toto": (
        b'{"_type":"x","predicate":' + cdx(components=[PART]) + b"}", 1, "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ACCEPTED)
def test_odd_json_is_read_in_full(name: str) -> None:
    data, components, words = ACCEPTED[name]
    document = read_bom(data, "odd.json")
    assert len(document.components) == components
    assert bool(document.notes) == bool(words)
    assert not words or any(words in note.message for note in document.notes)


def test_a_broken_bom_still_looks_like_one_and_foreign_json_does_not() -> None:
    assert looks_like_bom(cdx(components=[PART])[:-9])
    assert looks_like_bom(spdx()[:-5])
    assert looks_like_bom(cdx().decode().encode("utf-16"))
    assert looks_like_bom(b'{"x":"' + b"y" * 200_000 + b'","bomFormat":"CycloneDX"')
    assert not looks_like_bom(b'{"name":"left-pad"}')
    assert not looks_like_bom(b"")
    assert not looks_like_bom(b"We use CycloneDX and SPDX.")


def test_a_flood_of_faults_gives_few_notes_that_count_them() -> None:
    document: Document = read_bom(
        cdx(
            components=[{"type": "library", "name": "a", "bom-ref": "x"}] * 500,
            dependencies=[{"ref": "x", "dependsOn": [f"gone-{n}" for n in range(500)]}],
        ),
        "flood.json",
    )
    assert len(document.components) == 500
    assert len(document.notes) == 42
    assert [n.message for n in document.notes if "more" in n.message] == [
        "duplicate ids: and 479 more", "dependencies on unlisted components: and 480 more",
    ]  # fmt: skip
    assert document.notes[-1].hides_components
