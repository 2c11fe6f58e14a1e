"""``vcs-check diff``: what changed between two JSON reports, and why."""

from __future__ import annotations

from typing import Any

import click

from vcs_check.cli.check import (
    EXIT_FAIL,
    EXIT_INDETERMINATE,
    EXIT_PASS,
    EXIT_REPORT,
    keep_inputs,
    output_targets,
    say,
    write_targets,
)
from vcs_check.cli.files import bytes_of
from vcs_check.cli.options import wins
from vcs_check.cli.output_options import (
    fail_on_options,
    output_option,
    summary_options,
    without_settings_of_check,
)
from vcs_check.comparison import Comparison, compare, read_report
from vcs_check.errors import UsageError
from vcs_check.inventory.vocabulary import OverallVerdict
from vcs_check.reports import diff
from vcs_check.reports.diff import got_worse


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@output_option("text, markdown, json or html")
@fail_on_options("What has to be new for the exit code to be non-zero.")
@summary_options("Show everything that is cut short.")
@click.pass_context
def command(ctx: click.Context, /, old: str, new: str, **options: Any) -> None:
    """Compare two JSON reports: what appeared, went, changed verdict, and why.

    OLD and NEW are reports of "vcs-check check -o json=FILE"; one of them may be - (standard
    input). Components are matched by what they are, so that one that moved, was renamed or has
    another version shows as changed. Exit codes: 0 nothing is worse, 1 something is newly
    prohibited, 3 something is newly undecided, 4 a report cannot be read, 5 one cannot be written.

    \b
    Examples:
      vcs-check diff main.json branch.json
      vcs-check diff main.json branch.json -o markdown=comment.md
      vcs-check diff 2027.json 2030.json -o html=diff.html -o json=diff.json -q
    """  # noqa: D301 - click reads \\b as "leave these lines as they are"
    if old == new == "-":
        raise UsageError("only one of OLD and NEW can be standard input")
    without_settings_of_check(ctx, options)
    targets = output_targets(options, diff.available())
    keep_inputs((old, new), targets)
    comparison = compare(*(read_report(bytes_of(path), path) for path in (old, new)))
    failed = write_targets(comparison, targets, options)
    for message in failed:
        say(message)
    exit_zero = options["exit_zero"] and not wins(ctx, "fail_on", "exit_zero")
    fail_on = "never" if exit_zero else options["fail_on"]
    ctx.exit(EXIT_REPORT if failed else exit_code(comparison, fail_on))


def exit_code(comparison: Comparison, fail_on: str) -> int:
    """1 where something is newly prohibited, 3 where something is newly undecided, else 0."""
    worse = got_worse(comparison)
    if worse is None or fail_on == "never":
        return EXIT_PASS
    if worse is OverallVerdict.FAIL:
        return EXIT_FAIL
    return EXIT_INDETERMINATE if fail_on == "indeterminate" else EXIT_PASS
