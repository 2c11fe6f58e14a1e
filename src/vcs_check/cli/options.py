"""Options that several commands share, and how they become a request."""

from __future__ import annotations

import datetime
import functools
import math
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

import click
from click.core import ParameterSource

from vcs_check.classification.own_knowledge import OwnKnowledge, read_own_knowledge
from vcs_check.cli.assuming import assumptions_of
from vcs_check.cli.certificates import certificate_options, evidence_of
from vcs_check.cli.completing import a_file
from vcs_check.cli.files import Given, gather, knowledge_named, registers_named
from vcs_check.cli.limit_option import limit_option, limits_of
from vcs_check.cli.lines import LINES
from vcs_check.containers.files import is_plain_file, open_bytes, read_bytes
from vcs_check.decisions import Decision, read_decisions
from vcs_check.errors import UsageError
from vcs_check.forms import answers_for
from vcs_check.inventory.facts import MODEL_YEARS
from vcs_check.inventory.vocabulary import Evidence, SoftwareScope
from vcs_check.origin.data_file import DataFile
from vcs_check.origin.party import Register
from vcs_check.origin.register import read_or_waiting
from vcs_check.pipeline import Request
from vcs_check.pipeline.request import check_authorizations, edition_to_compare
from vcs_check.program import STATED, Program, with_stated
from vcs_check.regulations.edition import default_edition, edition_by_id

_F = TypeVar("_F", bound=Callable[..., Any])


class DayType(click.ParamType[datetime.date]):
    """An ISO 8601 calendar date."""

    name = "YYYY-MM-DD"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        """Parse ``YYYY-MM-DD``; anything else is wrong usage."""
        if isinstance(value, datetime.date):
            return value
        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(value), re.ASCII):
                day = datetime.date.fromisoformat(str(value))
                if day.year in MODEL_YEARS:
                    return day
        except ValueError:
            pass
        self.fail(
            f"{value!r} is no date in the form YYYY-MM-DD between {MODEL_YEARS.start} and "
            f"{MODEL_YEARS.stop - 1}",
            param,
            ctx,
        )


class _FiniteRange(click.FloatRange):
    """A number within bounds that is a number: ``nan`` passes every comparison, ``inf`` many."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{value!r} is no finite number", param, ctx)
        return number


DAY: Final = DayType()
_YEAR: Final = click.IntRange(MODEL_YEARS.start, MODEL_YEARS.stop - 1)

_OPTIONS: Final = {
    "--model-year": click.option(
        "--model-year", type=_YEAR, metavar="YYYY", help="Model year of the vehicle."
    ),
    "--no-model-year": click.option(
        "--no-model-year", is_flag=True, default=None, help="The units have no model year."
    ),
    "--date": click.option(
        "--date", "on", type=DAY, help="Day of the first import or sale. Never today by itself."
    ),
    "--today": click.option(
        "--today",
        type=DAY,
        help="The day that deadlines and expiries are judged by (default: the clock's).",
    ),
    "--gvwr-lb": click.option(
        "--gvwr-lb",
        type=_FiniteRange(min=0),
        metavar="N",
        help="Gross vehicle weight rating in pounds.",
    ),
    "--edition": click.option(
        "--edition", metavar="ID", help="Edition of the rule (see: vcs-check rules)."
    ),
    "--compare-edition": click.option(
        "--compare-edition",
        metavar="ID",
        default="nprm-2024",
        show_default=True,
        help="Name what differs under this edition; 'none' compares nothing.",
    ),
    "--register": click.option(
        "--register",
        "registers",
        multiple=True,
        type=LINES,
        metavar="FILE",
        shell_complete=a_file,
        help="Supplier register.",
    ),
    "--decisions": click.option(
        "--decisions", metavar="FILE", shell_complete=a_file, help="Reviewed decisions."
    ),
    "--knowledge": click.option(
        "--knowledge",
        multiple=True,
        type=LINES,
        metavar="FILE",
        shell_complete=a_file,
        help="Your own knowledge of parts, packages and words, beside the bundled one.",
    ),
    "--answers": click.option(
        "--answers",
        multiple=True,
        type=LINES,
        metavar="FILE",
        shell_complete=a_file,
        help="A supplier's filled form (see: suppliers --questionnaire).",
    ),
    "--evidence": click.option(
        "--evidence",
        type=click.Choice([e.value for e in Evidence]),
        default=Evidence.STANDARD.value,
        show_default=True,
        help="How much evidence is asked for.",
    ),
    "--software-scope": click.option(
        "--software-scope",
        type=click.Choice([s.value for s in SoftwareScope]),
        default=SoftwareScope.BROAD.value,
        show_default=True,
        help="How covered software is read.",
    ),
    "--assume": click.option(
        "--assume",
        "assumptions",
        multiple=True,
        type=LINES,
        metavar="WHAT=VALUE",
        help='What if: "party:NAME=none" or "component:REF.manufacturer=NAME".',
    ),
    "--part": click.option(
        "--part", default="", metavar="TEXT", help="What the BOM is installed in."
    ),
    "--no-reference": click.option(
        "--no-reference", is_flag=True, help="Do not use the bundled reference."
    ),
    "--max-list-age": click.option(
        "--max-list-age",
        type=click.IntRange(min=0),
        metavar="DAYS",
        help="Name screening lists and data sets that are older than this.",
    ),
    "--possibly-dominant-percent": click.option(
        "--possibly-dominant-percent",
        type=_FiniteRange(min=0, max=50),
        default=5.0,
        show_default=True,
        metavar="N",
        help="Policy, not law: a nexus minority of this size leads to 'unknown'.",
    ),
}
"""By their long names."""


def evaluation_options(function: _F) -> _F:
    """The options that decide what is evaluated and how."""
    return options_named(*_OPTIONS)(certificate_options(limit_option(function)))


def evaluation_options_without(*names: str) -> Callable[[_F], _F]:
    """The same without some, for a command that knows better."""
    kept = [name for name in _OPTIONS if name not in names]
    return lambda function: options_named(*kept)(certificate_options(limit_option(function)))


def options_named(*names: str) -> Callable[[_F], _F]:
    """Some of the options that decide what is evaluated, in this order."""

    def added(function: _F) -> _F:
        for name in reversed(names):
            function = _OPTIONS[name](function)
        return function

    return added


def today_of(stated: datetime.date | None) -> datetime.date:
    """The day of the run: ``--today``, else ``SOURCE_DATE_EPOCH``, else the clock's."""
    if stated is not None:
        return stated
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return datetime.datetime.fromtimestamp(int(epoch), tz=datetime.UTC).date()
        except (ValueError, OverflowError, OSError):
            raise UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}, which is no time") from None
    return datetime.datetime.now(tz=datetime.UTC).astimezone().date()


