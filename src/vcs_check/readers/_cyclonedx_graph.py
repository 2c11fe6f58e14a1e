"""What a CycloneDX file says of its components together: ids, dependencies, completeness."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from vcs_check.inventory.component import Component
from vcs_check.inventory.document import Document, Elsewhere, Link, LinkKind
from vcs_check.readers._cyclonedx import Composition, Dependency
from vcs_check.readers._inventory import text
from vcs_check.readers._notes import Notes, shown

BOM_LINK: Final = "urn:cdx:"


def elsewhere(url: str, hashes: tuple[tuple[str, str], ...] = ()) -> Elsewhere:
    """What a BOM-Link or another address means: a document and, after ``#``, an element."""
    document, _, element = url.partition("#")
    return Elsewhere(written=url, document=document, element=element, hashes=hashes)


class CycloneDxGraph:
    """Knows the components of one file by their ids."""

    def __init__(self, document: Document, notes: Notes) -> None:
        self._document, self._notes = document, notes
        self._first_with_id: dict[str, Component] = {}
        self._bom_references: list[tuple[Component | None, Elsewhere, str]] = []

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
        known, add = self._first_with_id, self._document.dependencies.append
        entry: Any
        for entry in entries:
            first = known.get(entry.ref) or known.get(text(entry.ref))
            start = first.id if first else text(entry.ref)
            if start and not first and not self._is_elsewhere(start, place):
                self._dangling(start, place, hides=False)
            for ends in (entry.depends_on, entry.provides):
                for named in ends or ():
                    try:
                        add((start, known[named].id))
                    except KeyError:
                        self._depends_on(start, text(named), place)

    def _depends_on(self, start: str, end: str, place: str) -> None:
        """A dependency on what has no such id, as it is written."""
        other = self._first_with_id.get(end)
        self._document.dependencies.append((start, other.id if other else end))
        if other is None and not self._is_elsewhere(end, place):
            self._dangling(end, place, hides=True)

    def _is_elsewhere(self, reference: str, place: str) -> bool:
        """Whether a dependency leads into another BOM; it is looked for there later."""
        if reference[:8].lower() != BOM_LINK:
            return False
        target = elsewhere(reference)
        self._document.links.append(
            Link(kind=LinkKind.NEEDS, outer=None, inner=target, place=place)
        )
        return True

    def _dangling(self, reference: str, place: str, *, hides: bool) -> None:
        self._notes.add(
            "dependencies on unlisted components",
            f"a dependency names {shown(reference)}, which is not listed in this BOM; list it",
            place,
            hides=hides,
        )

    def bom_reference(
        self, component: Component | None, url: str, hashes: tuple[tuple[str, str], ...], place: str
    ) -> None:
        """An external reference of type ``bom``: what is in the component stands elsewhere.

        Args:
            component: whose contents they are; None: those of all that this file describes.
            url: a BOM-Link, the address of another format's document, or a relative path.
            hashes: digests of that file.
            place: the reference's place.
        """
        self._bom_references.append((component, elsewhere(url, hashes), place))

    def finish(self) -> None:
        """Turn references to other BOMs into links, once every position is known."""
        if not self._bom_references:
            return
        positions = {id(c): n for n, c in enumerate(self._document.components)}
        for component, target, place in self._bom_references:
            self._document.links.append(
                Link(
                    kind=LinkKind.CONTAINS,
                    outer=positions[id(component)] if component else None,
                    inner=target,
                    place=place,
                )
            )

    def composition(self, entry: Composition, place: str) -> None:
        """Take in a statement on completeness."""
        aggregate = text(entry.aggregate).lower()
        if aggregate == "complete" or not entry.concerns_components():
            return
        silent = aggregate in ("", "not_specified")  # as good as no composition at all
        what = "components" if entry.assemblies else "its content"
        self._notes.add(
            "compositions without completeness" if silent else "incomplete compositions",
            f"the BOM says that {what} may be missing: aggregate {shown(aggregate or 'not given')}",
            place,
            hides=not silent,
        )
