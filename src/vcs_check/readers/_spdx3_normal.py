"""JSON-LD in whatever form, as the compact form in which SPDX 3 is usually written.

Names may be compact (``software_Package``), prefixed (``spdx:Software/Package``) or whole IRIs;
values may be wrapped (``{"@value": …}``, ``{"@id": …}``, lists of one); elements may stand inside
others. A ``@context`` is never fetched: names keep the meaning that SPDX gives them.
"""

from __future__ import annotations

import re
from typing import Any, Final

from msgspec import Struct

from vcs_check.errors import LimitError, MalformedError
from vcs_check.limits import Limits
from vcs_check.readers import _json, _spdx3

_TERM: Final = re.compile(
    r"(?:https?://spdx\.org/rdf/(?:v?3[0-9.]*)/terms/|spdx:)([A-Za-z]+)/([A-Za-z0-9]+)", re.ASCII
)
_KEYWORDS: Final = {"@type": "type", "id": "spdxId"}
_VALUE_KEYS: Final = frozenset({"@value", "@type", "@language", "type"})


class Node(Struct):
    """An element that stands in the file: its class, its members in compact form, its place."""

    kind: str
    members: dict[str, Any]
    place: str


def compact(name: str) -> str:
    """``software_Package`` for the class or property, however it is written."""
    if name in _KEYWORDS:
        return _KEYWORDS[name]
    found = _TERM.fullmatch(name)
    if found is None:
        prefix, separator, local = name.partition("_")
        return f"{prefix.lower()}_{local}" if separator and prefix.isalpha() else name
    return found[2] if found[1] == "Core" else f"{found[1].lower()}_{found[2]}"


def nodes(value: dict[str, Any], file: str, place: str, limits: Limits) -> list[Node]:
    """The element and those that stand inside it, which become references to them.

    Raises:
        MalformedError: two names of one property in an object, or no class that can be told.
        LimitError: elements in elements deeper than ``limits.max_document_depth``.
    """
    found: list[Node] = []
    first = _compacted(value, file, place)
    found.append(Node(_kind(first, file, place), first, place))
    waiting: list[tuple[dict[str, Any], str, int]] = [(first, place, 1)]
    while waiting:
        members, at, depth = waiting.pop()
        if depth > limits.max_document_depth:
            raise _json.too_deep(file, at, limits.max_document_depth)
        for key, inner in members.items():
            single = not isinstance(inner, list)
            below = [inner] if single else inner
            for number, each in enumerate(below):
                if not isinstance(each, dict):
                    continue
                here = _json.pointer_to(at, *((key,) if single else (key, number)))
                tidy = _unwrapped(each, file, here)
                if isinstance(tidy, dict):
                    kind = tidy.get("type")
                    waiting.append((tidy, here, depth + 1))
                    if _is_element(kind, tidy, key):
                        name = _kind(tidy, file, here)
                        tidy.setdefault("spdxId", tidy.get("@id") or f"_:{here}")
                        found.append(Node(name, tidy, here))
                        below[number] = tidy["spdxId"]
                        continue
                below[number] = tidy
            members[key] = below[0] if single else below
        if len(found) > limits.max_components:
            raise LimitError(file, "too many elements (limits.max_components)", at)
    return found


def _is_element(kind: object, members: dict[str, Any], key: str) -> bool:
    if key in ("extension", "creationInfo"):
        return False
    if isinstance(kind, str):
        if kind in _spdx3.NO_ELEMENTS:
            return False
        if _spdx3.struct_for(kind) is not None:
            return True
    return "spdxId" in members


def _compacted(value: dict[str, Any], file: str, place: str) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, said in value.items():
        name, inner = compact(key), said
        if name == "@context":
            continue
        if name in made:
            _json.duplicate_key(file, place, name)
        if isinstance(inner, dict) and (inner.keys() == {"@list"} or inner.keys() == {"@set"}):
            inner = next(iter(inner.values()))
        if name in _LISTS and isinstance(inner, dict):
            inner = [inner]
        made[name] = inner
    kind = made.get("type")
    if isinstance(kind, list) and kind and all(isinstance(each, str) for each in kind):
        names = [compact(each) for each in kind]
        made["type"] = next((each for each in names if _spdx3.struct_for(each)), names[0])
    elif isinstance(kind, str):
        made["type"] = compact(kind)
    for name, inner in made.items():
        if isinstance(inner, list) and len(inner) == 1 and _is_wrapper(inner[0]):
            made[name] = inner[0]
    return made


def _is_wrapper(value: object) -> bool:
    return isinstance(value, dict) and (
        value.keys() == {"@id"} or ("@value" in value and value.keys() <= _VALUE_KEYS)
    )


def _unwrapped(value: dict[str, Any], file: str, place: str) -> Any:
    """What a JSON-LD wrapper stands for, or the object in compact form."""
    if _is_wrapper(value):
        return value["@id"] if "@id" in value else value["@value"]
    return _compacted(value, file, place)


_LISTS: Final = frozenset(
    {
        "externalIdentifier", "externalRef", "verifiedUsing", "import", "extension",
        "extension_cdxProperty", "namespaceMap",
    }
)  # fmt: skip
"""Properties whose single value stays in a list."""


def _kind(members: dict[str, Any], file: str, place: str) -> str:
    kind = members.get("type")
    if not isinstance(kind, str) or not kind.strip():
        raise MalformedError(
            file, "an SPDX element belongs here, with its type; name the type", place
        )
    return kind
