"""The unit as CycloneDX JSON 1.6."""

from __future__ import annotations

import json
from typing import Final

from tests.parity.unit import Facts, Part, Thing, Unit

NAME: Final = "cyclonedx.json"
CANNOT_SAY: Final[frozenset[str]] = frozenset()


def write(unit: Unit) -> bytes:
    def properties(facts: Facts) -> list[Facts]:
        return [{"name": name, "value": value} for name, value in facts.items()]

    def party(part: Part, name: str) -> Thing:
        return {"name": name} | ({"address": {"country": part.country}} if part.country else {})

    def supplier(part: Part) -> Thing:
        made = party(part, part.supplier)
        return {"contact": [{"name": made.pop("name")}], **made} if part.is_person else made

    def component(part: Part) -> Thing:
        made: Thing = {
            "type": part.kind,
            "bom-ref": part.id,
            "name": part.name,
            "manufacturer": party(part, part.maker) if part.maker else None,
            "supplier": supplier(part) if part.supplier else None,
            "version": part.version,
            "purl": part.purl,
            "cpe": part.cpe,
            "hashes": [{"alg": "SHA-256", "content": part.sha256}] if part.sha256 else None,
            "licenses": [{"expression": part.licence}] if part.licence else None,
            "description": part.description,
            "releaseNotes": {"type": "major", "timestamp": part.released + "T00:00:00Z"}
            if part.released
            else None,
            "pedigree": {"patches": [{"type": "unofficial"}]} if part.patched else None,
            "properties": properties(part.facts),
            "components": [component(inner) for inner in part.parts],
        }
        return {key: value for key, value in made.items() if value}

    metadata = {"component": component(unit.part), "properties": properties(unit.facts)}
    dependencies = [{"ref": one.id, "dependsOn": [other.id]} for one, other in unit.needs]
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "metadata": metadata,
        "dependencies": dependencies,
    }
    return json.dumps(document).encode()
