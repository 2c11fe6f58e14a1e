"""What is known of one party: its origin, why, and which fact would settle it."""

from __future__ import annotations

from msgspec import Struct

from vcs_check.assessment import Holding, Statement
from vcs_check.inventory.vocabulary import Mark, Origin


class OriginGap(Struct, frozen=True, kw_only=True):
    """A fact about a party that is missing, and the question that would bring it."""

    fact: str
    """``identity``, ``incorporation``, ``headquarters``, ``principal-place-of-business``,
    ``ownership``, ``control``, ``conflict`` …"""
    ask: str
    """The question, in one sentence."""


class PartyFinding(Struct, frozen=True, kw_only=True):
    """The origin of one party under one edition's list of foreign adversaries."""

    name: str
    """The party's name: the register's where it was found, else as the BOM has it."""
    origin: Origin
    country: str = ""
    """ISO 3166-1 alpha-2 code that decided or describes the party; empty where unknown."""
    prong: str = ""
    """``1`` to ``4`` of the definition (15 CFR 791.301) where the origin is nexus."""
    why: str
    """One sentence: the decisive fact and where it comes from."""
    mark: Mark = Mark.SECONDARY
    path: tuple[str, ...] = ()
    """The shortest ownership path, one holding a line, from the party to who decides."""
    holdings: tuple[Holding, ...] = ()
    """Who holds the party, and who holds those, nearest first."""
    gaps: tuple[OriginGap, ...] = ()
    candidates: tuple[str, ...] = ()
    """Similar names, proposed for review; never decisive."""
    assumptions: tuple[str, ...] = ()
    """Assumptions of ``standard`` evidence that a ``none`` rests on."""
    warnings: tuple[str, ...] = ()
    """Notes that do not decide: invalid identifiers, list hits, other law that may apply."""
    foreign_interest: bool | None = None
    """False only where the register states that the party has no foreign interest."""
    foreign_sign: str = ""
    """A sentence that speaks of a person outside the US: a country, an address, an owner, a legal
    form. Empty where nothing does, which does not mean that there is none."""
    creates_what_it_supplies: bool = False
    distributor: bool = False
    """Known to sell what others make, so that its name does not say who made something."""
    evidence: tuple[Statement, ...] = ()
    """All that is said of the party, with source, strength and day."""
    known: bool = False
    """Whether the register or the reference has an entry for the party."""
    from_reference: bool = False
    """Whether the finding rests on the bundled reference."""
    hypothetical: bool = False
    """Whether it is an ``--assume`` in place of a finding."""
