"""What is known, as data: ``*.toml`` for people, ``compiled.json`` for the engine."""

from __future__ import annotations

import functools

import msgspec

from vcs_check.bundled import read_bundled
from vcs_check.classification.entry import Compiled
from vcs_check.classification.matching import Knowledge

__all__ = ["Knowledge", "load"]


@functools.cache
def load() -> Knowledge:
    """The bundled knowledge, ready to match; read once."""
    data = read_bundled("classification/knowledge/compiled.json")
    return Knowledge(msgspec.json.decode(data, type=Compiled))
