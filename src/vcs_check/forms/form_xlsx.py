"""The form as a workbook: instructions, company, owners, products; only answers can be written.

No cell is written but as a text, so nothing from a BOM can become a formula or a link. The bytes
depend on nothing but the request: no clock, no author.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any, Final

from vcs_check.asked import SupplierRequest
from vcs_check.forms._base import (
    ALL,
    INSTRUCTIONS,
    NOT_ASKED,
    OWNER_FIELDS,
    OWNER_ROWS,
    SIGNATURE,
    TITLE,
    WAY_OUT,
    Cell,
    Form,
    RawForm,
    text_of,
)
from vcs_check.origin.party import OWNER_KINDS
from vcs_check.questions.fields import UNKNOWN_WORD, Field, Kind, field_named, in_order
from vcs_check.questions.requests import FORM
from vcs_check.reports._escape import shown
from vcs_check.workbook import Sheet, read_sheets

_COMPANY, _OWNERS, _ITEMS = "Company", "Owners", "Products"
_CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_MOST_SHOWN: Final = 500
_FIRST_ANSWER_COLUMN: Final = 6
_ITEM_HEAD: Final = ("id", "product", "version", "package", "part number", "note")


def write(request: SupplierRequest, made_on: str, tool: str) -> bytes:
    """An Office Open XML workbook."""
    import xlsxwriter  # heavy, and needed here only

    buffer = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, **plain})
    workbook.set_properties({"created": _CREATED, "title": TITLE})
    page = _Page(workbook)
    page.instructions()
    page.company(request, made_on, tool)
    if any(name.startswith("ownership") for name in request.company_fields):
        page.owners()
    if request.items:
        page.items(request)
    workbook.close()
    return buffer.getvalue()


class _Page:
    """The sheets, written one after the other."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._label = workbook.add_format({"text_wrap": True, "valign": "top"})
        self._bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._grey = workbook.add_format({"bg_color": "#D9D9D9", "font_color": "#595959"})
        self._open = workbook.add_format(
            {"locked": False, "border": 1, "bg_color": "#FFFBE6", "num_format": "@"}
        )
        self._day = workbook.add_format(
            {"locked": False, "border": 1, "bg_color": "#FFFBE6", "num_format": "yyyy-mm-dd"}
        )

    def _sheet(self, name: str) -> Any:
        sheet = self._workbook.add_worksheet(name)
        sheet.protect("", {"format_columns": True, "format_rows": True})
        return sheet

    def instructions(self) -> None:
        sheet = self._sheet("Read me")
        sheet.set_column(0, 0, 100)
        sheet.write_string(0, 0, TITLE, self._bold)
        for row, text in enumerate(INSTRUCTIONS, 2):
            sheet.write_string(row, 0, text, self._label)

    def company(self, request: SupplierRequest, made_on: str, tool: str) -> None:
        sheet = self._sheet(_COMPANY)
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 80)
        sheet.set_column(2, 2, 40)
        head = {
            "form": FORM,
            "program": request.program,
            "supplier": request.supplier,
            "request": request.digest,
            "made on": made_on,
            "made by": f"vcs-check {tool}",
        }
        for row, (key, text) in enumerate(head.items()):
            sheet.write_string(row, 0, key, self._grey)
            sheet.write_string(row, 1, "", self._grey)
            sheet.write_string(row, 2, text, self._grey)
        row = len(head) + 1
        for key, question in SIGNATURE.items():
            self._ask(sheet, row, key, question, _SIGNED.get(key, Kind.TEXT))
            if key == "company" and not request.supplier.startswith("the supplier of "):
                sheet.write_string(row, 2, request.supplier, self._grey)
            row += 1
        row += 1
        for name in request.company_fields:
            field = field_named(name)
            allowed = f"{field.question} ({field.allowed}; or {UNKNOWN_WORD})"
            self._ask(sheet, row, name, allowed, field.kind, field)
            row += 1

    def _ask(
        self, sheet: Any, row: int, key: str, question: str, kind: Kind, field: Field | None = None
    ) -> None:
        sheet.write_string(row, 0, key, self._grey)
        sheet.write_string(row, 1, question, self._label)
        self._answer(sheet, row, 2, row, kind, field)

    def _answer(
        self, sheet: Any, first: int, column: int, last: int, kind: Kind, field: Field | None
    ) -> None:
        """Open cells of one column, with what may be chosen in them."""
        for row in range(first, last + 1):
            sheet.write_blank(row, column, None, self._day if kind is Kind.DAY else self._open)
        words = _words(kind, field)
        if words:
            sheet.data_validation(
                first, column, last, column,
                {"validate": "list", "source": words, "error_title": "Please choose from the list",
                 "error_message": f"Allowed: {', '.join(words)}"},
            )  # fmt: skip

    def owners(self) -> None:
        sheet = self._sheet(_OWNERS)
        for column, (key, heading) in enumerate(OWNER_FIELDS.items()):
            sheet.set_column(column, column, 30)
            sheet.write_string(0, column, key, self._grey)
            sheet.write_string(1, column, heading, self._bold)
            for row in range(2, 2 + OWNER_ROWS):
                sheet.write_blank(row, column, None, self._open)
        lists = {"kind": list(OWNER_KINDS), "us-person": ["yes", "no", UNKNOWN_WORD]}
        for column, key in enumerate(OWNER_FIELDS):
            if key in lists:
                sheet.data_validation(
                    2, column, 1 + OWNER_ROWS, column, {"validate": "list", "source": lists[key]}
                )

    def items(self, request: SupplierRequest) -> None:
        sheet = self._sheet(_ITEMS)
        names = in_order(name for item in request.items for name in item.fields)
        sheet.freeze_panes(3, 2)
        for column, heading in enumerate(_ITEM_HEAD):
            sheet.set_column(column, column, 16 if column != 1 else 30)
            sheet.write_string(0, column, heading, self._grey)
            sheet.write_string(1, column, "", self._grey)
            sheet.write_string(2, column, ALL if column == 0 else "", self._grey)
        last = 2 + len(request.items)
        for offset, name in enumerate(names):
            column, field = _FIRST_ANSWER_COLUMN + offset, field_named(name)
            sheet.set_column(column, column, 26)
            sheet.write_string(0, column, name, self._grey)
            sheet.write_string(1, column, f"{field.question} ({field.allowed})", self._bold)
            self._answer(sheet, 2, column, last, field.kind, field)
        for row, item in enumerate(request.items, 3):
            note = WAY_OUT if item.is_way_out else ""
            texts = (item.id, item.name, item.version, item.purl, item.part_number, note)
            for column, text in enumerate(texts):
                sheet.write_string(row, column, _cut(text), self._grey)
            for offset, name in enumerate(names):
                if name not in item.fields:
                    column = _FIRST_ANSWER_COLUMN + offset
                    sheet.write_string(row, column, NOT_ASKED, self._grey)


