"""What was found of archives, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from msgspec import Struct

from vcs_check.archive.chain import Entry, head_of
from vcs_check.archive.checking import Checked
from vcs_check.reports._escape import terminal
from vcs_check.reports._json_encoding import formatted

_SHOWN: Final = 20


class ChainChecked(Struct, frozen=True, kw_only=True):
    """What was found of an index and of each archive in it."""

    path: str
    fault: str = ""
    """Why the chain does not hold."""
    head: str = ""
    """The digest of the last entry."""
    head_wanted: str = ""
    """The head that was noted elsewhere; empty where none was given."""
    entries: int = 0
    faults: tuple[str, ...] = ()
    """Entries that do not fit their archive, and archives without an entry."""
    archives: tuple[Checked, ...] = ()

    @property
    def is_intact(self) -> bool:
        """Whether the chain holds and every archive in it is intact."""
        return not (self.fault or self.faults) and all(a.is_intact for a in self.archives)

    @property
    def is_same(self) -> bool:
        """Whether the same verdicts came out of every archive."""
        return self.is_intact and all(a.is_same for a in self.archives)


def made_text(entries: tuple[Entry, ...], place: str, files: int, keep_because: str) -> str:
    """What to tell of an archive that was written."""
    entry = entries[-1]
    return "\n".join(
        (
            f"{place}: {files} files, verdict {entry.verdict}",
            f"  keep until {entry.keep_until}: {keep_because}",
            f"  SHA-256 of its manifest.json: {entry.manifest_sha256}",
            f"  entry {entry.number} of the index; its head, to be noted somewhere else:",
            f"  {head_of(entries)}",
            "",
        )
    )


def checked_text(found: Checked | ChainChecked, *, everything: bool = False) -> str:
    """What was found, for a terminal."""
    lines = (
        _chain(found, everything) if isinstance(found, ChainChecked) else _one(found, everything)
    )
    return "\n".join(map(terminal, lines)) + "\n"


def checked_json(found: Checked | ChainChecked) -> bytes:
    """The same for programs."""
    return formatted(_plain(found)) + b"\n"


def _plain(found: Checked | ChainChecked) -> dict[str, Any]:
    head = {
        "schema": "vcs-check/archive-check/1",
        "intact": found.is_intact,
        "same": found.is_same,
    }
    if isinstance(found, Checked):
        body = {n: getattr(found, n) for n in found.__struct_fields__ if n != "record"}
        kept = found.record.keep_until if found.record is not None else None
        return {**head, **body, "keep_until": kept}
    body = {n: getattr(found, n) for n in found.__struct_fields__ if n != "archives"}
    return {**head, **body, "archives": [_plain(archive) for archive in found.archives]}


def _chain(found: ChainChecked, everything: bool) -> Iterator[str]:
    if found.fault:
        yield f"NOT INTACT  {found.fault}"
        return
    for archive in found.archives:
        yield from _one(archive, everything)
        yield ""
    for fault in found.faults:
        yield f"NOT INTACT  {fault}"
    word = "CHAIN HOLDS" if found.is_intact else "NOT INTACT"
    yield f"{word}  {found.path}: {found.entries} entries, head {found.head}"
    if not found.head_wanted:
        yield (
            "  A chain cannot show that its end was cut off: compare the head with one that was "
            "noted elsewhere (--head)."
        )


def _one(found: Checked, everything: bool) -> Iterator[str]:
    if found.fault:
        yield f"NOT INTACT  {found.fault}"
        return
    yield f"INTACT      {found.path}: {found.files} files are as the manifest says"
    yield f"            SHA-256 of manifest.json: {found.manifest_sha256}"
    record = found.record
    if record is not None:
        yield f"            keep until {record.keep_until}: {record.keep_because}"
        yield (
            f"            evaluated for {record.today} by vcs-check {record.made.version} under "
            f"{record.edition.id}: {found.verdict_was}, {found.components} components"
        )
    yield from _again(found, everything)


def _again(found: Checked, everything: bool) -> Iterator[str]:
    if found.own_data_because:
        yield (
            f"OTHER DATA  this version ({found.version}) cannot read what was archived: "
            f"{found.own_data_because}"
        )
        yield "            compared with its own editions, knowledge and reference instead"
    for name in found.absent:
        yield f"            the archive has no {name}, so that of this version was used"
    if found.failed:
        yield f"NOT AGAIN   it could not be evaluated once more: {found.failed}"
        return
    if found.is_same:
        how = "the same report byte for byte" if found.same_bytes else "the same verdicts"
        more = ""
        if found.other_reasons:
            more = f"; {found.other_reasons} components with other reasons or facts"
        yield f"SAME        evaluated once more with the archived data: {how}{more}"
        return
    if found.verdict_was != found.verdict_is:
        yield f"DIFFERENT   the program: {found.verdict_was} → {found.verdict_is}"
    yield from (f"DIFFERENT   the program: {text}" for text in found.findings)
    yield from _listed(found, len(found.changes) if everything else _SHOWN)
    if not (found.changes or found.findings) and found.verdict_was == found.verdict_is:
        yield "SAME VERDICTS, but not with the archived data, so nothing is proved"


def _listed(found: Checked, most: int) -> Iterator[str]:
    shown: Sequence[Any] = found.changes[:most]
    for change in shown:
        yield f"DIFFERENT   {change.key} {change.name}: {change.was} → {change.is_now}"
        yield f"            {change.reason}"
        yield from _causes(change.causes)
    if len(found.changes) > len(shown):
        yield f"            and {len(found.changes) - len(shown)} more; -v shows all"


def _causes(causes: Iterable[str]) -> Iterator[str]:
    yield from (f"            because: {cause}" for cause in causes)
