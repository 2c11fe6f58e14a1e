"""Supplier registers: find the format by listing this folder, and read.

A format is one module ``register_NAME.py`` with ``recognises(data, path)`` and
``read(data, path)``. Nothing else has to know of it.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from vcs_check import origin
from vcs_check.errors import LimitError, MalformedError
from vcs_check.limits import DEFAULT_LIMITS
from vcs_check.origin.party import Register

_PREFIX = "register_"


class RegisterFormat(Protocol):
    """What a module of a register format offers."""

    def recognises(self, data: bytes, path: str) -> bool:
        """Whether this format reads the file, by its name's ending or its first bytes."""

    def read(self, data: bytes, path: str) -> Register:
        """The register; MalformedError with the place of the first fault."""


def read_register(data: bytes, path: str) -> Register:
    """Read a supplier register of any format that is known.

    Args:
        data: the file's bytes.
        path: the file's name as the user gave it; its ending tells the format.

    Raises:
        LimitError: larger than ``limits.max_settings_bytes``.
        MalformedError: no known format, or a fault in the file, with its line.
    """
    if len(data) > DEFAULT_LIMITS.max_settings_bytes:
        raise LimitError(
            path,
            f"{len(data)} bytes, the limit is {DEFAULT_LIMITS.max_settings_bytes} "
            "(limits.max_settings_bytes)",
        )
    names = register_formats()
    for name in names:
        module = cast(RegisterFormat, import_module(f"{origin.__name__}.{_PREFIX}{name}"))
        if module.recognises(data, path):
            return module.read(data, path)
    raise MalformedError(path, f"no register format that is read; there are: {', '.join(names)}")


@cache
def register_formats() -> tuple[str, ...]:
    """The names of the formats, in alphabetical order."""
    return tuple(
        sorted(
            module.name.removeprefix(_PREFIX)
            for module in pkgutil.iter_modules(origin.__path__)
            if module.name.startswith(_PREFIX)
        )
    )
