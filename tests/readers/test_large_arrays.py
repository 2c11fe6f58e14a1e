"""Guessing where the large arrays of a JSON file end changes nothing but the time it takes."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vcs_check.errors import InputError
from vcs_check.limits import DEFAULT_LIMITS
from vcs_check.readers import _content, _large_arrays, read_bom
from vcs_check.readers._content import Content
from vcs_check.readers._large_arrays import large_arrays

PARTS = [{"type": "device", "bom-ref": f"p{n}", "name": f"part {n}"} for n in range(3)]
NEEDS = [{"ref": "p0", "dependsOn": ["p1", "p2"]}, {"ref": "p1"}]


def bom(**members: Any) -> dict[str, Any]:
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", **members}


def spdx(**members: Any) -> dict[str, Any]:
    packages = [{"SPDXID": f"SPDXRef-{n}", "name": f"part {n}"} for n in range(3)]
    related = {
        "spdxElementId": "SPDXRef-0",
        "relationshipType": "CONTAINS",
        "relatedSpdxElement": "SPDXRef-1",
    }
    return {
        "spdxVersion": "SPDX-2.3",
        "SPDXID": "SPDXRef-DOCUMENT",
        "packages": packages,
        "relationships": [related],
        **members,
    }


def spdx_with(between: dict[str, Any]) -> dict[str, Any]:
    """With further members between packages and relationships."""
    made = spdx()
    related = made.pop("relationships")
    return {**made, **between, "relationships": related}


FILES = [{"SPDXID": "SPDXRef-f", "fileName": "./a"}]
TEXTS = [{"licenseId": "LicenseRef-1", "extractedText": "files"}]


@pytest.fixture(autouse=True)
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_large_arrays, "_LARGE_BYTES", 0)


def outcome(data: bytes) -> object:
    try:
        document = read_bom(data, "a.json")
    except InputError as error:
        return str(error)
    shown = [
        (c.id, c.name, c.kind, c.source, c.parents, c.hashes, c.references)
        for c in document.components
    ]
    return shown, document.notes, document.dependencies, document.serial


def outcomes(data: bytes) -> tuple[object, object]:
    """With guesses, and without."""
    guessed = outcome(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_content, "large_arrays", lambda data: (data, {}))
        return guessed, outcome(data)


USUAL = {
    "components and dependencies": bom(components=PARTS, dependencies=NEEDS),
    "no dependencies": bom(components=PARTS),
    "vulnerabilities last": bom(components=PARTS, dependencies=NEEDS, vulnerabilities=[]),
    "empty services between": bom(components=PARTS, services=[], dependencies=NEEDS),
    "tools first": bom(metadata={"tools": {"components": PARTS}}, components=PARTS),
    "spdx": spdx(),
    "empty lists between": spdx_with(
        {"externalDocumentRefs": [], "hasExtractedLicensingInfos": []}
    ),
}
ODD = {
    "files between": spdx_with({"files": FILES}),
    "texts between": spdx_with({"hasExtractedLicensingInfos": TEXTS}),
    "files and texts between": spdx_with({"files": FILES, "hasExtractedLicensingInfos": TEXTS}),
    "relationships first": {"relationships": [], **spdx()},
    "services between": bom(components=PARTS, services=[{"name": "x"}], dependencies=NEEDS),
    "a name that ends it": bom(
        components=[*PARTS, {"name": '],"dependencies":[{"ref"'}], dependencies=NEEDS
    ),
    "compositions have dependencies": bom(
        components=PARTS,
        dependencies=NEEDS,
        compositions=[{"aggregate": "complete", "assemblies": ["p0"], "dependencies": ["p0"]}],
    ),
    "text before": bom(x='"components":[', components=PARTS),
    "no array": bom(components={"a": PARTS}, dependencies=NEEDS),
    "null": bom(components=None, dependencies=NEEDS),
    "marks": bom(version=1, serialNumber="[1]", components=PARTS, dependencies=NEEDS),
    "wrapped": {"sbom": spdx()},
    "of another format": {**spdx(), "components": PARTS, "bomFormat": "CycloneDX"},
    "unread here": bom(packages=PARTS, components=PARTS),
}


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("name", [*USUAL, *ODD])
def test_reads_the_same_as_without_guessing(name: str, indent: int | None) -> None:
    data = json.dumps({**USUAL, **ODD}[name], indent=indent).encode()
    guessed, exact = outcomes(data)
    assert guessed == exact


@pytest.mark.parametrize("name", USUAL)
def test_usual_files_are_read_at_the_first_attempt(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(content: Content) -> None:
        raise AssertionError("read twice")

    monkeypatch.setattr(Content, "read_exactly", refuse)
    for data in (json.dumps(USUAL[name]).encode(), msgspec.json.encode(USUAL[name])):
        content = Content(data, "a.json", DEFAULT_LIMITS)
        assert content.unwrapped[0]
        assert content.is_guess
        assert read_bom(data, "a.json").components


@settings(deadline=None, max_examples=500)
@given(data=st.data())
def test_a_damaged_file_ends_in_the_same_way(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([*USUAL, *ODD]))
    whole = json.dumps({**USUAL, **ODD}[name]).encode()
    at = data.draw(st.integers(0, len(whole)))
    until = min(at + data.draw(st.integers(0, 12)), len(whole))
    put = data.draw(st.sampled_from([b"", b"]", b"[", b"}", b'"', b",", b"],", b'"components":[']))
    guessed, exact = outcomes(whole[:at] + put + whole[until:])
    assert guessed == exact


def test_a_key_that_stands_twice_is_found_beside_a_cut_array() -> None:
    for twice in (
        b'{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"name":"a"}],"components":[]}',
        b'{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"name":"a"},{"name":"b","name":"c"}]}',
    ):
        guessed, exact = outcomes(twice)
        assert guessed == exact
        assert "twice" in str(guessed)


def test_a_mark_is_no_text_of_the_file() -> None:
    data = json.dumps(bom(version=12, serialNumber="3", components=PARTS)).encode()
    rest, arrays = large_arrays(data)
    (mark,) = arrays
    assert rest.count(mark[1:-1]) == 1
    assert bytes(arrays[mark][1]) == json.dumps(PARTS).encode()


@pytest.mark.parametrize(
    "between", [{"files": FILES}, {"files": FILES, "hasExtractedLicensingInfos": TEXTS}]
)
def test_members_between_packages_and_relationships_are_seen(between: dict[str, Any]) -> None:
    made = spdx_with(between)
    made["packages"] = [{"SPDXID": f"SPDXRef-p{n}", "name": "x" * 40} for n in range(300)]
    made["packages"].append({"SPDXID": "SPDXRef-0", "name": "first"})
    made["relationships"] = made["relationships"] * 50
    data = json.dumps(made).encode()
    _, arrays = large_arrays(data)
    assert {key: json.loads(bytes(raw)) for key, raw in arrays.values()} == {
        "packages": made["packages"],
        "relationships": made["relationships"],
    }
