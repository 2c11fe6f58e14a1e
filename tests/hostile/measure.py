"""Reads hostile files in a process of its own: ``python -m tests.hostile.measure GROUP …``.

Writes one JSON line a file: its group and name, CPU seconds, MB of the process at its peak, and
what was not as promised (empty where all was).
"""

from __future__ import annotations

import contextlib
import gc
import json
import re
import resource
import sys
import time
from pathlib import Path

from tests.hostile.corpus import Case, groups

from vcs_check.errors import InputError
from vcs_check.readers import read_bom

_SELF = Path("/proc/self")


def _forget_peak() -> None:
    """Begin to count memory anew, where the system can (Linux)."""
    gc.collect()
    with contextlib.suppress(OSError):
        (_SELF / "clear_refs").write_text("5", "ascii")


def _peak_mb() -> int:
    try:
        found = re.search(r"VmHWM:\s*(\d+) kB", (_SELF / "status").read_text("ascii"))
    except OSError:
        found = None
    kilobytes = int(found[1]) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes // 1024


def fault(case: Case, data: bytes) -> str:
    """What is not as promised."""
    try:
        document = read_bom(data, "hostile.bom")
    except InputError as error:
        return _refusal_fault(case, error)
    except BaseException as error:
        return f"{type(error).__name__} escaped: {error!s:.300}"
    if case.error is not None:
        return f"read, with {len(document.components)} components"
    if case.components not in (-1, len(document.components)):
        return f"{len(document.components)} components, not {case.components}"
    notes = [note.message for note in document.notes]
    if case.words is not None and bool(case.words) != bool(notes):
        return f"notes: {notes!s:.300}"
    if case.words and not any(case.words in note for note in notes):
        return f"no note says {case.words!r}: {notes!s:.300}"
    return ""


def _refusal_fault(case: Case, error: InputError) -> str:
    said = f"{error!s:.400}"
    if case.error is None:
        return f"refused: {said}"
    if type(error) is not case.error and case.error is not InputError:
        return f"{type(error).__name__} in place of {case.error.__name__}: {said}"
    if not str(error).startswith("hostile.bom: ") or len(str(error)) > 1000 or "\n" in str(error):
        return f"not one line that names the file: {said!r}"
    if case.place and error.place != case.place:
        return f"at {error.place!r}, not {case.place!r}: {said}"
    if case.words and case.words not in str(error):
        return f"{case.words!r} is not in: {said}"
    return ""


def main() -> None:
    every = groups()
    for group in sys.argv[1:] or every:
        for name, case in every[group].items():
            data = case.make()
            _forget_peak()
            started = time.process_time()
            wrong = fault(case, data)
            taken = time.process_time() - started
            line = {"group": group, "name": name, "bytes": len(data), "seconds": round(taken, 3)}
            print(json.dumps(line | {"mb": _peak_mb(), "fault": wrong}), flush=True)
            del data


if __name__ == "__main__":
    main()
