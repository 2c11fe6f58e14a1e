"""``vcs-check manual``: every command and option, from the code, as man page or Markdown."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click
from msgspec import Struct

from vcs_check import __version__
from vcs_check.cli.check import only_to_stdout
from vcs_check.cli.endings import EXIT_CODES

_MADE = "Made from the code by `vcs-check manual markdown`; a test holds the two equal."


class _Paragraph(Struct, frozen=True):
    """Words to be wrapped, or lines that stay as they are."""

    text: str
    is_fixed: bool


class _Option(Struct, frozen=True):
    """One option as help shows it; ``variable`` is empty where none is read."""

    words: str
    help: str
    variable: str


class _Page(Struct, frozen=True):
    """What the manual says of one command."""

    name: str
    usage: str
    text: tuple[_Paragraph, ...]
    options: tuple[_Option, ...]


@click.command("manual", hidden=True)
@click.argument("form", type=click.Choice(["man", "markdown"]), metavar="FORM")
@click.pass_context
def command(ctx: click.Context, /, form: str) -> None:
    """Print the manual of all commands: as a man page or as Markdown."""
    group = ctx.find_root().command
    assert isinstance(group, click.Group)
    only_to_stdout(ctx, (as_man(group) if form == "man" else as_markdown(group)).encode())


def as_markdown(group: click.Group) -> str:
    """The reference of the documentation."""
    whole, *pages = _pages(group)
    lines = ["# Commands and options", "", _MADE, ""]
    lines += _markdown_text(whole)
    lines += ["| exit code | meaning |", "|---|---|"]
    lines += [f"| {code} | {_cell(meaning)} |" for code, meaning in EXIT_CODES.items()]
    lines += [
        "",
        "An option can also stand in `vcs-check.toml`, or under `[tool.vcs-check]` in",
        "`pyproject.toml`, by its long name without the dashes, and in the variable that its table",
        "names. Flags win over variables, those over the program file, that over `vcs-check.toml`.",
    ]
    for page in pages:
        lines += ["", f"## {page.name}", "", "```", page.usage, "```", "", *_markdown_text(page)]
        lines += ["| option | what | variable |", "|---|---|---|"]
        lines += [
            f"| `{_cell(option.words)}` | {_cell(option.help)} | "
            f"{f'`{option.variable}`' if option.variable else ''} |"
            for option in page.options
        ]
    return "\n".join((*lines, ""))


def as_man(group: click.Group) -> str:
    """The man page, section 1."""
    whole, *pages = _pages(group)
    summary, *text = whole.text
    lines = [
        f'.TH VCS\\-CHECK 1 "" "vcs\\-check {_roff(__version__)}" "User Commands"',
        ".SH NAME",
        f"vcs\\-check \\- {_roff(summary.text)}",
        ".SH SYNOPSIS",
        *(line for page in pages for line in (f".B {_roff(page.usage)}", ".br")),
        ".SH DESCRIPTION",
        *_man_text(text),
        ".SH COMMANDS",
    ]
    for page in pages:
        lines += [f".SS {_roff(page.name)}", *_man_text(page.text)]
        for option in page.options:
            variable = f" Variable: {option.variable}." if option.variable else ""
            lines += [".TP", f".B {_roff(option.words)}", _roff(f"{option.help}{variable}")]
    lines += [".SH EXIT STATUS"]
    for code, meaning in EXIT_CODES.items():
        lines += [".TP", f".B {code}", _roff(meaning)]
    lines += [
        ".SH FILES",
        ".TP",
        ".B vcs\\-check.toml",
        "Options by their long names, in the working folder; or [tool.vcs\\-check] in "
        "pyproject.toml. Flags win over variables, those over the program file, that over this.",
    ]
    return "\n".join((*lines, ""))


def _pages(group: click.Group) -> Iterator[_Page]:
    """The program itself, then every command that help lists, by name."""
    top = click.Context(group, info_name="vcs-check", **group.context_settings)
    yield _page(group, top)
    for name in group.list_commands(top):
        found = group.get_command(top, name)
        if found is not None and not found.hidden:
            yield _page(found, click.Context(found, top, info_name=name))


def _page(command: click.Command, ctx: click.Context) -> _Page:
    ending = "" if isinstance(command, click.Group) else command.epilog  # it has a section
    texts = (command.help or "", ending or "")
    return _Page(
        name=ctx.info_name or "",
        usage=" ".join((ctx.command_path, *command.collect_usage_pieces(ctx))),
        text=tuple(paragraph for text in texts for paragraph in _paragraphs(text)),
        options=tuple(_options(command, ctx)),
    )


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    for block in inspect.cleandoc(text).split("\n\n"):
        if block.startswith("\b\n"):
            yield _Paragraph(text=block[2:], is_fixed=True)
        elif block.strip():
            yield _Paragraph(text=" ".join(block.split()), is_fixed=False)


def _options(command: click.Command, ctx: click.Context) -> Iterator[_Option]:
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record is not None and isinstance(param, click.Option):
            variable = param.envvar if isinstance(param.envvar, str) else ""
            yield _Option(words=record[0], help=" ".join(record[1].split()), variable=variable)


def _markdown_text(page: _Page) -> Iterator[str]:
    for paragraph in page.text:
        if paragraph.is_fixed:
            yield from ("```", paragraph.text, "```")
        else:
            yield paragraph.text
        yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _man_text(paragraphs: tuple[_Paragraph, ...] | list[_Paragraph]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield ".PP"
        if paragraph.is_fixed:
            yield from (".nf", _roff(paragraph.text), ".fi")
        else:
            yield _roff(paragraph.text)


def _roff(text: str) -> str:
    """Text in which nothing is a request, an escape or a character that roff does not know."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    plain = "".join(char if ord(char) < 128 else f"\\[u{ord(char):04X}]" for char in escaped)
    return "\n".join(
        f"\\&{line}" if line.startswith((".", "'")) else line for line in plain.split("\n")
    )
