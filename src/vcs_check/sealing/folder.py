"""A sealed folder on disk, read without following anything out of it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from vcs_check.errors import LimitError, MalformedError, UnreadableError
from vcs_check.limits import DEFAULT_LIMITS, Limits
from vcs_check.sealing.names import fault_of_name


def read_folder(folder: Path, limits: Limits = DEFAULT_LIMITS) -> dict[str, bytes]:
    """Every file below a folder, by its name relative to it, sorted.

    Args:
        folder: as the user gave it; may itself be a link.
        limits: ``max_archive_members`` and ``max_unpacked_bytes`` are the ones that apply.

    Raises:
        UnreadableError: something cannot be listed or read.
        MalformedError: a link, a device or another thing that is no plain file, or a name that no
            member may have.
        LimitError: more files, or more bytes, than the limits allow.
    """
    found: dict[str, bytes] = {}
    left = limits.max_unpacked_bytes
    for name, path in _files(folder):
        if len(found) >= limits.max_archive_members:
            raise LimitError(
                str(folder),
                f"more than {limits.max_archive_members} files (limits.max_archive_members)",
            )
        if fault := fault_of_name(name):
            raise MalformedError(str(folder), f"no member may be called so: {fault}", name)
        try:
            with path.open("rb") as stream:
                found[name] = stream.read(left + 1)
        except OSError as error:
            raise UnreadableError(str(path), f"cannot be read: {error.strerror}") from None
        left -= len(found[name])
        if left < 0:
            raise LimitError(
                str(folder),
                f"more than {limits.max_unpacked_bytes} bytes (limits.max_unpacked_bytes)",
            )
    return {name: found[name] for name in sorted(found)}


def _files(folder: Path) -> list[tuple[str, Path]]:
    found: list[tuple[str, Path]] = []
    waiting = [("", folder)]
    while waiting:
        prefix, at = waiting.pop()
        try:
            with os.scandir(at) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            raise UnreadableError(str(at), f"cannot be listed: {error.strerror}") from None
        for entry in listed:
            name = prefix + entry.name
            mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode):
                waiting.append((f"{name}/", Path(entry.path)))
            elif stat.S_ISREG(mode):
                found.append((name, Path(entry.path)))
            else:
                what = "a link" if stat.S_ISLNK(mode) else "no plain file"
                raise MalformedError(str(folder), f"{what}, which nothing here follows", name)
    return found
