"""A full SPDX 3 document in the compact form, with classes of 3.1 besides."""

from __future__ import annotations

from typing import Any

BASE = "https://example.com/tcu/"
INFO = {
    "type": "CreationInfo",
    "@id": "_:info",
    "specVersion": "3.0.1",
    "created": "2026-01-02T03:04:05Z",
    "createdBy": [BASE + "radio"],
}


def element(kind: str, local_id: str, /, **members: Any) -> dict[str, Any]:
    return {"type": kind, "spdxId": BASE + local_id, "creationInfo": "_:info", **members}


def relation(start: str, kind: str, /, *ends: str, **members: Any) -> dict[str, Any]:
    name = f"{start}-{kind}-{ends[0]}"
    return element(
        "Relationship",
        name,
        relationshipType=kind,
        **{"from": BASE + start, "to": [BASE + end for end in ends]},
        **members,
    )


def document(*elements: dict[str, Any], version: str = "3.0.1") -> dict[str, Any]:
    context = f"https://spdx.org/rdf/{version}/spdx-context.jsonld"
    return {"@context": context, "@graph": [INFO | {"specVersion": version}, *elements]}


SPDX3: dict[str, Any] = document(
    element(
        "SpdxDocument",
        "document",
        name="TCU",
        profileConformance=["core", "software"],
        rootElement=[BASE + "sbom"],
        element=[BASE + "tcu", BASE + "elsewhere"],
        **{"import": [{"type": "ExternalMap", "externalSpdxId": BASE + "elsewhere"}]},
    ),
    element("software_Sbom", "sbom", rootElement=[BASE + "tcu"], software_sbomType=["build"]),
    element("Organization", "radio", name="Example Radio", externalIdentifier=[
        {"type": "ExternalIdentifier", "externalIdentifierType": "other",
         "identifier": "529900EXAMPLE0000000", "issuingAuthority": "GLEIF"},
    ], headquartersLocation=[BASE + "seat"]),
    element("Person", "jo", name="Jo Example"),
    element("PhysicalLocation", "seat", country="CHN", city="Shenzhen"),
    element("software_Package", "tcu", name="TCU", software_primaryPurpose="device"),
    element(
        "software_Package",
        "modem",
        name="LTE modem",
        summary="modem",
        description="a modem",
        comment="nothing",
        software_packageVersion="1.0",
        software_packageUrl="pkg:generic/lte-modem@1.0",
        software_downloadLocation="https://example.com/m",
        software_homePage="https://example.com/h",
        software_primaryPurpose="operatingSystem",
        software_copyrightText="Example",
        originatedBy=[BASE + "radio"],
        suppliedBy=BASE + "jo",
        builtTime="2026-01-02T03:04:05Z",
        releaseTime="2026-01-03T03:04:05Z",
        validUntilTime="2036-01-03T03:04:05Z",
        verifiedUsing=[{"type": "Hash", "algorithm": "sha256", "hashValue": "ab"}],
        externalIdentifier=[
            {"type": "ExternalIdentifier", "externalIdentifierType": "cpe23",
             "identifier": "cpe:2.3:o:example:modem:1:*:*:*:*:*:*:*"},
        ],
        externalRef=[
            {"type": "ExternalRef", "externalRefType": "securityAdvisory",
             "locator": ["https://example.com/a", "https://example.com/b"]},
        ],
        extension=[
            {"type": "extension_CdxPropertiesExtension", "extension_cdxProperty": [
                {"type": "extension_CdxPropertyEntry", "extension_cdxPropName":
                 "cdx:device:quantity", "extension_cdxPropValue": "2"},
                {"type": "extension_CdxPropertyEntry", "extension_cdxPropName":
                 "vcs:programmable", "extension_cdxPropValue": "true"},
            ]},
            {"type": "https://example.com/facts", "vcs:radio": "cellular"},
        ],
    ),
    element("ai_AIPackage", "model", name="voice model", ai_domain=["speech"]),
    element("dataset_DatasetPackage", "voices", name="voices", dataset_datasetType=["audio"]),
    element("hardware_PhysicalHardware", "antenna", name="Antenna", hardware_partNumber="A-1",
            hardware_hardwareVersion="C", hardware_productAgent=BASE + "radio"),
    element("supplychain_ManufactureAction", "making", originatedBy=[BASE + "jo"]),
    element("software_File", "file", name="./a", software_fileKind="file"),
    element("Annotation", "note", annotationType="other", subject=BASE + "modem",
            statement="vcs:frequency-mhz=2400"),
    element("Annotation", "all", annotationType="other", subject=BASE + "document",
            statement="vcs:part=Telematics control unit"),
    element("simplelicensing_LicenseExpression", "mit", simplelicensing_licenseExpression="MIT"),
    element("expandedlicensing_DisjunctiveLicenseSet", "either", expandedlicensing_member=[
        BASE + "mit", "https://spdx.org/licenses/Apache-2.0", BASE + "later"]),
    element("expandedlicensing_OrLaterOperator", "later", expandedlicensing_subjectLicense=(
        "https://spdx.org/licenses/GPL-2.0")),
    relation("tcu", "contains", "modem", "model", "antenna", completeness="complete"),
    relation("modem", "dependsOn", "voices", completeness="incomplete"),
    relation("modem", "hasDeclaredLicense", "mit"),
    relation("modem", "hasConcludedLicense", "either"),
    relation("modem", "patchedBy", "file"),
    relation("modem", "availableFrom", "radio"),
    relation("making", "hasOutput", "antenna"),
)  # fmt: skip
