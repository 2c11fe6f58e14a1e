"""The command line: options in, exit code out. One file a command."""

from __future__ import annotations

import sys
from typing import Any

import click
from click.core import ParameterSource

from vcs_check import __version__
from vcs_check.cli.endings import EXIT_CODES, endings
from vcs_check.cli.settings import load_settings
from vcs_check.errors import InputError, VcsCheckError, place_of_defect
from vcs_check.tomlfile import TomlTable

_COMMANDS = {
    "archive": "vcs_check.cli.archive",
    "certify": "vcs_check.cli.certify",
    "check": "vcs_check.cli.check",
    "diff": "vcs_check.cli.diff",
    "completion": "vcs_check.cli.completion",
    "declare": "vcs_check.cli.declare",
    "explain": "vcs_check.cli.explain",
    "fleet": "vcs_check.cli.fleet",
    "fleet query": "vcs_check.cli.fleet_query",
    "inventory": "vcs_check.cli.inventory",
    "manual": "vcs_check.cli.manual",
    "rules": "vcs_check.cli.rules",
    "suppliers": "vcs_check.cli.suppliers",
    "verify": "vcs_check.cli.verify",
}
DEFECT_EXIT_CODE = 70
INTERRUPTED_EXIT_CODE = 130
"""As shells have it: 128 and the number of SIGINT; no code of the contract."""


class _Commands(click.Group):
    """Commands that are imported when used, and the one place that knows exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        import importlib

        found: click.Command = importlib.import_module(_COMMANDS[cmd_name]).command
        for param in found.params:
            if isinstance(param, click.Option):
                param.envvar = _variable(param)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except VcsCheckError as error:
            click.echo(f"vcs-check: {_one_line(str(error))}", err=True)
            ctx.exit(error.exit_code)
        except click.BadParameter as error:
            fault = _fault_of_settings(ctx, error)
            if fault is None:
                raise
            click.echo(f"vcs-check: {_one_line(str(fault))}", err=True)
            ctx.exit(fault.exit_code)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            # click would end with 1, which is the code for something prohibited.
            click.echo("vcs-check: interrupted, so nothing was decided", err=True)
            ctx.exit(INTERRUPTED_EXIT_CODE)
        except BrokenPipeError:
            raise
        except Exception as error:
            where = place_of_defect(error)
            click.echo(
                f"vcs-check: a defect of vcs-check, please report it: "
                f"{type(error).__name__}: {_one_line(str(error))} ({where}); nothing was passed",
                err=True,
            )
            if "-v" in sys.argv or "-vv" in sys.argv:
                import traceback

                click.echo(traceback.format_exc(), err=True)
            ctx.exit(DEFECT_EXIT_CODE)


def _fault_of_settings(ctx: click.Context, error: click.BadParameter) -> InputError | None:
    """The error, with file and line, where a bad value stands in the settings file."""
    table, inner, option = ctx.obj, error.ctx, error.param
    if not isinstance(table, TomlTable) or inner is None or not isinstance(option, click.Option):
        return None
    if inner.get_parameter_source(str(option.name)) is not ParameterSource.DEFAULT_MAP:
        return None
    key = max(option.opts, key=len).lstrip("-")
    return table.fault(f"{key}: {error.message}", key)


def _variable(option: click.Option) -> str:
    """``VCS_CHECK_MODEL_YEAR`` for ``--model-year``, whatever the command."""
    longest = max(option.opts, key=len)
    return f"VCS_CHECK_{longest.lstrip('-').replace('-', '_').upper()}"


def _one_line(text: str) -> str:
    """A message without line ends and control characters, which a BOM may have put there."""
    return "".join(
        char if char.isprintable() else f"\\x{ord(char):02x}" for char in text.replace("\n", " ")
    )


@click.command(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=endings(*EXIT_CODES),
)
@click.version_option(__version__, "--version", prog_name="vcs-check")
@click.pass_context
def command(ctx: click.Context) -> None:
    """May this vehicle be sold in the United States under 15 CFR Part 791 Subpart D?

    Reads SBOM and HBOM files, tags what is vehicle connectivity (VCS) and automated driving
    (ADS), finds who stands behind it, applies the model-year schedule and says pass, fail or
    undecided, with a reason and a citation for every component.

    \b
    Start with:
      vcs-check check PROGRAM.toml --report-dir reports
      vcs-check check tcu.cdx.json --part "Telematics control unit" --model-year 2027
      vcs-check explain PROGRAM.toml COMPONENT
      vcs-check diff OLD.json NEW.json

    vcs-check COMMAND --help says more, with examples; man vcs-check has all of it.
    """  # noqa: D301 - click reads \\b as "leave these lines as they are"
    ctx.default_map, ctx.obj = load_settings(sorted(_COMMANDS))
