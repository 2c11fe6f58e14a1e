"""The data files that come with the tool: knowledge, reference, words, editions.

Everything that decides a verdict and is no code is read through :func:`read_bundled`, so that it
can be archived with an evaluation, and so that an evaluation can be repeated years later with the
data of its day (:func:`use`).
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import Final

_PACKAGE: Final = "vcs_check"
EDITIONS: Final = "regulations/us_15cfr791_subpart_d/editions"
_FOLDERS: Final = (
    "classification", "classification/knowledge", "origin/reference", "questions", "readers",
    EDITIONS,
)  # fmt: skip
_ENDINGS: Final = (".toml", ".json", ".jsonl", ".csv")
_instead: dict[str, bytes] = {}
_read: set[str] = set()


def bundled_names() -> tuple[str, ...]:
    """Every data file, by its path within the package, sorted."""
    root = resources.files(_PACKAGE)
    return tuple(
        sorted(
            f"{folder}/{entry.name}"
            for folder in _FOLDERS
            for entry in root.joinpath(folder).iterdir()
            if entry.name.endswith(_ENDINGS)
        )
    )


def read_bundled(name: str) -> bytes:
    """The bytes of a data file, by its path within the package."""
    _read.add(name)
    if name in _instead:
        return _instead[name]
    return own_bytes(name)


def own_bytes(name: str) -> bytes:
    """The bytes that came with this version, whatever stands in their place."""
    return resources.files(_PACKAGE).joinpath(name).read_bytes()


def use(data: Mapping[str, bytes]) -> None:
    """Put other data in the place of this version's, for the rest of the process.

    Args:
        data: bytes by the path within the package.

    Raises:
        RuntimeError: some of it was read already, so that an evaluation would mix both.
    """
    if _read:
        raise RuntimeError(f"too late, {min(_read)} was read already")
    _instead.update(data)
