"""The bundled reference as rows for people."""

from __future__ import annotations

from vcs_check.asked import ReferenceRow
from vcs_check.origin.holding_text import share_text
from vcs_check.origin.party import Party
from vcs_check.origin.reference_data import REFERENCE_DATE, reference_parties


def reference_rows() -> tuple[ReferenceRow, ...]:
    """Every row, in file order, with whether it counts."""
    return tuple(map(_row, reference_parties()))


def _row(party: Party) -> ReferenceRow:
    return ReferenceRow(
        name=party.name,
        aliases=party.aliases,
        identifiers=tuple(f"{scheme} {value}" for scheme, value in party.identifiers),
        incorporated_in=party.incorporated_in,
        headquarters=party.headquarters,
        parents=tuple(f"{owner.name} ({share_text(owner)})" for owner in party.owners),
        source=party.place,
        as_of=(party.ownership_reviewed or REFERENCE_DATE).isoformat(),
        confidence=party.confidence,
        counts=party.verified,
    )
