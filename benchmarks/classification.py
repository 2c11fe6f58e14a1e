"""Classification against the labelled sets: how often it is right, and above all how often lenient.

Run: ``VCS_CHECK_DATA=… python -m benchmarks.classification`` with ``--errors``, ``--classes``,
``--split dev``, ``--speed``.
Tune on split ``dev`` only; ``test`` and ``holdout`` are there to measure.

A row becomes a component; the rows of one repository and path become the parts of one subject,
whose name is the path, so that no word of the labeller helps. What counts as right:

* ``vcs-hardware``, ``vcs-software``: in scope (class *vcs*); ``ads-software``: class *ads*;
* ``vcs-host-software``: generic software on a radio host; ``excl-*`` and ``irrelevant``: out,
  each class with the functions in ``OUT_OF``. ``open`` is what a person would have to decide.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.classification_rows import (
    OPEN,
    Row,
    is_lenient,
    own_rows,
    predicted,
    read_rows,
    tags_of,
    tags_of_own,
)
from benchmarks.classification_scores import by_class, intervals, measure
from benchmarks.classification_speed import made_up, speed

from vcs_check.classification.knowledge import load
from vcs_check.classification.tag import Tag

__all__ = ["describe", "is_lenient", "measure", "predicted", "read_rows", "tags_of"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list every wrong row")
    parser.add_argument("--classes", action="store_true", help="scores of each class and layer")
    parser.add_argument("--split", action="append", help="dev, test or holdout; a or b")
    parser.add_argument("--speed", type=int, nargs="*", help="measure speed for so many")
    options = parser.parse_args()
    started = time.perf_counter()
    load()
    print(f"knowledge loaded in {(time.perf_counter() - started) * 1e3:.0f} ms")
    for count in [50_000] if options.speed == [] else options.speed or []:
        speed("distinct", [made_up(count, count)])
    spent = time.process_time()
    data = os.environ.get("VCS_CHECK_DATA")
    if data is None:
        print("labelled.csv skipped: VCS_CHECK_DATA does not name the labelled data")
    else:
        every = read_rows(Path(data))
        for title, named_item, whole in (
            ("siblings of one path only", False, False),
            ("siblings of one repository and item, which is not named", False, True),
            ("with the item named", True, False),
        ):
            print(f"\n{title}")
            report(every, tags_of(every, named_item, whole), options)
    made = own_rows()
    print("\nmade-up rows in six languages")
    report(made, tags_of_own(made), options)
    print(f"\nall of it took {time.process_time() - spent:.1f} CPU s")


def report(every: list[Row], tags: list[Tag], options: argparse.Namespace) -> None:
    for split in sorted({row["split"] for row in every}, key=("dev test holdout a b").index):
        if options.split and split not in options.split:
            continue
        chosen = [(r, t) for r, t in zip(every, tags, strict=True) if r["split"] == split]
        rows, labels = [r for r, _ in chosen], [predicted(t) for _, t in chosen]
        spans = intervals(rows, labels)
        print(f"{split}:", end=" ")
        for name, value in measure(rows, labels).items():
            span = " ({:.3f}-{:.3f})".format(*spans[name]) if name in spans else ""
            print(f"{name} {round(value, 3)}{span}", end=", ")
        print()
        for (row, tag), label in zip(chosen, labels, strict=True):
            if is_lenient(row, label):
                print("  lenient:", describe(row, tag, label))
            elif options.errors and label != row["class"]:
                print("  differs:", describe(row, tag, label))
        if options.classes:
            report_classes(chosen, labels)
        wrong = Counter(
            (r["class"], p) for r, p in zip(rows, labels, strict=True)
            if not r["doubtful"] and r["class"] != p
        )  # fmt: skip
        print("  ", wrong.most_common(12))


def report_classes(chosen: list[tuple[Row, Tag]], labels: list[str]) -> None:
    """Precision and recall of each class, and how often each deciding layer is right."""
    pairs = [(r["class"], p) for (r, _), p in zip(chosen, labels, strict=True) if not r["doubtful"]]
    for name, (precision, recall, f1, rows) in by_class(pairs).items():
        print(f"    {name:22} P {precision:.2f}  R {recall:.2f}  F1 {f1:.2f}  rows {rows}")
    layers: dict[str, list[bool]] = defaultdict(list)
    for (row, tag), label in zip(chosen, labels, strict=True):
        if not row["doubtful"]:
            layers[deciding(tag, label)].append(label == row["class"])
    for name, right in sorted(layers.items()):
        print(f"    decided by {name:16} right {sum(right) / len(right):.3f}  rows {len(right)}")


def deciding(tag: Tag, label: str) -> str:
    """The layer whose word the label is: the component's own, or that of its host."""
    if label == OPEN:
        return "nothing (open)"
    own = tag.own.function.value
    if own in ("generic-software", "compute"):
        return "assembly"
    return tag.own.layer.value


def describe(row: Row, tag: Tag, label: str) -> str:
    return (
        f"{row['class']} → {label}: {row['name']} | {row['description'][:60]} | "
        f"{tag.own.entry} {tag.own.because[:60]} | {tag.host.function.value}"
        f"{' (doubtful)' if row['doubtful'] else ''}"
    )


if __name__ == "__main__":
    main()
