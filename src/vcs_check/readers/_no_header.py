"""What to say of a table in which no header was recognised."""

from __future__ import annotations

from vcs_check.inventory.table_layout import TableLayout
from vcs_check.readers._notes import shown
from vcs_check.readers._plan import found_headers
from vcs_check.sheets import Row

_MAX_COLUMNS_NAMED = 12


def unrecognised(rows: list[Row], layout: TableLayout) -> str:
    """The columns found, what was looked for, and how to say which is which."""
    headers = found_headers(rows[:50])
    names = ", ".join(shown(header) for header in headers[:_MAX_COLUMNS_NAMED])
    if len(headers) > _MAX_COLUMNS_NAMED:
        names += f" and {len(headers) - _MAX_COLUMNS_NAMED} more"
    if layout.columns:
        wanted = ", ".join(shown(h) for _, texts in layout.columns for h in texts)
        where = f" in row {layout.header_row}" if layout.header_row else ""
        return (
            f"no row has the headers of the program file's columns{where}: wanted {wanted}; "
            f"found {names or 'nothing'}"
        )
    return (
        "a table without a header that is known: looked for columns such as Designator, Quantity, "
        "Value, MPN, Manufacturer, Description, Level (English, German, Chinese, Japanese); "
        f"found {names or 'nothing'}; say which is which in a program file: "
        '[[bom]] columns = { name = "…", part-number = "…", manufacturer = "…" }'
    )
