"""The ``[declaration]`` table of a program file: what only people can say for 15 CFR 791.305.

Nothing here decides whether a declaration is due or complete; an absent value is not known.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from msgspec import Struct

from vcs_check.inventory.facts import MODEL_YEARS
from vcs_check.inventory.vocabulary import Answer
from vcs_check.tomlfile import TomlTable

ROLES: Final = ("manufacturer", "importer")
NO_FCC_ID: Final = "none"
"""States that an item has no FCC ID, which is another thing than not knowing it."""
_KEYS: Final = (
    "declarant", "address", "role", "contact", "vehicle", "foreign_interest", "due_diligence",
    "documentation", "certification", "authorizations", "fcc_ids", "year", "change", "previous",
)  # fmt: skip
_BY: Final = ("by", "title", "on")


class Contact(Struct, frozen=True, kw_only=True):
    """A point of contact."""

    name: str
    title: str = ""
    email: str = ""
    phone: str = ""


class Vehicle(Struct, frozen=True, kw_only=True):
    """Vehicles of one make and model that the declaration covers."""

    make: str = ""
    model: str = ""
    trims: tuple[str, ...] = ()
    vin_series: tuple[str, ...] = ()


class Said(Struct, frozen=True, kw_only=True):
    """Something that a person states: yes, no or unknown, and who says it when."""

    answer: Answer = Answer.UNKNOWN
    by: str = ""
    title: str = ""
    on: date | None = None


class DiligenceSaid(Said, frozen=True, kw_only=True):
    """Whether due diligence was done, and with which third parties."""

    third_parties: tuple[str, ...] | None = None
    """None where nothing is said of them; empty where it is said that there were none."""


class DocumentationSaid(Said, frozen=True, kw_only=True):
    """Whether the documentation is kept, and where."""

    where: str = ""


class YearOf(Struct, frozen=True, kw_only=True):
    """What one declaration is for: a model year, or the calendar year of units without one."""

    model_year: int | None = None
    calendar_year: int | None = None

    @property
    def is_known(self) -> bool:
        """Whether either is stated."""
        return self.model_year is not None or self.calendar_year is not None


class DeclaredYear(Struct, frozen=True, kw_only=True):
    """One year, the first import or sale of it, and what was filed for it."""

    of: YearOf
    first_import_or_sale: date | None = None
    filed: date | None = None
    number: str = ""


class DeclaredChange(Struct, frozen=True, kw_only=True):
    """A material change after filing."""

    on: date
    what: str
    filed: date | None = None
    number: str = ""


class Filing(Struct, frozen=True, kw_only=True):
    """What the program file says for the declaration; everything may be absent."""

    declarant: str = ""
    address: str = ""
    roles: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    foreign_interest: Said = Said()
    due_diligence: DiligenceSaid = DiligenceSaid()
    documentation: DocumentationSaid = DocumentationSaid()
    certification: Said = Said()
    authorizations: tuple[str, ...] = ()
    """Those that the declarant names as relied on."""
    fcc_ids: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """FCC IDs by the name or id of the item; without any: it is stated that it has none."""
    years: tuple[DeclaredYear, ...] = ()
    changes: tuple[DeclaredChange, ...] = ()
    previous: str = ""
    """The JSON of an earlier draft, relative to the program file."""

    @property
    def stated_interest(self) -> Answer:
        """The foreign interest as stated; that there is none counts only with name and day."""
        said = self.foreign_interest
        is_signed = bool(said.by) and said.on is not None
        return Answer.UNKNOWN if said.answer is Answer.NO and not is_signed else said.answer

    def of_year(self, wanted: YearOf) -> DeclaredYear:
        """What is said of one year; of an unstated year, what is said if only one is named."""
        found = [year for year in self.years if year.of == wanted]
        return found[0] if found else DeclaredYear(of=wanted)


def read_filing(table: TomlTable, own: YearOf) -> Filing:
    """The ``[declaration]`` table.

    Args:
        table: the table.
        own: the year of the program itself, for a ``[[declaration.year]]`` that names none.

    Raises:
        MalformedError: something in it is unknown or wrong; with the line.
    """
    table.allow(_KEYS)
    roles = table.texts("role")
    for role in roles:
        if role not in ROLES:
            raise table.fault(f"role: {role!r} is not one of {', '.join(ROLES)}", "role")
    diligence = _inner(table, "due_diligence", "done", "third_parties")
    documents = _inner(table, "documentation", "kept", "where")
    certified = _inner(table, "certification", "no_knowing_prohibited_transaction")
    interest = _inner(table, "foreign_interest", "exists")
    return Filing(
        declarant=table.text("declarant") or "",
        address=table.text("address") or "",
        roles=roles,
        contacts=tuple(map(_contact, table.tables("contact"))),
        vehicles=tuple(map(_vehicle, table.tables("vehicle"))),
        foreign_interest=Said(answer=_word(interest, "exists"), **_by(interest)),
        due_diligence=DiligenceSaid(
            answer=_boolean(diligence, "done"),
            third_parties=diligence.texts("third_parties")
            if diligence is not None and "third_parties" in diligence.values
            else None,
            **_by(diligence),
        ),
        documentation=DocumentationSaid(
            answer=_boolean(documents, "kept"),
            where=(documents.text("where") or "") if documents is not None else "",
            **_by(documents),
        ),
        certification=Said(
            answer=_boolean(certified, "no_knowing_prohibited_transaction"), **_by(certified)
        ),
        authorizations=table.texts("authorizations"),
        fcc_ids=_fcc_ids(table),
        years=_years(table, own),
        changes=tuple(map(_change, table.tables("change"))),
        previous=table.text("previous") or "",
    )


def _inner(table: TomlTable, key: str, *keys: str) -> TomlTable | None:
    inner = table.table(key)
    if inner is not None:
        inner.allow((*keys, *_BY))
    return inner


def _by(table: TomlTable | None) -> dict[str, Any]:
    if table is None:
        return {}
    return {
        "by": table.text("by") or "",
        "title": table.text("title") or "",
        "on": table.date("on"),
    }


def _word(table: TomlTable | None, key: str) -> Answer:
    word = table.word(key, Answer) if table is not None else None
    return Answer(word) if word is not None else Answer.UNKNOWN


def _boolean(table: TomlTable | None, key: str) -> Answer:
    return Answer.of(table.boolean(key)) if table is not None else Answer.UNKNOWN


def _contact(table: TomlTable) -> Contact:
    table.allow(("name", "title", "email", "phone"))
    return Contact(
        name=table.need("name", table.text("name")),
        title=table.text("title") or "",
        email=table.text("email") or "",
        phone=table.text("phone") or "",
    )


def _vehicle(table: TomlTable) -> Vehicle:
    table.allow(("make", "model", "trim", "vin_series"))
    return Vehicle(
        make=table.text("make") or "",
        model=table.text("model") or "",
        trims=table.texts("trim"),
        vin_series=table.texts("vin_series"),
    )


def _change(table: TomlTable) -> DeclaredChange:
    table.allow(("on", "what", "filed", "number"))
    changed_on = table.need("on", table.date("on"))
    filed = table.date("filed")
    if filed is not None and filed < changed_on:
        raise table.fault(f"filed on {filed}, before the change of {changed_on}", "filed")
    return DeclaredChange(
        on=changed_on,
        what=table.need("what", table.text("what")),
        filed=filed,
        number=table.text("number") or "",
    )


def _fcc_ids(table: TomlTable) -> tuple[tuple[str, tuple[str, ...]], ...]:
    inner = table.table("fcc_ids")
    if inner is None:
        return ()
    found: list[tuple[str, tuple[str, ...]]] = []
    for name in inner.values:
        ids = inner.texts(name)
        if not ids or (NO_FCC_ID in ids and len(ids) > 1):
            raise inner.fault(f'{name}: give FCC IDs, or "{NO_FCC_ID}" where it has none', name)
        found.append((name, () if ids == (NO_FCC_ID,) else ids))
    return tuple(found)


def _years(table: TomlTable, own: YearOf) -> tuple[DeclaredYear, ...]:
    found: dict[YearOf, DeclaredYear] = {}
    for entry in table.tables("year"):
        entry.allow(("model_year", "calendar_year", "date", "filed", "number"))
        year = _year(entry) if {"model_year", "calendar_year"} & entry.values.keys() else own
        if not year.is_known:
            raise entry.fault("model_year or calendar_year is missing: which year is it?")
        if year in found:
            raise entry.fault("the year stands twice; put both entries together")
        first = entry.date("date")
        if first is not None and year.calendar_year not in (None, first.year):
            raise entry.fault(f"date is {first}, not in {year.calendar_year}", "date")
        found[year] = DeclaredYear(
            of=year,
            first_import_or_sale=first,
            filed=entry.date("filed"),
            number=entry.text("number") or "",
        )
    return tuple(found.values())


def _year(entry: TomlTable) -> YearOf:
    model, calendar = entry.integer("model_year"), entry.integer("calendar_year")
    if model is not None and calendar is not None:
        raise entry.fault("model_year and calendar_year exclude each other", "calendar_year")
    for key, year in (("model_year", model), ("calendar_year", calendar)):
        if year is not None and year not in MODEL_YEARS:
            raise entry.fault(f"{key} is {year}, which is no year such as 2027", key)
    return YearOf(model_year=model, calendar_year=calendar)
