"""An index, every archive in it, and every archive beside it that is not in it."""

from __future__ import annotations

from pathlib import Path

from vcs_check.archive.chain import Entry, head_of, read_index
from vcs_check.archive.checking import Again, Checked, check_archive
from vcs_check.archive.disk import place_of
from vcs_check.archive.telling import ChainChecked
from vcs_check.containers.files import read_bytes
from vcs_check.errors import InputError
from vcs_check.limits import DEFAULT_LIMITS, Limits
from vcs_check.sealing import MANIFEST


def check_chain(
    path: str,
    version: str,
    again: Again | None,
    head: str = "",
    limits: Limits = DEFAULT_LIMITS,
) -> ChainChecked:
    """Check an index and everything in it; never raises for what is wrong with it.

    Args:
        path: the index.
        version: of this vcs-check.
        again: evaluates each archive once more; None: only whether it is intact.
        head: the digest of its last entry, as noted elsewhere; empty where it is not known.
        limits: on what each archive holds.
    """
    try:
        entries = read_index(read_bytes(path), path)
    except InputError as error:
        return ChainChecked(path=path, fault=str(error), head_wanted=head)
    folder = Path(path).parent
    faults = []
    found = head_of(entries)
    if head and head != found:
        faults.append(
            f"{path}: the head is {found}, not {head}: entries were cut off, or added since"
        )
    archives = []
    for entry in entries:
        checked = check_archive(str(place_of(folder, entry)), version, again, limits)
        archives.append(checked)
        faults += _of_entry(entry, checked, path)
    return ChainChecked(
        path=path,
        head=found,
        head_wanted=head,
        entries=len(entries),
        faults=(*faults, *_strangers(folder, entries, path)),
        archives=tuple(archives),
    )


def _of_entry(entry: Entry, found: Checked, path: str) -> list[str]:
    """What of an entry is not as its archive says."""
    if found.record is None:
        return []  # told of the archive itself
    record = found.record
    wrong = [
        name
        for name, stated, is_so in (
            ("manifest_sha256", entry.manifest_sha256, found.manifest_sha256),
            ("program", entry.program, record.program.name),
            ("verdict", entry.verdict, record.verdict.value),
            ("today", entry.today, record.today),
            ("keep_until", entry.keep_until, record.keep_until),
            ("version", entry.version, record.made.version),
        )
        if stated != is_so
    ]
    if not wrong:
        return []
    return [
        f"{path}: entry {entry.number} does not fit {entry.name}: another {', '.join(wrong)}; the "
        "archive or the entry was exchanged"
    ]


def _strangers(folder: Path, entries: tuple[Entry, ...], path: str) -> list[str]:
    """Archives beside the index that it does not have: the end of it may have been cut off."""
    known = {entry.name for entry in entries}
    try:
        beside = sorted(folder.iterdir(), key=lambda file: file.name)
    except OSError as error:
        return [f"{folder}: cannot be listed: {error.strerror}"]
    return [
        f"{path}: {file.name} lies beside it and has no entry; was one cut off?"
        for file in beside
        if file.name not in known and not file.name.startswith(".") and _may_be_archive(file)
    ]


def _may_be_archive(file: Path) -> bool:
    """Whether it looks like an archive of this tool, by what is in it and not by its name."""
    try:
        if file.is_dir():
            return (file / MANIFEST).is_file()
        if not file.is_file():
            return False
        with file.open("rb") as stream:
            return stream.read(64)[30:42] == b"archive.json"
    except OSError:
        return False
