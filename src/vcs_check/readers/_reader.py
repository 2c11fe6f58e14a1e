"""What a file of this folder offers, and how the files are found."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Final

from msgspec import Struct

from vcs_check.inventory.document import Document
from vcs_check.readers._content import Content

PACKAGE: Final = "vcs_check.readers"
KINDS: Final = {"json": "json", "xml": "xml", "rdf": "xml", "xlsx": "xlsx", "xls": "xls"}
"""The ``Content.kind`` that a module reads, by the end of its name; everything else is ``text``."""


class Reader(Struct, frozen=True, kw_only=True):
    """One BOM format."""

    name: str
    """As in reports: ``cyclonedx-json``."""
    sniff: Callable[[Content], bool]
    """Whether the content is of this format; raises InputError only for broken content."""
    read: Callable[[Content], Document]
    """The document; raises InputError and nothing else."""
    takes_layout: bool = False
    """Whether it heeds ``Content.layout``."""
    seems: Callable[[Content], bool] | None = None
    """Whether content without the marks of a BOM format is meant as this one; None: never."""
    why_not: Callable[[Content], str] = lambda _: ""
    """Where no format was recognised: what keeps the content from being read as this one, and
    what to do; empty where it does not seem to be meant as this one."""


@cache
def _names() -> tuple[str, ...]:
    package = import_module(PACKAGE)
    return tuple(sorted(m.name for m in pkgutil.iter_modules(package.__path__) if m.name[0] != "_"))


def readers(kind: str) -> Iterator[Reader]:
    """Every ``READER`` of the modules of this folder, imported when it is its turn.

    Args:
        kind: ``Content.kind``. Modules whose name says that they read another kind come last:
            they are asked all the same, but seldom imported.
    """
    others = tuple(ending for ending, read in KINDS.items() if read != kind)
    for name in sorted(_names(), key=lambda name: name.endswith(others)):
        reader: Reader = import_module(f"{PACKAGE}.{name}").READER
        yield reader
