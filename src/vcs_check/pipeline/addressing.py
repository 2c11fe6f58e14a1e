"""Which of the files given a reference means: by serial number, namespace, path or digest."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import unquote

from msgspec import Struct

from vcs_check.inventory.document import Document, Elsewhere

_BOM_LINK = re.compile(r"urn:cdx:([^/#]+)(?:/([^/#]*))?", re.IGNORECASE)
_UUID = re.compile(r"urn:uuid:(.+)", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
"""Two letters at least: ``C:`` is a drive."""
_IRIS: Final = "spdx3-json"
"""The format in which ids are IRIs, each unique in the world."""
_DOCUMENT_IDS: Final = frozenset({"SPDXRef-DOCUMENT"})


class Found(Struct, frozen=True):
    """The documents that a reference may mean."""

    units: tuple[int, ...] = ()
    revision: str | None = None
    """The version that the reference names, where none of the documents has it."""


class Addresses:
    """Knows the documents by everything that a reference may call them."""

    WHOLE: Final = -1
    NO_COMPONENT: Final = -2

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._by_serial: dict[str, list[int]] = {}
        self._by_path: dict[str, list[int]] = {}
        self._by_digest: dict[str, list[int]] = {}
        self._ids: dict[int, dict[str, int]] = {}
        self._all: dict[str, list[tuple[int, int]]] | None = None
        for number, document in enumerate(documents):
            if document.serial:
                self._by_serial.setdefault(_serial(document.serial), []).append(number)
                base = document.serial.partition("#")[0]
                if document.format == _IRIS and base != document.serial:
                    self._by_serial.setdefault(base, []).append(number)
            self._by_path.setdefault(_path(document.path), []).append(number)
            self._by_digest.setdefault(document.sha256, []).append(number)

    def documents(self, number: int, end: Elsewhere) -> Found:
        """The documents that ``end`` of document ``number`` names, in the order given."""
        said = end.document.strip()
        if match := _BOM_LINK.fullmatch(said):
            return self._revision(self._by_serial.get(_serial(match[1]), []), match[2] or "")
        known = self._by_serial.get(_serial(said))
        if known:
            return Found(tuple(known))
        if path := self._relative(number, said):
            known = self._by_path.get(path)
        if not known:
            for algorithm, digest in end.hashes:
                if algorithm.replace("-", "").lower() == "sha256":
                    known = self._by_digest.get(digest.lower())
        return Found(tuple(known or ()))

    def _revision(self, units: list[int], revision: str) -> Found:
        exact = tuple(u for u in units if (self._documents[u].revision or "1") == revision)
        return Found(exact) if exact else Found(tuple(units), revision)

    def _relative(self, number: int, said: str) -> str:
        """The path that a relative reference (or ``file:``) means; empty for a URL."""
        said = said.replace("\\", "/")
        if said[:5].lower() == "file:":
            said = said[5:]
            said = said[2:] if said.startswith("///") else said
        elif _SCHEME.match(said):
            return ""
        folder = posixpath.dirname(self._documents[number].path.replace("\\", "/"))
        return _path(posixpath.join(folder, unquote(said)))

    def element(self, unit: int, element: str) -> int | None:
        """The position of a component of a document by its id, the first of several.

        :attr:`WHOLE` for the document itself, :attr:`NO_COMPONENT` for a file or snippet, None
        where nothing has the id.
        """
        document = self._documents[unit]
        ids = self._ids.get(unit)
        if ids is None:
            ids = self._ids[unit] = {}
            for position, component in enumerate(document.components):
                ids.setdefault(component.id, position)
        bare = element.removeprefix("SPDXRef-")
        spellings = [element, unquote(element), bare, f"SPDXRef-{bare}"]
        if document.format == _IRIS:  # an id of SPDX 2 after the namespace is one of SPDX 3
            base = document.serial.partition("#")[0]
            spellings += [f"{base}{mark}{each}" for mark in "#/" for each in spellings[:4]]
        for spelling in dict.fromkeys(spellings):
            if spelling in ids:
                return ids[spelling]
            if spelling == document.own_id or spelling in _DOCUMENT_IDS | document.wholes:
                return self.WHOLE
            if spelling in document.others:
                return self.NO_COMPONENT
        return None

    def everywhere(self, number: int, element: str) -> list[tuple[int, int]]:
        """``(document, position)`` of an id that is unique in the world, outside ``number``.

        Instead of a position :attr:`WHOLE` for a document or SBOM, :attr:`NO_COMPONENT` for
        a file and the like.
        """
        if self._all is None:
            self._all = {}
            for unit, document in enumerate(self._documents):
                for position, component in enumerate(document.components):
                    self._all.setdefault(component.id, []).append((unit, position))
        found = [pair for pair in self._all.get(element, ()) if pair[0] != number]
        if found:
            return found
        others = [(n, d) for n, d in enumerate(self._documents) if n != number]
        whole = [(n, self.WHOLE) for n, d in others if element in d.wholes or element == d.own_id]
        return whole or [(n, self.NO_COMPONENT) for n, d in others if element in d.others]

    def has_iris(self, unit: int) -> bool:
        """Whether the ids of a document's elements are IRIs."""
        return self._documents[unit].format == _IRIS

    def defined(self, number: int, iri: str) -> list[tuple[int, int]]:
        """As :meth:`everywhere`, for an IRI and among the documents whose ids are IRIs."""
        if not _SCHEME.match(iri):
            return []
        pairs = self.everywhere(number, iri)
        return [pair for pair in pairs if self._documents[pair[0]].format == _IRIS]


def _serial(said: str) -> str:
    """A serial number or namespace as it is compared: a UUID bare and in small letters."""
    match = _UUID.fullmatch(said.strip())
    bare = match[1] if match else said.strip().removesuffix("#")
    return bare.lower() if match or _is_uuid(bare) else bare


def _is_uuid(text: str) -> bool:
    return re.fullmatch(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", text) is not None


def _path(path: str) -> str:
    return posixpath.normpath(path.replace("\\", "/"))
