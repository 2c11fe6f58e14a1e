"""A change anywhere is seen, and the same evaluation comes out, whatever the tool knows by then."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from tests.archive.small import archive, fewest
from tests.cli.vehicle import PRC_MAKER, run
from tests.declaration.programs import modem, program, stack

import vcs_check
from vcs_check import __version__
from vcs_check.archive.checking import check_archive
from vcs_check.archive.package import intact
from vcs_check.archive.record import KIND, RECORD
from vcs_check.bundled import EDITIONS
from vcs_check.sealing import pack, sealed, unpack

_PACKAGE: Final = Path(vcs_check.__file__).parent


def check(path: Path, *options: str) -> Any:
    return run("archive", "--check", str(path), *options)


def quickly(path: Path) -> str:
    """Why an archive is not intact; empty where it is."""
    return check_archive(str(path), __version__, None).fault


# -- intact ---------------------------------------------------------------------------------------


def test_every_flipped_byte_shows(tmp_path: Path) -> None:
    members, _ = fewest()
    data = pack(members)
    target = tmp_path / "a.zip"
    step = max(1, len(data) // 1_000)
    for position in {*range(0, len(data), step), *range(len(data) - 200, len(data))}:
        changed = bytearray(data)
        changed[position] ^= 0x20
        target.write_bytes(changed)
        assert quickly(target), position


def test_every_flipped_byte_of_a_folder_shows(tmp_path: Path) -> None:
    target = archive(tmp_path, "a")
    members = intact(str(target))[0]
    for name, data in members.items():
        if not data:
            continue
        for position in {0, len(data) // 2, len(data) - 1}:
            changed = bytearray(data)
            changed[position] ^= 1
            (target / name).write_bytes(changed)
            assert quickly(target), (name, position)
        (target / name).write_bytes(data)
    assert quickly(target) == ""


def _without(target: Path) -> None:
    (target / "reports" / "report.html").unlink()


def _added(target: Path) -> None:
    (target / "inputs" / "more.txt").write_text("x")


def _renamed(target: Path) -> None:
    (target / RECORD).rename(target / "archives.json")


def _swapped(target: Path) -> None:
    one, other = target / "reports" / "report.json", target / "reports" / "report.txt"
    one.rename(target / "x")
    other.rename(one)
    (target / "x").rename(other)


def _linked(target: Path) -> None:
    page = target / "reports" / "report.html"
    (target.parent / "elsewhere").write_bytes(page.read_bytes())
    page.unlink()
    page.symlink_to(target.parent / "elsewhere")


@pytest.mark.parametrize("change", [_without, _added, _renamed, _swapped, _linked])
def test_a_folder_with_something_removed_added_renamed_swapped_or_linked(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    target = archive(tmp_path, "a")
    change(target)
    result = check(target)
    assert result.exit_code == 4
    assert "NOT INTACT" in result.output


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/outside", "a/../../b", "C:/x", "x\\y"])
def test_a_name_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    members, _ = fewest()
    target = tmp_path / "a.zip"
    with zipfile.ZipFile(target, "w") as packed:
        for member, data in {**members, name: b"x"}.items():
            packed.writestr(member, data)
    assert check(target).exit_code == 4


def test_a_bomb_is_refused_without_being_unpacked(tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("archive.json", b"0" * 50_000_000)
    assert "package only stores" in quickly(target)


def test_another_kind_of_package_is_no_archive(tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    members, _ = fewest()
    kept = {name: members[name] for name in (RECORD,)}
    target.write_bytes(pack(sealed(kept, "certificate", __version__)))
    assert "not 'archive'" in quickly(target)


@pytest.mark.parametrize(
    "record",
    [b"", b"[]", b"{}", b"[" * 100_000, b"\xff", b'{"schema": "vcs-check/archive/2"}',
     b'{"schema": "vcs-check/archive/1"}'],
)  # fmt: skip
def test_a_record_that_is_none_is_said(tmp_path: Path, record: bytes) -> None:
    members, _ = fewest()
    kept = {"reports/report.json": members["reports/report.json"], RECORD: record}
    target = tmp_path / "a.zip"
    target.write_bytes(pack(sealed(kept, KIND, __version__)))
    result = check(target)
    assert (result.exit_code, "NOT INTACT" in result.output) == (4, True)


@pytest.mark.parametrize("what", ["missing.zip", "."])
def test_what_is_no_archive_at_all(tmp_path: Path, what: str) -> None:
    assert check(tmp_path / what).exit_code == 4


def _resealed(target: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """The archive as a forger would make it: changed, with a manifest that fits."""
    members = unpack(target.read_bytes(), str(target))
    change(members)
    kept = {n: d for n, d in members.items() if n not in ("manifest.json", "verify.py")}
    target.write_bytes(pack(sealed(kept, KIND, __version__)))


def test_a_record_that_names_what_is_not_there_cannot_be_evaluated(tmp_path: Path) -> None:
    target = archive(tmp_path)

    def change(members: dict[str, bytes]) -> None:
        del members[next(name for name in members if name.startswith("inputs/boms"))]

    _resealed(target, change)
    result = check(target)
    assert result.exit_code == 4
    assert "NOT AGAIN" in result.output
    assert "which is not there" in result.output


def test_a_report_that_was_exchanged_does_not_come_out_again(tmp_path: Path) -> None:
    target = archive(tmp_path)

    def change(members: dict[str, bytes]) -> None:
        report = members["reports/report.json"].replace(b'"permitted"', b'"out-of-scope"')
        members["reports/report.json"] = report

    _resealed(target, change)
    result = check(target)
    assert result.exit_code == 3
    assert "LTE modem: out-of-scope → permitted" in result.output


def test_hostile_texts_reach_no_terminal(tmp_path: Path) -> None:
    nasty = "\x1b[31mred\u202e"
    folder = tmp_path / "x"
    folder.mkdir()
    path = program(folder, things=(modem(nasty), stack()))
    target = tmp_path / "a.zip"
    run("archive", path, "--today", "2026-11-21", "--output", str(target))

    def change(members: dict[str, bytes]) -> None:
        report = members["reports/report.json"].replace(b'"permitted"', b'"out-of-scope"')
        members["reports/report.json"] = report

    _resealed(target, change)
    output = check(target, "-v").output
    assert "\x1b" not in output
    assert "\u202e" not in output
    assert "\\x1b[31mred" in output


# -- the same again -------------------------------------------------------------------------------


def test_json_says_the_same(tmp_path: Path) -> None:
    target = archive(tmp_path)
    said = json.loads(check(target, "--json").output)
    assert (said["intact"], said["same"], said["same_bytes"]) == (True, True, True)
    assert said["keep_until"] == "2039-09-01"
    assert json.loads(check(target.parent, "--json").output)["archives"][0]["same"]
    quick = json.loads(check(target, "--json", "--only-intact").output)
    assert quick["intact"]


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """A copy of the package, which a test makes into another version."""
    folder = tmp_path / "later"
    shutil.copytree(_PACKAGE, folder / "vcs_check", ignore=shutil.ignore_patterns("__pycache__"))
    source = folder / "vcs_check" / "__init__.py"
    source.write_text(re.sub(r'__version__ = "[^"]*"', '__version__ = "99.0"', source.read_text()))
    return folder


def check_later(later: Path, target: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "vcs_check", "archive", "--check", str(target)],
        cwd=later, env={**os.environ, "PYTHONPATH": str(later)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def _failing(tmp_path: Path) -> Path:
    """An archive of a program that fails because its maker is in the PRC."""
    nexus = stack("remote-agent", PRC_MAKER)
    nexus["manufacturer"]["address"] = {"country": "CN"}
    folder = tmp_path / "program"
    folder.mkdir()
    path = program(folder, things=(modem(), nexus))
    target = tmp_path / "evidence" / "failing.zip"
    run("archive", path, "--today", "2026-11-21", "--output", str(target))
    return target


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_later_version_with_other_law_and_knowledge_comes_to_the_same(
    tmp_path: Path, later: Path
) -> None:
    target = _failing(tmp_path)
    package = later / "vcs_check"
    _change(package / EDITIONS / "final-2025.toml", 'CN = "yes"', 'CN = "no"')
    _change(package / EDITIONS / "final-2025.toml", "first_model_year_prohibited = 2027",
            "first_model_year_prohibited = 2035")  # fmt: skip
    (package / "origin" / "reference" / "suppliers.jsonl").write_text("")
    done = check_later(later, target)
    assert "SAME" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0


def test_a_later_version_that_judges_otherwise_names_each_component(
    tmp_path: Path, later: Path
) -> None:
    target = _failing(tmp_path)
    rule = later / "vcs_check" / "regulations" / "us_15cfr791_subpart_d" / "s308_exemptions.py"
    _change(rule, "exempt = year < first", "exempt = True or year < first")
    done = check_later(later, target)
    assert done.returncode == 3, done.stdout + done.stderr
    assert "the program: fail → pass" in done.stdout
    assert "remote-agent: prohibited → exempt" in done.stdout
    assert "model year 2033: fail → pass" in done.stdout
    assert "under nprm-2024: fail → pass" in done.stdout
    assert "99.0" in done.stdout
    assert "SAME" not in done.stdout


def test_a_later_version_that_cannot_read_the_archived_knowledge_compares_with_its_own(
    tmp_path: Path, later: Path
) -> None:
    target = _failing(tmp_path)
    package = later / "vcs_check"
    entry = package / "classification" / "entry.py"
    _change(entry, "    entries: tuple[Entry", "    generation: int\n    entries: tuple[Entry")
    compiled = package / "classification" / "knowledge" / "compiled.json"
    compiled.write_text(json.dumps({**json.loads(compiled.read_text()), "generation": 2}))
    done = check_later(later, target)
    assert done.returncode == 3, done.stdout + done.stderr
    assert "cannot read what was archived: data/classification/knowledge/compiled" in done.stdout
    assert "compared with its own editions, knowledge and reference instead" in done.stdout
    assert "so nothing is proved" in done.stdout


def test_a_later_version_with_another_format_of_editions_compares_with_its_own(
    tmp_path: Path, later: Path
) -> None:
    target = _failing(tmp_path)
    package = later / "vcs_check"
    _change(package / "regulations" / "edition.py", "    years: int\n", "    whole_years: int\n")
    for edition in (package / EDITIONS).glob("*.toml"):
        _change(edition, "years = 10", "whole_years = 10")
    _change(package / EDITIONS / "final-2025.toml", 'CN = "yes"', 'CN = "no"')
    source = (package / "archive" / "making.py").read_text()
    (package / "archive" / "making.py").write_text(
        source.replace("records.years", "records.whole_years")
    )
    done = check_later(later, target)
    assert "cannot read what was archived" in done.stdout, done.stdout + done.stderr
    assert "remote-agent: prohibited → " in done.stdout
    assert done.returncode == 3
