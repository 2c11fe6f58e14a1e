"""The same inventory, written in each of the formats, is read as the same inventory."""

from __future__ import annotations

import json
from xml.sax.saxutils import escape, quoteattr

import pytest
import yaml
from tests.parity import to_spdx2_rdf, to_spdx2_xml

from vcs_check.inventory.document import Document
from vcs_check.readers import read_bom

KINDS = ("device", "firmware", "library", "application", "operating-system", "framework")
LICENCES = ("MIT", "Apache-2.0 OR MIT", "LicenseRef-Example")


class Row:
    """One component of the made-up inventory."""

    def __init__(self, number: int) -> None:
        self.id = f"SPDXRef-p{number}"
        self.name = f"Part <{number}> & Çö"
        self.kind = KINDS[number % len(KINDS)]
        self.version = f"{number}.1"
        self.supplier = f"Example Supplier {number % 3}" if number % 4 else ""
        self.maker = f"Example Maker (Nord) {number % 2}" if number % 5 else ""
        self.licence = LICENCES[number % 3]
        self.purl = f"pkg:generic/part-{number}@{number}.1"
        self.hash = f"{number:064x}"
        self.facts = {"vcs:programmable": "true", "cdx:device:quantity": str(number)}
        if number % 3 == 0:
            self.facts["vcs:manufacturer"] = f"Example Declared {number}"
        self.inside = f"SPDXRef-p{number // 3}" if number else ""


ROWS = [Row(number) for number in range(30)]
METADATA = {"vcs:part": "Telematics control unit", "vcs:developer": "Example Developer"}


def children(parent: str) -> list[Row]:
    return [row for row in ROWS if row.inside == parent]


def cyclonedx_json() -> bytes:
    def component(row: Row) -> dict[str, object]:
        made: dict[str, object] = {
            "bom-ref": row.id,
            "type": row.kind,
            "name": row.name,
            "version": row.version,
            "licenses": [{"expression": row.licence}],
            "purl": row.purl,
            "hashes": [{"alg": "SHA-256", "content": row.hash}],
            "properties": [{"name": name, "value": value} for name, value in row.facts.items()],
            "components": [component(child) for child in children(row.id)],
        }
        if row.supplier:
            made["supplier"] = {"name": row.supplier}
        if row.maker:
            made["manufacturer"] = {"name": row.maker}
        return made

    return json.dumps(
        {
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "metadata": {
                "component": component(ROWS[0]),
                "properties": [{"name": name, "value": text} for name, text in METADATA.items()],
            },
            "dependencies": [
                {"ref": row.id, "dependsOn": [ROWS[0].id]} for row in ROWS if row.inside
            ],
        }
    ).encode()


def cyclonedx_xml() -> bytes:
    def properties(facts: dict[str, str]) -> str:
        inner = "".join(
            f"<property name={quoteattr(name)}>{escape(value)}</property>"
            for name, value in facts.items()
        )
        return f"<properties>{inner}</properties>"

    def component(row: Row) -> str:
        maker = f"<manufacturer><name>{row.maker}</name></manufacturer>" if row.maker else ""
        supplier = f"<supplier><name>{row.supplier}</name></supplier>" if row.supplier else ""
        inner = "".join(component(child) for child in children(row.id))
        return (
            f'<component type="{row.kind}" bom-ref="{row.id}">{maker}{supplier}'
            f"<name>{escape(row.name)}</name><version>{row.version}</version>"
            f'<hashes><hash alg="SHA-256">{row.hash}</hash></hashes>'
            f"<licenses><expression>{row.licence}</expression></licenses>"
            f"<purl>{row.purl}</purl>{properties(row.facts)}"
            f"<components>{inner}</components></component>"
        )

    dependencies = "".join(
        f'<dependency ref="{row.id}"><dependency ref="{ROWS[0].id}"/></dependency>'
        for row in ROWS
        if row.inside
    )
    return (
        '<bom xmlns="http://cyclonedx.org/schema/bom/1.6">'
        f"<metadata>{component(ROWS[0])}{properties(METADATA)}</metadata>"
        f"<dependencies>{dependencies}</dependencies></bom>"
    ).encode()


def annotation(facts: dict[str, str]) -> str:
    return "\n".join(f"{name}={value}" for name, value in facts.items())


