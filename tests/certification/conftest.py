"""Every test runs in an empty folder and an empty environment."""

from __future__ import annotations

from tests.empty_folder import folder

__all__ = ["folder"]
