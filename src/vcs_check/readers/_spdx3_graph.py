"""Relationships of SPDX 3, in which an id is unique in the world."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from vcs_check.inventory.document import Document, Elsewhere
from vcs_check.limits import Limits
from vcs_check.readers._inventory import text
from vcs_check.readers._notes import Notes
from vcs_check.readers._spdx3 import ExternalMap, Hash, NamespaceMap
from vcs_check.readers._spdx_graph import SpdxGraph

_IRI: Final = re.compile(r"(?!_:)[A-Za-z][A-Za-z0-9+.-]*:\S+", re.ASCII)
Hashes = tuple[tuple[str, str], ...]


class Spdx3Graph(SpdxGraph):
    """As of SPDX 2, but an IRI that is nobody's in the file may stand in any other."""

    _packages_first = True

    def __init__(self, document: Document, notes: Notes, limits: Limits) -> None:
        super().__init__(document, notes, limits)
        self._imports: dict[str, tuple[ExternalMap, Hashes]] = {}
        self._namespaces: dict[str, str] = {}

    def know_import(self, external: ExternalMap, artifact: Hashes) -> None:
        """An element that the document says to stand in another.

        Args:
            external: what it says of it.
            artifact: digests of the artifact in which the element is defined.
        """
        self._imports.setdefault(text(external.external_spdx_id), (external, artifact))

    def know_namespace(self, entry: NamespaceMap) -> None:
        """A prefix, by which ids of elements in other documents may be shortened."""
        if prefix := text(entry.prefix).removesuffix(":"):
            self._namespaces.setdefault(prefix, text(entry.namespace))

    def _is_elsewhere(self, spdx_id: str) -> bool:
        return not self.knows(spdx_id) and _IRI.fullmatch(spdx_id) is not None

    def _elsewhere(self, spdx_id: str) -> Elsewhere:
        whole = self._whole(spdx_id)
        external, hashes = self._imports.get(spdx_id) or self._imports.get(whole) or (None, ())
        where = text(external.location_hint) if external else ""
        own = (external.verified_using or ()) if external else ()
        return Elsewhere(
            written=f"{spdx_id} ({where})" if where else spdx_id,
            element=whole,
            hashes=digests(own) + hashes,
            location=where,
        )

    def _whole(self, spdx_id: str) -> str:
        """An id without the prefix that the document's namespace map gives it."""
        prefix, _, rest = spdx_id.partition(":")
        namespace = self._namespaces.get(prefix)
        return f"{namespace}{rest}" if namespace else spdx_id


def digests(entries: Iterable[Hash]) -> Hashes:
    """``(algorithm, hex digest)`` of ``verifiedUsing``; other integrity methods are none."""
    return tuple(
        (text(each.algorithm), text(each.hash_value)) for each in entries if each.hash_value
    )
