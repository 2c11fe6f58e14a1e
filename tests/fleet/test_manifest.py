"""The manifest: every fault has its line, and every program an id that stays the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fleet.building import FAILING, fleet, program, statuses, summary

from vcs_check.errors import InputError, UsageError
from vcs_check.fleet.manifest import Fleet, read_manifest
from vcs_check.fleet.sources import beside, is_url, shown_place

ONE = "[[program]]\npath = 'a/program.toml'\n"


def read(folder: Path, text: str) -> Fleet:
    (folder / "fleet.toml").write_text(text)
    return read_manifest("fleet.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[fleet]\nname = 'x'\n", "line 1: this is no manifest"),
        ("[program]\nname = 'x'\n", "a program file: check is for one program"),
        (f"[fleet]\nnaem = 'x'\n{ONE}", "line 2: unknown key 'naem'; did you mean 'name'?"),
        (f"{ONE}pth = 'x'\n", "line 3: unknown key 'pth'"),
        ("[[program]]\nid = 'x'\n", "line 1: 'path' is missing"),
        (f"{ONE}id = 'x/y'\n", "line 3: id 'x/y' is none"),
        (f"{ONE}id = '2027'\n", "line 3: id '2027' is none"),
        (f"{ONE}id = '..'\n", "line 3"),
        (f"{ONE}{ONE}", "stands here and in line 1; give one of them another id"),
        (f"{ONE}id = 'A'\n[[program]]\npath = 'a/x.toml'\nid = 'a'\n", "line 6"),
        (f"{ONE}edition = 'nowhere'\n", "line 3: edition is 'nowhere', which is not one of"),
        (f"{ONE}model_years = [2027, '2028']\n", "line 3: model_years is no list of model years"),
        (f"{ONE}model_years = [27]\n", "line 3"),
        (f"{ONE}register = ['s3://bucket/x.toml']\n", "line 3: s3://bucket/x.toml is a URL"),
        ("[[program]]\npath = 's3://u:secret@b/p.toml'\n", "line 2: s3://b/p.toml is a URL"),
        ("[[program]\n", "line 1: not valid TOML"),
    ],
)
def test_a_fault_is_said_with_its_line(folder: Path, text: str, said: str) -> None:
    with pytest.raises(InputError) as error:
        read(folder, text)
    assert "fleet.toml: line" in str(error.value)
    assert said in str(error.value)
    assert "secret" not in str(error.value)


def test_everything_that_a_manifest_can_say(folder: Path) -> None:
    found = read(
        folder,
        "[fleet]\nname = 'All'\nedition = 'final-2025'\nregister = ['s.toml']\n"
        "[[program]]\npath = 'a/program.toml'\nid = 'aurora'\nedition = 'nprm-2024'\n"
        "register = ['b.csv']\ndecisions = 'd.toml'\nanswers = ['f.xlsx']\n"
        "model_years = [2028, 2027]\n",
    )
    (entry,) = found.entries
    assert (found.name, found.edition, [r.shown for r in found.registers]) == (
        "All", "final-2025", ["s.toml"]
    )  # fmt: skip
    assert (entry.id, entry.edition, entry.model_years) == ("aurora", "nprm-2024", (2027, 2028))
    assert entry.program.where == str(folder / "a" / "program.toml")
    assert entry.decisions is not None
    assert [g.shown for g in (*entry.registers, entry.decisions, *entry.answers)] == [
        "b.csv", "d.toml", "f.xlsx"
    ]  # fmt: skip
    assert entry.root == str(folder)


def test_ids_are_made_of_paths_and_never_collide(folder: Path) -> None:
    for name in ("a", "a/b", "a-b", "ä", "2027", "x y"):
        program(folder / "p", name)
    ids = [entry.id for entry in read_manifest("p").entries]
    assert len({i.casefold() for i in ids}) == 6
    assert "a" in ids
    assert "program-2027" in ids
    before = {e.program.shown: e.id for e in read_manifest("p").entries}
    program(folder / "p", "zz")
    after = {e.program.shown: e.id for e in read_manifest("p").entries}
    assert before.items() <= after.items()


def test_a_folder_is_every_program_file_in_it(folder: Path) -> None:
    program(folder / "p", "a")
    program(folder / "p" / "deeper", "b")
    program(folder / "p" / ".hidden", "c")
    (folder / "p" / "suppliers.toml").write_text("[[party]]\nname = 'X'\n")
    (folder / "p" / "link.toml").symlink_to(folder / "p" / "a" / "program.toml")
    found = read_manifest("p")
    assert [e.program.shown for e in found.entries] == ["a/program.toml", "deeper/b/program.toml"]
    assert found.notes == ("p: 1 TOML file is no program file",)
    (folder / "empty").mkdir()
    with pytest.raises(InputError, match="no program file"):
        read_manifest("empty")


def test_a_program_file_that_cannot_be_parsed_is_a_program_in_error(folder: Path) -> None:
    program(folder / "p", "a")
    (folder / "p" / "broken.toml").write_text("[program]\nname = \n")
    found = summary("p")
    assert statuses(found) == {"a": "evaluated", "broken": "failed"}
    assert found["exit_code"] == 4


# -- places ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["../x.json", "../../etc/passwd", "/etc/passwd", "a/../../x"])
def test_what_a_program_names_lies_never_outside(folder: Path, name: str) -> None:
    program(folder / "p", "a", FAILING)
    (folder / "x.json").write_text("{}")
    place = folder / "p" / "a" / "program.toml"
    name = name if name.startswith("/") else f"../{name}"
    place.write_text(place.read_text().replace("tcu.cdx.json", name))
    found = fleet("p", "-q")
    assert found.exit_code == 4
    assert "leads out of" in found.stderr
    program(folder / "p", "a", FAILING, extra=f'register = ["{name}"]')
    found = fleet("p", "-q")
    assert found.exit_code == 4
    assert "leads out of" in found.stderr


@pytest.mark.parametrize(
    "name",
    ["../x", "a/../../x", "/x", "//host/x", "https://host/x", "..%2fx", "%2e%2e/x", "..\\x",
     "x?y", "x#y", "%2fx", "a::b", "c%3a%3ab/../../../y"],
)  # fmt: skip
def test_beside_a_url_only_what_is_below_it_is_read(name: str) -> None:
    with pytest.raises(InputError):
        beside("https://host/fleet/a.toml", name, "https://host/fleet")


@pytest.mark.parametrize(
    ("name", "root", "where"),
    [
        ("tcu.json", "s3://b/fleet", "s3://b/fleet/a/tcu.json"),
        ("boms/./tcu.json", "s3://b/fleet", "s3://b/fleet/a/boms/tcu.json"),
        ("../suppliers.toml", "s3://b/fleet", "s3://b/fleet/suppliers.toml"),
    ],
)
def test_what_is_below_the_root_is_found(name: str, root: str, where: str) -> None:
    assert beside("s3://b/fleet/a/program.toml", name, root) == where


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        ("s3://b/x.toml", "s3://b/x.toml"),
        ("https://me:pw@host:8/x?sig=secret#f", "https://host:8/x"),
        ("C:/boms/x.toml", "C:/boms/x.toml"),
        ("a/b?c.toml", "a/b?c.toml"),
    ],
)
def test_what_may_be_a_secret_is_not_shown(where: str, shown: str) -> None:
    assert shown_place(where) == shown


def test_a_path_of_windows_is_no_url() -> None:
    assert not is_url("C:/boms/x.toml")
    assert not is_url("boms/x.toml")
    assert is_url("s3://bucket")
    assert is_url("memory:///x")


# -- URLs -----------------------------------------------------------------------------------------


@pytest.fixture
def memory(folder: Path) -> Iterator[str]:
    """A fleet in fsspec's own memory, which is read by URL without a network."""
    fsspec = pytest.importorskip("fsspec")
    system = fsspec.filesystem("memory")
    program(folder / "p", "a", FAILING)
    program(folder / "p", "b")
    (folder / "p" / "fleet.toml").write_text(f"{ONE}[[program]]\npath = 'missing.toml'\n")
    for file in (folder / "p").rglob("*.*"):
        if file.is_file():
            system.pipe_file(f"/fleet/{file.relative_to(folder / 'p')}", file.read_bytes())
    yield "memory://fleet"
    system.rm("/fleet", recursive=True)


