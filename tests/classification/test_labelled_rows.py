"""The promises on real names: nothing in scope is cleared, and most of it is found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from benchmarks.classification import describe, is_lenient, measure, predicted, read_rows, tags_of

_DATA = os.environ.get("VCS_CHECK_DATA")
pytestmark = pytest.mark.skipif(_DATA is None, reason="VCS_CHECK_DATA names no labelled rows")


@pytest.mark.parametrize("named_item", [False, True])
def test_no_row_in_scope_is_cleared(named_item: bool) -> None:
    rows = read_rows(Path(_DATA or ""))
    found = tags_of(rows, named_item)
    cleared = [
        describe(row, tag, predicted(tag))
        for row, tag in zip(rows, found, strict=True)
        if is_lenient(row, predicted(tag))
    ]
    assert len(rows) > 1000
    assert cleared == []


@pytest.mark.parametrize("split", ["dev", "test", "holdout"])
def test_precision_recall_and_open_rows_keep_their_targets(split: str) -> None:
    rows = read_rows(Path(_DATA or ""))
    chosen = [
        (row, predicted(tag))
        for row, tag in zip(rows, tags_of(rows, named_item=True), strict=True)
        if row["split"] == split
    ]
    found = measure([row for row, _ in chosen], [label for _, label in chosen])
    assert found["precision"] >= 0.97
    assert found["recall"] >= 0.97
    assert found["left open"] <= 0.10
