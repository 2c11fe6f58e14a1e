"""What the inventories of CycloneDX and SPDX have in common: a document, its notes, its limits."""

from __future__ import annotations

from typing import Final, NoReturn

from vcs_check.errors import LimitError
from vcs_check.inventory.document import Document
from vcs_check.readers._claims import Claimed
from vcs_check.readers._content import Content
from vcs_check.readers._notes import Notes
from vcs_check.text import BomText

QUANTITY: Final = "cdx:device:quantity"
UNNAMED_LICENCE: Final = BomText("LicenseRef-unnamed")
"""A licence that is stated, but not which: it applies all the same."""
NO_TEXT: Final = BomText("")


def text(value: object) -> BomText:
    """The value without white space at its ends; empty where it is absent."""
    return BomText(value.strip()) if isinstance(value, str) else NO_TEXT


class BomInventory:
    """One document while it is being collected; the base of each format's inventory."""

    def __init__(self, content: Content, name: str, version: str) -> None:
        self.file = content.file
        self.limits = content.limits
        self.notes = Notes()
        self.claimed = Claimed(content.file, self.notes)
        self.document = Document(
            path=content.file, sha256=content.sha256, format=name, version=version
        )
        self.components = self.document.components
        self._texts: dict[str, BomText] = {}

    def _refuse_number(self) -> NoReturn:
        raise LimitError(
            self.file,
            f"more than {self.limits.max_components} components (limits.max_components); "
            "split the BOM",
        )

    def _refuse_length(self, place: str) -> NoReturn:
        raise LimitError(
            self.file,
            f"a text of more than {self.limits.max_string_chars} characters "
            "(limits.max_string_chars); shorten it",
            place,
        )

    def _refuse_properties(self, what: str, place: str) -> NoReturn:
        raise LimitError(
            self.file,
            f"more than {self.limits.max_properties_per_component} {what} "
            "(limits.max_properties_per_component); take out what is not needed",
            place,
        )

    def finished(self) -> Document:
        """The document, with its notes."""
        self.document.notes = self.notes.all()
        return self.document
