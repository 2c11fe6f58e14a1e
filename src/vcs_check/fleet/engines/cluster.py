"""An existing Dask cluster: its scheduler hands the jobs to its workers.

A worker needs the same version of this package and nothing else; no disk is shared. The local
files of a program travel with its job, a few jobs at a time; files by URL are read by the worker.
Dask evaluates a program again elsewhere when a worker is lost. Only this process writes results,
so one that is evaluated twice is kept once.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Any, Final

from vcs_check.errors import UsageError, VcsCheckError
from vcs_check.fleet.extra import needed
from vcs_check.fleet.isolation import run_job
from vcs_check.fleet.job import Job, Outcome, Status
from vcs_check.fleet.sources import shown_place
from vcs_check.fleet.task import DEFECT, failure, pack

_CONNECT_S: Final = 20
_FIRST_WORKER_S: Final = 60
_AHEAD: Final = 2
"""Jobs in flight for each thread of the cluster."""


class SchedulerLostError(VcsCheckError):
    """The scheduler cannot be reached any more; programs that were not evaluated say so."""

    exit_code = 4


def outcomes(jobs: Iterable[Job], address: str) -> Iterator[Outcome]:
    """The outcome of each job, as they come.

    Args:
        jobs: asked for one at a time, a few ahead of the workers.
        address: of the scheduler, ``tcp://host:8786`` or ``tls://…``.

    Raises:
        UsageError: the extra, or the package on a worker, is missing.
        SchedulerLostError: the scheduler is not there, or no longer; outcomes that came are kept.
    """
    distributed = needed("distributed", "a cluster")
    _quieten()
    client = _connected(distributed, address)
    try:
        threads = _ready(client, address)
        yield from _run(distributed, client, jobs, max(2, threads * _AHEAD), address)
    finally:
        with contextlib.suppress(Exception):
            client.close(timeout=5)


def _quieten() -> None:
    """What matters of a cluster is said here, in one line and without a traceback."""
    for name in ["distributed", *logging.root.manager.loggerDict]:
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _connected(distributed: Any, address: str) -> Any:
    try:
        return distributed.Client(address, timeout=_CONNECT_S, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise SchedulerLostError(
            f"{shown_place(address)}: no Dask scheduler answers there ({reason[:200]}); nothing "
            "was evaluated"
        ) from None


def _ready(client: Any, address: str) -> int:
    """Threads of all workers, each of which has been seen to have this package."""
    try:
        client.wait_for_workers(1, timeout=_FIRST_WORKER_S)
        # a function of the standard library: this package may be what is missing
        found = client.run(version, "vcs-check", on_error="return")
        threads = sum(client.nthreads().values())
    except (OSError, TimeoutError) as error:
        raise SchedulerLostError(
            f"{shown_place(address)}: the scheduler has no worker that answers "
            f"({type(error).__name__}); start workers and try again"
        ) from None
    ours = _own_version()
    for worker, theirs in sorted(found.items()):
        if theirs != ours:
            has = f"version {theirs}" if isinstance(theirs, str) and theirs else "none"
            raise UsageError(
                f"the worker {worker} has {has} of vcs-check, this is {ours}; install the same "
                'one with its extra on every worker: pip install "vcs-check[fleet]"'
            )
    return int(threads)


def _own_version() -> str:
    return version("vcs-check")


def _run(
    distributed: Any, client: Any, jobs: Iterable[Job], most: int, address: str
) -> Iterator[Outcome]:
    waiting = iter(jobs)
    lost = SchedulerLostError(
        f"{shown_place(address)}: the scheduler was lost; results so far are kept, and the next "
        "run goes on from there"
    )
    job_of: dict[str, Job] = {}
    ready: list[Outcome] = []
    done = distributed.as_completed(loop=client.loop)

    def more(count: int) -> None:
        while count > 0:
            job = next(waiting, None)
            if job is None:
                return
            packed = pack(job)
            if isinstance(packed, Outcome):
                ready.append(packed)
                if len(ready) >= most:
                    return
                continue
            future = client.submit(run_job, packed, key=f"vcs-check-{job.id}-{id(job)}", pure=False)
            job_of[future.key] = job
            done.add(future)
            count -= 1

    try:
        more(most)
        while job_of or ready:
            yield from ready
            ready.clear()
            if not job_of:
                more(most)
                continue
            future = next(done)
            job = job_of.pop(future.key)
            outcome = _outcome(future, job)
            if outcome is None or client.status not in ("running", "connecting"):
                if outcome is not None:
                    yield outcome
                raise lost
            more(1)
            yield outcome
    except (OSError, TimeoutError, StopIteration):
        raise lost from None


def _outcome(future: Any, job: Job) -> Outcome | None:
    """The outcome of a task that is over; None where the scheduler does not know it any more."""
    if future.status == "finished":
        found = future.result(timeout=_CONNECT_S)
        future.release()
        return found if isinstance(found, Outcome) else None
    if future.status != "error":
        return None
    error = future.exception(timeout=_CONNECT_S)
    name = type(error).__name__
    if name == "KilledWorker":
        return failure(
            job,
            f"{job.program.shown}: every worker that evaluated it was lost (Dask's KilledWorker); "
            "its process may need more memory than a worker has",
            DEFECT,
        )
    if name in ("CommClosedError", "CancelledError", "FutureCancelledError"):
        return None
    message = f"{job.program.shown}: the cluster could not run it: {name}: {error}"
    return Outcome(
        id=job.id,
        status=Status.UNREACHED,
        exit_code=DEFECT,
        message=" ".join(message.split())[:500],
    )
