"""``vcs-check declare``: the draft of the Declaration of Conformity, and when it is due."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import msgspec

from vcs_check.assessment import Assessment
from vcs_check.cli.check import (
    EXIT_FAIL,
    EXIT_INDETERMINATE,
    EXIT_INPUT,
    EXIT_PASS,
    EXIT_REPORT,
    keep_inputs,
    output_targets,
    say,
    write_targets,
)
from vcs_check.cli.completing import a_file
from vcs_check.cli.endings import endings
from vcs_check.cli.options import evaluation_options, overrides, request_of
from vcs_check.cli.output_options import (
    output_option,
    summary_options,
    without_settings_of_check,
)
from vcs_check.containers.files import read_bytes
from vcs_check.declaration.changes import Previous, read_previous
from vcs_check.declaration.draft import Declaration
from vcs_check.declaration.drafting import declaration_of, needs_a_person
from vcs_check.errors import UsageError
from vcs_check.filing import DeclaredYear
from vcs_check.inventory.vocabulary import OverallVerdict
from vcs_check.pipeline import Request, assess
from vcs_check.pipeline.summary import year_of
from vcs_check.program import Program
from vcs_check.reports import declaration as reports


@click.command(
    "declare",
    epilog=endings(0, 1, 2, 3, 4, 5, 70, zero="complete and not overdue, or not needed"),
)
@click.argument("program", metavar="PROGRAM", shell_complete=a_file)
@evaluation_options
@click.option(
    "--previous",
    metavar="FILE",
    shell_complete=a_file,
    help="The JSON of an earlier declaration: what changed since, and whether to tell it.",
)
@output_option("text, json or html")
@summary_options("Show everything that is cut short.")
@click.pass_context
def command(ctx: click.Context, /, program: str, **options: Any) -> None:
    """Draft the Declaration of Conformity (15 CFR 791.305) of a program file.

    One draft for the program's year and for each [[declaration.year]] of the file; with
    --model-year for that year alone. It says what is missing to file it and who can give it, when
    it is due, and what changed since an earlier one. It certifies nothing that the assessment
    does not bear out.

    \b
    Examples:
      vcs-check declare program.toml
      vcs-check declare program.toml -o html=declaration.html -o json=declaration.json
      vcs-check declare program.toml --previous declaration-2027.json
    """  # noqa: D301 - click reads \\b as "leave these lines as they are"
    if not program.lower().endswith(".toml"):
        raise UsageError(f"{program}: declare takes a program file (*.toml)")
    without_settings_of_check(ctx, options)
    targets = output_targets(options, reports.available())
    request = request_of(ctx, (program,), options)
    earlier = _previous_path(ctx, program, request.program, options["previous"])
    keep_inputs((program, earlier) if earlier else (program,), targets)
    previous = read_previous(read_bytes(earlier), earlier) if earlier else None
    made = declared(request, years_of(ctx, request.program), previous)
    failed = write_targets(made, targets, options)
    unread = [file.error for file in made.inputs if file.error is not None]
    for message in (*unread, *failed):
        say(message)
    ctx.exit(EXIT_REPORT if failed else exit_code(made))


def declared(
    request: Request, years: tuple[DeclaredYear, ...], previous: Previous | None
) -> Declaration:
    """The drafts of a request, one for each year; each is assessed for itself."""
    pairs = [_assessed(request, year) for year in years]
    return declaration_of(pairs, request.program.filing, request.edition, previous)


def _assessed(request: Request, year: DeclaredYear) -> tuple[DeclaredYear, Assessment]:
    program = msgspec.structs.replace(
        request.program,
        model_year=year.of.model_year,
        no_model_year=request.program.no_model_year
        if not year.of.is_known
        else year.of.calendar_year is not None,
        on=year.first_import_or_sale,
    )
    assessment = assess(msgspec.structs.replace(request, program=program))
    if not year.of.is_known:  # the BOMs may know it
        of = year_of(assessment.program)
        year = msgspec.structs.replace(request.program.filing.of_year(of), of=of)
    return year, assessment


def years_of(ctx: click.Context, program: Program) -> tuple[DeclaredYear, ...]:
    """The years to draft: the one that an option names, else all that the program file has.

    A day belongs to its year: that of another year is never taken.
    """
    own = program.year
    filing = program.filing
    if not any(overrides(ctx, name) for name in ("model_year", "no_model_year")):
        first = msgspec.structs.replace(filing.of_year(own), first_import_or_sale=program.on)
        return (first, *(year for year in filing.years if year.of != own))
    known = filing.of_year(own)
    if overrides(ctx, "on") or own.calendar_year is not None or own == program.own_year:
        known = msgspec.structs.replace(known, first_import_or_sale=program.on)
    return (known,)


def _previous_path(
    ctx: click.Context, program: str, read: Program, stated: str | None
) -> str | None:
    """``--previous``, else what the program file names, relative to itself."""
    own = read.filing.previous
    if stated and (overrides(ctx, "previous") or not own):
        return stated
    return str(Path(program).parent / own) if own else None


def exit_code(made: Declaration) -> int:
    """The contract's exit code; the worst that applies."""
    if any(file.error is not None for file in made.inputs):
        return EXIT_INPUT
    if any(draft.verdict is OverallVerdict.FAIL for draft in made.drafts):
        return EXIT_FAIL
    if made.hypotheses or any(map(needs_a_person, made.drafts)):
        return EXIT_INDETERMINATE
    return EXIT_PASS
