"""The same made-up parts as SPDX 2 in YAML, XML and RDF/XML, and as SPDX 3 in JSON-LD.

Each looks as the tools of its format write it: YAML in blocks, XML and RDF/XML indented
(tools-java), SPDX 3 with one relationship for all parts of an assembly, one
for all that a package needs, one for its licence, and one annotation a package for what the rule
asks for: nearly four elements a package.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

import yaml
from benchmarks import boms
from benchmarks.boms import SUPPLIERS, Part

_TERMS: Final = "http://spdx.org/rdf/terms#"
_NAMESPACE: Final = "https://example.com/spdx/tcu#"
_HERE: Final = "https://example.com/spdx/tcu/"
_INFO: Final = "_:creationinfo"


def spdx_yaml(count: int) -> bytes:
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    made = json.loads(boms.spdx_json(count))
    return str(yaml.dump(made, Dumper=dumper, sort_keys=False)).encode()


def spdx_xml(count: int) -> bytes:
    made: list[str] = ["<?xml version='1.0' encoding='UTF-8'?>\n<Document>\n"]
    for name, value in json.loads(boms.spdx_json(count)).items():
        made += _elements(name, value, "  ")
    made.append("</Document>\n")
    return "".join(made).encode()


def _elements(name: str, value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _elements(name, each, indent)
    elif isinstance(value, dict):
        yield f"{indent}<{name}>\n"
        for key, inner in value.items():
            yield from _elements(key, inner, indent + "  ")
        yield f"{indent}</{name}>\n"
    else:
        said = str(value).lower() if isinstance(value, bool) else str(value)
        yield f"{indent}<{name}>{escape(said)}</{name}>\n"


def spdx_rdf(count: int) -> bytes:
    document = json.loads(boms.spdx_json(count))
    related: dict[str, list[dict[str, str]]] = {}
    for each in document["relationships"]:
        related.setdefault(each["spdxElementId"], []).append(each)
    made = [
        f'<rdf:RDF xmlns:spdx="{_TERMS}" xmlns:doap="http://usefulinc.com/ns/doap#"\n'
        '    xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"\n'
        '    xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#">\n'
        f'  <spdx:SpdxDocument rdf:about="{_NAMESPACE}SPDXRef-DOCUMENT">\n'
        "    <spdx:specVersion>SPDX-2.3</spdx:specVersion>\n"
        "    <spdx:name>TCU</spdx:name>\n  </spdx:SpdxDocument>\n"
    ]
    for package in document["packages"]:
        made += _rdf_package(package, related.get(package["SPDXID"], []))
    made.append("</rdf:RDF>\n")
    return "".join(made).encode()


def _resource(name: str, iri: str) -> str:
    return f"<spdx:{name} rdf:resource={quoteattr(iri)}/>\n"


def _said(name: str, value: str) -> str:
    return f"<spdx:{name}>{escape(value)}</spdx:{name}>\n"


def _node(name: str, kind: str, *inner: str) -> str:
    lines = "".join(f"        {each}" for each in inner)
    return (
        f"    <spdx:{name}>\n      <spdx:{kind}>\n{lines}      </spdx:{kind}>\n    </spdx:{name}>\n"
    )


def _rdf_package(package: dict[str, Any], related: list[dict[str, str]]) -> Iterator[str]:
    yield f"  <spdx:Package rdf:about={quoteattr(_NAMESPACE + package['SPDXID'])}>\n"
    for name in (
        "name",
        "versionInfo",
        "supplier",
        "downloadLocation",
        "sourceInfo",
        "description",
    ):
        if said := package.get(name):
            yield "    " + _said(name, said)
    yield f"    <doap:homepage>{escape(package['homepage'])}</doap:homepage>\n"
    for name in ("originator", "licenseConcluded", "copyrightText"):
        yield "    " + _resource(name, _TERMS + "noassertion")
    licence = "http://spdx.org/licenses/" + package["licenseDeclared"]
    yield "    " + _resource("licenseDeclared", licence)
    purpose = package["primaryPackagePurpose"].lower()
    yield "    " + _resource("primaryPackagePurpose", f"{_TERMS}purpose_{purpose}")
    yield "    <spdx:filesAnalyzed>false</spdx:filesAnalyzed>\n"
    for each in package["checksums"]:
        algorithm = f"{_TERMS}checksumAlgorithm_{each['algorithm'].lower()}"
        yield _node("checksum", "Checksum", _resource("algorithm", algorithm),
                    _said("checksumValue", each["checksumValue"]))  # fmt: skip
    for each in package["externalRefs"]:
        kind = "http://spdx.org/rdf/references/" + each["referenceType"]
        category = each["referenceCategory"].lower().replace("-m", "M")
        yield _node(
            "externalRef", "ExternalRef", _resource("referenceType", kind),
            _resource("referenceCategory", f"{_TERMS}referenceCategory_{category}"),
            _said("referenceLocator", each["referenceLocator"]),
        )  # fmt: skip
    for each in package["annotations"]:
        yield _node(
            "annotation", "Annotation", _said("annotator", each["annotator"]),
            _said("annotationDate", each["annotationDate"]),
            _resource("annotationType", f"{_TERMS}annotationType_other"),
            f"<rdfs:comment>{escape(each['comment'])}</rdfs:comment>\n",
        )  # fmt: skip
    for each in related:
        kind = {"CONTAINS": "contains", "DEPENDS_ON": "dependsOn"}[each["relationshipType"]]
        yield _node(
            "relationship", "Relationship",
            _resource("relationshipType", f"{_TERMS}relationshipType_{kind}"),
            _resource("relatedSpdxElement", _NAMESPACE + each["relatedSpdxElement"]),
        )  # fmt: skip
    yield "  </spdx:Package>\n"


def spdx3_json(count: int) -> bytes:
    lines = boms.parts(count)
    ids = {part.id: _HERE + boms.spdx_id(part.id) for part in lines}
    inside: dict[int, list[str]] = {}
    for part in lines:
        if part.parent is not None:
            inside.setdefault(part.parent, []).append(ids[part.id])
    graph: list[dict[str, Any]] = [
        {"type": "CreationInfo", "@id": _INFO, "specVersion": "3.0.1",
         "created": "2026-01-01T00:00:00Z", "createdBy": [f"{_HERE}supplier-0"]},
        _element("SpdxDocument", "document", rootElement=[f"{_HERE}sbom"],
                 profileConformance=["core", "software", "simpleLicensing"]),
        _element("software_Sbom", "sbom", software_sbomType=["build"]),
    ]  # fmt: skip
    graph += [
        _element("Organization", f"supplier-{n}", name=f"Example Supplier {n}")
        for n in range(SUPPLIERS)
    ]
    graph += [
        _element("simplelicensing_LicenseExpression", f"licence-{licence}",
                 simplelicensing_licenseExpression=licence)
        for licence in sorted({part.licence for part in lines})
    ]  # fmt: skip
    for number, part in enumerate(lines):
        graph.append(_spdx3_package(part, ids[part.id]))
        needs = [ids[each] for each in part.needs]
        for kind, ends in (
            ("contains", inside.get(number)),
            ("dependsOn", needs),
            ("hasDeclaredLicense", [f"{_HERE}licence-{part.licence}"]),
        ):
            if ends:
                graph.append(
                    _element("Relationship", f"relationship-{len(graph)}",
                             relationshipType=kind, **{"from": ids[part.id], "to": ends})
                )  # fmt: skip
        graph.append(
            _element("Annotation", f"annotation-{number}", annotationType="other",
                     subject=ids[part.id], statement="vcs:programmable=true")
        )  # fmt: skip
    context = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
    made = {"@context": context, "@graph": graph}
    return json.dumps(made).encode()


def _element(kind: str, local_id: str, /, **members: Any) -> dict[str, Any]:
    return {"type": kind, "spdxId": _HERE + local_id, "creationInfo": _INFO, **members}


def _spdx3_package(part: Part, spdx_id: str) -> dict[str, Any]:
    made = {
        "type": "software_Package",
        "spdxId": spdx_id,
        "creationInfo": _INFO,
        "name": part.name,
        "description": part.description,
        "externalIdentifier": [
            {"type": "ExternalIdentifier", "externalIdentifierType": "cpe23",
             "identifier": part.cpe}
        ] if part.cpe else [],
        "verifiedUsing": [
            {"type": "Hash", "algorithm": "sha256", "hashValue": part.sha256},
            {"type": "Hash", "algorithm": "sha1", "hashValue": part.sha1},
        ],
        "suppliedBy": _HERE + "supplier-" + part.supplier.rpartition(" ")[2],
        "software_copyrightText": "NOASSERTION",
        "software_primaryPurpose": part.kind if part.kind in ("firmware", "device") else "library",
        "software_downloadLocation": f"https://example.com/{part.name}.git",
        "software_homePage": f"https://example.com/{part.name}",
        "software_packageUrl": part.purl,
        "software_packageVersion": part.version,
        "software_sourceInfo": f"acquired package info from: {part.location}",
    }  # fmt: skip
    return {key: value for key, value in made.items() if value}


MAKERS: Final[dict[str, Callable[[int], bytes]]] = boms.MAKERS | {
    "spdx-yaml": spdx_yaml,
    "spdx-xml": spdx_xml,
    "spdx-rdf": spdx_rdf,
    "spdx3-json": spdx3_json,
}
"""What makes a file of so many components, by the name of its format; all formats."""
