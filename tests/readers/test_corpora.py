"""Real and official BOMs: every file ends as promised, and agrees with the two libraries."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from vcs_check.errors import InputError
from vcs_check.inventory.document import Document
from vcs_check.inventory.vocabulary import Role
from vcs_check.readers import looks_like_bom, read_bom
from vcs_check.readers._inventory import UNNAMED_LICENCE

CORPORA = Path(os.environ.get("VCS_CHECK_DATA", "/nowhere")) / "corpora"
MAX_BYTES = 300_000
BUDGET_SECONDS = 30.0
pytestmark = pytest.mark.skipif(
    not CORPORA.is_dir(), reason="VCS_CHECK_DATA names no folder with corpora"
)
Row = tuple[str, str, str, frozenset[str]]


def files() -> list[Path]:
    return sorted(path for path in CORPORA.rglob("*") if path.is_file())


def read(path: Path) -> Document | None:
    try:
        return read_bom(path.read_bytes(), path.name)
    except InputError as error:
        refusal = error
    assert refusal.message
    assert refusal.file == path.name
    return None


def test_every_file_ends_in_a_document_or_an_input_error() -> None:
    formats: Counter[str] = Counter()
    for path in files():
        document = read(path)
        formats[document.format if document else "refused"] += 1
        if document:
            assert looks_like_bom(path.read_bytes()), path
            assert len({c.source for c in document.components}) == len(document.components), path
    assert formats["cyclonedx-json"] > 400
    assert formats["cyclonedx-xml"] > 400
    assert formats["spdx-json"] > 35
    assert formats["spdx-tag-value"] > 25


def test_every_valid_official_cyclonedx_file_is_read() -> None:
    official = [path for path in files() if path.name.startswith("valid-")]
    assert len(official) > 400
    unread = [path.name for path in official if path.suffix != ".textproto" and read(path) is None]
    assert unread == []


def within_budget(paths: Iterable[Path]) -> Iterator[Path]:
    started = time.perf_counter()
    for path in paths:
        if time.perf_counter() - started > BUDGET_SECONDS:
            return
        if path.stat().st_size <= MAX_BYTES:
            yield path


def ours(document: Document) -> Counter[Row]:
    """Name, version and supplier of every component; the library merges equal ones."""
    return Counter(
        (
            c.name,
            c.version,
            next((p.name for p in c.parties if p.role is Role.SUPPLIER), ""),
            frozenset(c.licences) - {UNNAMED_LICENCE},
        )
        for c in document.components
        if c.kind != "service"
    )


def library_components(bom: Any) -> Iterator[Any]:
    waiting = [*bom.components]
    if bom.metadata.component:
        waiting.append(bom.metadata.component)
    while waiting:
        component = waiting.pop()
        yield component
        waiting += component.components


def cyclonedx_library(path: Path) -> Counter[Row] | None:
    from cyclonedx.model.bom import Bom

    try:
        text = path.read_text("utf-8-sig")
        bom: Any = (
            Bom.from_json(json.loads(text))  # type: ignore[attr-defined]
            if path.suffix == ".json"
            else Bom.from_xml(StringIO(text))  # type: ignore[attr-defined]
        )
    except Exception:  # the library raises whatever it likes; then it is no oracle
        return None
    return Counter(
        (
            (c.name or "").strip(),
            (c.version or "").strip(),
            (c.supplier.name or "").strip() if c.supplier else "",
            frozenset(
                str(
                    getattr(x, "id", "") or getattr(x, "name", "") or getattr(x, "value", "") or ""
                ).strip()
                for x in c.licenses
            ),
        )
        for c in library_components(bom)
    )


def without_known_differences(rows: Counter[Row]) -> set[tuple[object, ...]]:
    """The library reads an empty XML element as ``None``, in words; and merges equals."""
    return {
        (*("" if text in ("None", "none") else text for text in row[:3]), row[3] - {""})
        for row in rows
    }


def test_components_are_those_that_cyclonedx_python_lib_reads() -> None:
    compared, components, different = 0, 0, []
    paths = [
        p
        for p in files()
        if p.suffix in (".json", ".xml")
        and "CycloneDX" in str(p)
        # a licence and an expression in one choice: the library keeps one, here both apply
        and not p.name.startswith("invalid-license-choice")
    ]
    for path in within_budget(sorted(paths, key=lambda p: (p.stat().st_size, p))):
        document = read(path)
        if document is None or not document.format.startswith("cyclonedx"):
            continue
        theirs = cyclonedx_library(path)
        if theirs is None:
            continue
        mine = ours(document)
        if document.subject is not None:  # metadata.supplier is taken over, on purpose
            subject = document.components[document.subject]
            if any(p.field.startswith("/metadata") for p in subject.parties):
                continue
        compared += 1
        components += mine.total()
        if without_known_differences(mine) != without_known_differences(theirs):
            different.append(path.name)
    assert compared > 300
    assert components > 500
    assert different == []


def spdx_library(path: Path) -> Any:
    from spdx_tools.spdx.parser.parse_anything import parse_file

    try:
        return parse_file(str(path))
    except (Exception, SystemExit):  # the library raises whatever it likes
        return None


# On its first use spdx-tools lets ply write a table and leaves the file to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_packages_are_those_that_spdx_tools_reads() -> None:
    compared, different = 0, []
    paths = [p for p in files() if "spdx" in str(p).lower() or "Telco" in str(p)]
    small = sorted(paths, key=lambda p: (p.suffix != ".json", p.stat().st_size))
    for path in within_budget(p for p in small if p.suffix in (".json", ".spdx", ".tag")):
        document = read(path)
        if document is None or not document.format.startswith("spdx"):
            continue
        theirs = spdx_library(path)
        if theirs is None:
            continue
        compared += 1
        expected = [
            (
                p.spdx_id,
                p.name,
                p.version or "",
                getattr(p.supplier, "name", ""),
                getattr(p.originator, "name", ""),
            )
            for p in theirs.packages
        ]
        mine = [
            (
                c.id,
                c.name,
                c.version,
                next((p.name for p in c.parties if p.role is Role.SUPPLIER), ""),
                next((p.name for p in c.parties if p.role is Role.MANUFACTURER), ""),
            )
            for c in document.components
        ]
        packages = {row[0] for row in mine}
        edges = sum(
            r.relationship_type.name == "DEPENDS_ON"
            and {r.spdx_element_id, r.related_spdx_element_id} <= packages
            for r in theirs.relationships
        )
        if (
            sorted(mine) != sorted(expected)
            or document.files != len(theirs.files)
            or sum({*edge} <= packages for edge in document.dependencies) < edges
        ):
            different.append(path.name)
    assert compared > 25
    assert different == []
