"""Relationships of an SPDX document, once all its packages are known: parents, dependencies."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Final

from vcs_check.inventory.component import Component
from vcs_check.inventory.document import Document, Elsewhere, Link, LinkKind
from vcs_check.limits import Limits
from vcs_check.readers._containment import Containment
from vcs_check.readers._inventory import text
from vcs_check.readers._notes import Notes, shown
from vcs_check.readers._spdx import ExternalDocumentRef
from vcs_check.readers._spdx_relationships import MEANINGS, Meaning, is_known, meaning_of

_ELSEWHERE: Final = "DocumentRef-"
_NOBODY: Final = frozenset({"NOASSERTION", "NONE"})
_A_FIRST: Final = {
    Meaning.A_CONTAINS_B: True,
    Meaning.B_CONTAINS_A: False,
    Meaning.A_NEEDS_B: True,
    Meaning.B_NEEDS_A: False,
}
_USUAL: Final = {
    word: (meaning in (Meaning.A_NEEDS_B, Meaning.B_NEEDS_A), _A_FIRST[meaning])
    for word, meaning in MEANINGS.items()
    if meaning in _A_FIRST
}
"""Whether a type that relates two packages is a dependency, and whether the outer one is first."""


class SpdxGraph:
    """Collects relationships and turns them into parents, dependencies and signs."""

    _packages_first: ClassVar[bool] = False
    """Whether an id that a package has means the package, whatever else has it."""

    def __init__(self, document: Document, notes: Notes, limits: Limits) -> None:
        self._document, self._notes = document, notes
        self._position_of_id: dict[str, int] = {}
        self._other_ids = document.others
        self._documents: dict[str, ExternalDocumentRef] = {}
        self.document_id = "SPDXRef-DOCUMENT"
        self._described: dict[int, None] = {}
        self._is_odd = False
        """Whether a package has an id that means one of another document."""
        self._inside = Containment(document, notes, limits)
        self._signs: dict[int, dict[str, None]] = {}

    def identify(self, component: Component, position: int) -> None:
        """Remember the package's id, and note one that is taken."""
        first = self._position_of_id.setdefault(component.id, position)
        self._is_odd |= component.id.startswith(_ELSEWHERE)
        if first != position:
            other = self._document.components[first]
            self._notes.add(
                "duplicate ids",
                f"the id {shown(component.id)} also stands at {other.source}; "
                "both components are kept, references to it mean the first",
                component.source,
            )

    def know_document(self, reference: ExternalDocumentRef) -> None:
        """Another document, by the ``DocumentRef-…`` that stands for it here."""
        if name := text(reference.external_document_id):
            self._documents.setdefault(name, reference)

    def know(self, spdx_id: str) -> None:
        """An element that is no package (file, snippet) but may be an end of a relationship."""
        self._other_ids.add(spdx_id)

    def has(self, spdx_id: str) -> bool:
        """Whether a package has this id."""
        return spdx_id in self._position_of_id

    def knows(self, spdx_id: str) -> bool:
        """Whether an element of the document has this id, package or not."""
        return (
            spdx_id in self._position_of_id
            or spdx_id in self._other_ids
            or spdx_id == self.document_id
        )

    def describes(self, spdx_id: str, place: str) -> None:
        """The document describes this element."""
        if self._is_elsewhere(spdx_id):
            self._link(LinkKind.CONTAINS, None, self._elsewhere(spdx_id), place)
            return
        if (position := self._end(spdx_id, place, "described")) is not None:
            self._described[position] = None

    def relate_all(
        self, statements: Iterable[tuple[Any, Any, Any]], place_of: Callable[[int], str]
    ) -> None:
        """Take in many statements, as :meth:`relate` does one.

        Nearly all relate one package to another: those need no more than their positions.

        Args:
            statements: ``(a, type, b)``, as read.
            place_of: the place of the statement of this number, from 0.
        """
        positions, components = self._position_of_id, self._document.components
        depend, put = self._document.dependencies.append, self._inside.put
        only_packages = not self._is_odd and (self._packages_first or not self._other_ids)
        usual = _USUAL if only_packages else {}
        for number, (a, relationship_type, b) in enumerate(statements):
            try:
                is_dependency, a_first = usual[relationship_type]
                first, second = positions[a], positions[b]
            except KeyError:
                self.relate(text(a), text(relationship_type), text(b), place_of(number))
                continue
            outer, inner = (first, second) if a_first else (second, first)
            if is_dependency:
                depend((components[outer].id, components[inner].id))
            else:
                put(inner, outer)

    def relate(self, a: str, relationship_type: str, b: str, place: str) -> None:
        """Take in ``a TYPE b``; types that say nothing of composition are passed over."""
        meaning = meaning_of(relationship_type)
        if meaning is None:
            if not is_known(relationship_type):
                self._notes.add(
                    "unknown relationship types",
                    f"the relationship {shown(relationship_type)} is none of SPDX 2; it is not "
                    "used, correct it",
                    place,
                )
            return
        if meaning in (Meaning.A_DESCRIBES_B, Meaning.B_DESCRIBES_A):
            who, what = (a, b) if meaning is Meaning.A_DESCRIBES_B else (b, a)
            if who == self.document_id:
                self.describes(what, place)
            return
        if meaning in (Meaning.A_IS_MODIFIED, Meaning.B_IS_MODIFIED):
            end = a if meaning is Meaning.A_IS_MODIFIED else b
            position = self._position_of_id.get(end)
            sign = f"relationship/{relationship_type.strip().upper().replace('-', '_')}"
            if position is not None:
                self._signs.setdefault(position, {})[sign] = None
            elif self._is_elsewhere(end):
                self._link(LinkKind.MODIFIES, None, self._elsewhere(end), place, sign)
            return
        outer, inner = (a, b) if _A_FIRST[meaning] else (b, a)
        if self._is_elsewhere(outer) or self._is_elsewhere(inner):
            self._relate_elsewhere(meaning, outer, inner, place)
        elif meaning in (Meaning.A_NEEDS_B, Meaning.B_NEEDS_A):
            self._depend(outer, inner, place)
        else:
            self._contain(outer, inner, place)

    def _relate_elsewhere(self, meaning: Meaning, outer: str, inner: str, place: str) -> None:
        """A relationship of which an end is in another document."""
        needs = meaning in (Meaning.A_NEEDS_B, Meaning.B_NEEDS_A)
        ends: list[int | Elsewhere | None] = []
        for end in (outer, inner):
            if self._is_elsewhere(end):
                ends.append(self._elsewhere(end))
            elif end == self.document_id:
                ends.append(None)
            else:
                position = self._end(end, place, "dependency" if needs else "contained")
                if position is None:
                    return  # a file, or noted
                ends.append(position)
        if needs:
            self._document.dependencies.append((outer, inner))
        kind = LinkKind.NEEDS if needs else LinkKind.CONTAINS
        self._link(kind, ends[0], ends[1], place)

    def _link(
        self,
        kind: LinkKind,
        outer: int | Elsewhere | None,
        inner: int | Elsewhere | None,
        place: str,
        sign: str = "",
    ) -> None:
        self._document.links.append(
            Link(kind=kind, outer=outer, inner=inner, place=place, sign=sign)
        )

    def _is_elsewhere(self, spdx_id: str) -> bool:
        """Whether an id means an element of another document."""
        return spdx_id.startswith(_ELSEWHERE)

    def _elsewhere(self, spdx_id: str) -> Elsewhere:
        """``DocumentRef-x:SPDXRef-y`` as the document that ``x`` stands for, and ``SPDXRef-y``."""
        name, _, element = spdx_id.partition(":")
        reference = self._documents.get(name)
        if reference is None:  # not declared: no file given has this name
            return Elsewhere(written=spdx_id, document=name, element=element)
        checksum = reference.checksum
        return Elsewhere(
            written=f"{spdx_id} ({text(reference.spdx_document)})",
            document=text(reference.spdx_document) or name,
            element=element,
            hashes=((text(checksum.algorithm), text(checksum.checksum_value)),) if checksum else (),
        )

    def _depend(self, outer: str, inner: str, place: str) -> None:
        components, edges = self._document.components, self._document.dependencies
        start, end = self._end(outer, place, "dependency"), self._end(inner, place, "dependency")
        if inner.upper() in _NOBODY or outer.upper() in _NOBODY:
            return
        if outer in self._other_ids or inner in self._other_ids:
            return
        edges.append(
            (
                components[start].id if start is not None else outer,
                components[end].id if end is not None else inner,
            )
        )

    def _contain(self, outer: str, inner: str, place: str) -> None:
        if outer == self.document_id:
            self.describes(inner, place)
            return
        part, assembly = self._end(inner, place, "contained"), self._end(outer, place, "contained")
        if part is not None and assembly is not None:
            self._inside.put(part, assembly)

    def _end(self, spdx_id: str, place: str, what: str) -> int | None:
        position = self._position_of_id.get(spdx_id)
        if position is not None or spdx_id in self._other_ids or spdx_id == self.document_id:
            return position
        if spdx_id.upper() == "NOASSERTION":
            self._notes.add(
                "relationships of unknown completeness",
                f"the BOM does not say whether there are more {what} packages (NOASSERTION)",
                place,
                hides=True,
            )
        elif spdx_id.upper() != "NONE":
            self._notes.add(
                "relationships to unlisted packages",
                f"a relationship names {shown(spdx_id)}, which is not in this BOM; list it",
                place,
                hides=True,
            )
        return None

    def finish(self) -> None:
        """Set subject, parents and signs of modification of the components."""
        self._document.own_id = self.document_id
        components = self._document.components
        if len(self._described) == 1:
            subject = self._document.subject = next(iter(self._described))
            self._inside.put_rest_into(subject)
        self._inside.settle()
        for position, signs in self._signs.items():
            components[position].modification_signs = tuple(signs)


def usual_direction(relationship_type: str) -> tuple[bool, bool] | None:
    """Of a type that relates two packages: whether it is a dependency, whether A is the outer."""
    return _USUAL.get(relationship_type)
