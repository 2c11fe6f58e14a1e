"""Who stands behind components, and whom to ask."""

from __future__ import annotations

from msgspec import Struct

from vcs_check.assessment.component import Missing
from vcs_check.assessment.statement import Statement
from vcs_check.inventory.vocabulary import Origin, Role


class Holding(Struct, frozen=True, kw_only=True):
    """What one holder has in a party, on the way up from a party of the BOM to its owners."""

    owner: str
    owner_origin: Origin
    owner_country: str
    """ISO 3166-1 alpha-2 code; empty where unknown."""
    of: str
    """The party that is held: the party itself, or an owner named in another holding."""
    what: str
    """The holding in words: ``51 % of the votes``, ``acts for it``."""
    rights: tuple[str, ...] = ()
    voting_percent_min: float | None = None
    voting_percent_max: float | None = None
    as_of: str = ""
    """The day of the share (ISO date), where one is stated."""
    source: str = ""
    """Where the holding is stated: file and place."""
    decides: bool = False
    """Whether it lies on the path that decided the origin of the party."""


class SupplierView(Struct, frozen=True, kw_only=True):
    """A party, what depends on it, and what is missing about it."""

    name: str
    origin: Origin
    country: str
    why: str
    components: int
    """Components that name the party in any role."""
    decides: int
    """Undecided components that a word on this party would bring closer to a verdict."""
    roles: tuple[Role, ...]
    prong: str = ""
    """``1`` to ``4`` of the definition (15 CFR 791.301) where the origin is nexus."""
    path: tuple[str, ...] = ()
    holdings: tuple[Holding, ...] = ()
    """Who holds the party and its holders, nearest first; at most as many as are worth drawing."""
    missing: tuple[Missing, ...] = ()
    candidates: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    from_reference: bool = False
    evidence: tuple[Statement, ...] = ()
    """All that is said of it, with source, strength and day; contradictions stand side by side."""


class Asking(Struct, frozen=True, kw_only=True):
    """One step of asking the suppliers: whom, and what is settled once they have answered."""

    who: str
    """A party, or a supplier that nobody names: ``the supplier of tcu.cdx.json``."""
    asked_about: int
    """Undecided components that a question to them concerns."""
    settles: int
    """Components that this step settles, those before it taken as answered."""
    so_far: int
    """Components settled by this step and all before it."""
