"""SPDX 2 in all its forms: what spdx-tools reads of the files of others, we read too.

Deliberate differences wherever they occur, which the comparison takes into account: spdx-tools
changes the order of the members of an RDF licence set; here the one package that a document
describes contains whatever nothing else contains.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pytest
from tests.readers.oracles import files, named, needs_corpora, pairs, reason

from vcs_check.inventory.document import Document
from vcs_check.inventory.vocabulary import Role

pytestmark = needs_corpora
MAX_BYTES: Final = 500_000
SUFFIXES: Final = (".json", ".spdx", ".tag", ".yaml", ".yml", ".xml", ".rdf")
REFUSED: Final = {"SPDXWrongVersion": "the version is none of SPDX 2: perhaps another format"}
NEEDS: Final = {"DEPENDS_ON", "DYNAMIC_LINK", "STATIC_LINK", "HAS_PREREQUISITE"}
NEEDED_BY: Final = {"PREREQUISITE_FOR", "RUNTIME_DEPENDENCY_OF", "BUILD_DEPENDENCY_OF",
                    "DEV_DEPENDENCY_OF", "TEST_DEPENDENCY_OF", "OPTIONAL_DEPENDENCY_OF",
                    "PROVIDED_DEPENDENCY_OF", "DEPENDENCY_OF"}  # fmt: skip
WITHIN: Final = {"CONTAINED_BY", "PACKAGE_OF", "OPTIONAL_COMPONENT_OF"}
Rows = dict[str, Any]


def library(path: Path, folder: Path) -> Any:
    """spdx-tools goes by the file's name; it raises, and exits, as it likes."""
    from spdx_tools.spdx.parser.parse_anything import parse_file

    data = path.read_bytes()
    is_rdf = b"rdf:RDF" in data
    renamed = folder / f"bom{'.spdx.rdf.xml' if is_rdf else path.suffix}"
    if path.suffix not in (".spdx", ".tag") and not is_rdf:
        renamed = folder / f"bom.spdx{path.suffix}"
    elif not is_rdf:
        renamed = folder / "bom.spdx"
    renamed.write_bytes(data)
    try:
        return parse_file(str(renamed))
    except (Exception, SystemExit):
        return None


def words(licence: object) -> frozenset[str]:
    """The ids of a licence expression, in whatever order and with whatever parentheses."""
    found = frozenset(re.findall(r"[\w.:-]+\+?", "" if licence is None else str(licence)))
    return found - {"AND", "OR", "WITH", "NOASSERTION", "NONE", "SpdxNoAssertion", "SpdxNone"}


def of_library(document: Any) -> Rows:
    packages = sorted(
        (
            p.spdx_id,
            p.name,
            p.version or "",
            getattr(p.supplier, "name", "") or "",
            getattr(p.originator, "name", "") or "",
            sorted(words(p.license_declared) | words(p.license_concluded)),
            sorted(c.value for c in p.checksums),
            sorted(r.locator for r in p.external_references),
            str(p.built_date or "")[:10],
            str(p.release_date or "")[:10],
        )
        for p in document.packages
    )
    ids = {p.spdx_id for p in document.packages}
    needs, contains, described = set(), set(), set()
    for each in document.relationships:
        start, end = each.spdx_element_id, str(each.related_spdx_element_id)
        kind = each.relationship_type.name
        if {start, end} <= ids and start != end:
            if kind in NEEDS | NEEDED_BY:
                needs.add((start, end) if kind in NEEDS else (end, start))
            elif kind == "CONTAINS" or kind in WITHIN:
                contains.add((start, end) if kind == "CONTAINS" else (end, start))
        if kind in ("DESCRIBES", "CONTAINS") and start not in ids and end in ids:
            described.add(end)
        elif kind == "DESCRIBED_BY" and end not in ids and start in ids:
            described.add(start)
    if len(described) == 1:  # it contains what nothing else does
        (subject,) = described
        contains = {(a, b) for a, b in contains if b != subject}
        inside = {b for _, b in contains}
        contains |= {(subject, each) for each in ids - inside - {subject}}
    return {
        "packages": packages,
        "files": len(document.files),
        "namespace": document.creation_info.document_namespace,
        "needs": needs,
        "contains": contains,
    }


def of_ours(document: Document) -> Rows:
    components = document.components
    packages = sorted(
        (
            c.id,
            c.name,
            c.version,
            named(c, Role.SUPPLIER, "/supplier"),
            named(c, Role.MANUFACTURER, "/originator"),
            sorted({word for licence in c.licences for word in words(licence)}),
            sorted(value for _, value in c.hashes),
            sorted(
                [at for kind, at in c.references if kind not in ("website", "distribution")]
                + [each for each in (c.purl, c.cpe) if each]
            ),
            str(c.built_on or ""),
            str(c.released_on or ""),
        )
        for c in components
    )
    ids = {c.id for c in components}
    return {
        "packages": packages,
        "files": document.files,
        "namespace": document.serial,
        "needs": {e for e in document.dependencies if {*e} <= ids and e[0] != e[1]},
        "contains": {(components[above].id, c.id) for c in components for above in c.parents},
    }


# On its first use spdx-tools lets ply write a table and leaves the file to the garbage collector.
@pytest.mark.filterwarnings("ignore")
def test_packages_parties_licences_and_relationships_are_those_of_the_library(
    tmp_path: Path,
) -> None:
    counts: dict[str, int] = {}
    different, refused, related = [], [], 0
    paths = files(SUFFIXES, b"spdx", MAX_BYTES)
    for path, mine, theirs in pairs(paths, lambda path: library(path, tmp_path)):
        if not isinstance(mine, Document):
            refused += [path.name] if not reason(REFUSED, path) else []
        elif mine.format.startswith("spdx"):
            counts[mine.format] = counts.get(mine.format, 0) + 1
            ours, expected = of_ours(mine), of_library(theirs)
            parts = [part for part in ours if ours[part] != expected[part]]
            different += [(path.name, parts)] if parts else []
            related += len(ours["needs"]) + len(ours["contains"])
    assert different == []
    assert refused == []
    assert counts["spdx-json"] >= 31
    assert counts["spdx-tag-value"] >= 23
    assert counts["spdx-xml"] >= 18
    assert counts["spdx-yaml"] >= 9
    assert counts["spdx-rdf"] >= 9
    assert related > 150
