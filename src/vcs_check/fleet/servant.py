"""The process in which programs are evaluated, one after the other: ``python -m`` this module.

Jobs come in by standard input and outcomes go out by standard output, pickled, each after its
length. The other end is the process that started this one (:mod:`vcs_check.fleet.isolation`) and
nobody else. When that end closes, this process ends at once, in the middle of a job as well.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import queue
import struct
import sys
import threading
from typing import BinaryIO, Final

from vcs_check.fleet.job import Job

LENGTH: Final = struct.Struct(">Q")
READY: Final = "ready"
"""Said once, when everything is imported: a job's time begins after it."""


def send(stream: BinaryIO, value: object) -> None:
    """Write one value; raises OSError where nobody reads."""
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO) -> object | None:
    """Read one value; None at the end of the stream, in the middle of a value as well."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        return None
    value: object = pickle.loads(data)  # noqa: S301 - from the process that started this one
    return value


def main() -> None:
    """Evaluate what comes in until there is no more."""
    outcomes = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints stays out of the outcomes
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, jobs), daemon=True).start()
    from vcs_check.fleet.task import evaluate, failure, out_of_memory

    send(outcomes, READY)
    gc.disable()  # an assessment has no cycles; what else has them is collected between two
    limit: int | None = None
    while True:
        job = jobs.get()
        if job.memory_limit_bytes != limit:
            limit = job.memory_limit_bytes
            _limit_memory(limit)
        try:
            outcome = evaluate(job)
        except MemoryError:  # while the outcome of a failure was made
            gc.collect()
            outcome = failure(job, out_of_memory(job), 4)
        del job
        send(outcomes, outcome)
        del outcome
        gc.collect(1)


def _listen(stream: BinaryIO, jobs: queue.SimpleQueue[Job]) -> None:
    while isinstance(job := receive(stream), Job):
        jobs.put(job)
    os._exit(0)  # nobody waits for an outcome any more


def _limit_memory(limit: int | None) -> None:
    """Let the system refuse more memory than that; not every system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        # Private writable memory; the address space would count what is only reserved.
        kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
        most = resource.RLIM_INFINITY if limit is None else limit
        resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))


if __name__ == "__main__":
    main()
