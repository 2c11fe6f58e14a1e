"""Zip archives of BOMs: each member that is one becomes an input, ``bundle.zip!/tcu.cdx.json``.

Nothing is unpacked to disk. Members are treated like the files of a folder: hidden ones and
links are skipped, one that is no BOM is a note, one that cannot be read is an input in error.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from typing import Final
from zipfile import ZipInfo

from msgspec import Struct, field

from vcs_check.containers.zipped import ZipArchive, is_link, is_zip, leads_outside
from vcs_check.errors import InputError, MalformedError, NotABomError
from vcs_check.limits import Limits
from vcs_check.readers import looks_like_bom
from vcs_check.sheets.workbook import is_workbook, other_document

BEGINNING_BYTES: Final = 4
"""Bytes of a file that tell whether it may be an archive."""
Load = Callable[[], bytes]


class Member(Struct):
    """One BOM of an archive, or why a member is none that can be read."""

    path: str
    """The archive's name, ``!/`` and the member's name."""
    load: Load
    """Its bytes, unpacked anew each time; or raises InputError."""


class Bundle(Struct):
    """What an archive holds."""

    sha256: str
    """Of the archive as it is on disk."""
    members: list[Member] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def may_be_bundle(beginning: bytes) -> bool:
    """Whether a file that begins so may be an archive; a workbook begins so too."""
    return is_zip(beginning)


def bundle_of(data: bytes, path: str, limits: Limits) -> Bundle | None:
    """The BOMs of an archive; None for a workbook or another document, which is one file.

    Args:
        data: the archive.
        path: its name as the user gave it.
        limits: members and bytes.

    Raises:
        InputError: a damaged archive, one beyond the limits, or one without any BOM.
    """
    archive = ZipArchive(data, path, limits)
    if is_workbook(archive) or other_document(archive):
        return None
    bundle = Bundle(hashlib.sha256(data).hexdigest())
    count = Counter(archive.names)
    for info in archive.members:
        if not _is_hidden(info.filename):
            _take(bundle, archive, info, limits, is_double=count[info.filename] > 1)
    if not bundle.members:
        raise NotABomError(path, "no BOM: a zip archive in which no file is one")
    return bundle


def _take(
    bundle: Bundle, archive: ZipArchive, info: ZipInfo, limits: Limits, *, is_double: bool
) -> None:
    path = f"{archive.file}!/{info.filename}"
    if is_link(info):
        bundle.notes.append(f"{path}: a link, which is not followed")
        return
    if is_double:
        message = "stands twice in the archive: two tools would read two BOMs; pack it anew"
        if all(member.path != path for member in bundle.members):
            bundle.members.append(Member(path, refusal(MalformedError(path, message))))
        return
    if leads_outside(info.filename):
        message = "its name leads out of the folder that the archive is unpacked in; pack it anew"
        bundle.members.append(Member(path, refusal(MalformedError(path, message))))
        return
    if info.filename.lower().endswith(".toml"):
        bundle.notes.append(f"{path}: no BOM, so it is not read")
        return
    load = _Unpacking(archive, info, path)
    try:
        data = load()
        nested = is_zip(data) and bundle_of_nested(data, path, limits)
    except InputError as error:
        bundle.members.append(Member(path, refusal(error)))
        return
    if nested:
        message = "an archive within an archive; unpack it, or put its files into one archive"
        bundle.members.append(Member(path, refusal(NotABomError(path, message))))
    elif looks_like_bom(data, limits):
        bundle.members.append(Member(path, load))
    else:
        bundle.notes.append(f"{path}: no BOM, so it is not read")


def bundle_of_nested(data: bytes, path: str, limits: Limits) -> bool:
    """Whether a member is an archive itself, and no workbook or other document."""
    archive = ZipArchive(data, path, limits)
    return not (is_workbook(archive) or other_document(archive))


class _Unpacking:
    """Unpacks one member each time it is asked, so that only one is in memory at a time."""

    def __init__(self, archive: ZipArchive, info: ZipInfo, path: str) -> None:
        self._archive, self._info, self._path = archive, info, path

    def __call__(self) -> bytes:
        try:
            return self._archive.read(self._info)
        except InputError as error:
            raise type(error)(self._path, error.message) from None


def refusal(error: InputError) -> Load:
    """A load that raises ``error``."""

    def load() -> bytes:
        raise error

    return load


def _is_hidden(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return (
        any(part.startswith(".") and part not in (".", "..") for part in parts)
        or parts[0] == "__MACOSX"
    )
