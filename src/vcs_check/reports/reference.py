"""The bundled reference of well-known suppliers as text, JSON and CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from vcs_check.asked import ReferenceRow
from vcs_check.reports._base import RenderOptions
from vcs_check.reports._escape import terminal
from vcs_check.reports._json_encoding import formatted
from vcs_check.reports._table import Column, csv_table, text_table

_HEAD: Final = (
    Column(heading="name", share=5),
    Column(heading="inc."),
    Column(heading="hq"),
    Column(heading="counts"),
    Column(heading="held by", share=3),
    Column(heading="source", share=4),
)
_CSV_HEAD: Final = ReferenceRow.__struct_fields__
SCHEMA_ID: Final = "vcs-check/reference/1"


def as_text(rows: Sequence[ReferenceRow], options: RenderOptions) -> bytes:
    """A table that fits the terminal; with ``verbose`` everything that it cuts."""
    counting = sum(row.counts for row in rows)
    as_of = max((row.as_of for row in rows), default="")
    lines = [
        f"{len(rows)} suppliers as of {as_of}; {counting} rows count, the others have no public",
        "source and decide nothing. A starting point, not a determination.",
        "",
    ]
    if options.verbose:
        for row in rows:
            lines += [terminal(f"{row.name}: {'counts' if row.counts else 'decides nothing'}")]
            lines += [terminal(line) for line in _details(row)]
    else:
        lines += text_table(_HEAD, [_cells(row) for row in rows], options.width)
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")


def _cells(row: ReferenceRow) -> list[str]:
    counts = "yes" if row.counts else "no"
    held = ", ".join(row.parents)
    return [row.name, row.incorporated_in, row.headquarters, counts, held, row.source]


def _details(row: ReferenceRow) -> list[str]:
    told = (
        ("also called", ", ".join(row.aliases)),
        ("identifiers", ", ".join(row.identifiers)),
        ("incorporated in", row.incorporated_in),
        ("headquartered in", row.headquarters),
        ("held by", "; ".join(row.parents)),
        ("source", row.source),
        ("confidence", f"{row.confidence}, as of {row.as_of}"),
    )
    return [f"    {what}: {text}" for what, text in told if text]


def as_json(rows: Sequence[ReferenceRow], options: RenderOptions) -> bytes:
    """All fields of all rows."""
    suppliers = [msgspec.to_builtins(row) for row in rows]
    return formatted({"schema": SCHEMA_ID, "suppliers": suppliers}) + b"\n"


def as_csv(rows: Sequence[ReferenceRow], options: RenderOptions) -> bytes:
    """All fields of all rows; several values in a cell are parted by ``|``."""
    return csv_table(_CSV_HEAD, ([_cell(getattr(row, f)) for f in _CSV_HEAD] for row in rows))


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " | ".join(value) if isinstance(value, tuple) else str(value)


FORMATS: Final[dict[str, Callable[[Sequence[ReferenceRow], RenderOptions], bytes]]] = {
    "csv": as_csv,
    "json": as_json,
    "text": as_text,
}
