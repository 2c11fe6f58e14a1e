"""The folder of results: a program's result is there whole or not at all, and one run writes.

::

    DIR/
      results/program=ID/TABLE.parquet, record.json     the last result of each program
      what-if/NAME/results/…                            hypothetical results, apart from the real
      summary.json, summary.html                        of the last run that came to its end
      unfinished                                        while a run is on, and after one was killed
      owner.json                                        which manifest the results are of
      lock                                              held by the run that writes

A new result is written into a folder of its own whose name begins with a dot, then takes the place
of the old one by renaming. What a killed run leaves behind is put right by the next one.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from vcs_check.errors import ReportError, UsageError
from vcs_check.fleet.job import Outcome
from vcs_check.fleet.record import read_record
from vcs_check.fleet.schema import TABLES
from vcs_check.fleet.what_if import folder_name
from vcs_check.reports import write_atomically

_PREFIX: Final = "program="
_NEW: Final = ".new-"
_OLD: Final = ".old-"
_RECORD: Final = "record.json"
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})


class DiskFullError(ReportError):
    """Nothing more can be written, so nothing more needs to be evaluated."""


class Results:
    """The results of one kind, real or of one what-if."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.results = folder / "results"

    def ids(self) -> list[str]:
        """Every program that has a result, sorted."""
        with contextlib.suppress(OSError):
            names = (f.name for f in self.results.iterdir() if f.name.startswith(_PREFIX))
            return sorted(name.removeprefix(_PREFIX) for name in names)
        return []

    def place(self, program: str) -> Path:
        """The folder of one program's result."""
        return self.results / f"{_PREFIX}{program}"

    def record(self, program: str) -> bytes:
        """The record of a result; empty where there is none, or it is torn."""
        folder = self.place(program)
        try:
            data = (folder / _RECORD).read_bytes()
            record = read_record(data)
            whole = record is not None and all(
                (folder / f"{table}.parquet").stat().st_size == record.sizes.get(table)
                for table in TABLES
            )
        except OSError:
            return b""
        return data if whole else b""

    def files(self, table: str) -> list[str]:
        """The Parquet files of one table, in the order of the programs' ids."""
        found = (self.place(program) / f"{table}.parquet" for program in self.ids())
        return [str(file) for file in found if file.is_file()]

    def commit(self, outcome: Outcome) -> None:
        """Put a new result in the place of the old one.

        Raises:
            DiskFullError: there is no room for it.
            ReportError: it could not be written; the old one still stands.
        """
        if not outcome.tables:
            return
        new = self.results / f"{_NEW}{outcome.id}"
        try:
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir(parents=True)
            for table, data in outcome.tables.items():
                (new / f"{table}.parquet").write_bytes(data)
            (new / _RECORD).write_bytes(outcome.record)
            self._replace(outcome.id)
        except OSError as error:
            shutil.rmtree(new, ignore_errors=True)
            message = (
                f"{self.place(outcome.id)}: the result could not be written ({error.strerror}); "
                "what was there before still stands"
            )
            if error.errno in _FULL:
                raise DiskFullError(f"{message}; make room and run it again") from error
            raise ReportError(message) from error

    def _replace(self, program: str) -> None:
        """The new result for the old one; :meth:`recover` ends it where it was cut short."""
        place, old = self.place(program), self.results / f"{_OLD}{program}"
        shutil.rmtree(old, ignore_errors=True)
        if place.exists():
            place.rename(old)
        (self.results / f"{_NEW}{program}").rename(place)
        shutil.rmtree(old, ignore_errors=True)

    def recover(self) -> None:
        """End, or undo, what a killed run was about to replace."""
        try:
            left = sorted(f.name for f in self.results.iterdir() if f.name.startswith("."))
        except OSError:
            return
        for name in left:
            if not name.startswith(_OLD):
                continue
            program = name.removeprefix(_OLD)
            if not self.place(program).exists():
                # the old one was moved away, so the new one was whole
                new = self.results / f"{_NEW}{program}"
                (new if new.exists() else self.results / name).rename(self.place(program))
        for name in left:
            if name.startswith((_OLD, _NEW)):
                shutil.rmtree(self.results / name, ignore_errors=True)

    def keep_only(self, programs: set[str]) -> list[str]:
        """Remove results of programs that are no longer in the fleet; says which."""
        gone = [program for program in self.ids() if program not in programs]
        for program in gone:
            shutil.rmtree(self.place(program), ignore_errors=True)
        return gone


class Store(Results):
    """The whole folder, locked for the run that writes; a context manager."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._lock: int | None = None

    def __enter__(self) -> Store:
        try:
            self.results.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise ReportError(
                f"{self.folder}: cannot be written ({error.strerror}); choose another folder for "
                "the results (--results)"
            ) from error
        if not _locked(self._lock):
            holder = os.read(self._lock, 100).decode("ascii", "replace").strip()
            os.close(self._lock)
            self._lock = None
            raise UsageError(
                f"{self.folder}: another run is writing there"
                + (f" (process {holder})" if holder.isdigit() else "")
                + "; wait for its end, or choose another folder (--results)"
            )
        with contextlib.suppress(OSError):  # the number is for people only
            os.ftruncate(self._lock, 0)
            os.pwrite(self._lock, str(os.getpid()).encode(), 0)
        self.recover()
        return self

    def __exit__(self, *_: object) -> None:
        if self._lock is not None:
            os.close(self._lock)  # which gives the lock back
            self._lock = None

    def belongs_to(self, identity: str) -> None:
        """Refuse results of another fleet, which this one would remove.

        Raises:
            UsageError: another manifest has results here.
            ReportError: the folder cannot be written.
        """
        mark = self.folder / "owner.json"
        try:
            owner = json.loads(mark.read_bytes())["manifest"]
        except (OSError, ValueError, KeyError, TypeError):
            owner = None
        if owner is not None and owner != identity and self.ids():
            raise UsageError(
                f"{self.folder}: has the results of another fleet ({owner}); choose another folder "
                "(--results)"
            )
        write_atomically(mark, json.dumps({"manifest": identity}) + "\n")

    def what_if(self, hypotheses: tuple[str, ...]) -> Results:
        """Where the results under hypotheses stand, apart from the real ones."""
        found = Results(self.folder / "what-if" / folder_name(hypotheses))
        with contextlib.suppress(OSError):
            found.results.mkdir(parents=True, exist_ok=True)
        found.recover()
        return found

    @contextlib.contextmanager
    def unfinished(self, results: Results) -> Iterator[Callable[[], None]]:
        """Mark the results as unfinished until what is given is called."""
        mark = results.folder / "unfinished"
        write_atomically(mark, "a run is on, or was ended before it was done\n")
        yield lambda: mark.unlink(missing_ok=True)


def is_unfinished(folder: Path) -> bool:
    """Whether the last run on a folder did not come to its end."""
    return (folder / "unfinished").exists()


def _locked(handle: int) -> bool:
    """Take the lock that the system gives back when the process ends, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # a file system without locks cannot tell; everything else is held by another run
        return error.errno in (errno.ENOTSUP, errno.ENOLCK, errno.EINVAL)
    return True
