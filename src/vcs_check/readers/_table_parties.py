"""Whom a row of a table names, and for what."""

from __future__ import annotations

from typing import Final

from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.vocabulary import Role
from vcs_check.readers._claims import Claimed, Claims
from vcs_check.readers._nobody import said
from vcs_check.readers._plan import Plan
from vcs_check.text import BomText

_ROLES: Final = {
    "manufacturer": Role.MANUFACTURER,
    "supplier": Role.SUPPLIER,
    "designer": Role.DESIGNER,
    "developer": Role.DEVELOPER,
    "maintainer": Role.MAINTAINER,
}


class TableParties:
    """Claims of one table; rows that name the same parties share one tuple."""

    def __init__(self, claimed: Claimed) -> None:
        self._claimed = claimed
        self._known: dict[tuple[int, tuple[BomText | None, ...]], Claims] = {}

    def claims_of(self, plan: Plan, cells: dict[int, BomText], place: str) -> Claims:
        """Everybody whom the row's own columns name.

        Every maker of a row with several is one that may have made the part at hand. A
        distributor is a supplier, which says nothing of who made the part.
        """
        if not plan.party_columns:
            return ()
        key = (plan.header_row, tuple([cells.get(column) for column in plan.party_columns]))
        known = self._known.get(key)
        if known is None:
            made = self._claimed.all_named(_made(plan, cells), place)
            known = self._known[key] = self._claimed.same(made)
        return known


def _made(plan: Plan, cells: dict[int, BomText]) -> list[PartyClaim]:
    found: dict[tuple[Role, str], PartyClaim] = {}
    for field, role in _ROLES.items():
        columns = plan.columns.get(field, ())
        countries = plan.all(f"{field}-country", cells)
        addresses = plan.all(f"{field}-address", cells)
        named = [(c, cells[c]) for c in columns if said(cells.get(c))]
        for column, name in named:
            alone = len(named) == 1  # an address beside several names is of nobody in particular
            claim = PartyClaim(
                role=role,
                name=name,
                country=countries[0] if alone and countries else BomText(""),
                address=addresses[0] if alone and addresses else BomText(""),
                field=plan.headers[column],
            )
            found.setdefault((role, name), claim)
        if not named and (countries or addresses):
            claim = PartyClaim(
                role=role,
                name=BomText(""),
                country=countries[0] if countries else BomText(""),
                address=addresses[0] if addresses else BomText(""),
                field=f"{field}-country",
            )
            found[role, ""] = claim
    for column, name in plan.distributors:
        if said(cells.get(column)):
            claim = PartyClaim(role=Role.SUPPLIER, name=name, field=plan.headers[column])
            found.setdefault((Role.SUPPLIER, name), claim)
    return list(found.values())
