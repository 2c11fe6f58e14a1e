"""Bills of materials as workbooks (``.xlsx``, ``.xlsm``): every sheet with a known header."""

from __future__ import annotations

from typing import Final

from vcs_check.inventory.document import Document
from vcs_check.readers._content import Content
from vcs_check.readers._reader import Reader
from vcs_check.readers._workbook import has_header, read_workbook
from vcs_check.sheets.workbook import Workbook

NAME: Final = "xlsx"


def _is_workbook(content: Content) -> bool:
    return content.kind == "xlsx"


def _read(content: Content) -> Document:
    assert content.archive is not None
    return read_workbook(content, Workbook(content.archive, content.limits), NAME)


def _seems_bom(content: Content) -> bool:
    """Whether a sheet has a known header, or the workbook cannot be read."""
    if content.archive is None:
        return False
    return has_header(content, Workbook(content.archive, content.limits))


READER: Final = Reader(
    name=NAME, takes_layout=True, sniff=_is_workbook, read=_read, seems=_seems_bom
)
