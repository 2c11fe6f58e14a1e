"""BOMs that refer to each other, in both families of formats."""

from __future__ import annotations

import json
from typing import Any, Final

from tests.cli.vehicle import Thing

from vcs_check.errors import InputError
from vcs_check.inventory.assembly import Assembly, Unit
from vcs_check.inventory.document import Document
from vcs_check.pipeline.linking import link
from vcs_check.readers import read_bom

UUIDS: Final = {
    name: f"3e671687-395b-41f5-a30f-a58921a6{number:04d}"
    for number, name in enumerate(("vehicle", "tcu", "seat", "lib", "other"))
}


def urn(name: str, element: str = "", version: int = 1) -> str:
    """The BOM-Link of one of :data:`UUIDS`."""
    return f"urn:cdx:{UUIDS[name]}/{version}" + (f"#{element}" if element else "")


def to(url: str, **hashes: str) -> dict[str, Any]:
    """An external reference of type ``bom``; hashes as ``SHA_256="…"``."""
    made: dict[str, Any] = {"type": "bom", "url": url}
    if hashes:
        made["hashes"] = [
            {"alg": alg.replace("_", "-"), "content": content} for alg, content in hashes.items()
        ]
    return made


def cdx(
    name: str,
    subject: Thing | None = None,
    *things: Thing,
    dependencies: list[dict[str, Any]] | None = None,
    references: list[dict[str, Any]] | None = None,
    version: int = 1,
) -> str:
    """CycloneDX JSON with the serial number of ``name``."""
    made: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{UUIDS[name]}",
        "version": version,
        "metadata": {"component": subject} if subject else {},
        "components": list(things),
    }
    if dependencies:
        made["dependencies"] = dependencies
    if references:
        made["externalReferences"] = references
    return json.dumps(made)


def spdx(
    name: str,
    packages: list[str],
    *related: tuple[str, str, str],
    documents: dict[str, tuple[str, str]] | None = None,
) -> str:
    """SPDX JSON; ``documents`` are ``{"x": (uri, SHA-1)}`` behind ``DocumentRef-x``."""
    return json.dumps(
        {
            "spdxVersion": "SPDX-2.3",
            "SPDXID": "SPDXRef-DOCUMENT",
            "documentNamespace": f"https://example.com/spdx/{name}",
            "externalDocumentRefs": [
                {
                    "externalDocumentId": f"DocumentRef-{short}",
                    "spdxDocument": uri,
                    "checksum": {"algorithm": "SHA1", "checksumValue": digest},
                }
                for short, (uri, digest) in (documents or {}).items()
            ],
            "packages": [{"SPDXID": f"SPDXRef-{p}", "name": p} for p in packages],
            "relationships": [
                {"spdxElementId": a, "relationshipType": kind, "relatedSpdxElement": b}
                for a, kind, b in related
            ],
        }
    )


def assembled(**files: str) -> Assembly:
    """The files (``a_json`` is ``a.json``) read and linked, in the order given."""
    data = {name.replace("_", "."): text.encode() for name, text in files.items()}
    documents = [read_bom(each, path) for path, each in data.items()]
    assembly = Assembly([Unit(document=document) for document in documents])
    link(assembly, [lambda each=each: each for each in data.values()])  # type: ignore[misc]
    return assembly


def gone() -> bytes:
    """A load that cannot be repeated, as from a pipe."""
    raise InputError("(standard input)", "it is closed")


def parents_of(assembly: Assembly, name: str) -> set[str]:
    """The names of what contains a component, roots looked through."""
    names = {
        assembly.node(number, position): component.name
        for number, unit in enumerate(assembly.units)
        for position, component in enumerate(unit.document.components)
    }
    (node,) = (node for node, each in names.items() if each == name)
    found: set[str] = set()
    waiting = list(assembly.parents[node])
    while waiting:
        above = waiting.pop()
        if above in names:
            found.add(names[above])
        else:
            waiting += assembly.parents[above]
    return found


def hiding(assembly: Assembly) -> list[str]:
    """The messages of all notes that keep a program from passing."""
    documents: list[Document] = [unit.document for unit in assembly.units]
    return [note.message for d in documents for note in d.notes if note.hides_components]
