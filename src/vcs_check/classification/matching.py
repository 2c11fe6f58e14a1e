"""Finds the entries of knowledge that a text speaks of, in one pass over the text.

All literals of all entries form one Aho-Corasick automaton; only where a literal stands is
its entry's pattern tried. Patterns are compiled when first needed, so that start-up is short.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from vcs_check.classification.entry import Compiled, Entry, Form, Rule
from vcs_check.classification.tag import Function, Identity
from vcs_check.inventory.vocabulary import Radio

NAME_MARK = "\x02"
"""Stands before and after each name in a searched text."""
TEXT_MARK = "\x03"
"""Stands between the names and the description."""

_POINTING = frozenset({"for", "replaces", "fits", "suits", "für", "pour", "para", "compatible"})
_POINTING_WORDS = tuple(f" {word} " for word in sorted(_POINTING))
_WORDS_BACK, _CHARS_BACK = 4, 40


class Hit(NamedTuple):
    """An entry, and where in the text it was found."""

    entry: Entry
    start: int
    end: int
    in_name: bool
    """Whether it stands in a name or part number, not only in the description."""
    pointed_at: bool
    """Whether the text says that the thing is *for* this, not that it is this."""
    strength: int
    """Characters that the entry itself asks for; a longer match knows more."""
    token: str
    """The words that were hit, in normal form."""
    source: str


class _Finder:
    """One automaton over the literals of some rules.

    Attributes:
        find: the index of each literal that a text holds, with its start and end.
        rules: by that index, the rules that the literal belongs to.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        by_literal: dict[str, list[Rule]] = {}
        for rule in rules:
            by_literal.setdefault(rule.literal, []).append(rule)
        self.rules = [tuple(found) for found in by_literal.values()]
        self.find = AhoCorasick(list(by_literal)).find_matches_as_indexes


class Knowledge:
    """All entries, ready to be searched for. Shared and not changed, but for its caches."""

    def __init__(self, compiled: Compiled, bundled: Knowledge | None = None) -> None:
        """The entries of ``compiled``; ``bundled`` where a user's own are among them."""
        self.bundled = bundled
        self.compiled = compiled
        self.entries = compiled.entries
        self.digest = compiled.digest
        self.names = compiled.names
        self.function_of: dict[Radio, Function] = {r.id: r.function for r in compiled.radios}
        self.radio_reason: dict[Radio, str] = {r.id: r.reason for r in compiled.radios}
        self._everything = _Finder(compiled.rules)
        self._for_software: _Finder | None = None
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._interned: dict[Identity, Identity] = {}
        self.module_makers = tuple(
            f" {maker}" for e in compiled.entries if e.form is Form.MAKER for maker in e.makers
        )

    def intern(self, identity: Identity) -> Identity:
        """The one shared object that is equal to ``identity``."""
        return self._interned.setdefault(identity, identity)

    def search(self, text: str, makers: str, without: str = "") -> list[Hit]:
        """Every entry that ``text`` speaks of; :func:`for_axis` sorts out what counts.

        Args:
            text: marked names, then the description, all in normal form.
            makers: names of makers in normal form, with a space at both ends.
            without: ``hardware`` or ``software``, to leave out what counts for that alone.
        """
        finder = self._finder_of_software() if without == "hardware" else self._everything
        found = finder.find(text, True)
        if not found:
            return []
        name_end, points = text.find(TEXT_MARK), any(word in text for word in _POINTING_WORDS)
        hits: list[Hit] = []
        for literal, start, end in found:
            for rule in finder.rules[literal]:
                entry = self.entries[rule.entry]
                if without and entry.axis == without:
                    continue
                if rule.pattern:
                    match = self._pattern(rule.pattern).match(text, start + 1)
                    if match is None:
                        continue
                    stop = match.end()
                else:
                    stop = end
                if entry.needs_maker and not any(
                    f" {maker}" in makers or f" {maker} " in text for maker in entry.makers
                ):
                    continue
                matched = stop
                if entry.form is Form.PART and text[stop - 1] != " ":
                    stop = min(place for place in (text.find(" ", stop), len(text)) if place >= 0)
                while stop > start and text[stop - 1] in " \x02\x03":
                    stop -= 1
                begin = start
                while begin < stop and text[begin] in " \x02\x03":
                    begin += 1
                pointed_at = points and _pointed_at(text, begin)
                token = text[begin:stop]
                hits.append(
                    Hit(
                        entry, begin, stop, begin < name_end, pointed_at, matched - start, token,
                        rule.source,
                    )
                )  # fmt: skip
        return hits

    def _finder_of_software(self) -> _Finder:
        """Without what counts for hardware alone: most part families, which cost time."""
        if self._for_software is None:
            kept = [r for r in self.compiled.rules if self.entries[r.entry].axis != "hardware"]
            self._for_software = _Finder(kept)
        return self._for_software

    def _pattern(self, source: str) -> re.Pattern[str]:
        pattern = self._patterns.get(source)
        if pattern is None:
            pattern = self._patterns[source] = re.compile(source)
        return pattern


def _pointed_at(text: str, start: int) -> bool:
    before = text[max(0, start - _CHARS_BACK) : start]
    before = before[max(before.rfind(NAME_MARK), before.rfind(TEXT_MARK)) + 1 :]
    return not _POINTING.isdisjoint(before.split()[-_WORDS_BACK:])


def for_axis(hits: list[Hit], axis: str) -> list[Hit]:
    """The hits that count for ``hardware`` or ``software``.

    Words inside a longer phrase, or inside one that means something else, do not count.
    """
    kept: list[Hit] = []
    reaching: list[Hit] = []
    other = "software" if axis == "hardware" else "hardware"
    if len(hits) == 1:  # as often as all other numbers together
        entry = hits[0].entry
        counts = entry.form is not Form.CANCEL and entry.axis != other
        return hits if counts and (axis != "hardware" or entry.form is not Form.PACKAGE) else []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end, h.entry.form is not Form.CANCEL)):
        if hit.entry.axis == other or (axis == "hardware" and hit.entry.form is Form.PACKAGE):
            continue
        # Only hits that reach this far can hold it, so a text full of words stays linear.
        reaching = [earlier for earlier in reaching if earlier.end > hit.start]
        if not any(_swallows(longer, hit) for longer in reaching):
            reaching.append(hit)
            if hit.entry.form is not Form.CANCEL:
                kept.append(hit)
    return kept


def _swallows(longer: Hit, hit: Hit) -> bool:
    if hit.entry.form is Form.PART or hit.entry.form is Form.PACKAGE:
        return False
    if longer.entry.form is Form.PART or longer.entry.form is Form.PACKAGE:
        return False
    if longer.start > hit.start or hit.end > longer.end:
        return False
    # A phrase that stands in both (*led driver*) means what its own entry says.
    return longer.end - longer.start > hit.end - hit.start
