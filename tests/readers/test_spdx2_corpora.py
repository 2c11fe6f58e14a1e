"""SPDX 2 as YAML, XML and RDF/XML: what spdx-tools reads of the files of others, we read too.

Deliberate differences: spdx-tools puts a blank after ``Organization:`` and takes the last of
several ids of an external document; of an RDF licence set it changes the order of the members.
Neither shows in what is compared here.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from vcs_check.errors import InputError
from vcs_check.inventory.document import Document
from vcs_check.inventory.vocabulary import Role
from vcs_check.readers import read_bom

CORPORA = Path(os.environ.get("VCS_CHECK_DATA", "/nowhere")) / "corpora"
SUFFIXES = (".yaml", ".yml", ".xml", ".rdf")
MAX_BYTES = 500_000
NEEDS = {"DEPENDS_ON", "DYNAMIC_LINK", "STATIC_LINK", "HAS_PREREQUISITE"}
NEEDED_BY = {"PREREQUISITE_FOR", "RUNTIME_DEPENDENCY_OF", "BUILD_DEPENDENCY_OF", "DEPENDENCY_OF",
             "DEV_DEPENDENCY_OF", "TEST_DEPENDENCY_OF", "OPTIONAL_DEPENDENCY_OF"}  # fmt: skip
pytestmark = pytest.mark.skipif(
    not CORPORA.is_dir(), reason="VCS_CHECK_DATA names no folder with corpora"
)


def paths() -> list[Path]:
    return [
        path
        for path in sorted(CORPORA.rglob("*"))
        if path.suffix in SUFFIXES
        and "spdx" in str(path.relative_to(CORPORA)).lower()
        and path.stat().st_size <= MAX_BYTES
    ]


def words(licence: object) -> frozenset[str]:
    """The ids of a licence expression, in whatever order and with whatever parentheses."""
    found = frozenset(re.findall(r"[\w.:-]+\+?", "" if licence is None else str(licence)))
    return found - {"AND", "OR", "WITH", "NOASSERTION", "NONE", "SpdxNoAssertion", "SpdxNone"}


def library(path: Path, tmp_path: Path) -> Any:
    """spdx-tools goes by the file's name; it raises, and exits, as it likes."""
    from spdx_tools.spdx.parser.parse_anything import parse_file

    text = path.read_bytes()
    suffix = ".rdf.xml" if b"rdf:RDF" in text else path.suffix
    renamed = tmp_path / f"bom.spdx{suffix}"
    renamed.write_bytes(text)
    try:
        return parse_file(str(renamed))
    except (Exception, SystemExit):
        return None


def of_library(document: Any) -> list[tuple[object, ...]]:
    return sorted(
        (
            p.spdx_id,
            p.name,
            p.version or "",
            getattr(p.supplier, "name", ""),
            getattr(p.originator, "name", ""),
            sorted(words(p.license_declared) | words(p.license_concluded)),
            sorted(c.value for c in p.checksums),
            sorted(r.locator for r in p.external_references),
            str(p.built_date or "")[:10],
            str(p.release_date or "")[:10],
        )
        for p in document.packages
    )


def of_ours(document: Document) -> list[tuple[object, ...]]:
    def named(component: Any, role: Role) -> str:
        return next((p.name for p in component.parties if p.role is role), "")

    return sorted(
        (
            c.id,
            c.name,
            c.version,
            named(c, Role.SUPPLIER),
            named(c, Role.MANUFACTURER),
            sorted({word for licence in c.licences for word in words(licence)}),
            sorted(value for _, value in c.hashes),
            sorted(
                [
                    locator
                    for kind, locator in c.references
                    if kind not in ("website", "distribution")
                ]
                + [each for each in (c.purl, c.cpe) if each]
            ),
            str(c.built_on or ""),
            str(c.released_on or ""),
        )
        for c in document.components
    )


def needs(document: Any, ids: set[str]) -> set[tuple[str, str]]:
    found = set()
    for each in document.relationships:
        ends = (each.spdx_element_id, str(each.related_spdx_element_id))
        if each.relationship_type.name in NEEDS:
            found.add(ends)
        elif each.relationship_type.name in NEEDED_BY:
            found.add(ends[::-1])
    return {ends for ends in found if {*ends} <= ids}


# On its first use spdx-tools lets ply write a table and leaves the file to the garbage collector.
@pytest.mark.filterwarnings("ignore")
def test_packages_licences_and_relationships_are_those_of_spdx_tools(tmp_path: Path) -> None:
    compared: dict[str, int] = {}
    for path in paths():
        try:
            document = read_bom(path.read_bytes(), path.name)
        except InputError:
            continue
        theirs = library(path, tmp_path)
        if theirs is None or document.format not in ("spdx-yaml", "spdx-xml", "spdx-rdf"):
            continue
        assert of_ours(document) == of_library(theirs), path
        assert document.files == len(theirs.files), path
        ids = {str(component.id) for component in document.components}
        assert needs(theirs, ids) == {e for e in document.dependencies if {*e} <= ids}, path
        assert document.serial == theirs.creation_info.document_namespace, path
        compared[document.format] = compared.get(document.format, 0) + 1
    assert compared["spdx-yaml"] >= 5
    assert compared["spdx-xml"] >= 8
    assert compared["spdx-rdf"] >= 5


@pytest.mark.filterwarnings("ignore")
def test_what_spdx_tools_reads_is_not_refused_here(tmp_path: Path) -> None:
    refused = []
    for path in paths():
        try:
            read_bom(path.read_bytes(), path.name)
        except InputError:
            refused.append(path)
    assert [path for path in refused if library(path, tmp_path) is not None] == []
