"""Fuzzing of every BOM reader: whatever the bytes, a document or one InputError, and soon.

Run: ``python -m benchmarks.fuzz [FORMAT …] --seconds 60 [--engine atheris|mutations]``. The engine
``atheris`` (extra ``fuzz``) follows the branches of the readers that are written in Python; it
cannot see into the decoders in C (msgspec, expat, libyaml, calamine), and what libFuzzer alone does
to a text is refused by those at once. Hence both engines change the seeds by
:mod:`benchmarks.fuzz_changes`; ``mutations`` does only that, needs no further library, and does the
same in every run.

The seeds are the files of the writers in ``tests/parity`` and of ``tests/readers/samples*.py``. A
file that breaks the promise is kept in ``--findings`` and ends the run of its format.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from benchmarks.fuzz_changes import changed, tokens_of
from tests.parity.unit import Part, Unit
from tests.parity.writers import WRITERS
from tests.readers import samples, samples_cyclonedx2, samples_spdx3

from vcs_check.errors import InputError
from vcs_check.inventory.document import Document
from vcs_check.readers import looks_like_bom, positions_of, read_bom

MAX_BYTES = 1 << 16
MAX_SECONDS = 2.0
"""CPU time of one file."""
MAX_MEMORY_MB = 256
"""Of the whole process."""


class BrokenPromiseError(Exception):
    """Something else than a document or one InputError came out."""


def seeds() -> dict[str, list[bytes]]:
    """Small whole files by format."""
    inner = Part("tls", "library", purl="pkg:npm/tls@1", licence="MIT OR ISC", patched=True)
    facts = {"vcs:frequency-mhz": "2400", "cdx:device:quantity": "2"}
    unit = Unit(
        Part("TCU", parts=(Part("Модем", facts=facts, parts=(inner,)), Part('a,b"<c>'))),
        {"vcs:part": "Telematics control unit"},
    )
    files = [writer.write(unit) for writer in WRITERS.values()]
    files += [writer.write(Unit(Part("TCU"))) for writer in WRITERS.values()]
    files += [samples.as_bytes(each) for each in (samples.CYCLONEDX, samples.SPDX)]
    files += [samples.as_bytes(samples_spdx3.SPDX3), samples.as_bytes(samples_cyclonedx2.DRAFT)]
    files += [samples.CYCLONEDX_XML.encode(), samples.TAG_VALUE.encode()]
    found: dict[str, list[bytes]] = {}
    for data in files:
        found.setdefault(read_bom(data, "seed").format, []).append(data)
    return found


def check(data: bytes) -> Document | None:
    """Read the bytes in every way that the program does.

    Raises:
        BrokenPromiseError: too slow, or a refusal that does not say enough or says too much.
    """
    started = time.process_time()
    document = None
    looks_like_bom(data)
    try:
        document = read_bom(data, "fuzz.bom")
    except InputError as error:
        if not str(error).startswith("fuzz.bom: ") or not error.message or len(str(error)) > 1000:
            raise BrokenPromiseError(f"the refusal {str(error)[:2000]!r}") from error
    else:
        places = [component.source for component in document.components]
        if not all(places) or not all(component.id for component in document.components):
            raise BrokenPromiseError("a component without id or place")
        for component in document.components:  # made when they are asked for
            if not all(len(pair) == 2 for pair in (*component.hashes, *component.references)):
                raise BrokenPromiseError("a digest or reference that is no pair")
        positions_of(data, "fuzz.bom", [place.rpartition("#")[2] for place in places])
    taken = time.process_time() - started
    if taken > MAX_SECONDS:
        raise BrokenPromiseError(f"{taken:.1f} s of CPU time for {len(data)} bytes")
    return document


def _keep(data: bytes, name: str, findings: Path) -> None:
    findings.mkdir(parents=True, exist_ok=True)
    path = findings / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
    path.write_bytes(data)
    print(f"{name}: kept as {path}", file=sys.stderr)


def by_mutations(name: str, seconds: float, seed: int, findings: Path) -> int:
    random = Random(f"{name} {seed}")
    pool = seeds()[name]
    tokens = tokens_of(pool)
    started = time.process_time()
    read = runs = 0
    while time.process_time() - started < seconds:
        data = changed(random.choice(pool), random, pool, tokens)[:MAX_BYTES]
        runs += 1
        try:
            if check(data) is not None:
                read += 1
                if len(pool) < 2000 and random.random() < 0.05:
                    pool.append(data)  # what was read is changed again
        except Exception:
            _keep(data, name, findings)
            raise
    print(f"{name}: {runs} files, {read} of them read, pool of {len(pool)}")
    return 0


MODULES = {"atheris": "benchmarks.fuzz_atheris", "mutations": "benchmarks.fuzz"}
"""The module that runs one format, by engine."""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("formats", nargs="*", help="as in reports: cyclonedx-json; default all")
    parser.add_argument("--seconds", type=float, default=60, help="for each format")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=MODULES, default="mutations")
    parser.add_argument("--findings", type=Path, default=Path("build/fuzz"))
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> int:
    args = arguments()
    if args.child:
        return by_mutations(args.formats[0], args.seconds, args.seed, args.findings)
    failed, total = [], 0.0
    for name in args.formats or sorted(seeds()):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        options = ["--seconds", args.seconds, "--seed", args.seed, "--engine", args.engine]
        options += ["--findings", args.findings]
        command = [sys.executable, "-m", MODULES[args.engine], name, "--child", *map(str, options)]
        done = subprocess.run(command, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        total += used
        print(f"{name}: {used:.0f} s of CPU time, exit code {done.returncode}", flush=True)
        if done.returncode:
            failed.append(name)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{total:.0f} s of CPU time in all, at most {peak} MB; broken: {failed or 'nothing'}")
    return 1 if failed or peak > MAX_MEMORY_MB else 0


if __name__ == "__main__":
    sys.exit(main())
