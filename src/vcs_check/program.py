"""The program file: a vehicle program and its BOMs (contract, section 2)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

import msgspec
from msgspec import Struct

from vcs_check.filing import Filing, YearOf, read_filing
from vcs_check.inventory.facts import FACT_NAMES, MODEL_YEARS, PREFIX
from vcs_check.inventory.table_layout import FIELDS, NO_LAYOUT, TableLayout
from vcs_check.tomlfile import TomlTable, read_toml

TRANSACTIONS: Final = ("sale", "import", "import-hardware", "repair", "testing", "used-sale")
VEHICLE_KINDS: Final = ("road", "rail", "off-road")
LB_PER_KG: Final = 2.2046226218
_PROGRAM_KEYS: Final = (
    "name", "manufacturer", "model_year", "gvwr_lb", "gvwr_kg", "date", "transaction",
    "vehicle_kind", "service_model_year", "made_in", "ads_service", "register", "decisions",
    "knowledge", "authorizations", "certificates", "trust", "crl",
)  # fmt: skip
_BOM_KEYS: Final = ("path", "part", "supplier", "quantity", "columns", "sheet", "header_row")
_COLUMN_KEYS: Final = (*FIELDS, *(PREFIX + name for name in sorted(FACT_NAMES)))


class BomEntry(Struct, frozen=True, kw_only=True):
    """One BOM of a program, and what it is installed in."""

    path: str
    """Relative to the program file."""
    part: str = ""
    supplier: str = ""
    quantity: int = 1
    layout: TableLayout = NO_LAYOUT
    """Of a spreadsheet: which column is which, which sheet and row to read."""


class Program(Struct, frozen=True, kw_only=True):
    """A vehicle program. Without a program file: unnamed, everything not stated."""

    name: str = ""
    manufacturer: str = ""
    model_year: int | None = None
    no_model_year: bool = False
    """Whether ``model_year = "none"`` states that the units have none."""
    gvwr_lb: float | None = None
    gvwr_kg: float | None = None
    on: date | None = None
    """Day of the first import or sale."""
    transaction: str = ""
    vehicle_kind: str = ""
    service_model_year: int | None = None
    made_in: str = ""
    ads_service: bool = False
    registers: tuple[str, ...] = ()
    decisions: str = ""
    knowledge: tuple[str, ...] = ()
    authorizations: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    """Suppliers' certificates, relative to the program file."""
    trust: tuple[str, ...] = ()
    """Whose signatures count: ``FILE`` or ``COMPANY=FILE``."""
    crls: tuple[str, ...] = ()
    boms: tuple[BomEntry, ...] = ()
    filing: Filing = Filing()
    """What the ``[declaration]`` table says."""
    own_year: YearOf = YearOf()
    """The year that the program file itself states, whatever an option says instead."""

    @property
    def year(self) -> YearOf:
        """What a declaration for the program as stated is for."""
        if self.no_model_year:
            return YearOf(calendar_year=self.on.year if self.on is not None else None)
        return YearOf(model_year=self.model_year)


def read_program(data: bytes, path: str) -> Program:
    """A program from the bytes of its TOML file.

    Raises:
        MalformedError: something in it is unknown, missing or wrong; with the line.
        LimitError: the file is too large for settings.
    """
    document = read_toml(data, path)
    root = document.root
    root.allow(("program", "bom", "declaration"))
    table = root.table("program")
    boms = tuple(_bom(entry) for entry in root.tables("bom"))
    if table is None:
        raise root.fault("this is no program file: it has no [program] table")
    table.allow(_PROGRAM_KEYS)
    model_year, no_model_year = _model_year(table, "model_year")
    service_year, _ = _model_year(table, "service_model_year", none_allowed=False)
    made_in = table.text("made_in") or ""
    if made_in and not (len(made_in) == 2 and made_in.isascii() and made_in.isupper()):
        raise table.fault("made_in is no ISO 3166-1 alpha-2 country code such as US", "made_in")
    program = Program(
        name=table.text("name") or "",
        manufacturer=table.text("manufacturer") or "",
        model_year=model_year,
        no_model_year=no_model_year,
        **_weights(table),
        on=_day(table, "date"),
        transaction=table.word("transaction", TRANSACTIONS) or "",
        vehicle_kind=table.word("vehicle_kind", VEHICLE_KINDS) or "",
        service_model_year=service_year,
        made_in=made_in,
        ads_service=table.boolean("ads_service") or False,
        registers=tuple(table.texts("register")),
        decisions=table.text("decisions") or "",
        knowledge=tuple(table.texts("knowledge")),
        authorizations=tuple(table.texts("authorizations")),
        certificates=tuple(table.texts("certificates")),
        trust=tuple(table.texts("trust")),
        crls=tuple(table.texts("crl")),
        boms=boms,
    )
    program = msgspec.structs.replace(program, own_year=program.year)
    declaration = root.table("declaration")
    if declaration is None:
        return program
    filing = read_filing(declaration, program.year)
    own = filing.of_year(program.year).first_import_or_sale
    if own is not None and program.on is not None and own != program.on:
        raise declaration.fault(
            f"date of {own} for the program's own year, and {program.on} in [program]; "
            "give one of them",
            "year",
        )
    return msgspec.structs.replace(program, filing=filing, on=program.on or own)


