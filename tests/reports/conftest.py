"""Fixtures of the report tests."""

from __future__ import annotations

import pytest
from tests.reports.assessments import empty, realistic

from vcs_check.assessment import Assessment


@pytest.fixture
def assessment() -> Assessment:
    """The realistic program."""
    return realistic()


@pytest.fixture
def empty_assessment() -> Assessment:
    """An evaluation that found nothing."""
    return empty()
