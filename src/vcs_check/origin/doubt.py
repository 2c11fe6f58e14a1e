"""Findings that stay unknown: somebody whom no register knows, or whose match is in doubt."""

from __future__ import annotations

from typing import Final

import msgspec

from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.vocabulary import Origin
from vcs_check.origin.finding import OriginGap, PartyFinding

_GAPS: Final = (
    ("incorporation", "In which country is {} incorporated?"),
    ("headquarters", "In which country is {} headquartered?"),
    ("principal-place-of-business", "In which country is the principal place of business of {}?"),
    ("ownership", "Who owns and controls {} (every holder with votes or rights)?"),
)


def doubt(result: PartyFinding, why: str, fact: str) -> PartyFinding:
    """The finding made unknown for a reason."""
    return msgspec.structs.replace(
        result,
        origin=Origin.UNKNOWN,
        prong="",
        why=why,
        path=(),
        assumptions=(),
        gaps=(*result.gaps, OriginGap(fact=fact, ask=f"Which company is meant? {why}.")),
    )


def stranger(
    claim: PartyClaim, country: str, why: str, candidates: tuple[str, ...]
) -> PartyFinding:
    """The finding on somebody whom no register knows; the country is that of the address."""
    name = claim.name or "the party"
    gaps = [OriginGap(fact=fact, ask=ask.format(name)) for fact, ask in _GAPS]
    if candidates:
        gaps.insert(
            0,
            OriginGap(fact="identity", ask=f"Is {name} the same as {' or '.join(candidates)}?"),
        )
    return PartyFinding(
        name=claim.name,
        origin=Origin.UNKNOWN,
        country=country,
        why=why,
        gaps=tuple(gaps),
        candidates=candidates,
    )
