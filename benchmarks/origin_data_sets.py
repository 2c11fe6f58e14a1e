"""GLEIF's level 1 at full size, and a large BODS file: time and memory of streaming them.

Called by ``python -m benchmarks.origin gleif`` and ``bods``. The files are made up: three million
entities with all 338 columns of the golden copy, most of them empty, in a zip archive as
published, beside 600,000 relations and two reporting exceptions for each of the first 500,000
entities.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from vcs_check.origin.identifiers import is_valid_lei

_COLUMNS: Final = 338
_NAMED: Final = {
    0: "LEI", 1: "Entity.LegalName", 2: "Entity.LegalName.xmllang",
    3: "Entity.OtherEntityNames.OtherEntityName.1", 40: "Entity.LegalAddress.Country",
    60: "Entity.HeadquartersAddress.Country", 190: "Entity.LegalJurisdiction",
    191: "Entity.EntityCategory", 200: "Entity.EntityStatus",
    187: "Entity.RegistrationAuthority.RegistrationAuthorityEntityID",
    310: "Registration.LastUpdateDate", 311: "Registration.RegistrationStatus",
}  # fmt: skip
_RELATION_COLUMNS: Final = (
    "Relationship.StartNode.NodeID,Relationship.StartNode.NodeIDType,Relationship.EndNode.NodeID,"
    "Relationship.EndNode.NodeIDType,Relationship.RelationshipType,Relationship.RelationshipStatus,"
    "Relationship.Period.1.startDate,Relationship.Period.1.endDate,"
    "Relationship.Period.1.periodType,Registration.RegistrationStatus"
)
_RELATIONS_PER_ENTITY: Final = 5
"""One relation for each so many entities."""
_WORDS: Final = (
    *("Alpha", "Beta", "Hill", "Meadow", "Radio", "Capital", "Global", "Investment", "Fund"),
    *("Partners", "Trading", "Technology", "Energy", "Nordic", "Atlantic", "Pacific", "Estate"),
    *("Holding", "Solar", "Logistics", "Marine", "Family", "Trust", "Pension", "Metal"),
)
_FORMS: Final = ("GmbH", "Ltd", "S.A.", "B.V.", "Inc.", "LLC", "SICAV", "S.p.A.", "Oy", "有限公司")


def lei(number: int) -> str:
    """A valid LEI of its own for each number."""
    body = f"{number:018d}"
    return f"{body}{98 - int(body) * 100 % 97:02d}"


def level_1(entities: int, seed: int = 1) -> Iterator[str]:
    """The lines of a level 1 file."""
    chance = random.Random(seed)
    names = [_NAMED.get(at, f"Entity.Column.{at}") for at in range(_COLUMNS)]
    yield ",".join(names) + "\n"
    # What fills the other columns of a record: addresses, authorities, days.
    tails = []
    for _ in range(500):
        country = chance.choice(("DE", "US", "CN", "GB", "LU", "HK", "IN", "FR"))
        cells = [""] * _COLUMNS
        for at in range(20, _COLUMNS, 9):
            cells[at] = f'"{chance.choice(_WORDS)} Street {chance.randrange(200)}, House"'
        cells[2], cells[40], cells[60], cells[190] = '"en"', country, country, country
        cells[191], cells[200], cells[187] = "GENERAL", "ACTIVE", f"HRB{chance.randrange(10**6)}"
        cells[310], cells[311] = "2026-02-03T00:00:00Z", "ISSUED"
        tails.append(",".join(cells[2:]) + "\n")
    for number in range(entities):
        name = f"{chance.choice(_WORDS)} {chance.choice(_WORDS)} {number} {chance.choice(_FORMS)}"
        yield f'{lei(number)},"{name}",{chance.choice(tails)}'


def level_2(entities: int, seed: int = 2) -> Iterator[str]:
    """The lines of a level 2 file: every fifth entity has a parent somewhere."""
    chance = random.Random(seed)
    yield _RELATION_COLUMNS + "\n"
    for number in range(0, entities, _RELATIONS_PER_ENTITY):
        kind = chance.choice(("IS_DIRECTLY_CONSOLIDATED_BY", "IS_ULTIMATELY_CONSOLIDATED_BY"))
        yield (
            f"{lei(number)},LEI,{lei(chance.randrange(entities))},LEI,{kind},ACTIVE,"
            "2019-01-01T00:00:00Z,,RELATIONSHIP_PERIOD,PUBLISHED\n"
        )


def exceptions(entities: int) -> Iterator[str]:
    """The lines of a file of reporting exceptions."""
    yield "LEI,Exception.Category,Exception.Reason.1\n"
    for number in range(entities // 6):
        for which in ("DIRECT", "ULTIMATE"):
            yield f"{lei(number)},{which}_ACCOUNTING_CONSOLIDATION_PARENT,NATURAL_PERSONS\n"


def _pack(path: Path, lines: Iterator[str]) -> int:
    size = 0
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(path.stem, "w", force_zip64=True) as member,
    ):
        while batch := "".join(islice(lines, 1000)):
            size += member.write(batch.encode())
    return size


_READ: Final = """
import functools, resource, sys, time
from vcs_check.containers.files import open_bytes
from vcs_check.origin.data_file import DataFile
from vcs_check.origin.register import select_from
from vcs_check.origin.wanted import Wanted
entities = int(sys.argv[1])
names = [f"Hill Meadow {n}" for n in range(300)] + [f"Radio Solar {n} GmbH" for n in range(300)]
files = [DataFile(p, functools.partial(open_bytes, p)) for p in sys.argv[2:]]
started = time.process_time()
(found,) = select_from(files, Wanted(names))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"  {entities:,} entities: {time.process_time() - started:.1f} CPU s, peak {peak:.0f} MB, "
      f"{len(found.parties)} parties kept for {len(names)} names")
