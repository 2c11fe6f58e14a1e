"""CycloneDX JSON, 1.2 to 1.7: https://cyclonedx.org/docs/1.7/json/ .

The file is split, not decoded: one component at a time becomes a typed struct.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, cast

from msgspec import Raw

from vcs_check.errors import LimitError, MalformedError
from vcs_check.inventory.document import Document
from vcs_check.readers import _json
from vcs_check.readers._content import Content
from vcs_check.readers._cyclonedx import (
    Composition,
    Dependency,
    Item,
    Metadata,
    Reference,
    WholeItem,
)
from vcs_check.readers._cyclonedx_inventory import KNOWN_MINOR_VERSIONS, CycloneDxInventory
from vcs_check.readers._cyclonedx_odd import note_part_not_read
from vcs_check.readers._elementwise import Elementwise
from vcs_check.readers._inventory import text
from vcs_check.readers._reader import Reader

NAME: Final = "cyclonedx-json"
_LISTS: Final = frozenset({"components", "services", "dependencies", "compositions", "metadata"})
_MEMBERS: Final = _LISTS | {
    "$schema", "bomFormat", "specVersion", "serialNumber", "version", "externalReferences",
    "vulnerabilities", "annotations", "formulation", "declarations", "definitions", "citations",
    "properties", "signature",
}  # fmt: skip
"""What a BOM may have; a slip in the name of a list would hide what is in it."""
_BETWEEN: Final = re.compile(rb"\}\s*(,)\s*\{")
"""A comma that stands between two dependencies, if not in a text."""
_VERSION = re.compile(r"1\.\d{1,3}", re.ASCII)


def _is_cyclonedx(content: Content) -> bool:
    if content.kind != "json":
        return False
    members, pointer = content.unwrapped
    if "specFormat" in members or _stated_version(content).startswith("2."):
        return False  # cyclonedx_v2_json
    if "bomFormat" in members:
        name = _json.loose(members["bomFormat"], content.file, f"{pointer}/bomFormat")
        return isinstance(name, str) and name.strip().lower() == "cyclonedx"
    return "specVersion" in members and "components" in members


def _read(content: Content) -> Document:
    members, pointer = content.unwrapped
    reading = _Reading(content, pointer, spec_version(content, _VERSION))
    return reading.read(members)


def _stated_version(content: Content) -> str:
    members, pointer = content.unwrapped
    raw = members.get("specVersion")
    place = f"{pointer}/specVersion"
    return text(_json.loose(raw, content.file, place)) if raw is not None else ""


def spec_version(content: Content, known: re.Pattern[str]) -> str:
    """``1.6``, as the file states it.

    Raises:
        MalformedError: none, or one that does not look like ``known``.
    """
    version = _stated_version(content)
    if not known.fullmatch(version):
        raise MalformedError(
            content.file,
            "specVersion is missing or no version of CycloneDX that is read, such as 1.6; "
            "correct it",
            f"{content.unwrapped[1]}/specVersion",
        )
    return version


class _Reading:
    """One file being read."""

    def __init__(self, content: Content, pointer: str, version: str) -> None:
        self.file, self.limits, self.base = content.file, content.limits, pointer
        self.inventory = CycloneDxInventory(content, NAME, version)
        self.content = content
        self.items = Elementwise(content, Item, WholeItem)
        if version not in KNOWN_MINOR_VERSIONS:
            self.inventory.notes.add(
                "version",
                f"CycloneDX JSON {version} is not known here; read as the nearest known version",
                f"{pointer}/specVersion",
            )

    def read(self, members: dict[str, Raw]) -> Document:
        inventory, base = self.inventory, self.base
        inventory.unknown_members(members, _MEMBERS, _LISTS, base)
        for name in ("formulation", "properties", "annotations"):
            if name in members:
                note_part_not_read(inventory.notes, name, bytes(members[name]), f"{base}/{name}")
        if "bomFormat" not in members:
            inventory.notes.add("bomFormat", "bomFormat is missing; read as CycloneDX", base)
        if "serialNumber" in members:
            place = f"{base}/serialNumber"
            serial = _json.loose(members["serialNumber"], self.file, place)
            inventory.document.serial = text(serial)
        if "version" in members:
            revision = _json.loose(members["version"], self.file, f"{base}/version")
            inventory.document.revision = text(revision)
        self._metadata(members.get("metadata"))
        subject = inventory.document.subject
        self._walk(members.get("components"), members.get("services"), base, subject)
        place = f"{base}/externalReferences"
        raws = _json.elements(members.get("externalReferences"), self.file, place)
        references = Elementwise(self.content, Reference)
        inventory.references(references.each(raws, place), None, place)
        dependencies = Elementwise(self.content, Dependency)
        compositions = Elementwise(self.content, Composition)
        place = f"{base}/dependencies"
        if (raw := members.get("dependencies")) is not None:
            for some in dependencies.parts(raw, _BETWEEN, place):
                inventory.graph.dependencies(some, place)
        place = f"{base}/compositions"
        raws = _json.elements(members.get("compositions"), self.file, place)
        for number, entry in enumerate(compositions.each(raws, place)):
            inventory.graph.composition(entry, f"{place}/{number}")
        return inventory.finished()

    def _metadata(self, raw: Raw | None) -> None:
        if raw is None or bytes(raw) == b"null":
            return
        place = f"{self.base}/metadata"
        members = _json.members(raw, self.file, place)
        self.inventory.metadata(Elementwise(self.content, Metadata).decoded(raw, place), place)
        component = members.get("component")
        if component is None or bytes(component) == b"null":
            return
        here = f"{place}/component"
        item = self.items.decoded(component, here)
        position = self.inventory.add(item, here, None, is_subject=True)
        self.inventory.document.subject = position
        self._walk_children(item, here, position)

    def _walk(
        self, components: Raw | None, services: Raw | None, base: str, parent: int | None
    ) -> None:
        for key, raw in (("components", components), ("services", services)):
            place = f"{base}/{key}"
            self._add_all(_json.elements(raw, self.file, place), place, parent)

    def _walk_children(self, item: Item, place: str, position: int) -> None:
        for key, raws in (("components", item.components), ("services", item.services)):
            if raws:
                self._add_all(raws, f"{place}/{key}", position)

    def _add_all(self, elements: list[Raw] | list[Item], place: str, parent: int | None) -> None:
        """Add the elements and, depth first, what is nested in them; no recursion."""
        add = self.inventory.add
        waiting = [(enumerate(self._decoded(elements, place)), place, parent, 1)]
        while waiting:
            numbered, base, above, level = waiting[-1]
            service = base.endswith("/services")
            for number, item in numbered:
                here = f"{base}/{number}"
                position = add(item, here, above, service=service)
                if item.components or item.services:
                    if level >= self.limits.max_nesting_depth:
                        raise self._too_nested(here)
                    # the last one appended is walked first: file order of the schema
                    for key, inner in (
                        ("services", item.services),
                        ("components", item.components),
                    ):
                        if inner:
                            below = f"{here}/{key}"
                            numbers = enumerate(self._decoded(inner, below))
                            waiting.append((numbers, below, position, level + 1))
                    break
            else:
                waiting.pop()

    def _decoded(self, elements: list[Raw] | list[Item], place: str) -> Iterable[Item]:
        """Nested elements are decoded already where the whole of them was small."""
        if elements and type(elements[0]) is Raw:
            return self.items.each(elements, place)
        return cast(list[Item], elements)

    def _too_nested(self, place: str) -> LimitError:
        limit = self.limits.max_nesting_depth
        return LimitError(
            self.file,
            f"nested more than {limit} levels deep (limits.max_nesting_depth); flatten the BOM",
            place,
        )


READER: Final = Reader(name=NAME, sniff=_is_cyclonedx, read=_read)
