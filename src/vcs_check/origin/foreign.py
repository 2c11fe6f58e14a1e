"""Signs of a person outside the United States, for whoever has to judge a *foreign interest*.

A sign is no finding: it contradicts a statement that nobody abroad has an interest, and nothing
else follows from it. Where nothing speaks of a foreign person the sentence is empty, which is no
statement that there is none.
"""

from __future__ import annotations

from typing import Final

from vcs_check.inventory.component import PartyClaim
from vcs_check.origin.claim import ClaimEvidence
from vcs_check.origin.countries import country_name
from vcs_check.origin.names import foreign_form
from vcs_check.origin.party import Party

_US: Final = frozenset({"US", "PR", "GU", "VI", "AS", "MP", "UM"})
"""The United States with its territories: a person there is no foreign one."""


def is_abroad(code: str) -> bool:
    """Whether the code is a country other than the United States; no code is none."""
    return bool(code) and code not in _US


def sign_of_party(party: Party) -> str:
    """What the register says: a place abroad, an owner abroad, a foreign legal form."""
    for code in party.countries:
        if is_abroad(code):
            return f"{party.name} is a company of {country_name(code)} ({party.source})"
    for owner in party.owners:
        if is_abroad(owner.country) and not owner.us_person:
            where = f"of {country_name(owner.country)} ({party.source})"
            return f"{party.name} has an owner {where}: {owner.name}"
    return _sign_of_name(party.name)


def sign_of_claim(claim: PartyClaim, weighed: ClaimEvidence) -> str:
    """What the BOM says: an address or a registration abroad, a foreign legal form."""
    for code in (weighed.country, weighed.evidence_country):
        if is_abroad(code):
            where = "has an address in" if code == weighed.country else "points to"
            return f"{claim.name} {where} {country_name(code)} (BOM)"
    return _sign_of_name(claim.name)


def _sign_of_name(name: str) -> str:
    form = foreign_form(name)
    return f"{name} has a legal form that the United States do not have ({form})" if form else ""
