"""XML elements as the typed structs of the same format's JSON: one child element a member."""

from __future__ import annotations

from functools import cache
from typing import Any, Final, TypeVar
from xml.etree import ElementTree as ET

import msgspec.inspect as shapes
from msgspec import Struct

from vcs_check.errors import MalformedError

S = TypeVar("S", bound=Struct)
_PASSED_OVER: Final = ""
_ONE: Final = "one"


def local_name(tag: str) -> str:
    """An element's name without its namespace."""
    return tag.rpartition("}")[2]


@cache
def _members(struct: type[Struct]) -> dict[str, tuple[str, Any]]:
    """Element name → (field, struct of its elements, or of the one; None for a text)."""
    shape = shapes.type_info(struct)
    assert isinstance(shape, shapes.StructType)
    found: dict[str, tuple[str, Any]] = {}
    for member in shape.fields:
        kinds = member.type.types if isinstance(member.type, shapes.UnionType) else (member.type,)
        wanted: Any = _PASSED_OVER
        for kind in kinds:
            if isinstance(kind, shapes.StrType):
                wanted = None
            elif isinstance(kind, shapes.VarTupleType):
                assert isinstance(kind.item_type, shapes.StructType)
                wanted = kind.item_type.cls
            elif isinstance(kind, shapes.StructType):
                wanted = (_ONE, kind.cls)
        found[member.encode_name] = (member.name, wanted)
    return found


def struct_of(element: ET.Element, struct: type[S], file: str, place: str) -> S:
    """The element's children as members of ``struct``; others are passed over.

    Raises:
        MalformedError: a text that contains elements, or one that stands twice.
    """
    members = _members(struct)
    values: dict[str, Any] = {}
    for child in element:
        name = local_name(child.tag)
        field, wanted = members.get(name, ("", _PASSED_OVER))
        if wanted == _PASSED_OVER:
            continue
        if wanted is None:
            if field in values:
                raise MalformedError(file, f"contains the element {name!r} twice; keep one", place)
            values[field] = text_of(child, file, f"{place}/{name}")
        elif isinstance(wanted, tuple):
            if field in values:
                raise MalformedError(file, f"contains the element {name!r} twice; keep one", place)
            values[field] = struct_of(child, wanted[1], file, f"{place}/{name}")
        else:
            some = values.setdefault(field, [])
            some.append(struct_of(child, wanted, file, f"{place}/{name}[{len(some) + 1}]"))
    return struct(**{n: tuple(v) if type(v) is list else v for n, v in values.items()})


def text_of(element: ET.Element, file: str, place: str) -> str:
    """The text of an element that has nothing but text.

    Raises:
        MalformedError: it contains elements.
    """
    if len(element):
        raise MalformedError(file, "a text belongs here, not elements", place)
    return (element.text or "").strip()
