"""Workbooks in Office Open XML (ISO/IEC 29500, ``.xlsx`` and ``.xlsm``), read as texts.

The archive's directory is checked first; then each part is streamed, so that neither a cell
far from all others nor a compressed gigabyte needs memory. Macros, links and pictures are not
looked at.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from typing import Final
from zipfile import ZipInfo

from msgspec import Struct

from vcs_check.containers.zipped import ZipArchive
from vcs_check.errors import LimitError, MalformedError, NotABomError
from vcs_check.limits import Limits
from vcs_check.sheets import Sheet
from vcs_check.sheets._cells import Styles, read_rows, unescaped
from vcs_check.sheets._xml import Attributes, Part, attribute

_TRUE: Final = frozenset({"1", "true", "on"})
_OTHERS: Final = {
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a presentation",
    "xl/workbook.bin": "a binary workbook (.xlsb), which is not read; save it as .xlsx",
    "content.xml": "an OpenDocument file, which is not read; save a spreadsheet as .xlsx",
    "META-INF/MANIFEST.MF": "a Java archive",
}


class _Entry(Struct):
    name: str
    part: str
    hidden: bool


def is_workbook(archive: ZipArchive) -> bool:
    """Whether an archive is an Office Open XML workbook."""
    names = archive.names
    return "[Content_Types].xml" in names and any(
        name.lower().endswith("workbook.xml") for name in names
    )


def other_document(archive: ZipArchive) -> str:
    """What an archive is that is neither a workbook nor a mere archive; empty if unknown."""
    names = set(archive.names)
    return next((what for name, what in _OTHERS.items() if name in names), "")


class Workbook:
    """The sheets of one workbook.

    Raises:
        MalformedError: parts that are missing, damaged or no XML; with their name.
        LimitError: more cells, texts or bytes than the limits allow.
    """

    def __init__(self, archive: ZipArchive, limits: Limits) -> None:
        self.file, self._archive, self._limits = archive.file, archive, limits
        self._members: dict[str, ZipInfo] = {}
        for info in archive.members:
            name = info.filename.lstrip("/")
            if name in self._members:
                raise MalformedError(
                    self.file, "a part stands twice; save the workbook again", name
                )
            self._members[name] = info
        main = next(
            (target for kind, target in self._related("").values() if kind == "officeDocument"),
            "xl/workbook.xml",
        )
        self._main = main
        self.date_1904 = False
        self.entries: list[_Entry] = []
        self.not_tables: list[str] = []
        related = self._related(main)
        self._read_main(related)
        by_kind = dict(related.values())
        self._strings = self._shared_strings(by_kind.get("sharedStrings", ""))
        self._styles = self._read_styles(by_kind.get("styles", ""))

    def sheets(self) -> Iterator[Sheet]:
        """The sheets in the workbook's order; read each before asking for the next."""
        for entry in self.entries:
            info = self._members.get(entry.part)
            if info is None:
                raise MalformedError(
                    self.file, f"the sheet {entry.name!r:.60} is missing", entry.part
                )
            yield read_rows(
                lambda info=info: self._archive.pieces(info),  # type: ignore[misc]
                Sheet(name=entry.name, rows=iter(()), hidden=entry.hidden),
                (self.file, entry.part), self._strings, self._styles, self._limits,
            )  # fmt: skip

    def _parse(
        self,
        name: str,
        started: Callable[[str, Attributes], None],
        ended: Callable[[str, str], None] | None = None,
    ) -> None:
        info = self._members.get(name)
        if info is None:
            raise MalformedError(self.file, "this part of the workbook is missing", name)
        part = Part(self.file, name)
        part.started = started
        if ended is not None:
            part.ended = ended
        part.feed(self._archive.pieces(info))

    def _related(self, name: str) -> dict[str, tuple[str, str]]:
        """``{id: (kind, part)}`` of the relationships of a part; empty if it has none."""
        folder, own = posixpath.split(name)
        source = posixpath.join(folder, "_rels", f"{own}.rels")
        found: dict[str, tuple[str, str]] = {}
        if source not in self._members:
            return found

        def started(element: str, attributes: Attributes) -> None:
            if element != "Relationship" or attribute(attributes, "TargetMode") == "External":
                return
            target = attribute(attributes, "Target")
            path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            kind = attribute(attributes, "Type").rpartition("/")[2]
            found[attribute(attributes, "Id")] = (kind, posixpath.normpath(path))

        self._parse(source, started)
        return found

    def _read_main(self, related: dict[str, tuple[str, str]]) -> None:
        def started(element: str, attributes: Attributes) -> None:
            if element == "workbookPr":
                self.date_1904 = attribute(attributes, "date1904") in _TRUE
            elif element == "sheet":
                name = attribute(attributes, "name")
                kind, part = related.get(attributes.get("r:id") or _id(attributes), ("", ""))
                if kind == "worksheet":
                    hidden = attribute(attributes, "state") not in ("", "visible")
                    self.entries.append(_Entry(name, part, hidden))
                elif kind:
                    self.not_tables.append(name)
                else:
                    raise MalformedError(
                        self.file, f"the sheet {name!r:.60} leads nowhere", self._main
                    )

        self._parse(self._main, started)
        if not self.entries:
            raise NotABomError(self.file, "no BOM: a workbook without any sheet of cells")

    def _shared_strings(self, name: str) -> list[str]:
        strings: list[str] = []
        if not name:
            return strings
        pieces: list[str] = []
        phonetic = 0
        longest, most = self._limits.max_string_chars, self._limits.max_sheet_cells

        def started(element: str, _: Attributes) -> None:
            nonlocal phonetic
            if element == "si":
                pieces.clear()
            elif element == "rPh":  # how it is pronounced: not part of the text
                phonetic += 1

        def ended(element: str, text: str) -> None:
            nonlocal phonetic
            if element == "t" and not phonetic:
                pieces.append(text)
            elif element == "rPh":
                phonetic -= 1
            elif element == "si":
                strings.append(unescaped(pieces[0] if len(pieces) == 1 else "".join(pieces)))
                if len(strings[-1]) > longest:
                    raise LimitError(
                        self.file, f"a text of more than {longest} characters "
                        "(limits.max_string_chars); shorten it", name,
                    )  # fmt: skip
                if len(strings) > most:
                    raise LimitError(
                        self.file, f"more than {most} texts (limits.max_sheet_cells); "
                        "split the table", name,
                    )  # fmt: skip

        self._parse(name, started, ended)
        return strings

    def _read_styles(self, name: str) -> Styles:
        styles = Styles(self.date_1904)
        if not name:
            return styles
        within = ""

        def started(element: str, attributes: Attributes) -> None:
            nonlocal within
            if element in ("cellXfs", "cellStyleXfs", "dxfs"):
                within = element
            elif element == "numFmt" and within != "dxfs":
                styles.name_format(
                    attribute(attributes, "numFmtId"), attribute(attributes, "formatCode")
                )
            elif element == "xf" and within == "cellXfs":
                styles.add(attribute(attributes, "numFmtId"))

        self._parse(name, started)
        return styles


def _id(attributes: Attributes) -> str:
    return next((v for key, v in attributes.items() if key.endswith(":id")), "")
