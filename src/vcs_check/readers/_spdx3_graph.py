"""Relationships of SPDX 3, in which an id is unique in the world."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from vcs_check.inventory.component import Component
from vcs_check.inventory.document import Document, Elsewhere
from vcs_check.limits import Limits
from vcs_check.readers._inventory import text
from vcs_check.readers._notes import Notes
from vcs_check.readers._spdx3 import ExternalMap, Hash, NamespaceMap
from vcs_check.readers._spdx3_relationships import SPDX2
from vcs_check.readers._spdx_graph import SpdxGraph, usual_direction

_IRI: Final = re.compile(r"(?!_:)[A-Za-z][A-Za-z0-9+.-]*:\S+", re.ASCII)
Hashes = tuple[tuple[str, str], ...]

_Place = int | str
_USUAL: Final = {
    kind: (usual[0], usual[1] is not swapped)
    for kind, (name, swapped) in SPDX2.items()
    if (usual := usual_direction(name)) is not None
}
"""Whether a kind that relates two packages is a dependency, and whether ``from`` is the outer."""


class Spdx3Graph(SpdxGraph):
    """As of SPDX 2, but an IRI that is nobody's in the file may stand in any other."""

    _packages_first = True

    def __init__(self, document: Document, notes: Notes, limits: Limits) -> None:
        super().__init__(document, notes, limits)
        self._imports: dict[str, tuple[ExternalMap, Hashes]] = {}
        self._namespaces: dict[str, str] = {}

    def identify(self, component: Component, position: int) -> None:
        """Remember the package's id, and note one that is taken."""
        if self._position_of_id.setdefault(component.id, position) != position:
            super().identify(component, position)

    def position_of(self, spdx_id: str) -> int | None:
        """The position of the (first) package with this id."""
        return self._position_of_id.get(spdx_id)

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

    def relate_known(
        self, related: Iterable[tuple[str, str, tuple[str, ...], _Place]]
    ) -> list[tuple[str, str, str, _Place]]:
        """Take in the relationships of one package to another.

        Args:
            related: kind, start, ends and place of relationships, kinds as in
                :data:`vcs_check.readers._spdx3_relationships.SPDX2`.

        Returns:
            Those that remain, for :meth:`relate`: ``(a, type of SPDX 2, b, place)``.
        """
        positions, components = self._position_of_id, self._document.components
        put, depend = self._inside.put, self._document.dependencies.append
        remaining = []
        for kind, start, ends, place in related:
            usual, first = _USUAL.get(kind), positions.get(start)
            for end in ends:
                second = positions.get(end)
                if usual is None or first is None or second is None:
                    name, swapped = SPDX2[kind]
                    one, other = (end, start) if swapped else (start, end)
                    remaining.append((one, name, other, place))
                    continue
                is_dependency, start_is_outer = usual
                outer, inner = (first, second) if start_is_outer else (second, first)
                if is_dependency:
                    depend((components[outer].id, components[inner].id))
                else:
                    put(inner, outer)
        return remaining

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
