"""What every test can ask for."""

from __future__ import annotations

from tests.browser import browser

__all__ = ["browser"]
