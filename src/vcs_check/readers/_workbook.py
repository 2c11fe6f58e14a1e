"""From the sheets of a workbook to one inventory: every sheet with a known header is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from vcs_check.errors import MalformedError, NotABomError
from vcs_check.inventory.document import Document
from vcs_check.readers._columns import no_bom
from vcs_check.readers._content import Content
from vcs_check.readers._no_header import unrecognised
from vcs_check.readers._notes import shown
from vcs_check.readers._plan import choose
from vcs_check.readers._table import Table, head_of, looks_like_table
from vcs_check.readers._table_inventory import TableInventory
from vcs_check.sheets import Row, Sheet


class Entry(Protocol):
    """A sheet, before it is read."""

    name: str


class Sheets(Protocol):
    """A workbook of any format."""

    not_tables: list[str]
    """Names of charts and macros."""

    @property
    def entries(self) -> Sequence[Entry]:
        """The sheets of cells, in the workbook's order."""

    def sheets(self) -> Iterator[Sheet]:
        """They themselves; each is read before the next is asked for."""


def read_workbook(content: Content, workbook: Sheets, name: str) -> Document:
    """The inventory of a workbook, as format ``name``; raises InputError only."""
    reading = _Reading(content, workbook, name)
    for sheet in workbook.sheets():
        reading.take(sheet)
    return reading.finished()


def has_header(content: Content, workbook: Sheets) -> bool:
    """Whether a sheet has a known header."""
    sheets = workbook.sheets()
    return any(choose(head_of(sheet), content.layout) is not None for sheet in sheets)


class _Reading:
    """One workbook being read."""

    def __init__(self, content: Content, workbook: Sheets, name: str) -> None:
        self.content, self.workbook = content, workbook
        self.inventory = TableInventory(content, name)
        self.read_sheets = 0
        self.unread: list[list[Row]] = []
        wanted = content.layout.sheet
        names = [entry.name for entry in workbook.entries]
        if wanted and wanted not in names:
            raise MalformedError(
                content.file,
                f"there is no sheet {shown(wanted)}; there are "
                + ", ".join(shown(name) for name in names[:20]),
            )

    def take(self, sheet: Sheet) -> None:
        """Read one sheet, or note why it is not read."""
        layout, notes = self.content.layout, self.inventory.notes
        head = head_of(sheet)
        if not head:
            return
        if layout.sheet and sheet.name != layout.sheet:
            notes.add(
                "sheets that were not asked for",
                f"the sheet {shown(sheet.name)} is not the one that the program file names, "
                "so it is not read",
            )
            return
        choice = choose(head, layout)
        if choice is None:
            self._not_read(sheet, head)
        elif sheet.hidden and not layout.sheet:
            notes.add(
                "hidden sheets",
                f"the hidden sheet {shown(sheet.name)} looks like a BOM and is not read; show it, "
                "or name the sheet to be read in the program file ([[bom]] sheet)",
                hides=True,
            )
        else:
            table = Table(self.inventory, sheet, head, choice, layout)
            facts = table.note_above()
            if not self.read_sheets:
                self.inventory.metadata(facts, shown(sheet.name))
            elif facts:
                notes.add(
                    "facts above a later table",
                    f"{facts[0][0]} above the table of {shown(sheet.name)} is not used: facts of "
                    "the whole BOM stand above its first table",
                    hides=True,
                )
            table.read()
            self.read_sheets += 1

    def _not_read(self, sheet: Sheet, head: list[Row]) -> None:
        self.unread.append(head)
        is_table = looks_like_table(head)
        more = (
            "; if it lists parts, say which column is which in the program file, and if not, name "
            "the sheet to be read there ([[bom]] sheet)"
            if is_table
            else ""
        )
        self.inventory.notes.add(
            "sheets without a known header",
            f"the sheet {shown(sheet.name)} has no header that is known, so it is not read{more}",
            hides=is_table,
        )

    def finished(self) -> Document:
        """The document; NotABomError where no sheet is a BOM."""
        inventory = self.inventory
        if not self.read_sheets:
            heads = [row for head in self.unread for row in head[:50]]
            for row in heads:
                if what := no_bom(list(row.cells.values())):
                    raise NotABomError(self.content.file, f"this is {what}, and no BOM")
            raise NotABomError(self.content.file, unrecognised(heads, self.content.layout))
        for name in self.workbook.not_tables:
            inventory.notes.add("sheets of other kinds", f"{shown(name)} is no sheet of cells")
        return inventory.finished()
