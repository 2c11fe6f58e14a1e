"""Graphs of one file: circles, crowds, everything twice, and what hangs in the air."""

from __future__ import annotations

import json
from typing import Any, Final

from tests.hostile.corpus import Case, reads, too_much

PART: Final = {"type": "library", "name": "a"}
MANY: Final = 50_000


def cdx(**members: Any) -> bytes:
    return json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6"} | members).encode()


def spdx(**members: Any) -> bytes:
    head = {"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "n"}
    return json.dumps(head | members).encode()


def parts(count: int) -> list[dict[str, str]]:
    return [PART | {"bom-ref": f"c{n}"} for n in range(count)]


def packages(count: int) -> list[dict[str, str]]:
    return [{"name": f"p{n}", "SPDXID": f"SPDXRef-{n}"} for n in range(count)]


def relation(start: int, kind: str, end: int) -> dict[str, str]:
    return {
        "spdxElementId": f"SPDXRef-{start}",
        "relationshipType": kind,
        "relatedSpdxElement": f"SPDXRef-{end}",
    }


def depends(start: str, *ends: str) -> dict[str, Any]:
    return {"ref": start, "dependsOn": ends}


CASES: Final[dict[str, Case]] = {
    "100,000 dependencies on nothing": reads(
        lambda: cdx(components=parts(1),
                    dependencies=[depends("c0", *(f"gone-{n}" for n in range(2 * MANY)))]),
        1, "not listed",
    ),
    "one dependency 300,000 times": reads(
        lambda: cdx(components=parts(1), dependencies=[depends("c0", *["c0"] * 6 * MANY)]), 1, None,
    ),
    "one dependent 100,000 times": reads(
        lambda: cdx(components=parts(1), dependencies=[depends("c0", "c0")] * 2 * MANY), 1, None,
    ),
    "every one on every other": reads(
        lambda: cdx(components=parts(700),
                    dependencies=[depends(f"c{a}", *(f"c{b}" for b in range(700)))
                                  for a in range(700)]),
        700, None,
    ),
    "dependencies in a circle of 50,000": reads(
        lambda: cdx(components=parts(MANY),
                    dependencies=[depends(f"c{n}", f"c{(n + 1) % MANY}") for n in range(MANY)]),
        MANY, None,
    ),
    "50,000 components of one id": reads(
        lambda: cdx(components=parts(1) * MANY), MANY, "also stands at",
    ),
    "100,000 incomplete compositions": reads(
        lambda: cdx(components=parts(1),
                    compositions=[{"aggregate": "incomplete", "assemblies": ["c0"]}] * 2 * MANY),
        1, "may be missing",
    ),
    "a composition of 500,000 times one part": reads(
        lambda: cdx(components=parts(1),
                    compositions=[{"aggregate": "incomplete", "assemblies": ["c0"] * 10 * MANY}]),
        1, "may be missing",
    ),
    "a composition of what is not there": reads(
        lambda: cdx(components=parts(1), compositions=[{"aggregate": "incomplete_third_party_only",
                                                        "dependencies": ["gone"]}]),
        1, "may be missing",
    ),
    "services 65 deep": too_much(
        lambda: b'{"bomFormat":"CycloneDX","specVersion":"1.6","services":['
        + b'{"name":"s","services":[' * 65 + b"]}" * 65 + b"]}",
        "max_nesting_depth",
    ),
    "everything contains everything": too_much(
        lambda: spdx(packages=packages(250), relationships=[
            relation(a, "CONTAINS", b) for a in range(250) for b in range(250)]),
        "max_nesting_depth",
    ),
    "contained in a circle of 50,000": too_much(
        lambda: spdx(packages=packages(MANY), relationships=[
            relation(n, "CONTAINS", (n + 1) % MANY) for n in range(MANY)]),
        "max_nesting_depth",
    ),
    "contained in itself 100,000 times": reads(
        lambda: spdx(packages=packages(1), relationships=[relation(0, "CONTAINS", 0)] * 2 * MANY),
        1, "contain each other",
    ),
    "3 to the power of 39 paths": reads(
        lambda: spdx(packages=packages(120), relationships=[
            relation(3 * n + a, "CONTAINS", 3 * n + 3 + b)
            for n in range(39) for a in range(3) for b in range(3)]),
        120, None,
    ),
    "contained both ways": reads(
        lambda: spdx(packages=packages(2000), relationships=[
            relation(a, kind, b) for n in range(2000)
            for a, kind, b in ((0, "CONTAINS", n), (n, "CONTAINED_BY", 0), (n, "CONTAINS", 0))]),
        2000, "contain each other",
    ),
    "100,000 relationships to nothing": reads(
        lambda: spdx(packages=packages(1), relationships=[
            relation(0, "CONTAINS", n) for n in range(1, 2 * MANY)]),
        1, "not in this BOM",
    ),
    "100,000 kinds of relationship": reads(
        lambda: spdx(packages=packages(1), relationships=[
            relation(0, f"X{n}", 0) for n in range(2 * MANY)]),
        1, "none of SPDX 2",
    ),
    "50,000 packages of one id": reads(
        lambda: spdx(packages=packages(1) * MANY), MANY, "also stands at",
    ),
    "one package described 300,000 times": reads(
        lambda: spdx(packages=packages(1), documentDescribes=["SPDXRef-0"] * 6 * MANY), 1, None,
    ),
    "50,000 other documents": reads(
        lambda: spdx(packages=packages(1), externalDocumentRefs=[
            {"externalDocumentId": f"DocumentRef-{n}", "spdxDocument": "http://example.com",
             "checksum": {"algorithm": "SHA1", "checksumValue": "a"}} for n in range(MANY)]),
        1, None,
    ),
    "100,000 references to other BOMs": reads(
        lambda: cdx(components=[PART | {"externalReferences": [
            {"type": "bom", "url": f"urn:cdx:{n}"} for n in range(2 * MANY)]}]),
        1, None,
    ),
}  # fmt: skip
