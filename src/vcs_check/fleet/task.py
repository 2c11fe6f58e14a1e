"""The task: one job in, one outcome out. It reads, evaluates, and writes nothing that lasts.

It is the same function on this machine and on a cluster, and it asks the pipeline for the same
assessment as ``vcs-check check``. Whoever planned the job keeps the outcome.
"""

from __future__ import annotations

import contextlib
import sys
from typing import Any

import msgspec

from vcs_check.errors import VcsCheckError, place_of_defect
from vcs_check.fleet.job import Job, Outcome, Status
from vcs_check.fleet.plan import Plan, plan_of, request_of
from vcs_check.fleet.record import (
    Currency,
    Record,
    installation_digest,
    read_record,
    record_of,
)
from vcs_check.fleet.tables import (
    error_of,
    exit_code_of,
    parquet,
    rows_of,
    rows_of_failure,
)
from vcs_check.fleet.workspace import Workspace
from vcs_check.pipeline import assess_with_basis
from vcs_check.reports._json_encoding import encoded_json

DEFECT, INPUT = 70, 4
"""Exit codes of the contract for a program without a result."""


def evaluate(job: Job) -> Outcome:
    """The outcome of one job, in this process; whatever is wrong with the program is in it."""
    if job.tool != installation_digest():
        message = (
            "the worker has another installation of vcs-check than the one that planned the run; "
            "install the same version on every worker"
        )
        return Outcome(id=job.id, status=Status.UNREACHED, exit_code=DEFECT, message=message)
    try:
        with Workspace(job) as files:
            return _evaluated(job, files)
    except MemoryError:
        return failure(job, out_of_memory(job), INPUT)
    except VcsCheckError as error:
        return failure(job, _one_line(str(error)), error.exit_code)
    except Exception as error:
        where = place_of_defect(error)
        message = f"a defect of vcs-check, please report it: {type(error).__name__}: {error}"
        return failure(job, _one_line(f"{message} ({where})"), DEFECT)


def _evaluated(job: Job, files: Workspace) -> Outcome:
    plan = plan_of(job, files)
    current = Currency(job, plan, files)
    if (standing := _standing(job, current)) is not None:
        return standing
    request = request_of(job, plan, files)
    assessment, basis = assess_with_basis(request)
    code = exit_code_of(job, assessment)
    rows = rows_of(job, assessment, _files(job, plan, files), basis.register_notes)
    tables = parquet(job.id, rows)
    kept = msgspec.structs.replace(
        record_of(job, plan, files, basis, request),
        exit_code=code,
        components=assessment.counts.components,
        message=error_of(assessment),
        sizes={name: len(data) for name, data in tables.items()},
    )
    return Outcome(
        id=job.id,
        status=Status.EVALUATED,
        exit_code=code,
        message=kept.message,
        components=kept.components,
        record=encoded_json(kept),
        tables=tables,
        peak_bytes=peak_bytes(),
    )


def _standing(job: Job, current: Currency) -> Outcome | None:
    """The outcome of a program whose last result still stands."""
    record = read_record(job.record)
    if record is not None and current.stands(record):
        return _as_before(job, record, Status.UNCHANGED)
    if not job.settings.hypotheses:
        return None
    real = read_record(job.real_record)
    if real is not None and current.is_unconcerned(real):
        return _as_before(job, real, Status.UNCONCERNED)
    return None


def _as_before(job: Job, record: Record, status: Status) -> Outcome:
    return Outcome(
        id=job.id,
        status=status,
        exit_code=record.exit_code,
        message=record.message,
        components=record.components,
        peak_bytes=peak_bytes(),
    )


def failure(job: Job, message: str, exit_code: int) -> Outcome:
    """The outcome of a program that has no result; it takes the place of an earlier one."""
    place = f"{job.place}: " if job.place else ""
    message = f"{place}{message}"
    tables = parquet(job.id, rows_of_failure(job, message, exit_code))
    record = Record(
        fixed="",
        today=job.settings.today,
        exit_code=exit_code,
        message=message,
        sizes={name: len(data) for name, data in tables.items()},
    )
    return Outcome(
        id=job.id,
        status=Status.FAILED,
        exit_code=exit_code,
        message=message,
        record=encoded_json(record),
        tables=tables,
    )


def out_of_memory(job: Job) -> str:
    """The line for a program that needs more memory than it may."""
    if job.memory_limit_bytes is None:
        return f"{job.program.shown}: the memory of the machine was not enough to evaluate it"
    megabytes = job.memory_limit_bytes // (1 << 20)
    return (
        f"{job.program.shown}: evaluating it takes more than the {megabytes} MiB of memory that a "
        "program may have (--memory-limit); give it more, and fewer workers"
    )


def pack(job: Job) -> Job | Outcome:
    """The job with its local files in it, or its outcome where it needs no worker.

    For a cluster whose workers do not see this disk. What still stands is found here, so that
    nothing is sent for it.
    """
    try:
        with Workspace(job) as files:
            plan = plan_of(job, files)
            current = Currency(job, plan, files)
            if (standing := _standing(job, current)) is not None:
                return standing
            taken = files.packed([job.program, *plan.files()])
            return msgspec.structs.replace(job, packed=taken, record=b"", real_record=b"")
    except VcsCheckError as error:
        return failure(job, _one_line(str(error)), error.exit_code)


def _files(job: Job, plan: Plan, files: Workspace) -> list[tuple[Any, ...]]:
    """Rows of ``inputs`` for everything that is no BOM."""
    named = [("program", job.program), *(("register", g) for g in plan.registers)]
    named += plan.settings_files()
    return [(kind, given.shown, files.digest(given), "", "", None, "", "") for kind, given in named]


def peak_bytes() -> int:
    """The largest memory that this process has had; 0 where the system does not tell."""
    with contextlib.suppress(ImportError):
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024
    return 0


def _one_line(text: str) -> str:
    return " ".join(text.split())
