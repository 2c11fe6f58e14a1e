"""Whatever stands in one place of a BOM, the outcome is a Document or an InputError."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.readers import samples

from vcs_check.errors import InputError
from vcs_check.readers import read_bom

HOSTILE: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 10**400, "", " ", "x", "\x00\x1b[31m", "\u202eevil", "\ud800",
    [], {}, [None], [[]], [{}], {"name": {}}, ["x", 1], {"x": "y"},
    "x" * 2000, [{"name": 5}], "NOASSERTION",
)  # fmt: skip
DELETED = object()


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place of a JSON document, depth first."""
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from places(inner, (*path, number))


def with_value(document: Any, path: tuple[str | int, ...], value: object) -> Any:
    """A copy of the document with another value in one place."""
    if not path:
        return value
    changed = copy.deepcopy(document)
    target = changed
    for key in path[:-1]:
        target = target[key]
    if value is DELETED:
        del target[path[-1]]
    else:
        target[path[-1]] = value
    return changed


def outcome(data: bytes) -> str:
    """``document`` or the class of the refusal; anything else escapes and fails the test."""
    try:
        document = read_bom(data, "hostile.bom")
    except InputError as error:
        refusal = error
    else:
        assert all(c.source and c.id for c in document.components)
        return "document"
    assert str(refusal).startswith("hostile.bom: ")
    assert len(str(refusal)) < 1000
    return type(refusal).__name__


@pytest.mark.parametrize("name", ["CYCLONEDX", "SPDX"])
def test_every_hostile_value_in_every_place_of_json_is_read_or_refused(name: str) -> None:
    document = getattr(samples, name)
    outcomes = [
        outcome(samples.as_bytes(with_value(document, path, value)))
        for path in places(document)
        for value in (*HOSTILE, DELETED)
        if not (path == () and value is DELETED)
    ]
    assert len(outcomes) >= 960
    assert {"document", "MalformedError", "NotABomError"} <= set(outcomes)


def test_every_element_and_attribute_of_xml_may_be_replaced() -> None:
    text = samples.CYCLONEDX_XML
    hostile = (
        "", " ", "x", "-1", "\u202eevil", "<x/>", "<name/>", "<component/>", "&lt;", "&evil;",
        "<![CDATA[<]]>", "<!-- c -->", "<?pi?>", "\x00", "\x1b", "NOASSERTION", "9" * 5000,
        "<name>a</name><name>b</name>", "</component>", "<service><name>n</name></service>",
    )  # fmt: skip
    values = [match.span(1) for match in re.finditer(r">([^<>]*)<", text)]
    values += [match.span(1) for match in re.finditer(r'="([^"]*)"', text)]
    outcomes = [
        outcome((text[:start] + value + text[end:]).encode())
        for start, end in values
        for value in hostile
    ]
    tags = [match.span() for match in re.finditer(r"<[^>]*>", text)]
    outcomes += [outcome((text[:start] + text[end:]).encode()) for start, end in tags]
    assert len(outcomes) >= 960
    assert {"document", "MalformedError"} <= set(outcomes)


def test_every_line_of_tag_value_may_be_replaced() -> None:
    lines = samples.TAG_VALUE.split("\n")
    hostile = (
        "", " ", ":", "x", "x:", ": x", "<text>", "</text>", "# note", "PackageName:",
        "PackageName: \x00", "SPDXID:", "SPDXID: SPDXRef-tcu", "Relationship: a", "\ud83d\ude00",
        "Relationship: NOASSERTION CONTAINS NONE", "ExternalRef: x", "AnnotationComment: vcs:x=y",
        "SPDXVersion: SPDX-2.3", "PackageSupplier: Organization:", "PackageChecksum: ?",
        "Relationship: SPDXRef-tcu CONTAINS SPDXRef-tcu", "Annotator:", "SPDXREF: x",
    )  # fmt: skip
    outcomes = [
        outcome("\n".join([*lines[:n], value, *lines[n + keep :]]).encode(errors="replace"))
        for n in range(len(lines))
        for value in hostile
        for keep in (0, 1)
    ]
    assert len(outcomes) >= 960
    assert {"document", "MalformedError"} <= set(outcomes)
