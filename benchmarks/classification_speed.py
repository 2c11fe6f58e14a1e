"""How many components classification takes a second, against ``str.lower`` of the same texts.

Run: ``[VCS_CHECK_DATA=…] python -m benchmarks.classification_speed [COMPONENTS]``. CPU seconds, the
best of three, in one process, the knowledge loaded before:

* *real*: every component of the BOMs below ``VCS_CHECK_DATA/corpora``, as the readers give them;
* *distinct*: made-up libraries no two of which are equal, so that nothing is shared;
* *repeated*: the same with a thousand distinct ones.

``str.lower`` over name and description is the least that any look at the text costs. Start-up is
measured in processes of their own, with byte code in place as in an installed package.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.check import measured

from vcs_check.classification import classify_together
from vcs_check.classification.knowledge import Knowledge, load
from vcs_check.errors import InputError
from vcs_check.inventory.assembly import Assembly, Unit
from vcs_check.inventory.component import Component
from vcs_check.inventory.document import Document
from vcs_check.readers import looks_like_bom, read_bom
from vcs_check.text import BomText

_RUNS = 3
_DISTINCT = 200_000
_MILLION = 1_000_000


def made_up(count: int, distinct: int) -> Document:
    """Libraries as package managers list them."""
    components = [
        Component(
            id=BomText(f"ref-{number}"), kind="library",
            name=BomText(f"org-lib{which % 977}-module-{which}"), source="",
            version=BomText(f"1.{which % 50}.{which % 7}"),
            purl=BomText(f"pkg:npm/org-lib{which % 977}-module-{which}@1.{which % 50}"),
            description=BomText("Small helper functions for arrays, strings and promises"),
        )
        for number in range(count) for which in (number % distinct,)
    ]  # fmt: skip
    return Document(path="", sha256="", format="", version="", components=components)


def real(folder: Path) -> Iterator[Document]:
    """Every BOM below a folder that can be read."""
    for file in sorted(folder.rglob("*")):
        if not file.is_file():
            continue
        data = file.read_bytes()
        try:
            if looks_like_bom(data):
                yield read_bom(data, file.name)
        except InputError:
            continue


def best(work: Callable[[], object]) -> float:
    """CPU seconds."""
    found = float("inf")
    for _ in range(_RUNS):
        gc.collect()
        started = time.process_time()
        work()
        found = min(found, time.process_time() - started)
    return found


def speed(name: str, documents: Sequence[Document]) -> None:
    """Print one line: each run with an identifier of its own, so that nothing is remembered."""
    components = [component for document in documents for component in document.components]
    units = [Unit(document=document) for document in documents]
    spent = best(lambda: classify_together(Assembly(units)))
    bare = best(lambda: [(c.name.lower(), c.description.lower()) for c in components])
    each = spent / len(components)
    print(
        f"{name:<9} {len(components):>9} {spent:>8.2f} s {each * 1e6:>6.1f} µs "
        f"{1 / each:>9.0f} /s {each * _MILLION:>6.1f} s a million  {spent / bare:>5.0f} × str.lower"
    )


def main() -> None:
    """Print start-up and speed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else _DISTINCT
    started = time.process_time()
    load()
    print(f"knowledge loaded in {(time.process_time() - started) * 1e3:.1f} ms of CPU time")
    again = best(lambda: Knowledge(load().compiled)) * 1e3
    print(f"of that {again:.1f} ms to make it searchable")
    gc.disable()
    print(f"{'':<9} {'components':>9}")
    speed("distinct", [made_up(count, count)])
    speed("repeated", [made_up(count, 1_000)])
    if data := os.environ.get("VCS_CHECK_DATA"):
        speed("real", list(real(Path(data) / "corpora")))
    bare, memory = measured(sys.executable, "-c", "import msgspec, click")
    print(f"start of Python with msgspec and click: {bare:.2f} CPU s, {memory:.0f} MB")
    spent, memory = measured(sys.executable, "-m", "vcs_check", "--version")
    print(f"vcs-check --version: {spent:.2f} CPU s, {memory:.0f} MB")


if __name__ == "__main__":
    main()
