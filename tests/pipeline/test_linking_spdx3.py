"""SPDX 3 across files and formats: by the element's IRI, its location, its digests."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.vehicle import report, thing, write
from tests.pipeline.linked import assembled, cdx, hiding, parents_of, spdx, to, urn
from tests.readers.samples_spdx3 import BASE, document, element, relation

OTHER = "https://example.com/spdx/lib"


def package(name: str, **members: Any) -> dict[str, Any]:
    return element("software_Package", name, name=name, **members)


def outside(iri: str, **members: Any) -> dict[str, Any]:
    return {"type": "ExternalMap", "externalSpdxId": iri, **members}


def top(target: str, *imports: dict[str, Any], **members: Any) -> str:
    """A document whose package ``box`` contains the element ``target`` of another one."""
    contains = relation("box", "contains", "x") | {"to": [target]}
    described = element(
        "SpdxDocument", "doc", rootElement=[BASE + "box"], **{"import": list(imports)}, **members
    )
    return json.dumps(document(described, package("box"), contains))


def lib(*elements: dict[str, Any], root: str = "image") -> str:
    described = element("SpdxDocument", "libdoc", rootElement=[BASE + "libsbom"])
    sbom = element("software_Sbom", "libsbom", rootElement=[BASE + root])
    inner = relation("image", "contains", "logger")
    parts = (package("image"), package("logger"), inner)
    return json.dumps(document(described, sbom, *(elements or parts)))


LIB = lib()
IMAGE = BASE + "image"


def sha(data: str, name: str = "sha256") -> list[dict[str, str]]:
    digest = hashlib.new(name, data.encode()).hexdigest()
    return [{"type": "Hash", "algorithm": name, "hashValue": digest}]


@pytest.mark.parametrize("target", [IMAGE, BASE + "libdoc", BASE + "libsbom"])
def test_element_document_or_sbom_of_another_file_is_contained(target: str) -> None:
    for text in (top(target), top(target, outside(target, locationHint="lib.json"))):
        found = assembled(top_json=text, lib_json=LIB)
        assert hiding(found) == []
        assert parents_of(found, "image") == {"box"}
        assert parents_of(found, "logger") == {"image"}


def test_prefix_of_the_namespace_map_stands_for_its_namespace() -> None:
    names = {"namespaceMap": [{"type": "NamespaceMap", "prefix": "lib", "namespace": BASE}]}
    found = assembled(top_json=top("lib:image", **names), lib_json=LIB)
    assert hiding(found) == []
    assert parents_of(found, "image") == {"box"}
    assert len(hiding(assembled(top_json=top("lib:image"), lib_json=LIB))) == 1


@pytest.mark.parametrize("algorithm", ["sha256", "sha512", "sha1", "blake2b512", "sha3_384"])
def test_digest_of_the_other_file_is_compared(algorithm: str) -> None:
    name = {"blake2b512": "blake2b"}.get(algorithm, algorithm)
    right = sha(LIB, name)
    right[0]["algorithm"] = algorithm
    found = assembled(top_json=top(IMAGE, outside(IMAGE, verifiedUsing=right)), lib_json=LIB)
    assert hiding(found) == []
    wrong = [right[0] | {"hashValue": "0" * len(right[0]["hashValue"])}]
    found = assembled(top_json=top(IMAGE, outside(IMAGE, verifiedUsing=wrong)), lib_json=LIB)
    assert "digest" in hiding(found)[0]
    assert parents_of(found, "image") == {"box"}


def test_digest_of_the_element_itself_will_do() -> None:
    own = sha("the firmware")
    target = lib(package("image", verifiedUsing=own))
    found = assembled(top_json=top(IMAGE, outside(IMAGE, verifiedUsing=own)), lib_json=target)
    assert hiding(found) == []


@pytest.mark.parametrize("right", [True, False])
def test_digests_of_the_defining_artifact_count(right: bool) -> None:
    text = json.loads(top(IMAGE, outside(IMAGE, definingArtifact=BASE + "file")))
    artifact = element("software_File", "file", verifiedUsing=sha(LIB if right else "other"))
    text["@graph"].append(artifact)
    found = assembled(top_json=json.dumps(text), lib_json=LIB)
    assert len(hiding(found)) == (not right)
    inline = json.loads(top(IMAGE, outside(IMAGE, definingArtifact=artifact)))
    assert len(hiding(assembled(top_json=json.dumps(inline), lib_json=LIB))) == (not right)


def test_missing_element_blocks_a_pass_even_where_its_file_is_given() -> None:
    gone = BASE + "gone"
    for hint in ("lib.json", "gone.json", ""):
        text = top(gone, outside(gone, locationHint=hint))
        (message,) = hiding(assembled(top_json=text, lib_json=LIB))
        assert "in none of the files given" in message


def test_two_definitions_block_a_pass_unless_they_agree_or_a_digest_decides() -> None:
    other = lib(package("image", software_packageVersion="2"))
    found = assembled(top_json=top(IMAGE), a_json=LIB, b_json=LIB.replace(" ", "  "))
    assert hiding(found) == []
    (message,) = hiding(assembled(top_json=top(IMAGE), a_json=LIB, b_json=other))
    assert "defined differently" in message
    text = top(IMAGE, outside(IMAGE, verifiedUsing=sha(other)))
    chosen = assembled(top_json=text, a_json=LIB, b_json=other)
    assert hiding(chosen) == []
    assert chosen.above == {chosen.root(2): (0,)}


SPDX2 = spdx("lib", ["image", "logger"], ("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-image"))
CDX = cdx("lib", thing("image"), thing("logger"))


@pytest.mark.parametrize(
    ("target", "hint", "other", "parents"),
    [
        (f"{OTHER}#SPDXRef-logger", "", SPDX2, {"image", "box"}),
        (f"{OTHER}#SPDXRef-DOCUMENT", "", SPDX2, {"image"}),
        (OTHER, "", SPDX2, {"image"}),
        (BASE + "made-up", "lib.json", SPDX2, {"image"}),
        (BASE + "made-up", "lib.json#SPDXRef-logger", SPDX2, {"image", "box"}),
        (urn("lib", "logger"), "", CDX, {"image", "box"}),
        (urn("lib"), "", CDX, {"image"}),
        (BASE + "made-up", "./lib.json", CDX, {"image"}),
        (BASE + "made-up", urn("lib"), CDX, {"image"}),
    ],
)
def test_spdx_3_leads_into_other_formats(
    target: str, hint: str, other: str, parents: set[str]
) -> None:
    text = top(target, *([outside(target, locationHint=hint)] if hint else []))
    found = assembled(top_json=text, lib_json=other)
    assert hiding(found) == []
    assert parents_of(found, "logger") == parents
    assert parents_of(found, "image") == (set() if "box" in parents else {"box"})


@pytest.mark.parametrize("element_id", ["SPDXRef-gone", "gone"])
def test_what_is_not_in_the_file_of_the_other_format_blocks_a_pass(element_id: str) -> None:
    found = assembled(top_json=top(f"{OTHER}#{element_id}"), lib_json=SPDX2)
    assert len(hiding(found)) == 1
    wrong = outside(BASE + "x", locationHint="lib.json", verifiedUsing=sha("other"))
    (message,) = hiding(assembled(top_json=top(BASE + "x", wrong), lib_json=CDX))
    assert "digest" in message


def converted() -> str:
    """As converters from SPDX 2 name things: the namespace, ``#`` and the old id."""
    return LIB.replace(BASE + "libdoc", f"{OTHER}#SPDXRef-DOCUMENT").replace(
        BASE + "logger", f"{OTHER}#SPDXRef-logger"
    )


