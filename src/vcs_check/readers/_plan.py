"""Which column of a table is which, once its header is known."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from vcs_check.inventory.table_layout import TableLayout
from vcs_check.readers._columns import (
    UNKNOWN_FIELD,
    Field,
    field_of,
    is_header,
    no_bom,
    plain_headers,
)
from vcs_check.readers._hbom import says_something
from vcs_check.sheets import Row
from vcs_check.text import BomText, column_letters, folded

HEAD_ROWS: Final = 200
"""Rows that are not empty among which the header is looked for."""
_HEAD_CELLS: Final = 6_000
"""Cells that are looked at for it; looking for each among the words is slow."""
_LONGEST_HEADER: Final = 200
_REPEATED_SHARE: Final = 0.6
_DESIGNATORS: Final = re.compile(r"[A-Z]{1,4}\d{1,4}[A-Z]?(?:[\s,;]|\Z)")
_IDENTITY: Final = (
    "name", "value", "part-number", "internal-part-number", "description", "designator", "purl",
    "library-part",
)  # fmt: skip
_SINGLE: Final = ("released", "version", "quantity", "purl", "cpe", "id", "level", "parent")
"""Fields of which the first column counts; the others are properties."""
_OF_A_ROW: Final = (
    "name", "value", "part-number", "internal-part-number", "description", "designator", "purl",
    "cpe", "id", "version", "quantity", "released", "level", "item", "parent",
)  # fmt: skip
"""Fields of which the first text that says anything counts."""
_PARTIES: Final = ("manufacturer", "supplier", "designer", "developer", "maintainer")
_NO_PROPERTY: Final = frozenset(
    {"id", "name", "description", "library-part", "part-number", "version",
     "quantity", "level", "parent", "released", "licence", "purl", "cpe", "part", *_PARTIES,
     "manufacturer-country", "supplier-country", "manufacturer-address"}
)  # fmt: skip
"""Fields with a place of their own in a component, or in its parties or parents."""
_PROPERTY_NAMES: Final = {
    "country-of-origin": "cdx:device:countryOfOrigin",
    "fcc-id": "cdx:device:certifications:us:fcc:id",
    "function": "cdx:device:function",
}


class Plan(Struct, kw_only=True):
    """The columns of one table, by what they say; columns count from 0."""

    header_row: int
    headers: dict[int, BomText]
    columns: dict[str, tuple[int, ...]]
    """Columns of each field, the first of its kind first."""
    facts: tuple[tuple[int, str], ...] = ()
    """``vcs:`` columns: column, and the header without the prefix or, in another case, with it."""
    distributors: tuple[tuple[int, BomText], ...] = ()
    """Columns of order numbers that name a distributor in their header."""
    levels: tuple[tuple[int, int], ...] = ()
    """Columns ``Level 0``, ``Level 1`` …: column and level."""
    properties: tuple[tuple[int, BomText], ...] = ()
    """Columns that become a property of that name."""
    party_columns: tuple[int, ...] = ()
    identity: frozenset[int] = frozenset()
    """Columns of which one names the part."""
    evidence: tuple[int, ...] = ()
    """Columns of properties that name makers or places beside the fields of their own."""
    singles: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """Fields of which a row has one text, with their columns, as far as the table has them."""
    describing: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
    """Columns that describe the part: those before its value, and those after it."""
    marks_fitting: bool = False
    """Whether a column may say that the part is not fitted."""
    nests: bool = False
    """Whether a column says what is inside what."""
    is_hardware: bool = False
    """Whether only tables of hardware have such columns."""
    width: int = 0
    """Columns up to the last header."""
    first_column: int = 0

    def all(self, name: str, cells: dict[int, BomText]) -> list[BomText]:
        """The texts of a field, in the order of its columns."""
        return [cells[c] for c in self.columns.get(name, ()) if c in cells]


class Choice(Struct, frozen=True):
    """A row that may be the header."""

    position: int
    """Among the rows looked at."""
    fields: dict[int, Field]
    score: int


def choose(rows: list[Row], layout: TableLayout) -> Choice | None:
    """The header among the first rows; None where there is none.

    With a mapping it is the row that has the mapped headers; else the first row in which
    enough columns are known.
    """
    left = _HEAD_CELLS
    for position, row in enumerate(rows):
        if layout.header_row and row.number != layout.header_row:
            continue
        left -= len(row.cells)
        if left < 0 and position:
            return None
        fields = fields_of(row, layout)
        mapped = {name for name, _ in layout.columns}
        found = {each.name for each in fields.values()}
        if mapped and not mapped <= found:
            continue
        known = [each for each in fields.values() if each.name]
        if mapped or layout.header_row or is_header(list(fields.values())):
            if no_bom(list(row.cells.values())) or not known:
                continue
            return Choice(position, fields, len(known))
    return None


def fields_of(row: Row, layout: TableLayout) -> dict[int, Field]:
    """What each cell of a row would stand for as a header; a mapping goes first."""
    mapped = {
        folded(header): Field(name, rank)
        for name, headers in layout.columns
        for rank, header in enumerate(headers)
    }
    taken = {name for name, _ in layout.columns}
    fields: dict[int, Field] = {}
    for column, header in row.cells.items():
        known = mapped.get(folded(header)) if mapped else None
        if known is None:
            known = field_of(header) if len(header) <= _LONGEST_HEADER else UNKNOWN_FIELD
            if known.name in taken:
                known = Field("")
        fields[column] = known
    return fields


def repeats(row: Row, layout: TableLayout) -> dict[int, Field] | None:
    """The fields of a row within the table that is a header again; None for any other row."""
    cells = row.cells.values()
    if len(cells) < 3:
        return None
    for cell in cells:
        if cell[0].isdigit():
            return None  # as almost every row that is none, and looking words up is slow
    if not any(cell.lower() in plain_headers() for cell in cells):
        return None
    fields = fields_of(row, layout)
    known = [each for each in fields.values() if each.name]
    if len(known) < max(3, _REPEATED_SHARE * len(fields)) or not is_header(list(fields.values())):
        return None
    return fields


def plan_of(row: Row, fields: dict[int, Field], below: list[Row]) -> Plan:
    """The plan for the table under a header.

    Args:
        row: the header.
        fields: what its cells stand for.
        below: some rows under it, to tell a column *Part* of designators from one of values.
    """
    by_name: dict[str, list[tuple[int, int]]] = {}
    for column, each in fields.items():
        by_name.setdefault(each.name, []).append((each.rank, column))
    columns = {name: tuple(c for _, c in sorted(found)) for name, found in by_name.items()}
    if "part" in columns:
        meant = _part(columns, below)
        columns[meant] = columns.get(meant, ()) + columns.pop("part")
    plan = Plan(
        header_row=row.number,
        headers=row.cells,
        columns=columns,
        width=max(row.cells, default=-1) + 1,
        first_column=min(row.cells, default=0),
    )
    facts, distributors, levels, properties = [], [], [], []
    for column, each in fields.items():
        prefix, _, rest = each.name.partition(":")
        header = row.cells[column]
        if prefix.lower() == "vcs":
            facts.append((column, rest if prefix == "vcs" else each.name))
        elif prefix == "distributor":
            distributors.append((column, BomText(rest)))
            properties.append((column, header))
        elif prefix == "level" and rest:
            levels.append((column, int(rest)))
        elif each.name not in _NO_PROPERTY:
            name = BomText(_PROPERTY_NAMES.get(each.name, each.name)) if each.name else header
            properties.append((column, name))
    properties += [(c, row.cells[c]) for name in _SINGLE for c in columns.get(name, ())[1:]]
    plan.identity = frozenset(
        [c for name in _IDENTITY for c in columns.get(name, ())] + [c for c, _ in levels]
    )
    plan.facts, plan.distributors = tuple(facts), tuple(distributors)
    plan.levels, plan.properties = tuple(sorted(levels, key=lambda p: p[1])), tuple(properties)
    plan.evidence = tuple(column for column, name in properties if says_something(name))
    plan.party_columns = tuple(
        column
        for name in (*_PARTIES, "manufacturer-country", "supplier-country", "manufacturer-address")
        for column in columns.get(name, ())
    ) + tuple(column for column, _ in plan.distributors)
    plan.singles = tuple((name, columns[name]) for name in _OF_A_ROW if name in columns)
    has = columns.keys()
    plan.describing = (
        columns.get("description", ()) + columns.get("name", ()),
        columns.get("library-part", ()) + columns.get("part-number", ())[1:],
    )
    plan.marks_fitting = bool(has & {"not-populated", "populated", "value", "part-number"})
    plan.nests = bool(levels or has & {"level", "item", "parent"})
    plan.is_hardware = bool(has & {"designator", "footprint"}) or (
        "quantity" in has and bool(has & {"part-number", "internal-part-number"})
    )
    return plan


def _part(columns: dict[str, tuple[int, ...]], below: list[Row]) -> str:
    """Whether a column *Part* has designators, as in EAGLE, or values, as in OrCAD."""
    if "designator" in columns:
        return "value"
    texts = [row.cells[c] for row in below for c in columns["part"] if c in row.cells]
    alike = sum(1 for text in texts if _DESIGNATORS.match(text))
    return "designator" if texts and alike * 2 >= len(texts) else "name"


def found_headers(rows: list[Row]) -> list[str]:
    """The texts of the row that looks most like a header, for a message."""
    widest = max(rows, key=lambda row: len(row.cells), default=None)
    return list(widest.cells.values()) if widest else []


def place_of(sheet: str, row: int, column: int) -> str:
    """``row 5`` in delimited text, ``Sheet1!A5`` in a workbook."""
    if not sheet:
        return f"row {row}"
    plain = sheet.isascii() and sheet.replace("_", "a").replace(".", "a").isalnum()
    name = sheet if plain else "'" + sheet.replace("'", "''") + "'"
    return f"{name}!{column_letters(column)}{row}"
