"""Reports reach the disk whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vcs_check.errors import ReportError
from vcs_check.reports import write_atomically


def test_bytes_and_text_are_written_and_folders_made(tmp_path: Path) -> None:
    write_atomically(tmp_path / "new" / "a.json", b"{}")
    write_atomically(str(tmp_path / "b.txt"), "深圳\n")
    assert (tmp_path / "new" / "a.json").read_bytes() == b"{}"
    assert (tmp_path / "b.txt").read_text("utf-8") == "深圳\n"


def test_an_older_report_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    (tmp_path / "r.html").write_text("old")
    write_atomically(tmp_path / "r.html", "new")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("r.html", "new")]


def test_a_failure_leaves_the_older_report_and_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "r.html").write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ReportError, match="No space left on device"):
        write_atomically(tmp_path / "r.html", "new")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("r.html", "old")]


def test_an_interruption_leaves_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "r.html", "new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["", "file/below", "a\0b"])
def test_a_place_that_cannot_be_written_is_a_report_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ReportError, match="could not be written"):
        write_atomically(f"{tmp_path}/{name}", "x")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_a_link_is_followed_and_kept(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    write_atomically(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text() == "new"


def test_permissions_are_those_of_any_file(tmp_path: Path) -> None:
    (tmp_path / "usual").write_text("")
    write_atomically(tmp_path / "report", "x")
    assert (tmp_path / "report").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_device_is_written_to_and_not_replaced() -> None:
    write_atomically("/dev/null", "x")
    assert not Path("/dev/null").is_file()
