"""Open Ownership's Beneficial Ownership Data Standard 0.4: a JSON array of statements, or lines.

A record is what its latest statement says (``statementDate``, then the order of the file); one that
is ``closed`` is gone. The file is read twice: first to see which records are in force and whose
they are, then to decode those that somebody asks for and whoever stands above them. Nobody is
cleared by it alone: that its owners are all that matter is for a person to say
(``ownership_reviewed``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any, Final

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


class _Seen:
    """What the first reading finds out of millions of statements, as small as may be."""

    def __init__(self) -> None:
        self.matches: set[str] = set()
        """Records of entities that are wanted."""
        self._latest: dict[str, int] = {}
        self._days: dict[str, int] = {}
        self._day_texts: list[str] = []
        self._held: list[str] = []

    def add(self, statement: Statement, number: int) -> None:
        """Remember the statement, if it is the latest on its record."""
        record, day = statement.record_id, statement.statement_date
        known = self._latest.get(record)
        if known is None or day >= self._day_texts[known >> _DAY_BITS]:
            index = self._days.get(day)
            if index is None:
                index = self._days[day] = len(self._day_texts)
                self._day_texts.append(day)
            # one number for day, position and end: three values in a tuple take four times the room
            is_closed = statement.record_status == "closed"
            self._latest[record] = index << _DAY_BITS | number << 1 | is_closed

    def add_holder(self, subject: str, relationship: str, holder: str) -> None:
        """Somebody has something in a subject, in force or not."""
        line = _SEPARATOR.join((subject, relationship, holder))
        if line not in self._held[-4:]:
            self._held.append(line)

    def complete(self) -> None:
        """All statements were seen."""
        self._held.sort()

    def holders(self, subject: str) -> Iterator[tuple[str, str]]:
        """The relationship records of a subject, and the interested party of each."""
        first = subject + _SEPARATOR
        for at in range(bisect_left(self._held, first), len(self._held)):
            if not self._held[at].startswith(first):
                return
            _, relationship, holder = self._held[at].split(_SEPARATOR, 2)
            yield relationship, holder

    def is_in_force(self, record: str, number: int) -> bool:
        """Whether that statement is the last word on its record, and does not close it."""
        known = self._latest[record]
        return (known & _POSITION) >> 1 == number and not known & 1

    @property
    def records(self) -> AbstractSet[str]:
        """Ids of all records."""
        return self._latest.keys()


_DAY_BITS: Final = 40
_POSITION: Final = (1 << _DAY_BITS) - 1
_SEPARATOR: Final = "\0"


def _register(file: DataFile, wanted: Wanted) -> Register:
    seen = _first_reading(file, wanted)
    kept = _closure(seen, is_everything=wanted.is_everything)
    decoded: dict[str, Latest] = {}
    newest: date | None = None
    for number, (place, element) in enumerate(elements(file), 1):
        record = element.get("recordId")
        if record not in kept or not seen.is_in_force(record, number):
            continue
        statement = statement_of(element, file.path, place)
        decoded[record] = Latest(statement, place)
        newest = max(newest or statement.day, statement.day)
    parties, notes = parties_of(decoded, file.path, wanted.today)
    return Register(
        path=file.path,
        parties=parties,
        notes=notes if seen.records else (f"{file.path}: the file has no statements",),
        title="Open Ownership BODS 0.4",
        edition=file.day_in_name(),
        newest_entry=newest,
        sha256=file.sha256(),
    )


def _first_reading(file: DataFile, wanted: Wanted) -> _Seen:
    seen = _Seen()
    for number, (place, element) in enumerate(elements(file), 1):
        statement = statement_of(element, file.path, place)
        seen.add(statement, number)
        if statement.record_type == "entity":
            if _is_wanted(statement.record_details, wanted):
                seen.matches.add(statement.record_id)
        elif statement.record_type == "relationship":
            _add_holder(statement, seen)
    seen.complete()
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
        seen.add_holder(subject, statement.record_id, holder if isinstance(holder, str) else "")


def _closure(seen: _Seen, *, is_everything: bool) -> set[str]:
    """Records of the wanted entities, of what others have in them, and of these others."""
    if is_everything:
        return set(seen.records)
    kept: set[str] = set()
    waiting = list(seen.matches)
    while waiting:
        record = waiting.pop()
        if record in kept:
            continue
        kept.add(record)
        for relationship, holder in seen.holders(record):
            kept.add(relationship)
            if holder:
                waiting.append(holder)
    return kept & seen.records
