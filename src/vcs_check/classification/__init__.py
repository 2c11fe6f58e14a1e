"""From the components of a BOM to what each of them is and what it is part of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from vcs_check.classification.assembly import hosts
from vcs_check.classification.identity import Identifier
from vcs_check.classification.knowledge import Knowledge, load
from vcs_check.classification.tag import Identity, Tag
from vcs_check.inventory.assembly import Assembly, Unit
from vcs_check.inventory.document import Document
from vcs_check.inventory.facts import DeclaredFacts

__all__ = ["NOTHING_DECIDED", "classify", "classify_together"]

NOTHING_DECIDED: Final[Mapping[int, DeclaredFacts]] = {}


def classify(document: Document, part: str = "", knowledge: Knowledge | None = None) -> list[Tag]:
    """A tag for each component of the document, in its order.

    Args:
        document: one BOM, read.
        part: what the program file or ``--part`` says that the BOM is installed in.
        knowledge: the knowledge to use; the bundled one if not given.
    """
    return classify_together(Assembly((Unit(document=document, part=part),)), knowledge)[0]


def classify_together(
    assembly: Assembly,
    knowledge: Knowledge | None = None,
    decided: Mapping[int, DeclaredFacts] = NOTHING_DECIDED,
) -> list[list[Tag]]:
    """A tag for each component of each document; one that another BOM links to is part of it.

    Args:
        assembly: the documents.
        knowledge: the knowledge to use; the bundled one if not given.
        decided: by node, what is declared together with what reviewed decisions say of it: what an
            item does reaches everything in it.
    """
    identifier = Identifier(knowledge or load())
    identities: list[Identity] = []
    for unit in assembly.units:
        document, shared_fcc_id = unit.document, unit.document.declared.fcc_id
        identities += [
            identifier.of(component, "" if index == document.subject else shared_fcc_id)
            for index, component in enumerate(document.components)
        ]
    tags: dict[tuple[int, int], Tag] = {}
    result: list[Tag] = []
    for own, host in zip(identities, hosts(assembly, identities, identifier, decided), strict=True):
        pair = (id(own), id(host))
        tag = tags.get(pair)
        if tag is None:
            tag = tags[pair] = Tag(own=own, host=host)
        result.append(tag)
    ends = [*assembly.starts[1:], assembly.size]
    return [result[start:end] for start, end in zip(assembly.starts, ends, strict=False)]