_SIGNED: Final = {"day": Kind.DAY, "confirm": Kind.YES_NO}


def _words(kind: Kind, field: Field | None) -> list[str]:
    if kind is Kind.YES_NO:
        return ["yes", "no", UNKNOWN_WORD]
    return [*field.words, UNKNOWN_WORD] if kind is Kind.WORD and field is not None else []


def _cut(text: str) -> str:
    visible = shown(text)
    return visible if len(visible) <= _MOST_SHOWN else f"{visible[: _MOST_SHOWN - 1]}…"


# -- reading back ----------------------------------------------------------------------------------


def read(data: bytes, path: str) -> RawForm:
    """The cells of a filled workbook; found by sheet name, key and heading, wherever they stand."""
    sheets = read_sheets(data, path)
    form = RawForm()
    if _COMPANY in sheets:
        _read_company(sheets[_COMPANY], form)
    if _OWNERS in sheets:
        _read_owners(sheets[_OWNERS], form)
    if _ITEMS in sheets:
        _read_items(sheets[_ITEMS], form)
    return form


def _read_company(sheet: Sheet, form: RawForm) -> None:
    for number, row in enumerate(sheet.rows):
        key = text_of(row[0]) if row else ""
        cell = Cell(row[2] if len(row) > 2 else "", sheet.place(number, 2))
        if key in ("form", "program", "supplier", "request"):
            form.head.setdefault(key, cell)
        elif key in SIGNATURE:
            form.signature.setdefault(key, cell)
        elif key and key not in ("made on", "made by"):
            form.company[key] = cell


def _read_owners(sheet: Sheet, form: RawForm) -> None:
    columns = _columns(sheet)
    for number, row in enumerate(sheet.rows[2:], 2):
        cells = {
            key: Cell(
                row[columns[key]] if key in columns and columns[key] < len(row) else "",
                sheet.place(number, columns.get(key, 0)),
            )
            for key in OWNER_FIELDS
        }
        if any(text_of(cell.value) for cell in cells.values()):
            form.owners.append(cells)


def _read_items(sheet: Sheet, form: RawForm) -> None:
    columns = {name: column for name, column in _columns(sheet).items() if name not in _ITEM_HEAD}
    for number, row in enumerate(sheet.rows[2:], 2):
        key = text_of(row[0]) if row else ""
        cells = {
            name: Cell(row[column] if column < len(row) else "", sheet.place(number, column))
            for name, column in columns.items()
        }
        asked = {name: cell for name, cell in cells.items() if text_of(cell.value) != NOT_ASKED}
        if key == ALL:
            form.for_all = {n: cell for n, cell in cells.items() if text_of(cell.value)}
        elif key and key in form.items:
            form.repeated.append(Cell(key, sheet.place(number, 0)))
        elif key:
            form.items[key] = asked


def _columns(sheet: Sheet) -> dict[str, int]:
    head = sheet.rows[0] if sheet.rows else []
    found: dict[str, int] = {}
    for column, value in enumerate(head):
        if key := text_of(value):
            found.setdefault(key, column)
    return found


FORMAT: Final = Form(ending=".xlsx", write=write, read=read)
