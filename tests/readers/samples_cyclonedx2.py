"""A made-up file of the draft of CycloneDX 2.0, in the newer of its two shapes."""

from __future__ import annotations

from typing import Any

GROUP: dict[str, Any] = {
    "bom-ref": "group",
    "roles": [{"role": "owner"}],
    "organization": {"name": "Example Group", "jurisdiction": "CN-GD"},
}
RADIO: dict[str, Any] = {
    "bom-ref": "radio",
    "roles": [{"role": "manufacturer", "order": 1}, {"role": "supplier"}],
    "organization": {
        "name": "Example Radio",
        "legalName": "Example Radio GmbH",
        "jurisdiction": "DE",
        "identifiers": [{"scheme": "lei", "value": "5493001KJTIIGC8Y1R12"}],
        "addresses": [{"country": "Germany", "isoCode": "DE-BY", "locality": "Ulm"}],
        "url": [{"name": "homepage", "url": "https://radio.example"}],
    },
    "relations": {"parent": "group"},
}
DRAFT: dict[str, Any] = {
    "specFormat": "CycloneDX",
    "specVersion": "2.0",
    "serialNumber": "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
    "version": 1,
    "metadata": {"timestamp": "2026-01-02T03:04:05Z", "properties": []},
    "definitions": {
        "components": [
            {
                "bom-ref": "runtime",
                "type": "library",
                "name": "runtime",
                "version": "4.2",
                "components": [{"ref": "core"}],
            },
            {"bom-ref": "core", "type": "library", "name": "core"},
            {"bom-ref": "unused", "type": "library", "name": "unused"},
        ],
        "parties": [GROUP, RADIO],
    },
    "inventories": [
        {
            "subject": {"bom-ref": "tcu", "type": "device", "name": "TCU", "version": "2"},
            "components": [
                {
                    "bom-ref": "modem",
                    "type": "device",
                    "name": "LTE modem",
                    "parties": ["radio"],
                    "origins": [
                        {
                            "stage": "manufactured",
                            "basis": "value",
                            "distribution": [
                                {"isoCode": "VN", "percentage": 60, "performedBy": "radio"}
                            ],
                        },
                        {"stage": "smelted", "distribution": [{"isoCode": "CL"}]},
                    ],
                    "identifiers": [
                        {
                            "party": "radio",
                            "identities": [
                                {"scheme": "mpn", "value": "ER-1"},
                                {"scheme": "fcc-id", "value": "2AXYZ-1"},
                                {"scheme": "purl", "value": "pkg:generic/lte@1"},
                            ],
                        }
                    ],
                    "quantity": {"value": 2},
                    "deviceType": "module",
                    "components": [{"ref": "runtime"}, {"type": "firmware", "name": "boot"}],
                    "licenses": [{"license": {"id": "MIT"}}],
                    "hashes": [{"alg": "SHA-256", "content": "ab"}],
                    "properties": [{"name": "vcs:radio", "value": "cellular"}],
                },
                {
                    "type": "component-choice",
                    "name": "Q3",
                    "operator": "XOR",
                    "components": [
                        {"bom-ref": "q3a", "type": "device", "name": "2N2222"},
                        {"bom-ref": "q3b", "type": "device", "name": "PN2222A"},
                    ],
                },
                {"ref": "runtime"},
                {"bom-ref": "cloud", "type": "service", "name": "cloud"},
            ],
        }
    ],
    "dependencies": [{"ref": "modem", "dependsOn": ["core"]}],
    "compositions": [{"aggregate": "not-specified", "targets": ["tcu"]}],
}
