"""``index.jsonl``: the archives of one folder, each entry with the digest of the one before it.

One line an entry, written in one way only. The digest of an entry covers the digest of the entry
before, so that nobody can take out, re-order or change one without changing all that follow. What
a chain cannot show by itself is that its end was cut off: for that the digest of the last entry,
the *head*, has to be noted somewhere else.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Final

import msgspec
from msgspec import Struct

from vcs_check.archive.record import Record
from vcs_check.errors import LimitError, MalformedError
from vcs_check.limits import DEFAULT_LIMITS, Limits
from vcs_check.sealing import fault_of_name

INDEX: Final = "index.jsonl"
SCHEMA: Final = "vcs-check/archive-index/1"
BEGINNING: Final = "0" * 64
"""What the first entry has in the place of an entry before it."""
_DOMAIN: Final = b"vcs-check/archive-index/1\n"
"""Before each line when it is digested, so that no other digest can be taken for one of these."""


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One archive."""

    schema: str = SCHEMA
    number: int
    """From 1."""
    name: str
    """The archive's file or folder, beside the index."""
    manifest_sha256: str
    """SHA-256 of its ``manifest.json``, which covers every other byte of it."""
    program: str
    verdict: str
    today: date
    keep_until: date
    version: str
    """Of the vcs-check that wrote it."""
    previous: str
    """The digest of the entry before."""


def entry_of(record: Record, name: str, manifest_sha256: str, before: tuple[Entry, ...]) -> Entry:
    """The entry of an archive behind those that are there."""
    return Entry(
        number=len(before) + 1,
        name=name,
        manifest_sha256=manifest_sha256,
        program=record.program.name,
        verdict=record.verdict.value,
        today=record.today,
        keep_until=record.keep_until,
        version=record.made.version,
        previous=head_of(before),
    )


def head_of(entries: tuple[Entry, ...]) -> str:
    """The digest of the last entry."""
    return digest_of(entries[-1]) if entries else BEGINNING


def digest_of(entry: Entry) -> str:
    """The digest that the next entry has of this one."""
    return hashlib.sha256(_DOMAIN + _line(entry)).hexdigest()


def written(entries: tuple[Entry, ...]) -> bytes:
    """The index as bytes."""
    return b"".join(map(_line, entries))


def _line(entry: Entry) -> bytes:
    return msgspec.json.encode(entry) + b"\n"


def read_index(data: bytes, file: str, limits: Limits = DEFAULT_LIMITS) -> tuple[Entry, ...]:
    """The entries of an index whose chain holds.

    Raises:
        LimitError: larger than a settings file may be.
        MalformedError: an entry that was changed, added, taken out or moved; with its line.
    """
    if len(data) > limits.max_settings_bytes:
        raise LimitError(
            file,
            f"{len(data)} bytes, the limit is {limits.max_settings_bytes} "
            "(limits.max_settings_bytes)",
        )
    entries: list[Entry] = []
    previous = BEGINNING
    for number, line in enumerate(data.splitlines(keepends=True), 1):
        entry = _entry(line, file, number)
        if entry.previous != previous:
            raise MalformedError(
                file,
                "the chain is broken: this entry does not follow the one before it, so one was "
                "changed, taken out, added or moved",
                f"line {number}",
            )
        if entry.number != number:
            raise MalformedError(file, f"it says that it is entry {entry.number}", f"line {number}")
        if any(entry.name == other.name for other in entries):
            raise MalformedError(file, f"{entry.name!r:.80} stands twice", f"line {number}")
        entries.append(entry)
        previous = digest_of(entry)
    return tuple(entries)


def _entry(line: bytes, file: str, number: int) -> Entry:
    try:
        entry = msgspec.json.decode(line, type=Entry)
        is_canonical = _line(entry) == line
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise MalformedError(file, f"no entry of an index: {error}", f"line {number}") from None
    if entry.schema != SCHEMA:
        raise MalformedError(
            file, f"its schema is {entry.schema!r:.60}, and {SCHEMA!r} is read", f"line {number}"
        )
    if not is_canonical:
        raise MalformedError(
            file, "not written as vcs-check writes it: changed by hand", f"line {number}"
        )
    if "/" in entry.name or fault_of_name(entry.name):
        raise MalformedError(
            file, f"{entry.name!r:.80} is no name of a file beside the index", f"line {number}"
        )
    return entry
