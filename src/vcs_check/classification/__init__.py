"""From the components of a BOM to what each of them is and what it is part of."""

from __future__ import annotations

from vcs_check.classification.assembly import hosts
from vcs_check.classification.identity import Identifier
from vcs_check.classification.knowledge import Knowledge, load
from vcs_check.classification.tag import Tag
from vcs_check.inventory.document import Document

__all__ = ["classify"]


def classify(document: Document, part: str = "", knowledge: Knowledge | None = None) -> list[Tag]:
    """A tag for each component of the document, in its order.

    Args:
        document: one BOM, read.
        part: what the program file or ``--part`` says that the BOM is installed in.
        knowledge: the knowledge to use; the bundled one if not given.
    """
    identifier = Identifier(knowledge or load())
    shared_fcc_id = document.declared.fcc_id
    identities = [
        identifier.of(component, "" if index == document.subject else shared_fcc_id)
        for index, component in enumerate(document.components)
    ]
    tags: dict[tuple[int, int], Tag] = {}
    result: list[Tag] = []
    for own, host in zip(identities, hosts(document, identities, part, identifier), strict=True):
        pair = (id(own), id(host))
        tag = tags.get(pair)
        if tag is None:
            tag = tags[pair] = Tag(own=own, host=host)
        result.append(tag)
    return result
