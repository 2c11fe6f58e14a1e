"""What a fleet costs over evaluating the same programs one after the other, and how it grows.

Run: ``python -m benchmarks.fleet [--programs N] [--components N] [--large N]``. Programs are made
(seeded): ``components`` parts each as in ``benchmarks/check.py``, 300 suppliers, a register that
knows half of them, ten different BOMs. Every measurement runs in a process of its own. CPU seconds
are those of all processes, because the machine may be busy; start-up is what is left when the costs
of N and of 2 N programs are extrapolated to none.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any, Final

from benchmarks.check import make_bom

_SUPPLIERS: Final = 300
_BOMS: Final = 10
_TODAY: Final = date(2026, 11, 21)


def make_fleet(folder: Path, programs: int, components: int) -> None:
    """Program files with their BOMs and one register, below ``folder``."""
    folder.mkdir(parents=True)
    (folder / "suppliers.toml").write_text(
        "".join(
            f'[[party]]\nname = "Example Supplier {number}"\nincorporated_in = "EE"\n'
            'headquarters = "EE"\nprincipal_place_of_business = "EE"\n'
            "ownership_reviewed = 2026-03-02\n\n"
            for number in range(0, _SUPPLIERS, 2)
        )
    )
    made = []
    for number in range(min(_BOMS, programs)):
        made.append(folder / f"bom-{number}.cdx.json")
        make_bom(components + number, made[-1])
    for number in range(programs):
        place = folder / f"program-{number:05}"
        place.mkdir()
        os.link(made[number % len(made)], place / "tcu.cdx.json")
        (place / "program.toml").write_text(
            f'[program]\nname = "Example program {number}"\nmodel_year = 2027\n'
            'register = ["../suppliers.toml"]\n'
            '[[bom]]\npath = "tcu.cdx.json"\npart = "Telematics control unit"\n'
        )


def bare(folder: Path) -> dict[str, Any]:
    """The programs one after the other in one process, as ``check`` evaluates them."""
    import gc

    from vcs_check.containers.files import read_bytes
    from vcs_check.limits import DEFAULT_LIMITS
    from vcs_check.origin.register import read_register
    from vcs_check.pipeline import Request, assess
    from vcs_check.pipeline.inputs import inputs_of
    from vcs_check.program import read_program
    from vcs_check.regulations.edition import default_edition, edition_by_id

    gc.disable()
    register = read_register(read_bytes(str(folder / "suppliers.toml")), "suppliers.toml")
    components = 0
    before = time.process_time()
    for file in sorted(folder.glob("*/program.toml")):
        program = read_program(file.read_bytes(), str(file))
        locate = functools.partial(os.path.join, file.parent)
        inputs, notes = inputs_of(program, locate, "", DEFAULT_LIMITS)
        components += assess(
            Request(
                program=program, inputs=inputs, edition=default_edition(),
                other_edition=edition_by_id("nprm-2024"), today=_TODAY, registers=(register,),
                notes=notes,
            )
        ).counts.components  # fmt: skip
        gc.collect(1)
    return {"cpu": time.process_time() - before, "components": components}


def fleet(folder: Path, results: Path, workers: int) -> dict[str, Any]:
    """The same as a fleet: wall and CPU seconds, peak memory of any worker."""
    from vcs_check.fleet.engines import local
    from vcs_check.fleet.job import Outcome, Settings
    from vcs_check.fleet.manifest import read_manifest
    from vcs_check.fleet.run import Order, run
    from vcs_check.fleet.store import Store
    from vcs_check.fleet.summary import summary_of

    order = Order(settings=Settings(edition="final-2025", compare="nprm-2024", today=_TODAY))
    seen: list[Outcome] = []
    began = time.monotonic()
    found = read_manifest(str(folder))
    with Store(results) as store:
        course = run(
            found, order, lambda jobs: local.outcomes(jobs, workers), store, None, seen.append
        )
        after_run = time.monotonic()
        summary_of(found, order, course, store, None, None)
    own, children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {
        "wall": time.monotonic() - began,
        "summary": time.monotonic() - after_run,
        "cpu": sum(u.ru_utime + u.ru_stime for u in (own, children)),
        "components": sum(outcome.components for outcome in seen),
        "statuses": sorted({outcome.status.value for outcome in seen}),
        "worker_mb": max(outcome.peak_bytes for outcome in seen) >> 20,
        "own_mb": own.ru_maxrss >> 10,
    }


def apart(*arguments: str) -> dict[str, Any]:
    """One measurement in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.fleet", *arguments], capture_output=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def growth(folder: Path, programs: int, components: int) -> None:
    """Overhead over bare evaluation, memory, workers, and the unchanged run."""
    sizes = (programs, 2 * programs)
    costs: dict[int, tuple[dict[str, Any], dict[str, Any]]] = {}
    print("programs components  bare CPU s  fleet CPU s  worker MB  coordinator MB")
    for size in sizes:
        place = folder / str(size)
        make_fleet(place, size, components)
        costs[size] = (
            apart("bare", str(place)),
            apart("fleet", str(place), str(folder / f"r{size}"), "1"),
        )
        one, many = costs[size]
        print(f"{size:>8} {many['components']:>10} {one['cpu']:>11.2f} {many['cpu']:>12.2f}"
              f" {many['worker_mb']:>10} {many['own_mb']:>15}")  # fmt: skip
    each = [(costs[sizes[1]][i]["cpu"] - costs[sizes[0]][i]["cpu"]) / programs for i in (0, 1)]
    start = costs[sizes[0]][1]["cpu"] - programs * each[1]
    print(f"per program: bare {each[0]:.3f} CPU s, fleet {each[1]:.3f} CPU s,"
          f" overhead {each[1] / each[0] - 1:.1%}; start-up {start:.1f} CPU s")  # fmt: skip
    place = folder / str(sizes[1])
    for workers in (1, 2):
        many = apart("fleet", str(place), str(folder / f"w{workers}"), str(workers))
        print(f"{workers} workers: {many['components'] / many['wall']:,.0f} components/s"
              f" ({many['wall']:.1f} s, {many['cpu']:.1f} CPU s)")  # fmt: skip


