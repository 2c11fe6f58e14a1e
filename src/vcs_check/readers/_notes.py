"""Notes of one reading, bounded in number: a file of faults must not become a list of faults."""

from __future__ import annotations

import unicodedata
from collections import Counter

from vcs_check.inventory.document import Note
from vcs_check.text import look_alikes, visible

MAX_NOTES_OF_A_KIND = 20
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SHOWN_CHARS = 80


class Notes:
    """Collects notes, at most :data:`MAX_NOTES_OF_A_KIND` of a kind and a last one that counts."""

    def __init__(self) -> None:
        self._notes: list[Note] = []
        self._count: Counter[str] = Counter()
        self._hides: dict[str, bool] = {}
        self.count = 0
        """Of all notes, those that are only counted too."""

    def add(self, kind: str, message: str, place: str = "", *, hides: bool = False) -> None:
        """Note ``message``; ``kind`` names what the notes counted together have in common."""
        self.count += 1
        self._count[kind] += 1
        self._hides[kind] = self._hides.get(kind, False) or hides
        if self._count[kind] <= MAX_NOTES_OF_A_KIND:
            self._notes.append(Note(message=message, place=place, hides_components=hides))

    def odd_characters(self, text: str, place: str) -> None:
        """Note characters that a reader cannot see or cannot tell from others.

        For texts that are not ASCII, or not ``isprintable``.
        """
        if alike := look_alikes(visible(text)):
            codes = ", ".join(f"U+{ord(c):04X}" for c in alike[:5])
            self.add(
                "look-alike characters",
                f"{text[:_SHOWN_CHARS]!a} contains letters of another alphabet that look "
                f"like Latin ones: {codes}; compare it with the name that you expect",
                place,
            )
        if text.isprintable():
            return
        found = sorted({f"U+{ord(c):04X}" for c in text if unicodedata.category(c) in _HIDDEN})
        if found:
            self.add(
                "invisible characters",
                f"{shown(text)} contains invisible characters: {', '.join(found[:5])}; "
                "compare it with the name that you expect",
                place,
            )

    def all(self) -> list[Note]:
        """The notes in the order in which they were made, then what was only counted."""
        rest = [
            Note(
                message=f"{kind}: and {count - MAX_NOTES_OF_A_KIND} more",
                hides_components=self._hides[kind],
            )
            for kind, count in self._count.items()
            if count > MAX_NOTES_OF_A_KIND
        ]
        return self._notes + rest


def shown(text: str) -> str:
    """A text for a message: quoted, control characters escaped, cut to one line."""
    cut = text if len(text) <= _SHOWN_CHARS else text[:_SHOWN_CHARS] + "…"
    return ascii(cut) if not cut.isprintable() else repr(cut)
