"""Two companies of one name that are of different kinds are two companies."""

from __future__ import annotations

from vcs_check.origin.legal_forms import TRANSLATED
from vcs_check.origin.names import company_kind, name_keys
from vcs_check.origin.party import Party


def kind_differs(name: str, party: Party) -> str:
    """The kind of company that a name says, where all names of a party like it say another one."""
    kind = company_kind(name)
    if not kind or any(code in TRANSLATED for code in party.countries):
        return ""
    keys = set(name_keys(name))
    alike = [n for n in (party.name, *party.aliases) if not keys.isdisjoint(name_keys(n))]
    kinds = {company_kind(other) for other in alike}
    return kind if kinds and "" not in kinds and kind not in kinds else ""
