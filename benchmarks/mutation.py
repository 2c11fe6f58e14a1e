"""Mutation testing of the rule engine: how many small defects do its tests notice?

Changes one operator, constant, enumeration member or returned value at a time, runs the tests that
execute the changed statement, and prints which changes nobody noticed::

    .venv/bin/python benchmarks/mutation.py --mutants 150 --seed 1

The same seed draws the same mutants from the same source. A mutant is *killed* where a test fails,
or needs twenty times the CPU time that it needs otherwise; *survived* where everything passes. Some
survivors change nothing that can be seen (the order of equals, a default that is never used); none
of them is left out of the count, and the list is there to be read.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.mutation_changes import TESTS, mutants_of, target_files  # noqa: E402
from benchmarks.mutation_trial import Trial  # noqa: E402


def main() -> None:
    """Draw mutants, try them, print the score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=150, help="how many to draw (0: all)")
    parser.add_argument("--seed", type=int, nargs="+", default=[1], help="one sample for each")
    parser.add_argument("--only", default="", help="only files whose path contains this")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--without", default="", help="no tests whose id contains this (triage)")
    options = parser.parse_args()
    found = [m for path in target_files() for m in mutants_of(path) if options.only in m.path]
    number = min(options.mutants or len(found), len(found))
    samples = {seed: random.Random(seed).sample(found, number) for seed in options.seed}
    drawn = list(dict.fromkeys(mutant for sample in samples.values() for mutant in sample))
    print(f"{number} of {len(found)} mutants, seeds {options.seed}", flush=True)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VCS_CHECK_EXAMPLES_PERCENT"] = "25"
        trial = Trial(drawn, Path(folder), workers=options.workers, without=options.without)
        pytest.main(
            [*TESTS, "-q", "-s", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov",
             f"--basetemp={folder}/tests", "--rootdir", str(ROOT)],
            plugins=[trial],
        )  # fmt: skip
    if trial.failed:
        raise SystemExit(f"fails without any mutant, so nothing can be measured: {trial.failed}")
    killed = set(trial.killed)
    for mutant in sorted(trial.survived, key=lambda mutant: (mutant.path, mutant.number)):
        print(f"survived  {mutant}")
    of_kind, killed_of_kind = Counter(m.kind for m in drawn), Counter(m.kind for m in killed)
    for kind, count in sorted(of_kind.items()):
        print(f"  {kind:<12} {killed_of_kind[kind]:>4} of {count}")
    for seed, sample in samples.items():
        noticed = len(killed.intersection(sample))
        print(f"seed {seed}: killed {noticed} of {number} ({100 * noticed / number:.0f} %)")
    print(f"{time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
