"""The draft of CycloneDX 2.0 in JSON: https://github.com/CycloneDX/specification, branch 2.0-dev.

Not published yet, so speed matters less here than that nothing is lost: the file is decoded as a
whole, each component is brought into the form of 1.7, and what has no place there (identifiers,
quantities) becomes one of the properties that say the same in 1.x. Both drafts of the inventory
are read: ``metadata.component`` with ``components``, and ``inventories`` of a ``subject`` with
its ``components``. A component may be a reference to one that is defined elsewhere in the file.
"""

from __future__ import annotations

import re
from collections import deque
from typing import Any, Final

from vcs_check.errors import MalformedError
from vcs_check.inventory.document import Document, Link, LinkKind
from vcs_check.readers import _json
from vcs_check.readers._containment import Containment
from vcs_check.readers._content import Content
from vcs_check.readers._cyclonedx import Composition, Dependency, Item, Metadata, Reference
from vcs_check.readers._cyclonedx2 import (
    COMPONENT_MEMBERS,
    MEMBERS,
    as_item,
    encoded,
    listed,
    parties_of,
    text_of,
)
from vcs_check.readers._cyclonedx_graph import BOM_LINK, elsewhere
from vcs_check.readers._cyclonedx_inventory import CycloneDxInventory
from vcs_check.readers._elementwise import Elementwise
from vcs_check.readers._inventory import text
from vcs_check.readers._notes import shown
from vcs_check.readers._reader import Reader
from vcs_check.readers.cyclonedx_json import NAME, spec_version

_VERSION: Final = re.compile(r"2\.\d{1,3}", re.ASCII)
_PARTS: Final = ("components", "services")
_CHOICE: Final = "component-choice"


def _is_draft(content: Content) -> bool:
    if content.kind != "json":
        return False
    members, pointer = content.unwrapped
    for key in ("specFormat", "bomFormat"):  # 1.x was asked before
        if key in members:
            name = _json.loose(members[key], content.file, f"{pointer}/{key}")
            return isinstance(name, str) and name.strip().lower() == "cyclonedx"
    return False


def _read(content: Content) -> Document:
    version = spec_version(content, _VERSION)
    members, base = content.unwrapped
    whole = {key: _json.loose(raw, content.file, f"{base}/{key}") for key, raw in members.items()}
    return _Reading(content, whole, base, version).document()


