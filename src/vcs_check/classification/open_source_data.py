"""The lists of ``open_source_licences.toml``, read once."""

from __future__ import annotations

import functools
import tomllib
from typing import Any

from vcs_check.bundled import read_bundled


@functools.cache
def open_source_data() -> dict[str, Any]:
    """The file as tables: ``open``, ``closed``, ``coordinates``, ``versions``."""
    return tomllib.loads(read_bundled("classification/open_source_licences.toml").decode())
