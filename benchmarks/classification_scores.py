"""Scores of classification on labelled rows, with bootstrap intervals."""

from __future__ import annotations

import random
from collections import Counter

from benchmarks.classification_rows import HOSTED, IN_SCOPE, OPEN, Row, is_lenient

_MIN_ROWS_OF_A_CLASS = 10
_DRAWS = 1000
_SHOWN = ("precision", "recall", "macro-F1", "left open")
Pair = tuple[Row, str]


def measure(rows: list[Row], labels: list[str]) -> dict[str, float]:
    """Every score of one split; shares between 0 and 1, doubtful rows left out but for lenient.

    ``macro-F1`` is over the classes with ten rows or more, ``macro-F1 (all)`` over all of them.
    """
    pairs = [(r["class"], p) for r, p in zip(rows, labels, strict=True) if not r["doubtful"]]
    lenient = sum(is_lenient(r, p) for r, p in zip(rows, labels, strict=True))
    scores = _scores(pairs)
    return {
        "rows": len(rows),
        "not doubtful": len(pairs),
        **scores,
        "lenient": lenient / len(rows),
    }


def _scores(pairs: list[tuple[str, str]]) -> dict[str, float]:
    counts = Counter(pairs)
    total = sum(counts.values())
    positive = flagged = right = recalled = same = undecided = 0
    for (truth, label), number in counts.items():
        in_scope = truth in IN_SCOPE
        positive += number * in_scope
        recalled += number * (in_scope and label in {*IN_SCOPE, HOSTED})
        flagged += number * (label in IN_SCOPE)
        right += number * (label in IN_SCOPE and (in_scope or truth == HOSTED))
        same += number * (truth == label)
        undecided += number * (label == OPEN and truth != OPEN)
    f1 = {name: found[2] for name, found in by_class(pairs).items()}
    sizes = Counter(truth for truth, _ in pairs)
    large = [f1[name] for name in f1 if sizes[name] >= _MIN_ROWS_OF_A_CLASS]
    return {
        "precision": right / flagged if flagged else 1.0,
        "recall": recalled / positive if positive else 1.0,
        "macro-F1": sum(large) / len(large) if large else 1.0,
        "macro-F1 (all)": sum(f1.values()) / len(f1) if f1 else 1.0,
        "accuracy": same / total if total else 1.0,
        "left open": undecided / total if total else 0.0,
    }


def by_class(pairs: list[tuple[str, str]]) -> dict[str, tuple[float, float, float, int]]:
    """Precision, recall, F1 and rows of each labelled class."""
    counts = Counter(pairs)
    found = {}
    for name in sorted({truth for truth, _ in counts}):
        hit = counts[name, name]
        labelled = sum(n for (truth, _), n in counts.items() if truth == name)
        called = sum(n for (_, label), n in counts.items() if label == name)
        f1 = 2 * hit / (labelled + called)
        found[name] = (hit / called if called else 1.0, hit / labelled, f1, labelled)
    return found


def intervals(rows: list[Row], labels: list[str]) -> dict[str, tuple[float, float]]:
    """95 % bootstrap intervals (a thousand draws of rows, always the same) of the main scores."""
    pairs = [(r["class"], p) for r, p in zip(rows, labels, strict=True) if not r["doubtful"]]
    chance = random.Random(1)
    drawn: dict[str, list[float]] = {name: [] for name in _SHOWN}
    for _ in range(_DRAWS):
        scores = _scores(chance.choices(pairs, k=len(pairs)))
        for name in _SHOWN:
            drawn[name].append(scores[name])
    low, high = int(_DRAWS * 0.025), int(_DRAWS * 0.975)
    return {name: (sorted(found)[low], sorted(found)[high]) for name, found in drawn.items()}
