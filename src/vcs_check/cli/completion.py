"""``vcs-check completion``: words and files at the press of Tab."""

from __future__ import annotations

from typing import Final

import click
from click.shell_completion import get_completion_class

from vcs_check.cli.check import only_to_stdout
from vcs_check.cli.endings import endings

SHELLS: Final = ("bash", "zsh", "fish")
VARIABLE: Final = "_VCS_CHECK_COMPLETE"


@click.command("completion", epilog=endings(0, 2, 5, zero="done"))
@click.argument("shell", type=click.Choice(SHELLS), metavar="SHELL")
@click.pass_context
def command(ctx: click.Context, /, shell: str) -> None:
    """Print the script that teaches a shell to complete commands, options and files.

    SHELL is bash, zsh or fish. The script asks vcs-check itself, so it stays right after an
    upgrade.

    \b
    bash, in ~/.bashrc:
      eval "$(vcs-check completion bash)"

    \b
    zsh, in ~/.zshrc, after compinit:
      eval "$(vcs-check completion zsh)"

    \b
    fish, once:
      vcs-check completion fish > ~/.config/fish/completions/vcs-check.fish
    """  # noqa: D301 - click reads \\b as "leave these lines as they are"
    made = get_completion_class(shell)
    if made is None:  # pragma: no cover - click has all three
        raise click.UsageError(f"click cannot complete for {shell}")
    script = made(ctx.find_root().command, {}, "vcs-check", VARIABLE).source()
    only_to_stdout(ctx, f"{script.strip()}\n".encode())
