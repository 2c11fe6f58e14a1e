"""How a spreadsheet is laid out, where somebody says so instead of leaving it to the reader."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

FIELDS: Final = (
    "id", "name", "value", "part-number", "internal-part-number", "manufacturer",
    "manufacturer-country", "manufacturer-address", "supplier", "supplier-country",
    "supplier-part-number", "designer", "developer", "maintainer", "version", "quantity",
    "designator", "footprint", "library-part", "description", "level", "parent", "item", "kind",
    "not-populated", "populated", "country-of-origin", "licence", "purl", "cpe", "fcc-id",
    "function", "released",
    "modification",
)  # fmt: skip
"""What a column can be said to be, ``vcs:`` facts apart; ``column_words.toml`` describes them."""


class TableLayout(Struct, frozen=True, kw_only=True):
    """What the program file says of one spreadsheet; empty where it is silent."""

    columns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """``(field, headers)``: the headers, as the file has them, of the columns with this field."""
    sheet: str = ""
    """The only sheet of the workbook to be read."""
    header_row: int = 0
    """The row of the header, as a spreadsheet program shows it; 0: to be found."""


NO_LAYOUT = TableLayout()
