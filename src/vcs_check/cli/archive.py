"""``vcs-check archive``: the evidence of an evaluation, written and checked."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

import click

from vcs_check import __version__
from vcs_check.archive.chain import INDEX
from vcs_check.archive.chain_checking import check_chain
from vcs_check.archive.checking import Again, Checked, check_archive
from vcs_check.archive.disk import write_archive
from vcs_check.archive.making import archive_of
from vcs_check.archive.telling import ChainChecked, checked_json, checked_text, made_text
from vcs_check.cli.archiving import given_files, made_by
from vcs_check.cli.check import (
    EXIT_INDETERMINATE,
    EXIT_INPUT,
    EXIT_PASS,
    EXIT_REPORT,
    say,
    to_stdout,
)
from vcs_check.cli.completing import a_file
from vcs_check.cli.endings import endings
from vcs_check.cli.limit_option import limits_of
from vcs_check.cli.options import evaluation_options, request_of
from vcs_check.cli.reevaluate import again
from vcs_check.errors import UsageError
from vcs_check.limits import Limits
from vcs_check.reports._escape import terminal
from vcs_check.sealing import MANIFEST

_HEAD = re.compile(r"[0-9a-f]{64}")


@click.command(
    "archive", epilog=endings(0, 2, 3, 4, 5, 70, zero="written; or intact and the same again")
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=a_file)
@evaluation_options
@click.option(
    "--output",
    metavar="NAME",
    help="Where to write: NAME.zip, or the name of a new folder; an index is kept beside it.",
)
@click.option(
    "--check",
    "checked",
    metavar="FILE",
    shell_complete=a_file,
    help=f"Check an archive instead, or a folder's {INDEX} with every archive in it.",
)
@click.option(
    "--head", metavar="SHA256", help=f"With --check of {INDEX}: the head as noted elsewhere."
)
@click.option("--only-intact", is_flag=True, help="With --check: do not evaluate it once more.")
@click.option("--json", "as_json", is_flag=True, help="With --check: the result as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Nothing on standard output.")
@click.option("-v", "--verbose", count=True, help="With --check: every difference.")
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Keep the evidence of an evaluation for ten years, and check it later.

    Writes every input as it was given, the editions, knowledge and reference that were used, the
    reports, the versions and a program that checks it with Python alone. --check proves that
    every byte is as it was and evaluates once more with the archived data: the same verdicts, or
    each difference by name.

    \b
    Examples:
      vcs-check archive program.toml --output evidence/aurora-2027.zip
      vcs-check archive --check evidence/aurora-2027.zip
      vcs-check archive --check evidence/index.jsonl --head 5f0c…
    """  # noqa: D301 - click reads \\b as "leave these lines as they are"
    if options["checked"] is not None:
        if paths or options["output"]:
            raise UsageError("--check takes no PATH and no --output")
        _check(ctx, options)
        return
    for name in ("head", "only_intact", "as_json"):
        if options[name]:
            raise UsageError(f"--{name.removeprefix('as_').replace('_', '-')} goes with --check")
    if not paths:
        raise UsageError("name BOM files, folders of BOMs, or one program file (*.toml)")
    if "-" in paths:
        raise UsageError("an archive keeps files as they were given; standard input is none")
    if not options["output"]:
        raise UsageError("--output is missing: NAME.zip, or the name of a new folder")
    _write(ctx, paths, options)


def _write(ctx: click.Context, paths: tuple[str, ...], options: dict[str, Any]) -> None:
    request = request_of(ctx, paths, options)
    made = archive_of(request, given_files(ctx, paths, options, request), made_by())
    target = options["output"].rstrip("/\\")
    entries = write_archive(Path(target), made.members, made.record)
    failed = []
    if not options["quiet"]:
        text = made_text(entries, terminal(target), len(made.members), made.record.keep_because)
        failed = to_stdout(text.encode("utf-8", "backslashreplace"))
    unread = [view.error for view in made.assessment.inputs if view.error is not None]
    for message in (*unread, *failed):
        say(message)
    ctx.exit(EXIT_REPORT if failed else EXIT_INPUT if unread else EXIT_PASS)


def _check(ctx: click.Context, options: dict[str, Any]) -> None:
    path, head = options["checked"], options["head"] or ""
    if head and not _HEAD.fullmatch(head):
        raise UsageError(f"--head {head!r:.80} is no SHA-256: 64 digits from 0 to f")
    limits = limits_of(ctx, options["limits"])
    evaluate = None if options["only_intact"] else functools.partial(again, limits)
    found = _found(path, head, evaluate, limits)
    shown = (
        checked_json(found)
        if options["as_json"]
        else checked_text(found, everything=options["verbose"] > 0).encode(
            "utf-8", "backslashreplace"
        )
    )
    failed = [] if options["quiet"] else to_stdout(shown)
    for message in failed:
        say(message)
    ctx.exit(EXIT_REPORT if failed else exit_code(found))


def _found(path: str, head: str, evaluate: Again | None, limits: Limits) -> Checked | ChainChecked:
    place = Path(path)
    if place.is_dir() and not (place / MANIFEST).exists() and (place / INDEX).exists():
        path = str(place / INDEX)
    if Path(path).name == INDEX:
        return check_chain(path, __version__, evaluate, head, limits)
    if head:
        raise UsageError(f"--head goes with the {INDEX} of a folder")
    return check_archive(path, __version__, evaluate, limits)


def exit_code(found: Checked | ChainChecked) -> int:
    """4 where it is not intact or could not be evaluated, 3 where something came out otherwise."""
    archives = (found,) if isinstance(found, Checked) else found.archives
    if not found.is_intact or any(archive.failed for archive in archives):
        return EXIT_INPUT
    return EXIT_PASS if found.is_same else EXIT_INDETERMINATE
