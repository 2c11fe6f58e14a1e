"""What a claim says beside a name, and what that changes in the finding on the party.

An address, a registration or a jurisdiction in an adversary country makes a nexus by itself
(prong 3). A parent that a BOM names stands for control (prong 4): the party has the nexus of its
parent, and a register that clears the party without knowing that parent is contradicted. Nothing
here ever clears anybody.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from vcs_check.inventory.component import Parent, PartyClaim
from vcs_check.inventory.vocabulary import Answer, Origin
from vcs_check.origin.claim import ClaimEvidence
from vcs_check.origin.doubt import doubt
from vcs_check.origin.finding import OriginGap, PartyFinding
from vcs_check.origin.names import name_key
from vcs_check.origin.party import Party

Resolve = Callable[[PartyClaim], PartyFinding]


def with_claim_evidence(result: PartyFinding, weighed: ClaimEvidence) -> PartyFinding:
    """The finding with what the claim itself proves; a nexus beats everything."""
    if weighed.answer is Answer.YES and result.origin is not Origin.NEXUS:
        return msgspec.structs.replace(
            result,
            origin=Origin.NEXUS,
            country=weighed.evidence_country,
            prong=weighed.prong,
            why=weighed.why,
            path=(),
            gaps=(),
            assumptions=(),
        )
    if weighed.answer is Answer.UNKNOWN and result.origin is Origin.NONE:
        return doubt(result, weighed.why, "jurisdiction")
    return result


def with_parents(
    result: PartyFinding, claim: PartyClaim, party: Party | None, resolve: Resolve
) -> PartyFinding:
    """The finding with the parents that the claim names, each resolved like any party.

    Args:
        result: the finding so far.
        claim: the claim.
        party: the entry that it means; parents among its owners were weighed with them.
        resolve: the finding on a claim.
    """
    if result.origin is Origin.NEXUS:
        return result
    names = [name_key(owner.name) for owner in party.owners] if party is not None else []
    steps: list[str] = []
    below = result.name or claim.name
    for parent in claim.parents:
        found = resolve(_claim_of(parent, claim))
        if not steps or parent.name != below:  # once more for another seat of the same
            steps.append(f"{below}: parent company {parent.name} ({claim.field}/parent of the BOM)")
        if found.origin is Origin.NEXUS:
            return msgspec.structs.replace(
                result,
                origin=Origin.NEXUS,
                country=found.country,
                prong="4",
                why=f"{steps[-1]}; {found.why}",
                path=(*steps, *found.path),
                gaps=(),
                assumptions=(),
            )
        if (
            found.origin is Origin.UNKNOWN
            and result.origin is Origin.NONE
            and name_key(parent.name) not in names
        ):
            result = _unknown_parent(result, parent, steps[-1], found)
        below = parent.name
    return result


def _unknown_parent(
    result: PartyFinding, parent: Parent, step: str, found: PartyFinding
) -> PartyFinding:
    ask = f"Who stands behind {parent.name}, which the BOM names as parent of {result.name}?"
    return msgspec.structs.replace(
        result,
        origin=Origin.UNKNOWN,
        why=f"{step}; {found.why}",
        path=(),
        assumptions=(),
        gaps=(*result.gaps, OriginGap(fact="control", ask=ask)),
    )


def _claim_of(parent: Parent, claim: PartyClaim) -> PartyClaim:
    return PartyClaim(
        role=claim.role,
        name=parent.name,
        country=parent.country or parent.jurisdiction,
        address=parent.address,
        identifiers=parent.identifiers,
        jurisdiction=parent.jurisdiction,
        field=f"{claim.field}/parent",
    )
