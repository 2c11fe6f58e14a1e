"""Components are found again in their files: line and column from their ``source``."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.test_corpora import CORPORA, files

from vcs_check.errors import InputError
from vcs_check.readers import positions_of, read_bom
from vcs_check.readers._positions import Position
from vcs_check.readers._positions.json_spans import json_spans

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=20,
)


def pointers(value: object, base: str = "") -> dict[str, object]:
    """Every place of a JSON value with what stands there."""
    found = {base: value}
    if isinstance(value, dict):
        for key, inner in value.items():
            found |= pointers(inner, f"{base}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            found |= pointers(inner, f"{base}/{number}")
    return found


@given(values, st.sampled_from([None, 0, 1, "\t"]), st.data())
def test_a_span_is_the_text_of_the_value_that_the_pointer_leads_to(
    value: object, indent: int | str | None, data: st.DataObject
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    everything = pointers(value)
    wanted = data.draw(st.lists(st.sampled_from(list(everything))))
    spans = json_spans(text, wanted)
    assert spans.keys() == set(wanted)
    for pointer, (start, end) in spans.items():
        assert json.loads(text[start:end]) == everything[pointer]


def test_a_pointer_that_leads_nowhere_is_left_out() -> None:
    assert json_spans('{"a": [1]}', ["/a/1", "/b", "/a/0/x", "/a/0"]) == {"/a/0": (7, 8)}


def test_deep_nesting_needs_no_recursion() -> None:
    depth = 5_000
    text = '{"a":' * depth + "1" + "}" * depth
    assert json_spans(text, ["/a" * depth]) == {"/a" * depth: (5 * depth, 5 * depth + 1)}


JSON_BOM = """{
  "bomFormat": "CycloneDX", "specVersion": "1.6",
  "components": [
    {"type": "library", "name": "one"},
      {"type": "library", "name": "two", "components": [
  {"type": "library", "name": "three"}]}
  ]
}
"""


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\n\n"])
def test_lines_and_columns_are_those_of_an_editor(before: bytes) -> None:
    lines = before.count(b"\n")
    found = positions_of(before + JSON_BOM.encode(), "x", ["/components/0", "/components/1"])
    assert found == {
        "/components/0": Position(4 + lines, 5), "/components/1": Position(5 + lines, 7),
    }  # fmt: skip


def test_utf16_is_counted_in_characters() -> None:
    data = JSON_BOM.replace("two", "移远").encode("utf-16")
    assert positions_of(data, "x", ["/components/1/components/0"]) == {
        "/components/1/components/0": Position(6, 3)
    }


XML_BOM = """<?xml version="1.0"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.6" xmlns:x="urn:other" version="1">
  <components>
    <x:component/>
    <component type="library"><name>one</name></component>
    <component type="library"><name>two</name>
      <components><component type="library"><name>three</name></component></components>
    </component>
  </components>
</bom>
"""


@pytest.mark.parametrize("before", ["", "\n \n"])
def test_elements_are_found_by_number_and_foreign_ones_are_not_counted(before: str) -> None:
    data = (before + XML_BOM.removeprefix('<?xml version="1.0"?>\n')).encode()
    shift = before.count("\n") - 1
    paths = [c.source for c in read_bom(data, "x").components]
    assert positions_of(data, "x", [*paths, "/bom/components/component[9]"]) == {
        "/bom/components/component[1]": Position(5 + shift, 5),
        "/bom/components/component[2]": Position(6 + shift, 5),
        "/bom/components/component[2]/components/component[1]": Position(7 + shift, 19),
    }


def test_yaml_is_found_by_pointer() -> None:
    data = b"spdxVersion: SPDX-2.3\npackages:\n- name: a\n- SPDXID: SPDXRef-b\n  name: b\n"
    assert positions_of(data, "x", ["/packages/0", "/packages/1", "/packages/1/name"]) == {
        "/packages/0": Position(3, 3), "/packages/1": Position(4, 3),
        "/packages/1/name": Position(5, 9),
    }  # fmt: skip


def test_a_line_is_its_own_place() -> None:
    assert positions_of(b"", "x", ["line 12"]) == {"line 12": Position(12)}


def test_a_row_of_a_table_is_found_behind_cells_of_several_lines() -> None:
    table = b'Designator;Value;MPN\nR1;"10k\n1%";A1\n\nR2;1k;A2\n'
    assert [c.source for c in read_bom(table, "x").components] == ["row 2", "row 4"]
    assert positions_of(table, "x", ["row 2", "row 4", "row 9"]) == {
        "row 2": Position(2), "row 4": Position(5),
    }  # fmt: skip


def test_a_cell_of_a_workbook_is_its_row_and_column() -> None:
    cells = {"Sheet1!A5": Position(5, 1), "'a!b'!AA12": Position(12, 27)}
    assert positions_of(b"PK", "x", cells) == cells


def test_a_document_that_is_one_element_begins_where_its_brace_stands() -> None:
    assert positions_of(b'\n {"type": "x"}', "x", ["/"]) == {"/": Position(2, 2)}
    assert positions_of(b'{"": {"a": 1}}', "x", ["/", "//a"])["//a"] == Position(1, 12)


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(InputError):
        positions_of(b"\x00\x01\x02" * 9, "x", ["/components/0"])


@pytest.mark.skipif(not CORPORA.is_dir(), reason="VCS_CHECK_DATA names no folder with corpora")
def test_every_component_of_real_boms_is_found() -> None:
    looked_at = 0
    for path in files():
        data = path.read_bytes()
        try:
            document = read_bom(data, path.name)
        except InputError:
            continue
        found = positions_of(data, path.name, [c.source for c in document.components])
        lost = [c.source for c in document.components if c.source not in found]
        assert not lost, (path, lost[:3])
        looked_at += len(found)
    assert looked_at > 7_000


def test_thousands_of_places_in_one_long_line_cost_one_pass() -> None:
    parts = [
        {"type": "library", "name": f"part {n}", "description": "x" * 900} for n in range(20_000)
    ]
    data = json.dumps(
        {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": parts}
    ).encode()
    pointers = [f"/components/{n}" for n in range(20_000)]
    start = time.process_time()
    found = positions_of(data, "bom.json", pointers)
    assert time.process_time() - start < 4  # looking back from each place took ten times as long
    assert {at.line for at in found.values()} == {1}
    text = data.decode()
    for pointer in ("/components/0", "/components/9998", "/components/19998"):
        number = pointer.rpartition("/")[2]
        assert (
            found[pointer].column == text.index(f'{{"type": "library", "name": "part {number}"') + 1
        )
