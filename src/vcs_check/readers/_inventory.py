"""What the inventories of CycloneDX and SPDX have in common: a document, its notes, its limits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NoReturn

from vcs_check.errors import LimitError
from vcs_check.inventory.component import Component
from vcs_check.inventory.document import Document
from vcs_check.inventory.facts import DeclaredFacts
from vcs_check.readers._claims import Claimed, Claims
from vcs_check.readers._content import Content
from vcs_check.readers._hbom import Evidence, says_something
from vcs_check.readers._notes import Notes, shown
from vcs_check.text import BomText, folded

QUANTITY: Final = "cdx:device:quantity"
UNNAMED_LICENCE: Final = BomText("LicenseRef-unnamed")
"""A licence that is stated, but not which: it applies all the same."""
NO_TEXT: Final = BomText("")


def text(value: object) -> BomText:
    """The value without white space at its ends; empty where it is absent."""
    if isinstance(value, str):
        # a call of BomText would take longer than all of this
        return value.strip()  # type: ignore[return-value]
    return NO_TEXT


def _bare(name: str) -> str:
    """A name without what a slip of the pen changes: case, separators, the plural."""
    return "".join(c for c in name.lower() if c.isalnum()).removesuffix("s")


class BomInventory:
    """One document while it is being collected; the base of each format's inventory."""

    def __init__(self, content: Content, name: str, version: str) -> None:
        self.file = content.file
        self.limits = content.limits
        self.is_plain = content.is_plain
        self.notes = Notes()
        self.claimed = Claimed(content.file, self.notes)
        self.document = Document(
            path=content.file, sha256=content.sha256, format=name, version=version
        )
        self.components = self.document.components
        self.known_parties: dict[str, dict[str, Any]] = {}
        """Parties that a reference may mean, by their ids, decoded; CycloneDX 2.0 only."""
        self._texts: dict[str, BomText] = {}
        self._evidence_names: dict[str, bool] = {}

    def unknown_members(
        self, members: Iterable[str], known: frozenset[str], lists: frozenset[str], base: str
    ) -> None:
        """Note members of the document that its format does not have.

        Args:
            members: the names that were read.
            known: the names that the format has.
            lists: those of them that hold components or relations.
            base: JSON pointer of the document.
        """
        like = {_bare(name) for name in lists}
        for name in members:
            if name in known or name.startswith("x-"):
                continue
            hides = _bare(name) in like
            self.notes.add(
                "unknown members",
                f"{shown(name)} is nothing that this format has, so it is not read"
                + ("; correct its spelling, it may hold components" if hides else ""),
                base,
                hides=hides,
            )

    def with_evidence(
        self,
        made: Component,
        own: DeclaredFacts,
        claims: Claims,
        origins: tuple[object, object] = (None, None),
    ) -> tuple[DeclaredFacts, Claims]:
        """A component's own facts and claims with what its properties say of its making.

        Args:
            made: the component, its properties filled in.
            own: the facts that it declares.
            claims: whom the format's own fields name.
            origins: ``origins`` and ``parties`` of the draft of CycloneDX 2.0, decoded.
        """
        found = Evidence()
        found.take_properties(made.properties, self.notes, made.source)
        if origins != (None, None):
            found.take_origins(origins, self.known_parties, self.notes, made.source)
        if own.fcc_id:
            found.fcc_ids.append(own.fcc_id)
        if not found:
            return own, claims
        made.part_number = made.part_number or found.part_number
        own = self.claimed.same_facts(found.facts(own, self.notes, made.source))
        named = {(claim.role, folded(claim.name)) for claim in claims if not claim.country}
        result = [*claims, *(c for c in found.claims if (c.role, folded(c.name)) not in named)]
        return own, self.claimed.same(self.claimed.all_named(result, made.source))

    def _is_evidence(self, name: str) -> bool:
        known = self._evidence_names.get(name)
        if known is None:
            known = self._evidence_names[name] = says_something(name)
        return known

    def _refuse_number(self) -> NoReturn:
        raise LimitError(
            self.file,
            f"more than {self.limits.max_components} components (limits.max_components); "
            "split the BOM",
        )

    def _refuse_length(self, place: str) -> NoReturn:
        raise LimitError(
            self.file,
            f"a text of more than {self.limits.max_string_chars} characters "
            "(limits.max_string_chars); shorten it",
            place,
        )

    def _refuse_properties(self, what: str, place: str) -> NoReturn:
        raise LimitError(
            self.file,
            f"more than {self.limits.max_properties_per_component} {what} "
            "(limits.max_properties_per_component); take out what is not needed",
            place,
        )

    def finished(self) -> Document:
        """The document, with its notes."""
        for c in self.components if not self.is_plain else ():
            said = c.purl + c.version + c.group  # names were looked at as they were read
            if not (said.isascii() and said.isprintable()):
                for each in (c.purl, c.version, c.group):
                    self.notes.odd_characters(each, c.source)
        self.document.notes = self.notes.all()
        return self.document
