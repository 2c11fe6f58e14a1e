"""Open Ownership's Beneficial Ownership Data Standard 0.4: a JSON array of statements, or lines.

A record is what its latest statement says (``statementDate``, then the order of the file); one that
is ``closed`` is gone. The file is read twice: first to see which records are in force and whose
they are, then to decode those that somebody asks for and whoever stands above them. Nobody is
cleared by it alone: that its owners are all that matter is for a person to say
(``ownership_reviewed``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from msgspec import Struct

from vcs_check.origin.bods_parties import Latest, parties_of
from vcs_check.origin.bods_statements import Statement, statement_of
from vcs_check.origin.data_file import DataFile
from vcs_check.origin.identifiers import SCHEMES, canonical
from vcs_check.origin.json_elements import elements
from vcs_check.origin.party import Register
from vcs_check.origin.wanted import Wanted

_SIGNS: Final = (b'"recordType"', b'"statementId"')
_OLDER_SIGNS: Final = (b'"statementType"', b'"statementID"')


def recognises(head: bytes, path: str) -> bool:
    """JSON with the standard's own words, of 0.4 or older."""
    is_json = head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"[", b"{"))
    return is_json and (
        any(sign in head for sign in _SIGNS) or all(sign in head for sign in _OLDER_SIGNS)
    )


def select(files: Sequence[DataFile], wanted: Wanted) -> tuple[Register, ...]:
    """One register a file, with the entities that are wanted and whoever has an interest in them.

    Raises:
        MalformedError: no valid JSON, or no statement of BODS 0.4; with the record.
    """
    return tuple(_register(file, wanted) for file in files)


class _Seen(Struct):
    """What the first reading finds out."""

    latest: dict[str, tuple[str, int, bool]]
    """For each record: date and number of its latest statement, and whether that closes it."""
    matches: set[str]
    """Records of entities that are wanted."""
    holders: dict[str, list[tuple[str, str]]]
    """For each subject the relationship records and the interested party, in force or not."""


def _register(file: DataFile, wanted: Wanted) -> Register:
    seen = _first_reading(file, wanted)
    kept = _closure(seen, is_everything=wanted.is_everything)
    decoded: dict[str, Latest] = {}
    newest: date | None = None
    for number, (place, element) in enumerate(elements(file), 1):
        record = element.get("recordId")
        if record not in kept or seen.latest[record][1] != number or seen.latest[record][2]:
            continue
        statement = statement_of(element, file.path, place)
        decoded[record] = Latest(statement, place)
        newest = max(newest or statement.day, statement.day)
    parties, notes = parties_of(decoded, file.path, wanted.today)
    return Register(
        path=file.path,
        parties=parties,
        notes=notes if seen.latest else (f"{file.path}: the file has no statements",),
        title="Open Ownership BODS 0.4",
        edition=file.day_in_name(),
        newest_entry=newest,
        sha256=file.sha256(),
    )


def _first_reading(file: DataFile, wanted: Wanted) -> _Seen:
    seen = _Seen({}, set(), {})
    for number, (place, element) in enumerate(elements(file), 1):
        statement = statement_of(element, file.path, place)
        record = statement.record_id
        known = seen.latest.get(record)
        if known is None or statement.statement_date >= known[0]:
            is_closed = statement.record_status == "closed"
            seen.latest[record] = (statement.statement_date, number, is_closed)
        if statement.record_type == "entity":
            if _is_wanted(statement.record_details, wanted):
                seen.matches.add(record)
        elif statement.record_type == "relationship":
            _add_holder(statement, seen)
    return seen


def _is_wanted(details: dict[str, Any], wanted: Wanted) -> bool:
    names = [details.get("name"), *_list(details.get("alternateNames"))]
    identifiers = [
        canonical(scheme, item["id"])
        for item in _list(details.get("identifiers"))
        if isinstance(item, dict) and isinstance(item.get("id"), str)
        for scheme in SCHEMES
    ]
    return wanted.has((name for name in names if isinstance(name, str)), identifiers)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _add_holder(statement: Statement, seen: _Seen) -> None:
    details = statement.record_details
    subject, holder = details.get("subject"), details.get("interestedParty")
    if isinstance(subject, str):
        pair = (statement.record_id, holder if isinstance(holder, str) else "")
        held = seen.holders.setdefault(subject, [])
        if pair not in held[-4:]:
            held.append(pair)


def _closure(seen: _Seen, *, is_everything: bool) -> set[str]:
    """Records of the wanted entities, of what others have in them, and of these others."""
    if is_everything:
        return set(seen.latest)
    kept: set[str] = set()
    waiting = list(seen.matches)
    while waiting:
        record = waiting.pop()
        if record in kept:
            continue
        kept.add(record)
        for relationship, holder in seen.holders.get(record, ()):
            kept.add(relationship)
            if holder:
                waiting.append(holder)
    return kept & set(seen.latest)
