"""Relationships of SPDX 3, in which an id is unique in the world."""

from __future__ import annotations

import re
from typing import Final

from vcs_check.inventory.document import Document, Elsewhere
from vcs_check.limits import Limits
from vcs_check.readers._inventory import text
from vcs_check.readers._notes import Notes
from vcs_check.readers._spdx3 import ExternalMap
from vcs_check.readers._spdx_graph import SpdxGraph

_IRI: Final = re.compile(r"(?!_:)[A-Za-z][A-Za-z0-9+.-]*:\S+", re.ASCII)


class Spdx3Graph(SpdxGraph):
    """As of SPDX 2, but an IRI that is nobody's in the file may stand in any other."""

    _packages_first = True

    def __init__(self, document: Document, notes: Notes, limits: Limits) -> None:
        super().__init__(document, notes, limits)
        self._imports: dict[str, ExternalMap] = {}

    def know_import(self, external: ExternalMap) -> None:
        """An element that the document says to stand in another."""
        self._imports.setdefault(text(external.external_spdx_id), external)

    def _is_elsewhere(self, spdx_id: str) -> bool:
        return not self.knows(spdx_id) and _IRI.fullmatch(spdx_id) is not None

    def _elsewhere(self, spdx_id: str) -> Elsewhere:
        external = self._imports.get(spdx_id)
        where = text(external.location_hint) if external else ""
        hashes = (external.verified_using or ()) if external else ()
        return Elsewhere(
            written=f"{spdx_id} ({where})" if where else spdx_id,
            element=spdx_id,
            hashes=tuple((text(each.algorithm), text(each.hash_value)) for each in hashes),
        )
