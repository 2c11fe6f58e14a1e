"""GLEIF's data: level 1 (who is who), level 2 (who consolidates whom), reporting exceptions.

Each of the three is one file, CSV, XML or JSON, as published or inside its zip archive; together
they make one register. Level 1 has three million records and is streamed once: kept are the records
that somebody asks for, and, small, those that level 2 names as parents, until it is known whose
they are.

Nothing here can clear anybody. Level 2 states accounting consolidation, which is control and says
nothing of votes; whoever has no parent there may have one (few entities report, and natural persons
never stand there); a reporting exception is a statement of the entity itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from vcs_check.errors import MalformedError
from vcs_check.origin.csv_rows import picked_rows
from vcs_check.origin.data_file import DataFile
from vcs_check.origin.gleif_parties import KINDS, Entity, Relation, parties_of
from vcs_check.origin.gleif_records import (
    ENTITIES,
    EXCEPTIONS,
    RELATIONS,
    Record,
    csv_columns,
    kinds_of,
    records,
)
from vcs_check.origin.gleif_store import Aside, Relations
from vcs_check.origin.identifiers import is_valid_lei
from vcs_check.origin.party import Register
from vcs_check.origin.wanted import Wanted

_LEI: Final = "lei"
_NAME: Final = "entity.legalname"
_OTHER_NAMES: Final = (
    "entity.otherentitynames.otherentityname",
    "entity.transliteratedotherentitynames.transliteratedotherentityname",
)
_FACTS: Final = (
    *("entity.legaljurisdiction", "entity.headquartersaddress.country"),
    *("entity.legaladdress.country", "entity.entitycategory", "entity.entitystatus"),
    *("registration.registrationstatus", "registration.lastupdatedate"),
    "entity.registrationauthority.registrationauthorityentityid",
)
_ENTITY_PATHS: Final = (_LEI, _NAME, *_OTHER_NAMES, *_FACTS)
_CHILD, _PARENT = "relationship.startnode.nodeid", "relationship.endnode.nodeid"
_TYPE: Final = "relationship.relationshiptype"
_PERIODS: Final = (
    "relationship.period",
    "relationship.relationshipperiods",
    "relationship.relationshipperiods.relationshipperiod",
)
_STARTS: Final = tuple(f"{path}.startdate" for path in _PERIODS)
_ENDS: Final = tuple(f"{path}.enddate" for path in _PERIODS)
_KINDS_OF_PERIODS: Final = tuple(f"{path}.periodtype" for path in _PERIODS)
_STATUS: Final = "relationship.relationshipstatus"
_REGISTRATION: Final = "registration.registrationstatus"
_RELATION_PATHS: Final = (
    _CHILD, _PARENT, _TYPE, _STATUS, _REGISTRATION, *_STARTS, *_ENDS, *_KINDS_OF_PERIODS,
)  # fmt: skip
_CATEGORIES: Final = ("exception.category", "exceptioncategory")
_REASONS: Final = ("exception.reason", "exceptionreason")
_EXCEPTION_PATHS: Final = (_LEI, *_CATEGORIES, *_REASONS)
_IN_FORCE: Final = frozenset({"PUBLISHED", "LAPSED", "PENDING_TRANSFER", "PENDING_ARCHIVAL", ""})
_CONTENT_DATE: Final = re.compile(rb"ContentDate\W{1,20}?(\d{4}-\d\d-\d\d)")
_VOID: Final = frozenset({"ANNULLED", "DUPLICATE", "CANCELLED"})


def recognises(head: bytes, path: str) -> bool:
    """By the columns, tags or keys of one of the three files."""
    return bool(kinds_of(head))


def select(files: Sequence[DataFile], wanted: Wanted) -> tuple[Register, ...]:
    """One register of all GLEIF files that are given, with the entities that are wanted.

    Raises:
        MalformedError: a fault in a file, with its line or record.
    """
    by_kind: dict[str, list[DataFile]] = {ENTITIES: [], RELATIONS: [], EXCEPTIONS: []}
    for file in files:
        for kind in kinds_of(file.head()):
            by_kind[kind].append(file)
    relations = Relations()
    for file in by_kind[RELATIONS]:
        _collect_relations(file, relations)
    relations.complete()
    matched: dict[str, Entity] = {}
    aside = Aside(relations.parents)
    for file in by_kind[ENTITIES]:
        for is_match, entity in _entities(file, wanted, relations):
            if is_match:
                matched[entity.lei] = entity
            else:
                aside.put(entity)
    kept = _closure(matched, aside, relations)
    leis = set(kept) | {value for scheme, value in wanted.identifiers if scheme == _LEI}
    if not by_kind[ENTITIES] and wanted.is_everything:
        leis.update(relations.children())
    exceptions: dict[str, list[str]] = {}
    for file in by_kind[EXCEPTIONS]:
        for lei, text in _exceptions(file):
            if lei in leis or (wanted.is_everything and not by_kind[ENTITIES]):
                exceptions.setdefault(lei, []).append(text)
    above = {lei: found for lei in leis if (found := _in_force(relations.of(lei), wanted.today))}
    parties = parties_of(kept, above, exceptions)
    shown = " + ".join(file.path for file in files)
    notes = tuple(_notes(by_kind))
    editions = [day for file in files if (day := _edition(file)) is not None]
    return (
        Register(
            path=shown,
            parties=parties,
            notes=notes,
            title="GLEIF " + ", ".join(kind for kind in by_kind if by_kind[kind]),
            edition=min(editions, default=None),
            newest_entry=max((e.updated for e in kept.values() if e.updated), default=None),
            sha256=" + ".join(file.sha256() for file in files),
        ),
    )


def _notes(by_kind: dict[str, list[DataFile]]) -> Iterator[str]:
    if not by_kind[ENTITIES]:
        file = (by_kind[RELATIONS] or by_kind[EXCEPTIONS])[0]
        yield (
            f"{file.path}: GLEIF {kinds_of(file.head())[0]} without level 1 knows no names; give "
            "the level 1 file as well"
        )


def _entities(
    file: DataFile, wanted: Wanted, relations: Relations
) -> Iterator[tuple[bool, Entity]]:
    """The entities that are wanted (True), and those that are somebody's parent (False)."""
    found = (
        _csv_entities(file, wanted, relations) if _is_csv(file) else records(file, _ENTITY_PATHS)
    )
    for place, record in found:
        lei = _first(record, _LEI)
        if not lei and not _is_csv(file):
            continue  # a record of another kind
        if not is_valid_lei(lei):
            raise MalformedError(file.path, f"{lei!r} is no LEI (ISO 17442)", place)
        name = _first(record, _NAME)
        others = [text for path in _OTHER_NAMES for text in record.get(path, ())]
        if _first(record, _REGISTRATION).upper() in _VOID or not name:
            continue
        is_match = wanted.has((name, *others), ((_LEI, lei),))
        if not is_match and not relations.is_parent(lei):
            continue
        facts = [_first(record, path) for path in _FACTS]
        yield is_match, Entity.from_texts(lei, name, others, facts, file.path, place)


