"""Mutation testing of the rule engine: how many small defects do the fast tests notice?

Changes one operator, constant, enumeration member or returned value at a time in a copy of
``src``, runs the fast tests against the copy, and prints which changes nobody noticed::

    .venv/bin/python benchmarks/mutation.py --mutants 150 --seed 1

The same seed draws the same mutants from the same source. A mutant is *killed* where a test fails
or the time limit runs out; *survived* where everything passes. Some survivors change nothing that
can be seen (the order of equals, a default that is never used); the list is there to be read.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import queue
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
SRC: Final = ROOT / "src"
TARGETS: Final = (
    "vcs_check/regulations/**/*.py",
    "vcs_check/origin/ownership.py",
    "vcs_check/origin/holdings.py",
)
UNIT_TESTS: Final = (
    "tests/regulations/test_procedure.py",
    *sorted(str(p.relative_to(ROOT)) for p in (ROOT / "tests/regulations").glob("test_s3*.py")),
    "tests/regulations/test_editions.py",
    "tests/origin/test_ownership.py",
    "tests/origin/test_ownership_properties.py",
)
CASES: Final = "tests/regulations/test_cases.py::test_the_rule_decides_the_case"
PROPERTIES: Final = "tests/regulations/test_properties.py"
EVERY_NTH_CASE: Final = 5
"""A fifth of the cases, of all provisions and editions, is enough to be fast."""

_COMPARISONS: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_MEMBERS: Final = {
    "Answer": ("YES", "NO", "UNKNOWN"),
    "Origin": ("NEXUS", "NONE", "UNKNOWN"),
    "Axis": ("HARDWARE", "SOFTWARE", "UNKNOWN"),
    "Verdict": ("PROHIBITED", "INDETERMINATE", "PERMITTED", "EXEMPT"),
}


# -- what can be changed ------------------------------------------------------------------------


@dataclass(frozen=True)
class Mutant:
    """One change to one file."""

    path: str
    """Below ``src``."""
    line: int
    kind: str
    was: str
    becomes: str
    source: str
    """The whole changed file."""

    def __str__(self) -> str:
        """One line for a list."""
        return f"{self.path}:{self.line}: {self.kind}: {self.was}  ->  {self.becomes}"


def _live_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node that runs: no annotations, decorators, docstrings or class keywords."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns", "decorator_list", "type_params", "bases"}:
                continue
            if isinstance(node, ast.ClassDef) and name == "keywords":
                continue
            children = value if isinstance(value, list) else [value]
            waiting.extend(child for child in reversed(children) if isinstance(child, ast.AST))


def _changes(node: ast.AST) -> Iterator[tuple[str, str, Any]]:
    """``(kind, field, new value)`` for each way to change one node."""
    match node:
        case ast.Compare(ops=[op, *rest]) if type(op) in _COMPARISONS:
            yield "comparison", "ops", [_COMPARISONS[type(op)](), *rest]
        case ast.BoolOp(op=ast.And()):
            yield "and/or", "op", ast.Or()
        case ast.BoolOp(op=ast.Or()):
            yield "and/or", "op", ast.And()
        case ast.Constant(value=bool() as value):
            yield "boolean", "value", not value
        case ast.Constant(value=int() as value):
            yield "off by one", "value", value + 1
        case ast.Attribute(value=ast.Name(id=owner), attr=member) if owner in _MEMBERS:
            for other in _MEMBERS[owner]:
                if member in _MEMBERS[owner] and other != member:
                    yield "member", "attr", other
        case ast.Return(value=ast.expr() as value):
            if not (isinstance(value, ast.Constant) and value.value is None):
                yield "return", "value", ast.Constant(None)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "not", "operand", ast.UnaryOp(ast.Not(), operand)


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every change to one file, in the order of the file."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in list(_live_nodes(tree)):
        for kind, name, new in list(_changes(node)):
            old = getattr(node, name)
            shown = copy.copy(node)
            was = ast.unparse(node)
            setattr(node, name, new)
            setattr(shown, name, new)
            yield Mutant(
                path=str(path.relative_to(SRC)),
                line=getattr(node, "lineno", 0),
                kind=kind,
                was=was.splitlines()[0][:120],
                becomes=ast.unparse(ast.fix_missing_locations(shown)).splitlines()[0][:120],
                source=ast.unparse(ast.fix_missing_locations(tree)),
            )
            setattr(node, name, old)


def all_mutants() -> list[Mutant]:
    """Every change to every target."""
    paths = sorted({path for pattern in TARGETS for path in SRC.glob(pattern)})
    return [mutant for path in paths for mutant in mutants_of(path)]


# -- running the tests against a copy -----------------------------------------------------------


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """As a pytest plug-in: of the cases only every nth."""
    cases = [item for item in items if "test_cases.py" in item.nodeid]
    dropped = {id(item) for number, item in enumerate(cases) if number % EVERY_NTH_CASE}
    items[:] = [item for item in items if id(item) not in dropped]


def passes(src: Path, time_limit_seconds: float, changed: str = "") -> bool:
    """Whether every fast test passes with the package from ``src``; stops at the first failure.

    The ownership tests run only where ``changed`` lies in ``origin``, or is empty.
    """
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(src), str(ROOT)]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "VCS_CHECK_EXAMPLES_PERCENT": "25",
    }
    elsewhere = "/regulations/" in changed
    tests = [name for name in UNIT_TESTS if not (elsewhere and name.startswith("tests/origin"))]
    command = [
        sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "--tb=no",
        "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "benchmarks.mutation",
        *tests, CASES, PROPERTIES,
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            capture_output=True,
            timeout=time_limit_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


class Worker(threading.Thread):
    """Takes mutants from a queue and tries each in its own copy of ``src``."""

    def __init__(self, waiting: queue.Queue[Mutant], folder: Path, time_limit: float) -> None:
        super().__init__()
        self.waiting, self.time_limit = waiting, time_limit
        self.src = folder / "src"
        shutil.copytree(SRC, self.src, ignore=shutil.ignore_patterns("__pycache__"))
        self.killed: list[Mutant] = []
        self.survived: list[Mutant] = []

    def run(self) -> None:
        """Until nothing waits."""
        while True:
            try:
                mutant = self.waiting.get_nowait()
            except queue.Empty:
                return
            file = self.src / mutant.path
            original = file.read_text("utf-8")
            file.write_text(mutant.source, "utf-8")
            try:
                survives = passes(self.src, self.time_limit, mutant.path)
            finally:
                file.write_text(original, "utf-8")
            (self.survived if survives else self.killed).append(mutant)
            print(f"{'survived' if survives else 'killed  '}  {mutant}", flush=True)


def main() -> None:
    """Draw mutants, try them, print the score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=150, help="how many to draw (0: all)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="only files whose path contains this")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--time-limit", type=float, default=90.0, help="seconds for one mutant")
    options = parser.parse_args()
    found = [mutant for mutant in all_mutants() if options.only in mutant.path]
    drawn = random.Random(options.seed).sample(
        found, min(options.mutants or len(found), len(found))
    )
    print(f"{len(drawn)} of {len(found)} mutants, seed {options.seed}", flush=True)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        waiting: queue.Queue[Mutant] = queue.Queue()
        workers = []
        for number in range(options.workers):
            (Path(name) / str(number)).mkdir()
            workers.append(Worker(waiting, Path(name) / str(number), options.time_limit))
        if not passes(workers[0].src, 3 * options.time_limit):
            raise SystemExit("the tests do not pass without any mutant; nothing can be measured")
        print(f"unchanged: passes in {time.monotonic() - start:.0f} s", flush=True)
        for mutant in drawn:
            waiting.put(mutant)
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    killed = [mutant for worker in workers for mutant in worker.killed]
    survived = [mutant for worker in workers for mutant in worker.survived]
    of_kind, killed_of_kind = Counter(m.kind for m in drawn), Counter(m.kind for m in killed)
    for kind, number in sorted(of_kind.items()):
        print(f"  {kind:<12} {killed_of_kind[kind]:>4} of {number}")
    print(
        f"killed {len(killed)} of {len(drawn)} ({100 * len(killed) / len(drawn):.0f} %), "
        f"{len(survived)} survived, {time.monotonic() - start:.0f} s"
    )


if __name__ == "__main__":
    main()
