"""The identity of each component: what it is by itself, remembered for its like."""

from __future__ import annotations

import msgspec

from vcs_check.classification import doubt, hardware, software, untyped
from vcs_check.classification.hidden import with_hidden
from vcs_check.classification.matching import Hit, Knowledge, for_axis
from vcs_check.classification.normal import words
from vcs_check.classification.subject_text import Key, key_of, names_of, search_text
from vcs_check.classification.tag import (
    UNKNOWN_IDENTITY,
    Confidence,
    Function,
    Identity,
    Layer,
)
from vcs_check.classification.together import together
from vcs_check.inventory.component import HARDWARE_KINDS, SERVICE_KINDS, SOFTWARE_KINDS, Component
from vcs_check.inventory.vocabulary import Axis

_SOFTWARE_LIKE = SOFTWARE_KINDS | SERVICE_KINDS | {"cryptographic-asset"}
_MOST_REMEMBERED = 1 << 15
"""Components that are remembered for their like. Without an end, a million that differ cost more to
remember than to look at."""
_UNKNOWN_HARDWARE = msgspec.structs.replace(UNKNOWN_IDENTITY, axis=Axis.HARDWARE)


class Identifier:
    """Identities for the components of any number of documents."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        bundled = knowledge.bundled
        self._bundled = None if bundled is None else Identifier(bundled)
        self._known: dict[Key, Identity] = {}

    def of(self, component: Component, shared_fcc_id: str = "") -> Identity:
        """What the component is by itself; equal components share one object."""
        return self._of_key(key_of(component, shared_fcc_id))

    def of_text(self, text: str) -> Identity:
        """What an item of this name is (``vcs:part``, or a part of the program file)."""
        return self._of_key(Key("device", text, "", "", "", "", "", "", "", "", "", ""))

    def _of_key(self, key: Key) -> Identity:
        found = self._known.get(key)
        if found is None:
            found = self._identify(key)
            if found is not software.GENERIC:  # by far the most frequent, and shared anyway
                found = self.knowledge.intern(found)
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            self._known[key] = found
        return found

    def _identify(self, key: Key) -> Identity:
        found = self._wholly(key)
        if found is not software.GENERIC:
            found = doubt.whole(found, key)
        return found if self._bundled is None else together(self._bundled._of_key(key), found)

    def _wholly(self, key: Key) -> Identity:
        text = search_text(key)
        makers = f" {words(key.makers)} " if key.makers else ""
        without = "hardware" if key.kind in _SOFTWARE_LIKE else ""
        hits = self.knowledge.search(text, makers, without)
        if key.kind in HARDWARE_KINDS:
            found = with_hidden(self._hardware(key, text, hits), key, makers, self.knowledge)
            return found or self._unknown(makers)
        packages = self._packages(names_of(text))
        if key.kind in _SOFTWARE_LIKE:
            return self._software(key, hits, packages) or software.GENERIC
        if packages and (known := self._software(key, hits, packages)):
            return known
        part = with_hidden(self._hardware(key, text, hits), key, makers, self.knowledge)
        if part is not None and untyped.is_hardware(part, key, makers, hits):
            return part
        program = self._software(key, hits, packages)
        if part is None:
            return program or UNKNOWN_IDENTITY
        return untyped.either(part, program, is_package=bool(key.purl))

    def _hardware(self, key: Key, text: str, hits: list[Hit]) -> Identity | None:
        return hardware.identify(key, text, for_axis(hits, "hardware") if hits else hits)

    def _software(self, key: Key, hits: list[Hit], packages: list[Hit]) -> Identity | None:
        if not hits and not packages and key.kind != "operating-system":
            return None
        return software.identify(key, for_axis(hits, "software") if hits else hits, packages)

    def _packages(self, names: list[str]) -> list[Hit]:
        known, entries = self.knowledge.names, self.knowledge.entries
        if known.keys().isdisjoint(names):
            return []
        return [
            Hit(entries[known[name]], 0, len(name), True, False, len(name) + 1000, name, "")
            for name in names
            if name in known
        ]

    def _unknown(self, makers: str) -> Identity:
        if makers and any(maker in makers for maker in self.knowledge.module_makers):
            entry = next(e for e in self.knowledge.entries if e.makers and e.form == "maker")
            return Identity(
                function=Function.UNKNOWN, axis=Axis.HARDWARE, layer=Layer.NONE,
                confidence=Confidence.LOW, entry=entry.id, because=entry.reason,
                source=entry.source,
            )  # fmt: skip
        return _UNKNOWN_HARDWARE
