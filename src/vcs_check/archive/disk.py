"""Writes an archive and its entry in the index, so that a crash leaves the old state or the new.

The archive is written whole under a pending name and brought to the disk. Then the index with the
new entry takes the place of the old one, which is the one moment at which the new state begins.
Last the archive gets its name. Whoever comes after a crash between the two finds an entry whose
archive is still pending, and finishes it (:func:`settle`); a pending archive without an entry is
none.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from vcs_check.archive.chain import INDEX, Entry, entry_of, read_index, written
from vcs_check.archive.record import Record
from vcs_check.containers.files import read_bytes
from vcs_check.errors import InputError, ReportError, UsageError
from vcs_check.limits import DEFAULT_LIMITS
from vcs_check.sealing import MANIFEST, fault_of_name, pack, sha256_of, unpack
from vcs_check.sealing.folder import read_folder

_PENDING: Final = ".vcs-check-pending"
_NEW_INDEX: Final = f".{INDEX}{_PENDING}"
_LOCK: Final = ".index.lock"
_LOCK_TRIES: Final = 600
_LOCK_PAUSE_S: Final = 0.1
_PERMISSIONS: Final = 0o666
_FOLDER_PERMISSIONS: Final = 0o777


def write_archive(target: Path, members: Mapping[str, bytes], record: Record) -> tuple[Entry, ...]:
    """Write an archive and enter it into the index beside it.

    Args:
        target: a name that ends with ``.zip``, or that of a folder; nothing may stand there.
        members: the sealed members.
        record: of the archive.

    Returns:
        The entries of the index, the new one last.

    Raises:
        UsageError: something stands at ``target``, or it is no name for an archive.
        InputError: the index beside it cannot be read or its chain is broken.
        ReportError: it could not be written; the state is the old one.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100 - resolve() would follow a link
    if fault := fault_of_name(target.name):
        raise UsageError(f"--output {target.name!r}: no name for an archive: {fault}")
    if target.name == INDEX:
        raise UsageError(f"--output {INDEX} is the name of the index; choose another")
    folder = target.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder):
            entries = settle(folder)
            if os.path.lexists(target):
                raise UsageError(f"{target} exists; an archive is never overwritten")
            if any(entry.name == target.name for entry in entries):
                raise UsageError(f"{target.name} is in the index already, though it is not there")
            new = entry_of(record, target.name, sha256_of(members[MANIFEST]), entries)
            _write(target, members, written((*entries, new)))
            return (*entries, new)
    except OSError as error:
        raise ReportError(
            f"{target}: the archive could not be written ({error.strerror or error}); what was "
            "there before is as it was"
        ) from error


def settle(folder: Path) -> tuple[Entry, ...]:
    """Finish what a crash left, and return the entries of the index.

    Raises:
        InputError: the index cannot be read or its chain is broken.
        OSError: it could not be finished.
    """
    index = folder / INDEX
    entries = read_index(read_bytes(str(index)), str(index)) if os.path.lexists(index) else ()
    for entry in entries:
        pending = folder / _pending(entry.name)
        is_left = os.path.lexists(pending) and not os.path.lexists(folder / entry.name)
        if is_left and _digest(pending) == entry.manifest_sha256:
            pending.replace(folder / entry.name)
            _sync_folder(folder)
    for left in sorted(folder.glob(f".*{_PENDING}")):
        if not any(left.name == _pending(entry.name) for entry in entries):
            _remove(left)
    return entries


def place_of(folder: Path, entry: Entry) -> Path:
    """Where the archive of an entry lies: under its name, or still pending after a crash."""
    pending = folder / _pending(entry.name)
    target = folder / entry.name
    return pending if not os.path.lexists(target) and os.path.lexists(pending) else target


def _pending(name: str) -> str:
    return f".{name}{_PENDING}"


def _digest(pending: Path) -> str:
    """The SHA-256 of the manifest of a pending archive; empty where it is not whole."""
    try:
        if pending.is_dir():
            return sha256_of(read_folder(pending).get(MANIFEST, b""))
        data = read_bytes(str(pending), DEFAULT_LIMITS.max_unpacked_bytes)
        return sha256_of(unpack(data, str(pending)).get(MANIFEST, b""))
    except InputError:
        return ""


def _write(target: Path, members: Mapping[str, bytes], index: bytes) -> None:
    folder = target.parent
    pending, new_index = folder / _pending(target.name), folder / _NEW_INDEX
    try:
        if target.name.lower().endswith(".zip"):
            _write_file(pending, pack(members))
        else:
            _write_folder(pending, members)
        _write_file(new_index, index)
        _sync_folder(folder)
        new_index.replace(folder / INDEX)  # from here on the new state holds
    except BaseException:
        if not _holds(folder / INDEX, index):  # an interruption can come right after it
            _remove(new_index)
            _remove(pending)
        raise
    try:
        _sync_folder(folder)
        pending.replace(target)
        _sync_folder(folder)
    except OSError as error:
        raise ReportError(
            f"{target}: written and entered into {INDEX}, but it could not get its name "
            f"({error.strerror or error}) and lies beside it as {pending.name}; the next archive "
            "in this folder finishes it"
        ) from error


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _write_folder(target: Path, members: Mapping[str, bytes]) -> None:
    target.mkdir(_FOLDER_PERMISSIONS)
    folders = {target}
    for name, data in members.items():
        path = target / name
        for parent in reversed(path.relative_to(target).parents):
            if target / parent not in folders:
                (target / parent).mkdir(_FOLDER_PERMISSIONS)
                folders.add(target / parent)
        _write_file(path, data)
    for made in sorted(folders, reverse=True):
        _sync_folder(made)


def _write_file(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0),
                     _PERMISSIONS)  # fmt: skip
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One writer at a time; the system lets go of the lock whatever happens to the process."""
    try:
        import fcntl
    except ImportError:  # Windows: two writers at once are not kept apart
        yield
        return
    handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, _PERMISSIONS)
    try:
        for _ in range(_LOCK_TRIES):
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            time.sleep(_LOCK_PAUSE_S)
        else:
            raise ReportError(f"{folder}: another process is writing there; try again")
        yield
    finally:
        os.close(handle)
