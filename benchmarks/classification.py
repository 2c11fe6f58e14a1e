"""Classification against the labelled set: how often it is right, and above all how often lenient.

Run: ``VCS_CHECK_DATA=… python benchmarks/classification.py [--errors] [--split dev] [--speed]``.
Tune on split ``dev`` only; ``test`` and ``holdout`` are there to measure.

A row becomes a component; the rows of one repository and path become the parts of one subject,
whose name is the path, so that no word of the labeller helps. What counts as right:

* ``vcs-hardware``, ``vcs-software``: in scope (class *vcs*); ``ads-software``: class *ads*;
* ``vcs-host-software``: generic software on a radio host; ``excl-*`` and ``irrelevant``: out,
  each class with the functions in ``_RIGHT``. ``open`` is what a person would have to decide.
"""

from __future__ import annotations

import argparse
import csv
import os
import time
from collections import Counter, defaultdict
from pathlib import Path

from vcs_check.classification import classify
from vcs_check.classification.knowledge import load
from vcs_check.classification.tag import Confidence, Function, Tag
from vcs_check.inventory.component import Component, PartyClaim
from vcs_check.inventory.document import Document
from vcs_check.inventory.vocabulary import Axis, Role
from vcs_check.text import BomText

Row = dict[str, str]
IN_SCOPE = frozenset({"vcs-hardware", "vcs-software", "ads-software"})
HOSTED = "vcs-host-software"
OPEN = "open"
OUT_OF = {
    Function.SENSING: "excl-sensing",
    Function.UWB_ACCESS: "excl-uwb-access",
    Function.RECEIVE_ONLY: "excl-unidirectional",
    Function.LOW_BAND: "excl-subghz",
    Function.POWER: "excl-power",
    Function.PASSIVE: "excl-passive-mech",
    Function.DRIVER_ASSISTANCE: "irrelevant",
    Function.UNRELATED: "irrelevant",
}

_UNDECIDED_HOSTS = frozenset({Function.UNKNOWN, Function.BAND_UNKNOWN})


def predicted(tag: Tag) -> str:
    """The label that a tag amounts to, or ``open``; as the regulation reads it, broadly."""
    own, host = tag.own, tag.host
    software = own.axis is Axis.SOFTWARE
    if own.device_firmware:
        return "excl-firmware"
    if own.function is Function.RADIO:
        return "vcs-software" if software else "vcs-hardware"
    if own.function is Function.DRIVING:
        return "ads-software" if software else "ads-hardware"
    if own.function in OUT_OF:
        return OPEN if own.confidence is Confidence.LOW else OUT_OF[own.function]
    if own.function is Function.GENERIC_SOFTWARE:
        return {
            Function.RADIO: HOSTED, Function.DRIVING: "ads-software", Function.UNKNOWN: OPEN,
            Function.BAND_UNKNOWN: OPEN,
        }.get(host.function, "irrelevant")  # fmt: skip
    if own.function is Function.COMPUTE and host.function is Function.RADIO:
        return "vcs-hardware"
    if own.function is Function.COMPUTE and host.function not in _UNDECIDED_HOSTS:
        return "irrelevant"
    return OPEN


