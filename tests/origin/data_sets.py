"""Small lists and data sets for tests, of made-up companies."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from tests.origin.build import TODAY

from vcs_check.inventory.component import PartyClaim
from vcs_check.origin.data_file import DataFile
from vcs_check.origin.party import Register
from vcs_check.origin.register import select_from
from vcs_check.origin.wanted import Wanted, wanted_by


def lei(stem: str) -> str:
    """A valid LEI that begins with the stem (ISO 17442: remainder 1 of 97)."""
    body = stem.upper().ljust(18, "0")
    number = int("".join(str(int(char, 36)) for char in body + "00"))
    return f"{body}{98 - number % 97:02d}"


def table(columns: Sequence[str], *rows: Mapping[str, str]) -> bytes:
    """A CSV file with a header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def selected(*files: tuple[str, bytes], claims: Sequence[PartyClaim] = ()) -> tuple[Register, ...]:
    """What files give for some claims; without claims everything in them."""
    data = [DataFile.of_bytes(content, path) for path, content in files]
    wanted = wanted_by(claims, (), TODAY) if claims else Wanted.everything()
    return select_from(data, wanted)


LEVEL_1 = (
    *("LEI", "Entity.LegalName", "Entity.LegalName.xmllang"),
    "Entity.OtherEntityNames.OtherEntityName.1",
    "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName.1",
    *("Entity.LegalAddress.Country", "Entity.HeadquartersAddress.Country"),
    *("Entity.LegalJurisdiction", "Entity.EntityCategory", "Entity.EntityStatus"),
    "Entity.RegistrationAuthority.RegistrationAuthorityEntityID",
    *("Registration.LastUpdateDate", "Registration.RegistrationStatus"),
)
LEVEL_2 = (
    *("Relationship.StartNode.NodeID", "Relationship.StartNode.NodeIDType"),
    *("Relationship.EndNode.NodeID", "Relationship.EndNode.NodeIDType"),
    *("Relationship.RelationshipType", "Relationship.RelationshipStatus"),
    *("Relationship.Period.1.startDate", "Relationship.Period.1.endDate"),
    *("Relationship.Period.1.periodType", "Registration.RegistrationStatus"),
)
EXCEPTIONS = ("LEI", "Exception.Category", "Exception.Reason.1", "Exception.Reason.2")


def entity(stem: str, name: str, country: str, **more: str) -> dict[str, str]:
    """A row of GLEIF's level 1."""
    named = {
        "other": LEVEL_1[3], "headquarters": LEVEL_1[6], "number": LEVEL_1[10],
        "category": LEVEL_1[8], "registration": LEVEL_1[12], "address": LEVEL_1[5],
    }  # fmt: skip
    row = {
        "LEI": lei(stem),
        "Entity.LegalName": name,
        "Entity.LegalAddress.Country": country,
        "Entity.HeadquartersAddress.Country": country,
        "Entity.LegalJurisdiction": country,
        "Entity.EntityCategory": "GENERAL",
        "Entity.EntityStatus": "ACTIVE",
        "Registration.LastUpdateDate": "2026-02-03T00:00:00Z",
        "Registration.RegistrationStatus": "ISSUED",
    }
    return {**row, **{named[key]: value for key, value in more.items()}}


def relation(
    child: str, parent: str, kind: str = "IS_DIRECTLY_CONSOLIDATED_BY", **more: str
) -> dict[str, str]:
    """A row of GLEIF's level 2, in force."""
    named = {"status": LEVEL_2[5], "registration": LEVEL_2[9], "end": LEVEL_2[7]}
    row = {
        "Relationship.StartNode.NodeID": lei(child),
        "Relationship.EndNode.NodeID": lei(parent),
        "Relationship.RelationshipType": kind,
        "Relationship.RelationshipStatus": "ACTIVE",
        "Relationship.Period.1.startDate": "2019-01-01T00:00:00Z",
        "Relationship.Period.1.periodType": "RELATIONSHIP_PERIOD",
        "Registration.RegistrationStatus": "PUBLISHED",
    }
    return {**row, **{named[key]: value for key, value in more.items()}}


def statement(record: str, kind: str, details: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A BODS 0.4 statement."""
    return {
        "statementId": f"{record}-{more.get('statementDate', '2026-01-15')}".ljust(32, "x"),
        "declarationSubject": "subject",
        "statementDate": "2026-01-15",
        "recordId": record,
        "recordType": kind,
        "recordStatus": "new",
        "recordDetails": {"isComponent": False, **details},
        **more,
    }


def bods_entity(record: str, name: str, country: str = "", **more: Any) -> dict[str, Any]:
    """An entity statement."""
    details: dict[str, Any] = {"entityType": {"type": more.pop("kind", "registeredEntity")}}
    if name:
        details["name"] = name
    if country:
        details["jurisdiction"] = {"name": country, "code": country}
    details.update(more.pop("details", {}))
    return statement(record, "entity", details, **more)


def bods_person(record: str, name: str, *nationalities: str) -> dict[str, Any]:
    """A person statement."""
    places = [{"name": code, "code": code} for code in nationalities]
    details = {"personType": "knownPerson", "names": [{"fullName": name}], "nationalities": places}
    return statement(record, "person", details)


def bods_interest(
    record: str, subject: object, party: object, *interests: Mapping[str, Any], **more: Any
) -> dict[str, Any]:
    """A relationship statement."""
    details = {"subject": subject, "interestedParty": party, "interests": list(interests)}
    return statement(record, "relationship", details, **more)


def shares(percent: float, **more: Any) -> dict[str, Any]:
    """A direct shareholding."""
    return {"type": "shareholding", "directOrIndirect": "direct",
            "share": {"exact": percent}, **more}  # fmt: skip


def bods(*statements: Mapping[str, Any]) -> bytes:
    """A BODS file."""
    return json.dumps(statements, ensure_ascii=False).encode()
