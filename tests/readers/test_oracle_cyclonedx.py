"""CycloneDX: what cyclonedx-python-lib reads of the files of others, we read too.

Deliberate differences wherever they occur, which the comparison takes into account: the library
merges equal components (so sets are compared), reads an empty XML element as the word ``None``
and makes one blank of a line break; here an organisation without name is called by its contact
or address, and what the metadata says of the subject's parties is taken over.
"""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any, Final

import pytest
from tests.readers.oracles import files, named, needs_corpora, pairs, reason

from vcs_check.inventory.document import Document
from vcs_check.inventory.vocabulary import Role
from vcs_check.readers._inventory import UNNAMED_LICENCE

pytestmark = needs_corpora
MAX_BYTES: Final = 3_000_000
REFUSED: Final = {
    "invalid-license-id-count": "two ids of one licence: the library takes the last",
    "invalid-license-name-count": "two names of one licence: the library takes the last",
    "invalid-namespace": "another namespace: perhaps another format",
    "invalid-bomformat": "another bomFormat: perhaps another format",
}
DIFFERENT: Final = {
    "invalid-license-choice": "a licence and an expression in one choice: here both apply",
    "invalid-missing-component-type": "no type: here unknown, the library says library",
    "valid-cryptography-implementation": "provides counts as a dependency; the library drops it",
    "CBOM/Example-With-Dependencies": "provides counts as a dependency; the library drops it",
}
Rows = dict[str, set[tuple[object, ...]]]


def library(path: Path) -> Any:
    from cyclonedx.model.bom import Bom

    try:
        text = path.read_text("utf-8-sig")
        if path.suffix == ".json":
            return Bom.from_json(json.loads(text))  # type: ignore[attr-defined]
        return Bom.from_xml(StringIO(text))  # type: ignore[attr-defined]
    except Exception:  # the library raises whatever it likes; then it is no oracle
        return None


def said(text: object) -> str:
    """A text of the library; one of an empty XML element is absent."""
    bare = str(text or "").strip()
    return "" if bare.lower() == "none" else bare


def flat(text: str) -> str:
    return " ".join(text.split())


def organisation(entity: Any) -> str:
    if entity is None:
        return ""
    people = [said(p.name) or said(p.email) for p in entity.contacts]
    urls = [said(url) for url in entity.urls]
    return said(entity.name) or next((p for p in people if p), "") or next(iter(urls), "")


def licence(choice: Any) -> str:
    fields = ("id", "name", "value", "url")
    return flat(next((t for f in fields if (t := said(getattr(choice, f, "")))), ""))


def of_library(bom: Any) -> Rows:
    rows: Rows = {"components": set(), "services": set(), "contains": set(), "needs": set()}
    subject = bom.metadata.component
    top = (said(subject.name), said(subject.version)) if subject else None
    waiting = [(each, top) for each in (*bom.components, *bom.services)]
    if subject:
        waiting.append((subject, None))
    while waiting:
        each, above = waiting.pop()
        here = (said(each.name), said(each.version))
        if above:
            rows["contains"].add((above, here))
        licences = frozenset(licence(x) for x in each.licenses) - {""}
        if hasattr(each, "provider"):
            row = (*here, said(each.group), organisation(each.provider), licences)
            rows["services"].add(row)
            waiting += [(inner, here) for inner in each.services]
            continue
        rows["components"].add(
            (
                *here,
                said(each.group),
                each.type.value,
                organisation(each.supplier),
                organisation(each.manufacturer),
                said(each.publisher),
                licences,
                frozenset((h.alg.value, said(h.content)) for h in each.hashes),
                frozenset(r.type.value for r in each.external_references),
            )
        )
        waiting += [(inner, here) for inner in each.components]
    rows["needs"] = {
        (entry.ref.value, end.ref.value) for entry in bom.dependencies for end in entry.dependencies
    }
    return rows


def of_ours(document: Document) -> Rows:
    rows: Rows = {"components": set(), "services": set(), "contains": set(), "needs": set()}
    for c in document.components:
        here = (c.name, c.version)
        for parent in c.parents:
            above = document.components[parent]
            rows["contains"].add(((above.name, above.version), here))
        licences = frozenset(map(flat, c.licences)) - {UNNAMED_LICENCE}
        if c.kind == "service":
            provider = named(c, Role.PROVIDER, "/provider")
            rows["services"].add((*here, c.group, provider, licences))
            continue
        rows["components"].add(
            (
                *here,
                c.group,
                c.kind,
                named(c, Role.SUPPLIER, "/supplier"),
                named(c, Role.MANUFACTURER, "/manufacturer"),
                named(c, Role.PUBLISHER, "/publisher"),
                licences,
                frozenset(c.hashes),
                frozenset(kind for kind, _ in c.references),
            )
        )
    rows["needs"] = set(document.dependencies)
    return rows


def unexplained(path: Path, mine: Rows, theirs: Rows) -> list[str]:
    """What differs, and should not."""
    parts = [part for part in mine if mine[part] != theirs[part]]
    return parts if parts and not reason(DIFFERENT, path) else []


@pytest.mark.filterwarnings("ignore")  # the library warns of what it leaves out
def test_components_parties_licences_and_relationships_are_those_of_the_library() -> None:
    count, related, different, refused = 0, 0, [], []
    for path, mine, theirs in pairs(files((".json", ".xml"), b"cyclonedx", MAX_BYTES), library):
        if not isinstance(mine, Document):
            refused += [path.name] if not reason(REFUSED, path) else []
        elif mine.format.startswith("cyclonedx"):
            count += 1
            ours = of_ours(mine)
            related += len(ours["needs"]) + len(ours["contains"])
            if parts := unexplained(path, ours, of_library(theirs)):
                different.append((path.name, parts))
    assert different == []
    assert refused == []
    assert count > 650
    assert related > 5_000