class _Reading:
    """One file being read."""

    def __init__(self, content: Content, whole: dict[str, Any], base: str, version: str) -> None:
        self.content, self.file, self.whole, self.base = content, content.file, whole, base
        self.inventory = CycloneDxInventory(content, NAME, version)
        self.inventory.known_parties = parties_of(whole)
        self.notes = self.inventory.notes
        self.inside = Containment(self.inventory.document, self.notes, content.limits)
        self.items = Elementwise(content, Item)
        self.defined = self._definitions()
        self.positions: dict[str, int] = {}
        """Of components that were added, by their id; the first of an id."""
        self.referred: list[tuple[str, int | None, str]] = []

    def document(self) -> Document:
        """The inventory; raises InputError only."""
        notes, base = self.notes, self.base
        notes.add(
            "draft",
            f"CycloneDX {self.inventory.document.version} is not published yet; "
            "read as its draft is known",
            f"{base}/specVersion",
        )
        lists = frozenset(k for k, said in self.whole.items() if isinstance(said, list | dict))
        self.inventory.unknown_members(self.whole, MEMBERS, lists, base)
        self.inventory.document.serial = text(self.whole.get("serialNumber"))
        self.inventory.document.revision = text(self.whole.get("version"))
        self._metadata()
        for key in _PARTS:
            self._add_all(self.whole.get(key), f"{base}/{key}", None)
        self._inventories()
        self._resolve()
        self._others()
        if (subject := self.inventory.document.subject) is not None:
            self.inside.put_rest_into(subject)
        self.inside.settle()
        return self.inventory.finished()

    def _metadata(self) -> None:
        place = f"{self.base}/metadata"
        said = dict(self._object(self.whole.get("metadata"), place))
        component = said.pop("component", None)
        metadata = Elementwise(self.content, Metadata).decoded(encoded(said), place)
        self.inventory.metadata(metadata, place)
        if component:
            self.inventory.document.subject = self._add_subject(component, f"{place}/component")

    def _inventories(self) -> None:
        place = f"{self.base}/inventories"
        entries = listed(self.whole.get("inventories"), self.file, place)
        for number, entry in enumerate(entries):
            here, parent = f"{place}/{number}", None
            said = self._object(entry, here)
            if subject := said.get("subject"):
                parent = self._add_subject(subject, f"{here}/subject")
                if len(entries) == 1 and self.inventory.document.subject is None:
                    self.inventory.document.subject = parent
            self._add_all(said.get("components"), f"{here}/components", parent)

    def _definitions(self) -> dict[str, tuple[dict[str, Any], str]]:
        """Components of ``definitions``, by id, with their places."""
        place = f"{self.base}/definitions"
        said = self._object(self.whole.get("definitions"), place)
        found: dict[str, tuple[dict[str, Any], str]] = {}
        for key in _PARTS:
            for number, each in enumerate(listed(said.get(key), self.file, f"{place}/{key}")):
                if isinstance(each, dict) and (ref := text_of(each.get("bom-ref"))):
                    found.setdefault(ref, (each, f"{place}/{key}/{number}"))
        return found

    def _add_all(self, entries: Any, place: str, parent: int | None) -> None:
        """Add the entries and what is nested in them, level by level; no recursion."""
        waiting = deque([(entries, place, parent)])
        while waiting:
            entries, place, parent = waiting.popleft()
            for number, entry in enumerate(listed(entries, self.file, place)):
                here = f"{place}/{number}"
                said, position = self._object(entry, here), parent
                if "ref" in said:
                    self.referred.append((text_of(said["ref"]), parent, here))
                    continue
                if text_of(said.get("type")) == _CHOICE:
                    self._note_choice(said, here)
                else:
                    position = self._add_one(said, here, parent)
                waiting += [(said[key], f"{here}/{key}", position) for key in _PARTS if key in said]

    def _add_subject(self, entry: Any, place: str) -> int:
        """Add what the file, or one inventory of it, describes; its position."""
        said = self._object(entry, place)
        if (ref := text_of(said.get("ref"))) in self.defined:
            said, place = self.defined[ref]
        position = self.positions.get(ref) if ref else None
        if position is None:
            position = self._add_one(said, place, None, is_subject=True)
            for key in _PARTS:
                self._add_all(said.get(key), f"{place}/{key}", position)
        return position

    def _add_one(
        self, said: dict[str, Any], place: str, parent: int | None, *, is_subject: bool = False
    ) -> int:
        """Add one component, without what is nested in it; its position."""
        for name in sorted(said.keys() - COMPONENT_MEMBERS):
            self.notes.add(
                "unknown members of components",
                f"{shown(name)} is nothing that is known of a component, so it is not read",
                place,
                hides=isinstance(said[name], list | dict),
            )
        raw = encoded(as_item(said, self.inventory.known_parties, self.notes, place))
        item = self.items.decoded(raw, place)
        is_service = place.rpartition("/")[0].endswith("/services")
        position = self.inventory.add(item, place, None, service=is_service, is_subject=is_subject)
        self.positions.setdefault(self.inventory.components[position].id, position)
        if parent is not None:
            self.inside.put(position, parent)
        return position

    def _note_choice(self, said: dict[str, Any], place: str) -> None:
        operator = text_of(said.get("operator")).upper()
        if operator != "AND":
            self.notes.add(
                "alternatives",
                f"of the components in {shown(text_of(said.get('name')) or 'this choice')} not "
                "all need to be installed; each is counted as if it were",
                place,
            )

    def _resolve(self) -> None:
        """Put components that are only referred to where they are said to be."""
        for ref, parent, place in self.referred:  # which grows: a definition may refer to others
            if ref not in self.positions and ref in self.defined:
                said, where = self.defined[ref]
                position = self._add_one(said, where, None)
                for key in _PARTS:
                    self._add_all(said.get(key), f"{where}/{key}", position)
            if ref in self.positions:
                if parent is not None:
                    self.inside.put(self.positions[ref], parent)
            elif ref[:8].lower() == BOM_LINK:
                self.inventory.document.links.append(
                    Link(kind=LinkKind.CONTAINS, outer=parent, inner=elsewhere(ref), place=place)
                )
            else:
                self.notes.add(
                    "references to unlisted components",
                    f"the component {shown(ref)} is referred to and not in this file; list it",
                    place,
                    hides=True,
                )

    def _others(self) -> None:
        """What is said of the components together."""
        graph, base = self.inventory.graph, self.base
        place = f"{base}/externalReferences"
        entries = listed(self.whole.get("externalReferences"), self.file, place)
        references = Elementwise(self.content, Reference).each(list(map(encoded, entries)), place)
        self.inventory.references(references, None, place)
        place = f"{base}/dependencies"
        entries = listed(self.whole.get("dependencies"), self.file, place)
        needs = Elementwise(self.content, Dependency)
        graph.dependencies(needs.each(list(map(encoded, entries)), place), place)
        place = f"{base}/compositions"
        for number, entry in enumerate(listed(self.whole.get("compositions"), self.file, place)):
            said = self._object(entry, f"{place}/{number}")
            aggregate = text_of(said.get("aggregate")).replace("-", "_")
            parts = [key for key in ("assemblies", "targets") if said.get(key)]
            graph.composition(
                Composition(aggregate=aggregate, assemblies=tuple(parts)), f"{place}/{number}"
            )

    def _object(self, value: Any, place: str) -> dict[str, Any]:
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise MalformedError(self.file, "an object { … } belongs here", place)
        return value


READER: Final = Reader(name=NAME, sniff=_is_draft, read=_read)
