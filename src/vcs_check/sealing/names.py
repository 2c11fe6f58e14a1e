"""What a member may be called: the same file on every system, and never outside its folder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

MAX_SEGMENT_BYTES: Final = 200
"""UTF-8 bytes of one part of a name; file systems take 255, and temporary names are longer."""
MAX_NAME_BYTES: Final = 1000
"""UTF-8 bytes of a whole name."""
_FORBIDDEN: Final = frozenset('<>:"|?*\\')
_DEVICE: Final = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE
)
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")
_MAX_PLAIN_CHARS: Final = 80


def fault_of_name(name: str) -> str:
    """Why a member may not be called so; empty where it may.

    A name is relative, its parts are divided by ``/``, it is in Unicode's NFC and means the same
    file on Linux, macOS and Windows.
    """
    if not name:
        return "it is empty"
    if any(unicodedata.category(char) in _INVISIBLE for char in name):
        return "it has control or invisible characters"
    if name.startswith("/"):
        return "it is an absolute path"
    if re.match(r"[A-Za-z]:", name):
        return "it begins with a drive letter"
    if _FORBIDDEN.intersection(name):
        return "it has a character that not every system allows"
    if unicodedata.normalize("NFC", name) != name:
        return "it is not in Unicode's composed form (NFC)"
    if len(name.encode()) > MAX_NAME_BYTES:
        return f"it is longer than {MAX_NAME_BYTES} bytes"
    return next(filter(None, map(_fault_of_part, name.split("/"))), "")


def _fault_of_part(part: str) -> str:
    if part in (".", ".."):
        return "it leads out of its folder"
    if not part:
        return "a part of it is empty"
    if part[-1] in ". ":
        return "a part of it ends with a dot or a space"
    if part[0] == " ":
        return "a part of it begins with a space"
    if len(part.encode()) > MAX_SEGMENT_BYTES:
        return f"a part of it is longer than {MAX_SEGMENT_BYTES} bytes"
    return "a part of it is the name of a device" if _DEVICE.fullmatch(part) else ""


def clash_of_names(names: Iterable[str]) -> tuple[str, str] | None:
    """Two names that would be one file where case does not count, or a file that is a folder too.

    Returns:
        The two, or None where every name is a file of its own on every system.
    """
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    for name in names:
        key = _key(name)
        if key in files:
            return files[key], name
        files[key] = name
        parts = key.split("/")
        for length in range(1, len(parts)):
            folders.setdefault("/".join(parts[:length]), name)
    both = sorted(files.keys() & folders.keys())
    return (files[both[0]], folders[both[0]]) if both else None


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())


def member_name(folder: str, file: str, number: int | None = None) -> str:
    """A name for a file that is taken into a package: plain, and like the file's own.

    Args:
        folder: the member's folder, such as ``boms``.
        file: the path as the user gave it; only its last part is used.
        number: from 1, put in front, so that files of the same name stay apart.
    """
    last = re.split(r"[\\/]", file)[-1]
    ascii_only = unicodedata.normalize("NFKD", last).encode("ascii", "ignore").decode()
    plain = _UNSAFE.sub("-", ascii_only).strip("-. ")
    if len(plain) > _MAX_PLAIN_CHARS:  # the ending says what it is
        plain = f"{plain[: _MAX_PLAIN_CHARS // 2]}-{plain[-_MAX_PLAIN_CHARS // 2 :]}"
    if not plain or _DEVICE.fullmatch(plain):
        plain = f"file-{plain}".rstrip("-")
    return f"{folder}/{plain}" if number is None else f"{folder}/{number:03d}-{plain}"
