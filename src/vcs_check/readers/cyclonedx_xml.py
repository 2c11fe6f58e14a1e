"""CycloneDX XML, 1.0 to 1.7: https://cyclonedx.org/docs/1.7/xml/ .

Parsed as a stream. A component is converted when it ends, and then forgotten by the parser;
its position is taken when it starts, so that the order is the file's. Elements of other
namespaces are extensions and passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NoReturn
from xml.etree import ElementTree as ET

from msgspec import Struct

from vcs_check.errors import LimitError, MalformedError
from vcs_check.inventory.document import Document
from vcs_check.readers import _cyclonedx_elements as elements
from vcs_check.readers import _xml
from vcs_check.readers._content import Content
from vcs_check.readers._cyclonedx import Dependency, Item
from vcs_check.readers._cyclonedx_inventory import KNOWN_MINOR_VERSIONS, CycloneDxInventory
from vcs_check.readers._inventory import text
from vcs_check.readers._reader import Reader

NAME: Final = "cyclonedx-xml"
_NAMESPACE = re.compile(r"http://cyclonedx\.org/schema/bom/(1\.\d{1,3})", re.ASCII)
_ITEMS = frozenset({"component", "service"})
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
    """A component or service that has started and not ended."""

    element: ET.Element
    position: int
    place: str
    parent: int | None
    is_service: bool
    depth: int
    """Elements around it, itself included."""
    counts: dict[str, int]
    """How many components and services were seen in it."""


class _Reading:
    """One file being read."""

    def __init__(self, content: Content, namespace: str, version: str) -> None:
        self.content = content
        self.inventory = CycloneDxInventory(content, NAME, version)
        self.prefix = "{" + namespace + "}"
        self.items = frozenset(self.prefix + name for name in _ITEMS)
        self.metadata_tag = self.prefix + "metadata"
        self.open: list[_Open] = []
        self.ancestors: list[ET.Element] = []
        self.counts: dict[str, int] = {}
        self.held: list[tuple[Item, _Open]] = []
        self.parts_ended: set[str] = set()
        self.dependencies: list[Dependency] = []
        if version not in KNOWN_MINOR_VERSIONS:
            self.inventory.notes.add(
                "version",
                f"CycloneDX XML {version} is not one of 1.2 to 1.7; read as the nearest of them",
                "/bom",
            )

    def read(self) -> Document:
        for batch in _xml.events(self.content):
            try:
                self._take(batch)
            except ET.ParseError as error:  # a fault is reported with the events before it
                raise MalformedError(
                    self.content.file, f"not valid XML: {error}; write the file again"
                ) from None
        self.inventory.graph.dependencies(self.dependencies, "/bom/dependencies")
        return self.inventory.finished()

    def _take(self, batch: Iterator[tuple[str, ET.Element]]) -> None:
        """Work through some events; this loop runs twice for every element of the file."""
        ancestors, items, opened = self.ancestors, self.items, self.open
        deepest = self.content.limits.max_document_depth
        for event, element in batch:
            if event == "start":
                ancestors.append(element)
                if len(ancestors) > deepest:
                    raise _xml.too_deep(self.content, element.tag)
                if element.tag in items and self._is_listed():
                    self._start(element)
                elif len(ancestors) == 1:
                    self.inventory.document.serial = text(element.get("serialNumber"))
                    self.inventory.document.revision = text(element.get("version"))
                continue
            if opened and opened[-1].element is element:
                self._end(element)
                if len(ancestors) == 3 and ancestors[1].tag == self.metadata_tag:
                    ancestors[1].remove(element)
                else:  # a list: all in it is done with; remove() would search it
                    ancestors[-2].clear()
            elif len(ancestors) == 2 and element.tag.startswith(self.prefix):
                self._end_of_part(element, element.tag[len(self.prefix) :])
                ancestors[0].remove(element)
            ancestors.pop()

    def _name(self, at: int) -> str:
        """The name of an element around; empty for one of another namespace."""
        tag = self.ancestors[at].tag
        return tag[len(self.prefix) :] if tag.startswith(self.prefix) else ""

    def _is_listed(self) -> bool:
        """Whether the element that just started is a part of the product, not of a tool."""
        depth, name = len(self.ancestors), self._name(-1)
        if depth == 3 and self._name(1) == "metadata":
            return name == "component"
        if depth < 3 or self._name(-2) != name + "s":
            return False
        return depth == 3 or (bool(self.open) and depth == self.open[-1].depth + 2)

    def _start(self, element: ET.Element) -> None:
        inventory, name = self.inventory, self._name(-1)
        above = self.open[-1] if self.open else None
        in_metadata = self._name(1) == "metadata"
        if len(self.open) >= inventory.limits.max_nesting_depth + in_metadata:
            raise LimitError(
                inventory.file,
                f"nested more than {inventory.limits.max_nesting_depth} levels deep "
                "(limits.max_nesting_depth); flatten the BOM",
                above.place if above else "",
            )
        if in_metadata and above is None:
            if inventory.document.subject is not None:
                self._refuse_second("component", "/bom/metadata")
            place, parent = "/bom/metadata/component", None
        else:
            counts = above.counts if above else self.counts
            counts[name] = counts.get(name, 0) + 1
            place = f"{above.place if above else '/bom'}/{name}s/{name}[{counts[name]}]"
            parent = above.position if above else inventory.document.subject
        position = inventory.reserve()
        if in_metadata and above is None:
            inventory.document.subject = position
        self.open.append(
            _Open(element, position, place, parent, name == "service", len(self.ancestors), {})
        )

    def _end(self, element: ET.Element) -> None:
        ended = self.open.pop()
        item = elements.item(element, self.prefix, self.content.file, ended.place)
        if self._name(1) == "metadata":  # what applies to it may still follow
            self.held.append((item, ended))
        else:
            self._put(item, ended)

    def _put(self, item: Item, ended: _Open) -> None:
        component = self.inventory.component(
            item,
            ended.place,
            ended.parent,
            service=ended.is_service,
            is_subject=ended.position == self.inventory.document.subject,
        )
        self.inventory.components[ended.position] = component
        self.inventory.graph.identify(component)

    def _end_of_part(self, element: ET.Element, name: str) -> None:
        """An element directly below ``bom`` has ended."""
        if name in self.parts_ended:
            self._refuse_second(name, "/bom")
        self.parts_ended.add(name)
        match name:
            case "metadata":
                self._end_of_metadata(element)
            case "dependencies":
                self.dependencies = list(elements.dependencies(element, self.prefix))
            case "externalReferences":
                place = "/bom/externalReferences"
                found = elements.references(element, self.prefix, self.content.file, place)
                self.inventory.references(found, None, place)
            case "compositions":
                for number, entry in enumerate(elements.compositions(element, self.prefix), 1):
                    self.inventory.graph.composition(
                        entry, f"/bom/compositions/composition[{number}]"
                    )

    def _end_of_metadata(self, element: ET.Element) -> None:
        if self.parts_ended & _LISTS:
            raise MalformedError(
                self.content.file, "metadata must stand before the components", "/bom/metadata"
            )
        metadata = elements.metadata(element, self.prefix, self.content.file, "/bom/metadata")
        self.inventory.metadata(metadata, "/bom/metadata")
        for item, ended in sorted(self.held, key=lambda pair: pair[1].position):
            self._put(item, ended)

    def _refuse_second(self, name: str, place: str) -> NoReturn:
        raise MalformedError(
            self.content.file, f"contains the element {name!r} twice; keep one", place
        )


READER: Final = Reader(name=NAME, sniff=_is_cyclonedx, read=_read)
