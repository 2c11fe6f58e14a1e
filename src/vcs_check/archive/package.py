"""An archive as it lies on disk: a zip package, or the same members as a folder."""

from __future__ import annotations

from pathlib import Path

from vcs_check.archive.record import KIND, RECORD, Record, read_record
from vcs_check.containers.files import read_bytes
from vcs_check.limits import DEFAULT_LIMITS, Limits
from vcs_check.sealing import checked, unpack
from vcs_check.sealing.folder import read_folder


def read_members(path: str, limits: Limits = DEFAULT_LIMITS) -> dict[str, bytes]:
    """The members, compared with nothing yet.

    Raises:
        InputError: unreadable, no package, or more than the limits allow.
    """
    if Path(path).is_dir():
        return read_folder(Path(path), limits)
    return unpack(read_bytes(path, limits.max_unpacked_bytes), path, limits)


def intact(path: str, limits: Limits = DEFAULT_LIMITS) -> tuple[dict[str, bytes], Record]:
    """The members and the record of an archive of which every byte is as its manifest says.

    Raises:
        InputError: it is not; says what.
    """
    members = read_members(path, limits)
    checked(members, path, KIND)
    return members, read_record(members.get(RECORD, b""), path)
