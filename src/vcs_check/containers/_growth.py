"""How much unpacked bytes may be, in all and for each packed byte, checked as they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from vcs_check.errors import LimitError
from vcs_check.limits import Limits

_HONEST_STREAM_BYTES: Final = 1024


class Growth:
    """Counts what is unpacked from one stream.

    Args:
        packed_bytes: the size of the packed stream.
        file: the file's name, for messages.
        place: the member within it; empty for the file itself.
        limits: ``max_unpacked_bytes``, ``max_unpacking_ratio`` and
            ``max_unpacked_bytes_at_any_ratio`` are the ones that apply.
    """

    def __init__(self, packed_bytes: int, file: str, place: str, limits: Limits) -> None:
        self._packed = max(packed_bytes, 1)
        self._file, self._place, self._limits = file, place, limits
        self._count = 0
        self._streams = 0

    def checked(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces as they come.

        Raises:
            LimitError: as soon as they are too many.
        """
        for piece in pieces:
            self.add(len(piece))
            yield piece

    def collected(self, pieces: Iterable[bytes]) -> bytes:
        """All the pieces in one; raises as :meth:`checked`."""
        return b"".join(self.checked(pieces))

    def begin(self) -> None:
        """Count one more stream; many tiny ones cost far more than their bytes."""
        self._streams += 1
        if self._streams > self._limits.max_archive_members + self._packed // _HONEST_STREAM_BYTES:
            raise LimitError(
                self._file,
                f"more than {self._limits.max_archive_members} compressed streams in one file, "
                "most of them tiny (limits.max_archive_members); compress it anew",
                self._place,
            )

    def add(self, count: int) -> None:
        """Count some more unpacked bytes; raises as :meth:`checked`."""
        self._count += count
        limits = self._limits
        if self._count > limits.max_unpacked_bytes:
            raise LimitError(
                self._file,
                f"more than {limits.max_unpacked_bytes} bytes when unpacked "
                "(limits.max_unpacked_bytes); split the BOM",
                self._place,
            )
        if (
            self._count > limits.max_unpacked_bytes_at_any_ratio
            and self._count > self._packed * limits.max_unpacking_ratio
        ):
            raise LimitError(
                self._file,
                f"more than {limits.max_unpacking_ratio} times as large when unpacked "
                "(limits.max_unpacking_ratio), as nothing but a trap is; "
                "unpack it yourself if it is honest",
                self._place,
            )
