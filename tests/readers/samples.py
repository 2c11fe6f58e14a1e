"""One made-up inventory, written in each of the four formats, and a full BOM of each."""

from __future__ import annotations

import json
from typing import Any

CYCLONEDX: dict[str, Any] = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "serialNumber": "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
    "version": 1,
    "metadata": {
        "timestamp": "2026-01-02T03:04:05Z",
        "manufacturer": {"name": "Example BOM Office"},
        "supplier": {"name": "Example Telematics", "address": {"country": "EE"}},
        "manufacture": {"name": "Example Assembly"},
        "properties": [{"name": "vcs:part", "value": "Telematics control unit"}],
        "component": {
            "type": "device",
            "bom-ref": "tcu",
            "name": "TCU",
            "version": "2",
            "components": [{"type": "firmware", "bom-ref": "boot", "name": "boot loader"}],
        },
    },
    "components": [
        {
            "type": "device",
            "bom-ref": "modem",
            "mime-type": "image/jpeg",
            "group": "com.example",
            "name": "LTE modem",
            "version": "1.0",
            "description": "a modem",
            "scope": "required",
            "copyright": "Example",
            "manufacturer": {
                "bom-ref": "org-1",
                "name": "Example Radio",
                "address": {"country": "CN", "region": "Guangdong", "streetAddress": "1 Road"},
                "url": ["https://example.com"],
                "contact": [{"name": "Jo Example", "email": "jo@example.com", "phone": "1"}],
            },
            "supplier": {"name": "Example Distribution"},
            "publisher": "Example Publisher",
            "author": "Example Author",
            "authors": [{"name": "Jo Example", "email": "jo@example.com"}],
            "licenses": [{"license": {"id": "MIT"}}, {"license": {"name": "Example"}}],
            "hashes": [{"alg": "SHA-256", "content": "ab"}],
            "purl": "pkg:generic/lte-modem@1.0",
            "cpe": "cpe:2.3:h:example:modem:1:*:*:*:*:*:*:*",
            "modified": True,
            "pedigree": {"patches": [{"type": "unofficial"}], "notes": "x"},
            "externalReferences": [{"type": "website", "url": "https://example.com/m"}],
            "evidence": {"identity": []},
            "properties": [
                {"name": "cdx:device:quantity", "value": "2"},
                {"name": "cdx:device:certifications:US:FCC:id", "value": "2AXYZ-1"},
                {"name": "vcs:manufacturer", "value": "Example Radio"},
                {"name": "vcs:frequency-mhz", "value": "2400"},
            ],
            "components": [
                {
                    "type": "library",
                    "name": "stack",
                    "licenses": [{"expression": "MIT OR Apache-2.0"}],
                }
            ],
        },
        {"type": "library", "bom-ref": "tls", "name": "tls", "supplier": {"name": "Example Soft"}},
    ],
    "services": [
        {
            "bom-ref": "cloud",
            "name": "update server",
            "provider": {"name": "Example Cloud", "address": {"country": "FI"}},
            "endpoints": ["https://example.com"],
            "services": [{"name": "inner"}],
        }
    ],
    "dependencies": [{"ref": "tcu", "dependsOn": ["modem", "tls"], "provides": ["boot"]}],
    "compositions": [{"aggregate": "complete", "assemblies": ["tcu"]}],
}

SPDX: dict[str, Any] = {
    "spdxVersion": "SPDX-2.3",
    "SPDXID": "SPDXRef-DOCUMENT",
    "name": "TCU",
    "documentNamespace": "https://example.com/spdx/tcu",
    "dataLicense": "CC0-1.0",
    "creationInfo": {"created": "2026-01-02T03:04:05.678Z", "creators": ["Tool: example"]},
    "documentDescribes": ["SPDXRef-tcu"],
    "annotations": [
        {
            "annotationDate": "2026-01-02T03:04:05Z",
            "annotationType": "OTHER",
            "annotator": "Person: Jo",
            "comment": "vcs:part=Telematics control unit",
        }
    ],
    "packages": [
        {
            "name": "TCU",
            "SPDXID": "SPDXRef-tcu",
            "downloadLocation": "NOASSERTION",
            "primaryPackagePurpose": "DEVICE",
        },
        {
            "name": "LTE modem",
            "SPDXID": "SPDXRef-modem",
            "versionInfo": "1.0",
            "supplier": "Organization: Example Distribution",
            "originator": "Organization: Example Radio (info@example.com)",
            "downloadLocation": "https://example.com/m",
            "homepage": "https://example.com/h",
            "licenseConcluded": "MIT",
            "licenseDeclared": "Apache-2.0",
            "copyrightText": "NOASSERTION",
            "description": "a modem",
            "summary": "modem",
            "comment": "nothing",
            "primaryPackagePurpose": "OPERATING_SYSTEM",
            "builtDate": "2026-01-02T03:04:05Z",
            "releaseDate": "2026-01-03T03:04:05.123Z",
            "checksums": [{"algorithm": "SHA256", "checksumValue": "ab"}],
            "externalRefs": [
                {
                    "referenceCategory": "PACKAGE-MANAGER",
                    "referenceType": "purl",
                    "referenceLocator": "pkg:generic/lte-modem@1.0",
                }
            ],
            "annotations": [
                {
                    "annotationDate": "2026-01-02T03:04:05Z",
                    "annotationType": "OTHER",
                    "annotator": "Person: Jo",
                    "comment": "vcs:frequency-mhz=2400\ncdx:device:quantity=2",
                }
            ],
        },
    ],
    "files": [{"SPDXID": "SPDXRef-file", "fileName": "./a"}],
    "relationships": [
        {
            "spdxElementId": "SPDXRef-tcu",
            "relationshipType": "DEPENDS_ON",
            "relatedSpdxElement": "SPDXRef-modem",
        },
        {
            "spdxElementId": "SPDXRef-file",
            "relationshipType": "PATCH_FOR",
            "relatedSpdxElement": "SPDXRef-modem",
        },
    ],
}

