"""Readers: the bytes of one BOM file become one :class:`~vcs_check.inventory.document.Document`.

One file a format, found by listing this folder: a module without a leading underscore has a
constant ``READER``. The format is found from the content, never from the file's name.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from vcs_check.errors import InputError, NotABomError
from vcs_check.inventory.document import Document, Note
from vcs_check.inventory.table_layout import NO_LAYOUT, TableLayout
from vcs_check.limits import DEFAULT_LIMITS, Limits
from vcs_check.readers import _content
from vcs_check.readers._content import Content, unread_format
from vcs_check.readers._extents import check_extents
from vcs_check.readers._reader import Reader, readers

if TYPE_CHECKING:
    from vcs_check.readers._annotating import Properties
    from vcs_check.readers._positions import Position

__all__ = ["looks_like_bom", "positions_of", "read_bom", "with_properties"]

_NO_TABLE = "columns, sheet and header_row are for spreadsheets; this is {}, so they are not used"


def _read(reader: Reader, content: Content) -> Document:
    """What is guessed wrongly in large JSON ends in an error, and is then read without guesses."""
    try:
        return reader.read(content)
    except InputError:
        if not content.is_guess:
            raise
    content.read_exactly()
    return reader.read(content)


def read_bom(
    data: bytes,
    path: str,
    limits: Limits = DEFAULT_LIMITS,
    *,
    layout: TableLayout = NO_LAYOUT,
) -> Document:
    """The inventory of one BOM.

    Args:
        data: the file's bytes; gzip and zstd are unpacked.
        path: the file's name as the user gave it, for messages and reports.
        limits: how much the file may ask of this machine.
        layout: how a spreadsheet is laid out, where that is known.

    Raises:
        NotABomError: the bytes are no BOM of a format that is read.
        MalformedError: a BOM with a fault in it; names the place.
        LimitError: too large, too deep or too long.
    """
    collecting = gc.isenabled()
    gc.disable()  # nothing here makes reference cycles; collecting costs 2-3 times the reading
    try:
        content = Content(data, path, limits, layout)
        for reader in readers(content.kind):
            if reader.sniff(content):
                check_extents(content)
                document = _read(reader, content)
                if layout != NO_LAYOUT and not reader.takes_layout:
                    document.notes.append(Note(message=_NO_TABLE.format(reader.name)))
                return document
        if name := unread_format(content):
            raise NotABomError(
                path,
                f"this is {name}, which is not read yet; convert it to CycloneDX or SPDX 2.3 "
                "(JSON or tag-value)",
            )
        for reader in readers(content.kind):
            if why := reader.why_not(content):
                raise NotABomError(path, why)
    finally:
        if collecting:
            gc.enable()
    raise NotABomError(
        path,
        "no BOM of a format that is read: CycloneDX JSON or XML, "
        "SPDX 2 JSON, YAML, XML, RDF/XML or tag-value, SPDX 3 JSON-LD, CSV, XLSX, XLS; "
        "name the BOM itself",
    )


def positions_of(
    data: bytes, path: str, sources: Iterable[str], limits: Limits = DEFAULT_LIMITS
) -> dict[str, Position]:
    """Line and column of components; see :func:`vcs_check.readers._positions.positions_of`."""
    from vcs_check.readers import _positions  # for reports that point into a BOM only

    return _positions.positions_of(data, path, sources, limits)


def with_properties(
    data: bytes,
    path: str,
    additions: Mapping[str, Properties],
    prefix: str,
    limits: Limits = DEFAULT_LIMITS,
) -> bytes:
    """An annotated copy; see :func:`vcs_check.readers._annotating.with_properties`."""
    from vcs_check.readers import _annotating  # for annotated copies only

    return _annotating.with_properties(data, path, additions, prefix, limits)


def looks_like_bom(data: bytes, limits: Limits = DEFAULT_LIMITS) -> bool:
    """Whether the bytes seem to be meant as a BOM, broken or not; generous.

    True for whatever :func:`read_bom` reads, and for what it would call a broken BOM.
    """
    if _content.looks_like_bom(data):
        return True
    try:
        content = Content(data, "", limits)
        if content.data is not data and _content.looks_like_bom(content.data):
            return True
        return any(r.seems(content) for r in readers(content.kind) if r.seems is not None)
    except NotABomError:
        return False
    except InputError:  # packed, and damaged
        return True
