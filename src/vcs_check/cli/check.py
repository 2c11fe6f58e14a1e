"""``vcs-check check``: the main job."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from vcs_check.assessment import Assessment, BaselineView
from vcs_check.cli.completing import a_file, a_folder, a_report
from vcs_check.cli.endings import endings
from vcs_check.cli.options import evaluation_options, request_of, wins
from vcs_check.cli.output_options import fail_on_options, output_option, summary_options
from vcs_check.cli.places import Places
from vcs_check.comparison import mark, read_report
from vcs_check.containers.files import read_bytes
from vcs_check.errors import ReportError, UsageError
from vcs_check.inventory.vocabulary import OverallVerdict
from vcs_check.pipeline import assess
from vcs_check.reports import (
    ComponentChoice,
    RenderOptions,
    ReportOf,
    available,
    nowhere,
    out_of_reach,
    write_atomically,
)
from vcs_check.reports._escape import terminal

_Subject = TypeVar("_Subject")
EXIT_PASS, EXIT_FAIL, EXIT_INDETERMINATE, EXIT_INPUT, EXIT_REPORT = 0, 1, 3, 4, 5


@click.command("check", epilog=endings(0, 1, 2, 3, 4, 5, 70))
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=a_file)
@evaluation_options
@output_option("Write a report", a_report)
@click.option(
    "--report-dir",
    metavar="DIR",
    shell_complete=a_folder,
    help="Write the whole set of reports there.",
)
@fail_on_options("Which verdicts make the exit code non-zero.")
@click.option(
    "--baseline",
    metavar="FILE",
    shell_complete=a_file,
    help="An earlier JSON report; the exit code speaks of what is new only.",
)
@click.option(
    "--components",
    type=click.Choice([choice.value for choice in ComponentChoice]),
    default=ComponentChoice.ALL.value,
    show_default=True,
    help="Which components a report lists one by one.",
)
@summary_options("Show everything in the summary.", "No summary on standard output.")
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Evaluate BOM files, folders of BOMs, or one program file (*.toml).

    A folder is read with all folders in it; a program file says which BOM is which control unit.
    Without -o a summary goes to standard output. Options can also stand in vcs-check.toml.

    \b
    Examples:
      vcs-check check program.toml --report-dir reports
      vcs-check check tcu.cdx.json --part "Telematics control unit" --model-year 2027
      vcs-check check boms/ -o json=report.json -o html=report.html --fail-on prohibited
      vcs-check check program.toml --assume "party:Example Telematics=none"
    """  # noqa: D301 - click reads \\b as "leave these lines as they are"
    targets = output_targets(options, available())
    against = options["baseline"]
    keep_inputs((*paths, against) if against else paths, targets)
    baseline = read_report(read_bytes(against), against) if against else None
    request = request_of(ctx, paths, options)
    assessment = assess(request)
    if baseline is not None:
        written = available()["json"].render(assessment, RenderOptions())
        mark(assessment, read_report(written, "this evaluation"), baseline)
    failed = write_targets(assessment, targets, options, Places(request, assessment, paths))
    unread = [view.error for view in assessment.inputs if view.error is not None]
    for message in (*unread, *failed):
        say(message)
    exit_zero = options["exit_zero"] and not wins(ctx, "fail_on", "exit_zero")
    ctx.exit(EXIT_REPORT if failed else exit_code(assessment, options["fail_on"], exit_zero))


def exit_code(assessment: Assessment, fail_on: str, exit_zero: bool = False) -> int:
    """The contract's exit code; the worst that applies."""
    if any(view.error is not None for view in assessment.inputs):
        return EXIT_INPUT
    if exit_zero or fail_on == "never":
        return EXIT_PASS
    if assessment.baseline is not None:
        return _new_only(assessment, assessment.baseline, fail_on)
    if assessment.verdict is OverallVerdict.FAIL:
        return EXIT_FAIL
    undecided = assessment.verdict is OverallVerdict.INDETERMINATE or assessment.hypotheses
    return EXIT_INDETERMINATE if undecided and fail_on == "indeterminate" else EXIT_PASS


def _new_only(assessment: Assessment, baseline: BaselineView, fail_on: str) -> int:
    """The exit code where only what a baseline does not have counts."""
    if baseline.new_prohibited:
        return EXIT_FAIL
    # Without a component nothing was compared, and a what-if is never a pass.
    nothing = not assessment.counts.components or assessment.hypotheses
    undecided = baseline.new_indeterminate or nothing
    return EXIT_INDETERMINATE if undecided and fail_on == "indeterminate" else EXIT_PASS


def report_named(name: str, formats: Mapping[str, ReportOf[_Subject]]) -> ReportOf[_Subject]:
    """The format of that name.

    Raises:
        UsageError: it does not exist.
    """
    if name in formats:
        return formats[name]
    raise UsageError(f"there is no format {name!r}; there are {', '.join(formats)}")


