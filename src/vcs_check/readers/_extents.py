"""How long the strings of a file are and how deep its JSON: looked at before anything is decoded.

No decoder tells either, and following each string and bracket in Python would take longer than
reading. So both are looked at roughly first, at the speed of a search in memory, and exactly only
in the files where that leaves a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vcs_check.errors import LimitError
from vcs_check.limits import DEFAULT_LIMITS
from vcs_check.readers import _json

if TYPE_CHECKING:
    from vcs_check.readers._content import Content

_STRING: Final = re.compile(rb'"([^"\\]*+(?:\\.[^"\\]*+)*+)"', re.DOTALL)
_QUOTE: Final = re.compile(rb'(?<!\\)"')
_ESCAPE: Final = re.compile(rb"\\(?:u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_REFERENCE: Final = re.compile(rb"&[^;<&\s]{1,10};")
_NO_BRACKETS: Final = bytes(sorted({*range(256)} - {*b"{}[]"}))
_SMALL_BYTES: Final = 1 << 20
"""Counting brackets takes a tenth of the time of reading, which is much in large files."""


def check_extents(content: Content) -> None:
    """Refuse strings and JSON nesting beyond the limits.

    The depth of files above 1 MB is looked at only where the limit was lowered: their decoders
    end at a few hundred levels more than the default.

    Raises:
        LimitError: ``limits.max_string_chars`` or ``limits.max_document_depth``, with the line.
    """
    if content.kind == "json":
        _check_json_strings(content)
        lowered = content.limits.max_document_depth < DEFAULT_LIMITS.max_document_depth
        if lowered or len(content.data) <= _SMALL_BYTES:
            _check_json_depth(content)
    elif content.kind == "xml":
        _check_xml_texts(content)


def _check_json_strings(content: Content) -> None:
    """A string beyond the limit fills a whole window of half that size without any quote."""
    data, limit = content.data, content.limits.max_string_chars
    step = limit // 2 or 1
    starts = range(0, len(data) - step, step)
    if all(_QUOTE.search(data, start, start + step) for start in starts):
        return
    for match in _STRING.finditer(data):
        if match.end() - match.start() - 2 > limit:
            text = _ESCAPE.sub(b"x", match[1])
            if len(text) > limit and len(text.decode(errors="replace")) > limit:
                raise _too_long(content, match.start())


def _check_xml_texts(content: Content) -> None:
    """The same for what stands between two ``<``, which no text and no attribute contains."""
    data, limit = content.data, content.limits.max_string_chars
    for begins, start, ends in _far_apart(data, b"<", limit):
        if data.rfind(b"<!--", 0, start) > data.rfind(b"-->", 0, start) or begins < 0:
            continue  # a comment, which nobody reads, or nothing before the first element
        if data[begins + 1 : begins + 2] == b"?":
            continue
        tag = data.find(b">", begins, ends) + 1 or ends
        for part in (data[begins:tag], data[tag:ends].strip()):
            if len(_REFERENCE.sub(b"x", part).decode(errors="replace")) > limit:
                raise _too_long(content, begins)


def check_lines(content: Content) -> None:
    """Refuse a line beyond ``limits.max_string_chars`` in a format where a line is one string."""
    data, limit = content.data, content.limits.max_string_chars
    for before, _, ends in _far_apart(data, b"\n", limit):
        line = data[before + 1 : ends].strip()
        if not line.startswith(b"#") and len(line.decode(errors="replace")) > limit:
            raise _too_long(content, before + 1)


def _far_apart(data: bytes, mark: bytes, limit: int) -> Iterator[tuple[int, int, int]]:
    """Two marks with more than ``limit`` bytes between them, and some that have fewer.

    Of each: the place of the first, -1 where there is none; a place between them; and the place
    of the second, or the end.
    """
    step = limit // 2 or 1
    ends = 0
    for start in range(0, len(data) - step, step):
        if start >= ends and data.find(mark, start, start + step) < 0:
            ends = data.find(mark, start)
            ends = len(data) if ends < 0 else ends
            yield data.rfind(mark, 0, start), start, ends


def _too_long(content: Content, at: int) -> LimitError:
    limit = content.limits.max_string_chars
    return LimitError(
        content.file,
        f"a text of more than {limit} characters (limits.max_string_chars); shorten it",
        _json.line_and_column(content.data, at),
    )


def _check_json_depth(content: Content) -> None:
    data, limit = content.data, content.limits.max_document_depth
    brackets = data.translate(None, _NO_BRACKETS)
    levels = 0
    while brackets and levels <= limit:
        shorter = brackets.replace(b"{}", b"").replace(b"[]", b"")
        if len(shorter) == len(brackets):  # what is left stands in strings, or around such
            levels += brackets.count(b"{") + brackets.count(b"[")
            break
        brackets = shorter
        levels += 2  # at most: a list in which there was only an empty object
    if levels <= limit:
        return
    depth = 0
    for bracket in _STRING.sub(b"", data).translate(None, _NO_BRACKETS):
        if bracket in b"{[":
            depth += 1
            if depth > limit:
                raise _json.too_deep(content.file, "", limit)
        else:
            depth -= 1
