"""Registers as a fleet uses them: read once a process, without the lines that entries stand in.

A line number shifts whenever somebody adds an entry above. What a fleet keeps names the register
and not the line, so that an entry that did not change does not look changed.
"""

from __future__ import annotations

import functools
import hashlib
from collections import OrderedDict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from vcs_check.errors import InputError
from vcs_check.fleet.job import Given
from vcs_check.fleet.workspace import Workspace
from vcs_check.origin.data_file import DataFile
from vcs_check.origin.party import Register
from vcs_check.origin.register import read_now

_PIECE_BYTES: Final = 1 << 20
_MOST_KEPT: Final = 16
"""Registers that a process keeps; a fleet has a few that all programs share."""


class Standing(Struct, frozen=True):
    """What a register file comes to."""

    register: Register | None
    """None for a list or data set, which is read for what a program asks of it."""
    content: str
    """Digest of what it says; of the bytes for a list or data set."""
    days: tuple[date, ...]
    """Days on which something in it comes into force or ends, sorted."""


_KEPT: OrderedDict[tuple[str, str], Standing] = OrderedDict()


def standing_of(given: Given, files: Workspace) -> tuple[Standing, DataFile]:
    """A register, read now or before.

    Raises:
        InputError: it cannot be read, or has a fault.
    """
    key = (_digest(given, files), given.shown)
    file = DataFile(given.shown, functools.partial(files.opened, given))
    known = _KEPT.get(key)
    if known is None:
        known = _KEPT[key] = _read(file, key[0])
        while len(_KEPT) > _MOST_KEPT:
            _KEPT.popitem(last=False)
    _KEPT.move_to_end(key)
    return known, file


_DIGESTS: dict[tuple[str, int, int], str] = {}


def _digest(given: Given, files: Workspace) -> str:
    """SHA-256 of a file; a large one is not read again while its size and time are the same."""
    path = files.locate(given)
    try:
        status = Path(path).stat()
    except (OSError, ValueError):
        status = None
    key = (path, status.st_size, status.st_mtime_ns) if status else None
    is_large = status is not None and status.st_size > 1 << 26
    if key in _DIGESTS and is_large:
        return _DIGESTS[key]
    with files.opened(given) as stream:
        digest = hashlib.sha256()
        while piece := stream.read(_PIECE_BYTES):
            digest.update(piece)
    found = digest.hexdigest()
    if key is not None and is_large:
        _DIGESTS[key] = found
    return found


def _read(file: DataFile, sha256: str) -> Standing:
    register = read_now(file)
    if register is None:
        return Standing(None, sha256, ())
    bare = without_places(register)
    content = hashlib.sha256(
        repr((bare.path, bare.parties, bare.listings, bare.mac_blocks)).encode(
            "utf-8", "backslashreplace"
        )
    ).hexdigest()
    return Standing(bare, content, tuple(sorted(set(days_in((bare.parties, bare.listings))))))


def without_places(register: Register) -> Register:
    """The register with the file, and without the line, as the place of each statement."""
    replace = msgspec.structs.replace
    return replace(
        register,
        parties=tuple(
            replace(
                party,
                place="",
                owners=tuple(replace(owner, place="") for owner in party.owners),
                decided=replace(party.decided, place="") if party.decided else None,
            )
            for party in register.parties
        ),
    )


def days_in(value: Any) -> Iterator[date]:
    """Every day that stands anywhere in a value made of structs and tuples."""
    waiting = [value]
    while waiting:
        at = waiting.pop()
        if isinstance(at, date):
            yield at
        elif isinstance(at, Struct):
            waiting.extend(msgspec.structs.astuple(at))
        elif isinstance(at, tuple | list):
            waiting.extend(at)


def read_registers(
    given: tuple[Given, ...], files: Workspace
) -> tuple[tuple[Register, ...], tuple[DataFile, ...], tuple[Standing, ...]]:
    """Registers that were read whole, lists that wait for questions, and what all come to.

    Raises:
        InputError: one of them cannot be read, or has a fault.
    """
    whole: list[Register] = []
    waiting: list[DataFile] = []
    every: list[Standing] = []
    for each in given:
        standing, file = standing_of(each, files)
        every.append(standing)
        if standing.register is None:
            waiting.append(file)
        else:
            whole.append(standing.register)
    return tuple(whole), tuple(waiting), tuple(every)


def content_of(given: Given, files: Workspace) -> str:
    """Digest of what a register says, or why it cannot be read."""
    try:
        return standing_of(given, files)[0].content
    except InputError as error:
        return f"not read: {error}"