def read_rows(data: Path) -> list[Row]:
    with (data / "labelled.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tags_of(rows: list[Row], named_item: bool) -> list[Tag]:
    """One tag a row, from one document for each repository and path.

    Args:
        rows: all rows, so that siblings meet whatever their split.
        named_item: whether the item is named as well, as ``--part`` or the subject of a real
            BOM would name it; the name is the labeller's one line about the repository.
    """
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        item = row["context"] if named_item else ""
        groups[row["source_repo"], row["path"], item].append(index)
    tags: dict[int, Tag] = {}
    for (_, path, item), members in groups.items():
        subject = Component(
            id=BomText("subject"), kind="", name=BomText(Path(path).stem), source=""
        )
        parts = [component_of(rows[index]) for index in members]
        document = Document(
            path=path, sha256="", format="", version="", components=[subject, *parts], subject=0
        )
        tags.update(zip(members, classify(document, item)[1:], strict=True))
    return [tags[index] for index in range(len(rows))]


def component_of(row: Row) -> Component:
    maker = row["manufacturer"]
    return Component(
        id=BomText(row["id"]), kind=row["type"], name=BomText(row["name"]), source="",
        description=BomText(row["description"]), part_number=BomText(row["mpn"]), parents=(0,),
        parties=(PartyClaim(role=Role.MANUFACTURER, name=BomText(maker)),) if maker else (),
    )  # fmt: skip


def is_lenient(row: Row, label: str) -> bool:
    """Labelled in scope, and cleared nevertheless."""
    return row["class"] in {*IN_SCOPE, HOSTED} and label not in {
        *IN_SCOPE,
        HOSTED,
        OPEN,
        "ads-hardware",
    }


def measure(rows: list[Row], labels: list[str]) -> dict[str, float]:
    sure = [(r["class"], p) for r, p in zip(rows, labels, strict=True) if not r["doubtful"]]
    positive = sum(1 for truth, _ in sure if truth in IN_SCOPE)
    flagged = [(truth, p) for truth, p in sure if p in IN_SCOPE]
    right = sum(1 for truth, _ in flagged if truth in IN_SCOPE or truth == HOSTED)
    recalled = sum(1 for truth, p in sure if truth in IN_SCOPE and p in {*IN_SCOPE, HOSTED})
    scores = []
    for name in sorted({truth for truth, _ in sure}):
        hit = sum(1 for truth, p in sure if truth == name == p)
        wrong = sum(1 for truth, p in sure if truth != name == p)
        missed = sum(1 for truth, p in sure if truth == name != p)
        scores.append(2 * hit / (2 * hit + wrong + missed))
    lenient = sum(is_lenient(r, p) for r, p in zip(rows, labels, strict=True))
    return {
        "rows": len(rows),
        "not doubtful": len(sure),
        "precision": right / len(flagged) if flagged else 1.0,
        "recall": recalled / positive if positive else 1.0,
        "macro-F1": sum(scores) / len(scores),
        "accuracy": sum(t == p for t, p in sure) / len(sure),
        "left open": sum(p == OPEN for _, p in sure) / len(sure),
        "lenient": lenient / len(rows),
    }


def speed(components: int) -> None:
    """CPU seconds for distinct library-like components, start-up apart."""
    made = [
        Component(
            id=BomText(f"ref-{i}"), kind="library", name=BomText(f"org-lib{i % 977}-module-{i}"),
            source="", version=BomText(f"1.{i % 50}.{i % 7}"),
            purl=BomText(f"pkg:npm/org-lib{i % 977}-module-{i}@1.{i % 50}.{i % 7}"),
            description=BomText("Small helper functions for arrays, strings and promises"),
        )
        for i in range(components)
    ]  # fmt: skip
    document = Document(path="", sha256="", format="", version="", components=made)
    started = time.process_time()
    classify(document)
    spent = time.process_time() - started
    print(f"{components} distinct components: {spent:.2f} CPU s, {spent / components * 1e6:.1f} µs")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list every wrong row")
    parser.add_argument("--split", action="append", help="dev, test or holdout")
    parser.add_argument("--speed", type=int, nargs="*", help="measure speed for so many")
    options = parser.parse_args()
    started = time.perf_counter()
    load()
    print(f"knowledge loaded in {(time.perf_counter() - started) * 1e3:.0f} ms")
    for count in [50_000] if options.speed == [] else options.speed or []:
        speed(count)
    data = os.environ.get("VCS_CHECK_DATA")
    if data is None:
        print("skipped: VCS_CHECK_DATA does not name the labelled data")
        return
    every = read_rows(Path(data))
    for named_item in (False, True):
        print("\nwith the item named" if named_item else "\nsiblings only")
        report(every, tags_of(every, named_item), options)


def report(every: list[Row], tags: list[Tag], options: argparse.Namespace) -> None:
    for split in options.split or ("dev", "test", "holdout"):
        chosen = [(r, t) for r, t in zip(every, tags, strict=True) if r["split"] == split]
        rows, labels = [r for r, _ in chosen], [predicted(t) for _, t in chosen]
        print(split, {k: round(v, 3) for k, v in measure(rows, labels).items()})
        for (row, tag), label in zip(chosen, labels, strict=True):
            if is_lenient(row, label):
                print("  lenient:", describe(row, tag, label))
            elif options.errors and label != row["class"]:
                print("  differs:", describe(row, tag, label))
        wrong = Counter(
            (r["class"], p) for r, p in zip(rows, labels, strict=True)
            if not r["doubtful"] and r["class"] != p
        )  # fmt: skip
        print("  ", wrong.most_common(12))


def describe(row: Row, tag: Tag, label: str) -> str:
    return (
        f"{row['class']} → {label}: {row['name']} | {row['description'][:60]} | "
        f"{tag.own.entry} {tag.own.because[:60]} | {tag.host.function.value}"
        f"{' (doubtful)' if row['doubtful'] else ''}"
    )


if __name__ == "__main__":
    main()
