"""What BOMs say that does not fit together: noted, because somebody should correct it."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from vcs_check.inventory.assembly import Assembly
from vcs_check.inventory.component import Component, PartyClaim
from vcs_check.inventory.document import Document, Note
from vcs_check.inventory.vocabulary import Role
from vcs_check.origin.names import name_key
from vcs_check.origin.resolver import PartyResolver
from vcs_check.pipeline.request import BomInput
from vcs_check.readers._notes import Notes, shown
from vcs_check.text import folded

_ROLES: Final = (Role.MANUFACTURER, Role.SUPPLIER)
_SHOWN: Final = 5


def note_circular_dependencies(document: Document) -> None:
    """One note where components need each other in a circle; no verdict rests on it."""
    needs: dict[str, list[str]] = {}
    open_: dict[str, int] = {}
    for outer, inner in document.dependencies:
        needs.setdefault(outer, []).append(inner)
        open_[inner] = open_.get(inner, 0) + 1
        open_.setdefault(outer, 0)
    waiting = [name for name, count in open_.items() if not count]
    left = len(open_)
    while waiting:
        left -= 1
        for inner in needs.get(waiting.pop(), ()):
            open_[inner] -= 1
            if not open_[inner]:
                waiting.append(inner)
    if left:
        # of those left, whatever needs nothing that is left only hangs on a circle
        some = [name for name in needs if open_[name]]
        names = ", ".join(map(shown, some[:_SHOWN])) + (" …" if len(some) > _SHOWN else "")
        document.notes.append(
            Note(message=f"dependencies run in a circle, or hang on one: {names}")
        )


def note_other_parties(
    assembly: Assembly, outer: int, inner: int, notes: Notes, place: str
) -> None:
    """A note where a component and the BOM about it name different makers or suppliers.

    Args:
        assembly: the program.
        outer: the component that links.
        inner: the root of the BOM that it links to; anything else is another thing.
        notes: of the file that links.
        place: of the link.
    """
    if inner < assembly.size or outer >= assembly.size:
        return
    subject = assembly.node(assembly.unit_of(inner), None)
    if subject >= assembly.size:
        return
    one, other = _component(assembly, outer), _component(assembly, subject)
    for role in _ROLES:
        here, there = _names(one, role), _names(other, role)
        if here and there and here.keys().isdisjoint(there):
            notes.add(
                "contradictory parties",
                f"{role.value} of {shown(one.name)} is {shown(next(iter(here.values())))} here and "
                f"{shown(next(iter(there.values())))} in the BOM about it; each counts where it "
                "stands, correct the one that is wrong",
                place,
            )


def note_other_supplier(bom: BomInput, document: Document, resolver: PartyResolver) -> None:
    """A note where the program file and the BOM name different suppliers of the unit.

    One party by two names, as the register knows it, is no difference.
    """
    if document.subject is None or not bom.supplier:
        return
    subject = document.components[document.subject]
    named = _names(subject, Role.SUPPLIER)
    known = {
        name_key(resolver.resolve(claim).name)
        for claim in subject.parties
        if claim.role is Role.SUPPLIER and claim.name
    }
    meant = {name_key(bom.supplier), name_key(resolver.resolve_name(bom.supplier).name)}
    if named and meant.isdisjoint(named.keys() | known):
        document.notes.append(
            Note(
                message=f"the program file names {shown(bom.supplier)} as supplier of "
                f"{shown(subject.name)}, its BOM names {shown(next(iter(named.values())))}; both "
                "are counted, correct the one that is wrong",
                place=subject.source,
            )
        )


def parties_of_stub(assembly: Assembly, outer: int, inner: int) -> tuple[PartyClaim, ...]:
    """The parties of the BOM about a stub that names nobody, if that BOM is about just it.

    Both must have one name, kind and, where both state them, version, group and coordinate;
    otherwise nothing is taken over, since parties of another thing could clear the stub.

    Args:
        assembly: the program.
        outer: the component that links to that BOM and to no other.
        inner: the root of the BOM.
    """
    if inner < assembly.size or outer >= assembly.size:
        return ()
    subject = assembly.node(assembly.unit_of(inner), None)
    if subject >= assembly.size:
        return ()
    stub, whole = _component(assembly, outer), _component(assembly, subject)
    if stub.parties or not _is_same_thing(stub, whole):
        return ()
    return tuple(replace(c, field=f"linked BOM: {c.field}") for c in whole.parties)


def _is_same_thing(one: Component, other: Component) -> bool:
    if not one.name or folded(one.name) != folded(other.name) or one.kind != other.kind:
        return False
    pairs = (
        (one.version, other.version), (one.group, other.group), (one.purl, other.purl),
        (one.cpe, other.cpe), (one.part_number, other.part_number),
    )  # fmt: skip
    return all(a == b or not a or not b for a, b in pairs)


def _component(assembly: Assembly, node: int) -> Component:
    document = assembly.units[assembly.unit_of(node)].document
    return document.components[assembly.position(node)]


def _names(component: Component, role: Role) -> dict[str, str]:
    """Names in one role, by how they are compared."""
    return {
        name_key(claim.name): claim.name
        for claim in component.parties
        if claim.role is role and claim.name
    }
