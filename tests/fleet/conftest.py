"""Every test of a fleet runs in an empty folder and an empty environment."""

from __future__ import annotations

import pytest
from tests.empty_folder import folder

from vcs_check.fleet.engines import local
from vcs_check.fleet.task import evaluate

pytest.importorskip("pyarrow", reason="the extra fleet is not installed")
pytest.importorskip("duckdb", reason="the extra fleet is not installed")


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs are evaluated in this process: for tests of everything but processes."""
    monkeypatch.setattr(local, "run_job", evaluate)


__all__ = ["folder"]
