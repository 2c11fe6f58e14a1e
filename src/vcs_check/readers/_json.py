"""JSON that came from outside: split without decoding, duplicate keys refused, faults placed.

A document is split into members and array elements as :class:`msgspec.Raw` (no copies), and
each element is decoded into a typed struct. An element of another shape is read a second
time, slowly and tolerantly, by :mod:`vcs_check.readers._tolerant`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

import msgspec
from msgspec import Raw

from vcs_check.errors import InputError, LimitError, MalformedError

if TYPE_CHECKING:
    from vcs_check.readers._content import Content

_KEY = re.compile(rb'[\s,{]*"([^"\\]*(?:\\.[^"\\]*)*)"\s*:\s*', re.DOTALL)
_BYTE = re.compile(r"\(byte (\d+)\)")
_MEMBERS = msgspec.json.Decoder(dict[str, Raw])
_ELEMENTS = msgspec.json.Decoder(list[Raw])
_SYNTAX = msgspec.json.Decoder(Raw)
MAX_NUMBER_CHARS = 64
"""Digits of a number that is read as text; honest version numbers have a few."""


class Number(str):
    """A JSON number, as written: ``1.10`` stays ``1.10``."""

    __slots__ = ()


def pointer_to(base: str, *keys: str | int) -> str:
    """``base`` extended by object keys and array positions, escaped as RFC 6901 says."""
    return base + "".join("/" + str(k).replace("~", "~0").replace("/", "~1") for k in keys)


def line_and_column(data: bytes, at: int) -> str:
    """``line L, column C`` (both from 1, columns in bytes) of a position in bytes."""
    line_start = data.rfind(b"\n", 0, at) + 1
    return f"line {data.count(bytes([10]), 0, at) + 1}, column {at - line_start + 1}"


def too_deep(file: str, place: str, max_document_depth: int) -> LimitError:
    """The error for nesting that a decoder cannot follow."""
    return LimitError(
        file,
        f"nested too deep to be read, the limit is {max_document_depth} levels "
        "(limits.max_document_depth); flatten the BOM",
        place,
    )


def check_syntax(content: Content) -> None:
    """Refuse what is no JSON, with line and column."""
    try:
        _SYNTAX.decode(content.data)
    except RecursionError:
        raise too_deep(content.file, "", content.limits.max_document_depth) from None
    except (ValueError, UnicodeError) as error:
        raise _syntax_error(content, str(error)) from None


def _syntax_error(content: Content, message: str) -> InputError:
    if found := _BYTE.search(message):
        at = int(found[1])
        what = _BYTE.sub("", message).replace("JSON is malformed:", "").strip()
        return content.broken(
            f"not valid JSON: {what}; write the file again",
            line_and_column(content.data, min(at, len(content.data))),
        )
    end = line_and_column(content.data, len(content.data))
    if re.search(rb"\\u[dD][89a-fA-F]", content.data):
        return content.broken(
            "not valid JSON: the file ends too early, or an escape such as \\ud800 stands for "
            "half a character; write the file again",
            end,
        )
    return content.broken("not valid JSON: the file ends too early; get the whole file", end)


def members(raw: Raw | bytes, file: str, pointer: str) -> dict[str, Raw]:
    """The members of a JSON object, undecoded, in file order.

    Raises:
        MalformedError: not an object, or a key stands twice.
    """
    try:
        found = _MEMBERS.decode(raw)
    except (ValueError, RecursionError):
        raise MalformedError(file, "an object { … } belongs here", pointer) from None
    data = raw if type(raw) is bytes else bytes(raw)  # a whole file is not copied
    _refuse_duplicates(data, found, file, pointer)
    return found


def _refuse_duplicates(data: bytes, found: dict[str, Raw], file: str, pointer: str) -> None:
    """Walk over the object's bytes along ``found``: any other key must be a second one."""
    position = 0
    for key, value in found.items():
        match = _KEY.match(data, position)
        if match is None:  # pragma: no cover - the decoder accepted the object
            break
        here = _key_text(match[1])
        if here != key:
            duplicate_key(file, pointer, here)
        position = match.end()
        if not data.startswith(value, position):
            duplicate_key(file, pointer, key)
        position += memoryview(value).nbytes
    if match := _KEY.match(data, position):
        duplicate_key(file, pointer, _key_text(match[1]))


def _key_text(raw: bytes) -> str:
    return str(json.loads(b'"' + raw + b'"', strict=False)) if b"\\" in raw else raw.decode()


def duplicate_key(file: str, pointer: str, key: str) -> NoReturn:
    """Refuse an object in which a key stands twice: two tools would read two BOMs."""
    raise MalformedError(
        file,
        f"the key {key!r} stands twice in one object, so its value is ambiguous; keep one",
        pointer or "/",
    )


def elements(raw: Raw | None, file: str, pointer: str) -> list[Raw]:
    """The elements of a JSON array, undecoded; none for an absent or null value."""
    if raw is None or (memoryview(raw).nbytes == 4 and bytes(raw) == b"null"):
        return []
    try:
        return _ELEMENTS.decode(raw)
    except (ValueError, RecursionError):
        raise MalformedError(file, "an array [ … ] belongs here", pointer) from None


class _DuplicateKeyError(ValueError):
    pass


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _DuplicateKeyError(key)
            seen.add(key)
    return made


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON number")


_TOLERANT = json.JSONDecoder(
    object_pairs_hook=_unique,
    parse_int=Number,
    parse_float=Number,
    parse_constant=_refuse_constant,
    strict=False,
)


def loose(raw: Raw | bytes, file: str, pointer: str) -> Any:
    """Plain Python values, numbers as :class:`Number`, duplicate keys refused.

    Raises:
        MalformedError: a duplicate key, or what is no JSON.
        LimitError: nested too deep.
    """
    try:
        return _TOLERANT.decode(bytes(raw).decode())
    except _DuplicateKeyError as error:
        duplicate_key(file, pointer, str(error))
    except RecursionError:
        raise LimitError(
            file, "nested too deep to be read (limits.max_document_depth)", pointer
        ) from None
    except ValueError as error:
        raise MalformedError(file, f"not valid JSON: {error}", pointer) from None
