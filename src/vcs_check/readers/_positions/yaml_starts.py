"""From the JSON pointers of a YAML file to line and column."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml
from msgspec import Struct

from vcs_check.readers._content import Content
from vcs_check.readers._json import pointer_to
from vcs_check.readers._positions.json_spans import Tree, tree_of


class _Open(Struct):
    """A mapping or sequence, and what of it is wanted."""

    pointer: str
    below: Tree | None
    is_mapping: bool
    key: str | None = None
    count: int = 0


def yaml_starts(content: Content, pointers: Iterable[str]) -> dict[str, tuple[int, int]]:
    """``(line, column)`` of each value that a pointer leads to, both from 1.

    The file must be one that the YAML reader has read; pointers that lead nowhere are left out.
    """
    wanted = set(pointers)
    found: dict[str, tuple[int, int]] = {}
    stack: list[_Open] = []
    tree = tree_of(wanted)
    for event in yaml.parse(content.data, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
        if not isinstance(event, yaml.NodeEvent):
            continue
        if stack and stack[-1].is_mapping and stack[-1].key is None:
            stack[-1].key = str(getattr(event, "value", ""))
            continue
        pointer, below = _next(stack, tree)
        if below is not None and pointer in wanted:
            mark: Any = event.start_mark
            found[pointer] = (mark.line + 1, mark.column + 1)
        if isinstance(event, yaml.CollectionStartEvent):
            stack.append(_Open(pointer, below, isinstance(event, yaml.MappingStartEvent)))
    return found


def _next(stack: list[_Open], tree: Tree) -> tuple[str, Tree | None]:
    """The place of the value that begins here, and what is wanted below it."""
    if not stack:
        return "", tree
    inside = stack[-1]
    if inside.is_mapping:
        token, inside.key = inside.key or "", None
    else:
        token = str(inside.count)
        inside.count += 1
    below = None if inside.below is None else inside.below.get(token)
    return pointer_to(inside.pointer, token), below
