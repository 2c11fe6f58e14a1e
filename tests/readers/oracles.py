"""What the two libraries that serve as oracles have in common: which files, which differences."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from vcs_check.errors import InputError
from vcs_check.inventory.component import Component
from vcs_check.inventory.document import Document
from vcs_check.inventory.vocabulary import Role
from vcs_check.readers import read_bom

CORPORA = Path(os.environ.get("VCS_CHECK_DATA", "/nowhere")) / "corpora"
ALL_FILES = "VCS_CHECK_ORACLE_ALL"
"""Environment variable: compare files of any size, which takes longer."""
needs_corpora = pytest.mark.skipif(
    not CORPORA.is_dir(), reason="VCS_CHECK_DATA names no folder with corpora"
)


@cache
def files(suffixes: tuple[str, ...], word: bytes, max_bytes: int) -> tuple[Path, ...]:
    """Different files of the corpora that mention ``word``, in an order that never changes."""
    largest = 1 << 40 if os.environ.get(ALL_FILES) else max_bytes
    found: dict[tuple[str, bytes], Path] = {}
    for path in sorted(CORPORA.rglob("*")):
        if path.suffix in suffixes and path.is_file() and path.stat().st_size <= largest:
            data = path.read_bytes()
            if word in data.lower():
                found.setdefault((path.suffix, sha256(data).digest()), path)
    return tuple(found.values())


def pairs(
    paths: tuple[Path, ...], library: Callable[[Path], object]
) -> Iterator[tuple[Path, Document | InputError, object]]:
    """Each file that the library can read, as it and as this program read it."""
    for path in paths:
        theirs = library(path)
        if theirs is None:
            continue
        try:
            yield path, read_bom(path.read_bytes(), path.name), theirs
        except InputError as error:
            yield path, error, theirs


def reason(differences: dict[str, str], path: Path) -> str:
    """Why this file may differ; empty where it may not."""
    here = path.relative_to(CORPORA).as_posix()
    return next((why for name, why in differences.items() if name in here), "")


def named(component: Component, role: Role, *fields: str) -> str:
    """Whom the format's own field names in a role; the first, or nobody."""
    found = (p.name for p in component.parties if p.role is role and p.field in fields)
    return next(found, "")
