"""The US Consolidated Screening List, CSV or JSON, as evidence: list entries, no parties.

Columns differ between years (27, 28, 29), so they are read by name. ``entity_number`` is not unique
across the lists; the entry is named by ``_id`` (or ``id``) where there is one. Alternative names
are separated by ``;``, on the Nonproliferation list by ``,``, and ``[]`` stands for none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from vcs_check.errors import MalformedError
from vcs_check.origin.countries import is_country_code
from vcs_check.origin.csv_rows import header_of, rows
from vcs_check.origin.data_file import DataFile
from vcs_check.origin.identifiers import canonical, is_valid_lei, is_valid_ogrn, is_valid_uscc
from vcs_check.origin.json_elements import elements
from vcs_check.origin.listing import list_register
from vcs_check.origin.party import ListEntry, Register
from vcs_check.origin.wanted import Wanted
from vcs_check.text import BomText

_REQUIRED: Final = frozenset({"source", "name", "alt_names"})
_AND_SUCCESSORS: Final = re.compile(
    r"[;,]?\s*and any successors?,? sub-?units?,? or subsidiar(?:y|ies) thereof\.?$", re.IGNORECASE
)
_AFFILIATES: Final = re.compile(r"\.?\s*Affiliated Entit(?:y|ies):.*$", re.IGNORECASE | re.DOTALL)
_SAME_AS: Final = re.compile(r"\s*\([^()]*\)\s*$")
_CHECKED: Final = (("lei", is_valid_lei), ("uscc", is_valid_uscc), ("ogrn", is_valid_ogrn))
"""Numbers of the list's ``ids`` that show by their check digits what they are."""


def recognises(head: bytes, path: str) -> bool:
    """A CSV with the list's columns, or a JSON object with ``results`` and ``source_list_url``."""
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return b'"results"' in head and b'"source_list_url"' in head
    return header_of(head) >= _REQUIRED


def select(files: Sequence[DataFile], wanted: Wanted) -> tuple[Register, ...]:
    """The entries that are asked for, one register a file.

    Raises:
        MalformedError: no valid CSV or JSON, or no such list; with line or record.
    """
    return tuple(_register(file, wanted) for file in files)


def _register(file: DataFile, wanted: Wanted) -> Register:
    is_json = file.head().lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")
    found = elements(file) if is_json else rows(file)
    entries = (_entry(row, file.path, place) for place, row in found)
    return list_register(file, "US Consolidated Screening List", entries, wanted)


def _entry(row: Mapping[str, Any], path: str, place: str) -> ListEntry | None:
    if "source" not in row and "name" not in row:
        raise MalformedError(path, "no entry of the list: neither 'name' nor 'source'", place)
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
        countries=tuple(dict.fromkeys(_countries(row.get("addresses")))),
        identifiers=tuple(dict.fromkeys(_identifiers(row.get("ids")))),
        since=_day(row.get("start_date")),
        until=_day(row.get("end_date")),
    )


def _name(value: object) -> BomText:
    text = value.strip() if isinstance(value, str) else ""
    return BomText(_AND_SUCCESSORS.sub("", _AFFILIATES.sub("", text)).strip())


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


def _countries(value: object) -> Iterator[str]:
    """ISO codes of the addresses: the last part of each in CSV, a key of its own in JSON."""
    if isinstance(value, list):
        parts = [part.get("country") for part in value if isinstance(part, dict)]
    elif isinstance(value, str):
        parts = [part.rsplit(",", 1)[-1].strip() for part in value.split(";")]
    else:
        parts = []
    yield from (part for part in parts if isinstance(part, str) and is_country_code(part))


def _identifiers(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        numbers = [part.get("number") for part in value if isinstance(part, dict)]
    elif isinstance(value, str):
        numbers = re.split(r"[,;]", value)
    else:
        numbers = []
    for number in numbers:
        for scheme, check in _CHECKED if isinstance(number, str) else ():
            pair = canonical(scheme, number or "")
            if check(pair[1]):
                yield pair


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
