"""Supplier registers: find the format by listing this folder, and read.

A format is one module ``register_NAME.py``. It has ``recognises(head, path)`` and either
``read(data, path)``, for files that are read whole, or ``select(files, wanted)``, for lists and
data sets: those are streamed, several files may belong together, and only what somebody asks for is
kept. One with ``IS_FALLBACK`` is asked after the others. Nothing else has to know of it.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import cast

from vcs_check import origin
from vcs_check.errors import LimitError, MalformedError
from vcs_check.limits import DEFAULT_LIMITS
from vcs_check.origin.data_file import DataFile
from vcs_check.origin.party import Register
from vcs_check.origin.wanted import Wanted

_PREFIX = "register_"


def read_register(data: bytes, path: str) -> Register:
    """Read a supplier register of any format that is known, whole.

    Args:
        data: the file's bytes.
        path: the file's name as the user gave it.

    Raises:
        LimitError: larger than ``limits.max_settings_bytes``.
        MalformedError: no known format, or a fault in the file, with its line.
    """
    file = DataFile.of_bytes(data, path)
    found = read_now(file)
    return found if found is not None else select_from([file], Wanted.everything())[0]


def read_now(file: DataFile) -> Register | None:
    """The register, where its format is read whole; None for one that waits for a question.

    Raises:
        LimitError: larger than ``limits.max_settings_bytes``.
        MalformedError: no known format, or a fault in the file, with its line.
    """
    module = _format_of(file)
    if not hasattr(module, "read"):
        return None
    limit = DEFAULT_LIMITS.max_settings_bytes
    with file.opened() as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise LimitError(
            file.path, f"more than the limit of {limit} bytes (limits.max_settings_bytes)"
        )
    return cast(Register, module.read(data, file.path))


def read_or_waiting(
    files: Iterable[DataFile],
) -> tuple[tuple[Register, ...], tuple[DataFile, ...]]:
    """Registers that are read whole, and the lists and data sets that wait for questions.

    Raises:
        InputError: as of :func:`read_now`.
    """
    read: list[Register] = []
    waiting: list[DataFile] = []
    for file in files:
        register = read_now(file)
        if register is None:
            waiting.append(file)
        else:
            read.append(register)
    return tuple(read), tuple(waiting)


def select_from(files: Sequence[DataFile], wanted: Wanted) -> tuple[Register, ...]:
    """Of lists and data sets what somebody asks for; files of one format are read together.

    Args:
        files: those of which :func:`read_now` gives nothing, in the order given.
        wanted: the names and identifiers that are asked for.

    Raises:
        InputError: a file cannot be read, or has a fault, with its line or record.
    """
    by_format: dict[str, list[DataFile]] = {}
    for file in files:
        by_format.setdefault(_format_of(file).__name__, []).append(file)
    return tuple(
        register
        for name, of_format in by_format.items()
        for register in import_module(name).select(of_format, wanted)
    )


def _format_of(file: DataFile) -> ModuleType:
    names = register_formats()
    modules = [import_module(f"{origin.__name__}.{_PREFIX}{name}") for name in names]
    for module in sorted(modules, key=lambda module: hasattr(module, "IS_FALLBACK")):
        if module.recognises(file.head(), file.path):
            return module
    raise MalformedError(
        file.path, f"no register format that is read; there are: {', '.join(names)}"
    )


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
