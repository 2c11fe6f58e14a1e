"""Screening lists: a hit is evidence that names list and entry, and decides nothing alone."""

from __future__ import annotations

from collections.abc import Sequence

from vcs_check.inventory.component import PartyClaim
from vcs_check.origin.identifiers import canonical
from vcs_check.origin.names import normalised
from vcs_check.origin.party import Register


class ListingIndex:
    """Entries of all screening lists, by normalised name and by identifier."""

    def __init__(self, registers: Sequence[Register]) -> None:
        self._entries: dict[object, list[str]] = {}
        for register in registers:
            for entry in register.listings:
                shown = f"{entry.name}, {entry.list_name}, entry {entry.entry} ({register.path})"
                keys = {normalised(name) for name in (entry.name, *entry.aliases)}
                for key in (*keys, *entry.identifiers):
                    self._entries.setdefault(key, []).append(shown)

    def hits(self, claim: PartyClaim) -> tuple[str, ...]:
        """The entries with the claim's name or one of its identifiers."""
        if not self._entries:
            return ()
        keys = (normalised(claim.name), *(canonical(*pair) for pair in claim.identifiers))
        return tuple(dict.fromkeys(hit for key in keys for hit in self._entries.get(key, ())))

    def warnings(self, claim: PartyClaim) -> tuple[str, ...]:
        """A note for each hit."""
        return tuple(f"{claim.name} is on a screening list: {hit}" for hit in self.hits(claim))