def request_of(ctx: click.Context, paths: Sequence[str], options: dict[str, Any]) -> Request:
    """The request that a command line stands for.

    Raises:
        UsageError: options that do not exist or do not fit together.
        InputError: a program, register or decisions file is unreadable or wrong.
    """
    options = one_model_year(ctx, options)
    limits = limits_of(ctx, options["limits"])
    given = gather(paths, options["part"], limits)
    program = with_stated(given.program, options, overriding(ctx))
    today = today_of(options["today"])
    parties, facts = assumptions_of(options["assumptions"])
    read, data_files = read_registers(registers_named(given, options["registers"]))
    edition = edition_by_id(options["edition"]) if options["edition"] else default_edition()
    check_authorizations(program, edition, paths[0])
    certified, refused = evidence_of(given, program, options, today, limits)
    return Request(
        program=program,
        inputs=given.inputs,
        edition=edition,
        other_edition=edition_to_compare(options["compare_edition"], edition),
        today=today,
        registers=read,
        data_files=data_files,
        max_list_age_days=options["max_list_age"],
        knowledge=own_knowledge(given, options["knowledge"]),
        answers=(
            *answers_for(((read_bytes(path), path) for path in options["answers"]), program, today),
            *certified,
        ),
        decisions=(*_decisions(ctx, given, options["decisions"]), *facts),
        evidence=Evidence(options["evidence"]),
        software_scope=SoftwareScope(options["software_scope"]),
        assumed_parties=parties,
        hypotheses=tuple(options["assumptions"]),
        use_reference=not options["no_reference"],
        possibly_dominant_percent=options["possibly_dominant_percent"],
        notes=(*given.notes, *refused),
        limits=limits,
    )


def own_knowledge(given: Given, stated: Sequence[str]) -> tuple[OwnKnowledge, ...]:
    """The user's own knowledge: that of the program, and what the options add.

    Raises:
        InputError: a file is unreadable or wrong.
    """
    paths = knowledge_named(given, stated)
    return tuple(read_own_knowledge(read_bytes(path), path) for path in paths)


def read_registers(paths: Sequence[str]) -> tuple[tuple[Register, ...], tuple[DataFile, ...]]:
    """The registers that are read whole, and the lists and data sets that wait for questions."""
    return read_or_waiting(map(_data_file, paths))


def _data_file(path: str) -> DataFile:
    if is_plain_file(path):
        return DataFile(path, functools.partial(open_bytes, path))
    # a pipe gives its bytes once; what is missing says so here
    return DataFile.of_bytes(read_bytes(path), path)


_STRENGTH: Final = (
    ParameterSource.COMMANDLINE,
    ParameterSource.ENVIRONMENT,
    ParameterSource.DEFAULT_MAP,
)
"""Where an option may have been stated, strongest first; anything else is no statement."""


def wins(ctx: click.Context, name: str, over: str) -> bool:
    """Whether one option was stated in a stronger place than another."""
    return _strength(ctx, name) < _strength(ctx, over)


def _strength(ctx: click.Context, name: str) -> int:
    source = ctx.get_parameter_source(name)
    return _STRENGTH.index(source) if source in _STRENGTH else len(_STRENGTH)


def one_model_year(ctx: click.Context, options: dict[str, Any]) -> dict[str, Any]:
    """The options with one of ``--model-year`` and ``--no-model-year``: the stronger."""
    if options["model_year"] is None or not options["no_model_year"]:
        return options
    if wins(ctx, "model_year", "no_model_year"):
        return {**options, "no_model_year": None}
    if wins(ctx, "no_model_year", "model_year"):
        return {**options, "model_year": None}
    raise UsageError("--model-year and --no-model-year exclude each other")


def overrides(ctx: click.Context, name: str) -> bool:
    """Whether an option wins over the program file: given as a flag or a variable."""
    return ctx.get_parameter_source(name) in {
        ParameterSource.COMMANDLINE,
        ParameterSource.ENVIRONMENT,
    }


def overriding(ctx: click.Context) -> frozenset[str]:
    """What the command line states that beats the program file."""
    return frozenset(name for name in STATED if overrides(ctx, name))


def _decisions(ctx: click.Context, given: Given, stated: str | None) -> tuple[Decision, ...]:
    path = decisions_path(ctx, given.program, given.folder, stated)
    return read_decisions(read_bytes(path), path) if path else ()


def decisions_path(
    ctx: click.Context, program: Program, folder: Path, stated: str | None
) -> str | None:
    """The decisions file that counts: the program's own, unless a flag or variable names one."""
    own = str(folder / program.decisions) if program.decisions else None
    return stated if own is None or (stated and overrides(ctx, "decisions")) else own
