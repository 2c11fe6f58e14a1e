"""The form as Markdown: to read and to mail, with one block of TOML that is filled in.

What stands outside that block is for people and is not read back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from vcs_check.asked import AskedItem, SupplierRequest
from vcs_check.errors import MalformedError
from vcs_check.forms._base import (
    INSTRUCTIONS,
    OWNER_FIELDS,
    SIGNATURE,
    TITLE,
    WAY_OUT,
    Cell,
    Form,
    RawForm,
    text_of,
)
from vcs_check.questions.fields import UNKNOWN_WORD, field_named, in_order
from vcs_check.questions.requests import FORM
from vcs_check.reports._escape import markdown, shown
from vcs_check.tomlfile import TomlTable, read_toml

_MOST_SHOWN: Final = 300
_BLOCK: Final = re.compile(r"^```toml[ \t]*\r?\n(.*?)^```[ \t]*\r?$", re.MULTILINE | re.DOTALL)
_HEAD: Final = ("form", "program", "supplier", "request", "made_on", "made_by")


def write(request: SupplierRequest, made_on: str, tool: str) -> bytes:
    """UTF-8 Markdown."""
    lines = [f"# {TITLE}", "", f"To: {markdown(request.supplier)}", ""]
    lines += [f"{number}. {text}" for number, text in enumerate(INSTRUCTIONS, 1)]
    names = in_order(
        [*request.company_fields, *(name for item in request.items for name in item.fields)]
    )
    lines += ["", "| question | what it asks | allowed |", "|---|---|---|"]
    for name in names:
        field = field_named(name)
        lines.append(f"| `{name}` | {field.question} | {field.allowed}, or {UNKNOWN_WORD} |")
    lines += ["", "Answer between the quotes below.", "", "```toml"]
    lines += _head(request, made_on, tool)
    lines += ["", "[company]"]
    lines += [f'{name} = ""' for name in request.company_fields]
    if any(name.startswith("ownership") for name in request.company_fields):
        lines += ["", "# One block for each owner; copy it as often as needed.", "[[owner]]"]
        lines += [f'{key} = ""  # {heading}' for key, heading in OWNER_FIELDS.items()]
    if request.items:
        asked = in_order(name for item in request.items for name in item.fields)
        lines += ["", "# The answer for every product below that has none of its own.", "[all]"]
        lines += [f'{name} = ""' for name in asked]
    for item in request.items:
        lines += ["", f"# {_described(item)}", *([f"# {WAY_OUT}"] if item.is_way_out else [])]
        lines += ["[[product]]", f'id = "{item.id}"']
        lines += [f'{name} = ""' for name in item.fields]
    return ("\n".join([*lines, "```"]) + "\n").encode("utf-8", "backslashreplace")


def _head(request: SupplierRequest, made_on: str, tool: str) -> list[str]:
    known = not request.supplier.startswith("the supplier of ")
    values = {
        "form": FORM,
        "program": request.program,
        "supplier": request.supplier,
        "request": request.digest,
        "made_on": made_on,
        "made_by": f"vcs-check {tool}",
    }
    lines = ["[form]", *(f"{key} = {_quoted(text)}" for key, text in values.items())]
    lines += ["", "[signature]"]
    for key, question in SIGNATURE.items():
        filled = request.supplier if key == "company" and known else ""
        lines.append(f"{key} = {_quoted(filled)}  # {question}")
    return lines


def _quoted(text: str) -> str:
    """A basic string of TOML on one line."""
    escaped = shown(text.replace("\\", "\\\\").replace('"', '\\"'))
    return f'"{escaped}"'


def _described(item: AskedItem) -> str:
    parts = (f"{item.name} {item.version}".strip(), item.purl, item.part_number)
    text = shown(", ".join(part for part in parts if part))
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"


# -- reading back ----------------------------------------------------------------------------------


def read(data: bytes, path: str) -> RawForm:
    """The cells of the form's block."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise MalformedError(path, "not UTF-8; save the file as UTF-8") from None
    blocks = list(_BLOCK.finditer(text))
    if len(blocks) != 1:
        raise MalformedError(path, f"{len(blocks)} blocks of TOML, where a form has one")
    # Empty lines in place of what stands before, so that a fault has the line of the file.
    before = text[: blocks[0].start(1)].count("\n")
    root = read_toml(("\n" * before + blocks[0][1]).encode(), path).root
    root.allow(("form", "signature", "company", "owner", "all", "product"))
    form = RawForm()
    head, signature = root.table("form"), root.table("signature")
    if head is not None:
        head.allow(_HEAD)
        form.head = _cells(head)
    if signature is not None:
        signature.allow(SIGNATURE)
        form.signature = _cells(signature)
    company, for_all = root.table("company"), root.table("all")
    form.company = _cells(company) if company is not None else {}
    if for_all is not None:
        form.for_all = {n: c for n, c in _cells(for_all).items() if text_of(c.value)}
    for table in root.tables("owner"):
        table.allow(OWNER_FIELDS)
        cells = _cells(table)
        empty = Cell("", table.place())
        form.owners.append({key: cells.get(key, empty) for key in OWNER_FIELDS})
    for table in root.tables("product"):
        cells = _cells(table)
        item = cells.pop("id", Cell("", table.place()))
        if text_of(item.value) in form.items:
            form.repeated.append(item)
        form.items[text_of(item.value)] = cells
    return form


def _cells(table: TomlTable) -> dict[str, Cell]:
    return {
        key: Cell(_plain(table, key, value), table.place(key))
        for key, value in table.values.items()
    }


def _plain(table: TomlTable, key: str, value: object) -> object:
    if isinstance(value, list | Mapping):
        raise table.fault(f"{key} is a list or table, where a text in quotes belongs", key)
    return value


FORMAT: Final = Form(ending=".md", write=write, read=read)
