"""How many components of whole real BOMs classification leaves for a person to decide.

Run: ``VCS_CHECK_DATA=… python -m benchmarks.left_open [--list] [--files PATH]``. A list of software
alone says nothing of what it runs on, so it is also read as the content of a telematics unit, the
strictest of items; boards are read as they are. ``--list`` names what is left open.
"""

from __future__ import annotations

import argparse
import os
import statistics
from collections import Counter
from pathlib import Path

from benchmarks.classification_rows import OPEN, predicted

from vcs_check.classification import classify
from vcs_check.classification.tag import Tag
from vcs_check.errors import VcsCheckError
from vcs_check.inventory.document import Document
from vcs_check.inventory.vocabulary import Axis
from vcs_check.readers import read_bom

_PART = "Telematics control unit"
_MIN_COMPONENTS = 5
_SUFFIXES = (".json", ".xml", ".csv", ".xlsx", ".xls", ".spdx", ".rdf", ".yaml", ".yml")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="name what is left open")
    parser.add_argument("--files", nargs="*", help="these files instead of the corpora")
    options = parser.parse_args()
    corpora = Path(os.environ.get("VCS_CHECK_DATA", ".")) / "corpora"
    files = [Path(name) for name in options.files or ()] or sorted(
        path for path in corpora.rglob("*") if path.suffix in _SUFFIXES
    )
    shares: dict[str, list[tuple[int, int]]] = {"boards": [], "software": []}
    names: Counter[str] = Counter()
    for path in files:
        document = _read(path)
        if document is None:
            continue
        tags = classify(document)
        kind = "software" if _is_software(tags) else "boards"
        if kind == "software":
            tags = classify(document, _PART)
        left = [
            component.name
            for component, tag in zip(document.components, tags, strict=True)
            if predicted(tag) == OPEN
        ]
        names.update(left)
        shares[kind].append((len(left), len(tags)))
        print(f"{len(left):6} of {len(tags):6} ({len(left) / len(tags):6.1%}) {kind}: {path.name}")
        if options.list:
            for component, tag in zip(document.components, tags, strict=True):
                if predicted(tag) == OPEN:
                    print(f"         {component.name} | {component.part_number} | "
                          f"{component.description[:60]} | {tag.own.because[:60]}")  # fmt: skip
    for kind, found in shares.items():
        if found:
            left_open, every = sum(n for n, _ in found), sum(n for _, n in found)
            median = statistics.median(n / of for n, of in found)
            print(
                f"{kind}: {len(found)} BOMs, {every} components, {left_open} left open "
                f"({left_open / every:.1%}), median of a BOM {median:.1%}"
            )


def _read(path: Path) -> Document | None:
    """The document, if it can be read and is no mere sample."""
    try:
        document = read_bom(path.read_bytes(), path.name)
    except VcsCheckError:
        return None
    return document if len(document.components) >= _MIN_COMPONENTS else None


def _is_software(tags: list[Tag]) -> bool:
    return 2 * sum(tag.own.axis is Axis.SOFTWARE for tag in tags) > len(tags)


if __name__ == "__main__":
    main()
