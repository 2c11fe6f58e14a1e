"""Contract section 1: what each exit code means, asked of a real process."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.cli.vehicle import (
    REGISTER,
    bom,
    decision,
    program,
    prohibited,
    run,
    spawn,
    undecided,
    unrelated,
    write,
)

PASS, FAIL, USAGE, UNDECIDED, INPUT, REPORT = 0, 1, 2, 3, 4, 5
YEAR = ("--model-year", "2027")


@dataclass(frozen=True, kw_only=True)
class Situation:
    """A command line, the code it must end with, and a word that standard error must say."""

    sentence: str
    line: str
    code: int
    says: str = ""
    stdin: str = ""
    within: str = "."
    env: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        """The arguments; ``~`` stands for an empty one."""
        return [word.replace("~", "") for word in self.line.split()]


def _is(code: int, sentence: str, line: str, says: str = "", **more: object) -> Situation:
    return Situation(sentence=sentence, line=line, code=code, says=says, **more)  # type: ignore[arg-type]


IN_A_PROCESS_OF_ITS_OWN = [
    _is(PASS, "nothing open", "check clean.json"),
    _is(PASS, "a program without anything open", "check clean.toml"),
    _is(FAIL, "something prohibited", "check bad.json --model-year 2027"),
    _is(UNDECIDED, "a maker of whom nothing is known", "check open.json --model-year 2027"),
    _is(FAIL, "prohibited beside undecided", "check open.json bad.json --model-year 2027"),
    _is(UNDECIDED, "a BOM without components", "check none.json"),
    _is(UNDECIDED, "an empty folder", "check empty"),
    _is(FAIL, "a BOM on standard input", "check - --model-year 2027", stdin="bad.json"),
    _is(PASS, "undecided is no failure", "check open.json --fail-on prohibited"),
    _is(PASS, "exit zero", "check bad.json --model-year 2027 --exit-zero"),
    _is(INPUT, "exit zero, unreadable", "check missing.json --exit-zero", "missing.json"),
    _is(INPUT, "never, unreadable", "check broken.json --fail-on never", "broken.json"),
    _is(REPORT, "exit zero, no report", "check bad.json --exit-zero -o json=file/x.json", "x.json"),
    _is(
        UNDECIDED,
        "a pass by assumption",
        "check bad.json --model-year 2027 --assume component:remote-agent.class=other",
    ),
    _is(
        FAIL,
        "a fail beside an assumption",
        "check bad.json --model-year 2027 --assume party:Nobody=none",
    ),
    _is(USAGE, "no command", "", "Usage"),
    _is(USAGE, "an unknown command", "chekc clean.json", "chekc"),
    _is(USAGE, "a format that does not exist", "check clean.json -o yaml", "yaml"),
    _is(USAGE, "a day that does not exist", "check clean.json --date 2026-02-30", "2026-02-30"),
    _is(USAGE, "both model-year options", "check clean.json --model-year 2027 --no-model-year"),
    _is(USAGE, "a program beside a BOM", "check clean.toml clean.json", "program"),
    _is(USAGE, "nothing to explain", "explain bad.json nobody", "nobody"),
    _is(USAGE, "several to explain", "explain twice.json twin", "2 components"),
    _is(
        USAGE,
        "a wrong SOURCE_DATE_EPOCH",
        "check clean.json",
        "SOURCE_DATE_EPOCH",
        env={"SOURCE_DATE_EPOCH": "yesterday"},
    ),
    _is(INPUT, "a file that does not exist", "check missing.json", "missing.json"),
    _is(INPUT, "a named file that is no BOM", "check notes.txt", "notes.txt"),
    _is(INPUT, "one of several unreadable", "check clean.json missing.json", "missing.json"),
    _is(INPUT, "unreadable beside prohibited", "check bad.json broken.json --model-year 2027"),
    _is(INPUT, "unreadable beside undecided", "check open.json broken.json"),
    _is(INPUT, "a BOM that the program lacks", "check lacks.toml", "gone.json"),
    _is(INPUT, "a program with a slip", "check slip.toml", "slip.toml: line 3"),
    _is(INPUT, "a register with a slip", "check clean.json --register slip-r.toml", "line 2"),
    _is(INPUT, "decisions with a slip", "check clean.json --decisions slip-d.toml", "line 1"),
    _is(INPUT, "a slip in vcs-check.toml", "check ../clean.json", "line 1", within="slipped"),
    _is(INPUT, "explain an unreadable file", "explain missing.json x", "missing.json"),
    _is(REPORT, "a file in place of a folder", "check clean.json -o json=file/x.json", "x.json"),
    _is(REPORT, "5 before 1", "check bad.json --model-year 2027 -o json=file/x.json", "x.json"),
    _is(REPORT, "5 before 4", "check missing.json -o json=file/x.json", "x.json"),
]
IN_THIS_PROCESS = [
    _is(
        PASS,
        "undecided by assumption is no failure",
        "check bad.json --model-year 2027 --assume component:remote-agent.class=other "
        "--fail-on prohibited",
    ),
    _is(PASS, "the same a model year earlier", "check bad.json --model-year 2026"),
    _is(PASS, "the same with the register", "check open.json --model-year 2027 --register r.toml"),
    _is(UNDECIDED, "an empty BOM beside a clean one", "check none.json clean.json"),
    _is(UNDECIDED, "a program without BOMs", "check no-boms.toml"),
    _is(FAIL, "fail on prohibited", "check bad.json --model-year 2027 --fail-on prohibited"),
    _is(PASS, "never fails", "check bad.json --model-year 2027 --fail-on never"),
    _is(USAGE, "an unknown option", "check clean.json --modelyear 2027", "--modelyear"),
    _is(USAGE, "no path", "check", "PATH"),
    _is(USAGE, "an empty path", "check ~", "empty"),
    _is(USAGE, "two reports to standard output", "check clean.json -o json -o csv", "standard"),
    _is(USAGE, "an edition that does not exist", "check clean.json --edition 2030", "2030"),
    _is(USAGE, "a date in another form", "check clean.json --date 1.9.2026", "1.9.2026"),
    _is(USAGE, "a day nobody means", "check clean.json --date 0001-01-01", "0001-01-01"),
    _is(USAGE, "an endless weight", "check clean.json --gvwr-lb inf", "inf"),
    _is(USAGE, "a weight that is no number", "check clean.json --gvwr-lb nan", "nan"),
    _is(USAGE, "a weight below nothing", "check clean.json --gvwr-lb -1", "-1"),
    _is(USAGE, "a share of nothing", "check clean.json --possibly-dominant-percent nan", "nan"),
    _is(USAGE, "a report over its input", "check clean.json -o json=./clean.json", "an input"),
    _is(USAGE, "a word in place of a date", "check clean.json --today today", "today"),
    _is(USAGE, "a year of two digits", "check clean.json --model-year 27", "27"),
    _is(USAGE, "an --assume of neither form", "check clean.json --assume x=y", "--assume"),
    _is(USAGE, "an --assume of no fact", "check clean.json --assume component:a.colour=red"),
    _is(USAGE, "a wrong word", "check clean.json --evidence some", "strict"),
    _is(USAGE, "a schema that does not exist", "rules --schema verdict", "verdict"),
    _is(INPUT, "broken JSON", "check broken.json", "broken.json"),
    _is(INPUT, "JSON that is no BOM", "check list.json", "list.json"),
    _is(INPUT, "an empty file", "check nothing.json", "nothing.json"),
    _is(INPUT, "nothing on standard input", "check -", "standard input"),
    _is(INPUT, "a declared value that is no word", "check word.json", "vcs:radio"),
    _is(INPUT, "a program that does not exist", "check gone.toml", "gone.toml"),
    _is(INPUT, "a register that does not exist", "check clean.json --register x.toml", "x.toml"),
    _is(INPUT, "decisions that do not exist", "check clean.json --decisions x.toml", "x.toml"),
    _is(INPUT, "inventory of an unreadable file", "inventory missing.json", "missing.json"),
    _is(REPORT, "a folder in place of a file", "check clean.json -o json=empty", "empty"),
    _is(REPORT, "a file in place of the set", "check clean.json --report-dir file", "file"),
    _is(REPORT, "5 before 3", "check open.json -o json=file/x.json", "x.json"),
    _is(PASS, "explain", "explain bad.json remote-agent"),
    _is(PASS, "inventory", "inventory bad.json"),
    _is(PASS, "rules", "rules"),
    _is(PASS, "version", "--version"),
    _is(PASS, "help", "check --help"),
]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one file for each situation."""
    made = tmp_path_factory.mktemp("files")
    write(
        made,
        clean_json=bom(unrelated()),
        bad_json=bom(prohibited()),
        open_json=bom(undecided()),
        none_json=bom(),
        twice_json=bom(unrelated("twin", ref="a"), unrelated("twin", ref="b")),
        word_json=bom(unrelated(radio="telepathy")),
        broken_json='{"bomFormat": "CycloneDX",',
        list_json="[1, 2, 3]",
        nothing_json="",
        notes_txt="Remember the milk.",
        file_txt="",
        r_toml=REGISTER,
        clean_toml=program("clean.json"),
        lacks_toml=program("clean.json", "gone.json"),
        slip_toml='[program]\nname = "x"\nmodelyear = 2027\n',
    )
    (made / "no-boms.toml").write_text(program())
    (made / "slip-r.toml").write_text('[[party]]\nnam = "x"\n')
    (made / "slip-d.toml").write_text('[[decision]]\ncomponent = "x"\nsets = { class = "other" }\n')
    (made / "file").write_text("in the way")
    (made / "empty").mkdir()
    (made / "slipped").mkdir()
    (made / "slipped" / "vcs-check.toml").write_text("modelyear = 2027\n")
    return made


