"""The bytes of files on disk, within a limit; every failure is an error that names the file."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from vcs_check.errors import LimitError, UnreadableError

_PIECE_BYTES: Final = 1 << 20


def read_bytes(path: str, most: int | None = None) -> bytes:
    """The bytes of a file.

    Args:
        path: as the user gave it.
        most: how many may be read; a pipe or a device may have no end.

    Raises:
        UnreadableError: it is missing, a folder, or may not be read.
        LimitError: there are more bytes.
    """
    with open_bytes(path) as stream:
        try:
            return stream.read() if most is None else at_most(stream, path, most)
        except OSError as error:
            raise UnreadableError(path, f"cannot be read: {error.strerror or error}") from None


def at_most(stream: BinaryIO, path: str, most: int) -> bytes:
    """What is left of a stream, read in pieces: asking for all that is allowed reserves as much.

    Raises:
        LimitError: there are more bytes than ``most``.
    """
    taken = BytesIO()
    while piece := stream.read(_PIECE_BYTES):
        taken.write(piece)
        if taken.tell() > most:
            raise LimitError(
                path, f"more than the limit of {most} bytes (limits.max_input_bytes); split the BOM"
            )
    return taken.getvalue()


def is_plain_file(path: str) -> bool:
    """Whether the path is a file that can be read again and again, unlike a pipe."""
    try:
        return Path(path).is_file()
    except (OSError, ValueError):  # a name that the system does not take; reading it says why
        return False


def open_bytes(path: str) -> BinaryIO:
    """A file's bytes as a stream.

    Raises:
        UnreadableError: it is missing, a folder, or may not be read.
    """
    try:
        return Path(path).open("rb")
    except FileNotFoundError:
        raise UnreadableError(path, "there is no such file") from None
    except IsADirectoryError:
        raise UnreadableError(path, "this is a folder; name the file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(path, f"cannot be read: {reason}") from None
