"""The promises on made-up rows in six languages: renamed, hidden, in other words."""

from __future__ import annotations

import pytest
from benchmarks.classification_rows import is_lenient, own_rows, predicted, tags_of_own
from benchmarks.classification_scores import by_class, intervals, measure


def test_no_made_up_row_in_scope_or_open_to_doubt_is_cleared() -> None:
    rows = own_rows()
    found = [predicted(tag) for tag in tags_of_own(rows)]
    cleared = [
        row["name"] for row, label in zip(rows, found, strict=True) if is_lenient(row, label)
    ]
    assert len(rows) > 350
    assert cleared == []


@pytest.mark.parametrize("half", ["a", "b"])
def test_made_up_rows_keep_the_targets(half: str) -> None:
    rows = own_rows()
    chosen = [
        (row, predicted(tag))
        for row, tag in zip(rows, tags_of_own(rows), strict=True)
        if row["split"] == half
    ]
    found = measure([row for row, _ in chosen], [label for _, label in chosen])
    assert found["precision"] >= 0.97
    assert found["recall"] >= 0.97
    assert found["macro-F1"] >= 0.90
    assert found["left open"] <= 0.05


def test_scores_count_what_they_say() -> None:
    rows = [
        {"class": "vcs-hardware", "doubtful": ""},
        {"class": "vcs-hardware", "doubtful": ""},
        {"class": "excl-power", "doubtful": ""},
        {"class": "excl-power", "doubtful": "doubtful"},
    ]
    labels = ["vcs-hardware", "excl-power", "open", "vcs-hardware"]
    found = measure(rows, labels)
    assert found["not doubtful"] == 3
    assert found["precision"] == 1.0
    assert found["recall"] == 0.5
    assert found["left open"] == pytest.approx(1 / 3)
    assert found["lenient"] == 0.25
    pairs = [(row["class"], label) for row, label in zip(rows, labels, strict=True)]
    assert by_class(pairs)["vcs-hardware"] == (0.5, 0.5, 0.5, 2)
    low, high = intervals(rows, labels)["recall"]
    assert low <= 0.5 <= high