CYCLONEDX_XML = """<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.6" serialNumber="urn:uuid:1" version="1">
  <metadata>
    <component type="device" bom-ref="tcu"><name>TCU</name></component>
    <supplier><name>Example Telematics</name></supplier>
    <properties><property name="vcs:part">Telematics control unit</property></properties>
  </metadata>
  <components>
    <component type="device" bom-ref="modem">
      <manufacturer>
        <name>Example Radio</name>
        <address><country>CN</country><region>Guangdong</region></address>
        <url>https://example.com</url>
        <contact><name>Jo</name><email>jo@example.com</email></contact>
      </manufacturer>
      <supplier><name>Example Distribution</name></supplier>
      <authors><author><name>Jo</name></author></authors>
      <author>Example Author</author>
      <publisher>Example Publisher</publisher>
      <group>com.example</group>
      <name>LTE modem</name>
      <version>1.0</version>
      <description>a modem</description>
      <hashes><hash alg="SHA-256">ab</hash></hashes>
      <licenses><license><id>MIT</id></license></licenses>
      <cpe>cpe:2.3:h:example:modem:1:*:*:*:*:*:*:*</cpe>
      <purl>pkg:generic/lte-modem@1.0</purl>
      <modified>true</modified>
      <pedigree><patches><patch type="unofficial"/></patches></pedigree>
      <externalReferences>
        <reference type="website"><url>https://example.com/m</url></reference>
      </externalReferences>
      <properties>
        <property name="cdx:device:quantity">2</property>
        <property name="vcs:frequency-mhz">2400</property>
      </properties>
      <components><component type="library"><name>stack</name></component></components>
    </component>
  </components>
  <services><service bom-ref="cloud"><provider><name>C</name></provider><name>s</name></service>
  </services>
  <dependencies><dependency ref="tcu"><dependency ref="modem"/></dependency></dependencies>
  <compositions><composition><aggregate>complete</aggregate></composition></compositions>
</bom>
"""

TAG_VALUE = """SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: TCU
DocumentNamespace: https://example.com/spdx/tcu
Creator: Tool: example
Created: 2026-01-02T03:04:05.678Z
Annotator: Person: Jo
AnnotationDate: 2026-01-02T03:04:05Z
AnnotationType: OTHER
SPDXREF: SPDXRef-DOCUMENT
AnnotationComment: <text>vcs:part=Telematics control unit</text>

PackageName: TCU
SPDXID: SPDXRef-tcu
PackageDownloadLocation: NOASSERTION
PrimaryPackagePurpose: DEVICE

PackageName: LTE modem
SPDXID: SPDXRef-modem
PackageVersion: 1.0
PackageSupplier: Organization: Example Distribution
PackageOriginator: Organization: Example Radio (info@example.com)
PackageDownloadLocation: https://example.com/m
PackageLicenseConcluded: MIT
PackageLicenseDeclared: Apache-2.0
PackageCopyrightText: <text>Example
over two lines</text>
PackageDescription: <text>a modem</text>
PackageChecksum: SHA256: ab
BuiltDate: 2026-01-02T03:04:05Z
PrimaryPackagePurpose: FIRMWARE
ExternalRef: PACKAGE-MANAGER purl pkg:generic/lte-modem@1.0
Annotator: Person: Jo
AnnotationDate: 2026-01-02T03:04:05Z
AnnotationType: OTHER
SPDXREF: SPDXRef-modem
AnnotationComment: <text>vcs:frequency-mhz=2400
cdx:device:quantity=2</text>
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-tcu
Relationship: SPDXRef-tcu DEPENDS_ON SPDXRef-modem

FileName: ./a
SPDXID: SPDXRef-file
FileChecksum: SHA1: ab
"""


def as_bytes(document: object) -> bytes:
    """A JSON document as a file has it."""
    return json.dumps(document).encode()
