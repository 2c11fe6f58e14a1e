"""What came of a user's own knowledge: how much it decided, and where it was not followed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vcs_check.assessment import KnowledgeView
from vcs_check.classification.own_knowledge import OwnKnowledge
from vcs_check.classification.tag import Tag


def knowledge_views(
    owns: Sequence[OwnKnowledge], tags: Iterable[Sequence[Tag]]
) -> tuple[KnowledgeView, ...]:
    """Each file with the number of components that it decided, or would have cleared."""
    if not owns:
        return ()
    decided: dict[str, int] = {}
    overruled: dict[str, int] = {}
    for unit in tags:
        for tag in unit:
            if tag.own.own:
                decided[tag.own.own] = decided.get(tag.own.own, 0) + 1
            if tag.own.overruled:
                overruled[tag.own.overruled] = overruled.get(tag.own.overruled, 0) + 1
    found = []
    for own in owns:
        places = {entry.own for entry in own.entries}
        found.append(
            KnowledgeView(
                path=own.path,
                sha256=own.sha256,
                entries=len(own.entries),
                components=sum(decided.get(place, 0) for place in places),
                not_followed=sum(overruled.get(place, 0) for place in places),
            )
        )
    return tuple(found)


def knowledge_notes(views: Iterable[KnowledgeView]) -> tuple[str, ...]:
    """A line for each file, and one where it was not followed."""
    notes = []
    for view in views:
        notes.append(
            f"own knowledge {view.path} (SHA-256 {view.sha256}): entries: {view.entries}; "
            f"components of which they say what they are: {view.components}"
        )
        if view.not_followed:
            notes.append(
                f"own knowledge {view.path} would clear what the bundled knowledge recognises: it "
                f"is not followed; components: {view.not_followed}; decide them (--decisions)"
            )
    return tuple(notes)