@pytest.mark.parametrize("situation", IN_A_PROCESS_OF_ITS_OWN, ids=lambda s: s.sentence)
def test_exit_code_of(situation: Situation, files: Path) -> None:
    done = spawn(
        *situation.words,
        cwd=files / situation.within,
        stdin=(files / situation.stdin).read_text() if situation.stdin else "",
        env=situation.env,
    )

    _agrees(situation, done.returncode, done.stderr)


@pytest.mark.parametrize("situation", IN_THIS_PROCESS, ids=lambda s: s.sentence)
def test_exit_code_in_process_of(
    situation: Situation, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(files / situation.within)
    result = run(*situation.words)

    _agrees(situation, result.exit_code, result.stderr)


def _agrees(situation: Situation, code: int, stderr: str) -> None:
    assert code == situation.code, stderr
    assert "Traceback" not in stderr
    assert situation.says in stderr
    if situation.code in (USAGE, INPUT, REPORT):
        assert stderr.strip()


def test_the_table_asks_real_processes_enough() -> None:
    assert len(IN_A_PROCESS_OF_ITS_OWN) >= 30
    assert {situation.code for situation in IN_A_PROCESS_OF_ITS_OWN} == {0, 1, 2, 3, 4, 5}


@pytest.mark.parametrize("code", [USAGE, INPUT])
def test_nothing_that_went_wrong_reports_a_pass(code: int, files: Path) -> None:
    line = {USAGE: "check clean.json -o yaml", INPUT: "check clean.json missing.json"}[code]
    done = spawn(*line.split(), cwd=files)

    assert done.returncode == code
    assert not done.stdout.startswith("PASS")


def test_a_complete_decision_is_accepted(files: Path) -> None:
    (files / "d.toml").write_text(decision())
    done = spawn("check", "bad.json", *YEAR, "--decisions", "d.toml", cwd=files)
    assert done.returncode == PASS, done.stderr
