"""The members of a large JSON object without going through its largest arrays first.

A decoder that lists members has to walk over every byte to find where each ends, and whoever
reads the array's elements walks over them once more. Here the ends of the arrays that hold
nearly all of a BOM are guessed, and proved in two steps: the rest of the file, with ``[0]`` for
each of them, is JSON in which that key has ``[0]``; and what stands between the guessed ends is
an array, as is found when its elements are read. Both together say that the whole is JSON with
this array there. A reading that ends in an error is done again without guessing.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from msgspec import Raw

_ARRAYS: Final = re.compile(
    rb'"(components|dependencies|packages|relationships|@graph)"\s*:\s*(\[)'
)
_DEPENDENCIES: Final = rb'"dependencies"\s*:\s*\[\s*\{\s*"(?:ref|dependsOn|provides)"'
_RELATIONSHIPS: Final = rb'"relationships"\s*:\s*\[\s*\{\s*"(?:spdxElementId|relat|comment)'
_AFTER: Final = tuple(
    (b'"%b"' % name, re.compile(b'"%b"' % name))
    for name in (b"compositions", b"vulnerabilities", b"annotations", b"formulation")
)
_FOLLOWERS: Final = {
    "components": ((b'"dependencies"', re.compile(_DEPENDENCIES)), *_AFTER),
    "dependencies": _AFTER,
    "packages": ((b'"relationships"', re.compile(_RELATIONSHIPS)),),
    "relationships": ((b'"packages"', re.compile(rb'"packages"\s*:\s*\[\s*\{')),),
    "@graph": (),
}
"""Members that often follow each array, by their name and by how they begin."""
_READ_WITH: Final = {
    "components": "bomFormat", "dependencies": "bomFormat", "packages": "spdxVersion",
    "relationships": "spdxVersion", "@graph": "@context",
}  # fmt: skip
"""The member that says that a format is meant whose reader reads the whole array."""
_END: Final = re.compile(rb'\]\s*+,\s*+(?:"[A-Za-z]++"\s*+:\s*+\[\s*+\]\s*+,\s*+)*+\Z')
_BETWEEN: Final = {
    "packages": (
        (
            b'"hasExtractedLicensingInfos"',
            re.compile(rb'"\w+"\s*:\s*\[\s*\{\s*"(?:lic|ext|name|see)'),
        ),
        (b'"files"', re.compile(rb'"files"\s*:\s*\[\s*\{\s*"(?:SPDXID|fileName|checksums)"')),
    )
}
"""Members that may stand between an array and what follows it, the last one first."""
_LAST: Final = re.compile(rb"\]\s*+\}\s*+\Z")
_STRING: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_LARGE_BYTES: Final = 1 << 16
_HEAD_BYTES: Final = 1 << 15
_BEFORE_BYTES: Final = 256
_TRIES: Final = 8
_SHARE: Final = 16
"""Of the file, in which a member between two arrays is looked for: going back is slow."""


def large_arrays(data: bytes) -> tuple[bytes, dict[bytes, tuple[str, Raw]]]:
    """What is left of a JSON object without its largest arrays, and these, not yet proved.

    Returns:
        The object with ``[NUMBER]`` for each array, and by that text the key that has to have it
        and the array. No arrays where there are none, or none whose end can be guessed.
    """
    rest, found = _pieces(data) if len(data) >= _LARGE_BYTES else ([], [])
    together = b"".join(rest)
    number = 0
    marks: list[bytes] = []
    while len(marks) < len(found):
        number += 1
        if b"%d" % number not in together:  # else it could stand for one somewhere else
            marks.append(b"%d" % number)
    marked = (piece for pair in zip(rest, [*marks, b""], strict=False) for piece in pair)
    return b"".join(marked), {
        b"[%b]" % mark: array for mark, array in zip(marks, found, strict=True)
    }


def _pieces(data: bytes) -> tuple[list[bytes], list[tuple[str, Raw]]]:
    """What stands before, between and after the arrays with their brackets; and the arrays."""
    view = memoryview(data)
    rest: list[bytes] = []
    arrays: list[tuple[str, Raw]] = []
    at, searched = 0, 0
    for _ in range(_TRIES):
        found = _ARRAYS.search(data, searched, at + _HEAD_BYTES)
        if found is None:
            break
        start, searched = found.start(2), found.end()
        if _depth(b"".join((*rest, view[at:start]))) != 1:
            continue
        end = _end_of(data, found[1].decode(), found.end())
        if end is None:
            break
        rest.append(bytes(view[at : start + 1]))
        arrays.append((found[1].decode(), Raw(view[start : end + 1])))
        at = searched = end
    return [*rest, bytes(view[at:])], arrays


def _depth(data: bytes) -> int:
    bare = _STRING.sub(b"", data)
    opened, closed = bare.count(b"{") + bare.count(b"["), bare.count(b"}") + bare.count(b"]")
    return opened - closed


def _end_of(data: bytes, key: str, start: int) -> int | None:
    """Where the array that begins before ``start`` probably ends: the place of its bracket."""
    for follower in _FOLLOWERS[key]:
        end = _end_before(data, follower, start, len(data))
        if end is not None:
            for member in _BETWEEN.get(key, ()):
                lowest = max(start, end - len(data) // _SHARE)
                end = _end_before(data, member, lowest, end) or end
            return end
    last = _LAST.search(data, max(start, len(data) - _BEFORE_BYTES))
    return last.start() if last is not None else None


def _end_before(
    data: bytes, member: tuple[bytes, re.Pattern[bytes]], start: int, at: int
) -> int | None:
    """The end of the array before a member, which is looked for from ``at`` back to ``start``."""
    name, beginning = member
    for _ in range(_TRIES):
        at = data.rfind(name, start, at)
        if at < 0:
            break
        before = _END.search(data, max(start, at - _BEFORE_BYTES), at)
        if before is not None and beginning.match(data, at):
            return before.start()
    return None


def is_read_with(members: Collection[str], arrays: Collection[str]) -> bool:
    """Whether the reader of an object with these members reads, and so proves, these arrays."""
    named = {name for name in _READ_WITH.values() if name in members}
    return {_READ_WITH[key] for key in arrays} == named
