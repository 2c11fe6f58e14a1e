"""``vcs-check suppliers --reference``: the bundled reference, as it is."""

from __future__ import annotations

from typing import Any

import click

from vcs_check.cli.check import EXIT_REPORT, say, stdout_width, to_stdout
from vcs_check.errors import ReportError, UsageError
from vcs_check.origin.reference_rows import reference_rows
from vcs_check.reports import RenderOptions, write_atomically
from vcs_check.reports.reference import FORMATS


def write_reference(ctx: click.Context, options: dict[str, Any]) -> None:
    """Write the reference as asked; ends with exit 5 where that fails.

    Raises:
        UsageError: a format that does not exist, or several reports for standard output.
    """
    targets = [output.partition("=")[::2] for output in options["outputs"]]
    if not targets and not options["quiet"]:
        targets = [("text", "")]
    for name, _ in targets:
        if name not in FORMATS:
            raise UsageError(f"there is no format {name!r}; there are {', '.join(FORMATS)}")
    if sum(1 for _, path in targets if not path) > 1:
        raise UsageError("only one report can go to standard output; give the others a file")
    rows, failed = reference_rows(), []
    for name, path in targets:
        shown = RenderOptions(width=stdout_width(), verbose=options["verbose"])
        data = FORMATS[name](rows, shown)
        try:
            failed += to_stdout(data) if not path else []
            if path:
                write_atomically(path, data)
        except ReportError as error:
            failed.append(str(error))
    for message in failed:
        say(message)
    ctx.exit(EXIT_REPORT if failed else 0)
