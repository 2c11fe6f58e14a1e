"""Archives, compressed files and limits on the command line."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from tests.cli.vehicle import bom, report, run, unrelated, write

BOM = bom(unrelated()).encode()


def archive(**members: bytes) -> bytes:
    """A zip archive; ``sub__a_json`` is ``sub/a.json``, ``hidden`` what one system adds."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            path = name.replace("__", "/").replace("_json", ".json")
            made.writestr(path.replace("hidden", "__MACOSX"), data)
    return buffer.getvalue()


def paths(*arguments: str, stdin: bytes | None = None) -> list[str]:
    return [entry["path"] for entry in report(*arguments, stdin=stdin)["inputs"]]


def test_each_bom_of_an_archive_is_an_input(folder: Path) -> None:
    data = archive(tcu_json=BOM, sub__radar_json=BOM, readme=b"hello", hidden__x_json=BOM)
    (folder / "b.zip").write_bytes(data)
    assert paths("b.zip") == ["b.zip!/tcu.json", "b.zip!/sub/radar.json"]
    read = report("b.zip")
    assert read["inputs"][0]["sha256"] == hashlib.sha256(BOM).hexdigest()
    assert read["inputs"][0]["container_sha256"] == hashlib.sha256(data).hexdigest()
    assert "b.zip!/readme: no BOM, so it is not read" in read["notes"]


def test_folder_program_and_stdin_take_archives(folder: Path) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "b.zip").write_bytes(archive(a_json=BOM))
    (folder / "in" / "c.json.gz").write_bytes(gzip.compress(BOM))
    (folder / "in" / "none.zip").write_bytes(archive(readme=b""))
    write(folder, p_toml='[program]\n[[bom]]\npath = "in/b.zip"\npart = "Seat"\n')
    assert paths("in") == ["in/b.zip!/a.json", "in/c.json.gz"]
    assert paths("p.toml") == ["in/b.zip!/a.json"]
    assert report("p.toml")["inputs"][0]["part"] == "Seat"
    assert paths("-", stdin=archive(a_json=BOM)) == ["(standard input)!/a.json"]
    assert paths("-", stdin=gzip.compress(BOM)) == ["(standard input)"]


def test_a_bad_member_is_an_input_error_and_the_others_are_evaluated(folder: Path) -> None:
    (folder / "b.zip").write_bytes(archive(a_json=BOM, b_json=BOM[:-9]))
    done = run("check", "b.zip", "-o", "json")
    assert done.exit_code == 4
    read = json.loads(done.stdout)
    assert [bool(entry["error"]) for entry in read["inputs"]] == [False, True]
    assert read["counts"]["components"] > 0
    assert read["verdict"] == "indeterminate"


def test_an_archive_without_a_bom_is_an_error_where_it_is_named(folder: Path) -> None:
    (folder / "b.zip").write_bytes(archive(readme=b"hello"))
    done = run("check", "b.zip")
    assert done.exit_code == 4
    assert "no file is one" in done.stderr


# -- limits ----------------------------------------------------------------------------------------


@pytest.fixture
def a_bom(folder: Path) -> Path:
    write(folder, a_json=bom(unrelated()))
    return folder


@pytest.mark.parametrize(
    "name", ["max_string_chars", "max-string-chars", "limits.max_string_chars"]
)
def test_a_limit_is_set_by_name(a_bom: Path, name: str) -> None:
    done = run("check", "a.json", "--limit", f"{name}=1")
    assert done.exit_code == 4
    assert "limits.max_string_chars" in done.stderr
    assert run("check", "a.json", "--limit", f"{name}=1000", "--exit-zero").exit_code == 0
    assert run("inventory", "a.json", "--limit", f"{name}=1").exit_code == 4


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("max_component=3", "did you mean max_components?"),
        ("max_components", "NAME=VALUE"),
        ("max_components=many", "NAME=VALUE"),
        ("max_components=-1", "NAME=VALUE"),
        ("max_components=0", "at least 1"),
        ("max_document_depth=100000", "at most 400"),
        ("max_settings_bytes=5", "no limit that can be set"),
    ],
)
def test_a_limit_that_does_not_exist_or_fit_is_wrong_usage(
    a_bom: Path, said: str, message: str
) -> None:
    done = run("check", "a.json", "--limit", said)
    assert done.exit_code == 2
    assert message in done.stderr


def test_limits_stand_in_the_settings_and_a_flag_wins_by_name(a_bom: Path) -> None:
    settings = "[limits]\nmax_string_chars = 1\nmax-components = 1\n"
    (a_bom / "vcs-check.toml").write_text(settings, "utf-8")
    assert run("check", "a.json").exit_code == 4
    done = run("check", "a.json", "--exit-zero", "--limit", "max_string_chars=1000")
    assert done.exit_code == 0, done.stderr


@pytest.mark.parametrize(
    "text", ["max_strings = 1", "max_string_chars = 0", 'max_string_chars = "1"']
)
def test_wrong_limits_in_the_settings_are_refused_with_their_line(a_bom: Path, text: str) -> None:
    (a_bom / "vcs-check.toml").write_text(f"[limits]\n{text}\n", "utf-8")
    done = run("check", "a.json")
    assert done.exit_code == 4
    assert "line 2" in done.stderr
