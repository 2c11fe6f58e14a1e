"""The supplier register as CSV: the TOML register's fields as columns (contract section 3).

A row with ``owner_of`` is an owner of the party of that name; every other row is a party.
Lists (``aliases``, ``evidence``, ``rights``, ``acts_for``) are separated by ``|``; identifiers have
a column each. A decision has the columns ``decided_nexus``, ``decided_reason``, ``decided_by`` and
``decided_on``.
"""

from __future__ import annotations

import csv
import difflib
import io
import math
from collections.abc import Iterator
from datetime import date
from typing import Final

from vcs_check.errors import MalformedError
from vcs_check.inventory.vocabulary import Origin
from vcs_check.origin.checks import (
    REPEATED,
    check_votes,
    identifier_notes,
    repeated_owner,
    rights_and_concerts,
    valid_country,
)
from vcs_check.origin.csv_rows import header_of
from vcs_check.origin.identifiers import SCHEMES, canonical
from vcs_check.origin.names import spelled
from vcs_check.origin.party import OWNER_KINDS, Decided, Owner, Party, Register
from vcs_check.text import BomText

_PARTY_COLUMNS: Final = (
    *("aliases", *SCHEMES, "incorporated_in", "headquarters", "principal_place_of_business"),
    *("creates_what_it_supplies", "ownership_reviewed", "foreign_interest", "acts_for"),
    *("evidence", "decided_nexus", "decided_reason", "decided_by", "decided_on"),
)
_OWNER_COLUMNS: Final = (
    *("country", "voting_percent", "voting_percent_min", "voting_percent_max"),
    *("kind", "rights", "us_person", "as_of"),
)
IS_FALLBACK: Final = True
"""Any other CSV may be a register with misspelled columns, which are then named."""
COLUMNS: Final = ("name", "owner_of", *_PARTY_COLUMNS, *_OWNER_COLUMNS)
"""Every column that a register may have; ``name`` is the only one that it must have."""


def recognises(data: bytes, path: str) -> bool:
    """By a column of the register; or the ending ``.csv`` and columns that none has."""
    columns = header_of(data)
    if not columns.isdisjoint(COLUMNS):
        return not data.lstrip().startswith((b"{", b"[", b"<"))
    return path.lower().endswith(".csv") and len(columns) <= len(COLUMNS)


