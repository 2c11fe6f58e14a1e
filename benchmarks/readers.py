"""How much reading costs beside the bare decoding of the same bytes, and how it grows.

Run: ``python -m benchmarks.readers [components …]``. The files are made here, seeded; each
measurement is CPU time, the best of three in this process with the garbage collector off, so
read the ratios, not the seconds. Memory is the peak while reading, the file's bytes included.
"""

from __future__ import annotations

import gc
import json
import random
import sys
import time
import tracemalloc
from collections.abc import Callable
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

import msgspec

from vcs_check.readers import read_bom

SUPPLIERS = 300
SIZES = (1_000, 10_000, 50_000)


def rows(count: int) -> list[dict[str, str]]:
    chance = random.Random(791)
    return [
        {
            "id": f"ref-{number}",
            "name": f"part-{number:06}",
            "version": f"{chance.randrange(9)}.{chance.randrange(99)}.{chance.randrange(99)}",
            "supplier": f"Example Supplier {chance.randrange(SUPPLIERS)}",
            "licence": chance.choice(["MIT", "Apache-2.0", "GPL-2.0-only", "Example-Proprietary"]),
            "hash": f"{chance.getrandbits(256):064x}",
            "location": f"board {chance.randrange(40)}",
            "needs": f"ref-{chance.randrange(count)}",
        }
        for number in range(count)
    ]


def cyclonedx_json(count: int) -> bytes:
    lines = rows(count)
    return json.dumps(
        {
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "metadata": {"component": {"type": "device", "name": "TCU", "bom-ref": "top"}},
            "components": [
                {
                    "type": "library",
                    "bom-ref": row["id"],
                    "name": row["name"],
                    "version": row["version"],
                    "supplier": {"name": row["supplier"], "address": {"country": "EE"}},
                    "licenses": [{"license": {"id": row["licence"]}}],
                    "purl": f"pkg:generic/{row['name']}@{row['version']}",
                    "hashes": [{"alg": "SHA-256", "content": row["hash"]}],
                    "externalReferences": [
                        {"type": "website", "url": f"https://example.com/{row['name']}"}
                    ],
                    "properties": [
                        {"name": "cdx:device:location", "value": row["location"]},
                        {"name": "vcs:programmable", "value": "true"},
                    ],
                }
                for row in lines
            ],
            "dependencies": [{"ref": row["id"], "dependsOn": [row["needs"]]} for row in lines],
        }
    ).encode()


def cyclonedx_xml(count: int) -> bytes:
    lines = rows(count)
    parts = [
        '<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6"><metadata>'
        '<component type="device" bom-ref="top"><name>TCU</name></component></metadata>'
        "<components>"
    ]
    parts += [
        f'<component type="library" bom-ref={quoteattr(row["id"])}>'
        f"<supplier><name>{escape(row['supplier'])}</name><address><country>EE</country>"
        f"</address></supplier><name>{row['name']}</name><version>{row['version']}</version>"
        f'<hashes><hash alg="SHA-256">{row["hash"]}</hash></hashes>'
        f"<licenses><license><id>{row['licence']}</id></license></licenses>"
        f"<purl>pkg:generic/{row['name']}@{row['version']}</purl>"
        '<externalReferences><reference type="website">'
        f"<url>https://example.com/{row['name']}</url></reference></externalReferences>"
        f'<properties><property name="cdx:device:location">{row["location"]}</property>'
        '<property name="vcs:programmable">true</property></properties></component>'
        for row in lines
    ]
    parts.append("</components><dependencies>")
    parts += [
        f'<dependency ref="{row["id"]}"><dependency ref="{row["needs"]}"/></dependency>'
        for row in lines
    ]
    parts.append("</dependencies></bom>")
    return "".join(parts).encode()


