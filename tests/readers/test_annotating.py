"""A CycloneDX file with properties added: valid, otherwise unchanged, and read as before."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.test_corpora import CORPORA, files

from vcs_check.errors import InputError, MalformedError
from vcs_check.readers import read_bom, with_properties
from vcs_check.readers._annotating.xml_edit import _FOLLOWING
from vcs_check.validation import Fault, validate

PREFIX = "test:"
NEW = [("test:verdict", 'a "quoted" <b> & ]]> line'), ("test:reason", "移远 “x”")]
ROOT = Path(__file__).parents[2]
BOMS = [p for p in sorted((ROOT / "sboms").rglob("*.cdx.*")) if "1.2" not in p.read_text()[:300]]


def annotated(data: bytes, path: str) -> bytes:
    document = read_bom(data, path)
    places = [component.source for component in document.components]
    metadata = "/bom/metadata" if document.format.endswith("xml") else "/metadata"
    return with_properties(data, path, dict.fromkeys([*places, metadata], NEW), PREFIX)


def faults(data: bytes) -> list[Fault]:
    return validate(data, read_bom(data, "x"))


def without(value: Any) -> Any:
    """A JSON value without the properties that were added and the lists that held only them."""
    if isinstance(value, list):
        return [without(v) for v in value if not str(_name(v)).startswith(PREFIX)]
    if not isinstance(value, dict):
        return value
    cleaned = {key: without(inner) for key, inner in value.items()}
    return {k: v for k, v in cleaned.items() if not (k in ("properties", "metadata") and not v)}


def _name(value: Any) -> Any:
    return value.get("name", "") if isinstance(value, dict) else ""


def canonical(element: ET.Element) -> list[Any]:
    """An XML element without the properties that were added; white space between tags is none."""
    inside = [
        canonical(child) for child in element if not (child.get("name") or "").startswith(PREFIX)
    ]
    inside = [child for child in inside if not (child[0].endswith("}properties") and not child[3])]
    return [element.tag, element.attrib, (element.text or "").strip(), inside]


def values_of(document: Any) -> list[Any]:
    return [
        [
            *(c.id, c.kind, c.name, c.source, c.version, c.declared, c.parties, c.licences),
            c.parents,
            [p for p in c.properties if not p[0].startswith(PREFIX)],
        ]
        for c in document.components
    ]


def check_one(data: bytes, path: str) -> None:
    before = read_bom(data, path)
    made = annotated(data, path)
    after = read_bom(made, path)
    assert values_of(before) == values_of(after), path
    for component in after.components:
        ours = [pair for pair in component.properties if pair[0].startswith(PREFIX)]
        assert ours == NEW, (path, component.source)
    assert annotated(made, path) == made, path
    if before.format.endswith("xml"):
        assert canonical(ET.fromstring(made)) == canonical(ET.fromstring(data)), path
    else:
        plain = data.decode("utf-8-sig")
        assert without(json.loads(made.decode("utf-8-sig"))) == without(json.loads(plain)), path


@pytest.mark.parametrize("path", BOMS, ids=lambda path: str(path.name))
def test_an_example_keeps_all_that_it_says_and_stays_valid(path: Path) -> None:
    data = path.read_bytes()
    check_one(data, path.name)
    assert not faults(data)
    assert not faults(annotated(data, path.name))


@pytest.mark.skipif(not CORPORA.is_dir(), reason="VCS_CHECK_DATA names no folder with corpora")
def test_real_and_official_files_keep_all_that_they_say() -> None:
    looked_at = refused = 0
    for path in files():
        if path.stat().st_size > 100_000 or not path.name.startswith(("valid-", "bom", "sbom")):
            continue
        data = path.read_bytes()
        try:
            read_bom(data, path.name)
            annotated(data, path.name)
        except InputError:
            refused += 1
            continue
        check_one(data, path.name)
        looked_at += 1
    assert looked_at > 300


@pytest.mark.parametrize("version", ["1.2", "1.1"])
@pytest.mark.parametrize(
    "text",
    [
        '{{"bomFormat": "CycloneDX", "specVersion": "{}", "components": []}}',
        '<bom xmlns="http://cyclonedx.org/schema/bom/{}"><components/></bom>',
    ],
)
def test_a_version_without_properties_is_refused(text: str, version: str) -> None:
    with pytest.raises(MalformedError, match="has no properties"):
        with_properties(text.format(version).encode(), "x", {}, PREFIX)


@pytest.mark.parametrize(
    "data", [b'{"spdxVersion": "SPDX-2.3"}', b"<x/>", b"SPDXVersion: SPDX-2.3\n"]
)
def test_what_is_not_cyclonedx_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedError, match="annotated"):
        with_properties(data, "x", {}, PREFIX)


JSON = (
    '{"bomFormat": "CycloneDX", "specVersion": "1.6", '
    '"components": [{"type": "file", "name": "a"}]}'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encoding_of_json_stays(encoding: str) -> None:
    made = with_properties(JSON.encode(encoding), "x", {"/components/0": NEW}, PREFIX)
    assert made[:2] == JSON.encode(encoding)[:2]
    assert (
        json.loads(made.decode(encoding))["components"][0]["properties"][1]["value"] == "移远 “x”"
    )


@pytest.mark.parametrize("text", [JSON, '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>'])
def test_a_packed_file_becomes_a_plain_copy(text: str) -> None:
    made = with_properties(gzip.compress(text.encode()), "x", {}, PREFIX)
    assert made == text.encode()


def test_metadata_is_made_where_there_is_none() -> None:
    made = json.loads(with_properties(JSON.encode(), "x", {"/metadata": NEW}, PREFIX))
    assert made["metadata"]["properties"][0]["name"] == "test:verdict"


def test_what_stands_on_one_line_stays_on_one_line() -> None:
    made = with_properties(JSON.encode(), "x", {"/components/0": NEW}, PREFIX)
    assert b"\n" not in made


def test_an_empty_list_and_null_become_a_list() -> None:
    for empty in ("[]", "null", "[ ]"):
        text = JSON.replace('"name": "a"', f'"name": "a", "properties": {empty}')
        made = json.loads(with_properties(text.encode(), "x", {"/components/0": NEW}, PREFIX))
        assert len(made["components"][0]["properties"]) == 2


@pytest.mark.parametrize(
    "inside",
    [
        "<c:name>a</c:name>",
        "<c:name>a</c:name><c:properties/>",
        '<c:name>a</c:name><c:properties><c:property name="k>"/></c:properties>',
        "<c:name>a</c:name><c:properties></c:properties><c:components/>",
        "<c:name>a</c:name><c:evidence/>",
        "<c:name>a</c:name><x:other xmlns:x='urn:x'/>",
    ],
)
def test_the_prefix_and_the_order_of_xml_are_kept(inside: str) -> None:
    text = (
        '<c:bom xmlns:c="http://cyclonedx.org/schema/bom/1.6"><c:components>'
        f'<c:component type="file">{inside}</c:component></c:components></c:bom>'
    )
    check_one(text.encode(), "x")
    made = annotated(text.encode(), "x").decode()
    assert made.count("<c:properties") == 1
    assert not faults(made.encode()) or "urn:x" in inside
    at = made.index("<c:properties")
    assert all(f"<c:{name}" not in made[:at] for name in _FOLLOWING - {"components"})


@given(st.text(), st.text(min_size=1))
def test_any_text_can_be_a_value(value: str, name: str) -> None:
    made = with_properties(JSON.encode(), "x", {"/components/0": [(name, value)]}, "none:")
    (entry,) = msgspec.json.decode(made)["components"][0]["properties"]
    assert entry == {"name": name, "value": value}
