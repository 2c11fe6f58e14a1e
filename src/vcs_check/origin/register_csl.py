"""The US Consolidated Screening List, CSV or JSON, as evidence: list entries, no parties.

Columns differ between years (27, 28, 29), so they are read by name. ``entity_number`` is not unique
across the lists; the entry is named by ``_id`` (or ``id``) where there is one. Alternative names
are separated by ``;``, on the Nonproliferation list by ``,``, and ``[]`` stands for none.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from vcs_check.errors import MalformedError
from vcs_check.origin.party import ListEntry, Register
from vcs_check.text import BomText

_REQUIRED: Final = frozenset({"source", "entity_number", "name", "alt_names"})
_AND_SUCCESSORS: Final = re.compile(
    r"[;,]?\s*and any successors?,? sub-?units?,? or subsidiar(?:y|ies) thereof\.?$", re.IGNORECASE
)
_SAME_AS: Final = re.compile(r"\s*\([^()]*\)\s*$")


def recognises(data: bytes, path: str) -> bool:
    """A CSV with the list's columns, or a JSON object with ``results`` and ``source_list_url``."""
    name = path.lower()
    if name.endswith(".csv"):
        header = data[:65536].removeprefix(b"\xef\xbb\xbf").splitlines()[:1]
        columns = {
            column.strip(b' "\r').decode("utf-8", "replace")
            for line in header
            for column in line.split(b",")
        }
        return columns >= _REQUIRED
    return name.endswith(".json") and b'"results"' in data and b'"source_list_url"' in data


def read(data: bytes, path: str) -> Register:
    """The entries of the list; MalformedError where it is not what it should be."""
    rows = _json_rows(data, path) if path.lower().endswith(".json") else _csv_rows(data, path)
    listings = tuple(entry for row in rows if (entry := _entry(row)) is not None)
    notes = () if listings else (f"{path}: the screening list has no entries",)
    return Register(path=path, listings=listings, notes=notes)


def _csv_rows(data: bytes, path: str) -> Iterable[Mapping[str, Any]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise MalformedError(path, "not UTF-8; save the file as UTF-8", f"line {line}") from None
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise MalformedError(path, f"not valid CSV: {error}", f"line {reader.line_num}") from None


def _json_rows(data: bytes, path: str) -> Iterable[Mapping[str, Any]]:
    try:
        document = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError) as error:
        raise MalformedError(path, f"not valid JSON: {error}") from None
    results = document.get("results") if isinstance(document, dict) else None
    if not isinstance(results, list) or not all(isinstance(row, dict) for row in results):
        raise MalformedError(path, "no list of entries", "/results")
    return results


def _entry(row: Mapping[str, Any]) -> ListEntry | None:
    name = _name(row.get("name"))
    if not name:
        return None
    source = str(row.get("source") or "Consolidated Screening List")
    entry = row.get("_id") or row.get("id") or row.get("entity_number") or name
    return ListEntry(
        name=name,
        list_name=source,
        entry=str(entry),
        aliases=tuple(dict.fromkeys(_aliases(row.get("alt_names"), source, name))),
    )


def _name(value: object) -> BomText:
    return BomText(_AND_SUCCESSORS.sub("", value.strip()).strip() if isinstance(value, str) else "")


def _aliases(value: object, source: str, name: str) -> Iterable[BomText]:
    # "Lotus River Co., Ltd. (Lotus River)": the name without its own short form
    shorter = _SAME_AS.sub("", name)
    if shorter and shorter != name:
        yield BomText(shorter)
    if isinstance(value, list):
        parts = [part for part in value if isinstance(part, str)]
    elif isinstance(value, str) and value.strip() not in ("", "[]"):
        parts = value.split("," if "ISN" in source and ";" not in value else ";")
    else:
        parts = []
    for part in parts:
        if alias := _name(part):
            yield alias