"""


def bods(companies: int) -> Iterator[str]:
    """BODS 0.4 as JSON lines: for each company an entity, a person and a holding."""
    chance = random.Random(3)
    for number in range(companies):
        name = f"{chance.choice(_WORDS)} {chance.choice(_WORDS)} {number} {chance.choice(_FORMS)}"
        parts: tuple[tuple[str, str, dict[str, object]], ...] = (
            ("e", "entity", {"entityType": {"type": "registeredEntity"}, "name": name,
                             "jurisdiction": {"name": "United Kingdom", "code": "GB"},
                             "addresses": [{"type": "registered", "address": "1 Hill Road"}]}),
            ("p", "person", {"personType": "knownPerson", "names": [{"fullName": f"P. {number}"}],
                             "nationalities": [{"name": "United Kingdom", "code": "GB"}]}),
            ("r", "relationship", {"subject": f"e{number:014d}", "interestedParty":
                             f"{chance.choice('pe')}{chance.randrange(companies):014d}",
                             "interests": [{"type": "shareholding", "share": {"minimum": 25}}]}),
        )  # fmt: skip
        for kind, record_type, details in parts:
            record = f"{kind}{number:014d}"
            yield json.dumps(
                {
                    "statementId": f"{record}-statement-of-2026-01",
                    "declarationSubject": f"e{number:014d}", "statementDate": "2026-01-15",
                    "recordId": record, "recordType": record_type, "recordStatus": "new",
                    "recordDetails": {"isComponent": False, **details},
                }
            ) + "\n"  # fmt: skip


def run_bods(companies: int = 300_000) -> None:
    """As :func:`run`, for a BODS file of three statements a company."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "bods.jsonl")
        with path.open("w", encoding="utf-8") as file:
            file.writelines(bods(companies))
        print(f"  {path.name}: {path.stat().st_size / 1e9:.2f} GB", flush=True)
        subprocess.run([sys.executable, "-c", _READ, str(companies), str(path)], check=True)


def run(entities: int = 3_000_000) -> None:
    """Make the files, read them in a process of its own, and print time and peak memory."""
    assert is_valid_lei(lei(12345))
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("lei2.csv.zip", "rr.csv.zip", "repex.csv.zip")]
        for path, lines in zip(
            paths, (level_1(entities), level_2(entities), exceptions(entities)), strict=True
        ):
            size = _pack(path, lines)
            print(f"  {path.name}: {size / 1e9:.2f} GB unpacked", flush=True)
        subprocess.run([sys.executable, "-c", _READ, str(entities), *map(str, paths)], check=True)
