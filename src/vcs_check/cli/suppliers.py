"""``vcs-check suppliers``: every party, what it decides, and whom to ask first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import msgspec

from vcs_check.cli.check import (
    EXIT_INPUT,
    EXIT_REPORT,
    keep_inputs,
    output_targets,
    say,
    write_targets,
)
from vcs_check.cli.completing import a_file, a_folder
from vcs_check.cli.endings import endings
from vcs_check.cli.options import evaluation_options, request_of
from vcs_check.cli.output_options import (
    output_option,
    summary_options,
    without_settings_of_check,
)
from vcs_check.cli.questionnaire import write_questionnaires
from vcs_check.cli.reference import write_reference
from vcs_check.errors import UsageError
from vcs_check.pipeline import assess
from vcs_check.reports import suppliers


@click.command(
    "suppliers", epilog=endings(0, 2, 4, 5, zero="listed; the verdict is what check is for")
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=a_file)
@evaluation_options
@output_option("text, json or csv")
@click.option(
    "--questionnaire",
    metavar="DIR",
    shell_complete=a_folder,
    help="Write a form there for everybody who has to be asked, as .xlsx and .md.",
)
@click.option(
    "--reference",
    is_flag=True,
    help="Show the bundled reference of well-known suppliers instead; no PATH is needed.",
)
@summary_options("Show everything in the list.")
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """List every party of a program: origin, evidence, what depends on it, whom to ask first.

    The order is the one in which asking settles the most components: nobody is a step further
    down who would settle more.

    \b
    Examples:
      vcs-check suppliers program.toml
      vcs-check suppliers program.toml -o csv=suppliers.csv
      vcs-check suppliers program.toml --questionnaire ask
      vcs-check suppliers program.toml --answers muster-telematik.xlsx
      vcs-check suppliers --reference -o csv=reference.csv
    """  # noqa: D301 - click reads \\b as "leave these lines as they are"
    without_settings_of_check(ctx, options)
    if options["reference"]:
        if paths:
            raise UsageError("--reference shows the bundled reference alone, so it takes no PATH")
        write_reference(ctx, options)
    if not paths:
        raise UsageError("name BOM files, folders of BOMs, or one program file (*.toml)")
    targets = output_targets(options, suppliers.available())
    keep_inputs(paths, targets)
    request = request_of(ctx, paths, options)
    asking = options["questionnaire"] is not None
    assessment = assess(msgspec.structs.replace(request, questionnaires=asking))
    failed = write_targets(assessment, targets, options)
    if options["questionnaire"]:
        failed += write_questionnaires(assessment, Path(options["questionnaire"]))
    unread = [view.error for view in assessment.inputs if view.error is not None]
    for message in (*unread, *failed):
        say(message)
    ctx.exit(EXIT_REPORT if failed else EXIT_INPUT if unread else 0)
