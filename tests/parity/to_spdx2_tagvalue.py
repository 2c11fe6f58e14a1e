"""The unit as SPDX 2.3 tag-value."""

from __future__ import annotations

from typing import Final

from tests.parity.unit import Facts, Unit, comment, everything, relationships

NAME: Final = "unit.spdx"
CANNOT_SAY: Final[frozenset[str]] = frozenset({"country of an address"})


def write(unit: Unit) -> bytes:
    lines = [
        "SPDXVersion: SPDX-2.3",
        "DataLicense: CC0-1.0",
        "SPDXID: SPDXRef-DOCUMENT",
        "DocumentName: unit",
        "DocumentNamespace: https://example.invalid/unit",
        "Creator: Tool: example",
        "Created: 2026-05-01T00:00:00Z",
    ]

    def annotate(whose: str, facts: Facts) -> None:
        if facts:
            lines.extend(
                [
                    "Annotator: Tool: example",
                    "AnnotationDate: 2026-05-01T00:00:00Z",
                    "AnnotationType: OTHER",
                    f"SPDXREF: {whose}",
                    f"AnnotationComment: <text>{comment(facts)}</text>",
                ]
            )

    for part in everything(unit.part):
        fields = {
            "PackageName": part.name,
            "SPDXID": part.id,
            "PackageVersion": part.version,
            "PackageSupplier": part.supplier
            and f"{'Person' if part.is_person else 'Organization'}: {part.supplier}",
            "PackageOriginator": part.maker and f"Organization: {part.maker}",
            "PackageDownloadLocation": "NOASSERTION",
            "PackageLicenseDeclared": part.licence,
            "PackageDescription": part.description and f"<text>{part.description}</text>",
            "PrimaryPackagePurpose": part.kind.upper(),
            "ReleaseDate": part.released and part.released + "T00:00:00Z",
        }
        lines.extend(f"{tag}: {value}" for tag, value in fields.items() if value)
        if part.sha256:
            lines.append(f"PackageChecksum: SHA256: {part.sha256}")
        if part.purl:
            lines.append(f"ExternalRef: PACKAGE-MANAGER purl {part.purl}")
        if part.cpe:
            lines.append(f"ExternalRef: SECURITY cpe23Type {part.cpe}")
        if part.patched:
            lines.extend(
                [
                    "FileName: ./fix.patch",
                    f"SPDXID: {part.id}-patch",
                    f"FileChecksum: SHA1: {'0' * 40}",
                    f"Relationship: {part.id}-patch PATCH_FOR {part.id}",
                ]
            )
    for part in everything(unit.part):
        annotate(part.id, part.facts)
    annotate("SPDXRef-DOCUMENT", unit.facts)
    lines.extend(f"Relationship: {one} {kind} {other}" for one, kind, other in relationships(unit))
    return ("\n".join(lines) + "\n").encode()
