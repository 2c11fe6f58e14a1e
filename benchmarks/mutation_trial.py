"""Trying mutants: a pytest plug-in that collects the tests once and forks for each mutant.

First every test runs unchanged, to note which lines of the mutated files it executes and how long
it takes. A test that does not execute a statement cannot notice a change to it, so against a mutant
run those that do, the ones that noticed something before and the short ones first. What runs on
import (constants, defaults) is changed in a copy of ``src`` and tried by all tests.

The time limit is CPU time, so that a busy machine kills no mutant. POSIX only.
"""

from __future__ import annotations

import ast
import functools
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, Final, NoReturn

import coverage
import pytest
from _pytest.runner import runtestprotocol
from benchmarks.mutation_changes import QUICK, ROOT, SRC, TESTS, Mutant, mutated, target_files

TIMES_SLOWER: Final = 20
LEAST_LIMIT_SECONDS: Final = 20.0
"""CPU seconds that every test may need against a mutant."""
BROKEN: Final = 70
"""Exit code of a process that could not try its mutant."""
LIMIT_ON_IMPORT_SECONDS: Final = 600
CONTROLS: Final = 5
"""Places that are tried without any change first: all tests must pass in that order as well."""
PROPERTIES: Final = "properties.py"
"""They execute nearly everything of their folder, so they are not traced and run always, last."""
CASES: Final = "test_cases.py"
EVERY_NTH_CASE: Final = 3
"""A third of the cases, of all provisions and editions, is enough to be fast."""
MAX_BYTES: Final = 4 << 30
"""A mutant that fills the memory fails."""


@dataclass(frozen=True)
class Profile:
    """What every test takes and executes without any mutant."""

    seconds: dict[str, float] = field(default_factory=dict)
    tests_of: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    """The tests that execute a line, by file below ``src``."""
    failed: list[str] = field(default_factory=list)


