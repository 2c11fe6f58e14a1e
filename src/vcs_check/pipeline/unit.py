"""One BOM of a program: whom to ask about it, who supplied it, and what to call its components."""

from __future__ import annotations

from typing import Final

from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.document import Document
from vcs_check.inventory.vocabulary import Role
from vcs_check.pipeline.request import BomInput
from vcs_check.text import BomText

NOBODY_NAMED: Final = "the supplier of "
"""How a supplier begins whom nobody names."""


def whom_to_ask(bom: BomInput, document: Document) -> str:
    """Who can answer for a component that names nobody: the unit's supplier, or the unit."""
    if bom.supplier:
        return bom.supplier
    if document.subject is not None:
        subject = document.components[document.subject]
        for role in (Role.SUPPLIER, Role.MANUFACTURER):
            for claim in subject.parties:
                if claim.role is role and claim.name:
                    return claim.name
    unit = bom.part or (
        document.components[document.subject].name if document.subject is not None else ""
    )
    return f"{NOBODY_NAMED}{unit or bom.path}"


def program_claims(bom: BomInput, document: Document) -> tuple[PartyClaim, ...]:
    """What is said of the unit beside its BOM line: the program's supplier of it.

    Without a line for the unit also whom the BOM's metadata names for it.
    """
    stated: tuple[PartyClaim, ...] = document.unit_parties
    if document.subject is not None:
        stated = ()
        subject = document.components[document.subject]
        if any(c.role is Role.SUPPLIER and c.name == bom.supplier for c in subject.parties):
            return ()
    if not bom.supplier:
        return stated
    field = "program file: supplier"
    return (*stated, PartyClaim(role=Role.SUPPLIER, name=BomText(bom.supplier), field=field))


def keys_of(number: int, document: Document) -> list[str]:
    """``INPUT#ID``, made unique with the place where an id occurs more than once."""
    seen: set[str] = set()
    keys: list[str] = []
    for component in document.components:
        key = f"{number}#{component.id}"
        while key in seen:  # an id may look like the key that another one was given
            key = f"{key}@{component.source}"
        seen.add(key)
        keys.append(key)
    return keys
