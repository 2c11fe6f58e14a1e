#!/usr/bin/env python3
"""Checks that a package or folder sealed by vcs-check is as its manifest says.

    python verify.py                 the folder that this file lies in
    python verify.py PACKAGE.zip     a package
    python verify.py FOLDER          an unpacked package, or an archive

Needs Python 3.8 or later and nothing else: no library, no network, and not vcs-check.
Nothing is unpacked to disk and no link is followed.

It compares the size and SHA-256 of every file with manifest.json, and names what is missing, extra
or changed. It does not say who made the manifest: compare the manifest's own SHA-256, which is
printed, with one that you got another way, or check the signature (vcs-check verify; the envelope
attestation.dsse.json is DSSE, which other tools read). Whoever can change a package can change the
verify.py in it as well: use a copy that you trust.

Exit codes: 0 everything is as the manifest says; 1 something is not; 2 it could not be checked.
"""

# ruff: noqa: UP006, UP035 - typing as Python 3.8 has it
from __future__ import annotations

import hashlib
import json
import stat
import sys
import zipfile
from pathlib import Path
from typing import IO, Any, Callable, Dict, List, Tuple

MANIFEST = "manifest.json"
SCHEMA = "vcs-check/manifest/1"
INTACT, DIFFERENT, UNCHECKED = 0, 1, 2
PIECE_BYTES = 1 << 20
MOST_MANIFEST_BYTES = 64 << 20
LOCAL_BYTES, ENTRY_BYTES, END_BYTES = 30, 46, 22
"""Of a zip archive, for each member and at the end, names and content not counted."""

Files = Dict[str, Callable[[], IO[bytes]]]


class Unchecked(Exception):
    """It could not be checked."""


def measured(stream: IO[bytes]) -> Tuple[int, str]:
    """The size and SHA-256 of what is left of a stream."""
    digest, size = hashlib.sha256(), 0
    while True:
        piece = stream.read(PIECE_BYTES)
        if not piece:
            return size, digest.hexdigest()
        digest.update(piece)
        size += len(piece)


def opener(path: Path) -> Callable[[], IO[bytes]]:
    """Opens a file when asked."""
    return lambda: path.open("rb")


def files_of_folder(folder: Path, faults: List[str]) -> Files:
    """The plain files below a folder, by name; what is none is a fault."""
    found: Files = {}
    waiting = [(folder, "")]
    while waiting:
        at, prefix = waiting.pop()
        for path in sorted(at.iterdir()):
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode):
                waiting.append((path, prefix + path.name + "/"))
            elif stat.S_ISREG(mode):
                found[prefix + path.name] = opener(path)
            else:
                faults.append(prefix + path.name + ": a link or device, which is not followed")
    return found


def files_of_package(archive: zipfile.ZipFile, size: int, faults: List[str]) -> Files:
    """The members of a package, by name; only stored ones, so that nothing can grow."""
    found: Files = {}
    explained = END_BYTES
    for info in archive.infolist():
        explained += LOCAL_BYTES + ENTRY_BYTES + 2 * len(info.filename.encode("utf-8", "replace"))
        explained += info.compress_size
        if info.filename in found:
            faults.append(info.filename + ": stands twice")
        elif info.compress_type != zipfile.ZIP_STORED or info.flag_bits & 1:
            faults.append(info.filename + ": packed or encrypted, which a package's files are not")
            found[info.filename] = unreadable
        else:
            found[info.filename] = member(archive, info)
    if explained != size:
        faults.append(f"the file has {size} bytes, its members explain {explained}")
    return found


def member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    """Opens a member when asked."""
    return lambda: archive.open(info)


def unreadable() -> IO[bytes]:
    """Stands for a member that is not opened at all."""
    raise zipfile.BadZipFile("it is not opened")


def stated(files: Files) -> Tuple[Dict[str, Tuple[int, str]], str]:
    """What the manifest says of each file, and the manifest's own SHA-256."""
    if MANIFEST not in files:
        raise Unchecked("there is no " + MANIFEST)
    with files[MANIFEST]() as stream:
        data = stream.read(MOST_MANIFEST_BYTES + 1)
    if len(data) > MOST_MANIFEST_BYTES:
        raise Unchecked(MANIFEST + " is larger than any honest one")
    try:
        manifest: Any = json.loads(data.decode("utf-8"))
        if manifest["schema"] != SCHEMA:
            raise Unchecked(f"the manifest's schema is {manifest['schema']!r}, not {SCHEMA!r}")
        members = {str(m["path"]): (int(m["size"]), str(m["sha256"])) for m in manifest["members"]}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Unchecked(f"{MANIFEST} cannot be read: {error!r}") from None
    if len(members) != len(manifest["members"]):
        raise Unchecked(MANIFEST + " names a file twice")
    return members, hashlib.sha256(data).hexdigest()


def compare(files: Files, faults: List[str]) -> str:
    """Add to the faults what differs from the manifest; returns the manifest's SHA-256."""
    members, digest = stated(files)
    for name in sorted(set(members) | set(files) - {MANIFEST}):
        if name not in files:
            faults.append(name + ": missing")
        elif name not in members:
            faults.append(name + ": extra, it is not in the manifest")
        elif files[name] is not unreadable:
            try:
                with files[name]() as stream:
                    is_same = measured(stream) == members[name]
            except (OSError, EOFError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
                is_same = False
            if not is_same:
                faults.append(name + ": changed")
    return digest


def check(path: Path) -> Tuple[List[str], str, int]:
    """The faults of a package or folder, the manifest's SHA-256, and how many files there are."""
    faults: List[str] = []
    try:
        if path.is_dir():
            files = files_of_folder(path, faults)
            return faults, compare(files, faults), len(files)
        with zipfile.ZipFile(path) as archive:
            files = files_of_package(archive, path.stat().st_size, faults)
            return faults, compare(files, faults), len(files)
    except (OSError, EOFError, ValueError, zipfile.BadZipFile) as error:
        raise Unchecked(f"{path} cannot be read: {error}") from None
    except (NotImplementedError, RuntimeError, OverflowError, IndexError) as error:
        raise Unchecked(f"{path} is no package that can be read: {error!r}") from None


def printable(text: str) -> str:
    """The text with anything that a terminal would obey written out."""
    plain = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    return plain.encode("ascii", "backslashreplace").decode("ascii")


def main(arguments: List[str]) -> int:
    """Check one package or folder; the exit code."""
    if len(arguments) > 1 or any(a.startswith("-") for a in arguments):
        print((__doc__ or "").strip())
        return INTACT if arguments in (["-h"], ["--help"]) else UNCHECKED
    path = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    try:
        faults, digest, count = check(path)
    except Unchecked as error:
        print("NOT CHECKED: " + printable(str(error)))
        return UNCHECKED
    for fault in faults:
        print(printable(fault))
    print(f"SHA-256 of {MANIFEST}: {digest}")
    if faults:
        print(f"NOT INTACT: {len(faults)} faults; it is not as the manifest says")
        return DIFFERENT
    print(f"INTACT: {count} files are as the manifest says. This does not say who made it.")
    return INTACT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
