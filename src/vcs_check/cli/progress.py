"""A line on standard error that says how far a run is; on a terminal only."""

from __future__ import annotations

import sys
import time
from typing import TextIO

from vcs_check.fleet.job import Outcome, Status

_AGAIN_AFTER_S = 0.2


class Progress:
    """Counts outcomes, and shows them where somebody watches; a context manager.

    Args:
        total: programs.
        quiet: show nothing.
    """

    def __init__(self, total: int, *, quiet: bool) -> None:
        stream: TextIO | None = sys.stderr
        self._stream = stream if stream is not None and stream.isatty() and not quiet else None
        self._total = total
        self._done = self._evaluated = self._components = 0
        self._began = self._shown = time.monotonic()

    def __enter__(self) -> Progress:
        self._show()
        return self

    def __exit__(self, *_: object) -> None:
        self._write("")

    def seen(self, outcome: Outcome) -> None:
        """Count one program that is done."""
        self._done += 1
        self._evaluated += outcome.status in (Status.EVALUATED, Status.FAILED)
        self._components += outcome.components
        if time.monotonic() - self._shown >= _AGAIN_AFTER_S or self._done == self._total:
            self._show()

    def _show(self) -> None:
        self._shown = time.monotonic()
        text = f"{self._done:,} of {self._total:,} programs, {self._components:,} components"
        left = self._total - self._done
        if self._done and left:
            # what is unchanged costs next to nothing, and comes first or last as it likes
            seconds = (self._shown - self._began) / self._done * left
            text += f", about {_duration(seconds)} remaining"
        self._write(text)

    def _write(self, text: str) -> None:
        if self._stream is not None:
            try:
                self._stream.write(f"\r\x1b[K{text}")
                self._stream.flush()
            except OSError:  # nobody watches any more
                self._stream = None


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 5400:
        return f"{round(seconds / 60)} min"
    return f"{seconds / 3600:.1f} h"
