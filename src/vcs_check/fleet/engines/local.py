"""This machine: a thread for each worker, and a process for each thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import Final

from vcs_check.fleet.isolation import end_all, run_job
from vcs_check.fleet.job import Job, Outcome

_AGAIN_S: Final = 0.2


def outcomes(jobs: Iterable[Job], workers: int) -> Iterator[Outcome]:
    """The outcome of each job, as they come.

    Args:
        jobs: asked for one at a time, a few ahead of the workers.
        workers: how many programs are evaluated at a time.

    Closing the iterator kills what is still running.
    """
    waiting = iter(jobs)
    running: set[Future[Outcome]] = set()
    pool = ThreadPoolExecutor(workers, thread_name_prefix="fleet")
    try:
        running = {pool.submit(run_job, job) for job in islice(waiting, workers)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            running |= {pool.submit(run_job, job) for job in islice(waiting, len(done))}
            for future in done:
                yield future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        while running := {future for future in running if not future.cancelled()}:
            end_all()
            running = wait(running, timeout=_AGAIN_S).not_done
        pool.shutdown(wait=True)
        end_all()
