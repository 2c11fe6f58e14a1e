"""``vcs-check inventory``: what was read and how it was tagged, without a verdict."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click
import msgspec
from click.core import ParameterSource
from msgspec import Struct

from vcs_check.classification import classify_together
from vcs_check.classification.own_knowledge import knowledge_of
from vcs_check.cli.check import EXIT_INPUT, EXIT_REPORT, are_one_file, say, to_stdout
from vcs_check.cli.completing import a_file
from vcs_check.cli.endings import endings
from vcs_check.cli.files import gather
from vcs_check.cli.inventory_view import Read, as_json, as_text
from vcs_check.cli.limit_option import limits_of
from vcs_check.cli.options import evaluation_options, own_knowledge
from vcs_check.cli.review import write_review
from vcs_check.containers.files import read_bytes
from vcs_check.containers.streams import plain
from vcs_check.errors import InputError, ReportError, UsageError
from vcs_check.inventory.assembly import Assembly, Unit
from vcs_check.pipeline.linking import link
from vcs_check.readers import read_bom
from vcs_check.reports import write_atomically
from vcs_check.validation import CannotValidateError, Fault, validate

_FORMATS: Final = ("table", "tree", "json")


class _Output(Struct, frozen=True):
    """One thing to write: a format, and a file or (empty) standard output."""

    format: str
    path: str


class _OutputType(click.ParamType[_Output]):
    """``FORMAT[=PATH]``, as everywhere."""

    name = "FORMAT[=PATH]"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> _Output:
        """Split and check it; an unknown format is wrong usage."""
        if isinstance(value, _Output):
            return value
        name, equals, path = str(value).partition("=")
        if name not in _FORMATS or (equals and not path):
            self.fail(f"{value!r} is none of {', '.join(_FORMATS)}, or names no file", param, ctx)
        return _Output(name, path)


@click.command("inventory", epilog=endings(0, 2, 4, 5, zero="read; this command judges nothing"))
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=a_file)
@click.option(
    "-o", "--output", "--format", "output", type=_OutputType(), default="table",
    show_default=True, help="table, tree or json; with =PATH into a file.",
)  # fmt: skip
@click.option("--why", is_flag=True, help="Show which knowledge entry decided, and why.")
@click.option(
    "--validate", "validating", is_flag=True,
    help="Check each BOM against the official schema of its format; exit code 4 if one fails.",
)  # fmt: skip
@click.option(
    "--schema", "schemas", multiple=True, metavar="FILE", shell_complete=a_file,
    help="JSON Schema for --validate, for JSON of which none comes along (SPDX).",
)  # fmt: skip
@click.option(
    "--review", "review_file", metavar="FILE", shell_complete=a_file,
    help="Write what is undecided as a decisions file to fill in; - is standard output.",
)  # fmt: skip
@evaluation_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    output: _Output,
    why: bool,
    validating: bool,
    schemas: tuple[str, ...],
    review_file: str | None,
    **options: Any,
) -> None:
    """Show every component that was read, where it stands and what it was taken for.

    With --review nothing is shown: the program is evaluated as check would, with the same
    options, and what is undecided is grouped so that one answer settles many.

    \b
    Examples:
      vcs-check inventory boms/
      vcs-check inventory tcu.cdx.json --why
      vcs-check inventory tcu.cdx.json --validate -o json=inventory.json
      vcs-check inventory program.toml --review open.toml
    """  # noqa: D301 - click reads \\b as "leave these lines as they are"
    if schemas and not validating:
        raise UsageError("--schema is used with --validate only")
    if review_file:
        if why or validating:
            raise UsageError("--review writes its own file; use --why and --validate without it")
        ctx.exit(write_review(ctx, paths, review_file, options))
    _refuse_without_review(ctx)
    _keep_inputs(paths, output.path)
    in_force = limits_of(ctx, options["limits"])
    given = gather(paths, options["part"], in_force)
    extra = tuple(read_bytes(path) for path in schemas)
    units: list[Unit] = []
    loads: list[Callable[[], bytes]] = []
    faults: list[tuple[Fault, ...]] = []
    errors: list[str] = []
    for bom in given.inputs:
        try:
            data = bom.load()
            document = read_bom(data, bom.path, in_force, layout=bom.layout)
        except InputError as error:
            errors.append(str(error))
            continue
        units.append(Unit(document=document, part=bom.part))
        loads.append(bom.load)
        faults.append(())
        if validating:
            try:
                faults[-1] = tuple(
                    validate(plain(data, bom.path, in_force), document, extra, in_force)
                )
            except CannotValidateError as error:
                errors.append(f"{bom.path}: not validated: {error}")
            errors += [f"{bom.path}: {f.place}: not valid: {f.message}" for f in faults[-1]]
    assembly = Assembly(units)
    link(assembly, loads, in_force)
    tags = classify_together(assembly, knowledge_of(own_knowledge(given, options["knowledge"])))
    read = [Read(unit.document, tags[number], faults[number]) for number, unit in enumerate(units)]
    if output.format == "json":
        data = msgspec.json.encode([as_json(each, n, assembly) for n, each in enumerate(read)])
        shown = msgspec.json.format(data, indent=2) + b"\n"
    else:
        is_tree = output.format == "tree"
        shown = as_text(given, read, assembly, tree=is_tree, why=why).encode()
    failed = _write(output.path, shown)
    for message in (*errors, *failed):
        say(message)
    ctx.exit(EXIT_REPORT if failed else EXIT_INPUT if errors else 0)


def _refuse_without_review(ctx: click.Context) -> None:
    """What only an evaluation uses is no use here, and must not seem to count."""
    for name, option in _ONLY_WITH_REVIEW.items():
        if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise UsageError(
                f"{option} changes what is evaluated, not what is read; use it with --review, or "
                "with check, suppliers and explain"
            )


_ONLY_WITH_REVIEW: Final = {
    "answers": "--answers",
    "registers": "--register",
    "decisions": "--decisions",
    "assumptions": "--assume",
}


def _keep_inputs(paths: tuple[str, ...], target: str) -> None:
    if target and any(are_one_file(target, path) for path in paths):
        raise UsageError(f"{target} is an input; give the inventory another name")


def _write(path: str, data: bytes) -> list[str]:
    """What could not be written."""
    if not path:
        return to_stdout(data)
    try:
        write_atomically(Path(path), data)
    except (ReportError, OSError) as error:
        return [str(error)]
    return []
