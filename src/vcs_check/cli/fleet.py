"""``vcs-check fleet``: many programs, on this machine or on a cluster."""

from __future__ import annotations

import functools
import gc
import os
import re
from pathlib import Path
from typing import Any, Final

import click

from vcs_check.assessment.fleet import FleetSummary
from vcs_check.cli.assuming import assumptions_of
from vcs_check.cli.check import EXIT_REPORT, output_targets, say, write_targets
from vcs_check.cli.completing import a_file, a_folder
from vcs_check.cli.endings import endings
from vcs_check.cli.limit_option import limits_of
from vcs_check.cli.options import (
    evaluation_options,
    one_model_year,
    overrides,
    overriding,
    today_of,
    wins,
)
from vcs_check.cli.output_options import (
    fail_on_options,
    output_option,
    summary_options,
    without_settings_of_check,
)
from vcs_check.cli.progress import Progress
from vcs_check.errors import ReportError, UnreadableError, UsageError
from vcs_check.fleet.engines import cluster, local
from vcs_check.fleet.extra import needed
from vcs_check.fleet.job import Given, Settings, Status, Trust
from vcs_check.fleet.manifest import Fleet, read_manifest
from vcs_check.fleet.run import Order, run
from vcs_check.fleet.sources import is_url, shown_place
from vcs_check.fleet.store import Results, Store
from vcs_check.fleet.summary import read_summary, summary_of, worst
from vcs_check.inventory.vocabulary import Evidence, SoftwareScope
from vcs_check.program import STATED
from vcs_check.regulations.edition import default_edition, edition_by_id
from vcs_check.reports import RenderOptions, fleet, write_atomically

_SIZE: Final = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[KMGT]i?B?|B)?", re.I | re.A)
_UNITS: Final = {"": 1, "B": 1, "K": 10, "M": 20, "G": 30, "T": 40}
_SUMMARY: Final = "summary.json"
_LEAST_MEMORY_BYTES: Final = 128 << 20
"""The interpreter and the knowledge take most of it before the first component."""
_TOLERATED: Final = {"indeterminate": (), "prohibited": (3,), "never": (1, 3)}


class _Size(click.ParamType[int]):
    """Bytes with a unit: ``4GiB``, ``500M``."""

    name = "SIZE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number of bytes; K, M, G and T are powers of 1,024."""
        if isinstance(value, int):
            return value
        found = _SIZE.fullmatch(str(value).strip())
        if found is None:
            self.fail(f"{value!r:.60} is no size such as 4GiB", param, ctx)
        unit = (found["unit"] or "").upper()[:1]
        size = float(found["number"]) * (1 if unit in ("", "B") else 1 << _UNITS[unit])
        if not _LEAST_MEMORY_BYTES <= size < 1 << 50:
            self.fail(f"{value} is not enough for any program; give 128MiB or more", param, ctx)
        return int(size)


