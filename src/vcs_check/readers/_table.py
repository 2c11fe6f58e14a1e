"""One table: where its header is, which of its rows are parts, and what the others are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from typing import Final

from vcs_check.errors import LimitError
from vcs_check.inventory.facts import PREFIX
from vcs_check.inventory.table_layout import TableLayout
from vcs_check.readers._columns import Field
from vcs_check.readers._nesting import Nesting, root_of
from vcs_check.readers._notes import shown
from vcs_check.readers._plan import HEAD_ROWS, Choice, Plan, place_of, plan_of, repeats
from vcs_check.readers._table_inventory import TableInventory
from vcs_check.readers._table_words import DATE_WORDS, TITLE_WORDS, TOTAL
from vcs_check.sheets import Merge, Oddity, Row, Sheet
from vcs_check.text import column_letters

_TITLE_COLUMNS: Final = 3
"""Columns that merged cells span where they are a title."""
_TABLE_ROWS: Final = 3
_MAX_CELLS_OF_TOTAL: Final = 4
_ROWS_BELOW: Final = 50
_MOST_HEADERS: Final = 5_000
"""Tables below each other; each header costs as much as a hundred rows."""
_MOST_REPEATED: Final = 500_000
"""Texts that merged cells may repeat: a few bytes ask for a column of them."""


def head_of(sheet: Sheet) -> list[Row]:
    """The first rows that are not empty; the sheet goes on behind them."""
    return list(islice(sheet.rows, HEAD_ROWS))


def looks_like_table(head: list[Row]) -> bool:
    """Whether rows without a known header may be a list of parts all the same."""
    return sum(1 for row in head if len(row.cells) >= _TITLE_COLUMNS) >= _TABLE_ROWS


class Table:
    """Reads one table whose header is known.

    Args:
        inventory: gets a component for each row that is a part, and a note for any other.
        sheet: the table; its rows are read once.
        head: the rows that were read to find the header.
        choice: the header.
        layout: what the program file says of the spreadsheet.
    """

    def __init__(
        self,
        inventory: TableInventory,
        sheet: Sheet,
        head: list[Row],
        choice: Choice,
        layout: TableLayout,
    ) -> None:
        self.inventory, self.sheet, self.layout = inventory, sheet, layout
        self.notes = inventory.notes
        self._head, self._choice = head, choice
        self._hidden: Counter[str] = Counter()
        self._headers = 0
        self._nesting = Nesting(self.notes)
        self._titles = {
            merge.first_row
            for merge in sheet.merges
            if merge.last_column - merge.first_column >= _TITLE_COLUMNS - 1
        }

    def read(self) -> None:
        """Read it to its end; raises InputError."""
        head, choice = self._head, self._choice
        header = head[choice.position]
        plan = self._planned(header, choice.fields, head[choice.position + 1 :])
        before = len(self.inventory.components)
        first = before
        rows = self._filled(chain(head[choice.position + 1 :], self.sheet.rows), header.number)
        pending: Row | None = None
        for row in rows:
            fields = repeats(row, self.layout)
            if fields is not None:
                self._count_header(row, plan)
                if pending is not None:
                    self._other(pending, plan, "a title")
                    pending = None
                first = self._closed(first)
                plan = self._planned(row, fields, [])
                self.notes.add(
                    "headers within the table",
                    "another header: the rows below are read by it",
                    self._place(row, plan),
                )
                continue
            if pending is not None:
                self._single(pending, plan)
                pending = None
            if len(row.cells) == 1:
                pending = row  # a title, if a header follows
            else:
                self._row(row, plan)
        if pending is not None:
            self._single(pending, plan)
        self._closed(first)
        self._note_hidden(plan)
        if len(self.inventory.components) == before:
            self.notes.add(
                "tables without rows",
                "nothing stands under this header",
                self._place(header, plan),
                hides=True,
            )

    def _count_header(self, row: Row, plan: Plan) -> None:
        self._headers += 1
        if self._headers > _MOST_HEADERS:
            raise LimitError(
                self.inventory.file,
                f"more than {_MOST_HEADERS} headers in one table; split it",
                self._place(row, plan),
            )

    def note_above(self) -> list[tuple[str, str]]:
        """``vcs:`` facts that stand above the header; what else stands there is noted."""
        above = self._head[: self._choice.position]
        pairs: list[tuple[str, str]] = []
        others: list[Row] = []
        for row in above:
            texts = list(row.cells.values())
            if texts[0][: len(PREFIX)].lower() == PREFIX:
                pairs += [(texts[0], value) for value in texts[1:]]
            else:
                others.append(row)
        if others:
            self.notes.add(
                "rows above the header",
                f"{len(others)} rows stand above the header and are no parts, from "
                f"{shown(' | '.join(others[0].cells.values()))} on",
                place_of(self.sheet.name, others[0].number, min(others[0].cells)),
            )
        return pairs

    def _planned(self, header: Row, fields: dict[int, Field], below: list[Row]) -> Plan:
        self._widen(header, fields)
        plan = plan_of(header, fields, below[:_ROWS_BELOW])
        twice = Counter(header.cells.values())
        for text, count in twice.items():
            if count > 1:
                self.notes.add(
                    "headers that stand twice",
                    f"{count} columns are headed {shown(text)}; all of them are read",
                    self._place(header, plan),
                )
        return plan

    def _widen(self, header: Row, fields: dict[int, Field]) -> None:
        """A header that is merged over several columns heads all of them."""
        for merge in self.sheet.merges:
            first = merge.first_column
            if merge.first_row == header.number and first in header.cells:
                for column in range(first + 1, min(merge.last_column, first + HEAD_ROWS) + 1):
                    header.cells.setdefault(column, header.cells[first])
                    fields.setdefault(column, fields[first])

    def _closed(self, first: int) -> int:
        """Settle the structure of the rows since ``first``; where the next ones begin."""
        inventory = self.inventory
        parents: dict[int, dict[int, None]] = {}
        if self._nesting.settle(parents):
            for part, assemblies in parents.items():
                for assembly in assemblies:
                    inventory.inside.put(part, assembly)
            if first == 0 and inventory.document.subject is None:
                inventory.document.subject = root_of(inventory.document, parents, first)
        self._nesting = Nesting(self.notes)
        return len(inventory.components)

    def _row(self, row: Row, plan: Plan) -> None:
        if row.odd:
            self._odd(row, plan)
        if row.hidden:
            self._hidden["rows"] += 1
        if row.extra_lines:
            self.notes.add(
                "rows within a cell",
                f"a text of this row has {row.extra_lines} lines that look like rows of their "
                "own; is a quote missing?",
                self._place(row, plan),
                hides=True,
            )
        if not row.cells:
            return
        nameless = row.cells.keys().isdisjoint(plan.identity)
        if (nameless or len(row.cells) <= _MAX_CELLS_OF_TOTAL) and self._is_total(row, plan):
            self._other(row, plan, "a total")
            return
        if nameless and all(map(_is_number, row.cells.values())):
            self._other(row, plan, "numbers alone")
            return
        self.inventory.add(row, plan, self.sheet.name, self._nesting)

    def _single(self, row: Row, plan: Plan) -> None:
        """A row with a single text: a part if it stands where parts are named."""
        (column,) = row.cells
        if row.number in self._titles and column == min(plan.first_column, column):
            self._other(row, plan, "a title")
        elif column in plan.identity:
            self._row(row, plan)
        elif TITLE_WORDS.fullmatch(row.cells[column]):
            self._other(row, plan, "a title")
        elif row.cells[column].replace(".", "").isdigit() or self._is_total(row, plan):
            self._other(row, plan, "a number or total alone")
        else:
            self._other(row, plan, "a text alone, where no part is named", hides=True)

    def _other(self, row: Row, plan: Plan, what: str, *, hides: bool = False) -> None:
        self.notes.add(
            f"rows that are {what}",
            f"{shown(' | '.join(row.cells.values()))} is {what}: no component is made of it",
            self._place(row, plan),
            hides=hides,
        )

    def _is_total(self, row: Row, plan: Plan) -> bool:
        texts = [text for text in row.cells.values() if not _is_number(text)]
        if row.cells.keys().isdisjoint(plan.identity) and any(map(TOTAL.fullmatch, texts)):
            return True
        if len(texts) != 1 or not TOTAL.fullmatch(texts[0]):
            return False
        return not any(
            row.cells.get(column, texts[0]) != texts[0]
            for field in ("part-number", "designator", "manufacturer", "purl")
            for column in plan.columns.get(field, ())
        )

    def _odd(self, row: Row, plan: Plan) -> None:
        known = {c for name, columns in plan.columns.items() if name for c in columns}
        known |= {column for column, _ in plan.facts}
        for column, oddity in row.odd.items():
            place = place_of(self.sheet.name, row.number, column)
            header = shown(plan.headers.get(column, ""))
            empty = not row.cells
            if oddity is Oddity.ERROR:
                self.notes.add(
                    "cells in error",
                    f"an error in place of a value under {header}: what belongs there is not known",
                    place,
                    hides=empty,
                )
            elif oddity is Oddity.NO_VALUE:
                self.notes.add(
                    "formulas without value",
                    f"a formula under {header} that was never calculated; open the workbook in a "
                    "spreadsheet program, save it and give it again",
                    place,
                    hides=empty or column in known,
                )
            elif oddity is Oddity.DATE:
                meant = any(column == c for c, _ in plan.facts) or DATE_WORDS.search(header)
                if not meant:
                    self.notes.add(
                        "dates in place of texts",
                        f"a date under {header}: a spreadsheet program may have made it of a "
                        "version or number such as 4.0; compare it with the original",
                        place,
                    )
            elif column in known:
                self.notes.add(
                    "rounded numbers",
                    f"a number under {header} of more digits than a spreadsheet keeps; its end may "
                    "be lost: format the column as text",
                    place,
                )

    def _note_hidden(self, plan: Plan) -> None:
        columns = sorted(self.sheet.hidden_columns & plan.headers.keys())
        if rows := self._hidden["rows"]:
            self.notes.add(
                "hidden rows", f"{rows} rows are hidden; they are read all the same",
                self.sheet.name,
            )  # fmt: skip
        if columns:
            names = ", ".join(f"{column_letters(c)} {shown(plan.headers[c])}" for c in columns[:10])
            self.notes.add(
                "hidden columns", f"hidden columns are read all the same: {names}", self.sheet.name
            )

    def _filled(self, rows: Iterator[Row], header_row: int) -> Iterator[Row]:
        """The rows; a cell merged over several rows has its text in each of them."""
        merges = sorted(
            (m for m in self.sheet.merges if m.last_row > m.first_row > header_row),
            key=lambda merge: merge.first_row,
            reverse=True,
        )
        if not merges:
            yield from rows
            return
        limit, count = min(self.inventory.limits.max_sheet_cells, _MOST_REPEATED), 0
        open_: list[tuple[Merge, str]] = []
        for row in rows:
            open_ = [(m, text) for m, text in open_ if m.last_row >= row.number]
            for merge, text in open_:
                if text and merge.first_column not in row.cells:
                    row.cells[merge.first_column] = text  # type: ignore[assignment]
            while merges and merges[-1].first_row <= row.number:
                merge = merges.pop()
                if merge.last_row >= row.number:
                    own = merge.first_row == row.number
                    open_.append((merge, row.cells.get(merge.first_column, "") if own else ""))
                    if own and merge.first_column in row.cells:
                        self.notes.add(
                            "merged cells",
                            f"merged down to row {merge.last_row}: the text counts for each row",
                            place_of(self.sheet.name, row.number, merge.first_column),
                        )
            count += len(open_)
            if count > limit:
                raise LimitError(
                    self.inventory.file,
                    f"merged cells repeat more than {limit} texts (limits.max_sheet_cells, and "
                    f"{_MOST_REPEATED} at most); unmerge them",
                    self.sheet.name,
                )
            yield row

    def _place(self, row: Row, plan: Plan) -> str:
        return place_of(self.sheet.name, row.number, plan.first_column)


def _is_number(text: str) -> bool:
    return not text.strip("0123456789.,-+€$¥£ ")
