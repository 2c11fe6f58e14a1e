"""What an archive holds, and that it is what was evaluated."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from typing import Final

import pytest
from tests.archive.small import archive
from tests.cli.vehicle import REGISTER, TODAY, bom, decision, run, thing, write
from tests.declaration.programs import MAKER, STATEMENTS, modem, program, stack
from tests.forms.filling import fill_markdown, only
from tests.forms.test_round_trip import CLEAN, OWNERS
from tests.origin.data_sets import LEVEL_1, entity, table

from vcs_check.archive.making import GivenFiles
from vcs_check.archive.package import intact
from vcs_check.archive.record import DATA, REPORT, Record
from vcs_check.archive.replaying import request_of_record
from vcs_check.bundled import bundled_names, own_bytes
from vcs_check.pipeline import Request
from vcs_check.sealing import sha256_of

_OWN_KNOWLEDGE: Final = """\
[[entry]]
id = "example-panel"
form = "word"
function = "unrelated"
reason = "a panel of wood"
source = "drawing 12"
[entry.words]
en = ["frobnicator"]
"""


def _contents(path: Path) -> set[bytes]:
    return set(intact(str(path))[0].values())


def test_every_input_is_kept_as_it_was_given(tmp_path: Path) -> None:
    target = archive(tmp_path)
    kept = _contents(target)
    for name in ("program.toml", "tcu.json", "suppliers.toml"):
        assert (tmp_path / name).read_bytes() in kept


def test_every_data_file_of_the_tool_is_kept(tmp_path: Path) -> None:
    members, record = intact(str(archive(tmp_path)))
    for name in bundled_names():
        assert members[DATA + name] == own_bytes(name)
    assert members[record.edition.member] == own_bytes(record.edition.member.removeprefix(DATA))
    assert record.edition.sha256 == sha256_of(members[record.edition.member])
    assert record.other_edition is not None


def test_its_report_is_that_of_check(tmp_path: Path) -> None:
    members, record = intact(str(archive(tmp_path)))
    again = run("check", str(tmp_path / "program.toml"), "--today", TODAY, "-o", "json")
    assert members[REPORT] == again.stdout_bytes
    assert record.verdict == json.loads(again.stdout)["verdict"]
    assert {name for name in members if name.startswith("reports/")} == {
        "reports/report.json", "reports/report.html", "reports/report.txt",
        "reports/declaration.json", "reports/declaration.html",
    }  # fmt: skip


def test_the_same_evaluation_is_the_same_bytes(tmp_path: Path) -> None:
    assert archive(tmp_path, "a.zip").read_bytes() == archive(tmp_path, "b.zip").read_bytes()


def test_a_folder_holds_what_the_zip_holds(tmp_path: Path) -> None:
    assert intact(str(archive(tmp_path, "a.zip"))) == intact(str(archive(tmp_path, "a")))


def test_records_are_kept_ten_years_from_the_later_of_today_and_the_first_sale(
    tmp_path: Path,
) -> None:
    _, record = intact(str(archive(tmp_path)))
    assert str(record.keep_until) == "2039-09-01"
    for name, today, until in (
        ("leap.zip", "2032-02-29", "2042-03-01"), ("late.zip", "2030-05-06", "2040-05-06"),
    ):  # fmt: skip
        target = tmp_path / name
        path = str(tmp_path / "program.toml")
        result = run("archive", path, "--today", today, "--output", str(target))
        assert f"keep until {until}" in result.output


def _everything(folder: Path) -> list[str]:
    """Arguments that use each kind of file and option once."""
    (folder / "tcu.json").write_text(bom(modem(), stack("remote-agent"), thing("odd")))
    with zipfile.ZipFile(folder / "more.zip", "w") as packed:
        packed.writestr("inner.json", bom(stack("inner-stack")))
        packed.writestr("readme.txt", "no BOM, which is a note")
    write(folder, suppliers_toml=REGISTER, decisions_toml=decision() + 'evidence = ["proof.pdf"]\n')
    (folder / "proof.pdf").write_bytes(b"%PDF proof")
    (folder / "lei2.csv").write_bytes(table(LEVEL_1, entity("A1", MAKER, "DE")))
    (folder / "own.toml").write_text(_OWN_KNOWLEDGE)
    return [
        str(folder / "tcu.json"), str(folder / "more.zip"), str(folder / "missing.json"),
        "--register", str(folder / "suppliers.toml"), "--decisions", str(folder / "decisions.toml"),
        "--model-year", "2030", "--date", "2029-09-01", "--gvwr-lb", "6200", "--evidence", "strict",
        "--software-scope", "narrow", "--assume", "component:odd.class=other", "--assume",
        "party:Nobody=none", "--no-reference", "--possibly-dominant-percent", "3", "--part",
        "Telematics control unit", "--edition", "nprm-2024", "--compare-edition", "final-2025",
        "--limit", "max_nesting_depth=32",
        "--register", str(folder / "lei2.csv"), "--max-list-age", "30", "--knowledge",
        str(folder / "own.toml"),
    ]  # fmt: skip


def test_every_kind_of_file_and_option_comes_out_the_same(tmp_path: Path) -> None:
    arguments = _everything(tmp_path)
    target = tmp_path / "all.zip"
    result = run("archive", *arguments, "--today", TODAY, "--output", str(target))
    assert result.exit_code == 4  # one input is not there, and that is kept too
    members, record = intact(str(target))
    again = run("check", *arguments, "--today", TODAY, "-o", "json")
    assert members[REPORT] == again.stdout_bytes
    assert b"%PDF proof" in members.values()
    assert (tmp_path / "more.zip").read_bytes() in members.values()
    assert [bom.refused is not None for bom in record.boms] == [False, False, True]
    assert run("archive", "--check", str(target)).exit_code == 0


def test_no_option_of_an_evaluation_is_forgotten(tmp_path: Path) -> None:
    """Whoever adds something to a request has to add it to the record."""
    fields = set(Request.__struct_fields__)
    fields -= {"questionnaires"}  # asks for forms beside the verdicts, which an archive has not
    assert fields == {
        "program", "inputs", "edition", "other_edition", "today", "registers", "data_files",
        "max_list_age_days", "decisions", "knowledge", "answers", "evidence", "software_scope",
        "assumed_parties", "hypotheses", "use_reference", "possibly_dominant_percent", "notes",
        "limits",
    }  # fmt: skip
    assert set(GivenFiles.__struct_fields__) - {"others", "containers"} <= set(
        Record.__struct_fields__
    )
    arguments = _everything(tmp_path)
    target = tmp_path / "all.zip"
    run("archive", *arguments, "--today", TODAY, "--output", str(target))
    members, record = intact(str(target))
    request = request_of_record(record, members)
    default = Request(
        program=request.program, inputs=(), edition=request.edition, other_edition=None,
        today=request.today,
    )  # fmt: skip
    assert request.notes
    for field in fields - {"program", "edition", "today", "answers"}:  # answers: the next test
        assert getattr(request, field) != getattr(default, field), field


def test_the_answers_of_a_supplier_are_kept_and_used_again(tmp_path: Path) -> None:
    path = program(tmp_path, register=REGISTER.replace(MAKER, "Somebody else GmbH"))
    run("suppliers", path, "--today", TODAY, "--questionnaire", str(tmp_path / "ask"))
    form = only(tmp_path / "ask", "muster*.md")
    filled = fill_markdown(form.read_bytes(), lambda _, field: CLEAN.get(field, ""), owners=OWNERS)
    form.write_bytes(filled)
    target = tmp_path / "a.zip"
    options = (path, "--today", TODAY, "--answers", str(form))
    assert run("archive", *options, "--output", str(target)).exit_code == 0
    members, record = intact(str(target))
    assert form.read_bytes() in members.values()
    assert members[REPORT] == run("check", *options, "-o", "json").stdout_bytes
    assert len(request_of_record(record, members).answers) == 1
    assert run("archive", "--check", str(target)).exit_code == 0


def test_the_standard_library_alone_checks_it(tmp_path: Path) -> None:
    package, folder = archive(tmp_path, "a.zip"), archive(tmp_path, "b")
    verifier = folder / "verify.py"
    for target, arguments in ((package, [str(package)]), (folder, [])):
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(verifier), *arguments],
            capture_output=True, text=True, check=False, cwd="/",
        )  # fmt: skip
        assert (done.returncode, "INTACT" in done.stdout) == (0, True), target
    (folder / "reports" / "report.html").write_text("exchanged")
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(verifier)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "reports/report.html: changed" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("{program}",), ("-", "--output", "{new}"), ("{program}", "--output", "{program}"),
        ("{program}", "--output", "{folder}"), ("{program}", "--head", "0" * 64),
        ("{program}", "--output", "{folder}/index.jsonl"),
        ("{program}", "--output", "{folder}/CON"),
        ("--check", "{program}", "{program}"), ("--check", "{program}", "--output", "{new}"),
        ("--check", "{folder}/index.jsonl", "--head", "abc"),
    ],
)  # fmt: skip
def test_wrong_usage(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    named = {
        "program": program(tmp_path), "new": str(tmp_path / "new.zip"), "folder": str(tmp_path),
    }  # fmt: skip
    given = [argument.format(**named) for argument in arguments]
    assert run("archive", *given).exit_code == 2
    assert not (tmp_path / "new.zip").exists()


def test_what_is_too_large_is_refused_and_a_raised_limit_serves_both_ways(tmp_path: Path) -> None:
    path, target = program(tmp_path), tmp_path / "a.zip"
    arguments = ("archive", path, "--today", TODAY, "--output", str(target))
    small = run(*arguments, "--limit", "max_unpacked_bytes=100000")
    assert (small.exit_code, target.exists()) == (4, False)
    assert "max_unpacked_bytes" in small.stderr
    assert run(*arguments).exit_code == 0
    limited = run("archive", "--check", str(target), "--limit", "max_unpacked_bytes=100000")
    assert limited.exit_code == 4
    assert run("archive", "--check", str(target), "--limit", "max_archive_members=9").exit_code == 4
    raised = run("archive", "--check", str(target), "--limit", "max_archive_members=99999")
    assert raised.exit_code == 0


def test_a_pipe_is_no_file_that_can_be_kept(tmp_path: Path) -> None:
    path = program(tmp_path)
    os.mkfifo(tmp_path / "pipe.toml")
    writer = threading.Thread(
        target=lambda: (tmp_path / "pipe.toml").write_text(REGISTER), daemon=True
    )
    writer.start()
    result = run("archive", path, "--register", str(tmp_path / "pipe.toml"), "--output", "x.zip")
    writer.join()
    assert result.exit_code == 2
    assert "no plain file" in result.stderr


def test_an_archive_is_never_overwritten(tmp_path: Path) -> None:
    target = archive(tmp_path)
    before = target.read_bytes(), (target.parent / "index.jsonl").read_bytes()
    path = program(tmp_path, *STATEMENTS[:1])
    result = run("archive", path, "--today", TODAY, "--output", str(target))
    assert result.exit_code == 2
    assert "never overwritten" in result.stderr
    assert before == (target.read_bytes(), (target.parent / "index.jsonl").read_bytes())


def test_a_bom_that_is_no_bom_is_kept_and_said(tmp_path: Path) -> None:
    path = program(tmp_path)
    (tmp_path / "tcu.json").write_text("no BOM")
    target = tmp_path / "a.zip"
    result = run("archive", path, "--today", TODAY, "--output", str(target))
    assert result.exit_code == 4
    assert b"no BOM" in _contents(target)
    assert run("archive", "--check", str(target)).exit_code == 0
