"""The engine ``atheris`` of :mod:`benchmarks.fuzz`, for one format; started by it."""

from __future__ import annotations

import sys
from random import Random

import atheris

with atheris.instrument_imports(include=["vcs_check.readers"]):
    from benchmarks import fuzz
    from benchmarks.fuzz_changes import changed, tokens_of

    SEEDS = fuzz.seeds()  # reads them, which imports every reader

_BY_LIBFUZZER = 0.3
"""The share of changes that are left to libFuzzer; it sees bytes only."""


def main() -> None:
    args = fuzz.arguments()
    name, findings = args.formats[0], args.findings
    pool = SEEDS[name]
    tokens = tokens_of(pool)
    corpus = findings / f"corpus-{name}"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(pool):
        (corpus / f"seed-{number}").write_bytes(data)

    def mutate(data: bytes, max_size: int, seed: int) -> bytes:
        random = Random(seed)
        if random.random() < _BY_LIBFUZZER:
            return bytes(atheris.Mutate(data, max_size))
        return changed(data, random, pool, tokens)[:max_size]

    options = [
        f"-max_total_time={int(args.seconds)}", f"-max_len={fuzz.MAX_BYTES}", "-timeout=300",
        f"-seed={args.seed}", f"-rss_limit_mb={fuzz.MAX_MEMORY_MB}", "-print_final_stats=1",
        f"-artifact_prefix={findings}/{name}-", "-verbosity=0", str(corpus),
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options], fuzz.check, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
