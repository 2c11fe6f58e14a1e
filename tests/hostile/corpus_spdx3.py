"""SPDX 3: contexts from elsewhere, elements of two kinds, agents that are none, graphs."""

from __future__ import annotations

import json
from typing import Any, Final

from tests.hostile.corpus import Case, malformed, reads, too_much

CONTEXT: Final = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
INFO: Final = {
    "type": "CreationInfo", "@id": "_:i", "specVersion": "3.0.1",
    "created": "2026-01-02T03:04:05Z", "createdBy": ["urn:x:o"],
}  # fmt: skip
LONG: Final = 1_000_001
SET: Final = "expandedlicensing_ConjunctiveLicenseSet"
MIT: Final = "https://spdx.org/licenses/MIT"


def spdx3(*elements: Any, context: Any = CONTEXT) -> bytes:
    return json.dumps({"@context": context, "@graph": [INFO, *elements]}).encode()


def element(kind: str, name: str, /, **members: Any) -> dict[str, Any]:
    return {"type": kind, "spdxId": f"urn:x:{name}", "creationInfo": "_:i", **members}


def package(id_: str = "p", /, **members: Any) -> dict[str, Any]:
    return element("software_Package", id_, **{"name": "a", **members})


def relation(name: str, start: str, kind: str, *ends: str) -> dict[str, Any]:
    to = [f"urn:x:{end}" for end in ends]
    return element("Relationship", name, relationshipType=kind,
                   **{"from": f"urn:x:{start}", "to": to})  # fmt: skip


def licences(levels: int, *beside: str) -> bytes:
    """A licence of the next one and those beside it, and so on."""
    sets = [
        element(SET, f"l{n}", expandedlicensing_member=[f"urn:x:l{n + 1}", *beside])
        for n in range(levels)
    ]
    last = element(SET, f"l{levels}", expandedlicensing_member=[MIT])
    return spdx3(package(), relation("r", "p", "hasDeclaredLicense", "l0"), *sets, last)


def doubled(levels: int) -> bytes:
    sets = [
        element(SET, f"l{n}", expandedlicensing_member=[f"urn:x:l{n + 1}"] * 2)
        for n in range(levels)
    ]
    last = element(SET, f"l{levels}", expandedlicensing_member=[MIT, MIT])
    return spdx3(package(), relation("r", "p", "hasDeclaredLicense", "l0"), *sets, last)


def nested(levels: int) -> bytes:
    opening = b'{"type":"software_Package","originatedBy":['
    head = b'{"@context":"' + CONTEXT.encode() + b'","@graph":['
    return head + opening * levels + b"]}" * levels + b"]}"


CASES: Final[dict[str, Case]] = {
    "a context from elsewhere": reads(
        lambda: spdx3(package(), context="http://example.com/spdx-context.jsonld"), 1, None),
    "a context that is a file": reads(
        lambda: spdx3(package(), context="file:///etc/passwd"), 1, None),
    "a context that renames": reads(
        lambda: spdx3(package(), context=[CONTEXT, {"name": "http://example.com/x"}]), 1, None),
    "no graph": malformed(lambda: json.dumps({"@context": CONTEXT}).encode(), "type"),
    "a graph of texts": malformed(lambda: spdx3("a"), "", "/@graph/1"),
    "a graph of lists": malformed(lambda: spdx3([[]]), "", "/@graph/1"),
    "no type": malformed(lambda: spdx3({"spdxId": "urn:x:p"}), "name the type", "/@graph/1"),
    "two types": malformed(
        lambda: spdx3(package() | {"@type": "Person"}), "stands twice", "/@graph/1"),
    "a type of the future": reads(
        lambda: spdx3(element("hardware_Foo", "p", name="a")), 0, "could be a component"),
    "100,000 elements of nothing": malformed(
        lambda: spdx3(*[{}] * 100_000), "name the type", "/@graph/1"),
    "20,000 elements of one id": reads(lambda: spdx3(*[package()] * 20_000), 20_000, "also stands"),
    "an agent that is a package": reads(
        lambda: spdx3(package(suppliedBy="urn:x:p")), 1, "no agent"),
    "an agent that is a relationship": reads(
        lambda: spdx3(package(suppliedBy="urn:x:r"), relation("r", "p", "dependsOn", "p")), 1,
        "no agent"),
    "an agent that is nobody": reads(
        lambda: spdx3(package(originatedBy=["urn:x:gone"])), 1, "no agent"),
    "contained in a circle of 20,000": too_much(
        lambda: spdx3(*[package(f"p{n}") for n in range(20_000)],
                      *[relation(f"r{n}", f"p{n}", "contains", f"p{(n + 1) % 20_000}")
                        for n in range(20_000)]), "max_nesting_depth"),
    "contained in itself 300,000 times": reads(
        lambda: spdx3(package(), relation("r", "p", "contains", *["p"] * 300_000)), 1,
        "contain each other"),
    "a licence of itself": reads(
        lambda: spdx3(package(), relation("r", "p", "hasDeclaredLicense", "l"),
                      element(SET, "l", expandedlicensing_member=["urn:x:l", "urn:x:l"])),
        1, None),
    "licences that double": too_much(lambda: doubled(60), "max_string_chars"),
    "licences 20,000 deep": too_much(lambda: licences(20_000, MIT), "max_string_chars"),
    "licences 500 deep": reads(lambda: licences(500, MIT), 1, None),
    "elements 5,000 deep": too_much(lambda: nested(5000), "max_document_depth"),
    "elements 200 deep": too_much(lambda: nested(200), "max_document_depth"),
    "a long name": too_much(lambda: spdx3(package(name="a" * LONG)), "max_string_chars"),
    "a long name of an agent": too_much(
        lambda: spdx3(package(), element("Organization", "o", name="a" * LONG)),
        "max_string_chars"),
    "a name that is a list": malformed(lambda: spdx3(package(name=[["a"]])), ""),
    "a relationship without an end": reads(
        lambda: spdx3(package(), relation("r", "p", "contains")), 1, None),
    "a relationship without a start": reads(
        lambda: spdx3(package(), element("Relationship", "r", relationshipType="contains",
                                         to=["urn:x:p"])), 1, None),
}  # fmt: skip
