"""``inventory --review FILE``: what is undecided, ready to be decided."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

from vcs_check.cli.check import EXIT_INPUT, EXIT_REPORT, are_one_file, say, to_stdout
from vcs_check.cli.options import request_of
from vcs_check.errors import ReportError, UsageError
from vcs_check.forms.decisions_toml import decisions_toml
from vcs_check.pipeline.review import review
from vcs_check.reports import write_atomically

_OTHER_FORMATS: Final = frozenset({".csv", ".html", ".json", ".md", ".txt", ".xlsx"})


def write_review(
    ctx: click.Context, paths: Sequence[str], target: str, options: dict[str, Any]
) -> int:
    """Evaluate as ``check`` would, write what is undecided, and return the exit code.

    Args:
        ctx: of the command.
        paths: the BOMs, or the program file.
        target: the file to write; ``-`` is standard output.
        options: of the evaluation, as ``check`` has them.

    Raises:
        UsageError: the file is an input, decisions in force among them, or named like another
            format.
    """
    if Path(target).suffix.lower() in _OTHER_FORMATS:
        raise UsageError(
            f"--review {target}: a review is a decisions file, so its name ends in .toml"
        )
    inputs = [*paths, *options["registers"], *options["answers"], options["decisions"] or ""]
    if target != "-" and any(path and are_one_file(target, path) for path in inputs):
        raise UsageError(f"{target} is an input; give the review another name")
    request = request_of(ctx, paths, options)
    run, found = review(request)
    data = decisions_toml(found, request.today.isoformat())
    failed = _write(target, data)
    for message in (*run.errors.values(), *failed):
        say(message)
    asked = sum(len(question.components) for question in found.questions)
    if not failed:
        say(
            f"undecided components: {found.undecided}; entries in "
            f"{target if target != '-' else 'standard output'}: {len(found.questions)}, which may "
            f"settle {asked}"
        )
    return EXIT_REPORT if failed else EXIT_INPUT if run.errors else 0


def _write(target: str, data: bytes) -> list[str]:
    """What could not be written."""
    if target == "-":
        return to_stdout(data)
    try:
        write_atomically(Path(target), data)
    except (ReportError, OSError) as error:
        return [str(error)]
    return []
