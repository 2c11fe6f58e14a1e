"""How much reading costs beside the least that it could, how much memory, and how both grow.

Run: ``python -m benchmarks.readers [COMPONENTS …] [--only FORMAT …]``. The files are made by
:mod:`benchmarks.boms_spdx` and :mod:`benchmarks.boms_tables`, the bare decoders stand in
:mod:`benchmarks.baselines`. Times are CPU,
the best of some runs taken in turns, garbage collector off for both: read the ratios, not the
seconds. Memory is the peak of a process of its own that reads the file from disk, less its peak
once everything is imported; so the file's bytes count;
it is asked of ``/proc``, hence on Linux only.
"""

from __future__ import annotations

import argparse
import gc
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import boms_spdx, boms_tables
from benchmarks.baselines import BASELINES

from vcs_check.readers import read_bom

MAKERS = boms_spdx.MAKERS | boms_tables.MAKERS
SIZES = (1_000, 10_000, 100_000)
_RUNS = 5
_SECONDS = 8.0
"""Of CPU time a measurement: large files are read fewer times."""
_PEAK = """\
# getrusage would also count what the parent had when it started this process
import re, sys
from pathlib import Path
from vcs_check.readers import read_bom
read_bom(Path(sys.argv[1]).read_bytes(), "warm")
def peak(): return int(re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())[1])
before = peak()
document = read_bom(Path(sys.argv[2]).read_bytes(), "bench")
print((peak() - before) * 1024, len(document.components))
"""


def cpu_seconds(job: Callable[[], object]) -> float:
    """Of one call, what it returns not freed in it."""
    gc.collect()
    gc.disable()
    started = time.process_time()
    result = job()
    taken = time.process_time() - started
    gc.enable()
    del result
    return taken


def best_of_each(*jobs: Callable[[], object]) -> list[float]:
    """The least CPU seconds of each job; they take turns, so that a busy machine hits all."""
    best = [float("inf")] * len(jobs)
    started = time.process_time()
    for _ in range(_RUNS):
        best = [min(least, cpu_seconds(job)) for least, job in zip(best, jobs, strict=True)]
        if time.process_time() - started > _SECONDS:
            break
    return best


def peak_bytes(make: Callable[[int], bytes], data: bytes) -> tuple[int, int]:
    """Peak of resident memory beyond the interpreter's and its modules', and the components."""
    with tempfile.TemporaryDirectory() as folder:
        small, file = Path(folder) / "small", Path(folder) / "file"
        small.write_bytes(make(20))
        file.write_bytes(data)
        done = subprocess.run(
            [sys.executable, "-c", _PEAK, str(small), str(file)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    peak, components = done.stdout.split()
    return int(peak), int(components)


def main(sizes: list[int], formats: list[str]) -> None:
    print(
        "format          components      MB   read s  us/comp  bare s  ratio (target)"
        "                    memory x file"
    )
    for name in formats:
        make, (beside, bare, target) = MAKERS[name], BASELINES[name]
        for count in sizes:
            data = make(count)
            reading, least = best_of_each(lambda: read_bom(data, "bench"), lambda: bare(data))  # noqa: B023
            peak, components = peak_bytes(make, data)
            assert components >= count
            print(
                f"{name:15} {count:10} {len(data) / 1e6:7.1f} {reading:8.3f} "
                f"{reading / count * 1e6:8.1f} {least:7.3f} {reading / least:6.2f} "
                f"{f'(< {target:g} x {beside})':24} {peak / len(data):6.2f}",
                flush=True,
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("sizes", nargs="*", type=int, metavar="COMPONENTS")
    parser.add_argument("--only", nargs="+", choices=sorted(MAKERS), default=list(MAKERS))
    given = parser.parse_args()
    main(given.sizes or list(SIZES), given.only)