def large(folder: Path, programs: int, components: int, workers: int) -> None:
    """Many programs in one run, and the same again unchanged."""
    place, results = folder / "large", folder / "large-results"
    make_fleet(place, programs, components)
    print("programs components   wall s   CPU s  summary s  worker MB  coordinator MB  what")
    for _ in range(2):
        many = apart("fleet", str(place), str(results), str(workers))
        print(f"{programs:>8} {many['components']:>10} {many['wall']:>8.1f} {many['cpu']:>7.1f}"
              f" {many['summary']:>10.1f} {many['worker_mb']:>10} {many['own_mb']:>15}"
              f"  {', '.join(many['statuses'])}")  # fmt: skip
    size = sum(f.stat().st_size for f in results.rglob("*") if f.is_file())
    print(f"results: {size / programs / 1024:.0f} KiB a program; load {os.getloadavg()[0]:.1f}")


def main() -> None:
    """Measure, or be one of the measured processes."""
    if sys.argv[1:2] == ["bare"]:
        print(json.dumps(bare(Path(sys.argv[2]))))
        return
    if sys.argv[1:2] == ["fleet"]:
        print(json.dumps(fleet(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))))
        return
    parser = argparse.ArgumentParser(description="Costs of a fleet.")
    parser.add_argument("--programs", type=int, default=10)
    parser.add_argument("--components", type=int, default=2_000)
    parser.add_argument("--large", type=int, default=0, help="programs of one large run; 0: none")
    parser.add_argument("--workers", type=int, default=2, help="of the large run")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if asked.programs:
            growth(Path(folder), asked.programs, asked.components)
        if asked.large:
            large(Path(folder), asked.large, asked.components, asked.workers)


if __name__ == "__main__":
    main()
