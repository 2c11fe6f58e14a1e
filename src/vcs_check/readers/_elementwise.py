"""Typed decoding of the elements of a JSON array, with a check for duplicate keys.

What was decoded is written again and must be as long, or have as many colons, as what was
read; where it has fewer, a key stood twice or is unknown, and the element is read a second
time, slowly. Small elements are decoded and checked some at a time: sixty-four calls cost more
than their bytes. A hook on every object would make decoding four times as long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from vcs_check.readers import _json

if TYPE_CHECKING:
    from vcs_check.readers._content import Content

T = TypeVar("T")
S = TypeVar("S", bound=Struct)
_ENCODE = msgspec.json.Encoder().encode
_TOGETHER: Final = 64
"""Elements decoded at a time: what they become should not leave the processor's cache."""
_SPLIT: Final = msgspec.json.Decoder(list[Raw]).decode
_PART_BYTES: Final = 1 << 15
_MAX_BYTES_TOGETHER: Final = 1 << 20
"""Larger ones are decoded where they stand, since copies of nested ones would add up."""


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:
    """Made once: making one costs as much as reading a small BOM."""
    return msgspec.json.Decoder(kind).decode


class Elementwise(Generic[S]):
    """Decodes elements of one kind of one file.

    The struct must omit defaults and name every field that the format knows, so that what
    was read can be written again in full. It has texts, truth values, other structs and Raw,
    but no numbers, which could be written longer than they were read.

    Args:
        content: the file.
        struct: what one element is decoded into.
        whole: what small elements are decoded into, where that may be more: one with the
            nested elements decoded too, which ``struct`` leaves as :class:`msgspec.Raw`.
    """

    def __init__(self, content: Content, struct: type[S], whole: type[S] | None = None) -> None:
        self._file = content.file
        self._struct = struct
        self._decode: Callable[[Any], S] = _decoder(struct)
        self._decode_all: Callable[[bytes], list[S]] = _decoder(list[whole or struct])  # type: ignore[misc]
        self._escapes_colons = content.escapes_colons

    def each(self, raws: list[Raw], place: str) -> Iterator[S]:
        """The elements of the array at ``place``, in order; raises as :meth:`decoded`."""
        for some in self.batches(raws, place):
            yield from some

    def batches(self, raws: list[Raw], place: str, first: int = 0) -> Iterator[list[S]]:
        """As :meth:`each`, some at a time; ``first`` is the number of the first one."""
        for start in range(0, len(raws), _TOGETHER):
            some = raws[start : start + _TOGETHER]
            elements = self._together(some)
            if elements is None:
                numbered = enumerate(some, first + start)
                elements = [self.decoded(raw, f"{place}/{number}") for number, raw in numbered]
            yield elements

    def parts(
        self, array: Raw, boundary: re.Pattern[bytes], place: str, first: int = 0
    ) -> Iterator[list[S]]:
        """As :meth:`batches`, without splitting the array into its elements first.

        It is cut at some of the commas that ``boundary`` finds. That a part is JSON when it is
        put into brackets proves that it was cut between elements, as long as all before it
        were; where one is not, the rest is split exactly.

        Args:
            array: the whole array.
            boundary: finds a comma that probably stands between two elements, as its group 1.
            place: JSON pointer of the array.
            first: the number of its first element.
        """
        view = memoryview(array)
        if bytes(view[:1]) != b"[":  # nothing, or an error
            yield from self.batches(_json.elements(array, self._file, place), place, first)
            return
        number, at, end = first, 1, len(view) - 1
        while at < end:
            found = boundary.search(view, at + _PART_BYTES)
            cut = found.start(1) if found else end
            if cut - at > _MAX_BYTES_TOGETHER:
                break
            data = b"".join((b"[", view[at:cut], b"]"))
            elements = self._whole(data)
            if elements is None:
                raws = _split(data)
                if raws is None:
                    break
                numbered = enumerate(raws, number)
                elements = [self.decoded(raw, f"{place}/{number}") for number, raw in numbered]
            yield elements
            number += len(elements)
            at = cut + 1
        else:
            return
        rest = Raw(b"".join((b"[", view[at:])))
        yield from self.batches(_json.elements(rest, self._file, place), place, number)

    def _together(self, raws: list[Raw]) -> list[S] | None:
        """All of them, or None where they must be looked at one by one."""
        data = b",".join(raws)
        if len(data) > _MAX_BYTES_TOGETHER:
            return None
        return self._whole(b"[" + data + b"]")

    def _whole(self, data: bytes) -> list[S] | None:
        """The elements of a small array; None where they must be looked at one by one."""
        try:
            elements = self._decode_all(data)
        except (ValueError, RecursionError):
            return None
        # no element can have more colons than it was read from, so their sum tells of each
        return elements if is_whole(data, elements, self._escapes_colons) else None

    def decoded(self, raw: Raw, place: str) -> S:
        """The element as a struct.

        Raises:
            MalformedError: another shape, or a key that stands twice; with its JSON pointer.
        """
        try:
            element = self._decode(raw)
        except (ValueError, RecursionError):
            pass
        else:
            if is_whole(bytes(raw), element, self._escapes_colons):
                return element
        return self._odd(raw, place)

    def _odd(self, raw: Raw, place: str) -> S:
        """An element of another shape than the usual, read a second time."""
        from vcs_check.readers import _tolerant  # for odd files only

        return _tolerant.read_struct(raw, self._struct, self._file, place)


class Part(Generic[T]):
    """Decodes one kind of value that thousands of elements repeat, met as undecoded bytes.

    Args:
        content: the file.
        kind: a struct, or a tuple of structs, as for :class:`Elementwise`.
    """

    def __init__(self, content: Content, kind: Any) -> None:
        self._file = content.file
        self._kind = kind
        self._decode: Callable[[bytes], T] = _decoder(kind)
        self._escapes_colons = content.escapes_colons

    def decoded(self, data: bytes, place: str) -> T | UnsetType:
        """The value; UNSET for ``null`` or an empty text.

        Raises:
            MalformedError: as :meth:`Elementwise.decoded`.
        """
        if data == b"null":
            return UNSET
        try:
            value = self._decode(data)
        except (ValueError, RecursionError):
            pass
        else:
            if is_whole(data, value, self._escapes_colons):
                return value
        from vcs_check.readers import _tolerant  # for odd files only

        found: T | UnsetType = _tolerant.read_value(data, self._kind, self._file, place)
        return found


def _split(data: bytes) -> list[Raw] | None:
    """The elements of an array; None where the bytes are no array."""
    try:
        return _SPLIT(data)
    except (ValueError, RecursionError):
        return None


def is_whole(data: bytes, value: object, escapes_colons: bool) -> bool:
    """Whether every key of ``data`` is in ``value``, which was decoded from it.

    Written again, nothing is longer than what it was read from: no white space, no escape that
    could be shorter. As many bytes therefore means the same members. Where there is white space
    or another escape, the colons are counted. An escaped colon is written as a plain one again
    and could stand in for a lost key: not whole, then, whatever the count.
    """
    again = _ENCODE(value)
    if len(again) == len(data):
        return True
    if escapes_colons and (b"\\u003a" in data or b"\\u003A" in data):
        return False
    return data.count(b":") == again.count(b":")
