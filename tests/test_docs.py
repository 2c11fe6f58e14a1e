"""The documentation says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from vcs_check.cli import command
from vcs_check.inventory.facts import FACT_NAMES
from vcs_check.inventory.vocabulary import Exclusion, Radio, Verdict

_ROOT = Path(__file__).parent.parent
_DOCS = _ROOT / "docs"


def test_the_table_of_the_rule_is_the_editions_own_data() -> None:
    result = CliRunner().invoke(command, ["rules", "-o", "markdown"])
    assert result.exit_code == 0
    assert (_DOCS / "rule.md").read_text("utf-8") == result.output


def test_every_fact_radio_and_exclusion_is_documented() -> None:
    text = (_DOCS / "facts.md").read_text("utf-8")
    for name in FACT_NAMES:
        assert f"vcs:{name}" in text, name
    for word in (*Radio, *Exclusion):
        assert f"`{word.value}`" in text, word


def test_every_verdict_is_explained() -> None:
    text = (_DOCS / "procedure.md").read_text("utf-8")
    for verdict in Verdict:
        assert f"`{verdict.value}`" in text, verdict


def test_every_link_between_documents_leads_somewhere() -> None:
    pages = [
        _ROOT / "README.md",
        _ROOT / "CONTRIBUTING.md",
        *_DOCS.glob("*.md"),
        *_ROOT.glob("sboms/*.md"),
    ]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not broken


def test_every_option_of_check_has_help() -> None:
    check = command.get_command(None, "check")  # type: ignore[arg-type]
    assert check is not None
    for parameter in check.params:
        if parameter.param_type_name == "option":
            assert getattr(parameter, "help", None), parameter.name


def test_the_readmes_first_two_commands_are_complete_in_themselves() -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", (_ROOT / "README.md").read_text("utf-8"), re.M | re.S)
    assert len(blocks) == 2
    for block in blocks:
        assert "python3 -m venv" in block
        assert "pip" in block
    assert "vcs-check check sboms/" in blocks[0]
    assert "pytest" in blocks[1]
