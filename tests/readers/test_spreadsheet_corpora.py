"""Bills of materials of real boards and control units are read whole, or refused with a reason."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from tests.readers.workbooks import hiding

from vcs_check.errors import InputError
from vcs_check.readers import looks_like_bom, read_bom

DATA = Path(os.environ.get("VCS_CHECK_DATA", "")) / "corpora" / "spreadsheets"


@pytest.mark.skipif(
    not os.environ.get("VCS_CHECK_DATA") or not DATA.is_dir(),
    reason="VCS_CHECK_DATA names no folder with real spreadsheets",
)
def test_real_boms_are_read_whole() -> None:
    outcomes: Counter[str] = Counter()
    refused: list[Path] = []
    for path in sorted(p for p in DATA.rglob("*") if p.suffix in (".csv", ".xlsx", ".xls")):
        data = path.read_bytes()
        try:
            document = read_bom(data, str(path))
        except InputError:
            refused.append(path)
            continue
        assert looks_like_bom(data)
        assert document.components, path
        assert all(component.name for component in document.components), path
        outcomes["read"] += 1
        outcomes["may hide parts"] += bool(hiding(document))
        outcomes["rows"] += len(document.components)
        outcomes["hardware"] += sum(c.kind == "device" for c in document.components)
    assert outcomes["read"] >= 103
    # lists without any header
    assert [p for p in refused if "dictionary" not in p.name] == []
    assert outcomes["rows"] > 3_000
    assert outcomes["hardware"] > 0.99 * outcomes["rows"]
    assert outcomes["may hide parts"] <= 2  # rows longer than the header, a text alone
