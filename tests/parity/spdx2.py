"""The unit as the JSON value of SPDX 2.3, which JSON, YAML and XML have in common."""

from __future__ import annotations

from tests.parity.unit import CREATED, Facts, Part, Thing, Unit, comment, everything, relationships


def _kind(part: Part) -> str:
    return "Person" if part.is_person else "Organization"


def document(unit: Unit) -> Thing:
    def annotations(facts: Facts) -> list[Facts]:
        note = {
            "annotator": "Tool: example",
            "annotationDate": CREATED,
            "annotationType": "OTHER",
            "comment": comment(facts),
        }
        return [note] if facts else []

    def package(part: Part) -> Thing:
        references = [
            {"referenceType": kind, "referenceLocator": locator, "referenceCategory": category}
            for kind, locator, category in (
                ("purl", part.purl, "PACKAGE-MANAGER"),
                ("cpe23Type", part.cpe, "SECURITY"),
            )
            if locator
        ]
        made: Thing = {
            "SPDXID": part.id,
            "name": part.name,
            "downloadLocation": "NOASSERTION",
            "primaryPackagePurpose": part.kind.upper(),
            "originator": f"Organization: {part.maker}" if part.maker else None,
            "supplier": f"{_kind(part)}: {part.supplier}" if part.supplier else None,
            "versionInfo": part.version,
            "licenseDeclared": part.licence,
            "description": part.description,
            "releaseDate": part.released + "T00:00:00Z" if part.released else None,
            "externalRefs": references,
            "checksums": [{"algorithm": "SHA256", "checksumValue": part.sha256}]
            if part.sha256
            else [],
            "annotations": annotations(part.facts),
        }
        return {key: value for key, value in made.items() if value}

    patches = [part.id for part in everything(unit.part) if part.patched]
    return {
        "spdxVersion": "SPDX-2.3",
        "SPDXID": "SPDXRef-DOCUMENT",
        "dataLicense": "CC0-1.0",
        "name": "unit",
        "documentNamespace": "https://example.invalid/unit",
        "creationInfo": {"created": CREATED, "creators": ["Tool: example"]},
        "packages": [package(part) for part in everything(unit.part)],
        "files": [
            {
                "SPDXID": f"{patched}-patch",
                "fileName": "./fix.patch",
                "checksums": [{"algorithm": "SHA1", "checksumValue": "0" * 40}],
            }
            for patched in patches
        ],
        "annotations": annotations(unit.facts),
        "relationships": [
            {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}
            for one, kind, other in relationships(unit)
            + [(f"{patched}-patch", "PATCH_FOR", patched) for patched in patches]
        ],
    }