class Trial:
    """Runs instead of the tests: all of them once, then against each mutant those that matter."""

    def __init__(
        self, mutants: list[Mutant], folder: Path, *, workers: int = 2, without: str = ""
    ) -> None:
        self.mutants, self.folder, self.workers, self.without = mutants, folder, workers, without
        self.texts = {str(p.relative_to(SRC)): p.read_text("utf-8") for p in target_files()}
        shutil.copytree(SRC, folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
        self.killed: list[Mutant] = []
        self.survived: list[Mutant] = []
        self.failed: list[str] = []
        self._killers: Counter[str] = Counter()
        self._items: dict[str, pytest.Item] = {}
        self._profile = Profile()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running the tests."""
        cases = [item for item in session.items if CASES in item.nodeid]
        left_out = {id(item) for number, item in enumerate(cases) if number % EVERY_NTH_CASE}
        self._items = {
            item.nodeid: item
            for item in session.items
            if id(item) not in left_out and not (self.without and self.without in item.nodeid)
        }
        start = time.monotonic()
        self._profile = self._measured()
        self.failed = self._profile.failed
        if self.failed:
            return True
        spent = time.monotonic() - start
        print(f"unchanged: {len(self._items)} tests pass in {spent:.0f} s", flush=True)
        running: dict[int, tuple[Mutant, Path]] = {}
        controls = [replace(mutant, number=-1) for mutant in self.mutants[:CONTROLS]]
        for number, mutant in enumerate([*controls, *self.mutants]):
            if len(running) >= self.workers:
                self._await_one(running)
            workplace = self.folder / f"work-{number}"
            workplace.mkdir()
            try_it = self._try_call if mutant.place.in_function else self._try_import
            running[_forked(functools.partial(try_it, mutant, workplace))] = mutant, workplace
        while running:
            self._await_one(running)
        return True

    def _await_one(self, running: dict[int, tuple[Mutant, Path]]) -> None:
        process, status = os.wait()
        mutant, workplace = running.pop(process)
        if os.WIFEXITED(status) and os.WEXITSTATUS(status) == BROKEN:
            raise SystemExit(f"could not be tried, so nothing can be measured: {mutant}")
        survives = status == 0
        report = workplace / "killer"
        killer = report.read_text("utf-8") if report.exists() else ""
        if mutant.number < 0:
            if not survives:
                raise SystemExit(f"unchanged, and yet a test fails: {killer or 'a limit'}")
            return
        (self.survived if survives else self.killed).append(mutant)
        self._killers[killer] += 1
        shutil.rmtree(workplace, ignore_errors=True)
        by = "" if survives else f"  (by {killer[-60:] or 'a limit'})"
        print(f"{'survived' if survives else 'killed  '}  {mutant}{by}", flush=True)

    # -- without a mutant -------------------------------------------------------------------

    def _measured(self) -> Profile:
        result = self.folder / "profile.json"
        process = _forked(functools.partial(self._measure, result))
        os.waitpid(process, 0)
        return Profile(**_with_whole_lines(json.loads(result.read_text("utf-8"))))

    def _measure(self, result: Path) -> bool:
        files = [str(path) for path in target_files()]
        tracer = coverage.Coverage(data_file=None, include=files, config_file=False)
        caches = _caches()
        found = Profile()
        for item, following in self._in_order(list(self._items)):
            for cached in caches:
                if cached.cache_info().currsize > 1:  # a table is read once for all tests
                    cached.cache_clear()
            traced = PROPERTIES not in item.nodeid
            if traced:
                tracer.start()
                tracer.switch_context(item.nodeid)
            start = time.process_time()
            if not _passes(item, following):
                found.failed.append(item.nodeid)
            found.seconds[item.nodeid] = time.process_time() - start
            if traced:
                tracer.stop()
        data = tracer.get_data()
        for file in files:
            lines = data.contexts_by_lineno(file)
            found.tests_of[str(Path(file).relative_to(SRC))] = {
                line: [test for test in tests if test] for line, tests in lines.items()
            }
        result.write_text(json.dumps(vars(found)), "utf-8")
        return True

    # -- against one mutant -----------------------------------------------------------------

    def _try_call(self, mutant: Mutant, workplace: Path) -> bool:
        """In a fork: functions get the code of the changed file, and the tests run on."""
        text = self.texts[mutant.path]
        _give_code(sys.modules[_module_name(mutant.path)], mutated(text, mutant.number))
        for cached in _caches():
            cached.cache_clear()
        resource.setrlimit(resource.RLIMIT_AS, (MAX_BYTES, MAX_BYTES))
        self._move(workplace)
        for item, following in self._in_order(self._noticing(mutant)):
            limit = TIMES_SLOWER * self._profile.seconds[item.nodeid]
            signal.setitimer(signal.ITIMER_PROF, max(LEAST_LIMIT_SECONDS, limit))
            if not _passes(item, following):
                (workplace / "killer").write_text(item.nodeid, "utf-8")
                return False
        return True

    def _move(self, workplace: Path) -> None:
        """Temporary files of this process only: two run at a time."""
        for item in self._items.values():
            factory = item.config._tmp_path_factory  # type: ignore[attr-defined]
            factory._given_basetemp, factory._basetemp = workplace / "tests", None
            return

    def _noticing(self, mutant: Mutant) -> list[str]:
        """The tests that execute the statement, the likeliest to notice first."""
        lines = self._profile.tests_of[mutant.path]
        span = range(mutant.place.first, mutant.place.last + 1)
        tests = {test for line in span for test in lines.get(line, ())}
        folder = "tests/regulations/" if "/regulations/" in mutant.path else "tests/origin/"
        tests.update(t for t in self._items if PROPERTIES in t and t.startswith(folder))
        return sorted(
            tests,
            key=lambda test: (
                PROPERTIES in test, -self._killers[test], self._profile.seconds[test], test
            ),
        )  # fmt: skip

    def _try_import(self, mutant: Mutant, workplace: Path) -> bool:
        """What runs on import is changed in a copy, and everything runs."""
        src = workplace / "src"
        shutil.copytree(self.folder / "src", src)
        tree = mutated(self.texts[mutant.path], mutant.number)
        (src / mutant.path).write_text(ast.unparse(tree), "utf-8")
        resource.setrlimit(resource.RLIMIT_CPU, (LIMIT_ON_IMPORT_SECONDS, LIMIT_ON_IMPORT_SECONDS))
        chosen = ["-k", f"not {self.without}"] if self.without else []
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *QUICK, *TESTS, "-x", "-q", "--no-header", "--tb=no",
             "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", *chosen,
             f"--basetemp={workplace}/tests"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(src), str(ROOT)]),
                 "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        failed = [one for one in done.stdout.splitlines() if one.startswith(("FAILED", "ERROR"))]
        (workplace / "killer").write_text("".join(failed[:1]), "utf-8")
        return done.returncode == 0

    def _in_order(self, tests: list[str]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
        items = [self._items[test] for test in tests]
        return zip(items, [*items[1:], None][: len(items)], strict=True)


def _with_whole_lines(found: dict[str, Any]) -> dict[str, Any]:
    """JSON has no numbers as keys."""
    by_file = found["tests_of"].items()
    tests_of = {file: {int(n): tests for n, tests in of.items()} for file, of in by_file}
    return {**found, "tests_of": tests_of}


def _forked(job: Callable[[], bool]) -> int:
    """The process that does the job, silently; it ends with 0 where the job gives true."""
    process = os.fork()
    if process:
        return process
    _do(job)


def _do(job: Callable[[], bool]) -> NoReturn:
    code = BROKEN
    try:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        code = 0 if job() else 1
    finally:
        os._exit(code)


def _passes(item: pytest.Item, following: pytest.Item | None) -> bool:
    reports = runtestprotocol(item, log=False, nextitem=following)
    return not any(report.failed for report in reports)


def _caches() -> list[Any]:
    """Every function of the mutated files that remembers its results."""
    return [
        function
        for path in target_files()
        for function in vars(sys.modules[_module_name(str(path.relative_to(SRC)))]).values()
        if isinstance(function, functools._lru_cache_wrapper)
    ]


def _module_name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


# -- new code for old functions -----------------------------------------------------------------


def _give_code(module: ModuleType, tree: ast.Module) -> None:
    """Let every function and method of the module run the code of the tree."""
    codes = dict(_codes(compile(tree, str(module.__file__), "exec", dont_inherit=True)))
    for function in _functions(vars(module), module.__name__):
        function.__code__ = codes[function.__qualname__]


def _codes(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant.co_qualname, constant
            yield from _codes(constant)


def _functions(names: Any, module: str) -> Iterator[FunctionType]:
    for found in list(names.values()):
        if isinstance(found, property):
            one: Any = found.fget
        elif isinstance(found, type) and found.__module__ == module:
            yield from _functions(vars(found), module)
            continue
        else:
            one = getattr(found, "__wrapped__", getattr(found, "__func__", found))
        if isinstance(one, FunctionType) and one.__module__ == module:
            yield one
