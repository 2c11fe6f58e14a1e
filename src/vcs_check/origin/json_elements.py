"""Elements of a large JSON file, one at a time: of an array, of a wrapped array, or JSON lines."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any, Final

from vcs_check.errors import LimitError, MalformedError
from vcs_check.origin.data_file import DataFile

_PIECE_CHARS: Final = 1 << 20
_MAX_ELEMENT_CHARS: Final = 1 << 24
"""Of one statement or record; real ones have some thousand."""
_WRAPPED: Final = re.compile(r'"(?:records|relations|exceptions|results)"\s*:\s*\[')
_LONGEST_WRAPPING_CHARS: Final = 1 << 16
_SPACE: Final = re.compile(r"[\s,]*")


def _no_constant(word: str) -> Any:
    raise ValueError(f"{word} is no JSON")


_DECODER: Final = json.JSONDecoder(parse_constant=_no_constant)


def elements(file: DataFile) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each object as ``(record N, object)``, N from 1; nothing but the current one is in memory.

    Raises:
        MalformedError: no JSON, or an element that is no object; with its number.
        LimitError: an element of more than 16 million characters.
    """
    number = 0
    with file.opened() as stream:
        text = io.TextIOWrapper(stream, "utf-8", newline="")
        try:
            buffer = text.read(_PIECE_CHARS).removeprefix("\ufeff")
            wrapped = _wrapping(buffer)
            is_array = wrapped is not None or buffer.lstrip()[:1] == "["
            at = wrapped.end() if wrapped else len(buffer) - len(buffer.lstrip()) + is_array
            while True:
                at = _SPACE.match(buffer, at).end()  # type: ignore[union-attr]  # matches nothing, too
                if at == len(buffer):
                    buffer, at = text.read(_PIECE_CHARS), 0
                    if not buffer:
                        break
                    continue
                if is_array and buffer[at] == "]":
                    return
                number += 1
                place = f"record {number}"
                element, at, buffer = _next(file, text, buffer, at, place)
                if not isinstance(element, dict):
                    raise MalformedError(file.path, "a JSON object is expected here", place)
                yield place, element
        except UnicodeDecodeError:
            raise MalformedError(
                file.path, "not UTF-8; save the file as UTF-8", f"after record {number}"
            ) from None
        finally:
            text.detach()
    if is_array:
        raise MalformedError(file.path, "the file ends within its array; get it again", "end")


def _wrapping(buffer: str) -> re.Match[str] | None:
    """The beginning of the array that the one object of a file is about."""
    if buffer.lstrip()[:1] != "{":
        return None
    found = _WRAPPED.search(buffer, 0, _LONGEST_WRAPPING_CHARS)
    if found is None:
        return None
    before = buffer[: found.start()]
    is_at_top = before.count("{") - before.count("}") == 1 and before.count("[") == before.count(
        "]"
    )
    return found if is_at_top else None


def _next(
    file: DataFile, text: io.TextIOWrapper, buffer: str, at: int, place: str
) -> tuple[Any, int, str]:
    """The element that begins at ``at``, where it ends, and the text that this refers to."""
    wish = _PIECE_CHARS
    while True:
        try:
            element, end = _DECODER.raw_decode(buffer, at)
        except RecursionError:
            raise MalformedError(file.path, "nested too deeply", place) from None
        except ValueError as error:
            more = text.read(wish)
            if not more:
                raise MalformedError(file.path, f"not valid JSON: {error}", place) from None
            if len(buffer) - at > _MAX_ELEMENT_CHARS:
                raise LimitError(
                    file.path,
                    f"not valid JSON ({error}), or a record of more than {_MAX_ELEMENT_CHARS} "
                    "characters",
                    place,
                ) from None
            buffer, at = buffer[at:] + more, 0
            wish *= 2
            continue
        return element, end, buffer