@pytest.mark.usefixtures("in_process")
def test_a_fleet_is_read_by_url_where_that_is_allowed(memory: str) -> None:
    with pytest.raises(UsageError, match="--allow-remote"):
        read_manifest(memory)
    found = summary(f"{memory}/", "--allow-remote")
    assert {p["id"]: p["exit_code"] for p in found["programs"]} == {"a": 1, "b": 0}
    again = summary(f"{memory}/", "--allow-remote")
    assert set(statuses(again).values()) == {"unchanged"}


@pytest.mark.usefixtures("in_process")
def test_a_manifest_by_url_names_files_beside_it(memory: str) -> None:
    result = fleet(f"{memory}/fleet.toml", "--allow-remote", "-q")
    assert result.exit_code == 4
    assert "there is no such file" in result.stderr


@pytest.mark.parametrize("url", ["simplecache::memory://x/", "nosuch://bucket/fleet.toml"])
def test_a_url_that_nobody_reads_is_said(folder: Path, url: str) -> None:
    result = fleet(url, "--allow-remote")
    assert result.exit_code in (2, 4)
    assert "defect" not in result.stderr


def test_a_secret_in_a_url_stands_nowhere(folder: Path) -> None:
    result = fleet("nosuch://me:hunter2@host/fleet.toml?sig=hunter2", "--allow-remote")
    assert result.exit_code in (2, 4)
    assert "hunter2" not in result.output + result.stderr
