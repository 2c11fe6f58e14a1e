"""One run over a fleet: plan the jobs, have them run, keep what comes, say what did not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from vcs_check.errors import ReportError
from vcs_check.fleet.engines.cluster import SchedulerLostError
from vcs_check.fleet.job import Given, Job, Outcome, Settings, Status, Trust
from vcs_check.fleet.manifest import Entry, Fleet
from vcs_check.fleet.record import installation_digest
from vcs_check.fleet.store import DiskFullError, Results

Engine = Callable[[Iterable[Job]], Iterator[Outcome]]
_REPORT: int = 5


class Order(Struct, frozen=True, kw_only=True):
    """What a run is asked for beside the fleet."""

    settings: Settings
    registers: tuple[Given, ...] = ()
    """Of the command line, for every program."""
    knowledge: tuple[Given, ...] = ()
    certificates: tuple[Given, ...] = ()
    trust: tuple[Trust, ...] = ()
    crls: tuple[Given, ...] = ()
    decisions: Given | None = None
    """Of the command line; whether it beats the program files is in ``settings.overriding``."""
    memory_limit_bytes: int | None = None
    time_limit_s: float | None = None


class Course(Struct, kw_only=True):
    """What came of a run."""

    outcomes: dict[str, Outcome]
    """By the program's id; one for every program."""
    trouble: tuple[str, ...] = ()
    """Why the run ended early, or what could not be written; one line each."""
    exit_code: int = 0
    """70 or 5 for trouble of the run itself; 4 where programs were not reached."""


def run(
    fleet: Fleet,
    order: Order,
    engine: Engine,
    results: Results,
    real: Results | None,
    seen: Callable[[Outcome], None],
) -> Course:
    """Evaluate what has to be, and keep each result as it comes.

    Args:
        fleet: the programs.
        order: how to judge them.
        engine: runs the jobs.
        results: where results are kept.
        real: in a what-if, where the real results stand.
        seen: told of every outcome, for a line of progress.
    """
    course = Course(outcomes={})
    trouble: list[str] = []
    came = engine(_jobs(fleet, order, results, real))
    try:
        for outcome in came:
            course.outcomes[outcome.id] = kept = _kept(outcome, results, trouble)
            seen(kept)
            if kept.status is Status.UNREACHED and kept.exit_code == _REPORT:
                course.exit_code = _REPORT
    except SchedulerLostError as error:
        trouble.append(str(error))
        course.exit_code = max(course.exit_code, error.exit_code)
    except DiskFullError as error:
        trouble.append(str(error))
        course.exit_code = _REPORT
    finally:
        close = getattr(came, "close", None)
        if close is not None:
            close()
    course.trouble = tuple(trouble)
    for entry in fleet.entries:
        if entry.id not in course.outcomes:
            course.outcomes[entry.id] = _unreached(entry)
    return course


def _kept(outcome: Outcome, results: Results, trouble: list[str]) -> Outcome:
    """The outcome once its result is written, or what became of it.

    Raises:
        DiskFullError: there is no room for any other either.
    """
    try:
        results.commit(outcome)
    except DiskFullError:
        raise
    except ReportError as error:
        trouble.append(str(error))
        return Outcome(
            id=outcome.id, status=Status.UNREACHED, exit_code=_REPORT, message=str(error)
        )
    # the tables are on the disk now, and a fleet has more of them than memory
    return Outcome(
        id=outcome.id,
        status=outcome.status,
        exit_code=outcome.exit_code,
        message=outcome.message,
        components=outcome.components,
        peak_bytes=outcome.peak_bytes,
    )


def _unreached(entry: Entry) -> Outcome:
    # why stands in the trouble of the run, once for all of them
    message = f"{entry.program.shown}: not evaluated, because the run ended early"
    return Outcome(id=entry.id, status=Status.UNREACHED, exit_code=4, message=message)


def _jobs(fleet: Fleet, order: Order, results: Results, real: Results | None) -> Iterator[Job]:
    """Each program as a job, made when it is asked for."""
    tool = installation_digest()
    beats = "decisions" in order.settings.overriding
    for entry in fleet.entries:
        decisions = order.decisions if beats else entry.decisions
        yield Job(
            id=entry.id,
            program=entry.program,
            root=entry.root,
            place=entry.place,
            edition=entry.edition or fleet.edition,
            registers=(*entry.registers, *fleet.registers, *order.registers),
            decisions=decisions,
            fallback_decisions=order.decisions,
            answers=entry.answers,
            knowledge=order.knowledge,
            certificates=order.certificates,
            trust=order.trust,
            crls=order.crls,
            model_years=entry.model_years,
            settings=order.settings,
            tool=tool,
            record=results.record(entry.id),
            real_record=real.record(entry.id) if real is not None else b"",
            memory_limit_bytes=order.memory_limit_bytes,
            time_limit_s=order.time_limit_s,
        )
