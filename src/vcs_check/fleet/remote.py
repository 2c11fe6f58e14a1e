"""Files by URL, with whatever credentials the user's own configuration gives to fsspec."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from vcs_check.errors import InputError, LimitError, UnreadableError, UsageError
from vcs_check.fleet.extra import needed
from vcs_check.fleet.sources import shown_place

_PIECE_BYTES: Final = 1 << 20


def fetch(url: str, target: Path, most: int) -> None:
    """Copy one file to this disk, in pieces.

    Args:
        url: any that fsspec has a file system for.
        target: a file that does not exist yet.
        most: bytes that it may have.

    Raises:
        UnreadableError: it cannot be read.
        LimitError: it has more bytes.
    """
    system, path = _opened(url)
    taken = 0
    try:
        with system.open(path, "rb") as stream, target.open("wb") as file:
            while piece := stream.read(_PIECE_BYTES):
                taken += len(piece)
                if taken > most:
                    raise LimitError(
                        shown_place(url), f"more than the limit of {most} bytes; split the file"
                    )
                file.write(piece)
    except InputError:
        raise
    except FileNotFoundError:
        raise UnreadableError(shown_place(url), "there is no such file") from None
    except Exception as error:  # every file system has errors of its own
        raise UnreadableError(shown_place(url), _reason(error)) from None


def program_files(folder: str) -> tuple[str, list[tuple[str, str]]]:
    """The folder as its file system writes it, and URL and path of all TOML files below it.

    Raises:
        UnreadableError: it cannot be listed.
    """
    system, path = _opened(folder)
    try:
        found = system.find(path)
    except Exception as error:
        raise UnreadableError(shown_place(folder), _reason(error)) from None
    base = path.rstrip("/")
    files = [
        (str(system.unstrip_protocol(name)), name.removeprefix(base).lstrip("/"))
        for name in sorted(found)
        if name.lower().endswith(".toml")
    ]
    return str(system.unstrip_protocol(base)).rstrip("/"), files


def is_folder(url: str) -> bool:
    """Whether a URL is that of a folder.

    Raises:
        UnreadableError: nobody can say.
    """
    system, path = _opened(url)
    try:
        return bool(system.isdir(path))
    except Exception as error:
        raise UnreadableError(shown_place(url), _reason(error)) from None


def _opened(url: str) -> tuple[Any, str]:
    if "::" in url:
        raise UsageError(f"{shown_place(url)}: chained URLs (::) are not read; name the file")
    fsspec = needed("fsspec", "files by URL")
    try:
        system, path = fsspec.core.url_to_fs(url)
    except ImportError as error:
        scheme = url.partition(":")[0]
        raise UsageError(
            f"{shown_place(url)}: {scheme} needs a package that is not installed ({error})"
        ) from None
    except Exception as error:
        raise UnreadableError(shown_place(url), _reason(error)) from None
    return system, str(path)


def _reason(error: Exception) -> str:
    """What went wrong, in one line and without a URL, which may hold a secret."""
    strerror = getattr(error, "strerror", None)
    if strerror:
        return f"cannot be read: {strerror}"
    words = " ".join(word for word in str(error).split() if "://" not in word and "?" not in word)
    return f"cannot be read: {type(error).__name__}" + (f": {words}" if words else "")
