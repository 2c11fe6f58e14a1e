"""The unit as SPDX 2.3 RDF/XML."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from tests.parity import spdx2
from tests.parity.unit import Thing, Unit

NAME: Final = "unit.rdf"
CANNOT_SAY: Final[frozenset[str]] = frozenset({"country of an address"})
TERMS: Final = "http://spdx.org/rdf/terms#"
ALIKE: Final = (
    "name", "versionInfo", "supplier", "originator", "downloadLocation", "description",
    "builtDate", "releaseDate",
)  # fmt: skip


def camel(word: str) -> str:
    return re.sub("_([a-z])", lambda match: match[1].upper(), word.lower())


def of(document: Thing) -> bytes:
    """The RDF/XML of an SPDX 2 document that is given as its JSON value."""
    base = document.get("documentNamespace", "https://example.invalid/rdf") + "#"

    def text(name: str, value: str) -> str:
        return f"<s:{name}>{escape(value)}</s:{name}>"

    def to(name: str, iri: str) -> str:
        return f"<s:{name} rdf:resource={quoteattr(iri)}/>"

    def annotations(owner: Thing) -> str:
        return "".join(
            f"<s:annotation><s:Annotation><rdfs:comment>{escape(each['comment'])}</rdfs:comment>"
            "</s:Annotation></s:annotation>"
            for each in owner.get("annotations", ())
        )

    def relations(spdx_id: str) -> str:
        return "".join(
            "<s:relationship><s:Relationship>"
            + to("relationshipType", f"{TERMS}relationshipType_{camel(r['relationshipType'])}")
            + to("relatedSpdxElement", base + r["relatedSpdxElement"])
            + "</s:Relationship></s:relationship>"
            for r in document.get("relationships", ())
            if r["spdxElementId"] == spdx_id
        )

    def licence(name: str, expression: str) -> str:
        if expression in ("NOASSERTION", "NONE"):
            return to(name, TERMS + expression.lower())
        if " OR " in expression:
            members = "".join(licence("member", each) for each in expression.split(" OR "))
            node = "<s:DisjunctiveLicenseSet>" + members + "</s:DisjunctiveLicenseSet>"
            return f"<s:{name}>{node}</s:{name}>"
        if " " in expression:  # converters leave such expressions as they are
            return text(name, expression)
        known = not expression.startswith("LicenseRef-")
        return to(name, ("http://spdx.org/licenses/" if known else base) + expression)

    def package(each: Thing) -> str:
        parts = [text(name, each[name]) for name in ALIKE if name in each]
        parts += [licence(n, each[n]) for n in ("licenseDeclared", "licenseConcluded") if n in each]
        if purpose := each.get("primaryPackagePurpose"):
            parts.append(
                to("primaryPackagePurpose",
                   f"{TERMS}purpose_{camel(purpose.replace('-', '_'))}")
            )  # fmt: skip
        for checksum in each.get("checksums", ()):
            algorithm = f"{TERMS}checksumAlgorithm_{checksum['algorithm'].lower()}"
            parts.append(
                f"<s:checksum><s:Checksum>{to('algorithm', algorithm)}"
                + text("checksumValue", checksum["checksumValue"])
                + "</s:Checksum></s:checksum>"
            )
        for reference in each.get("externalRefs", ()):
            kind = f"http://spdx.org/rdf/references/{reference['referenceType']}"
            parts.append(
                f"<s:externalRef><s:ExternalRef>{to('referenceType', kind)}"
                + text("referenceLocator", reference["referenceLocator"])
                + "</s:ExternalRef></s:externalRef>"
            )
        spdx_id = each["SPDXID"]
        inner = "".join(parts) + annotations(each) + relations(spdx_id)
        return f"<s:Package rdf:about={quoteattr(base + spdx_id)}>{inner}</s:Package>"

    files = "".join(
        f"<s:File rdf:about={quoteattr(base + each['SPDXID'])}>"
        + text("fileName", each["fileName"])
        + relations(each["SPDXID"])
        + "</s:File>"
        for each in document.get("files", ())
    )
    root = document["SPDXID"]
    described = "".join(
        to("describesPackage", base + each) for each in document.get("documentDescribes", ())
    )
    return (
        f'<rdf:RDF xmlns:s="{TERMS}" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#">'
        f"<s:SpdxDocument rdf:about={quoteattr(base + root)}>"
        + text("specVersion", document["spdxVersion"])
        + described
        + annotations(document)
        + relations(root)
        + "</s:SpdxDocument>\n"
        + "\n".join(map(package, document["packages"]))
        + files
        + "</rdf:RDF>"
    ).encode()


def write(unit: Unit) -> bytes:
    return of(spdx2.document(unit))
