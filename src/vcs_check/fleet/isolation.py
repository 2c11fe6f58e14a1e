"""One job in a process of its own: whatever becomes of it, only its program is concerned.

Every thread that runs jobs, here or in a worker of a cluster, keeps one such process. It is killed
when a job takes too long, and made anew after that, after a crash, and after some programs, so that
its memory depends on the largest program and not on how many there are.
"""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import threading
from typing import Final

from vcs_check.fleet.job import Job, Outcome
from vcs_check.fleet.servant import READY, receive, send
from vcs_check.fleet.task import DEFECT, INPUT, failure

_JOBS_PER_PROCESS: Final = 100
_ATTEMPTS: Final = 2
"""A process may be killed for what another one took; twice is no accident."""


class _Servant:
    """A process that evaluates, and how many jobs it has had."""

    def __init__(self) -> None:
        self.jobs = 0
        self.is_over_time = self.is_ended = False
        self.process = subprocess.Popen(
            # -P: a module in the working folder is none of ours
            [sys.executable, "-P", "-m", "vcs_check.fleet.servant"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        _ALL.add(self)

    def outcome(self, job: Job) -> Outcome | None:
        """What the process makes of a job; None where it ended without saying."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        timer = None
        if not self.jobs and receive(self.process.stdout) != READY:  # type: ignore[arg-type]
            return None
        self.jobs += 1
        if job.time_limit_s is not None:
            timer = threading.Timer(job.time_limit_s, self._too_long)
            timer.daemon = True
            timer.start()
        try:
            send(self.process.stdin, job)  # type: ignore[arg-type]
            found = receive(self.process.stdout)  # type: ignore[arg-type]
        except (OSError, ValueError):
            return None
        finally:
            if timer is not None:
                timer.cancel()
        return found if isinstance(found, Outcome) else None

    def _too_long(self) -> None:
        self.is_over_time = True
        self.process.kill()

    def end(self) -> None:
        """Kill the process, if it is there at all."""
        self.is_ended = True
        _ALL.discard(self)
        with contextlib.suppress(OSError):
            self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError, ValueError):
                if stream is not None:
                    stream.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(10)


_ALL: set[_Servant] = set()
_OWN: Final = threading.local()


def run_job(job: Job) -> Outcome:
    """The outcome of one job, evaluated in the process of this thread."""
    ended = ""
    for _ in range(_ATTEMPTS):
        servant = _servant()
        outcome = servant.outcome(job)
        if outcome is not None:
            return outcome
        if servant.is_ended:  # by whoever closes the run, who does not wait for an outcome
            break
        _dismiss()
        if servant.is_over_time:
            return failure(
                job,
                f"{job.program.shown}: evaluating it takes more than the {job.time_limit_s:g} s "
                "that a program may have (--time-limit); give it more",
                INPUT,
            )
        ended = _how(servant.process.returncode)
    limit = job.memory_limit_bytes
    memory = f"; it may have {limit // (1 << 20)} MiB of memory (--memory-limit)" if limit else ""
    return failure(
        job,
        f"{job.program.shown}: its process ended without a result, {_ATTEMPTS} times ({ended})"
        f"{memory}",
        DEFECT,
    )


def _servant() -> _Servant:
    servant: _Servant | None = getattr(_OWN, "servant", None)
    if servant is not None and servant.jobs >= _JOBS_PER_PROCESS:
        _dismiss()
        servant = None
    if servant is None:
        servant = _OWN.servant = _Servant()
    return servant


def _dismiss() -> None:
    servant: _Servant | None = getattr(_OWN, "servant", None)
    if servant is not None:
        servant.end()
    _OWN.servant = None


def end_all() -> None:
    """Kill every process that evaluates for this one."""
    for servant in list(_ALL):
        servant.end()


def processes() -> list[int]:
    """The ids of the processes that evaluate for this one."""
    return sorted(s.process.pid for s in list(_ALL) if s.process.poll() is None)


def _how(code: int | None) -> str:
    if code is None or code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
