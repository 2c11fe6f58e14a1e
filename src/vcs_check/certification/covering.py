"""Which BOM belongs to which part of a statement, and which components its words mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

import msgspec
from msgspec import Struct

from vcs_check.certification.statement import About, CertificateStatement, Part
from vcs_check.decisions import Decision, DecisionBook, DecisionStatus, Selector
from vcs_check.errors import MalformedError
from vcs_check.inventory.assembly import Assembly, Unit
from vcs_check.inventory.document import Document
from vcs_check.inventory.facts import NOTHING_DECLARED
from vcs_check.pipeline import BomInput
from vcs_check.program import Program
from vcs_check.questions.answers import Statement
from vcs_check.questions.requests import item_id

_MOST_SHOWN: Final = 5
Position = tuple[int, int]
"""Number of an input, position of a component in it."""


class Coverage(Struct, frozen=True, kw_only=True):
    """A statement, joined with the BOMs that it is about."""

    parts: tuple[int, ...]
    """For each input, the number of its part."""
    items: tuple[tuple[Position, ...], ...]
    """For each item of the statement, the components that it means."""
    open: tuple[tuple[Position, ...], ...]
    """For each open point, the components that it leaves open."""
    says: tuple[Statement, ...]
    """What is stated of company and things, under the ids that answers have."""

    def open_positions(self) -> frozenset[Position]:
        """Every component that is left open."""
        return frozenset(position for positions in self.open for position in positions)

    def open_inputs(self, statement: CertificateStatement) -> frozenset[int]:
        """The inputs that are left open as a whole."""
        return frozenset(
            number
            for point, positions in zip(statement.open, self.open, strict=True)
            if not point.about.component
            for number, _ in positions
        )


def parts_of(statement: CertificateStatement, paths: Sequence[str]) -> tuple[int, ...]:
    """For each BOM the number of the part that it belongs to.

    Raises:
        MalformedError: a BOM that no part names, or several do, or a name without a BOM.
    """
    found: list[int] = []
    for path in paths:
        mine = [n for n, part in enumerate(statement.parts) if _is_of(part, path)]
        if len(mine) != 1:
            why = "no part" if not mine else "more than one part"
            raise MalformedError(
                statement.file, f"{path} belongs to {why}; name each BOM in one [[part]] (boms)"
            )
        found += mine
    for part in statement.parts:
        for wanted in part.boms:
            if not any(_is_path(wanted, path) for path in paths):
                raise MalformedError(
                    statement.file, f"boms names {wanted!r:.200}, which is not given", part.place
                )
    return tuple(found)


def _is_of(part: Part, path: str) -> bool:
    return not part.boms or any(_is_path(wanted, path) for wanted in part.boms)


def _is_path(wanted: str, path: str) -> bool:
    wanted, path = wanted.replace("\\", "/").removeprefix("./"), path.replace("\\", "/")
    return path == wanted or path.endswith(f"/{wanted}")


def coverage_of(
    statement: CertificateStatement,
    paths: Sequence[str],
    documents: Mapping[int, Document],
) -> Coverage:
    """The statement, joined with its BOMs.

    Args:
        statement: as read.
        paths: of all BOMs.
        documents: those that could be read, by number.

    Raises:
        MalformedError: BOMs and parts do not fit, or a word means nothing or different things.
    """
    items = _named([item.about for item in statement.items], paths, documents, statement.file)
    whole = [point.about for point in statement.open]
    points = _named(whole, paths, documents, statement.file, is_open=True)
    says: dict[tuple[str, str], Statement] = {}
    for item, positions in zip(statement.items, items, strict=True):
        for number, position in positions:
            subject = item_id(statement.company, documents[number].components[position])
            for said in item.says:
                before = says.setdefault(
                    (subject, said.field), msgspec.structs.replace(said, subject=subject)
                )
                if (before.value, before.country) != (said.value, said.country):
                    raise MalformedError(
                        statement.file,
                        f"{said.field} of {item.about.in_words()} is stated twice, differently",
                        said.place,
                    )
    return Coverage(
        parts=parts_of(statement, paths),
        items=items,
        open=points,
        says=(*statement.says, *says.values()),
    )


def _named(
    words: Sequence[About],
    paths: Sequence[str],
    documents: Mapping[int, Document],
    file: str,
    *,
    is_open: bool = False,
) -> tuple[tuple[Position, ...], ...]:
    book = DecisionBook([_as_decision(about, lenient=is_open) for about in words], date.max)
    numbers = list(documents)
    assembly = Assembly([Unit(document=document) for document in documents.values()])
    book.settle(assembly, [paths[number] for number in numbers], ())
    found: list[tuple[Position, ...]] = []
    for about, matches, status in zip(words, book.matches, book.status, strict=True):
        positions: tuple[Position, ...] = tuple(
            (numbers[unit], node - assembly.starts[unit])
            for node in dict.fromkeys(matches)
            for unit in (assembly.unit_of(node),)
        )
        if not about.component:
            positions = tuple(_all_of(about.bom, paths, documents))
        if not positions:
            raise MalformedError(
                file, f"{about.in_words()!r:.200} is nothing in the BOMs given", about.place
            )
        if status is DecisionStatus.OVER_BROAD:
            raise MalformedError(
                file,
                f"{about.in_words()!r:.200} means different things; add version or bom, or name "
                f"them by id: {_ids(positions, documents)}",
                about.place,
            )
        found.append(positions)
    return tuple(found)


def _all_of(
    bom: str, paths: Sequence[str], documents: Mapping[int, Document]
) -> Iterable[Position]:
    for number, document in documents.items():
        if _is_path(bom, paths[number]):
            yield from ((number, position) for position in range(len(document.components)))


def _ids(positions: Sequence[Position], documents: Mapping[int, Document]) -> str:
    shown = [documents[n].components[at].id for n, at in positions[:_MOST_SHOWN]]
    return ", ".join(shown) + (" …" if len(positions) > _MOST_SHOWN else "")


def _as_decision(about: About, *, lenient: bool) -> Decision:
    """The words as a decision that sets nothing: decisions name components the same way."""
    return Decision(
        selector=Selector(component=about.component, version=about.version, bom=about.bom),
        facts=NOTHING_DECLARED,
        fact_names=frozenset(),
        shown="",
        reason="",
        by="",
        on=date.min,
        hypothetical=lenient,
    )


def years_of(statement: CertificateStatement) -> tuple[int | None, ...]:
    """Every model year that some part covers, in order; None for units without one."""
    years = {year for part in statement.parts for year in part.model_years}
    none = any(not part.model_years for part in statement.parts)
    return (*sorted(years), *((None,) if none else ()))


def program_in(statement: CertificateStatement, program: Program, year: int | None) -> Program:
    """The program as of one model year of the statement.

    Args:
        statement: its parts without a model year bring the day of import or sale.
        program: what else is known of it.
        year: None for units without a model year.
    """
    if year is not None:
        return msgspec.structs.replace(program, model_year=year, no_model_year=False)
    days = [part.on for part in statement.parts if not part.model_years and part.on]
    return msgspec.structs.replace(
        program,
        model_year=None,
        no_model_year=True,
        # The latest of several days is the strictest.
        on=max(days) if days else program.on,
    )


def as_certified(statement: CertificateStatement, bom: BomInput, part: int) -> BomInput:
    """A BOM as the statement has it: installed in this part, supplied by the company."""
    name = statement.parts[part].name
    return msgspec.structs.replace(bom, part=name, supplier=statement.company)
