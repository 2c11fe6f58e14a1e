"""Whatever stands in one place of a BOM, the outcome is a Document or an InputError."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml
from tests.parity import to_spdx2_rdf, to_spdx2_xml
from tests.parity._table import rows
from tests.parity.unit import Part, Unit
from tests.readers import samples, samples_spdx3
from tests.readers.workbooks import csv_of, xlsx_of

from vcs_check.errors import InputError
from vcs_check.readers import read_bom

HOSTILE: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 10**400, "", " ", "x", "\x00\x1b[31m", "\u202eevil", "\ud800",
    [], {}, [None], [[]], [{}], {"name": {}}, ["x", 1], {"x": "y"},
    "x" * 2000, [{"name": 5}], "NOASSERTION",
)  # fmt: skip
DELETED = object()
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place of a JSON document, depth first."""
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from places(inner, (*path, number))


def with_each_value(document: Any, *values: object) -> Iterator[Any]:
    """The document with each of the values in each of its places; the same object every time."""
    for path in list(places(document)):
        if not path:
            yield from (value for value in values if value is not DELETED)
            continue
        target = document
        for key in path[:-1]:
            target = target[key]
        before = copy.copy(target)
        for value in values:
            if value is DELETED:
                del target[path[-1]]
            else:
                target[path[-1]] = value
            yield document
            if isinstance(target, dict):  # in the old order
                target.clear()
                target.update(before)
            else:
                target[:] = before


def outcome(data: bytes) -> str:
    """``document`` or the class of the refusal; anything else escapes and fails the test."""
    try:
        document = read_bom(data, "hostile.bom")
    except InputError as error:
        refusal = error
    else:
        assert all(c.source and c.id for c in document.components)
        assert all(len(p) == 2 for c in document.components for p in (*c.hashes, *c.references))
        return "document"
    assert str(refusal).startswith("hostile.bom: ")
    assert len(str(refusal)) < 1000
    return type(refusal).__name__


OF_GRAPHS: tuple[Any, ...] = (
    {"@id": "x"}, {"@value": 1}, {"type": "Hash"}, {"type": "software_Package"},
)  # fmt: skip
FULL: dict[str, Any] = {
    "CycloneDX": samples.CYCLONEDX,
    "SPDX 2": samples.SPDX,
    "SPDX 3": samples_spdx3.SPDX3,
}


@pytest.mark.parametrize("name", FULL)
def test_every_hostile_value_in_every_place_of_json_is_read_or_refused(name: str) -> None:
    document = copy.deepcopy(FULL[name])
    values = (*HOSTILE, DELETED, *(OF_GRAPHS if name == "SPDX 3" else ()))
    outcomes = [
        outcome(samples.as_bytes(changed)) for changed in with_each_value(document, *values)
    ]
    assert document == FULL[name]
    assert len(outcomes) >= 1700
    assert {"document", "MalformedError", "NotABomError"} <= set(outcomes)


def test_every_hostile_value_in_every_place_of_yaml_is_read_or_refused() -> None:
    document = copy.deepcopy(samples.SPDX)
    plain = (value for value in HOSTILE if value != "\ud800")  # the emitter cannot write it
    values = (*plain, "a: b", "&a x", {"a": {"b": "c"}}, DELETED)
    outcomes = [
        outcome(yaml.dump(changed, Dumper=_DUMPER, sort_keys=False).encode(errors="replace"))
        for changed in with_each_value(document, *values)
    ]
    assert len(outcomes) >= 1000
    assert {"document", "MalformedError", "NotABomError"} <= set(outcomes)


def test_every_value_of_yaml_may_be_written_as_something_else() -> None:
    lines = yaml.dump(samples.SPDX, Dumper=_DUMPER, sort_keys=False).splitlines()
    hostile = (
        "", "~", "&a", "*a", "!!python/none", "!!binary aa==", "<<: *a", "|", ">", "? x", "- x",
        "[", "{", "{a: b", "'", '"\\', "%x", "@", "`", "\t", ".inf", "2026-01-02", "0o7", "#",
    )  # fmt: skip
    outcomes = []
    for number, line in enumerate(lines):
        key, colon, _ = line.partition(": ")
        for value in hostile:
            new = f"{key}{colon}{value}" if colon else f"{line} {value}"
            outcomes.append(
                outcome("\n".join([*lines[:number], new, *lines[number + 1 :]]).encode())
            )
    assert len(outcomes) >= 1000
    assert {"document", "MalformedError"} <= set(outcomes)


XML = {
    "CycloneDX": samples.CYCLONEDX_XML,
    "SPDX 2": to_spdx2_xml.element("Document", samples.SPDX),
    "RDF": to_spdx2_rdf.of(samples.SPDX).decode(),
}


@pytest.mark.parametrize("name", XML)
def test_every_element_and_attribute_of_xml_may_be_replaced(name: str) -> None:
    text = XML[name]
    hostile = (
        "", " ", "x", "-1", "\u202eevil", "<x/>", "<name/>", "<component/>", "&lt;", "&evil;",
        "<![CDATA[<]]>", "<!-- c -->", "<?pi?>", "\x00", "\x1b", "NOASSERTION", "9" * 5000,
        "<name>a</name><name>b</name>", "</component>", "<service><name>n</name></service>",
        "<s:Package/>", "#", "http://[", "<packages><packages/></packages>",
    )  # fmt: skip
    values = [match.span(1) for match in re.finditer(r">([^<>]*)<", text)]
    values += [match.span(1) for match in re.finditer(r'="([^"]*)"', text)]
    outcomes = [
        outcome((text[:start] + value + text[end:]).encode())
        for start, end in values
        for value in hostile
    ]
    attributes = [match.span() for match in re.finditer(r' [\w:]+="[^"]*"', text)]
    tags = [match.span() for match in re.finditer(r"<[^>]*>", text)]
    whole = [match.span() for match in re.finditer(r"<([\w:]+)[^>]*>[^<>]*</\1>", text)]
    for start, end in (*attributes, *tags, *whole):
        outcomes.append(outcome((text[:start] + text[end:]).encode()))
        outcomes.append(outcome((text[:end] + text[start:]).encode()))  # twice
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


CELLS = (
    "", " ", "x", "-1", "1e999", "9" * 5000, "0x1", "\u202e", "⓿", "²", "=1+1", "\x1b", "true",
    "2026-13-45", "NaN", "N/A", "a,b;c\td|e", '"', "\n", "vcs:class", "pkg:", "cpe:2.3:a", "1.1.1",
    "é" * 300,
)  # fmt: skip


@pytest.mark.parametrize(("write", "values"), [(csv_of, CELLS), (xlsx_of, CELLS[2:9:2])])
def test_every_cell_of_a_table_may_be_replaced(
    write: Callable[[list[list[Any]]], bytes], values: tuple[str, ...]
) -> None:
    inner = Part("tls", "library", licence="MIT", purl="pkg:npm/tls@1")
    facts = {"vcs:frequency-mhz": "2400", "cdx:device:quantity": "2"}
    modem = Part("LTE modem", facts=facts, parts=(inner,))
    table = rows(Unit(Part("TCU", parts=(modem,)), {"vcs:part": "Telematics control unit"}))
    outcomes = []
    for row in table:
        for column, before in enumerate(row):
            for value in values:
                row[column] = value
                outcomes.append(outcome(write(table)))
            row[column] = before
    assert len(outcomes) >= 250
    assert {"document", "MalformedError"} <= set(outcomes)