def output_targets(
    options: dict[str, Any], formats: Mapping[str, ReportOf[_Subject]]
) -> list[tuple[ReportOf[_Subject], str]]:
    """Reports and where each goes; an empty path is standard output.

    Args:
        options: of the command line: ``outputs``, ``quiet`` and perhaps ``report_dir``.
        formats: those that the command writes, by name.

    Raises:
        UsageError: a format or file that does not exist or does not fit.
    """
    targets: list[tuple[ReportOf[_Subject], str]] = []
    for output in options["outputs"]:
        name, _, path = output.partition("=")
        if "=" in output and not path:
            raise UsageError(f"--output {output!r} names no file after the equals sign")
        targets.append((report_named(name, formats), path))
    if not options["outputs"] and not options["quiet"]:
        targets.append((report_named("text", formats), ""))
    if sum(1 for _, path in targets if not path) > 1:
        raise UsageError("only one report can go to standard output; give the others a file")
    if options.get("report_dir"):
        folder = Path(options["report_dir"])
        targets += [
            (report, str(folder / report.file_name))
            for report in formats.values()
            if report.file_name
        ]
    return targets


def keep_inputs(paths: Sequence[str], targets: Sequence[tuple[ReportOf[_Subject], str]]) -> None:
    """Refuse to write a report over a file that is to be read."""
    for _, path in targets:
        if path and any(are_one_file(path, given) for given in paths):
            raise UsageError(f"{path} is an input; give the report another name")


def are_one_file(one: str, other: str) -> bool:
    """Whether two names are those of one file that exists."""
    try:
        return Path(one).is_file() and Path(one).samefile(other)
    except (OSError, ValueError):  # one of them does not exist
        return False


def write_targets(
    result: _Subject,
    targets: Sequence[tuple[ReportOf[_Subject], str]],
    options: dict[str, Any],
    places: Places | None = None,
) -> list[str]:
    """Write files first, then standard output; returns what failed."""
    failed: list[str] = []
    written: list[str] = []
    choice = ComponentChoice(options.get("components", ComponentChoice.ALL))
    plain = RenderOptions(
        components=choice,
        verbose=options["verbose"],
        locate=places.locate if places else nowhere,
        annotate=places.annotate if places else out_of_reach,
    )
    for report, path in targets:
        if not path:
            continue
        try:
            for file, data in _files_of(report, path, result, plain):
                file.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(file, data)
                written.append(str(file))
        except ReportError as error:
            failed.append(str(error))
        except OSError as error:
            failed.append(f"{path}: cannot be written: {error.strerror}")
    for report, path in targets:
        if not path:
            shown = replace(
                plain, color=_wants_color(options), width=stdout_width(), written=tuple(written)
            )
            try:
                failed.extend(to_stdout(report.render(result, shown)))
            except ReportError as error:
                failed.append(str(error))
    return failed


def _files_of(
    report: ReportOf[_Subject], path: str, result: _Subject, options: RenderOptions
) -> list[tuple[Path, bytes]]:
    """The files of one report: one, or in a folder a copy of each input."""
    target = Path(path)
    if report.render_files is not None and (path.endswith(("/", os.sep)) or target.is_dir()):
        made = report.render_files(result, options)
        return [(target / name, data) for name, data in made.items()]
    return [(target, report.render(result, options))]


def say(message: str) -> None:
    """One line on standard error, whatever a file's name or content put into the message."""
    with contextlib.suppress(OSError):  # nobody listens on standard error: the exit code says it
        click.echo(f"vcs-check: {terminal(message)}", err=True)


def only_to_stdout(ctx: click.Context, data: bytes) -> None:
    """The one output of a command that writes nothing else; ends with exit 5 where that fails."""
    for message in to_stdout(data):
        say(message)
        ctx.exit(EXIT_REPORT)


def to_stdout(data: bytes) -> list[str]:
    """Bytes to standard output; a closed pipe ends quietly, anything else is said."""
    stdout: TextIO | None = sys.stdout  # None where the caller has closed it
    if stdout is None:
        return ["standard output cannot be written: it is closed"]
    try:
        stdout.buffer.write(data)
        stdout.buffer.flush()
    except BrokenPipeError:
        # The reader has seen enough. Python would complain again at exit, so give it a sink.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        return [f"standard output cannot be written: {error.strerror}"]
    return []


def _wants_color(options: dict[str, Any]) -> bool:
    if options["no_color"] or os.environ.get("NO_COLOR"):
        return False
    return _is_terminal()


def stdout_width() -> int:
    """Columns of the terminal; 80 where standard output is none."""
    return shutil.get_terminal_size((80, 24)).columns if _is_terminal() else 80


def _is_terminal() -> bool:
    stdout: TextIO | None = sys.stdout
    return stdout is not None and stdout.isatty()
