"""Whether a BOM is what the official schema of its format asks for; never asked by default.

Most real BOMs break their schema in places that say nothing here, so reading does not ask. The
schemas of CycloneDX come with cyclonedx-python-lib. SPDX publishes a JSON Schema that no library
brings along: it can be given as a file. Tag-value and RDF have none.

Needs ``jsonschema-rs`` for JSON and ``lxml`` for XML: the extra ``validate``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from vcs_check.inventory.document import Document
from vcs_check.limits import DEFAULT_LIMITS, Limits
from vcs_check.readers._content import Content

_MAX_FAULTS: Final = 100
_MAX_CHARS: Final = 300
_BASE: Final = "http://cyclonedx.org/schema/"
_SHARED: Final = ("spdx.SNAPSHOT.schema.json", "jsf-0.82.SNAPSHOT.schema.json",
                  "cryptography-defs.SNAPSHOT.schema.json")  # fmt: skip


class Fault(Struct, frozen=True):
    """One place that the schema refuses."""

    message: str
    place: str
    """JSON pointer, or ``line N``."""


class CannotValidateError(Exception):
    """There is no schema for the file, or the library that applies it is not installed."""


def validate(
    data: bytes,
    document: Document,
    schemas: tuple[bytes, ...] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> list[Fault]:
    """What the official schema of its format and version finds wrong in a BOM; at most 100 faults.

    Args:
        data: the file's bytes, which were read without error.
        document: what was read.
        schemas: further JSON Schemas, for JSON of which none is bundled; each is applied.
        limits: those that the file was read with.

    Raises:
        CannotValidateError: nobody can say; with the reason and what to do.
    """
    content = Content(data, document.path, limits)
    if document.format == "cyclonedx-json":
        validator = _cyclonedx(document.version)
        return list(islice(_json_faults(validator, _instance(content)), _MAX_FAULTS))
    if document.format == "cyclonedx-xml":
        return list(islice(_xml_faults(content.data, document.version), _MAX_FAULTS))
    if content.kind == "json" and schemas:
        instance = _instance(content)
        found = (f for each in schemas for f in _json_faults(_given(each), instance))
        return list(islice(found, _MAX_FAULTS))
    raise CannotValidateError(
        f"no official schema of {document.format} {document.version} comes along; "
        + ("give one with --schema" if content.kind == "json" else "none is published for it")
    )


def _instance(content: Content) -> tuple[Any, str]:
    """The BOM's own object, decoded, and its pointer in the file."""
    try:
        value: Any = json.loads(content.data)
    except RecursionError:
        raise CannotValidateError("nested too deep to be validated; flatten it") from None
    _, pointer = content.unwrapped
    for key in pointer.split("/")[1:]:
        value = value[key]
    return value, pointer


def _schema(name: str) -> Path:
    from cyclonedx.schema import _res

    path = Path(_res.__file__).parent / name
    if not path.is_file():
        raise CannotValidateError(f"cyclonedx-python-lib brings no schema {name}")
    return path


@cache
def _cyclonedx(version: str) -> Any:
    """The validator of one version; the strict schema where there are two (1.2 and 1.3)."""
    rs = _jsonschema_rs()
    strict = "-strict" if version in ("1.2", "1.3") else ""
    schema = json.loads(_schema(f"bom-{version}{strict}.SNAPSHOT.schema.json").read_bytes())
    shared = [(_BASE + name, json.loads(_schema(name).read_bytes())) for name in _SHARED]
    registry = rs.Registry(shared, draft=rs.Draft7)
    return rs.Draft7Validator(
        schema, registry=registry, validate_formats=True, retriever=_fetch_nothing
    )


def _fetch_nothing(uri: str) -> Any:
    raise ValueError(f"{uri} is not at hand, and nothing is fetched")


@cache
def _given(schema: bytes) -> Any:
    try:
        return _jsonschema_rs().validator_for(schema.decode("utf-8-sig"), retriever=_fetch_nothing)
    except ValueError as error:
        raise CannotValidateError(f"--schema: no JSON Schema: {_cut(str(error))}") from None


def _jsonschema_rs() -> Any:
    try:
        import jsonschema_rs
    except ImportError:
        raise CannotValidateError(
            "validating JSON needs jsonschema-rs; install vcs-check[validate]"
        ) from None
    return jsonschema_rs


def _json_faults(validator: Any, instance: tuple[Any, str]) -> Iterator[Fault]:
    value, pointer = instance
    for error in validator.iter_errors(value):
        steps = (str(step).replace("~", "~0").replace("/", "~1") for step in error.instance_path)
        yield Fault(_cut(error.message), "/".join((pointer, *steps)))


def _xml_faults(data: bytes, version: str) -> Iterator[Fault]:
    try:
        from lxml import etree
    except ImportError:
        raise CannotValidateError(
            "validating XML needs lxml; install vcs-check[validate]"
        ) from None
    schema = etree.XMLSchema(file=str(_schema(f"bom-{version}.SNAPSHOT.xsd")))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        yield Fault(_cut(str(error)), f"line {error.lineno}")
        return
    if not schema.validate(tree):
        for entry in schema.error_log:
            yield Fault(_cut(entry.message), f"line {entry.line}")


def _cut(message: str) -> str:
    """A message without the middle of the value that it quotes."""
    if len(message) <= _MAX_CHARS:
        return message
    return f"{message[: _MAX_CHARS // 2]} … {message[-_MAX_CHARS // 2 :]}"
