"""What a CycloneDX file says of its components together: ids, dependencies, completeness."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vcs_check.inventory.component import Component
from vcs_check.inventory.document import Document
from vcs_check.readers._cyclonedx import Composition, Dependency
from vcs_check.readers._inventory import text
from vcs_check.readers._notes import Notes, shown


class CycloneDxGraph:
    """Knows the components of one file by their ids."""

    def __init__(self, document: Document, notes: Notes) -> None:
        self._document, self._notes = document, notes
        self._first_with_id: dict[str, Component] = {}

    def identify(self, component: Component) -> None:
        """Remember the component by its id, and note an id that is taken."""
        first = self._first_with_id.setdefault(component.id, component)
        if first is not component:
            self._notes.add(
                "duplicate ids",
                f"the id {shown(component.id)} also stands at {first.source}; "
                "both components are kept, references to it mean the first",
                component.source,
            )

    def dependencies(self, entries: Iterable[Dependency], place: str) -> None:
        """Take in the dependency graph; ends that no component has are noted."""
        known, edges = self._first_with_id, self._document.dependencies
        entry: Any
        for entry in entries:
            first = known.get(entry.ref) or known.get(text(entry.ref))
            start = first.id if first else text(entry.ref)
            if start and not first:
                self._dangling(start, place, hides=False)
            for ends in (entry.depends_on, entry.provides):
                if not ends:
                    continue
                for named in ends:
                    other = known.get(named) or known.get(text(named))
                    if other:
                        edges.append((start, other.id))
                    else:
                        self._dangling(text(named), place, hides=True)
                        edges.append((start, text(named)))

    def _dangling(self, reference: str, place: str, *, hides: bool) -> None:
        where = "in another BOM" if reference.startswith("urn:cdx:") else "not listed in this BOM"
        self._notes.add(
            "dependencies on unlisted components",
            f"a dependency names {shown(reference)}, which is {where}; "
            "list it, or give that BOM too",
            place,
            hides=hides,
        )

    def composition(self, entry: Composition, place: str) -> None:
        """Take in a statement on completeness."""
        aggregate = text(entry.aggregate).lower()
        if aggregate == "complete":
            return
        incomplete = aggregate.startswith("incomplete")
        what = "components" if entry.assemblies else "its content"
        self._notes.add(
            "incomplete compositions" if incomplete else "compositions of unknown completeness",
            f"the BOM says that {what} may be missing: aggregate {shown(aggregate or 'not given')}",
            place,
            hides=incomplete,
        )