class _Command(click.Command):
    """``fleet MANIFEST``, and ``fleet query``, which is a command of its own."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        group = parent.command if parent is not None else None
        if args[:1] == ["query"] and isinstance(group, click.Group) and parent is not None:
            query = group.get_command(parent, "fleet query")
            assert query is not None
            return query.make_context("fleet query", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@click.command("fleet", cls=_Command, epilog=endings(0, 1, 2, 3, 4, 5, 70, 130))
@click.argument("manifest", metavar="MANIFEST", shell_complete=a_file)
@click.option(
    "--results",
    default="fleet-results",
    show_default=True,
    metavar="DIR",
    shell_complete=a_folder,
    help="Where results are kept, and looked for.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Programs evaluated at a time on this machine (default: its cores).",
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="Of an existing Dask cluster: tcp://host:8786."
)
@click.option(
    "--memory-limit",
    type=_Size(),
    metavar="SIZE",
    help="Memory that one program may take (default here: the machine's by --jobs).",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=3600.0,
    show_default=True,
    metavar="SECONDS",
    help="Time that one program may take.",
)
@click.option(
    "--allow-remote", is_flag=True, help="Read URLs (s3://, https://, …) with your credentials."
)
@evaluation_options
@output_option("text, json or html")
@click.option(
    "--report-dir",
    metavar="DIR",
    shell_complete=a_folder,
    help="Write the summary there in every format.",
)
@fail_on_options("Which verdicts make the exit code non-zero.")
@summary_options("Show everything in the summary.", "No summary on standard output.")
@click.pass_context
def command(ctx: click.Context, /, manifest: str, **options: Any) -> None:
    """Evaluate every program of a manifest: a TOML file, or a folder of program files.

    Results stay in a folder (--results) as Parquet tables. A run evaluates only what has changed
    since the last one; one that was ended early is continued by the next. With --assume it
    evaluates the programs that are concerned, and keeps the answer apart from the real results.
    Questions to the results: vcs-check fleet query.

    \b
    Examples:
      vcs-check fleet fleet.toml --register suppliers.toml
      vcs-check fleet programs/ --jobs 4 -o html=fleet.html
      vcs-check fleet fleet.toml --assume "party:Example Telematics=nexus"
      vcs-check fleet fleet.toml --scheduler tcp://cluster.example:8786
      vcs-check fleet query first-failing-year
    """  # noqa: D301 - click reads \\b as "leave these lines as they are"
    gc.enable()  # a run is long, and not one assessment
    # before any thread starts: two that import Arrow at once may crash
    for package in ("pyarrow.parquet", "pyarrow.dataset", "duckdb"):
        needed(package, "vcs-check fleet")
    without_settings_of_check(ctx, options)
    targets = output_targets(options, fleet.available())
    found = read_manifest(manifest, allow_remote=options["allow_remote"])
    order = order_of(ctx, options)
    with Store(Path(options["results"])) as store:
        store.belongs_to(found.identity)
        summary, failed = _run(found, order, store, options)
        failed += write_targets(summary, targets, options)
    early = sum(program.status == Status.UNREACHED for program in summary.programs)
    for program in summary.programs:
        if program.error and program.status != Status.UNREACHED:
            say(f"{program.id}: {program.error}")
    if early:
        say(f"{early:,} of {len(summary.programs):,} programs were not evaluated in this run")
    for message in (*summary.trouble, *failed):
        say(message)
    tolerated = _TOLERATED[_fail_on(ctx, options)]
    codes = [summary.exit_code, *(program.exit_code for program in summary.programs)]
    code = worst(code for code in codes if code not in tolerated)
    ctx.exit(worst((code, EXIT_REPORT)) if failed else code)


def _run(
    found: Fleet, order: Order, store: Store, options: dict[str, Any]
) -> tuple[FleetSummary, list[str]]:
    """The summary of the run, and what of it could not be written."""
    hypotheses = order.settings.hypotheses
    results: Results = store.what_if(hypotheses) if hypotheses else store
    real = store if hypotheses else None
    with store.unfinished(results) as finish:
        with Progress(len(found.entries), quiet=options["quiet"]) as progress:
            course = run(found, order, _engine(options), results, real, progress.seen)
        kept = (Status.EVALUATED, Status.UNCHANGED, Status.FAILED)
        stay = {e.id for e in found.entries}
        if hypotheses:
            stay = {o.id for o in course.outcomes.values() if o.status in kept}
        results.keep_only(stay)
        before = read_summary(_bytes(store.folder / _SUMMARY))
        summary = summary_of(found, order, course, results, real, before)
        is_over = not course.trouble and Status.UNREACHED not in summary.statuses
        failed = _keep(summary, results.folder) if is_over else []
        if is_over and not failed:
            finish()
    return summary, failed


def _keep(summary: FleetSummary, folder: Path) -> list[str]:
    """Keep the summary beside the results; the next run says what changed since."""
    failed: list[str] = []
    for name, file in (("json", _SUMMARY), ("html", "summary.html")):
        try:
            page = fleet.available()[name].render(summary, RenderOptions())
            write_atomically(folder / file, page)
        except ReportError as error:
            failed.append(str(error))
    return failed


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _fail_on(ctx: click.Context, options: dict[str, Any]) -> str:
    exit_zero = options["exit_zero"] and not wins(ctx, "fail_on", "exit_zero")
    return "never" if exit_zero else str(options["fail_on"])


def _engine(options: dict[str, Any]) -> Any:
    if options["scheduler"]:
        needed("distributed", "a cluster (--scheduler)")
        return functools.partial(cluster.outcomes, address=options["scheduler"])
    return functools.partial(local.outcomes, workers=options["jobs"] or cores())


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def order_of(ctx: click.Context, options: dict[str, Any]) -> Order:
    """What a command line asks for, beside which programs.

    Raises:
        UsageError: options that do not exist or do not fit together.
    """
    options = one_model_year(ctx, options)
    if options["answers"]:
        raise UsageError(
            "--answers is for one program; name each form in the manifest, at the program that "
            'it is for: answers = ["form.xlsx"]'
        )
    parties, facts = assumptions_of(options["assumptions"])
    edition = edition_by_id(options["edition"]) if options["edition"] else default_edition()
    if options["compare_edition"] not in ("", "none"):
        edition_by_id(options["compare_edition"])
    beats = set(overriding(ctx))
    if options["decisions"] and overrides(ctx, "decisions"):
        beats.add("decisions")
    settings = Settings(
        edition=edition.id,
        compare=options["compare_edition"] or "none",
        today=today_of(options["today"]),
        stated={name: options[name] for name in STATED},
        overriding=tuple(sorted(beats)),
        evidence=Evidence(options["evidence"]),
        software_scope=SoftwareScope(options["software_scope"]),
        assumed_parties=parties,
        assumed_facts=facts,
        hypotheses=tuple(options["assumptions"]),
        use_reference=not options["no_reference"],
        possibly_dominant_percent=options["possibly_dominant_percent"],
        max_list_age_days=options["max_list_age"],
        part=options["part"],
        limits=limits_of(ctx, options["limits"]),
    )
    memory = options["memory_limit"]
    if memory is None and not options["scheduler"]:
        memory = _share_of_memory(options["jobs"] or cores())
    return Order(
        settings=settings,
        registers=tuple(_given(path, options) for path in options["registers"]),
        knowledge=tuple(_given(path, options) for path in options["knowledge"]),
        certificates=tuple(_given(path, options) for path in options["certificates"]),
        trust=tuple(_trust(word, options) for word in options["trust"]),
        crls=tuple(_given(path, options) for path in options["crls"]),
        decisions=_given(options["decisions"], options) if options["decisions"] else None,
        memory_limit_bytes=memory,
        time_limit_s=options["time_limit"],
    )


def _trust(word: str, options: dict[str, Any]) -> Trust:
    company, _, path = word.rpartition("=")
    return Trust(company.strip(), _given(path, options))


def _given(path: str, options: dict[str, Any]) -> Given:
    if is_url(path):
        if not options["allow_remote"]:
            raise UsageError(f"{shown_place(path)} is a URL; --allow-remote lets the fleet read it")
        return Given(path, shown_place(path))
    if not Path(path).is_file():
        raise UnreadableError(path, "there is no such file")
    return Given(str(Path(path).absolute()), path)


def _share_of_memory(jobs: int) -> int | None:
    """The machine's memory by its workers; None where the system does not tell."""
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return None
    return max(_LEAST_MEMORY_BYTES, total // jobs)