def _bom(entry: TomlTable) -> BomEntry:
    entry.allow(_BOM_KEYS)
    return BomEntry(
        path=entry.need("path", entry.text("path")),
        part=entry.text("part") or "",
        supplier=entry.text("supplier") or "",
        quantity=entry.integer("quantity", at_least=0) if "quantity" in entry.values else 1,  # type: ignore[arg-type]
        layout=_layout(entry),
    )


def _layout(entry: TomlTable) -> TableLayout:
    columns = entry.table("columns")
    said: list[tuple[str, tuple[str, ...]]] = []
    if columns is not None:
        columns.allow(_COLUMN_KEYS)
        said = [(field, columns.texts(field)) for field in columns.values]
    return TableLayout(
        columns=tuple(said),
        sheet=entry.text("sheet") or "",
        header_row=entry.integer("header_row", at_least=1) or 0,
    )


def _model_year(
    table: TomlTable, key: str, *, none_allowed: bool = True
) -> tuple[int | None, bool]:
    value: Any = table.values.get(key)
    if value == "none" and none_allowed:
        return None, True
    year = table.integer(key)
    if year is not None and year not in MODEL_YEARS:
        raise table.fault(f"{key} is {year}, which is no model year such as 2027", key)
    return year, False


def _day(table: TomlTable, key: str) -> date | None:
    day = table.date(key)
    if day is not None and day.year not in MODEL_YEARS:
        raise table.fault(f"{key} is {day}, which is no day of an import or sale", key)
    return day


def _weights(table: TomlTable) -> dict[str, Any]:
    pounds = table.number("gvwr_lb", at_least=0)
    kilograms = table.number("gvwr_kg", at_least=0)
    if pounds is not None and kilograms is not None:
        # Whoever rounds to whole units is off by less than one of each.
        if abs(pounds - kilograms * LB_PER_KG) > 1 + LB_PER_KG:
            raise table.fault("gvwr_lb and gvwr_kg disagree; give one of them", "gvwr_kg")
        kilograms = None  # pounds are what the rule counts in
    return {"gvwr_lb": pounds, "gvwr_kg": kilograms}


STATED: Final = ("model_year", "no_model_year", "on", "gvwr_lb")
"""What the command line can state of a program."""


def with_stated(
    program: Program, stated: Mapping[str, Any], overriding: Collection[str]
) -> Program:
    """The program with what options state.

    Args:
        program: as its file has it.
        stated: values by the names of :data:`STATED`; None, or False: nothing stated.
        overriding: the names that beat the program file; the others fill what it is silent on.
    """
    has_year = program.model_year is not None or program.no_model_year
    said = {
        "model_year": has_year,
        "no_model_year": has_year,
        "on": program.on is not None,
        "gvwr_lb": program.gvwr_lb is not None or program.gvwr_kg is not None,
    }
    changes = {
        name: value
        for name, is_said in said.items()
        if (name in overriding or not is_said)
        and (value := stated.get(name)) is not None
        and value is not False
    }
    if "model_year" in changes:
        changes["no_model_year"] = False
    elif changes.get("no_model_year"):
        changes["model_year"] = None
    if "gvwr_lb" in changes:
        changes["gvwr_kg"] = None
    return msgspec.structs.replace(program, **changes)
