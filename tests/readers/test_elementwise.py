"""Elements are decoded some at a time; which ones stand together must never show."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from vcs_check.errors import MalformedError
from vcs_check.inventory.document import Document
from vcs_check.readers import read_bom

HEAD = '{"bomFormat":"CycloneDX","specVersion":"1.6","components":['
PART: dict[str, Any] = {"type": "library", "name": "a", "supplier": {"name": "Example Soft"}}
PLACES = (0, 1, 63, 64, 127, 199)
"""Around the borders of what is decoded together, and the last of 200."""


def bom(odd: str, at: int) -> bytes:
    parts = [json.dumps(PART | {"bom-ref": f"part-{number}"}) for number in range(200)]
    parts[at] = odd
    return (HEAD + ",".join(parts) + "]}").encode()


def cdx(*parts: dict[str, Any]) -> Document:
    return read_bom((HEAD + ",".join(map(json.dumps, parts)) + "]}").encode(), "a.json")


FAULTS = {
    "a key twice": ('{"type":"library","name":"a","name":"b"}', ""),
    "a nested key twice": ('{"name":"a","hashes":[{"alg":"x","alg":"y"}]}', "/hashes"),
    "a supplier's key twice": ('{"name":"a","supplier":{"name":"x","name":"y"}}', "/supplier"),
    "a licence's key twice": (
        '{"name":"a","licenses":[{"license":{"id":"x","id":"MIT"}}]}',
        "/licenses",
    ),
    "a pedigree's key twice": (
        '{"name":"a","pedigree":{"patches":[{}],"patches":[]}}',
        "/pedigree",
    ),
    "a key twice behind an escaped colon": (
        '{"name":"a","description":"\\u003a\\u003A","name":"b"}',
        "",
    ),
    "a key twice behind an unknown one": ('{"name":"a","x-y":1,"name":"b"}', ""),
    "a list for a name": ('{"name":[]}', "/name"),
    "a number for a supplier": ('{"name":"a","supplier":5}', "/supplier"),
    "a text for authors": ('{"name":"a","authors":"x"}', "/authors"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("at", PLACES)
def test_a_fault_is_found_at_its_own_place_wherever_it_stands(fault: str, at: int) -> None:
    odd, below = FAULTS[fault]
    with pytest.raises(MalformedError) as refused:
        read_bom(bom(odd, at), "a.json")
    assert refused.value.place == f"/components/{at}{below}"


@pytest.mark.parametrize("at", PLACES)
@pytest.mark.parametrize(
    "odd",
    [
        '{"type":"library","name":"odd","x-unknown":{"name":"a"}}',
        '{"type":"library","name":"odd","version":1.10}',
        '{"type":"library","name":"odd","supplier":"Example Soft"}',
        '{"type":"library","name":"odd","description":"\\u003a"}',
        '{"type":"library","name":"odd","copyright":"%s","swid":"%s"}' % (("x" * 750_000,) * 2),
    ],
    ids=["unknown member", "number", "bare name", "escaped colon", "large"],
)
def test_an_odd_component_changes_nothing_for_its_neighbours(odd: str, at: int) -> None:
    components = read_bom(bom(odd, at), "a.json").components
    assert [c.name for c in components] == ["a"] * at + ["odd"] + ["a"] * (199 - at)
    usual = [c for c in components if c.name == "a"]
    assert {c.parties[0].name for c in usual} == {"Example Soft"}
    assert len({id(c.parties) for c in usual}) == 1
    assert [c.source for c in components] == [f"/components/{number}" for number in range(200)]


def test_parties_written_in_two_ways_are_one_object() -> None:
    data = (
        HEAD + '{"name":"a","supplier":{"name":"S"}},{"name":"b","supplier": { "name" : " S "}},'
        '{"name":"c","supplier":"S","manufacturer":null,"licenses":null,"authors":""}]}'
    )
    one, two, three = read_bom(data.encode(), "a.json").components
    assert one.parties[0].name == "S"
    assert one.parties is two.parties is three.parties


def test_release_notes_date_the_component_in_json_and_xml() -> None:
    read = cdx(
        PART | {"releaseNotes": {"type": "major", "timestamp": "2026-03-17T23:59:00.5+09:00"}},
        PART | {"releaseNotes": {"type": "major"}},
        PART | {"releaseNotes": None},
    )
    assert [c.released_on for c in read.components] == [date(2026, 3, 17), None, None]
    assert not read.notes
    xml = """<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>
      <component type="library"><name>a</name><releaseNotes><type>major</type>
      <timestamp>2026-03-16</timestamp></releaseNotes></component></components></bom>"""
    assert read_bom(xml.encode(), "a.xml").components[0].released_on == date(2026, 3, 16)


@pytest.mark.parametrize("stamp", ["soon", "2026-13-01", "2026-03-17x", "17.03.2026", 20260317])
def test_a_release_timestamp_that_is_none_is_a_note(stamp: object) -> None:
    read = cdx(PART | {"releaseNotes": {"timestamp": stamp}})
    assert read.components[0].released_on is None
    assert [note.place for note in read.notes] == ["/components/0/releaseNotes/timestamp"]
    assert "is no date" in read.notes[0].message


@pytest.mark.parametrize(
    "notes",
    ["[1]", '"x"', '{"timestamp":{}}', '{"timestamp":"2026-01-01","timestamp":"2020-01-01"}'],
)
def test_ambiguous_or_misshapen_release_notes_are_refused(notes: str) -> None:
    data = (HEAD + '{"name":"a","releaseNotes":' + notes + "}]}").encode()
    with pytest.raises(MalformedError, match="/components/0/releaseNotes"):
        read_bom(data, "a.json")


@pytest.mark.parametrize(
    ("data", "unneeded"),
    [
        (
            HEAD + json.dumps(PART) + '],"metadata":{"tools":[],"component":{"name":"T"}}}',
            ["xml", "pyexpat", "vcs_check.readers._tolerant", "vcs_check.readers._spdx"],
        ),
        (
            '{"spdxVersion":"SPDX-2.3","packages":[{"name":"a"}]}',
            ["xml", "pyexpat", "vcs_check.readers._tolerant", "vcs_check.readers.spdx2_tagvalue"],
        ),
        (
            "SPDXVersion: SPDX-2.3\nPackageName: a\n",
            ["xml", "pyexpat", "vcs_check.readers._tolerant", "vcs_check.readers._cyclonedx"],
        ),
        (
            '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>'
            '<component type="library"><name>a</name></component></components></bom>',
            [
                "vcs_check.readers._tolerant",
                "vcs_check.readers._spdx",
                "vcs_check.readers.cyclonedx_json",
            ],
        ),
    ],
    ids=["cyclonedx-json", "spdx-json", "spdx-tag-value", "cyclonedx-xml"],
)
def test_the_first_read_imports_what_its_format_needs_and_no_more(
    data: str, unneeded: list[str]
) -> None:
    program = (
        "import sys; from vcs_check.readers import read_bom; "
        "document = read_bom(sys.argv[1].encode(), 'a'); "
        "print(len(document.components) > 0, "
        "[name for name in sys.argv[2:] if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, data, *unneeded],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "True []"
