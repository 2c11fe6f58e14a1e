"""``vcs-check fleet query``: questions to the results of a fleet, in SQL or ready-made."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path
from typing import Any, Final

import click

from vcs_check.cli.check import only_to_stdout, say, stdout_width
from vcs_check.cli.completing import a_folder
from vcs_check.cli.endings import endings
from vcs_check.errors import UsageError
from vcs_check.fleet.schema import TABLES
from vcs_check.fleet.store import Results, Store, is_unfinished
from vcs_check.fleet.tabular import Answer, ReadyMade, asked, opened, ready_made, results_in
from vcs_check.origin.names import normalised
from vcs_check.reports._escape import csv_cell, terminal
from vcs_check.reports._json_encoding import formatted

_MOST_COLUMNS: Final = 60
"""Of one column on a terminal; csv and json cut nothing."""


@click.command(
    "fleet query", epilog=endings(0, 2, 4, 5, zero="answered; the verdict is what fleet is for")
)
@click.argument("question", required=False, metavar="[SQL|NAME]")
@click.argument("argument", required=False, metavar="[SUPPLIER]")
@click.option(
    "--results",
    default="fleet-results",
    show_default=True,
    metavar="DIR",
    shell_complete=a_folder,
    help="Where vcs-check fleet has kept them.",
)
@click.option(
    "--assume",
    "assumptions",
    multiple=True,
    metavar="WHAT=VALUE",
    help="Ask the results of that what-if instead of the real ones.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    show_default=True,
    help="How the answer is written.",
)
@click.option("--show-sql", is_flag=True, help="Print the SQL of a ready-made question instead.")
@click.pass_context
def command(
    ctx: click.Context, /, question: str | None, argument: str | None, **options: Any
) -> None:
    """Ask the results of a fleet: one SELECT in DuckDB's SQL, or a ready-made question by name.

    Without a question it lists the tables with their columns, and the questions that come along.
    Results are read only, and SQL reaches nothing but these tables: no file, no network.

    \b
    Examples:
      vcs-check fleet query
      vcs-check fleet query first-failing-year
      vcs-check fleet query exposure "Example Telematics"
      vcs-check fleet query most-valuable-question --format csv
      vcs-check fleet query "SELECT program, verdict FROM programs WHERE components > 1000"
    """  # noqa: D301 - click reads \\b as "leave these lines as they are"
    if question is None:
        only_to_stdout(ctx, _contents().encode())
        return
    known = ready_made().get(question)
    arguments = _arguments(known, question, argument)
    sql = known.sql if known is not None else question
    if options["show_sql"]:
        only_to_stdout(ctx, f"{sql.strip()}\n".encode())
        return
    real = results_in(options["results"])
    results: Results = real
    if options["assumptions"]:
        results = Store(Path(options["results"])).what_if(tuple(options["assumptions"]))
        if not (results.folder / "summary.json").exists():
            raise UsageError(
                "that what-if has no results; run vcs-check fleet MANIFEST with the same --assume"
            )
    if is_unfinished(results.folder):
        say(f"{results.folder}: the last run is not over or was ended early; results may be older")
    with opened(results, real if results is not real else None) as connection:
        answer = asked(connection, sql, arguments)
    only_to_stdout(ctx, _FORMS[options["form"]](answer))


def _arguments(known: ReadyMade | None, question: str, argument: str | None) -> dict[str, str]:
    if known is None:
        if " " not in question.strip():
            names = ", ".join(ready_made())
            raise UsageError(f"there is no question {question!r:.80}; there are {names}, and SQL")
        if argument is not None:
            raise UsageError("SQL takes no further argument; write the value into it")
        return {}
    if known.needs_name != (argument is not None):
        needs = "the name of a supplier" if known.needs_name else "no argument"
        raise UsageError(f"the question {known.name} takes {needs}")
    return {"name": normalised(argument)} if argument is not None else {}


def _contents() -> str:
    lines = ["Ready-made questions"]
    for known in ready_made().values():
        lines.append(f"  {known.name}{' SUPPLIER' if known.needs_name else ''}: {known.title}")
    for table, columns in TABLES.items():
        lines += ["", f"Table {table}"]
        wide = max(len(column.name) for column in columns)
        lines += [f"  {c.name:<{wide}}  {c.kind:<7}  {c.says}" for c in columns]
    return "\n".join(lines) + "\n"


def _as_text(answer: Answer) -> bytes:
    rows = [[_cell(value) for value in row] for row in answer.rows]
    shown = [[terminal(text) for text in row] for row in (list(answer.columns), *rows)]
    widths = [
        min(_MOST_COLUMNS, max(len(row[number]) for row in shown))
        for number in range(len(answer.columns))
    ]
    lines = []
    for number, row in enumerate(shown):
        cut = [
            text if len(text) <= width else f"{text[: width - 1]}…"
            for text, width in zip(row, widths, strict=True)
        ]
        lines.append("  ".join(t.ljust(w) for t, w in zip(cut, widths, strict=True)).rstrip())
        if number == 0:
            lines.append("  ".join("-" * width for width in widths)[: max(stdout_width(), 20)])
    lines.append(f"({len(answer.rows):,} row{'' if len(answer.rows) == 1 else 's'})")
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")


def _as_csv(answer: Answer) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([csv_cell(name) for name in answer.columns])
    for row in answer.rows:
        writer.writerow([_number(value) for value in row])
    return written.getvalue().encode("utf-8", "backslashreplace")


def _number(value: Any) -> Any:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number else csv_cell(_cell(value))


def _as_json(answer: Answer) -> bytes:
    rows = [
        {name: _plain(value) for name, value in zip(answer.columns, row, strict=True)}
        for row in answer.rows
    ]
    return formatted(rows) + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(_cell, value))
    if isinstance(value, dict):
        return " ".join(f"{key}={_cell(item)}" for key, item in value.items())
    return str(value)


_FORMS: Final = {"text": _as_text, "csv": _as_csv, "json": _as_json}
