"""What a file of this folder offers, and how the files are found."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Final

from msgspec import Struct

from vcs_check.inventory.document import Document
from vcs_check.readers._content import Content

PACKAGE: Final = "vcs_check.readers"


class Reader(Struct, frozen=True, kw_only=True):
    """One BOM format."""

    name: str
    """As in reports: ``cyclonedx-json``."""
    sniff: Callable[[Content], bool]
    """Whether the content is of this format; raises InputError only for broken content."""
    read: Callable[[Content], Document]
    """The document; raises InputError and nothing else."""


@cache
def readers() -> tuple[Reader, ...]:
    """Every ``READER`` of the modules of this folder, by name of module."""
    package = import_module(PACKAGE)
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__) if m.name[0] != "_")
    return tuple(import_module(f"{PACKAGE}.{name}").READER for name in names)
