"""What PATH may be: BOM files, folders of BOMs, one program file, standard input."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from tests.cli.vehicle import (
    bom,
    check,
    program,
    prohibited,
    report,
    run,
    undecided,
    unrelated,
    verdicts,
    write,
)


def _paths(read: dict[str, object]) -> list[str]:
    inputs = read["inputs"]
    assert isinstance(inputs, list)
    return [view["path"] for view in inputs]


def test_a_folder_is_read_recursively_in_a_stable_order(folder: Path) -> None:
    (folder / "boms" / "deep" / "deeper").mkdir(parents=True)
    write(folder / "boms", b_json=bom(unrelated()), a_json=bom(unrelated()))
    write(folder / "boms" / "deep" / "deeper", c_json=bom(prohibited()))

    read = report("boms", "--model-year", "2027")

    assert _paths(read) == ["boms/a.json", "boms/b.json", "boms/deep/deeper/c.json"]
    assert read["verdict"] == "fail"


def test_links_and_hidden_files_of_a_folder_are_skipped(folder: Path) -> None:
    outside, boms = folder / "outside", folder / "boms"
    outside.mkdir()
    (boms / ".hidden").mkdir(parents=True)
    write(outside, bad_json=bom(prohibited()))
    write(boms, clean_json=bom(unrelated()))
    write(boms / ".hidden", bad_json=bom(prohibited()))
    (boms / ".bad.json").write_text(bom(prohibited()))
    (boms / "link.json").symlink_to(outside / "bad.json")
    (boms / "linked").symlink_to(outside)
    (boms / "round").symlink_to(boms)

    assert _paths(report("boms")) == ["boms/clean.json"]


def test_a_named_link_is_read(folder: Path) -> None:
    write(folder, clean_json=bom(unrelated()))
    (folder / "link.json").symlink_to(folder / "clean.json")
    assert verdicts(report("link.json")) == {"seat-heater": "out-of-scope"}


def test_a_file_of_a_folder_that_is_no_bom_is_a_note_and_named_it_is_an_error(
    folder: Path,
) -> None:
    (folder / "boms").mkdir()
    write(folder / "boms", clean_json=bom(unrelated()), readme_txt="Read me.", data_json='{"a": 1}')

    read = report("boms")

    assert _paths(read) == ["boms/clean.json"]
    assert read["verdict"] == "pass"
    assert any("readme.txt" in note for note in read["notes"])
    assert any("data.json" in note for note in read["notes"])
    assert check("boms").exit_code == 0
    assert check("boms/readme.txt").exit_code == 4


def test_a_bom_of_a_folder_is_found_however_late_it_says_what_it_is(folder: Path) -> None:
    (folder / "boms").mkdir()
    things = [*(unrelated(f"part {number}") for number in range(2_000)), prohibited()]
    late = {"components": things, "bomFormat": "CycloneDX", "specVersion": "1.6"}
    write(folder / "boms", late_json=json.dumps(late), clean_json=bom(unrelated()))
    assert (folder / "boms" / "late.json").stat().st_size > 200_000

    read = report("boms", "--model-year", "2027")

    assert _paths(read) == ["boms/clean.json", "boms/late.json"]
    assert read["verdict"] == "fail"


def test_pictures_and_archives_of_a_folder_are_notes(folder: Path) -> None:
    (folder / "boms").mkdir()
    write(folder / "boms", clean_json=bom(unrelated()))
    (folder / "boms" / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00" + b"\x00spdx" * 50_000)
    (folder / "boms" / "empty.bin").write_bytes(b"")
    read = report("boms")
    assert _paths(read) == ["boms/clean.json"]
    assert read["verdict"] == "pass"


def test_folders_may_be_nested_deeper_than_functions(folder: Path) -> None:
    levels = sys.getrecursionlimit() + 100  # of names so short that the system still takes them
    for _ in range(levels):
        Path("d").mkdir()
        os.chdir("d")
    os.chdir(folder)
    try:
        assert check("d").exit_code == 3
    finally:
        for _ in range(levels):
            os.chdir("d")
        for _ in range(levels):  # shutil.rmtree is a function that calls itself
            os.chdir("..")
            Path("d").rmdir()


def test_a_program_file_in_a_folder_is_not_evaluated(folder: Path) -> None:
    (folder / "boms").mkdir()
    write(
        folder / "boms",
        clean_json=bom(unrelated()),
        program_toml=program("gone.json"),
    )
    read = report("boms")
    assert _paths(read) == ["boms/clean.json"]
    assert read["program"]["name"] == ""


def test_a_broken_bom_in_a_folder_is_an_error_and_the_others_are_evaluated(folder: Path) -> None:
    (folder / "boms").mkdir()
    write(
        folder / "boms",
        broken_json='{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{',
        clean_json=bom(unrelated()),
        bad_json=bom(prohibited()),
    )
    result = check("boms", "--model-year", "2027")
    read = report("boms", "--model-year", "2027")

    assert result.exit_code == 4
    assert "broken.json" in result.stderr
    assert verdicts(read) == {"remote-agent": "prohibited", "seat-heater": "out-of-scope"}
    assert [view["error"] is not None for view in read["inputs"]] == [False, True, False]


@pytest.mark.parametrize("bad", ["missing.json", "broken.json", "notes.txt"])
@pytest.mark.parametrize("bad_first", [True, False])
def test_one_unreadable_file_makes_a_pass_undecided_and_is_named(
    bad: str, bad_first: bool, folder: Path
) -> None:
    write(folder, clean_json=bom(unrelated()), broken_json="{", notes_txt="Milk.")
    read = report(*((bad, "clean.json") if bad_first else ("clean.json", bad)))

    assert read["verdict"] == "indeterminate"
    assert not read["declaration"]["status"].startswith("not needed")
    assert {row["verdict"] for row in read["schedule"]} == {"indeterminate"}
    assert read["other_edition"]["verdict"] == "indeterminate"
    assert verdicts(read) == {"seat-heater": "out-of-scope"}
    assert [view["path"] for view in read["inputs"] if view["error"]] == [bad]
    assert any(bad in note for note in read["notes"])


def test_an_unreadable_file_does_not_hide_what_is_prohibited(folder: Path) -> None:
    write(folder, bad_json=bom(prohibited()))
    assert report("bad.json", "gone.json", "--model-year", "2027")["verdict"] == "fail"


def test_a_folder_that_cannot_be_listed_is_an_error_in_its_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "boms" / "locked").mkdir(parents=True)
    write(folder / "boms", clean_json=bom(unrelated()))
    usual = Path.iterdir

    def iterdir(path: Path) -> object:
        if path.name == "locked":
            raise PermissionError(13, "Permission denied")
        return usual(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    read = report("boms")

    assert verdicts(read) == {"seat-heater": "out-of-scope"}
    assert read["verdict"] == "indeterminate"
    assert "Permission denied" in read["inputs"][1]["error"]
    assert check("boms").exit_code == 4


def test_an_empty_folder_is_undecided(folder: Path) -> None:
    (folder / "empty").mkdir()
    read = report("empty")
    assert (read["verdict"], read["components"]) == ("indeterminate", [])


def test_an_empty_bom_is_at_best_undecided_and_said_so(folder: Path) -> None:
    write(folder, none_json=bom(), clean_json=bom(unrelated()))
    read = report("none.json", "clean.json")
    assert read["verdict"] == "indeterminate"
    assert any("none.json" in note for note in read["notes"])


def test_a_dash_is_standard_input(folder: Path) -> None:
    result = run("check", "-", "-o", "json", "--model-year", "2027", stdin=bom(prohibited()))
    assert result.exit_code == 1
    assert '"(standard input)"' in result.stdout


def test_several_boms_make_one_unnamed_program(folder: Path) -> None:
    write(folder, a_json=bom(unrelated()), b_json=bom(undecided()))
    read = report("a.json", "b.json", "--model-year", "2027")
    assert read["program"]["name"] == ""
    assert [component["input"] for component in read["components"]] == [0, 1]


def test_paths_of_a_program_are_relative_to_its_file(folder: Path) -> None:
    (folder / "vehicle" / "boms").mkdir(parents=True)
    write(folder / "vehicle", program_toml=program("boms/bad.json"))
    write(folder / "vehicle" / "boms", bad_json=bom(prohibited()))
    assert verdicts(report("vehicle/program.toml")) == {"remote-agent": "prohibited"}


def test_the_part_says_what_a_bom_is_installed_in(folder: Path) -> None:
    write(folder, tool_json=bom({"type": "application", "name": "zorp", "bom-ref": "zorp"}))
    plain = report("tool.json", "--model-year", "2027")
    inside = report("tool.json", "--model-year", "2027", "--part", "Telematics control unit")
    assert plain["components"][0]["path"] == ["program", "zorp"]
    assert inside["components"][0]["path"] == ["program", "Telematics control unit", "zorp"]
    assert inside["inputs"][0]["part"] == "Telematics control unit"


def test_the_part_fills_in_where_the_program_is_silent_and_only_there(folder: Path) -> None:
    text = program("a.json", "b.json") + 'part = "Seat module"\n'
    write(folder, a_json=bom(unrelated()), b_json=bom(unrelated()), p_toml=text)
    read = report("p.toml", "--part", "Head unit")
    assert [view["part"] for view in read["inputs"]] == ["Head unit", "Seat module"]
