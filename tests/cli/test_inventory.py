"""``inventory``: files that refer to each other, formats, and validation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.vehicle import bom, run, spdx, thing, write
from tests.pipeline.linked import cdx, to, urn


@pytest.fixture(autouse=True)
def files(folder: Path) -> None:
    unit = thing("TCU", kind="device") | {"externalReferences": [to(urn("lib"))]}
    write(
        folder,
        top_json=cdx("vehicle", thing("Example EV vehicle", kind="device"), unit),
        lib_json=cdx("lib", thing("image"), thing("logger")),
        odd_json=bom(thing("a", kind="hardware")),
        pkg_json=spdx([], "a"),
    )


def test_tree_shows_what_stands_in_another_file_below_its_component() -> None:
    lines = run("inventory", "top.json", "lib.json", "--format", "tree").stdout.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("  TCU"))
    assert lines[at + 1].startswith("    → lib.json")
    assert "in another BOM" in lines[at + 1]


def test_json_says_who_links_to_what_and_what_depends_on_what() -> None:
    top, lib = json.loads(run("inventory", "top.json", "lib.json", "-o", "json").stdout)
    assert lib["part_of"] == [{"path": "top.json", "id": "TCU"}]
    assert lib["components"][0]["part_of"] == top["part_of"] == []
    assert lib["serial"].startswith("urn:uuid:")
    assert lib["revision"] == "1"
    assert top["faults"] == lib["faults"] == []


def test_note_that_blocks_a_pass_says_so() -> None:
    result = run("inventory", "top.json")
    assert result.exit_code == 0
    assert "no pass can rest on this file: /components/0/externalReferences/0" in result.stdout


def test_output_can_go_into_a_file_but_not_over_an_input(folder: Path) -> None:
    assert run("inventory", "top.json", "-o", "json=out.json").stdout == ""
    assert json.loads((folder / "out.json").read_text())[0]["path"] == "top.json"
    before = (folder / "top.json").read_bytes()
    assert run("inventory", "top.json", "-o", "json=top.json").exit_code == 2
    assert (folder / "top.json").read_bytes() == before
    for wrong in ("html", "json=", "=x"):
        assert run("inventory", "top.json", "-o", wrong).exit_code == 2


def test_validation_is_off_by_default_and_ends_with_4_where_it_fails() -> None:
    assert run("inventory", "odd.json").exit_code == 0
    result = run("inventory", "odd.json", "lib.json", "--validate")
    assert result.exit_code == 4
    assert "odd.json: /components/0/type: not valid" in result.stderr
    assert "logger" in result.stdout
    (read,) = json.loads(run("inventory", "odd.json", "--validate", "-o", "json").stdout)
    assert [fault["place"] for fault in read["faults"]] == ["/components/0/type"]
    assert run("inventory", "lib.json", "--validate").exit_code == 0


def test_what_cannot_be_validated_is_not_called_valid(folder: Path) -> None:
    result = run("inventory", "pkg.json", "--validate")
    assert result.exit_code == 4
    assert "not validated" in result.stderr
    (folder / "schema.json").write_text('{"required": ["spdxVersion"]}')
    assert run("inventory", "pkg.json", "--validate", "--schema", "schema.json").exit_code == 0
    assert run("inventory", "pkg.json", "--schema", "schema.json").exit_code == 2
    assert run("inventory", "pkg.json", "--validate", "--schema", "gone.json").exit_code == 4


@pytest.mark.parametrize("option", ["--answers", "--register", "--decisions"])
def test_what_only_an_evaluation_uses_is_refused_without_review(folder: Path, option: str) -> None:
    write(folder, given_toml="")
    done = run("inventory", "top.json", option, "given.toml")
    assert done.exit_code == 2
    assert f"{option} changes what is evaluated" in done.stderr
