"""Values as UTF-8 JSON, also where a text from a BOM has no UTF-8; the schemas of their shapes."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import UNSET, Struct

_ENCODER = msgspec.json.Encoder()


def formatted(value: object) -> bytes:
    """JSON in two-space indentation, without a line break at its end."""
    return msgspec.json.format(encoded_json(value), indent=2)


def encoded_json(value: object) -> bytes:
    """UTF-8 JSON, whatever characters its texts have."""
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError:
        # A lone surrogate is no character and has no UTF-8; it is shown as an escape instead.
        return _ENCODER.encode(_without_surrogates(value))


def schema_of(shape: type[Struct], name: str, version: int) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one JSON output, with the URN that names it.

    Objects are open (``additionalProperties: true``): a later version may add fields.
    """
    made = msgspec.json.schema(shape)
    for definition in made["$defs"].values():
        if definition.get("type") == "object":
            definition["additionalProperties"] = True
            definition["title"] = definition["title"].removesuffix("Shape")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:vcs-check:{name}:{version}",
        "title": f"vcs-check {name}, version {version}",
        **made,
    }


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, Struct):
        kind = type(value)
        names = zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True)
        pairs = ((encoded, getattr(value, field)) for field, encoded in names)
        return {name: _without_surrogates(item) for name, item in pairs if item is not UNSET}
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {_without_surrogates(k): _without_surrogates(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_without_surrogates(item) for item in value]
    return value
