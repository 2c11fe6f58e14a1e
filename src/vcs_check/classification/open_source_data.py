"""The lists of ``open_source_licences.toml``, read once."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Any


@functools.cache
def open_source_data() -> dict[str, Any]:
    """The file as tables: ``open``, ``closed``, ``coordinates``, ``versions``."""
    folder = resources.files("vcs_check.classification")
    return tomllib.loads((folder / "open_source_licences.toml").read_text("utf-8"))