@pytest.mark.parametrize(
    ("end", "parents"),
    [("SPDXRef-logger", {"image", "tcu"}), ("SPDXRef-DOCUMENT", {"image"})],
)
def test_spdx_2_leads_into_spdx_3(end: str, parents: set[str]) -> None:
    text = converted()
    digest = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
    related = ("SPDXRef-tcu", "CONTAINS", f"DocumentRef-lib:{end}")
    first = spdx("top", ["tcu"], related, documents={"lib": (OTHER, digest)})
    found = assembled(top_json=first, lib_json=text)
    assert hiding(found) == []
    assert parents_of(found, "logger") == parents
    wrong = spdx("top", ["tcu"], related, documents={"lib": (OTHER, "0" * 40)})
    assert len(hiding(assembled(top_json=wrong, lib_json=text))) == 1


@pytest.mark.parametrize(
    ("url", "parents"),
    [
        (BASE + "libdoc", {"image"}),
        (BASE + "libsbom", {"image"}),
        (BASE + "logger", {"image", "unit"}),
        (f"lib.json#{BASE}logger", {"image", "unit"}),
        ("lib.json", {"image"}),
    ],
)
def test_cyclonedx_leads_into_spdx_3(url: str, parents: set[str]) -> None:
    first = cdx("vehicle", thing("V"), thing("unit") | {"externalReferences": [to(url)]})
    found = assembled(top_json=first, lib_json=LIB)
    assert hiding(found) == []
    assert parents_of(found, "logger") == parents
    gone = first.replace(url, BASE + "gone")
    assert len(hiding(assembled(top_json=gone, lib_json=LIB))) == 1


def test_linked_spdx_3_is_judged_as_if_it_were_one_file(folder: Path) -> None:
    unit, image, logger = (package(n) for n in ("Telematics control unit", "image", "logger"))
    described = element("SpdxDocument", "doc", rootElement=[unit["spdxId"]])
    contains = relation("x", "contains", "image") | {"from": unit["spdxId"]}
    inner = relation("image", "contains", "logger")
    one = document(described, unit, image, logger, contains, inner)
    two = document(described, unit, contains)
    write(folder, one_json=json.dumps(one), two_json=json.dumps(two), lib_json=LIB)
    read = [
        report(*files, "--model-year", "2027")
        for files in (("one.json",), ("two.json", "lib.json"))
    ]
    keys = ("class", "exclusion", "verdict", "rolled_up", "path")
    rows = [{c["name"]: [c[key] for key in keys] for c in each["components"]} for each in read]
    assert rows[0] == rows[1]
    assert read[0]["verdict"] == read[1]["verdict"]
    missing = report("two.json", "--model-year", "2027")
    assert any("in none of the files given" in note for note in missing["notes"])
    assert missing["verdict"] == "indeterminate"


@pytest.mark.parametrize(
    ("said", "hides"),
    [("complete", False), ("noAssertion", False), ("incomplete", True), ("partly", True)],
)
def test_completeness_of_containment(said: str, hides: bool) -> None:
    text = json.loads(LIB)
    for each in text["@graph"]:
        if each["type"] == "Relationship":
            each["completeness"] = said
    assert bool(hiding(assembled(a_json=json.dumps(text)))) is hides
