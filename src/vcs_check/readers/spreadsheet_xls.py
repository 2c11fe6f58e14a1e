"""Bills of materials as workbooks of Excel 5 to 2003 (``.xls``)."""

from __future__ import annotations

from typing import Final

from vcs_check.inventory.document import Document
from vcs_check.readers._content import Content
from vcs_check.readers._reader import Reader
from vcs_check.readers._workbook import has_header, read_workbook
from vcs_check.sheets.old_workbook import OldWorkbook

NAME: Final = "xls"


def _is_workbook(content: Content) -> bool:
    return content.kind == NAME


def _read(content: Content) -> Document:
    workbook = OldWorkbook(content.data, content.file, content.limits)
    return read_workbook(content, workbook, NAME)


def _seems_bom(content: Content) -> bool:
    """Whether a sheet has a known header, or the workbook cannot be read."""
    if content.kind != NAME:
        return False
    return has_header(content, OldWorkbook(content.data, content.file, content.limits))


READER: Final = Reader(
    name=NAME, takes_layout=True, sniff=_is_workbook, read=_read, seems=_seems_bom
)
