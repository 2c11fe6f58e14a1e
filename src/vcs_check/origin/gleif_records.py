"""Records of GLEIF's files as ``{path: texts}``, whatever they are written in.

Level 1 (LEI-CDF 3.1), level 2 (RR-CDF 2.1) and reporting exceptions (REPEX-CDF 2.1) come as CSV
with dotted columns, as XML and as JSON. Here all of them have the CSV's dotted paths in small
letters, without the numbers of repeated columns and without "s" wrappers of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from xml.parsers import expat

from vcs_check.errors import MalformedError
from vcs_check.origin.csv_rows import picked_rows
from vcs_check.origin.data_file import DataFile
from vcs_check.origin.json_elements import elements

Record = Mapping[str, list[str]]
"""Dotted path in small letters → its texts in the order of the record."""

ENTITIES, RELATIONS, EXCEPTIONS = "level 1", "level 2", "reporting exceptions"
_SIGNS: Final = (
    (ENTITIES, (b"LEI", b"Entity", b"LegalName")),
    (RELATIONS, (b"Relationship", b"StartNode", b"EndNode")),
    (EXCEPTIONS, (b"Exception.Category", b"LEI")),
    (EXCEPTIONS, (b"ExceptionCategory", b"LEI")),
)
_RECORD_TAGS: Final = frozenset({"LEIRecord", "RelationshipRecord", "Exception"})
_NUMBER: Final = re.compile(r"\.\d+(?=\.|$)")
_HEADER_BYTES: Final = 64 * 1024
_MAX_DEPTH: Final = 50
_PIECE_BYTES: Final = 1 << 18
_MAX_RECORD_CHARS: Final = 1 << 22


def kinds_of(head: bytes) -> tuple[str, ...]:
    """Which of GLEIF's records the beginning has; none for another kind of file.

    A CSV has one kind, by its header; XML and JSON may have several in one file.
    """
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if not text.startswith((b"<", b"{", b"[")):
        text = text.split(b"\n", 1)[0]
    if b"recordType" in text or b"statementType" in text:
        return ()
    found = (kind for kind, signs in _SIGNS if all(sign in text for sign in signs))
    return tuple(dict.fromkeys(found))


def header_columns(head: bytes) -> list[str]:
    """The columns of a CSV in its own spelling."""
    line = head.removeprefix(b"\xef\xbb\xbf").splitlines()[:1]
    return [
        column.strip(b' "\r').decode("utf-8", "replace")
        for part in line
        for column in part.split(b",")
    ]


def records(file: DataFile, wanted: tuple[str, ...]) -> Iterator[tuple[str, Record]]:
    """Each record with its place; ``wanted`` are the paths that are looked at, in small letters.

    Raises:
        MalformedError: no valid CSV, XML or JSON; with line or record.
    """
    head = file.head().lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"<"):
        yield from _xml_records(file, frozenset(wanted))
    elif head.startswith((b"{", b"[")):
        for place, element in elements(file):
            record: dict[str, list[str]] = {}
            _flatten(element, record, frozenset(wanted))
            yield place, record
    else:
        yield from _csv_records(file, wanted)


def csv_columns(file: DataFile, wanted: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The columns of a CSV with these paths, and the path of each."""
    columns = [
        (column, path)
        for column in header_columns(file.head())
        if (path := _NUMBER.sub("", column).lower()) in wanted
    ]
    return [column for column, _ in columns], [path for _, path in columns]


def _csv_records(file: DataFile, wanted: tuple[str, ...]) -> Iterator[tuple[str, Record]]:
    columns, paths = csv_columns(file, wanted)
    for line, cells in picked_rows(file, columns):
        record: dict[str, list[str]] = {}
        for path, cell in zip(paths, cells, strict=True):
            if cell:
                record.setdefault(path, []).append(cell)
        yield f"line {line}", record


def _flatten(element: Any, record: dict[str, list[str]], wanted: frozenset[str]) -> None:
    waiting: list[tuple[str, Any]] = [("", element)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            for key in reversed(value):
                below = path if key == "$" else f"{path}.{key.lower()}" if path else key.lower()
                waiting.append((below, value[key]))
        elif isinstance(value, list):
            waiting += ((path, item) for item in reversed(value))
        elif isinstance(value, str) and path in wanted and value.strip():
            record.setdefault(path, []).append(value.strip())


def _xml_records(file: DataFile, wanted: frozenset[str]) -> Iterator[tuple[str, Record]]:
    found: list[tuple[str, Record]] = []
    path: list[str] = []
    text: list[str] = []
    record: dict[str, list[str]] = {}
    inside = size = 0

    def start(tag: str, _: object) -> None:
        nonlocal inside, record, size
        path.append(tag.rsplit(":", maxsplit=1)[-1].rsplit(" ", maxsplit=1)[-1])
        text.clear()
        if len(path) > _MAX_DEPTH:
            raise ValueError("nested too deeply")
        if not inside and path[-1] in _RECORD_TAGS:
            inside, record, size = len(path), {}, 0

    def characters(data: str) -> None:
        nonlocal size
        size += len(data)
        if size > _MAX_RECORD_CHARS:
            raise ValueError("a record of too many characters")
        text.append(data)

    def end(_: str) -> None:
        nonlocal inside, size
        if inside:
            name = ".".join(path[inside:]).lower()
            value = "".join(text).strip()
            if name in wanted and value:
                record.setdefault(name, []).append(value)
            if len(path) == inside:
                found.append((f"line {parser.CurrentLineNumber}", record))
                inside = 0
        path.pop()
        text.clear()
        size = size if inside else 0

    def doctype(*_: object) -> None:
        raise ValueError("a DOCTYPE, which can define entities and is never read")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = characters, doctype
    with file.opened() as stream:
        try:
            while piece := stream.read(_PIECE_BYTES):
                parser.Parse(piece, False)
                yield from found
                found.clear()
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise MalformedError(
                file.path, f"not valid XML: {error}", f"line {parser.CurrentLineNumber}"
            ) from None
    yield from found
