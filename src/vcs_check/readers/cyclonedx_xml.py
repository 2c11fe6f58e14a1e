"""CycloneDX XML, 1.0 to 1.7: https://cyclonedx.org/docs/1.7/xml/ .

Parsed a part at a time: what has ended is converted and taken out of the tree. A component with
many parts in it is taken in before it has ended; its position is taken then, so that the order
is the file's. Elements of other namespaces are extensions and passed over.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

from msgspec import Struct

from vcs_check.errors import LimitError, MalformedError
from vcs_check.inventory.document import Document
from vcs_check.readers import _xml
from vcs_check.readers._content import Content
from vcs_check.readers._cyclonedx import Dependency
from vcs_check.readers._cyclonedx_elements import CycloneDxElements
from vcs_check.readers._cyclonedx_inventory import KNOWN_MINOR_VERSIONS, CycloneDxInventory
from vcs_check.readers._cyclonedx_odd import note_part_not_read
from vcs_check.readers._cyclonedx_statements import compositions, dependencies
from vcs_check.readers._inventory import text
from vcs_check.readers._reader import Reader

NAME: Final = "cyclonedx-xml"
_NAMESPACE = re.compile(r"http://cyclonedx\.org/schema/bom/(1\.\d{1,3})", re.ASCII)
_MANY = 16
"""Parts of a component that has not ended, from which on they are not waited for."""
_LISTS = frozenset({"components", "services"})


def _is_cyclonedx(content: Content) -> bool:
    if content.kind != "xml":
        return False
    namespace, _, name = _xml.root_tag(content).rpartition(" ")
    return name == "bom" and "cyclonedx" in namespace.lower()


def _read(content: Content) -> Document:
    namespace = _xml.root_tag(content).rpartition(" ")[0]
    match = _NAMESPACE.fullmatch(namespace)
    if match is None:
        raise MalformedError(
            content.file,
            f"the namespace {namespace!r} names no version of CycloneDX; it should be "
            "http://cyclonedx.org/schema/bom/1.6 or the like",
            "/bom",
        )
    return _Reading(content, namespace, match[1]).read()


class _Open(Struct):
    """A component that is taken in before it has ended, since it has many parts."""

    element: ET.Element
    position: int
    place: str
    parent: int | None
    is_service: bool
    counts: dict[str, int]
    """How many components and services were seen in it."""


class _Found(NamedTuple):
    """A component that has ended, and where it stands."""

    element: ET.Element
    place: str
    parent: int | None
    is_service: bool


class _Reading:
    """One file being read."""

    def __init__(self, content: Content, namespace: str, version: str) -> None:
        self.content, self.limits = content, content.limits
        self.inventory = CycloneDxInventory(content, NAME, version)
        self.prefix = prefix = "{" + namespace + "}"
        self.elements = CycloneDxElements(prefix, content.file)
        self.lists = {prefix + each: prefix + each[:-1] for each in _LISTS}
        self.open: list[_Open] = []
        self.last_closed: ET.Element | None = None
        self.counts: dict[str, int] = {}
        self.parts_ended: set[str] = set()
        self.dependencies: list[Dependency] = []
        if version not in KNOWN_MINOR_VERSIONS:
            self.inventory.notes.add(
                "version",
                f"CycloneDX XML {version} is not one of 1.2 to 1.7; read as the nearest of them",
                "/bom",
            )

    def read(self) -> Document:
        inventory = self.inventory
        for root, is_whole in _xml.growing_tree(self.content):
            inventory.document.serial = text(root.get("serialNumber"))
            inventory.document.revision = text(root.get("version"))
            self._take(root, is_whole=is_whole)
        for component in inventory.components:  # in file order, whichever ended first
            inventory.graph.identify(component)
        inventory.graph.dependencies(self.dependencies, "/bom/dependencies")
        return inventory.finished()

    def _take(self, root: ET.Element, *, is_whole: bool) -> None:
        """Read what has ended, and take it out of the tree."""
        ended = root[:] if is_whole else root[:-1]
        for part in ended:
            _xml.check_depth(self.content, part, 2)
            if part.tag.startswith(self.prefix):
                self._end_of_part(part, part.tag[len(self.prefix) :])
        del root[: len(ended)]
        if is_whole or not len(root):
            return
        _xml.check_open_depth(self.content, root)
        part = root[0]
        if part.tag in self.lists:
            self._take_ended(part)
        elif part.tag == self.prefix + "dependencies" and len(part) > 1:
            self.dependencies += dependencies(part[:-1], self.prefix)
            del part[:-1]

    def _take_ended(self, parts: ET.Element) -> None:
        """Add what has ended of a list that has not, and of the components open in it."""
        above: _Open | None = None
        level = 0
        while len(parts):
            last = parts[-1]
            self._add_listed(parts, parts[:-1], above, level)
            del parts[:-1]
            if level == len(self.open):
                if not self._has_many(last) or last.tag != self.lists[parts.tag]:
                    return
                self._check_level(level, above.place if above else "")
                place, parent = self._numbered(parts.tag, above)
                is_service = last.tag == self.prefix + "service"
                self.open.append(
                    _Open(last, self.inventory.reserve(), place, parent, is_service, {})
                )
            above, level = self.open[level], level + 1
            for part in last[:-1]:
                if part.tag in self.lists:
                    self._add_listed(part, part[:], above, level)
                    del part[:]
            if last[-1].tag not in self.lists:
                return
            parts = last[-1]

    def _has_many(self, element: ET.Element) -> bool:
        """Whether the list that the element may be in the midst of is worth the trouble."""
        return bool(len(element)) and element[-1].tag in self.lists and len(element[-1]) > _MANY

    def _add_listed(
        self, parts: ET.Element, ended: list[ET.Element], above: _Open | None, level: int
    ) -> None:
        """Add these children of a list; ``level`` is how many components they stand in."""
        tag, is_service = self.lists[parts.tag], parts.tag == self.prefix + "services"
        for element in ended:
            if element is self.last_closed:
                continue
            if level < len(self.open) and self.open[level].element is element:
                self._close(level)
                continue
            _xml.check_depth(self.content, element, 2 * level + 3)
            if element.tag == tag:
                self._check_level(level, above.place if above else "")
                place, parent = self._numbered(parts.tag, above)
                self._add(_Found(element, place, parent, is_service), level)

    def _numbered(self, list_tag: str, above: _Open | None) -> tuple[str, int | None]:
        """The place of the next component of a list, and its parent."""
        counts = above.counts if above else self.counts
        name = self.lists[list_tag][len(self.prefix) :]
        counts[name] = counts.get(name, 0) + 1
        place = f"{above.place if above else '/bom'}/{name}s/{name}[{counts[name]}]"
        return place, above.position if above else self.inventory.document.subject

    def _close(self, level: int) -> None:
        """The open component of this level has ended, and all that are open in it."""
        while len(self.open) > level:
            here = self.open[-1]
            _xml.check_depth(self.content, here.element, 2 * len(self.open) + 1)
            for part in here.element:
                if part.tag in self.lists:
                    self._add_listed(part, part[:], here, len(self.open))
            self.open.pop()
            self.last_closed = here.element
            found = _Found(here.element, here.place, here.parent, here.is_service)
            self._put(here.position, found)

    def _add(self, found: _Found, level: int) -> None:
        """Add a component that has ended and, depth first, what is nested in it; no recursion."""
        waiting = [(found, level)]
        while waiting:
            found, level = waiting.pop()
            position = self.inventory.reserve()
            self._put(position, found)
            inner = [
                _Found(
                    element,
                    f"{found.place}/{name}s/{name}[{number}]",
                    position,
                    name != "component",
                )
                for part in found.element
                if (tag := self.lists.get(part.tag)) and (name := tag[len(self.prefix) :])
                for number, element in enumerate(part.findall(tag), 1)
            ]
            if inner:
                self._check_level(level + 1, found.place)
                waiting += [(each, level + 1) for each in reversed(inner)]

    def _put(self, position: int, found: _Found) -> None:
        inventory = self.inventory
        inventory.components[position] = inventory.component(
            self.elements.item(found.element, found.place),
            found.place,
            found.parent,
            service=found.is_service,
            is_subject=position == inventory.document.subject,
        )

    def _check_level(self, level: int, place: str) -> None:
        limit = self.limits.max_nesting_depth
        if level >= limit:
            raise LimitError(
                self.content.file,
                f"nested more than {limit} levels deep (limits.max_nesting_depth); flatten the BOM",
                place,
            )

    def _end_of_part(self, part: ET.Element, name: str) -> None:
        """An element directly below ``bom`` has ended."""
        if name in self.parts_ended:
            raise MalformedError(
                self.content.file, f"contains the element {name!r} twice; keep one", "/bom"
            )
        self.parts_ended.add(name)
        match name:
            case "components" | "services":
                self._add_listed(part, part[:], None, 0)
            case "metadata":
                self._end_of_metadata(part)
            case "dependencies":
                self.dependencies += dependencies(part, self.prefix)
            case "externalReferences":
                place = "/bom/externalReferences"
                self.inventory.references(self.elements.references(part, place), None, place)
            case "formulation" | "properties" | "annotations":
                said = ET.tostring(part) if len(part) else b""
                note_part_not_read(self.inventory.notes, name, said, f"/bom/{name}")
            case "compositions":
                for number, entry in enumerate(compositions(part, self.prefix), 1):
                    self.inventory.graph.composition(
                        entry, f"/bom/compositions/composition[{number}]"
                    )

    def _end_of_metadata(self, part: ET.Element) -> None:
        place = "/bom/metadata"
        if self.parts_ended & _LISTS or self.inventory.components:
            raise MalformedError(
                self.content.file, "metadata must stand before the components", place
            )
        self.inventory.metadata(self.elements.metadata(part, place), place)
        subject = part.find(self.prefix + "component")
        if subject is not None:
            self.inventory.document.subject = 0
            self._add(_Found(subject, f"{place}/component", None, False), -1)


READER: Final = Reader(name=NAME, sniff=_is_cyclonedx, read=_read)