def read(data: bytes, path: str) -> Register:
    """The parties of a CSV register; MalformedError with the line of the first fault."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise MalformedError(path, "not UTF-8; save the file as UTF-8", f"line {line}") from None
    return rows_to_register(_rows(text, path), path)


def rows_to_register(rows: Iterator[tuple[str, dict[str, str]]], path: str) -> Register:
    """A register from rows of any tabular format.

    Args:
        rows: ``(place, {column: text})``; empty cells may be left out.
        path: the register's name, for messages.
    """
    parties: dict[str, tuple[_Row, list[Owner]]] = {}
    order: list[tuple[_Row, list[Owner]]] = []
    waiting: list[_Row] = []
    for place, cells in rows:
        row = _Row(path, place, cells)
        if row.text("owner_of"):
            waiting.append(row)
            continue
        entry: tuple[_Row, list[Owner]] = (row, [])
        parties.setdefault(spelled(row.name()), entry)
        order.append(entry)
    for row in waiting:
        party = parties.get(spelled(row.text("owner_of")))
        if party is None:
            near = difflib.get_close_matches(
                spelled(row.text("owner_of")), list(parties), n=1, cutoff=0.6
            )
            hint = f"; did you mean {parties[near[0]][0].name()!r}?" if near else ""
            raise row.fault(
                f"owner_of is {row.text('owner_of')!r}, and no row is a party of that name{hint}"
            )
        party[1].append(_owner(row))
    made = tuple(_party(row, tuple(owners)) for row, owners in order)
    notes = tuple(note for party in made for note in identifier_notes(party))
    return Register(path=path, parties=made, notes=notes)


class _Row:
    """One row with typed cells; each accessor raises with file and line."""

    def __init__(self, path: str, place: str, cells: dict[str, str]) -> None:
        self.path = path
        self.place = place
        self.cells = cells

    def fault(self, message: str) -> MalformedError:
        return MalformedError(self.path, message, self.place)

    def text(self, column: str) -> BomText:
        return BomText(self.cells.get(column, "").strip())

    def name(self) -> BomText:
        name = self.text("name")
        if not name:
            raise self.fault("'name' is empty")
        return name

    def texts(self, column: str) -> tuple[BomText, ...]:
        parts = self.cells.get(column, "").split("|")
        return tuple(BomText(part.strip()) for part in parts if part.strip())

    def word(self, column: str, words: tuple[str, ...]) -> str:
        value = self.text(column)
        if value and value not in words:
            raise self.fault(f"{column} is {value!r}, which is not one of {', '.join(words)}")
        return value

    def boolean(self, column: str) -> bool | None:
        value = self.text(column).lower()
        if value not in ("", "true", "false"):
            raise self.fault(f"{column} is {value!r}, which is not true or false")
        return None if not value else value == "true"

    def date(self, column: str) -> date | None:
        value = self.text(column)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            raise self.fault(
                f"{column} is {value!r}, which is not a date such as 2026-03-02"
            ) from None

    def percent(self, column: str) -> float | None:
        value = self.text(column)
        if not value:
            return None
        try:
            number = float(value.removesuffix("%").strip())
        except ValueError:
            number = math.nan
        if not 0 <= number <= 100:
            raise self.fault(f"{column} is {value!r}, which is not a number from 0 to 100")
        return number

    def country(self, column: str) -> str:
        try:
            return valid_country(self.text(column))
        except ValueError as error:
            raise self.fault(f"{column}: {error}") from None

    def only(self, columns: tuple[str, ...], what: str) -> None:
        for column in columns:
            if self.text(column):
                raise self.fault(f"{column} does not belong to a row that is {what}")


def _rows(text: str, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [column.strip() for column in next(reader, [])]
        check_header(header, path, "line 1")
        line = reader.line_num + 1
        for cells in reader:
            place = f"line {line}"
            line = reader.line_num + 1
            if len(cells) > len(header):
                raise MalformedError(path, f"more cells than the {len(header)} columns", place)
            if any(cell.strip() for cell in cells):
                yield place, dict(zip(header, cells, strict=False))
    except csv.Error as error:
        raise MalformedError(path, f"not valid CSV: {error}", f"line {reader.line_num}") from None


def check_header(header: list[str], path: str, place: str) -> None:
    """Refuse an unknown or repeated column, and a header without ``name``."""
    for column in header:
        if column not in COLUMNS:
            near = difflib.get_close_matches(column, COLUMNS, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(COLUMNS)}"
            raise MalformedError(path, f"unknown column {column!r}; {hint}", place)
        if header.count(column) > 1:
            raise MalformedError(path, f"the column {column!r} is there twice", place)
    if "name" not in header:
        raise MalformedError(path, "the column 'name' is missing", place)


def _party(row: _Row, owners: tuple[Owner, ...]) -> Party:
    row.only(_OWNER_COLUMNS, "a party (a row without owner_of)")
    twice = repeated_owner(owners)
    if twice is not None:
        raise MalformedError(row.path, f"the owner {twice.name!r} {REPEATED}", twice.place)
    return Party(
        name=row.name(),
        file=row.path,
        place=row.place,
        aliases=row.texts("aliases"),
        identifiers=tuple(
            canonical(scheme, value) for scheme in SCHEMES for value in row.texts(scheme)
        ),
        incorporated_in=row.country("incorporated_in"),
        headquarters=row.country("headquarters"),
        principal_place_of_business=row.country("principal_place_of_business"),
        creates_what_it_supplies=row.boolean("creates_what_it_supplies"),
        ownership_reviewed=row.date("ownership_reviewed"),
        foreign_interest=row.boolean("foreign_interest"),
        acts_for=row.texts("acts_for"),
        evidence=row.texts("evidence"),
        owners=owners,
        decided=_decided(row),
    )


def _decided(row: _Row) -> Decided | None:
    nexus = row.word("decided_nexus", (Origin.NEXUS, Origin.NONE))
    reason, by, on = row.text("decided_reason"), row.text("decided_by"), row.date("decided_on")
    if not nexus and not reason and not by and on is None:
        return None
    if not nexus or not reason or not by or on is None:
        raise row.fault("a decision needs decided_nexus, decided_reason, decided_by and decided_on")
    return Decided(nexus=Origin(nexus), reason=reason, by=by, on=on, place=row.place)


def _owner(row: _Row) -> Owner:
    row.only(_PARTY_COLUMNS, "an owner (a row with owner_of)")
    try:
        lowest, highest = check_votes(
            row.percent("voting_percent"),
            row.percent("voting_percent_min"),
            row.percent("voting_percent_max"),
        )
        rights, concerts = rights_and_concerts(row.texts("rights"))
    except ValueError as error:
        raise row.fault(str(error)) from None
    return Owner(
        name=row.name(),
        country=row.country("country"),
        kind=row.word("kind", OWNER_KINDS),
        voting_percent_min=lowest,
        voting_percent_max=highest,
        rights=rights,
        concerts=concerts,
        us_person=row.boolean("us_person"),
        as_of=row.date("as_of"),
        place=row.place,
    )