def spdx_json(count: int) -> bytes:
    lines = rows(count)
    return json.dumps(
        {
            "spdxVersion": "SPDX-2.3",
            "SPDXID": "SPDXRef-DOCUMENT",
            "name": "TCU",
            "packages": [
                {
                    "name": row["name"],
                    "SPDXID": f"SPDXRef-{row['id']}",
                    "versionInfo": row["version"],
                    "supplier": f"Organization: {row['supplier']}",
                    "downloadLocation": f"https://example.com/{row['name']}",
                    "licenseDeclared": row["licence"],
                    "licenseConcluded": "NOASSERTION",
                    "checksums": [{"algorithm": "SHA256", "checksumValue": row["hash"]}],
                    "externalRefs": [
                        {
                            "referenceCategory": "PACKAGE-MANAGER",
                            "referenceType": "purl",
                            "referenceLocator": f"pkg:generic/{row['name']}@{row['version']}",
                        }
                    ],
                }
                for row in lines
            ],
            "relationships": [
                {
                    "spdxElementId": f"SPDXRef-{row['id']}",
                    "relationshipType": "DEPENDS_ON",
                    "relatedSpdxElement": f"SPDXRef-{row['needs']}",
                }
                for row in lines
            ],
        }
    ).encode()


def spdx_tag_value(count: int) -> bytes:
    parts = ["SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\n"]
    parts += [
        f"\nPackageName: {row['name']}\nSPDXID: SPDXRef-{row['id']}\n"
        f"PackageVersion: {row['version']}\nPackageSupplier: Organization: {row['supplier']}\n"
        f"PackageDownloadLocation: https://example.com/{row['name']}\n"
        f"PackageLicenseDeclared: {row['licence']}\nPackageLicenseConcluded: NOASSERTION\n"
        f"PackageChecksum: SHA256: {row['hash']}\nPackageCopyrightText: NOASSERTION\n"
        f"ExternalRef: PACKAGE-MANAGER purl pkg:generic/{row['name']}@{row['version']}\n"
        f"Relationship: SPDXRef-{row['id']} DEPENDS_ON SPDXRef-{row['needs']}\n"
        for row in rows(count)
    ]
    return "".join(parts).encode()


def bare_expat(data: bytes) -> None:
    expat.ParserCreate().Parse(data, True)


def split_lines(data: bytes) -> list[list[str]]:
    return [line.split(":", 1) for line in data.decode().split("\n")]


def best_seconds(job: Callable[[], object], repeats: int = 3) -> float:
    best = float("inf")
    for _ in range(repeats):
        gc.collect()
        gc.disable()
        started = time.process_time()
        result = job()
        best = min(best, time.process_time() - started)
        gc.enable()
        del result
    return best


FORMATS: dict[str, tuple[Callable[[int], bytes], str, Callable[[bytes], object], float]] = {
    "cyclonedx-json": (
        cyclonedx_json, "untyped msgspec decode", msgspec.json.decode, 7,
    ),
    "cyclonedx-xml": (cyclonedx_xml, "bare expat", bare_expat, 7),
    "spdx-json": (spdx_json, "untyped msgspec decode", msgspec.json.decode, 8),
    "spdx-tag-value": (spdx_tag_value, "splitting lines", split_lines, 8),
}  # fmt: skip


def main(sizes: tuple[int, ...]) -> None:
    print("format          components     MB  read s  comp/s  ratio (target)  memory x file")
    for name, (make, beside, bare, target) in FORMATS.items():
        for count in sizes:
            data = make(count)
            reading = best_seconds(lambda data=data: read_bom(data, "bench"))  # type: ignore[misc]
            decoding = best_seconds(lambda data=data, bare=bare: bare(data))  # type: ignore[misc]
            tracemalloc.start()
            document = read_bom(data, "bench")
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert len(document.components) >= count
            print(
                f"{name:15} {count:10} {len(data) / 1e6:6.1f} {reading:7.3f} "
                f"{count / reading:7.0f} {reading / decoding:6.2f} (< {target:g}x {beside}) "
                f"{1 + peak / len(data):6.2f}"
            )


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
