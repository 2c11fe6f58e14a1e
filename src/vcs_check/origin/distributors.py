"""Known distributors of electronic parts: whoever sells is not who designed and made it.

BOM tools often put the shop where the maker belongs. A row of ``reference/distributors.csv`` is a
company that presents itself as a distributor, or as a market place, on its own site. The mark takes
nothing from a nexus; it only keeps a clean shop from standing for an unknown maker. So it may be
found generously: by the name, by the name with a region behind it, by the address of the site.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from typing import Final

from vcs_check.bundled import read_bundled
from vcs_check.origin.countries import country_code
from vcs_check.origin.names import name_keys, normalised

_REGIONS: Final = frozenset(
    {
        *(
            "asia",
            "pacific",
            "apac",
            "europe",
            "emea",
            "eu",
            "america",
            "americas",
            "international",
        ),
        *("global", "deutschland", "nordic", "iberia", "central", "northern", "southern", "east"),
        *("north", "south", "west", "uk", "usa", "us", "hk", "china", "greater", "trading", "shop"),
        *("store", "online", "components", "electronics", "electronic", "marketplace", "sales"),
        *("s", "holding", "group", "logistics", "distribution", "com"),
    }
)
"""What a distributor's branches, shops and sites add to its name."""
_LEAST_OF_A_BEGINNING: Final = 5
"""Characters of a name that may have something behind it; a shorter one begins other names too."""
_SITE: Final = re.compile(
    r"(?:https?://)?(?:[a-z]{2,4}\.)?([a-z0-9-]{3,})(?:\.[a-z]{2,4}){1,2}(?:[:/?#]\S*)?", re.I
)


@lru_cache(maxsize=1 << 14)
def is_distributor(name: str) -> bool:
    """Whether the name, as it is compared, or the web address is one of a known distributor."""
    if (site := _SITE.fullmatch(name.strip())) is not None and site[1].lower() in _sites():
        return True
    if not _names().isdisjoint(name_keys(name)):
        return True
    words = normalised(name).split(" ")
    return any(
        len(beginning := " ".join(words[:count])) >= _LEAST_OF_A_BEGINNING
        and not _names().isdisjoint(name_keys(beginning))
        and _is_region(words[count:])
        for count in range(len(words) - 1, 0, -1)
    )


def _is_region(words: list[str]) -> bool:
    if country_code(" ".join(words)) is not None:
        return True
    return all(word in _REGIONS or country_code(word) is not None for word in words)


@cache
def _names() -> frozenset[str]:
    return frozenset(
        key
        for row in _rows()
        for name in (row["name"], *row["other names"].split("|"))
        if name
        for key in name_keys(name)
    )


@cache
def _sites() -> frozenset[str]:
    """The name of each site without its ending: ``digikey`` for digikey.com and digikey.de."""
    return frozenset(row["source"].partition(".")[0] for row in _rows())


@cache
def _rows() -> tuple[dict[str, str], ...]:
    table = read_bundled("origin/reference/distributors.csv")
    rows = csv.DictReader(table.decode("utf-8").splitlines())
    return tuple(row for row in rows if row["source"])
