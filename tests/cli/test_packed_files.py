"""Gzip and zstd: validated and annotated as what is in them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.vehicle import bom, check, prohibited, run, thing, unrelated

from vcs_check.containers.streams import zstandard

YEAR = ("--model-year", "2027")


def _zstd(data: bytes) -> bytes:
    made: bytes = zstandard().compress(data)
    return made


PACKED = {"gz": gzip.compress, "zst": _zstd}
Pack = Callable[[bytes], bytes]


@pytest.fixture(params=PACKED)
def pack(request: pytest.FixtureRequest) -> Pack:
    return PACKED[request.param]


def test_validation_finds_in_a_packed_file_what_it_finds_in_the_plain_one(
    folder: Path, pack: Pack
) -> None:
    for text, exit_code in ((bom(thing("a", kind="hardware")), 4), (bom(unrelated()), 0)):
        (folder / "plain.json").write_text(text)
        (folder / "packed.json").write_bytes(pack(text.encode()))
        plain = run("inventory", "plain.json", "--validate", "-o", "json")
        packed = run("inventory", "packed.json", "--validate", "-o", "json")
        assert plain.exit_code == packed.exit_code == exit_code
        (one,), (other,) = json.loads(plain.stdout), json.loads(packed.stdout)
        assert one["faults"] == other["faults"]
        assert one["components"] == other["components"]


def test_the_annotated_copy_of_a_packed_file_is_plain_and_the_same(
    folder: Path, pack: Pack
) -> None:
    text = bom(prohibited(), unrelated())
    (folder / "plain.json").write_text(text)
    (folder / "packed.json").write_bytes(pack(text.encode()))
    for name in ("plain", "packed"):
        check(f"{name}.json", *YEAR, "-o", f"cyclonedx={name}.out.json")
    plain, packed = ((folder / f"{name}.out.json").read_text() for name in ("plain", "packed"))
    assert '"prohibited"' in packed
    assert packed.replace("packed.json", "plain.json") == plain


def test_a_damaged_packed_file_is_an_error_wherever_it_is_used(folder: Path, pack: Pack) -> None:
    data = pack(bom(unrelated(), *(thing(f"part {n}") for n in range(50))).encode())
    (folder / "cut.json").write_bytes(data[: len(data) // 2])
    assert run("inventory", "cut.json", "--validate").exit_code == 4
    done = check("cut.json", *YEAR, "-o", "cyclonedx=out.json")
    assert done.exit_code in (4, 5)
    assert not (folder / "out.json").exists()
