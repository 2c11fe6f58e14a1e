"""The item around each component that a person can be asked about."""

from __future__ import annotations

from vcs_check.classification import NOTHING_DECIDED
from vcs_check.classification.identity import Identifier
from vcs_check.classification.matching import Knowledge
from vcs_check.classification.structure import Structure
from vcs_check.classification.tag import Tag
from vcs_check.inventory.assembly import Assembly
from vcs_check.inventory.vocabulary import Axis


def items_around(
    assembly: Assembly, tags: list[list[Tag]], knowledge: Knowledge
) -> list[int | None]:
    """For each component the node of the nearest item that holds it, whatever way one goes up.

    An item is what is no software, the subject of a BOM, or the root of one without subject. None:
    the component is directly in a vehicle, or in several items.
    """
    identities = [tag.own for unit in tags for tag in unit]
    structure = Structure(assembly, identities, Identifier(knowledge), NOTHING_DECIDED)
    subjects = {assembly.node(n, None) for n in range(len(assembly.units))}
    known: dict[int, int | None] = {n: n for n in range(len(structure.parents)) if n in subjects}
    for node in range(assembly.size, len(structure.parents)):
        known[node] = node
    for node, own in enumerate(identities):
        if own.axis is not Axis.SOFTWARE:
            known[node] = node
    for node in structure.vehicles:
        known[node] = None
    for node in range(assembly.size):
        _climb(structure, node, known)
    return [_of_parents(structure, node, known) for node in range(assembly.size)]


def _climb(structure: Structure, start: int, known: dict[int, int | None]) -> None:
    """Settle a node after everything that it hangs on; what hangs on itself is in no one item."""
    waiting, open_ = [start], set[int]()
    while waiting:
        node = waiting[-1]
        if node in known:
            waiting.pop()
            continue
        missing = [p for p in structure.parents[node] if p not in known and p not in open_]
        if missing and node not in open_:
            open_.add(node)
            waiting += missing
            continue
        known[node] = _of_parents(structure, node, known)
        waiting.pop()


def _of_parents(structure: Structure, node: int, known: dict[int, int | None]) -> int | None:
    found = {known[parent] for parent in structure.parents[node] if parent in known}
    return found.pop() if len(found) == 1 else None
