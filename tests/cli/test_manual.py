"""Help, man page, reference and completion say the same, because they are made from the same."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests.cli.vehicle import spawn

from vcs_check.cli import command
from vcs_check.cli.endings import EXIT_CODES
from vcs_check.cli.manual import _roff, as_man, as_markdown

_ROOT = Path(__file__).parents[2]
_UPDATE = "VCS_CHECK_UPDATE_GOLDEN"
UPDATING = bool(os.environ.get(_UPDATE))
"""Looked up on import, because the tests run in an empty environment."""
assert isinstance(command, click.Group)
CONTEXT = click.Context(command, info_name="vcs-check", **command.context_settings)
COMMANDS = {
    name: found
    for name in command.list_commands(CONTEXT)
    if (found := command.get_command(CONTEXT, name)) is not None
}


@pytest.mark.parametrize(
    ("file", "make"), [("docs/cli.md", as_markdown), ("man/vcs-check.1", as_man)]
)
def test_the_written_manual_is_the_one_made_from_the_code(file: str, make) -> None:  # type: ignore[no-untyped-def]
    made = make(command)
    if UPDATING:
        (_ROOT / file).write_text(made, "utf-8")
    assert (_ROOT / file).read_text("utf-8") == made, f"run with {_UPDATE}=1"


@pytest.mark.parametrize("form", ["man", "markdown"])
def test_it_names_every_command_option_and_exit_code(form: str) -> None:
    printed = CliRunner().invoke(command, ["manual", form])
    assert printed.exit_code == 0
    text = printed.output.replace("\\-", "-")
    for name, found in COMMANDS.items():
        if found.hidden:
            assert f"\n## {name}\n" not in text
            continue
        assert f"\n## {name}\n" in text or f"\n.SS {name}\n" in text
        for option in found.params:
            if isinstance(option, click.Option):
                assert all(words in text for words in option.opts), option.name
    for code, meaning in EXIT_CODES.items():
        assert str(code) in text
        assert meaning in text


def test_the_man_page_is_what_man_reads_without_a_warning() -> None:
    groff = shutil.which("groff")
    if groff is None:
        pytest.skip("no groff here")
    done = subprocess.run(
        [groff, "-man", "-ww", "-Tutf8", "-P-c", str(_ROOT / "man" / "vcs-check.1")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "--fail-on" in done.stdout.replace("\u2010", "-").replace("\u2212", "-")


def test_nothing_in_roff_is_a_request_or_an_escape() -> None:
    assert _roff(".so /etc/passwd\n'ds x\na\\*x -o …") == (
        "\\&.so /etc/passwd\n\\&'ds x\na\\e*x \\-o \\[u2026]"
    )


@pytest.mark.parametrize("name", [name for name, found in COMMANDS.items() if not found.hidden])
def test_every_command_teaches_by_example_and_says_how_it_can_end(name: str) -> None:
    page = CliRunner().invoke(command, [name, "--help"])
    assert page.exit_code == 0
    assert f"vcs-check {name}" in page.output.split("Options:")[0].split("\n", 1)[1]
    assert "Exit codes:" in page.output


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_of_each_shell_asks_the_program(shell: str) -> None:
    done = CliRunner().invoke(command, ["completion", shell])
    assert done.exit_code == 0
    assert f"_VCS_CHECK_COMPLETE={shell}_complete" in done.output
    program = shutil.which(shell)
    if program is not None:
        subprocess.run([program, "-n", "-c", done.output], check=True)


def test_a_shell_without_completion_is_wrong_usage() -> None:
    assert CliRunner().invoke(command, ["completion", "tcsh"]).exit_code == 2


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("vcs-check sup", {"plain,suppliers"}),
        ("vcs-check check --evid", {"plain,--evidence"}),
        ("vcs-check check --evidence s", {"plain,standard", "plain,strict"}),
        ("vcs-check check -o j", {"plain,json=", "plain,junit="}),
        ("vcs-check check prog", {"file,prog"}),
        ("vcs-check check --register sup", {"file,sup"}),
        ("vcs-check check --report-dir r", {"dir,r"}),
        ("vcs-check fleet x", {"file,x"}),
        ("vcs-check fleet query --for", {"plain,--format"}),
    ],
)
def test_tab_offers_what_fits(folder: Path, typed: str, offered: set[str]) -> None:
    done = spawn(
        cwd=folder,
        env={
            "_VCS_CHECK_COMPLETE": "bash_complete",
            "COMP_WORDS": typed,
            "COMP_CWORD": str(len(typed.split()) - 1),
        },
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert set(done.stdout.split()) == offered
