"""Typed decoding of one JSON element at a time, with a check for duplicate keys.

What was decoded is written again and must have as many colons as what was read; where it has
fewer, a key stood twice or is unknown, and the element is read a second time, slowly. That
doubles the time of decoding; a hook on every object would make it four times as long.
"""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec
from msgspec import Raw, Struct

from vcs_check.readers import _tolerant
from vcs_check.readers._content import Content

S = TypeVar("S", bound=Struct)
_ENCODE = msgspec.json.Encoder().encode


class Elementwise(Generic[S]):
    """Decodes elements of one kind of one file.

    The struct must omit defaults and name every field that the format knows, so that what
    was read can be written again in full.
    """

    def __init__(self, content: Content, struct: type[S]) -> None:
        self._file = content.file
        self._struct = struct
        self._decode = msgspec.json.Decoder(struct).decode
        # an escaped colon is written as a plain one again, and could stand in for a lost key
        self._always_slowly = content.escapes_colons

    def decoded(self, raw: Raw, place: str) -> S:
        """The element as a struct.

        Raises:
            MalformedError: another shape, or a key that stands twice; with its JSON pointer.
        """
        if not self._always_slowly:
            try:
                element = self._decode(raw)
            except (ValueError, RecursionError):
                pass
            else:
                if bytes(raw).count(b":") == _ENCODE(element).count(b":"):
                    return element
        return _tolerant.read_struct(raw, self._struct, self._file, place)
