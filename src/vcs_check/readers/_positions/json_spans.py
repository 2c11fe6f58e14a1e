"""From JSON pointers to the offsets of the values that they point to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from json import JSONDecoder
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, Final

from msgspec import Struct

_SPACE: Final = re.compile(r"[ \t\n\r]*")
_DECODER: Final = JSONDecoder(strict=False)

Tree = dict[str, Any]
"""Reference tokens below a place, each with the tokens below it."""


class _Open(Struct):
    """An object or array on the way to a wanted place."""

    start: int
    pointer: str
    below: Tree
    is_array: bool
    count: int = 0


def tree_of(pointers: Iterable[str]) -> Tree:
    """The pointers (RFC 6901) as one tree of their unescaped tokens."""
    tree: Tree = {}
    for pointer in pointers:
        branch = tree
        for token in pointer.split("/")[1:]:
            branch = branch.setdefault(token.replace("~1", "/").replace("~0", "~"), {})
    return tree


def json_spans(text: str, pointers: Iterable[str]) -> dict[str, tuple[int, int]]:
    """``(start, end)`` of each value that a pointer leads to, as offsets in ``text``.

    Values beside the way are skipped by the decoder's own scanner. Pointers that lead nowhere
    are left out. The text must be JSON that a reader has read.
    """
    wanted = set(pointers)
    found: dict[str, tuple[int, int]] = {}
    stack: list[_Open] = []
    below: Tree | None = tree_of(wanted)
    pointer, at = "", _space(text, 0)
    while True:
        if below and text[at] in "{[":
            stack.append(_Open(at, pointer, below, text[at] == "["))
            at = _space(text, at + 1)
        else:
            end = _DECODER.raw_decode(text, at)[1]
            if below is not None and pointer in wanted:
                found[pointer] = (at, end)
            at = _space(text, end)
        while stack and text[at] in "]}":
            closed = stack.pop()
            at += 1
            if closed.pointer in wanted:
                found[closed.pointer] = (closed.start, at)
            at = _space(text, at)
        if not stack:
            return found
        if text[at] == ",":
            at = _space(text, at + 1)
        inside = stack[-1]
        if inside.is_array:
            token = str(inside.count)
            inside.count += 1
        else:
            token, at = scanstring(text, at + 1, False)
            at = _space(text, _space(text, at) + 1)
        below = inside.below.get(token)
        if below is not None:
            pointer = f"{inside.pointer}/{token.replace('~', '~0').replace('/', '~1')}"


def _space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    assert match is not None  # the pattern matches nothing as well
    return match.end()
