"""Each limit from both sides, in every format that it concerns, with its name in the error."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.hostile.corpus_graphs import cdx, packages, relation, spdx
from tests.hostile.corpus_lines import tv, yaml
from tests.hostile.corpus_spdx3 import element, spdx3
from tests.hostile.corpus_strings import HEAD, part
from tests.hostile.corpus_xml import part as xml_part
from tests.hostile.corpus_xml import rdf, xml
from tests.parity.unit import Part, Unit
from tests.parity.writers import WRITERS
from tests.readers.workbooks import csv_of, xlsx_of

from vcs_check.errors import LimitError
from vcs_check.limits import DEFAULT_LIMITS, FIXED, Limits, with_values
from vcs_check.readers import read_bom

HEADER = ["Component ID", "Parent ID", "Name"]
Maker = Callable[[int], bytes]


def nested_in_json(levels: int) -> bytes:
    inner = b'{"type":"library","name":"a","components":['
    return HEAD + b',"components":[' + inner * levels + b"]}" * levels + b"]}"


def nested_in_xml(levels: int) -> bytes:
    opening = '<component type="library"><name>a</name><components>'
    return xml(opening * levels + "</components></component>" * levels)


def contained(levels: int) -> bytes:
    chain = [relation(n, "CONTAINS", n + 1) for n in range(levels - 1)]
    return spdx(packages=packages(levels), relationships=chain)


def properties_in_xml(count: int) -> bytes:
    many = '<property name="x">y</property>' * count
    return xml(xml_part(f"<name>a</name><properties>{many}</properties>"))


def table(rows: int) -> list[list[object]]:
    return [[*HEADER], *([n, "", "a"] for n in range(rows - 1))]


def named(length: int) -> Unit:
    return Unit(replace(Part("n" * length), maker="", supplier=""))


def several(parts: int) -> Unit:
    return Unit(Part("TCU", parts=tuple(Part(f"p{n}", number=n + 1) for n in range(parts - 1))))


AT: dict[str, tuple[str, int, Maker]] = {
    # what a value of the limit admits, and one less does not
    "levels of components, JSON": ("max_nesting_depth", 9, nested_in_json),
    "levels of components, XML": ("max_nesting_depth", 9, nested_in_xml),
    "levels of packages": ("max_nesting_depth", 9, lambda n: contained(n + 1)),
    "levels of rows": ("max_nesting_depth", 9, lambda n: csv_of(
        [["Level", "Name", "MPN"], *([level, "a", "b"] for level in range(n + 1))])),
    "brackets": ("max_document_depth", 20, lambda n: HEAD + b',"x-x":' + b"[" * (n - 1)
                 + b"]" * (n - 1) + b"}"),
    "brackets beside texts": ("max_document_depth", 20, lambda n: HEAD + b',"x-y":"[{[{]","x-x":'
                              + b"[" * (n - 1) + b"]" * (n - 1) + b"}"),
    "elements": ("max_document_depth", 20, lambda n: xml("<a>" * (n - 2) + "</a>" * (n - 2))),
    "nodes": ("max_document_depth", 20, lambda n: rdf("<s:a>" * (n - 1) + "</s:a>" * (n - 1))),
    "lists of YAML": ("max_document_depth", 20, lambda n: yaml(
        "x: " + "[" * (n - 1) + "]" * (n - 1))),
    "properties, JSON": ("max_properties_per_component", 9, lambda n: part(
        properties=[{"name": "x", "value": "y"}] * n)),
    "properties, XML": ("max_properties_per_component", 9, properties_in_xml),
    "annotated values": ("max_properties_per_component", 9, lambda n: spdx(packages=[
        packages(1)[0] | {"annotations": [{"comment": "vcs:radio=cellular\n" * n}]}])),
    "a text that nobody reads, JSON": ("max_string_chars", 900, lambda n: part(copyright="é" * n)),
    "a text that nobody reads, XML": ("max_string_chars", 900, lambda n: xml(
        xml_part(f"<name>a</name><copyright>{'é' * n}</copyright>"))),
    "a text that nobody reads, YAML": ("max_string_chars", 900, lambda n: yaml(
        f"packages: [{{name: a, copyrightText: {'é' * n}}}]\n")),
    "a supplier, SPDX 3": ("max_string_chars", 900, lambda n: spdx3(
        element("Organization", "o", name="o" * n))),
    "a line": ("max_string_chars", 900, lambda n: tv(f"X: {'é' * (n - 3)}\n")),
    "bytes": ("max_input_bytes", 1000, lambda n: cdx().ljust(n)),
    "bytes of a table": ("max_input_bytes", 1000, lambda n: csv_of(table(20)).ljust(n)),
    "bytes of a packed file": ("max_unpacked_bytes", 1000, lambda n: gzip.compress(cdx().ljust(n))),
    "rows": ("max_sheet_rows", 9, lambda n: csv_of(table(n))),
    "rows of a workbook": ("max_sheet_rows", 9, lambda n: xlsx_of(table(n))),
    "columns": ("max_sheet_columns", 9, lambda n: csv_of(
        [HEADER, [1, "", "a", *(["x"] * (n - 3))]])),
    "cells of a workbook": ("max_sheet_cells", 50, lambda n: xlsx_of(
        [HEADER, *[[1, "", "a"]] * 15, ["x"] * (n - 3 - 15 * 2)])),
}  # fmt: skip


def refusal(data: bytes, limits: Limits) -> str:
    with pytest.raises(LimitError) as refused:
        read_bom(data, "a.bom", limits)
    return str(refused.value)


@pytest.mark.parametrize("what", AT)
def test_a_limit_admits_its_value_and_no_more(what: str) -> None:
    limit, value, make = AT[what]
    data = make(value)
    read_bom(data, "a.bom", with_values(DEFAULT_LIMITS, {limit: value}))
    assert f"limits.{limit}" in refusal(data, with_values(DEFAULT_LIMITS, {limit: value - 1}))


@pytest.mark.parametrize("name", WRITERS)
def test_components_are_counted_in_every_format(name: str) -> None:
    data = WRITERS[name].write(several(7))
    at_limit = with_values(DEFAULT_LIMITS, {"max_components": 7})
    assert len(read_bom(data, name, at_limit).components) == 7
    message = refusal(data, with_values(DEFAULT_LIMITS, {"max_components": 6}))
    assert "limits.max_components" in message


@pytest.mark.parametrize("name", WRITERS)
def test_the_length_of_a_name_is_bounded_in_every_format(name: str) -> None:
    limits = with_values(DEFAULT_LIMITS, {"max_string_chars": 3000})
    assert read_bom(WRITERS[name].write(named(1400)), name, limits).components
    assert "limits.max_string_chars" in refusal(WRITERS[name].write(named(3001)), limits)


def test_what_aliases_stand_for_is_bounded() -> None:
    data = yaml("a: &a [x,x,x,x]\nb: [*a,*a,*a]\n")
    sizes = [n for n in range(1, 200) if not _is_refused(data, Limits(max_alias_bytes=n))]
    assert sizes
    assert min(sizes) > 30
    assert "limits.max_alias_bytes" in refusal(data, Limits(max_alias_bytes=min(sizes) - 1))


def _is_refused(data: bytes, limits: Limits) -> bool:
    try:
        read_bom(data, "a.yaml", limits)
    except LimitError:
        return True
    return False


def test_the_ratio_of_unpacking_counts_from_a_size_on() -> None:
    data = gzip.compress(cdx().ljust(100_000))
    few = {"max_unpacking_ratio": 2, "max_unpacked_bytes_at_any_ratio": 200_000}
    assert read_bom(data, "a.gz", with_values(DEFAULT_LIMITS, few)).format == "cyclonedx-json"
    fewer = few | {"max_unpacked_bytes_at_any_ratio": 50_000}
    assert "limits.max_unpacking_ratio" in refusal(data, with_values(DEFAULT_LIMITS, fewer))
    more = fewer | {"max_unpacking_ratio": 100_000}
    assert read_bom(data, "a.gz", with_values(DEFAULT_LIMITS, more)).format == "cyclonedx-json"


def test_every_limit_on_a_bom_is_tested_here() -> None:
    source = json.dumps([*AT.values()], default=str) + "max_components max_alias_bytes"
    source += " max_unpacking_ratio max_unpacked_bytes_at_any_ratio"
    elsewhere = {"max_archive_members"}  # tests/hostile/test_hostile_archives.py
    names = set(Limits.__struct_fields__) - FIXED - elsewhere
    assert not [name for name in names if name not in source]