def spdx_json() -> bytes:
    packages = []
    for row in ROWS:
        package: dict[str, object] = {
            "SPDXID": row.id,
            "name": row.name,
            "versionInfo": row.version,
            "downloadLocation": "NOASSERTION",
            "primaryPackagePurpose": row.kind.upper(),
            "licenseDeclared": row.licence,
            "licenseConcluded": "NOASSERTION",
            "checksums": [{"algorithm": "SHA256", "checksumValue": row.hash}],
            "externalRefs": [
                {
                    "referenceCategory": "PACKAGE-MANAGER",
                    "referenceType": "purl",
                    "referenceLocator": row.purl,
                }
            ],
            "annotations": [{"comment": annotation(row.facts)}],
            "supplier": f"Organization: {row.supplier}" if row.supplier else "NOASSERTION",
        }
        if row.maker:
            package["originator"] = f"Organization: {row.maker} (mail@example.com)"
        packages.append(package)
    related = [
        (row.id, kind, other)
        for row in ROWS
        if row.inside
        for kind, other in (("CONTAINED_BY", row.inside), ("DEPENDS_ON", ROWS[0].id))
    ]
    return json.dumps(
        {
            "spdxVersion": "SPDX-2.3",
            "SPDXID": "SPDXRef-DOCUMENT",
            "documentDescribes": [ROWS[0].id],
            "annotations": [{"comment": annotation(METADATA)}],
            "packages": packages,
            "relationships": [
                {"spdxElementId": a, "relationshipType": kind, "relatedSpdxElement": b}
                for a, kind, b in related
            ],
        }
    ).encode()


def spdx_tag_value() -> bytes:
    lines = [
        "SPDXVersion: SPDX-2.3",
        "SPDXID: SPDXRef-DOCUMENT",
        "Annotator: Tool: example",
        "SPDXREF: SPDXRef-DOCUMENT",
        f"AnnotationComment: <text>{annotation(METADATA)}</text>",
        f"Relationship: SPDXRef-DOCUMENT DESCRIBES {ROWS[0].id}",
    ]
    for row in ROWS:
        lines += [
            f"PackageName: {row.name}",
            f"SPDXID: {row.id}",
            f"PackageVersion: {row.version}",
            f"PackageSupplier: Organization: {row.supplier}"
            if row.supplier
            else "PackageSupplier: NOASSERTION",
            f"PrimaryPackagePurpose: {row.kind.upper()}",
            f"PackageLicenseDeclared: {row.licence}",
            f"PackageChecksum: SHA256: {row.hash}",
            f"ExternalRef: PACKAGE-MANAGER purl {row.purl}",
            "Annotator: Tool: example",
            f"SPDXREF: {row.id}",
            f"AnnotationComment: <text>{annotation(row.facts)}</text>",
        ]
        if row.maker:
            lines.append(f"PackageOriginator: Organization: {row.maker} (mail@example.com)")
        if row.inside:
            lines.append(f"Relationship: {row.inside} CONTAINS {row.id}")
            lines.append(f"Relationship: {row.id} DEPENDS_ON {ROWS[0].id}")
    return "\n".join(lines).encode()


def spdx_yaml() -> bytes:
    text: str = yaml.safe_dump(json.loads(spdx_json()), allow_unicode=True)
    return text.encode()


def spdx_xml() -> bytes:
    return to_spdx2_xml.element("Document", json.loads(spdx_json())).encode()


def spdx_rdf() -> bytes:
    return to_spdx2_rdf.of(json.loads(spdx_json()))


def inventory(document: Document) -> list[tuple[object, ...]]:
    """Everything that decides, by id; without what is peculiar to a format."""
    ids = [component.id for component in document.components]
    return sorted(
        (
            c.id,
            c.kind,
            c.name,
            c.version,
            c.purl,
            c.licences,
            [value for _, value in c.hashes],
            sorted((p.role.value, p.name, p.identifiers) for p in c.parties),
            repr(c.declared),
            c.quantity,
            c.properties,
            c.modified,
            c.modification_signs,
            [ids[parent] for parent in c.parents],
            sorted(edge for edge in document.dependencies if edge[0] == c.id),
        )
        for c in document.components
    )


@pytest.mark.parametrize(
    "write", [cyclonedx_xml, spdx_json, spdx_tag_value, spdx_yaml, spdx_xml, spdx_rdf]
)
def test_every_format_gives_the_inventory_of_cyclonedx_json(write: object) -> None:
    assert callable(write)
    expected = read_bom(cyclonedx_json(), "a")
    found = read_bom(write(), "b")
    assert len(expected.components) == len(ROWS)
    assert inventory(found) == inventory(expected)
    assert found.declared == expected.declared
    subject, same = found.subject, expected.subject
    assert subject is not None
    assert same is not None
    assert found.components[subject].id == expected.components[same].id == ROWS[0].id
