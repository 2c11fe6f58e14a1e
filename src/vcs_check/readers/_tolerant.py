"""The second, tolerant reading of a JSON value that is not of the expected shape.

Tolerated is what loses nothing: ``null`` and the empty string are absent, a number is the
text that it is written as, a bare name stands for an organisation or licence of that name.
Everything else is a :class:`MalformedError` with its JSON pointer.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, NoReturn, TypeVar

import msgspec.inspect as shapes
from msgspec import UNSET, Raw, Struct

from vcs_check.errors import MalformedError
from vcs_check.readers import _json

S = TypeVar("S", bound=Struct)
_WORDS: Final = {"true": True, "false": False}


@lru_cache
def _shape(kind: Any) -> shapes.Type:
    return shapes.type_info(kind)


def read_struct(raw: Raw, struct: type[S], file: str, pointer: str) -> S:
    """A JSON object as ``struct``, read member by member.

    Raises:
        MalformedError: a value that is not of its kind and cannot stand for it, or a
            duplicate key; with the JSON pointer.
    """
    values: dict[str, Any] = {}
    present = _json.members(raw, file, pointer)
    shape = _shape(struct)
    assert isinstance(shape, shapes.StructType)
    for member in shape.fields:
        value = present.get(member.encode_name)
        if value is None or bytes(value) == b"null":
            continue
        place = _json.pointer_to(pointer, member.encode_name)
        expected = _single(member.type)
        if isinstance(expected, shapes.RawType):
            values[member.name] = value
        elif _is_raw_list(expected):
            values[member.name] = _json.elements(value, file, place)
        else:
            found = _tidied(_json.loose(value, file, place), expected, file, place)
            if found is not UNSET:
                values[member.name] = found
    return struct(**values)


def read_value(data: bytes, kind: Any, file: str, pointer: str) -> Any:
    """A JSON value as the struct or tuple ``kind``; UNSET for ``null`` or an empty text.

    Raises:
        MalformedError: as :func:`read_struct`.
    """
    return _tidied(_json.loose(data, file, pointer), _shape(kind), file, pointer)


def as_struct(value: dict[str, Any], struct: type[S], file: str, pointer: str) -> S:
    """Members that are plain values already, as ``struct``.

    Raises:
        MalformedError: as :func:`read_struct`.
    """
    made: S = _tidied(value, _shape(struct), file, pointer)
    return made


def _is_raw_list(expected: shapes.Type) -> bool:
    return isinstance(expected, shapes.ListType) and isinstance(expected.item_type, shapes.RawType)


def _single(expected: shapes.Type) -> shapes.Type:
    if isinstance(expected, shapes.UnionType):
        others = [t for t in expected.types if not isinstance(t, shapes.NoneType)]
        # a text where the format also allows one text (url: "…") comes last
        return next((t for t in others if not isinstance(t, shapes.StrType)), others[0])
    return expected


def _tidied(value: Any, expected: shapes.Type, file: str, place: str) -> Any:
    expected = _single(expected)
    if value is None:
        return UNSET
    if isinstance(expected, shapes.StrType):
        return _text(value, file, place)
    if isinstance(expected, shapes.BoolType):
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.strip() in _WORDS:
            return _WORDS[value.strip()]
        if value == "":
            return UNSET
        _wrong(value, "true or false", file, place)
    if isinstance(expected, shapes.StructType):
        return _struct(value, expected, file, place)
    if isinstance(expected, shapes.VarTupleType | shapes.ListType):
        return _list(value, expected.item_type, file, place)
    return value


def _text(value: Any, file: str, place: str) -> str:
    if isinstance(value, _json.Number) and len(value) > _json.MAX_NUMBER_CHARS:
        _wrong(value, f"a text or a number of at most {_json.MAX_NUMBER_CHARS} digits", file, place)
    if not isinstance(value, str):
        _wrong(value, "a text", file, place)
    if not value.isascii() and any("\ud800" <= char <= "\udfff" for char in value):
        raise MalformedError(
            file, "half a character (a lone surrogate such as \\ud800); write the text again", place
        )
    return str(value)


def _list(value: Any, item: shapes.Type, file: str, place: str) -> tuple[Any, ...]:
    item = _single(item)
    if isinstance(value, str) and not isinstance(value, _json.Number):
        if not value.strip():
            return ()
        if isinstance(item, shapes.StrType):
            return (_text(value, file, place),)
    if not isinstance(value, list):
        _wrong(value, "an array [ … ]", file, place)
    found = []
    for number, element in enumerate(value):
        if element is None:
            _wrong(element, "a value", file, _json.pointer_to(place, number))
        found.append(_tidied(element, item, file, _json.pointer_to(place, number)))
    return tuple(element for element in found if element is not UNSET)


def _struct(value: Any, expected: shapes.StructType, file: str, place: str) -> Any:
    names = {member.name for member in expected.fields}
    if isinstance(value, str) and not isinstance(value, _json.Number):
        if not value.strip():
            return UNSET
        if "name" in names and "value" not in names:
            return expected.cls(name=_text(value, file, place))
    if not isinstance(value, dict):
        _wrong(value, "an object { … }", file, place)
    values = {}
    for member in expected.fields:
        if member.encode_name in value:
            here = _json.pointer_to(place, member.encode_name)
            found = _tidied(value[member.encode_name], member.type, file, here)
            if found is not UNSET:
                values[member.name] = found
    return expected.cls(**values)


def _wrong(value: Any, expected: str, file: str, place: str) -> NoReturn:
    shown = {bool: "true or false", list: "an array", dict: "an object", type(None): "null"}.get(
        type(value), "a number" if isinstance(value, _json.Number) else f"the text {value!r:.40}"
    )
    raise MalformedError(file, f"{expected} belongs here, not {shown}", place)
