"""Components and parties of the draft of CycloneDX 2.0 in the form that 1.7 gives them."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from msgspec import Raw

from vcs_check.errors import MalformedError
from vcs_check.readers._hbom import FCC_ID
from vcs_check.readers._inventory import QUANTITY
from vcs_check.readers._notes import Notes, shown

MEMBERS: Final = frozenset(
    {
        "$schema", "$comment", "specFormat", "bomFormat", "specVersion", "serialNumber", "version",
        "metadata", "components", "services", "inventories", "dependencies", "compositions",
        "vulnerabilities", "threats", "risks", "controls", "annotations", "formulation",
        "declarations", "definitions", "blueprints", "profiles", "citations", "perspectives",
        "properties", "externalReferences", "signatures", "signature",
    }
)  # fmt: skip
"""What a file may have."""
_AS_IN_1: Final = frozenset(
    {
        "type", "bom-ref", "group", "name", "version", "versionRange", "isExternal", "description",
        "scope", "hashes", "copyright", "purl", "cpe", "modified", "pedigree", "origins",
        "externalReferences", "properties", "supplier", "manufacturer", "provider", "publisher",
        "author", "authors", "licenses", "releaseNotes",
    }
)  # fmt: skip
COMPONENT_MEMBERS: Final = _AS_IN_1 | {
    "mediaType", "mime-type", "parties", "patentAssertions", "requirementAssertions",
    "useCaseAssertions", "identifiers", "components", "services", "evidence", "modelCard", "data",
    "cryptoProperties", "agility", "classification", "boardLocation", "deviceType", "leadTime",
    "materialForm", "quantity", "certifications", "endpoints", "dataProfiles", "tags", "signatures",
    "signature", "swid", "swhid", "omniborId", "authenticated", "trustZone", "operator", "ref",
}  # fmt: skip
"""What a component may have, or may have had in an earlier draft."""
_IDENTITIES: Final = {"mpn": "COMP_MANUFACTURER_PN", "fcc-id": FCC_ID}
"""Identifiers that are properties in 1.x, by their scheme."""
_PARTY: Final = frozenset({"organization", "person", "system", "persona"})


def encoded(value: Any) -> Raw:
    """A decoded value as JSON again, for the decoder that knows its shape."""
    return Raw(msgspec.json.encode(value, enc_hook=str))


def text_of(value: Any) -> str:
    """A text without white space at its ends; empty for anything else."""
    return value.strip() if isinstance(value, str) else ""


def listed(value: Any, file: str, place: str) -> list[Any]:
    """An array, or nothing.

    Raises:
        MalformedError: something else.
    """
    if value is None:
        return []
    if not isinstance(value, list):
        raise MalformedError(file, "an array [ … ] belongs here", place)
    return value


def parties_of(whole: Any) -> dict[str, dict[str, Any]]:
    """Every party of the file that has an id, by it, wherever it stands; no recursion."""
    found: dict[str, dict[str, Any]] = {}
    waiting = [whole]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if not _PARTY.isdisjoint(value) and (ref := text_of(value.get("bom-ref"))):
                found.setdefault(ref, value)
            waiting += reversed(value.values())
        elif isinstance(value, list):
            waiting += reversed(value)
    return found


def as_item(
    said: dict[str, Any], parties: dict[str, dict[str, Any]], notes: Notes, place: str
) -> dict[str, Any]:
    """The members of a component as 1.7 has them, without what is nested in it."""
    made = {key: value for key, value in said.items() if key in _AS_IN_1}
    if isinstance(made.get("releaseNotes"), str):  # the id of notes that stand elsewhere
        del made["releaseNotes"]
    if isinstance(made.get("licenses"), list):
        made["licenses"] = [_licence(each) for each in made["licenses"]]
    if isinstance(said.get("parties"), list):
        made["parties"] = [_party(each, parties, notes, place) for each in said["parties"]]
    elif "parties" in said:
        made["parties"] = said["parties"]
    more = [{"name": name, "value": value} for name, value in _more(said, made)]
    if more and isinstance(made.get("properties") or [], list):
        made["properties"] = [*(made.get("properties") or []), *more]
    return made


def _party(said: Any, known: dict[str, dict[str, Any]], notes: Notes, place: str) -> Any:
    if isinstance(said, str) and said.strip() not in known:
        notes.add(
            "parties that are not in this file",
            f"the party {shown(said)} is referred to and not in this file; list it",
            place,
            hides=True,
        )
    return known.get(said.strip(), {}) if isinstance(said, str) else said


def _licence(said: Any) -> Any:
    return {"license": {"name": said}} if isinstance(said, str) else said


def _more(said: dict[str, Any], made: dict[str, Any]) -> list[tuple[str, str]]:
    """Identifiers, quantity and type of device as properties; a purl and a CPE as members."""
    found = []
    for entry in _objects(said.get("identifiers")):
        for each in _objects(entry.get("identities")):
            scheme, value = text_of(each.get("scheme")).lower(), text_of(each.get("value"))
            if scheme in ("purl", "cpe") and not made.get(scheme):
                made[scheme] = value
            elif value:
                found.append((_IDENTITIES.get(scheme, f"identifier:{scheme or 'custom'}"), value))
    for key, name in (("quantity", QUANTITY), ("deviceType", "cdx:device:deviceType")):
        amount = said.get(key)
        if isinstance(amount, dict):
            amount = amount.get("value", amount.get("name"))
        if isinstance(amount, str) and amount:
            found.append((name, amount.strip()))
    return found


def _objects(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
