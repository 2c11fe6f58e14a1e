"""The options that say what a command writes, and how much of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from vcs_check.cli.lines import LINES

_F = TypeVar("_F", bound=Callable[..., Any])
_NO_COLOR = click.option(
    "--no-color", is_flag=True, help="No colour; NO_COLOR is honoured as well."
)


def output_option(what: str, completing: Callable[..., Any] | None = None) -> Callable[[_F], _F]:
    """``-o FORMAT[=PATH]``, repeatable; ``what`` begins its help."""
    return click.option(
        "-o",
        "--output",
        "outputs",
        multiple=True,
        type=LINES,
        metavar="FORMAT[=PATH]",
        shell_complete=completing,
        help=f"{what}; repeatable. Without =PATH to standard output.",
    )


def fail_on_options(what: str) -> Callable[[_F], _F]:
    """``--fail-on`` and ``--exit-zero``; ``what`` is the help of the first."""
    fail_on = click.option(
        "--fail-on",
        type=click.Choice(["prohibited", "indeterminate", "never"]),
        default="indeterminate",
        show_default=True,
        help=what,
    )
    exit_zero = click.option("--exit-zero", is_flag=True, help="The same as --fail-on never.")
    return lambda function: fail_on(exit_zero(function))


def quiet_option(what: str = "Nothing on standard output.") -> Callable[[_F], _F]:
    """``-q``, for a command that writes no text with more or less of it."""
    return click.option("-q", "--quiet", is_flag=True, help=what)


def summary_options(more: str, quiet: str = "Nothing on standard output.") -> Callable[[_F], _F]:
    """``-q``, ``-v`` and ``--no-color``; ``more`` is what ``-v`` shows."""
    verbose = click.option("-v", "--verbose", count=True, help=more)
    return lambda function: quiet_option(quiet)(verbose(_NO_COLOR(function)))


def without_settings_of_check(ctx: click.Context, options: dict[str, Any]) -> None:
    """Drops the outputs that a settings file names: they are formats of ``check``."""
    if ctx.get_parameter_source("outputs") is ParameterSource.DEFAULT_MAP:
        options["outputs"] = ()
