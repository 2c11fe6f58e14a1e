"""Bills of materials as delimited text: ``,``, ``;``, tab or ``|`` between the cells.

The header decides: the delimiter is the one with which most of its columns are known.
"""

from __future__ import annotations

from typing import Final

from vcs_check.errors import InputError, MalformedError
from vcs_check.inventory.document import Document
from vcs_check.readers._columns import no_bom
from vcs_check.readers._content import Content
from vcs_check.readers._no_header import unrecognised
from vcs_check.readers._plan import Choice, choose
from vcs_check.readers._reader import Reader
from vcs_check.readers._table import Table, head_of, looks_like_table
from vcs_check.readers._table_inventory import TableInventory
from vcs_check.sheets import Row
from vcs_check.sheets.delimited import DELIMITERS, sheet_of, stated_delimiter

NAME: Final = "csv"
_HEAD_BYTES: Final = 1 << 18


def _is_csv(content: Content) -> bool:
    if content.kind != "text":
        return False
    return bool(content.layout.columns or content.layout.header_row) or _header(content) is not None


def _read(content: Content) -> Document:
    found = _header(content)
    if found is None:
        raise MalformedError(content.file, _why_not(content) or "no table of parts")
    delimiter, _ = found
    inventory = TableInventory(content, NAME)
    if content.legacy_encoding:
        inventory.notes.add(
            "encodings",
            f"not UTF-8; read as {content.legacy_encoding}, which fits: compare the names",
        )
    sheet = sheet_of(content.data, delimiter, content.file, content.limits)
    head = head_of(sheet)
    choice = choose(head, content.layout)
    if choice is None:  # the head that was looked at first was cut within a quoted text
        raise MalformedError(content.file, _why_not(content) or "no table of parts")
    table = Table(inventory, sheet, head, choice, content.layout)
    inventory.metadata(table.note_above(), "row 1")
    table.read()
    return inventory.finished()


def _heads(content: Content) -> list[tuple[str, list[Row]]]:
    """The first rows, as each delimiter parts them."""
    data = content.data[:_HEAD_BYTES]
    if len(content.data) > _HEAD_BYTES:
        data = data[: data.rfind(b"\n") + 1] or data
        data = data.decode("utf-8", "ignore").encode()
    stated = stated_delimiter(data)
    found = []
    for delimiter in (stated,) if stated else DELIMITERS:
        rows: list[Row] = []
        sheet = sheet_of(data, delimiter, content.file, content.limits)
        try:
            rows += head_of(sheet)
        except InputError:  # said of the whole file when it is read
            rows = _until_error(data, delimiter, content)
        found.append((delimiter, rows))
    return found


def _until_error(data: bytes, delimiter: str, content: Content) -> list[Row]:
    rows: list[Row] = []
    try:
        for row in sheet_of(data, delimiter, content.file, content.limits).rows:
            rows.append(row)
    except InputError:
        pass
    return rows


def _header(content: Content) -> tuple[str, Choice] | None:
    """The delimiter, and the header that it gives; None where there is none."""
    best: tuple[str, Choice] | None = None
    for delimiter, rows in _heads(content):
        choice = choose(rows, content.layout)
        if choice is not None and (best is None or choice.score > best[1].score):
            best = (delimiter, choice)
    return best


def delimiter_of(content: Content) -> str:
    """The delimiter of a text; where its header is not known, the one that parts most."""
    found = _header(content)
    if found is not None:
        return found[0]
    parts = {delimiter: sum(len(row.cells) for row in rows) for delimiter, rows in _heads(content)}
    return max(parts, key=lambda delimiter: parts[delimiter])


def _why_not(content: Content) -> str:
    """What a text that may be a table lacks; empty where it is none."""
    if content.kind != "text":
        return ""
    heads = [rows for _, rows in _heads(content)]
    rows = max(heads, key=lambda rows: sum(len(row.cells) - 1 for row in rows[:20]), default=[])
    asked = bool(content.layout.columns or content.layout.header_row)
    if not asked and not looks_like_table(rows):
        return ""
    for row in rows[:20]:
        if what := no_bom(list(row.cells.values())):
            return f"this is {what}, and no BOM"
    return unrecognised(rows, content.layout)


READER: Final = Reader(
    name=NAME, takes_layout=True, sniff=_is_csv, read=_read, seems=_is_csv, why_not=_why_not
)
