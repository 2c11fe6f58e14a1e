"""The small changes of mutation testing: which there are, and what a file looks like with one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
SRC: Final = ROOT / "src"
TARGETS: Final = (
    "vcs_check/regulations/**/*.py",
    "vcs_check/origin/holdings.py",
    "vcs_check/origin/ownership.py",
    "vcs_check/origin/ownership_by_number.py",
)
TESTS: Final = ("tests/regulations", "tests/origin")
QUICK: Final = tuple(
    sorted(
        str(path.relative_to(ROOT))
        for pattern in ("regulations/test_[!cp]*.py", "origin/test_[fo]*.py")
        for path in (ROOT / "tests").glob(pattern)
    )
)
"""Run first where everything has to run."""

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


@dataclass(frozen=True)
class Place:
    """Where a node stands: its statement's lines, and whether it runs when a function is called."""

    first: int = 0
    last: int = 0
    in_function: bool = False


@dataclass(frozen=True)
class Mutant:
    """One change to one file."""

    path: str
    """Below ``src``."""
    number: int
    """Of the changes to that file, in the order of the file."""
    line: int
    place: Place
    kind: str
    was: str
    becomes: str

    def __str__(self) -> str:
        """One line for a list."""
        return f"{self.path}:{self.line}: {self.kind}: {self.was}  ->  {self.becomes}"


_NOT_RUN: Final = {"annotation", "returns", "decorator_list", "type_params", "bases", "keywords"}


def _live_nodes(tree: ast.AST) -> Iterator[tuple[ast.AST, Place]]:
    """Every node that runs: no annotations, decorators, docstrings or class keywords."""
    waiting: list[tuple[ast.AST, Place]] = [(tree, Place())]
    while waiting:
        node, place = waiting.pop()
        place = _place(node, place)
        yield node, place
        children: list[tuple[ast.AST, Place]] = []
        for name, value in ast.iter_fields(node):
            if name in _NOT_RUN and not isinstance(node, ast.Call):
                continue
            of_call = isinstance(node, ast.FunctionDef) and name == "body"
            inner = Place(in_function=True) if of_call else place
            values = value if isinstance(value, list) else [value]
            children += [(child, inner) for child in values if isinstance(child, ast.AST)]
        waiting.extend(reversed(children))


def _place(node: ast.AST, outer: Place) -> Place:
    """The lines of a simple statement, or of the head of a compound one."""
    if not isinstance(node, ast.stmt | ast.match_case):
        return outer
    first = node.pattern.lineno if isinstance(node, ast.match_case) else node.lineno
    body: list[ast.stmt] | list[ast.match_case] = getattr(node, "body", getattr(node, "cases", []))
    if not body:
        return Place(first, getattr(node, "end_lineno", first) or first, outer.in_function)
    inner = body[0].pattern if isinstance(body[0], ast.match_case) else body[0]
    return Place(first, max(first, inner.lineno - 1), outer.in_function)


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


def _changed_trees(text: str) -> Iterator[tuple[ast.Module, Mutant]]:
    """The tree with one change after the other; each lasts until the next is asked for."""
    tree = ast.parse(text)
    number = 0
    for node, place in list(_live_nodes(tree)):
        for kind, name, new in list(_changes(node)):
            old = getattr(node, name)
            was = ast.unparse(node)
            setattr(node, name, new)
            ast.fix_missing_locations(tree)
            becomes = ast.unparse(node)
            yield (
                tree,
                Mutant(
                    path="",
                    number=number,
                    line=getattr(node, "lineno", 0),
                    place=place,
                    kind=kind,
                    was=was.splitlines()[0][:120],
                    becomes=becomes.splitlines()[0][:120],
                ),
            )
            setattr(node, name, old)
            number += 1


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every change to one file, in the order of the file."""
    for _, mutant in _changed_trees(path.read_text("utf-8")):
        yield replace(mutant, path=str(path.relative_to(SRC)))


def mutated(text: str, number: int) -> ast.Module:
    """A file's tree with the change of that number; unchanged where it is negative."""
    if number < 0:
        return ast.parse(text)
    return next(tree for tree, mutant in _changed_trees(text) if mutant.number == number)


def target_files() -> list[Path]:
    """The files that are changed."""
    return sorted({path for pattern in TARGETS for path in SRC.glob(pattern)})
