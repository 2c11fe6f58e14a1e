"""Real and official BOMs: every file ends as promised."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from vcs_check.errors import InputError
from vcs_check.inventory.document import Document
from vcs_check.readers import looks_like_bom, read_bom

CORPORA = Path(os.environ.get("VCS_CHECK_DATA", "/nowhere")) / "corpora"
pytestmark = pytest.mark.skipif(
    not CORPORA.is_dir(), reason="VCS_CHECK_DATA names no folder with corpora"
)


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
