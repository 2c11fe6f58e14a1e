"""Known distributors of electronic parts: whoever sells is not who designed and made it.

BOM tools often put the shop where the maker belongs. A row of ``reference/distributors.csv`` is a
company that presents itself as a distributor on its own site. The mark takes nothing from a nexus;
it only keeps a clean shop from standing for an unknown maker.
"""

from __future__ import annotations

import csv
import pkgutil
from functools import cache

from vcs_check.origin.names import normalised


def is_distributor(name: str) -> bool:
    """Whether the name, as it is compared, is one of a known distributor."""
    return normalised(name) in _names()


@cache
def _names() -> frozenset[str]:
    table = pkgutil.get_data("vcs_check.origin", "reference/distributors.csv") or b""
    rows = csv.DictReader(table.decode("utf-8").splitlines())
    return frozenset(
        normalised(name)
        for row in rows
        if row["source"]
        for name in (row["name"], *row["other names"].split("|"))
        if name
    )
