"""SPDX 3.0 in JSON-LD: https://spdx.github.io/spdx-spec/v3.0.1/serializations/ .

Elements stand in ``@graph``, or one alone is the document. They are decoded as typed structs,
some at a time; one that is written in another form of JSON-LD is brought into the compact form
first. They refer to each other in any order, so they are put together at the end, by
:mod:`vcs_check.readers._spdx3_assembly`. Classes of 3.1 (hardware, supply chain) are read where
their names say what they are.
"""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec
from msgspec import Raw

from vcs_check.errors import MalformedError
from vcs_check.inventory.document import Document
from vcs_check.readers import _json, _spdx3, _spdx3_normal
from vcs_check.readers._content import Content
from vcs_check.readers._dates import written_on
from vcs_check.readers._elementwise import Elementwise
from vcs_check.readers._inventory import text
from vcs_check.readers._notes import shown
from vcs_check.readers._reader import Reader
from vcs_check.readers._spdx3_assembly import Assembly
from vcs_check.readers._spdx3_collected import Collected

NAME: Final = "spdx3-json"
_VERSION: Final = re.compile(r"3\.\d{1,3}(?:\.\d{1,3})?", re.ASCII)
_BETWEEN: Final = re.compile(
    rb'\}\s*(,)\s*\{\s*"(?:spdxId"|creationInfo"|type"\s*:\s*"(?:%s)")'
    % "|".join(_spdx3.STRUCT_OF).encode()
)
"""A comma that probably stands between two elements: one begins, and no value of an element."""
_ENDS_OF_PREFIXES: Final = ("/", "#", ":", "_", "?", "=")
_CONTEXT: Final = re.compile(rb"spdx\.org/rdf/v?(3(?:\.\d{1,3}){0,2})/")


def _is_spdx3(content: Content) -> bool:
    if content.kind != "json":
        return False
    members, _ = content.unwrapped
    if members and not members.keys() & {"@graph", "@context", "@type"}:
        return False
    data = content.data
    return _CONTEXT.search(data) is not None or (b'"spdxId"' in data and b"CreationInfo" in data)


class _Ids(msgspec.Struct):
    spdx_id: str | None = msgspec.field(default=None, name="spdxId")
    at_id: str | None = msgspec.field(default=None, name="@id")


_IDS = msgspec.json.Decoder(_Ids)


class _Elements(Elementwise[Any]):
    """Decodes elements; one that is not in the usual form becomes nodes."""

    def __init__(self, content: Content) -> None:
        super().__init__(content, _spdx3.ANY)
        self._limits = content.limits

    def _odd(self, raw: Raw, place: str) -> Any:
        """A list of nodes: the element and those that stand inside it."""
        value = _json.loose(raw, self._file, place)
        if not isinstance(value, dict):
            raise MalformedError(self._file, "an SPDX element { … } belongs here", place)
        return _spdx3_normal.nodes(value, self._file, place, self._limits)


def _read(content: Content) -> Document:
    return _Reading(content).document()


class _Reading:
    """One file being read."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.array: Raw | None = None
        self.assembly = Assembly(content, NAME, self._written)

    def document(self) -> Document:
        """The inventory; raises InputError only."""
        content, collected = self.content, self.assembly.collected
        members, base = content.unwrapped
        elements = _Elements(content)
        self._own_terms(members.get("@context"), f"{base}/@context")
        graph = members.get("@graph")
        if not members:  # a JSON array, as the expanded form has it
            self.array = Raw(content.data.strip())
        elif graph is not None and bytes(memoryview(graph)[:1]) != b"{":
            base += "/@graph"
            self.array = graph
        else:  # one element is the whole document, or the whole graph
            raw = graph if graph is not None else _object(members)
            collected.take(elements.decoded(raw, base), base)
        collected.base = base
        if self.array is not None:
            collected.take_all(elements.parts(self.array, _BETWEEN, base))
        document = self.assembly.document(_version(content, collected))
        days = (written_on(info.created) for info, _, _ in collected.of(_spdx3.CreationInfo))
        document.written_on = next(filter(None, days), None)
        return document

    def _own_terms(self, raw: Raw | None, place: str) -> None:
        """What the file's own ``@context`` defines: prefixes of ids are used, names are noted."""
        said = _json.loose(raw, self.content.file, place) if raw is not None else None
        names = []
        for each in said if isinstance(said, list) else [said]:
            for name, meaning in each.items() if isinstance(each, dict) else ():
                if isinstance(meaning, str) and meaning[-1:] in _ENDS_OF_PREFIXES:
                    entry = _spdx3.NamespaceMap(prefix=name, namespace=meaning)
                    self.assembly.graph.know_namespace(entry)
                elif not name.startswith("@") or name == "@vocab":
                    names.append(name)
        if names:
            self.assembly.notes.add(
                "names of the file's own",
                f"@context gives {shown(', '.join(names))} a meaning of its own, which is not "
                "applied; write the file with the names of SPDX",
                place,
                hides=True,
            )

    def _written(self, ids: set[str]) -> dict[str, Raw]:
        """What stands at these ids, of the elements that are in the usual form."""
        found = {}
        for raw in _json.elements(self.array, self.content.file, ""):
            try:
                element = _IDS.decode(raw)
            except (ValueError, RecursionError):  # in another form than the usual
                continue
            for spdx_id in ids & {text(element.spdx_id), text(element.at_id)}:
                found[spdx_id] = raw
        return found


def _object(members: dict[str, Raw]) -> Raw:
    pairs = (msgspec.json.encode(key) + b":" + bytes(raw) for key, raw in members.items())
    return Raw(b"{" + b",".join(pairs) + b"}")


def _version(content: Content, collected: Collected) -> str:
    """``3.0.1``, as the creation information says, or else the context.

    Raises:
        MalformedError: another version than one of SPDX 3, or none.
    """
    for info, _, place in collected.of(_spdx3.CreationInfo):
        said = text(info.spec_version)
        if said:
            if _VERSION.fullmatch(said) is None:
                raise MalformedError(
                    content.file,
                    f"specVersion {said[:20]!r} is not one of SPDX 3 such as 3.0.1",
                    place,
                )
            return said
    found = _CONTEXT.search(content.data)
    if found is not None:
        return found[1].decode()
    inline = re.search(rb'"specVersion"\s*:\s*"(3\.[0-9.]{1,8})"', content.data)
    if inline is None:
        raise MalformedError(content.file, "no version of SPDX is stated; state specVersion", "")
    return inline[1].decode()


READER: Final = Reader(name=NAME, sniff=_is_spdx3, read=_read)