def _csv_entities(
    file: DataFile, wanted: Wanted, relations: Relations
) -> Iterator[tuple[str, Record]]:
    """The rows of a CSV that may be wanted, looked at as little as possible otherwise."""
    columns, paths = csv_columns(file, _ENTITY_PATHS)
    if paths.count(_LEI) != 1 or _NAME not in paths:
        raise MalformedError(file.path, "the columns LEI and Entity.LegalName are needed", "line 1")
    at = paths.index(_LEI)
    names = [index for index, path in enumerate(paths) if path == _NAME or path in _OTHER_NAMES]
    leis = {value for scheme, value in wanted.identifiers if scheme == _LEI}
    has_name, everything, is_parent = wanted.has_name, wanted.is_everything, relations.is_parent
    for line, cells in picked_rows(file, columns):
        lei = cells[at]
        if len(lei) == 20 and not everything and lei not in leis and not is_parent(lei):
            for index in names:
                if cells[index] and has_name(cells[index]):
                    break
            else:
                continue
        record: dict[str, list[str]] = {}
        for path, cell in zip(paths, cells, strict=True):
            if cell:
                record.setdefault(path, []).append(cell)
        yield f"line {line}", record


def _collect_relations(file: DataFile, relations: Relations) -> None:
    """Add what is in force, packed: one line a relation, ``PARENT TYPE LAPSED START END``."""
    for place, record in records(file, _RELATION_PATHS):
        child, parent = _first(record, _CHILD), _first(record, _PARENT)
        if len(child) != 20 or len(parent) != 20:
            # a parent without an LEI is told by no file; an entity is a record of another kind
            if len(child) == 20 or (not child and not _is_csv(file)):
                continue
            raise MalformedError(file.path, f"{child!r} is no LEI (ISO 17442)", place)
        registration = _first(record, _REGISTRATION).upper()
        if registration not in _IN_FORCE or _first(record, _STATUS).upper() == "INACTIVE":
            continue
        start, end = _period(record)
        kind = _first(record, _TYPE)
        if kind not in KINDS:
            continue
        lapsed = "" if registration in {"PUBLISHED", ""} else "L"
        relations.add(child, f"{parent} {KINDS.index(kind)} {lapsed} {start} {end}")


