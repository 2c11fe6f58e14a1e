"""The unit as SPDX 3.0.1 JSON-LD."""

from __future__ import annotations

import json
import re
from typing import Final

from tests.parity.unit import CREATED, Facts, Part, Thing, Unit, comment, everything

NAME: Final = "unit.spdx3.json"
CANNOT_SAY: Final[frozenset[str]] = frozenset({"country of an address"})
BASE: Final = "https://example.invalid/unit/"


def camel(kind: str) -> str:
    return re.sub("-([a-z])", lambda match: match[1].upper(), kind)


def document(unit: Unit, version: str = "3.0.1") -> Thing:
    graph: list[Thing] = []
    agents: dict[tuple[str, str, str], str] = {}
    licences: dict[str, str] = {}

    def add(kind: str, spdx_id: str, **members: object) -> str:
        element = {"type": kind, "spdxId": BASE + spdx_id, "creationInfo": "_:info", **members}
        graph.append({key: value for key, value in element.items() if value})
        return BASE + spdx_id

    def relate(start: str, kind: str, end: str) -> None:
        add("Relationship", f"relation-{len(graph)}", relationshipType=kind,
            **{"from": start, "to": [end]})  # fmt: skip

    def agent(name: str, country: str, kind: str = "Organization") -> str:
        if (name, country, kind) not in agents:
            number = len(agents)
            where = [add("PhysicalLocation", f"place-{number}", country=country)] if country else []
            agents[name, country, kind] = add(
                kind, f"agent-{number}", name=name, headquartersLocation=where
            )
        return agents[name, country, kind]

    def annotate(subject: str, facts: Facts) -> None:
        if facts:
            add("Annotation", f"annotation-{len(graph)}", annotationType="other",
                subject=subject, statement=comment(facts))  # fmt: skip

    def package(part: Part) -> None:
        supplier = "Person" if part.is_person else "Organization"
        spdx_id = add(
            "software_Package",
            part.id,
            name=part.name,
            software_primaryPurpose=camel(part.kind),
            software_packageVersion=part.version,
            software_packageUrl=part.purl,
            description=part.description,
            originatedBy=[agent(part.maker, part.country)] if part.maker else [],
            suppliedBy=agent(part.supplier, part.country, supplier) if part.supplier else "",
            verifiedUsing=[{"type": "Hash", "algorithm": "sha256", "hashValue": part.sha256}]
            if part.sha256
            else [],
            releaseTime=part.released and part.released + "T00:00:00Z",
            externalIdentifier=[
                {
                    "type": "ExternalIdentifier",
                    "externalIdentifierType": "cpe23",
                    "identifier": part.cpe,
                }
            ]
            if part.cpe
            else [],
        )
        annotate(spdx_id, part.facts)
        if part.licence:
            if part.licence not in licences:
                licences[part.licence] = add(
                    "simplelicensing_LicenseExpression",
                    f"licence-{len(licences)}",
                    simplelicensing_licenseExpression=part.licence,
                )
            relate(spdx_id, "hasDeclaredLicense", licences[part.licence])
        if part.patched:
            patch = add("software_File", f"{part.id}-patch", name="./fix.patch")
            relate(spdx_id, "patchedBy", patch)

    parts = everything(unit.part)
    for part in parts:
        package(part)
    for outer in parts:
        for inner in outer.parts:
            relate(BASE + outer.id, "contains", BASE + inner.id)
    for one, other in unit.needs:
        relate(BASE + one.id, "dependsOn", BASE + other.id)
    root = add("SpdxDocument", "document", name="unit", rootElement=[BASE + unit.part.id])
    annotate(root, unit.facts)
    tool = add("Tool", "tool", name="example")
    info = {
        "type": "CreationInfo",
        "@id": "_:info",
        "specVersion": version,
        "created": CREATED,
        "createdBy": [tool],
    }
    context = f"https://spdx.org/rdf/{version}/spdx-context.jsonld"
    return {"@context": context, "@graph": [info, *graph]}


def write(unit: Unit) -> bytes:
    return json.dumps(document(unit)).encode()
