"""The index: nothing can be taken out, moved or changed unnoticed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.archive.small import fewest

from vcs_check import __version__
from vcs_check.archive.chain import INDEX, Entry, head_of, read_index, written
from vcs_check.archive.chain_checking import check_chain
from vcs_check.archive.disk import write_archive
from vcs_check.archive.telling import ChainChecked
from vcs_check.errors import LimitError, MalformedError
from vcs_check.limits import Limits


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three archives and their index."""
    members, record = fewest()
    for name in ("a.zip", "b", "c.zip"):
        write_archive(tmp_path / name, members, record)
    return tmp_path


def entries(folder: Path) -> tuple[Entry, ...]:
    return read_index((folder / INDEX).read_bytes(), INDEX)


def checked(folder: Path, head: str = "") -> ChainChecked:
    return check_chain(str(folder / INDEX), __version__, None, head)


def test_a_chain_that_nobody_touched_holds(folder: Path) -> None:
    found = checked(folder, head_of(entries(folder)))
    assert found.is_intact
    assert (found.entries, [a.fault for a in found.archives]) == (3, ["", "", ""])


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 2), (1, 2), (2,), (0, 0, 1), (2, 1, 0)])
def test_entries_taken_out_or_moved_break_it(folder: Path, order: tuple[int, ...]) -> None:
    lines = (folder / INDEX).read_bytes().splitlines(keepends=True)
    (folder / INDEX).write_bytes(b"".join(lines[number] for number in order))
    assert "chain is broken" in checked(folder).fault


def test_an_end_that_was_cut_off_shows_by_the_archive_and_by_the_head(folder: Path) -> None:
    head = head_of(entries(folder))
    (folder / INDEX).write_bytes(written(entries(folder)[:2]))
    found = checked(folder)
    assert not found.is_intact
    assert "c.zip lies beside it and has no entry" in found.faults[0]
    (folder / "c.zip").unlink()
    assert checked(folder).is_intact  # what a chain cannot show by itself
    assert "entries were cut off" in checked(folder, head).faults[0]


def test_every_flipped_byte_of_the_index_shows(folder: Path) -> None:
    data = (folder / INDEX).read_bytes()
    for position in range(len(data)):
        changed = bytearray(data)
        changed[position] ^= 1
        try:
            found = read_index(bytes(changed), INDEX)
        except MalformedError:
            continue
        # Only the last entry has none after it that covers it; its own archive does.
        assert found[:2] == entries(folder)[:2]
        assert found[2] != entries(folder)[2]
        (folder / INDEX).write_bytes(bytes(changed))
        assert not checked(folder).is_intact, position


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("verdict", "pass?"), ("program", "Another"), ("keep_until", "2026-11-22"),
        ("today", "2026-11-20"), ("version", "9"), ("manifest_sha256", "0" * 64),
        ("name", "a.zip"), ("name", "../c.zip"), ("name", "x/c.zip"), ("number", 7), ("extra", 1),
        ("schema", "vcs-check/archive-index/2"), ("previous", "0" * 64), ("today", "never"),
    ],
)  # fmt: skip
def test_each_field_of_the_last_entry_is_covered(folder: Path, field: str, value: object) -> None:
    lines = (folder / INDEX).read_bytes().splitlines(keepends=True)
    last = {**json.loads(lines[2]), field: value}
    made = json.dumps(last, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
    (folder / INDEX).write_bytes(b"".join((*lines[:2], made)))
    assert not checked(folder).is_intact


def test_an_archive_that_is_gone_exchanged_or_changed_shows(folder: Path) -> None:
    moved = folder / "c.zip"
    moved.rename(folder / "d.zip")
    found = checked(folder)
    assert "no such file" in found.archives[2].fault
    assert any("d.zip lies beside it" in fault for fault in found.faults)
    (folder / "d.zip").rename(moved)
    shutil.rmtree(folder / "b" / "reports")
    assert "is missing" in checked(folder).archives[1].fault


def test_an_index_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / INDEX).write_bytes(b"[" * 100_000)
    assert "no entry of an index" in checked(tmp_path).fault
    with pytest.raises(LimitError):
        read_index(b" " * 200, INDEX, Limits(max_settings_bytes=100))


def test_two_names_of_one_archive_are_not_two(folder: Path) -> None:
    first = entries(folder)[0]
    twice = (first, first)
    with pytest.raises(MalformedError):
        read_index(written(twice), INDEX)