def _period(record: Record) -> tuple[str, str]:
    """First and last day of the relationship itself, not of the accounts or the filing."""
    kinds = [text for path in _KINDS_OF_PERIODS for text in record.get(path, ())]
    starts = [text for path in _STARTS for text in record.get(path, ())]
    ends = [text for path in _ENDS for text in record.get(path, ())]
    start = end = ""
    if "RELATIONSHIP_PERIOD" in kinds and len(starts) == len(kinds):
        start = starts[kinds.index("RELATIONSHIP_PERIOD")]
    if kinds == ["RELATIONSHIP_PERIOD"] and len(ends) == 1:
        end = ends[0]
    return start[:10], end[:10]


def _in_force(lines: Iterable[str], today: date | None) -> list[Relation]:
    found = map(_unpacked, lines)
    return [r for r in found if today is None or r.end is None or r.end >= today]


def _unpacked(line: str) -> Relation:
    parent, code, lapsed, start, end = line.split(" ")
    return Relation(
        parent=parent,
        kind=KINDS[int(code)],
        is_lapsed=bool(lapsed),
        start=_day(start),
        end=_day(end),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _exceptions(file: DataFile) -> Iterator[tuple[str, str]]:
    for place, record in records(file, _EXCEPTION_PATHS):
        lei = _first(record, _LEI)
        if not _either(record, _CATEGORIES) and not _is_csv(file):
            continue
        if len(lei) != 20:
            raise MalformedError(file.path, f"{lei!r} is no LEI (ISO 17442)", place)
        category = _either(record, _CATEGORIES)
        reasons = [text for path in _REASONS for text in record.get(path, ())]
        yield lei, f"{category}: {', '.join(reasons)}"


def _closure(matched: dict[str, Entity], aside: Aside, relations: Relations) -> dict[str, Entity]:
    """The entities that match, and whoever stands above them, at any height."""
    kept = dict(matched)
    waiting = list(matched)
    while waiting:
        for line in relations.of(waiting.pop()):
            parent = line[:20]
            if parent not in kept and (entity := aside.get(parent)) is not None:
                kept[parent] = entity
                waiting.append(parent)
    return kept


def _edition(file: DataFile) -> date | None:
    """The day in the file's name, else that of its header (XML and JSON have one)."""
    found = _CONTENT_DATE.search(file.head())
    return file.day_in_name() or (_day(found[1].decode()) if found else None)


def _is_csv(file: DataFile) -> bool:
    return not file.head().lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"<", b"{", b"["))


def _first(record: Record, path: str) -> str:
    texts = record.get(path)
    return texts[0].strip() if texts else ""


def _either(record: Record, paths: Iterable[str]) -> str:
    return next((text for path in paths if (text := _first(record, path))), "")
